"""What is wrong in an entry of the catalogue, from what pydantic found.

Refuses to pass pydantic's own sentences on: they are English, and written for programmers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from kpi.errors import Finding, error

if TYPE_CHECKING:
    from pydantic import ValidationError

_LONGEST = 80
_LINE = re.compile(r"at line (\d+)")
_CHOICES = frozenset({"enum", "literal_error"})


class Unfit(ValueError):
    """A rule of the catalogue is broken; carries the finding's code and facts for ``told``."""

    def __init__(self, code: str, **facts: str) -> None:
        """Keep what is to be said; the text is for logs only."""
        super().__init__(code)
        self.code = code
        self.facts = facts


def lacks(*names: str) -> Unfit:
    """Build the fault of an entry without fields that it needs."""
    return Unfit("catalogue-field-missing", name=", ".join(names))


def unknown(*names: str) -> Unfit:
    """Build the fault of an entry with fields that mean nothing there."""
    return Unfit("catalogue-field-unknown", name=", ".join(names))


def told(place: str, invalid: ValidationError) -> Iterator[Finding]:
    """Give a finding for each fault of an entry; ``place`` is its table and id."""
    for item in invalid.errors():
        yield _one(place, item)


def garbled(file: str, data: bytes, broken: ValueError) -> Finding:
    """Give the finding of a file that is no TOML in UTF-8: its line, and what stands there."""
    lines = data.decode("utf-8", "replace").splitlines() or [""]
    if isinstance(broken, UnicodeDecodeError):
        line = data.count(b"\n", 0, broken.start) + 1
    else:
        # The parser tells the place in its sentence only; without one it is the file's end.
        at = _LINE.search(str(broken))
        line = int(at[1]) if at else len(lines)
    there = lines[min(line, len(lines)) - 1].strip()
    return error("catalogue-syntax", f"{file}:{line}", found=_shown(there))


def _one(place: str, item: Mapping[str, Any]) -> Finding:
    kind, context = item["type"], item.get("ctx", {})
    name = ".".join(str(step) for step in item["loc"])
    broken = context.get("error")
    if isinstance(broken, Unfit):
        return error(broken.code, place, **{"name": name, **broken.facts})
    if kind == "missing":
        return error("catalogue-field-missing", place, name=name)
    if kind == "extra_forbidden":
        return error("catalogue-field-unknown", place, name=name)
    there = _shown(item["input"])
    if kind in _CHOICES:
        choices = str(context["expected"]).replace(" or ", ", ").replace("'", "")
        return error("catalogue-field-choice", place, name=name, found=there, nearest=choices)
    # An entry that is no table at all has no field to name.
    return error("catalogue-field", place, name=name or "…", found=there)


def _shown(value: object) -> str:
    text = str(value)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
