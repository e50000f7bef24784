"""Pivot tables as spreadsheets make them: years with their sums over months, words for an axis.

Refuses to take a number for a year unless months without a year follow it.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from kpi.readers.numbers import fold
from kpi.readers.table.grid import BLANK, Grid, Kind, Rect
from kpi.readers.table.words import Role, role_of

_ROWS = re.compile(r"rivi(?:otsikot|tunnisteet)|row labels|radetiketter")
_COLUMNS = re.compile(r"sarake(?:otsikot|tunnisteet)|column labels|kolumnetiketter")


def find_pivots(grid: Grid) -> None:
    """Forget "Sarakeotsikot", which a pivot table says over the first of its columns."""
    for row in range(len(grid.cells) - 1):
        for column in range(1, grid.width):
            if _says(grid, row, column, _COLUMNS) and _says(grid, row + 1, column - 1, _ROWS):
                grid.put(row, column, BLANK)


def _says(grid: Grid, row: int, column: int, words: re.Pattern[str]) -> bool:
    cell = grid.cells[row][column]
    text = fold(cell.raw).casefold() if isinstance(cell.raw, str) else ""
    return bool(words.fullmatch(text))


def years_over_months(grid: Grid, area: Rect) -> None:
    """Take the years of a column for such where the months below each have none of their own."""
    rows = [r for r in area.rows if grid.filled(r, area.left)]
    kinds = [grid.kind(r, area.left) for r in rows]
    if Kind.YEAR not in kinds or not rows or kinds[0] is not Kind.TEXT:
        return
    years = [r for r, kind in zip(rows, kinds, strict=True) if kind is Kind.YEAR]
    after = dict(zip(rows, rows[1:], strict=False))
    months = all(_is_month(grid, after.get(r, r), area.left) for r in years)
    others = [r for r in rows[1:] if r not in years]
    if months and all(
        _is_month(grid, r, area.left) or _is_other(grid, r, area.left) for r in others
    ):
        for row in years:
            grid.make_time(row, area.left)


def years_over_names(grid: Grid, area: Rect) -> None:
    """Take years alone in their rows, each over the same names, for the headings of those."""
    column, behind = area.left, range(area.left + 1, area.right + 1)
    alone = [r for r in area.rows if not any(grid.filled(r, c) for c in behind)]
    years = [r for r in alone if _is_year(grid, r, column)]
    below = [r + 1 for r in years if r < area.low]
    named = all(
        grid.kind(r, column) is Kind.TEXT and any(grid.is_number(r, c) for c in behind)
        for r in below
    )
    said = [int(str(grid.cells[r][column].raw)[:4]) for r in years]
    steps = {after - before for before, after in pairwise(said)}
    names = Counter(str(grid.cells[r][column].raw) for r in area.rows if r not in alone)
    named = named and any(count > 1 for count in names.values())
    if len(below) == len(years) > 1 and named and (steps == {1} or steps == {-1}):
        for row in years:
            grid.make_time(row, column)


def _is_year(grid: Grid, row: int, column: int) -> bool:
    cell = grid.cells[row][column]
    whole = cell.heading is not None and cell.heading.stamp is not None
    plain = str(cell.raw)[:4].isdecimal()
    return plain and whole and (cell.kind is Kind.YEAR or grid.is_time(row, column))


def _is_month(grid: Grid, row: int, column: int) -> bool:
    said = grid.cells[row][column].heading
    stamp = said.stamp if said is not None and grid.is_time(row, column) else None
    return stamp is not None and not stamp.year and not stamp.whole_year


def _is_other(grid: Grid, row: int, column: int) -> bool:
    """Say whether a row is one of a total, or of what has no date: "(tyhjä)"."""
    said = grid.cells[row][column].heading
    text = said.text.casefold() if said is not None else ""
    return role_of(text) is Role.TOTAL or text in {"(tyhjä)", "(blank)"}
