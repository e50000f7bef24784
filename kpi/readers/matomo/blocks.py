"""The reports in a file of Matomo: where their headings and rows stand.

Refuses to take for Matomo's a table that somebody keeps by hand with the same words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kpi.readers import exports
from kpi.readers.cells import Sheet
from kpi.readers.exports import folded, said
from kpi.readers.matomo.times import when
from kpi.readers.matomo.words import own, plain


class Block(NamedTuple):
    """One report: the row of its headings and those below, from the sheet's first row."""

    sheet: Sheet
    head: int
    rows: Sequence[int]

    @property
    def headings(self) -> list[str]:
        """The headings, trimmed and in small letters."""
        row = self.sheet.rows[self.head]
        return [folded(said(row, across)) for across in range(exports.width(row))]


def blocks(sheet: Sheet) -> Iterator[Block]:
    """Give the reports: a scheduled one has many, each with a title, headings and an empty line."""
    head, rows = -1, list[int]()
    for down, row in enumerate([*sheet.rows, []]):
        begins = _heads(sheet, down)
        if head >= 0 and (begins or not exports.width(row)):
            yield Block(sheet, head, rows)
            head = -1
        if begins:
            head, rows = down, []
        elif head >= 0:
            rows.append(down)


def _heads(sheet: Sheet, down: int) -> bool:
    row = sheet.rows[down] if down < len(sheet.rows) else ()
    if not row or not isinstance(row[0], str):
        return False
    headings = [folded(raw) for raw in row[: exports.width(row)]]
    if own(headings):
        return True
    below = said(sheet.rows[down + 1], 0) if down + 1 < len(sheet.rows) else ""
    return plain(headings) and when(below) is not None
