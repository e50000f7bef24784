"""Figures that are called "arvio": a forecast, or what came true and was counted roughly.

Refuses to tell the two apart: an event's visitors are an estimate, and so is the rest of a year.
It is asked once for each table, wherever the word stands: in a heading, beside or under figures, or
behind a mark. Where the figure that came true stands beside it, the estimate is left out.
"""

from __future__ import annotations

from collections.abc import Sequence

from kpi.errors import Finding, error
from kpi.readers.asking import Asking
from kpi.readers.numbers import clip
from kpi.readers.table.asked import COUNTED, counted_or_forecast
from kpi.readers.table.axis import Axis, Entry
from kpi.readers.table.grid import Grid
from kpi.readers.table.layout import Layout
from kpi.readers.table.words import ACTUAL, Role, names_something, role_of

Place = tuple[int, int]


def settle_estimates(
    grid: Grid,
    asking: Asking,
    table: Layout,
    columns: Axis,
    rows: Axis,
    marked: Sequence[Place],
    notes: Sequence[str],
) -> list[Finding]:
    """Ask what the estimates of a table are, and leave them out or take them, in place.

    Args:
        grid: its sheet.
        asking: where the question goes.
        table: the table taken apart.
        columns: its columns; those called an estimate are ``left`` as such.
        rows: its rows.
        marked: the figures that a note's mark is on.
        notes: the notes that speak of estimates.

    Returns:
        What is wrong with single figures that are forecasts.
    """
    doubtful = _doubtful(grid, columns, rows, down=False)
    doubtful += _doubtful(grid, rows, columns, down=True)
    if not (doubtful or marked):
        return []
    found = clip(", ".join(dict.fromkeys(filter(None, [*(it.text for it in doubtful), *notes]))))
    at = _place(table, doubtful[0], columns) if doubtful else marked[0]
    told = counted_or_forecast(asking, grid.address(*at), found)
    for one in doubtful:
        _take(one, told)
    if told in (None, COUNTED):
        return []
    return [error("estimate-noted", grid.address(*it), found=found) for it in marked]


def _doubtful(grid: Grid, side: Axis, other: Axis, *, down: bool) -> list[Entry]:
    """Give the estimates that nothing settles; leave out those beside what came true."""
    found = []
    for one in (it for it in side.entries if it.left is Role.ESTIMATE):
        if not any(grid.is_number(*at) for at in _places(one, other, down=down)):
            continue
        if _beside_actual(one, side) or (side.timed and one.stamp is None):
            one.left = Role.TARGET
        else:
            found.append(one)
    return found


def _take(one: Entry, told: str | None) -> None:
    one.spoken = told is None
    if told == COUNTED:
        one.left = None
        one.inner = tuple(it for it in one.inner if not _says_no_more(it) or one.stamp is None)
    elif told is not None:
        one.left = Role.TARGET


def _places(one: Entry, other: Axis, *, down: bool) -> list[Place]:
    lines = [it.line.at for it in other.entries]
    return [(one.line.at, it) if down else (it, one.line.at) for it in lines]


def _place(table: Layout, one: Entry, columns: Axis) -> Place:
    if one.head is not None:
        return one.head.row, one.head.column
    if any(it is one for it in columns.entries):
        return max(table.levels, default=table.area.top), one.line.at
    return one.line.at, max(table.names, default=table.area.left)


def _says_no_more(name: str) -> bool:
    return role_of(name) is Role.ESTIMATE and not names_something(name)


def _beside_actual(one: Entry, side: Axis) -> bool:
    """Say whether the figure that came true stands beside an estimate."""
    told = side.told
    if one.stamp is not None:
        return any(it.stamp == one.stamp and it.outer == one.outer for it in told)
    heads = (head.heading.text.casefold() for it in told for head in it.line.heads)
    return any(ACTUAL.fullmatch(text) for text in heads)
