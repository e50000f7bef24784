"""What the styles of an OpenDocument workbook add to its cells, and which tables they hide.

Refuses conditions: a style that looks different for some values is taken by its main form.
"""

from __future__ import annotations

from .dress import PLAIN, Dress, beside

NUMBER = "urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0 "
STYLE = "urn:oasis:names:tc:opendocument:xmlns:style:1.0 "
TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0 "

_KINDS = {f"{NUMBER}{kind}-style" for kind in ("number", "currency", "date", "percentage", "time")}
_SPOKEN = {f"{NUMBER}text", f"{NUMBER}currency-symbol"}
_MOST_PARENTS = 20


class Styles:
    """The styles as they are met while the file is read."""

    def __init__(self) -> None:
        """Start with none."""
        self._dresses: dict[str, Dress] = {}
        self._cells: dict[str, tuple[str, str]] = {}
        self._hidden: set[str] = set()
        self._name = self._data_style = ""
        self._parts: set[str] = set()
        self._words: list[str] = []
        self._speaks = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the beginning of an element."""
        if name in _KINDS:
            self._data_style = attributes.get(f"{STYLE}name", "")
            self._parts, self._words = set(), []
        elif self._data_style:
            self._parts.add(name.removeprefix(NUMBER))
            self._speaks = name in _SPOKEN
        elif name == f"{STYLE}style":
            self._name = attributes.get(f"{STYLE}name", "")
            parent = attributes.get(f"{STYLE}parent-style-name", "")
            self._cells[self._name] = attributes.get(f"{STYLE}data-style-name", ""), parent
        elif name == f"{STYLE}table-properties" and attributes.get(f"{TABLE}display") == "false":
            self._hidden.add(self._name)

    def data(self, text: str) -> None:
        """Take text."""
        if self._speaks:
            self._words.append(text)

    def end(self, name: str) -> None:
        """Take the end of an element."""
        self._speaks = False
        if name in _KINDS and self._data_style:
            kind = name.removeprefix(NUMBER).removesuffix("-style")
            self._dresses[self._data_style] = _dress(kind, self._parts, "".join(self._words))
            self._data_style = ""

    def hides(self, name: str) -> bool:
        """Say whether a table of this style is hidden."""
        return name in self._hidden

    def dress(self, name: str) -> Dress:
        """Give what a cell style adds to its number; parents are asked."""
        for _ in range(_MOST_PARENTS):
            data_style, parent = self._cells.get(name, ("", ""))
            if data_style or not parent:
                return self._dresses.get(data_style, PLAIN)
            name = parent
        return PLAIN


def _dress(kind: str, parts: set[str], words: str) -> Dress:
    if kind == "percentage":
        return "percent", ""
    if kind == "date":
        if parts & {"day", "hours", "day-of-week", "month", "year"} == {"year"}:
            return "year", ""
        whole = {"month", "year"} <= parts and not parts & {"day", "hours", "day-of-week"}
        return ("month", "") if whole else PLAIN
    return beside(words) if kind in {"number", "currency"} else PLAIN
