"""A separated text that a spreadsheet opened into one column and saved as a workbook.

Refuses to split it again: "0001,10" has become the number 1,1 on the way, and nothing tells that it
was a day and a count.
"""

from __future__ import annotations

from collections.abc import Iterator

from kpi.errors import Finding, error
from kpi.readers.cells import Book, Raw, place
from kpi.readers.exports import seen
from kpi.readers.numbers import clip, fold

_MARKS = (",", ";", "\t")
_LEAST_ROWS, _HEADER_WITHIN = 3, 40


def refusal(book: Book) -> Finding | None:
    """Give why a workbook holds no table: every line of one stands in a single cell."""
    if book.kind == "text" or len(seen(book)) != 1:
        return None
    (sheet,) = seen(book)
    columns = {across for row in sheet.rows for across, raw in enumerate(row) if not _is_empty(raw)}
    if len(columns) != 1:
        return None
    (across,) = columns
    cells = [row[across] for row in sheet.rows if across < len(row) and not _is_empty(row[across])]
    if not any(_is_table(cells, mark) for mark in _MARKS):
        return None
    first = next(raw for raw in cells if isinstance(raw, str))
    return error("all-in-one-column", place(sheet.name, "A", sheet.row), found=clip(fold(first)))


def _is_table(cells: list[Raw], mark: str) -> bool:
    """Say whether below a line of names the lines have as many marks, or became numbers."""
    for at in _headers(cells, mark):
        marks = str(cells[at]).count(mark)
        below = cells[at + 1 :]
        lines = sum(not isinstance(raw, str) or raw.count(mark) == marks for raw in below)
        if len(below) >= _LEAST_ROWS and 10 * lines >= 9 * len(below):
            return True
    return False


def _headers(cells: list[Raw], mark: str) -> Iterator[int]:
    for at, raw in enumerate(cells[:_HEADER_WITHIN]):
        if isinstance(raw, str) and mark in raw and not raw.startswith("#"):
            names = [fold(name).strip('"') for name in raw.split(mark)]
            if all(names) and not names[0][:1].isdigit():
                yield at


def _is_empty(raw: Raw) -> bool:
    return isinstance(raw, str) and not raw.strip()
