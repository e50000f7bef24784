"""The sums over the names of a table, to be taken by whoever follows them.

A sum over months is made here from the months. A sum over towns or kinds of staff is not: nobody
adds indicators up, and the sum may be the very figure that is followed. It is left out all the same
unless somebody takes it. Refuses to offer a sum that is not wholly clear, and asks nothing of it.
"""

from __future__ import annotations

from collections.abc import Iterator

from kpi.errors import Finding
from kpi.periods import Period
from kpi.readers.numbers import Number
from kpi.readers.table.axis import Axis, Entry
from kpi.readers.table.figure import Figure, period_where
from kpi.readers.table.grid import Grid
from kpi.readers.table.names import called, names_of
from kpi.readers.table.values import read_figure
from kpi.readers.table.words import Role


def offered_sums(grid: Grid, columns: Axis, rows: Axis) -> Iterator[Figure]:
    """Give the figures of the sums over names where all of them have a value and a period."""
    if columns.timed == rows.timed:
        return
    side, time = (rows, columns) if columns.timed else (columns, rows)
    for one in side.entries:
        if one.left is Role.TOTAL and one.head is not None and one.line.filled:
            figures = [_figure(grid, one, at, across=columns.timed) for at in time.told]
            told = [figure for figure in figures if figure is not None]
            if len(told) == len(figures):
                yield from (figure for figure in told if figure.value is not None)


def _figure(grid: Grid, one: Entry, time: Entry, *, across: bool) -> Figure | None:
    """Give one figure of a sum, without a value where its cell is empty; None where unclear."""
    row, column = (one, time) if across else (time, one)
    at = (row.line.at, column.line.at)
    when = period_where(column.stamp, row.stamp)
    if not isinstance(when, Period) or grid.merged_at(*at) or _is_hidden(grid, *at):
        return None
    number = read_figure(grid.cells[at[0]][at[1]].raw)
    if isinstance(number, Finding):
        return None
    names, _ = names_of(row, column, across=across)
    own = number.unit if isinstance(number, Number) else ""
    unit = own or column.unit or row.unit
    if "%" in unit and not own:
        return None  # 0.45 under "%" is asked about, and nothing is asked of a sum
    value = number.value if isinstance(number, Number) else None
    head = called(grid, one.head)
    return Figure(names or (one.text,), head, when, value, unit, grid.address(*at))


def _is_hidden(grid: Grid, row: int, column: int) -> bool:
    sheet = grid.sheet
    return row + sheet.row in sheet.hidden_rows or column + sheet.column in sheet.hidden_columns
