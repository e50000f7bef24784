"""Headings that stand over the middle of their columns without being merged.

Refuses to take them on to the right unasked: of three columns each under "Perho" and "Veteli",
Perho would lose its first and get Veteli's.
"""

from __future__ import annotations

from collections.abc import Sequence

from kpi.readers.asking import Asking
from kpi.readers.numbers import clip
from kpi.readers.table.asked import CENTRED, centred_or_rightwards
from kpi.readers.table.layout import Head, Layout, Line
from kpi.readers.table.words import Role, role_of


def with_centred(table: Layout, asking: Asking) -> Layout:
    """Give the table with the headings over the columns that they were answered to be over."""
    # A month whose figures are missing is a column of its year all the same.
    headed = [one for one in table.columns if one.filled or any(it.own for it in one.heads)]
    lines = _without_sums([one for one in headed if one.heads])
    for level in table.levels[:-1]:
        heads = _heads_at(table, lines, level)
        ends = _ends([at for at, _ in heads], len(lines))
        if not ends or repeats(lines, level):
            continue
        names = clip(", ".join(head.heading.text for _, head in heads))
        cell = table.grid.address(level, heads[0][1].column)
        if centred_or_rightwards(asking, cell, names) == CENTRED:
            own = [head for (_, head), end in zip(heads, ends, strict=True) for _ in range(end)]
            given = dict(zip((one.at for one in lines), own, strict=True))
            moved = [_under(one, level, given.get(one.at)) for one in table.columns]
            table = table._replace(columns=moved)
    return table


def _without_sums(lines: Sequence[Line]) -> list[Line]:
    """Give the columns up to the last that is no total: "Yht." behind all is in no group."""
    plain = [n for n, one in enumerate(lines) if role_of(one.heads[-1].heading.text) is Role.PLAIN]
    return list(lines[: max(plain, default=-1) + 1])


def repeats(lines: Sequence[Line], level: int) -> bool:
    """Say whether what stands under a level's first heading stands before it, too."""
    below = [tuple(it.heading.text for it in one.heads if it.row > level) for one in lines]
    over = [any(it.row == level for it in one.heads) for one in lines]
    first = over.index(True) if True in over else 0
    return bool(first) and below[0] != below[first] and below[0] in below[first:]


def _heads_at(table: Layout, lines: Sequence[Line], level: int) -> list[tuple[int, Head]]:
    """Give the headings of a level that stand alone, with the places of their columns."""
    found = [
        (at, head)
        for at, one in enumerate(lines)
        for head in one.heads
        if head.row == level and head.own and head.column == one.at
    ]
    merged = any(table.grid.covered_by(level, head.column) is not None for _, head in found)
    return [] if merged or len(found) < 2 else found


def _ends(places: Sequence[int], count: int) -> list[int]:
    """Give over how many columns each heading stands if all stand over the middle of theirs.

    Empty where they do not, or where the first stands over the first column: then nothing is
    odd. Headings over equally many columns may stand beside the middle of an even number.
    """
    if not places or places[0] == 0:
        return []
    width, rest = divmod(count, len(places))
    offsets = {at - number * width for number, at in enumerate(places)}
    if not rest and len(offsets) == 1 and offsets <= {(width - 1) // 2, width // 2}:
        return [width] * len(places)
    widths, first = [], 0
    for at in places:
        widths.append(2 * (at - first) + 1)
        first += widths[-1]
    return widths if first == count and min(widths) > 0 else []


def _under(line: Line, level: int, head: Head | None) -> Line:
    """Put another heading over a column."""
    if head is None:
        return line
    mine = head._replace(own=head.column == line.at)
    heads = [one for one in line.heads if one.row != level]
    return line._replace(heads=tuple(sorted([*heads, mine], key=lambda one: one.row)))
