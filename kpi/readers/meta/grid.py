"""One sheet of a Meta export, its cells by place, and how its numbers are written.

Refuses to read a number that could be two: a native export has a decimal point and no thousands
mark, a spreadsheet's own number is itself, and "1.240" under a count is neither.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import islice

from kpi.errors import Finding, error, warning
from kpi.readers.cells import Raw, Sheet, letters, place
from kpi.readers.numbers import clip, fold, read_number, shown

_COUNT = re.compile(r"-?[0-9]{1,16}(?:\.0)?")
_MOST_NAMED = 20
_POINT = re.compile(r"-?[0-9]{1,16}\.[0-9]{1,18}")


class Grid:
    """A sheet's cells, rows and columns counted from 0; what is not there is empty."""

    def __init__(self, sheet: Sheet) -> None:
        """Look at a sheet."""
        self.sheet = sheet
        self.rows = sheet.rows

    def at(self, row: int, column: int) -> Raw:
        """Give a cell; blanks are nothing."""
        cells = self.rows[row] if 0 <= row < len(self.rows) else ()
        raw = cells[column] if 0 <= column < len(cells) else ""
        return "" if isinstance(raw, str) and raw.isspace() else raw

    def text(self, row: int, column: int) -> str:
        """Give a text cell without its margins; empty when it holds no text."""
        raw = self.at(row, column)
        return fold(raw) if isinstance(raw, str) else ""

    def cell(self, row: int, column: int) -> str:
        """Give the address of a cell."""
        return place(self.sheet.name, letters(self.sheet.column + column), self.sheet.row + row)

    def filled(self, row: int) -> list[int]:
        """Give the columns of a row that hold something."""
        cells = self.rows[row] if 0 <= row < len(self.rows) else ()
        return [
            column
            for column, raw in enumerate(cells)
            if raw != "" and not (isinstance(raw, str) and raw.isspace())
        ]

    def below(self, row: int) -> int | None:
        """Give the next row that holds something."""
        return next((it for it in range(row + 1, len(self.rows)) if self.filled(it)), None)

    def above(self, row: int) -> int | None:
        """Give the last row before it that holds something."""
        return next((it for it in range(row - 1, -1, -1) if self.filled(it)), None)


def number(raw: Raw, *, whole: bool) -> Decimal | Finding | None:
    """Read one figure.

    Args:
        raw: the cell.
        whole: whether only whole numbers can be meant.

    Returns:
        The figure; None where the cell says that there is none; or an error without a cell.
    """
    if isinstance(raw, str):
        text = fold(raw)
        if _COUNT.fullmatch(text):
            return Decimal(text.removesuffix(".0"))
        if _POINT.fullmatch(text) and not whole:
            return Decimal(text)
    read = read_number(raw)
    if read is None or isinstance(read, Finding):
        return read
    if read.unit:
        return error("not-a-number", found=shown(raw))
    if whole and read.value % 1:
        return error("count-not-whole", found=shown(raw))
    return read.value


def placed(wrong: Finding, cell: str) -> Finding:
    """Give a finding its place."""
    return replace(wrong, cell=cell)


def unseen(grid: Grid, column: int, rows: Collection[int]) -> Iterator[Finding]:
    """Say which figures nobody sees in the spreadsheet: on a hidden sheet, row or column."""
    sheet = grid.sheet
    if rows and sheet.hidden:
        yield warning("hidden-sheet", grid.cell(min(rows), column), found=clip(sheet.name))
    aside = sheet.column + column in sheet.hidden_columns
    hidden = [row for row in sorted(rows) if aside or sheet.row + row in sheet.hidden_rows]
    if hidden:
        numbers = ", ".join(str(sheet.row + row) for row in hidden)
        yield warning("hidden-figures", grid.cell(hidden[0], column), found=clip(numbers))


def left_over(grid: Grid, used: Collection[tuple[int, int]]) -> Iterator[Finding]:
    """Say which cells of a sheet nobody read, none of them without a word."""
    every = (
        grid.cell(row, column)
        for row in range(len(grid.rows))
        for column in grid.filled(row)
        if (row, column) not in used
    )
    cells = list(islice(every, _MOST_NAMED))
    if cells:
        yield warning("cells-not-read", cells[0], found=clip(", ".join(cells)))
