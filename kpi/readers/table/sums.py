"""Lines that sum up their neighbours, found by reckoning and by the calendar.

Refuses to call a line a sum for its place alone: without a word it is one only when it adds up.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from kpi.readers.table.axis import Axis, Entry
from kpi.readers.table.grid import Grid
from kpi.readers.table.stamps import Stamp
from kpi.readers.table.values import is_sum, plain_value
from kpi.readers.table.words import Role

_HALF, _NINE = 6, 9
_LEAST_GROWING = 3


def leave_out_sums(grid: Grid, side: Axis, other: Axis, *, down: bool) -> None:
    """Leave out the lines without a heading that are sums of the lines before them.

    A line alone on its side needs no heading, for the table's title names it.
    """
    filled = [one for one in side.entries if one.line.filled]
    if len(filled) == 1 and not side.timed:
        return
    before: list[Entry] = []
    for one in side.entries:
        if not one.line.heads and one.line.filled:
            one.left = Role.TOTAL if _adds_up(grid, one, before, other, down) else None
            one.unknown = one.left is None
        if one.told:
            before.append(one)


def _adds_up(grid: Grid, one: Entry, before: Sequence[Entry], other: Axis, down: bool) -> bool:
    def at(line: int, across: int) -> tuple[int, int]:
        return (line, across) if down else (across, line)

    cells = [e.line.at for e in other.entries if e.line.filled and (e.told or not e.line.heads)]
    totals, parts = [], []
    for across in cells:
        row, column = at(one.line.at, across)
        totals.append(plain_value(grid.cells[row][column]))
        parts.append(
            [plain_value(grid.cells[r][c]) for r, c in (at(e.line.at, across) for e in before)]
        )
    return is_sum(totals, parts)


def leave_out_wholes(grid: Grid, side: Axis, other: Axis, *, down: bool) -> None:
    """Leave out years, halves and quarters beside months of theirs: they are sums or means.

    One half beside its whole year stays where the two are not the same all over: such figures
    stand beside each other in reports. So do those that grow from January on: 1-3, 1-6, 1-9, 1-12.
    """
    told = [(one, one.stamp) for one in side.told if one.stamp and one.stamp.usable]
    shortest = min((_length(stamp) for _, stamp in told), default=0)
    growing = _growing(side.entries)
    for one, stamp in told:
        if _length(stamp) == shortest or id(one) in growing:
            continue
        inside = [
            part for part, parts in told if _within(stamp, parts) and set(one.key) <= set(part.key)
        ]
        half = inside[0] if len(inside) == 1 and stamp.whole_year else None
        if inside and (half is None or not _is_half(grid, one, half, other, down)):
            one.left = Role.TOTAL
    _leave_out_again(grid, told, other, down)


def _leave_out_again(
    grid: Grid, told: Sequence[tuple[Entry, Stamp]], other: Axis, down: bool
) -> None:
    """Leave out the sum of a single part: "2019 | Vuosi 2019" with 0 where 2019 has nothing."""
    same: dict[tuple[tuple[str, ...], Stamp], list[Entry]] = {}
    for one, stamp in told:
        if one.told and stamp.year:  # "helmi" may be of this year and of the next
            same.setdefault((one.key, stamp), []).append(one)
    for first, second, *more in (group for group in same.values() if len(group) > 1):
        for whole, part in ((first, second), (second, first)) if not more else ():
            pairs = list(_values(grid, whole, part, other, down))
            sums = all(total == (value or 0) for total, value in pairs if total is not None)
            nothing = any(value is None and total == 0 for total, value in pairs)
            if sums and nothing and any(value is not None for total, value in pairs):
                whole.left = Role.TOTAL
                break


def _growing(entries: Sequence[Entry]) -> set[int]:
    """Give those of several spans that all begin the year, each quarter of it one longer.

    A whole year among them is one only behind a filled 1-9: else it may be all that there is yet.
    """
    groups: dict[tuple[tuple[str, ...], int], list[tuple[Entry, Stamp]]] = {}
    for one in entries:
        known = not (one.unknown or one.disagrees) and one.left in (None, Role.TOTAL)
        if known and one.stamp is not None and one.stamp.usable:
            groups.setdefault((one.key, one.stamp.year), []).append((one, one.stamp))
    found: set[int] = set()
    for group in groups.values():
        ends = [stamp.last for _, stamp in group]
        quarterly = all(s.first == 1 and s.last % 3 == 0 and not s.day for _, s in group)
        if quarterly and len(set(ends)) == len(ends) >= _LEAST_GROWING:
            before = any(stamp.last == _NINE and one.line.filled for one, stamp in group)
            found |= {id(one) for one, stamp in group if before or not stamp.whole_year}
    return found


def _is_half(grid: Grid, one: Entry, half: Entry, other: Axis, down: bool) -> bool:
    """Say whether a line is a half of the year beside it, and not all that there is of it yet."""
    if half.stamp is None or _length(half.stamp) != _HALF:
        return False
    return any(a != b for a, b in _values(grid, one, half, other, down))


def _values(
    grid: Grid, one: Entry, another: Entry, other: Axis, down: bool
) -> Iterator[tuple[Decimal | None, Decimal | None]]:
    """Give what stands in two lines beside each other."""
    for across in (e.line.at for e in other.told):
        lines = [(e.line.at, across) if down else (across, e.line.at) for e in (one, another)]
        first, second = (plain_value(grid.cells[row][column]) for row, column in lines)
        yield first, second


def _within(whole: Stamp, part: Stamp) -> bool:
    same = whole.year == part.year or not (whole.year and part.year)
    inside = whole.first <= part.first and part.last <= whole.last
    return same and inside and _length(part) < _length(whole)


def _length(stamp: Stamp) -> int:
    return 0 if stamp.day else stamp.last - stamp.first + 1
