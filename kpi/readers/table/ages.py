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
# "Yli 65" after 18-64 begins with 65 for most who write so.
_UNDER = re.compile(r"(?:alle|under|<) ?(?P<end>[0-9]{1,3})", re.I)
_OVER = re.compile(r"(?:yli|over|>) ?(?P<low>[0-9]{1,3})", re.I)
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
        found = _class(fold(raw), end) if isinstance(raw, str) else None
        if found is None or (run and found[0] != end + 1):
            if len(run) > 1:
                yield run
            run = []
        if found is not None:
            run.append((row, column))
            end = found[1]
    if len(run) > 1:
        yield run


def _class(text: str, end: int) -> tuple[int, int] | None:
    """Give the first and last age of a class; ``end`` is where the class before ends."""
    if found := _RANGE.fullmatch(text):
        return int(found["low"]), int(found["high"] or _OPEN)
    if found := _UNDER.fullmatch(text):
        return 0, int(found["end"]) - 1
    if found := _OVER.fullmatch(text):
        low = int(found["low"])
        return (end + 1 if low in (end, end + 1) else low), _OPEN
    return None
