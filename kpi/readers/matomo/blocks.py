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
    """One report: the row of its headings and those below, from the sheet's first row.

    ``headings`` are trimmed and in small letters.
    """

    sheet: Sheet
    head: int
    rows: list[int]
    headings: Sequence[str]


def blocks(sheet: Sheet) -> Iterator[Block]:
    """Give the reports: a scheduled one has many, each with a title, headings and an empty line."""
    block = None
    for down, row in enumerate([*sheet.rows, []]):
        headings = _headings(sheet, down)
        if block and (headings or not exports.width(row)):
            yield block
            block = None
        if headings:
            block = Block(sheet, down, [], headings)
        elif block:
            block.rows.append(down)
    # The empty line at the end has closed the last one.


def _headings(sheet: Sheet, down: int) -> list[str]:
    """Give a row's headings; none where it is no header of Matomo's."""
    row = sheet.rows[down] if down < len(sheet.rows) else ()
    if not row or not isinstance(row[0], str):
        return []
    headings = [folded(raw) for raw in row[: exports.width(row)]]
    below = said(sheet.rows[down + 1], 0) if down + 1 < len(sheet.rows) else ""
    ours = own(headings) or (plain(headings) and when(below) is not None)
    return headings if ours else []
