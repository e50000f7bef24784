"""A web page with tables, as reporting tools write it and call it .xls.

Refuses to follow anything: no link, style sheet or script is looked at. The page is one sheet:
tables stand below each other, text outside of them is a row of one cell, and below each table there
is an empty row.
A table within a cell is a table of its own; layouts do that.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

from .limits import HIGHEST, MOST_CELLS, MOST_ROWS, WIDEST, Grid, Refused

_PAGE = re.compile(
    r"(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*"
    r"<(?:!doctype html|html|head|meta|title|style|body|table|thead|tbody|div|center|font|h[1-6]|p)"
    r"[\s>/]",
    re.DOTALL,
)
_UNSEEN = frozenset({"script", "style", "title", "template", "noscript"})
_BLOCKS = frozenset({"p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "caption", "pre"})
_HIDING = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all", re.IGNORECASE)
_WIDEST_SPAN = 1000  # what browsers allow
_BREAK = "\v"

Area = tuple[int, int, int, int]
Attributes = list[tuple[str, str | None]]


def is_page(start: str) -> bool:
    """Say whether a text begins like a web page; letter case already folded."""
    return _PAGE.match(start) is not None


def sheet(text: str) -> Grid:
    """Give the page as one sheet.

    Raises:
        Refused: too many cells.
    """
    page = _Page()
    page.feed(text)
    page.close()
    page.finish()
    if len(page.rows) > MOST_ROWS:
        raise Refused("sheet-too-large", "html")
    return Grid(
        "html", False, page.rows, hidden_rows=page.hidden_rows, merged=page.merged
    )  # fmt: skip


class _Table:
    """One table while it is read: rows so far, and down to where cells above reach."""

    def __init__(self) -> None:
        self.rows: list[list[str]] = []
        self.hidden: list[int] = []
        self.merged: list[Area] = []
        self._reach: dict[int, int] = {}
        self.words: list[str] | None = None
        self._spans = (1, 1)

    def row(self, hidden: bool) -> None:
        self.end_cell()
        self.rows.append([])
        if hidden:
            self.hidden.append(len(self.rows))

    def cell(self, across: int, down: int) -> None:
        self.end_cell()
        if not self.rows:
            self.rows.append([])
        self.words, self._spans = [], (across, down)

    def end_cell(self) -> None:
        """Put the open cell after those before it and those that reach down from above."""
        if self.words is None:
            return
        row, number = self.rows[-1], len(self.rows)
        while self._reach.get(len(row), 0) >= number:
            row.append("")
        (across, down), left = self._spans, len(row) + 1
        row.append(_plain(self.words))
        row.extend([""] * (across - 1))
        if len(row) > WIDEST:
            raise Refused("sheet-too-large", "html")
        self.words = None
        if down > 1:
            self._reach.update(dict.fromkeys(range(left - 1, len(row)), number + down - 1))
        if across > 1 or down > 1:
            self.merged.append((number, left, number + down - 1, len(row)))


class _Page(HTMLParser):
    """Collects the rows of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[str]] = []
        self.hidden_rows: list[int] = []
        self.merged: list[Area] = []
        self._open: list[_Table] = []
        self._loose: list[str] = []
        self._unseen = 0
        self._cells = 0
        self._below_table = False

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        if tag in _UNSEEN:
            self._unseen += 1
        elif tag == "table":
            self._end_loose()
            self._open.append(_Table())
        elif tag == "br":
            self._words.append(_BREAK)
        elif tag == "tr" and self._open:
            self._open[-1].row(_hidden(attrs))
        elif tag in {"td", "th"} and self._open:
            self._start_cell(dict(attrs))
        elif tag in _BLOCKS:
            self._end_block()

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        elif tag == "table" and self._open:
            self._end_table()
        elif tag in {"td", "th", "tr"} and self._open:
            self._open[-1].end_cell()
        elif tag in _BLOCKS:
            self._end_block()

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self._words.append(data)

    def finish(self) -> None:
        """Close what the page left open."""
        while self._open:
            self._end_table()
        self._end_loose()

    @property
    def _words(self) -> list[str]:
        """Where text goes: into the open cell; what stands in none is shown beside the tables."""
        words = self._open[-1].words if self._open else None
        return self._loose if words is None else words

    def _start_cell(self, about: dict[str, str | None]) -> None:
        across, down = (
            _span(about.get("colspan"), _WIDEST_SPAN),
            _span(about.get("rowspan"), HIGHEST),
        )
        self._count(across)
        self._open[-1].cell(across, down)

    def _count(self, cells: int) -> None:
        self._cells += cells
        if self._cells > MOST_CELLS:
            raise Refused("sheet-too-large", "html")

    def _end_block(self) -> None:
        if self._open:
            self._words.append(_BREAK)
        else:
            self._end_loose()

    def _end_loose(self) -> None:
        words, self._loose = _plain(self._loose), []
        if words:
            self._count(1)
            self._part()
            self.rows.append([words])

    def _end_table(self) -> None:
        """Put the table below what is there; one that only holds other tables leaves nothing."""
        table = self._open.pop()
        table.end_cell()
        if not any(any(row) for row in table.rows):
            return
        self._end_loose()
        self._part()
        above, last = len(self.rows), len(table.rows)
        self.rows += table.rows
        self.hidden_rows += [above + number for number in table.hidden]
        self.merged += [
            (above + top, left, above + min(low, last), right)
            for top, left, low, right in table.merged
        ]
        self._below_table = True

    def _part(self) -> None:
        """Keep what comes apart from a table above it."""
        if self._below_table:
            self.rows.append([])
        self._below_table = False


def _plain(words: list[str]) -> str:
    """Give text as it is shown: spaces run together, lines only where the page breaks them."""
    lines = (" ".join(line.split()) for line in "".join(words).split(_BREAK))
    return "\n".join(line for line in lines if line)


def _span(text: str | None, most: int) -> int:
    return max(1, min(int(text), most)) if text and text.isdecimal() and len(text) < 9 else 1


def _hidden(attrs: Attributes) -> bool:
    return any(
        name == "hidden" or (name == "style" and value is not None and _HIDING.search(value))
        for name, value in attrs
    )
