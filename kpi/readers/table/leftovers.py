"""What a table holds besides its figures, and what is said of it.

Refuses to keep quiet: each line whose numbers are not told is named, and one between the months
that nobody understands refuses the file.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence

from kpi.errors import Finding, error, warning
from kpi.readers.numbers import clip, shown
from kpi.readers.table.axis import Axis, Entry, unknown_inside
from kpi.readers.table.grid import Grid
from kpi.readers.table.layout import Layout
from kpi.readers.table.spellings import LOOSE, MONTHS
from kpi.readers.table.words import Role, is_corner

_LIKE_A_MONTH = 0.75
_SUMS = frozenset({Role.TOTAL, Role.RUNNING, Role.CHANGE})
_OTHERS = frozenset({Role.TARGET, Role.EARLIER})


def left_over(grid: Grid, table: Layout, columns: Axis, rows: Axis) -> Iterator[Finding]:
    """Say what is left out of a table, and refuse what is not understood."""
    for side, down in ((columns, False), (rows, True)):
        lines = [one for one in side.entries if one.line.filled]
        yield from _by_role(grid, [one for one in lines if _numbered(grid, table, one, down)])
        yield from _faults(grid, table, side, lines, down)
    for column in table.asides:
        heads = [r for r in range(table.area.top, table.area.low + 1) if grid.is_word(r, column)]
        first = heads[0] if heads else table.area.top
        found = shown(grid.cells[first][column].raw)
        yield warning("line-not-read", grid.address(first, column), found=clip(found))


def _by_role(grid: Grid, lines: Sequence[Entry]) -> Iterator[Finding]:
    sums = [one for one in lines if one.left in _SUMS]
    others = [one for one in lines if one.left in _OTHERS]
    windows = [one for one in lines if one.left is Role.WINDOW]
    if sums:
        yield warning("totals-left-out", *_first(grid, sums), found=_named(sums))
    if others:
        yield warning("targets-left-out", *_first(grid, others), found=_named(others))
    if windows:
        yield warning("windows-left-out", *_first(grid, windows), found=_named(windows))


def _named(lines: Sequence[Entry]) -> str:
    return clip(", ".join(dict.fromkeys(one.text or "–" for one in lines)))


def _first(grid: Grid, lines: Sequence[Entry]) -> tuple[str, ...]:
    head = next((one.head for one in lines if one.head is not None), None)
    return (grid.address(head.row, head.column),) if head is not None else ()


def _place(table: Layout, one: Entry, down: bool) -> tuple[int, int]:
    """Give the place of a line's heading, also where it has none."""
    if one.head is not None:
        return one.head.row, one.head.column
    if down:
        return one.line.at, max(table.names, default=table.area.left)
    return max(table.levels, default=table.area.top), one.line.at


def _places(table: Layout, one: Entry, down: bool) -> list[tuple[int, int]]:
    if down:
        return [(one.line.at, column.at) for column in table.columns]
    return [(row.at, one.line.at) for row in table.rows]


def _numbered(grid: Grid, table: Layout, one: Entry, down: bool) -> bool:
    return any(grid.is_number(*at) for at in _places(table, one, down))


def _faults(
    grid: Grid, table: Layout, side: Axis, lines: Sequence[Entry], down: bool
) -> Iterator[Finding]:
    inside = list(unknown_inside(side.entries))
    for one in lines:
        if not (one.unknown or one.disagrees) or one.spoken:
            continue
        if not _numbered(grid, table, one, down) and one not in inside:
            continue
        cell = grid.address(*_place(table, one, down))
        if one.disagrees:
            yield error("periods-disagree", cell, found=clip(one.text))
        elif not one.text:
            yield error("heading-missing", cell)
        elif one in inside or is_corner(one.text) or _misspelt(one.text):
            yield error("period-unreadable", cell, found=clip(one.text))
        elif down:
            yield warning("line-not-read", cell, found=clip(one.text))
        else:
            yield warning("line-not-read", cell, found=clip(one.text))


def _misspelt(text: str) -> bool:
    """Say whether a heading looks like a month with a letter wrong."""
    word = text.casefold().split()[0].rstrip(".")
    known = [one for one in (*MONTHS, *LOOSE) if len(one) > 3]
    return len(word) > 3 and bool(difflib.get_close_matches(word, known, 1, _LIKE_A_MONTH))
