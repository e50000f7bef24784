"""Where the tables of a sheet are: what empty rows and columns part, and what belongs together.

Refuses to know what stands in a table. An empty row or column may part two tables or be air inside
one, so what is parted here is joined again where one part is nothing without the other.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from kpi.readers.numbers import shown
from kpi.readers.table.ages import find_ages
from kpi.readers.table.cutting import cut_across, cut_down
from kpi.readers.table.grid import Grid, Kind, Rect
from kpi.readers.table.inexact import find_inexact
from kpi.readers.table.joining import stands_over, with_names, with_times
from kpi.readers.table.pivots import find_pivots
from kpi.readers.table.words import Role, role_of
from kpi.readers.table.years import find_years

_MOST_PARTS = 2000


class Block(NamedTuple):
    """An area with numbers, and the places of the words above it that belong to no other."""

    area: Rect
    titles: tuple[tuple[int, int], ...] = ()


def blocks(grid: Grid) -> list[Block]:
    """Give the tables of a sheet from the top, with the loose words above each."""
    if not grid.cells or not grid.width:
        return []
    find_pivots(grid)
    find_ages(grid)
    find_inexact(grid)
    parts = list(_parts(grid, grid.whole))
    if len(parts) > _MOST_PARTS:
        return [Block(grid.whole)]
    for part in parts:
        _years_alone(grid, part)
        _year_over_names(grid, part)
        _year_under_titles(grid, part)
        _year_for_title(grid, part, parts)
    parts = with_names(grid, parts)
    for part in parts:
        find_years(grid, part, whole=False)
    parts = [cut for part in parts for cut in cut_across(grid, part)]
    parts = [cut for part in parts for cut in cut_down(grid, part)]
    for part in parts:
        find_years(grid, part, whole=False)
    tables = with_times(grid, sorted(parts))
    for table in tables:
        find_years(grid, table, whole=True)
    return [Block(table, tuple(_titles(grid, table, tables))) for table in sorted(tables)]


def _years_alone(grid: Grid, part: Rect) -> None:
    """Take a row of nothing but successive typed years for the headings that it is.

    Told as a table of its own it would say that 2021 is 2022.
    """
    numbers = [shown(grid.cells[part.top][c].raw) for c in part.columns]
    only = all(grid.kind(part.top, c) is Kind.YEAR for c in part.columns)
    if part.top != part.low or len(numbers) < 2 or not only:
        return
    years = [int(one) for one in numbers if one.isdecimal()]
    if years and years == list(range(years[0], years[0] + len(numbers))):
        for column in part.columns:
            grid.make_time(part.top, column)


def _year_over_names(grid: Grid, part: Rect) -> None:
    """Take a year alone over the names of a sheet's first table for the heading that it is.

    Their figures are still to come, or stand behind an empty row. Below other numbers it may be
    a total without a name.
    """
    filled = [c for c in part.columns if grid.filled(part.top, c)]
    if (
        len(filled) != 1
        or filled[0] == part.left
        or grid.kind(part.top, filled[0]) is not Kind.YEAR
    ):
        return
    below = Rect(part.top + 1, part.left, part.low, part.right)
    names = list(grid.words(below))
    alone = all(c < filled[0] for _, c in names) and not any(grid.numbers(below))
    if names and alone and not any(grid.numbers(Rect(0, 0, part.top - 1, grid.width - 1))):
        grid.make_time(part.top, filled[0])


def _year_under_titles(grid: Grid, part: Rect) -> None:
    """Take a year alone under titles, and over an empty row and figures, for their heading.

    Under the word of a total it may be that total.
    """
    rows = [[(r, c) for c in part.columns if grid.filled(r, c)] for r in part.rows]
    if len(rows) < 2 or any(len(row) != 1 for row in rows):
        return
    *titles, (row, column) = [at for (at,) in rows]
    plain = all(grid.is_word(*at) and _is_plain(grid, *at) for at in titles)
    if not plain or column == part.left or grid.kind(row, column) is not Kind.YEAR:
        return
    below = (r for r in range(row + 1, len(grid.cells)) if grid.filled(r, column))
    first = next(below, row)
    named = any(grid.is_word(first, c) for c in range(part.left, column))
    if named and grid.is_number(first, column):
        grid.make_time(row, column)


def _is_plain(grid: Grid, row: int, column: int) -> bool:
    said = grid.cells[row][column].heading
    return said is not None and role_of(said.text) is Role.PLAIN


def _year_for_title(grid: Grid, part: Rect, parts: list[Rect]) -> None:
    """Take a year alone over the first column of a table below for that table's title.

    "Seuranta 2019 | | | 2019" over two tables: told as a figure it would be 2019 of 2019. Behind a
    name without time ("Kävijät | | | 2019") and beside other numbers it may be a figure.
    """
    if part.top != part.low or part.left != part.right or grid.kind(*part[:2]) is not Kind.YEAR:
        return
    row, column = part.top, part.left
    below = [one for one in parts if one.top > row and column in one.columns]
    nearest = min(below, key=lambda one: one.top, default=None)
    if nearest is None or nearest.left != column or nearest.left == nearest.right:
        return
    beside = [grid.cells[row][c] for c in range(grid.width) if grid.filled(row, c) and c != column]
    others = [one for one in beside if one.kind is not Kind.YEAR]
    if all(one.heading is not None and one.heading.stamp is not None for one in others):
        grid.make_time(row, column)


def _parts(grid: Grid, area: Rect) -> Iterator[Rect]:
    """Part an area along its empty rows, then along its empty columns, as far as it goes."""
    rows = [r for r in area.rows if any(grid.filled(r, c) for c in area.columns)]
    for top, low in _runs(rows):
        columns = [c for c in area.columns if any(grid.filled(r, c) for r in range(top, low + 1))]
        runs = list(_runs(columns))
        for left, right in runs:
            part = Rect(top, left, low, right)
            if part == area:
                yield part
            else:
                yield from _parts(grid, part)


def _runs(numbers: list[int]) -> Iterator[tuple[int, int]]:
    """Give the first and the last of each run of successive numbers."""
    first = 0
    for at, number in enumerate(numbers):
        if at + 1 == len(numbers) or numbers[at + 1] != number + 1:
            yield numbers[first], number
            first = at + 1


def _titles(grid: Grid, table: Rect, tables: list[Rect]) -> Iterator[tuple[int, int]]:
    """Give the places of the words between a table and the one above it, from the nearest."""
    over = [one.low for one in tables if one.low < table.top and stands_over(one, table)]
    for row in range(table.top - 1, max(over, default=-1), -1):
        for column in range(grid.width):
            inside = any(row in one.rows and column in one.columns for one in tables)
            beside = (
                any(
                    one != table and one.top > row and one.left <= column <= one.right
                    for one in tables
                )
                and not table.left <= column <= table.right
            )
            if grid.is_word(row, column) and not inside and not beside:
                yield row, column
