"""Numbers that are not exact: "n. 120", "<5", "yli 100", "kaksitoista" where a figure belongs.

Refuses to take them for headings: a row of them right under the months would vanish as the second
level of headings. They stay what nobody can store, and each is told with its cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kpi.readers.numbers import fold
from kpi.readers.table.grid import Cell, Grid, Kind

_ONE = r"yksi|kaksi|kolme|neljä|viisi|kuusi|seitsemän|kahdeksan|yhdeksän"
_ABOUT = (
    r"[<>≤≥~≈]|n\.|noin|ca\.?|yli|alle|vajaa|reilu|reilut|lähes|vähintään|enintään|"
    r"over|under|about|approx\.?|nearly|at least|at most"
)
_INEXACT = re.compile(
    rf"(?:{_ABOUT}) ?[0-9][0-9 .,]*(?: ?[^\W\d_]{{1,8}}\.?)?|[0-9][0-9 .,]*\?|"
    rf"{_ONE}|kymmenen|(?:{_ONE})(?:toista|kymmentä)|sata|tuhat",
    re.I,
)
Place = tuple[int, int]


def find_inexact(grid: Grid) -> None:
    """Take words that tell a number for a faulty number where each stands at a time of its own."""
    height = len(grid.cells)
    across = [[(r, c) for c in range(grid.width)] for r in range(height)]
    down = [[(r, c) for r in range(height)] for c in range(grid.width)]
    found = [
        *(run for line in across for run in _figures(grid, line, down=False)),
        *(run for line in down for run in _figures(grid, line, down=True)),
    ]
    for row, column in found:
        grid.put(row, column, Cell(Kind.NUMBER, grid.cells[row][column].raw))


def _figures(grid: Grid, line: Sequence[Place], *, down: bool) -> Iterator[Place]:
    """Give the inexact numbers of a row or column whose own heading stands before them.

    "Alle 18" may be a class of ages: then several stand at one time, and some at none.
    """
    places = [at for at in line if _is_inexact(grid, *at)]
    if not places or not any(grid.kind(*at) is Kind.TEXT for at in line[: line.index(places[0])]):
        return
    times = [_time_at(grid, *at, down=down) for at in places]
    if all(times) and len(set(times)) == len(times):
        yield from places


def _is_inexact(grid: Grid, row: int, column: int) -> bool:
    cell = grid.cells[row][column]
    return (
        cell.kind is Kind.TEXT
        and isinstance(cell.raw, str)
        and bool(_INEXACT.fullmatch(fold(cell.raw)))
    )


def _time_at(grid: Grid, row: int, column: int, *, down: bool) -> str:
    """Give the time that stands over a cell of a row, or before one of a column; "" for none."""
    before = [(row, c) for c in range(column)] if down else [(r, column) for r in range(row)]
    for at in reversed(before):
        # A year is a number as yet: which numbers are years is told later, table by table.
        if grid.kind(*at) in (Kind.TIME, Kind.YEAR) and grid.merged_at(*at) is None:
            return str(grid.cells[at[0]][at[1]].raw)
    return ""
