"""What a table holds besides its figures, and what is said of it.

Refuses to keep quiet: each line whose numbers are not told is named, and one between the months
that nobody understands refuses the file.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence

from kpi.errors import Finding, error, warning
from kpi.readers.cells import Raw
from kpi.readers.numbers import clip, shown
from kpi.readers.table.axis import Axis, Entry, unknown_inside
from kpi.readers.table.grid import Grid, Kind, Rect
from kpi.readers.table.layout import Layout
from kpi.readers.table.spellings import LOOSE, MONTHS
from kpi.readers.table.values import plain_value
from kpi.readers.table.words import Role, is_corner, is_generic, is_remark

_LIKE_A_MONTH = 0.75
_SUMS = frozenset({Role.TOTAL, Role.RUNNING, Role.CHANGE})
_REMARKS = frozenset({Role.REMARK, Role.UNIT})
_OTHERS = frozenset({Role.TARGET, Role.EARLIER})


def left_over(grid: Grid, table: Layout, columns: Axis, rows: Axis) -> Iterator[Finding]:
    """Say what is left out of a table, and refuse what is not understood."""
    for side, down in ((columns, False), (rows, True)):
        lines = [one for one in side.entries if one.line.filled]
        yield from _by_role(grid, [one for one in lines if _numbered(grid, table, one, down)])
        yield from _faults(grid, table, side, lines, down)
        yield from _bare_numbers(grid, [one for one in lines if one.told])
    yield from _numbers_for_names(grid, table, rows)
    if columns.timed:
        yield from _names_between(grid, table, columns, rows)
    if columns.timed and not rows.timed:
        yield from _twice(grid, columns, rows)
    for column in table.asides:
        yield _aside(grid, table, column, rows)
    yield from _unsaid(grid, columns, rows)


def _unsaid(grid: Grid, columns: Axis, rows: Axis) -> Iterator[Finding]:
    """Name the numbers that are not told and of whose row and column nothing was said."""
    left = [
        (row.line.at, column.line.at)
        for row in rows.entries
        for column in columns.entries
        if not (row.told and column.told) and not (row.spoken or column.spoken)
        if grid.is_number(row.line.at, column.line.at)
    ]
    if left:
        across = [column for _, column in left]
        area = Rect(left[0][0], min(across), left[-1][0], max(across))
        yield warning("numbers-not-read", grid.address(*left[0]), found=grid.area(area))


def _twice(grid: Grid, columns: Axis, rows: Axis) -> Iterator[Finding]:
    """Say that two rows of one name with the same figures are told once.

    "miehet 2 3" under visitors and under customers may be two things; figures that differ are
    refused as such.
    """
    seen: dict[tuple[str, ...], Entry] = {}
    for one in (it for it in rows.told if it.line.filled and it.head is not None and it.key):
        first = seen.setdefault(one.key, one)
        pairs = [
            tuple(plain_value(grid.cells[it.line.at][c.line.at]) for it in (first, one))
            for c in columns.told
        ]
        both = [(a, b) for a, b in pairs if a is not None and b is not None]
        if first is not one and both and all(a == b for a, b in both) and one.head is not None:
            cell = grid.address(one.head.row, one.head.column)
            yield warning("row-repeated", cell, found=clip(one.text))
            return


def _bare_numbers(grid: Grid, lines: Sequence[Entry]) -> Iterator[Finding]:
    """Refuse "12." over the years: a month, or the number of a column, and no figure's name."""
    for one in lines:
        for head in one.line.heads if one.stamp is not None else ():
            if re.fullmatch(r"[0-9]{1,2}\.?", head.heading.label):
                cell = grid.address(head.row, head.column)
                yield error("period-unreadable", cell, found=clip(head.heading.text))
                return


def _names_between(grid: Grid, table: Layout, columns: Axis, rows: Axis) -> Iterator[Finding]:
    """Refuse words between the months without a heading: remarks, or names of what follows them.

    Under a heading that nobody understands they may be names as well: "Museo | 2025".
    """
    headed = {one.line.at: one for one in columns.entries if one.line.heads}
    told = [one.line.at for one in columns.told if one.stamp is not None]
    for column in range(min(told, default=0) + 1, max(told, default=0)):
        after = [c for c in told if c > column]
        those = [r.line.at for r in rows.told if any(grid.is_number(r.line.at, c) for c in after)]
        # Where some rows only have words there, they are remarks.
        named = bool(those) and all(grid.kind(row, column) is Kind.TEXT for row in those)
        one = headed.get(column)
        if named and one is not None and one.unknown and not one.spoken:
            one.spoken = True
            cell = grid.address(*_place(table, one, down=False))
            yield error("period-unreadable", cell, found=clip(one.text))
        elif named and one is None:
            cell = grid.address(max(table.levels, default=table.area.top), column)
            yield error("heading-missing", cell)


def _numbers_for_names(grid: Grid, table: Layout, rows: Axis) -> Iterator[Finding]:
    """Refuse a number where the names of a row stand: nobody says what it means there.

    Under "Huom." it is a remark, and named with the other numbers that are not read.
    """
    remarks = {head.column for head in table.corner if is_remark(head.heading.text)}
    for one in rows.told:
        for column in (c for c in table.names if c not in remarks):
            if one.line.filled and grid.is_number(one.line.at, column):
                found = clip(shown(grid.cells[one.line.at][column].raw))
                yield error("period-unreadable", grid.address(one.line.at, column), found=found)


def _aside(grid: Grid, table: Layout, column: int, rows: Axis) -> Finding:
    """Say that a column before the names is not read, or refuse one that may be of months."""
    heads = [r for r in range(table.area.top, table.area.low + 1) if grid.is_word(r, column)]
    numbers = [r for r in range(table.area.top, table.area.low + 1) if grid.is_number(r, column)]
    cells = [grid.cells[r][column].raw for r in numbers]
    named = bool(heads) and not is_generic(shown(grid.cells[heads[0]][column].raw))
    if rows.timed and not rows.fine and not named and all(map(is_small, cells)):
        return error("period-unreadable", grid.address(numbers[0], column), found=shown(cells[0]))
    at = heads[0] if heads else numbers[0]
    found = clip(shown(grid.cells[at][column].raw))
    return warning("line-not-read", grid.address(at, column), found=found)


def is_small(raw: Raw) -> bool:
    """Say whether a number may be of a month or a week, also beside its year: "1 2019"."""
    return bool(re.fullmatch(r"(?:0?[1-9]|[1-5][0-9])\.?(?: (?:19|20|21)[0-9]{2})?", shown(raw)))


def _by_role(grid: Grid, lines: Sequence[Entry]) -> Iterator[Finding]:
    sums = [one for one in lines if one.left in _SUMS]
    others = [one for one in lines if one.left in _OTHERS]
    windows = [one for one in lines if one.left is Role.WINDOW]
    remarks = [one for one in lines if one.left in _REMARKS and not one.spoken]
    for one in lines:
        one.spoken = one.spoken or one.left is not None
    if sums:
        yield warning("totals-left-out", *_first(grid, sums), found=_named(sums))
    if others:
        yield warning("targets-left-out", *_first(grid, others), found=_named(others))
    if windows:
        yield warning("windows-left-out", *_first(grid, windows), found=_named(windows))
    # "Muuta" may be words about a row, and numbers of other things than those beside it.
    if remarks:
        yield warning("remarks-left-out", *_first(grid, remarks), found=_named(remarks))


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
        one.spoken = True
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
