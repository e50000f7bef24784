"""Ages and other classes that are written as ranges: 0-6, 7-15, 16-64, 65+ beside or over figures.

Refuses to take a figure for a class: only ranges that go on where the one before ends are classes,
for "10-15" alone in a cell is a figure that nobody can read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kpi.readers.numbers import fold
from kpi.readers.table.grid import Cell, Grid, Kind
from kpi.readers.table.headings import heading

_RANGE = re.compile(r"(?P<low>[0-9]{1,3}) ?(?:[-–—] ?(?P<high>[0-9]{1,3})|\+|[-–—])")
_OPEN = 1000

Place = tuple[int, int]


def find_ages(grid: Grid) -> None:
    """Take ranges that run on along a row or a column for the words that they are."""
    height = len(grid.cells)
    lines = [[(r, c) for c in range(grid.width)] for r in range(height)]
    lines += [[(r, c) for r in range(height)] for c in range(grid.width)]
    for run in [run for line in lines for run in _runs(grid, line)]:
        for row, column in run:
            raw = grid.cells[row][column].raw
            if grid.kind(row, column) is Kind.NUMBER:
                grid.put(row, column, Cell(Kind.TEXT, raw, heading(fold(str(raw)))))


def _runs(grid: Grid, line: Sequence[Place]) -> Iterator[list[Place]]:
    """Give each run of neighbours whose ranges go on where the one before ends."""
    run: list[Place] = []
    end = 0
    for row, column in line:
        raw = grid.cells[row][column].raw
        found = _RANGE.fullmatch(fold(raw)) if isinstance(raw, str) else None
        low = int(found["low"]) if found else 0
        if found is None or (run and low != end + 1):
            if len(run) > 1:
                yield run
            run = []
        if found is not None:
            run.append((row, column))
            end = int(found["high"] or _OPEN)
    if len(run) > 1:
        yield run
