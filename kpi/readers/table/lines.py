"""A row or a column of an area as a line, and what tells that years in it are headings.

Refuses to decide by the years alone: what stands over and under them tells.
"""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from kpi.readers.table.grid import Cell, Grid, Kind, Rect

_LONGEST_STEP = 10 * 12
_ONCE_MORE = 2


class Line(NamedTuple):
    """One row of an area, or one column seen as a row."""

    grid: Grid
    area: Rect
    at: int
    turned: bool

    def place(self, across: int, line: int | None = None) -> tuple[int, int]:
        """Give the row and the column of a place in this line or in another."""
        at = self.at if line is None else line
        return (across, at) if self.turned else (at, across)

    def cell(self, across: int, line: int | None = None) -> Cell:
        """Give a cell of this line or of another."""
        row, column = self.place(across, line)
        return self.grid.cells[row][column]

    @property
    def places(self) -> range:
        """The places along the line."""
        return self.area.rows if self.turned else self.area.columns

    @property
    def lines(self) -> range:
        """Every line of the area that runs like this one."""
        return self.area.columns if self.turned else self.area.rows

    @property
    def numbers(self) -> list[int]:
        """The places of this line's numbers."""
        return [p for p in self.places if self.cell(p).kind in (Kind.YEAR, Kind.NUMBER)]


def order(cell: Cell) -> int:
    """Give a year, or a month of a year, as a count of months."""
    stamp = cell.heading.stamp if cell.heading else None
    return stamp.year * 12 + (0 if stamp.whole_year else stamp.first) if stamp else 0


def in_order(line: Line, numbers: list[int]) -> bool:
    """Say whether years follow each other, up or down, once or over and over."""
    years = [order(line.cell(p)) for p in numbers]
    single = [one for n, one in enumerate(years) if n == 0 or one != years[n - 1]]
    again = next((n for n, one in enumerate(single) if n and one == single[0]), len(single))
    base = single[:again]
    steps = [after - before for before, after in pairwise(base)]
    whole = all(one == base[n % again] for n, one in enumerate(single))
    one_way = all(step > 0 for step in steps) or all(step < 0 for step in steps)
    return whole and one_way and all(abs(step) <= _LONGEST_STEP for step in steps)


def filled(line: Line, other: int) -> bool:
    """Say whether anything stands in a line."""
    return any(line.cell(p, other).kind is not Kind.BLANK for p in line.places)


def beyond(line: Line, numbers: list[int]) -> bool:
    """Say whether figures follow in the lines after."""
    return any(
        line.cell(p, other).kind in (Kind.NUMBER, Kind.YEAR, Kind.NOTHING)
        for other in range(line.at + 1, line.lines[-1] + 1)
        for p in numbers
    )


def is_title_line(line: Line, other: int) -> bool:
    """Say whether nothing, or one cell, stands in a line."""
    return sum(line.cell(p, other).kind is not Kind.BLANK for p in line.places) < 2


def again_under_months(line: Line, numbers: list[int]) -> bool:
    """Say whether the same years stand again and again right under the headings of months.

    "Kunta | 2024 | 2025 | 2024 | 2025" under "tammi" and "helmi": no town has such figures.
    """
    if line.turned or line.at == line.lines[0] or line.at == line.lines[-1]:
        return False
    said = [str(line.cell(p).raw) for p in numbers]
    over = [line.cell(p, line.at - 1) for p in numbers]
    timed = all(one.kind in (Kind.TIME, Kind.BLANK) for one in over) and over[0].kind is Kind.TIME
    below = any(line.cell(p, line.at + 1).kind is Kind.NUMBER for p in numbers)
    often = {said.count(one) for one in said}
    again = len(often) == 1 and min(often) > (1 if len(set(said)) > 1 else _ONCE_MORE)
    return timed and below and again


def each_over_words(line: Line, numbers: list[int]) -> bool:
    """Say whether years head a table, each over a word of the next line, which has no name.

    "Kunta | 2024 | | 2025" over " | N | M | N | M".
    """
    if line.turned or len(numbers) < 2 or line.cell(line.places[0]).kind is not Kind.TEXT:
        return False
    near = line.at + 1
    if near >= line.lines[-1] or line.cell(line.places[0], near).kind is not Kind.BLANK:
        return False
    first = all(is_title_line(line, other) for other in range(line.lines[0], line.at))
    places = line.places[1:]
    words = all(line.cell(p, near).kind in (Kind.TEXT, Kind.BLANK) for p in places)
    headed = all(line.cell(p, near).kind is Kind.TEXT for p in numbers)
    return first and words and headed and in_order(line, numbers) and beyond(line, numbers)
