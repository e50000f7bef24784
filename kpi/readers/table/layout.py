"""A table's parts: its rows of headings, its columns of names, and the lines of its figures.

Refuses to read a figure. A heading that is given once for several columns or rows is theirs, too;
which words are a name and which are a title is told by where they stand.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from kpi.readers.table.blocks import Block
from kpi.readers.table.grid import Grid, Kind, Rect
from kpi.readers.table.headings import Heading
from kpi.readers.table.replies import answers_only
from kpi.readers.table.words import Role, is_unit, role_of


class Head(NamedTuple):
    """One heading of a line and where it stands; ``own`` unless it is taken from its neighbour."""

    heading: Heading
    row: int
    column: int
    own: bool = True


class Line(NamedTuple):
    """One row or column of figures.

    ``heads`` are its headings, outermost first; ``filled`` says whether any figure, or mark of
    none, stands in it; ``unit`` is what a column of units says of a row. ``section`` heads it from
    a line of its own, whose period is its time where it is ``dated`` so.
    """

    at: int
    heads: tuple[Head, ...] = ()
    filled: bool = True
    unit: str = ""
    section: Head | None = None
    dated: bool = False


class Layout(NamedTuple):
    """A table taken apart.

    ``titles`` are the words over it, from the nearest; ``corner`` is what stands where headings
    and names meet; ``asides`` are columns that only number the rows, ``names`` the columns of
    names, ``levels`` the rows of headings.
    """

    grid: Grid
    area: Rect
    columns: Sequence[Line]
    rows: Sequence[Line]
    titles: Sequence[Head]
    corner: Sequence[Head]
    asides: Sequence[int]
    names: Sequence[int]
    levels: Sequence[int]


def layout(grid: Grid, block: Block) -> Layout:
    """Take a table apart."""
    area = block.area
    body = _first_named(grid, area)
    names, asides = _names(grid, area, body)
    values = [c for c in area.columns if c > max(names, default=area.left - 1)]
    levels = _levels(grid, area, values, body)
    body = _first_row(grid, area, names, values, levels, body)
    above = [r for r in range(area.top, body) if r not in levels]
    head = {c: _heads_of_column(grid, levels, values, c) for c in values}
    columns = [
        Line(c, head[c], _figures(grid, range(body, area.low + 1), [c]))
        for c in values
        if head[c] or _figures(grid, range(body, area.low + 1), [c])
    ]
    rows = _rows(grid, area, names, values, levels, body)
    titles = [
        _head(grid, r, c) for r in reversed(above) for c in area.columns if grid.is_word(r, c)
    ]
    titles += [_head(grid, r, c) for r, c in block.titles]
    corner = [_head(grid, r, c) for r in levels for c in names if grid.is_word(r, c)]
    return Layout(grid, area, columns, rows, titles, corner, asides, names, levels)


def _first_named(grid: Grid, area: Rect) -> int:
    """Give the first row of names without a heading over the figures; figures may begin later."""
    first = min(r for r, _ in grid.numbers(area))
    left = min(c for _, c in grid.numbers(area))
    over = [
        r
        for r in range(area.top, first)
        if any(grid.is_word(r, c) for c in range(left, area.right + 1))
        and not _is_remark(grid, area, r, left)
        and not answers_only(grid, area, r, left)
        and not any(grid.is_time(r, c) and grid.is_time(r + 1, c) for c in range(area.left, left))
    ]
    return over[-1] + 1 if over else first


def _is_remark(grid: Grid, area: Rect, row: int, left: int) -> bool:
    """Say whether a row is one of remarks, whose words stand under the headings.

    One of months is none, though "Huom." stands first in it over a column of remarks.
    """
    if any(grid.is_time(row, c) for c in range(left, area.right + 1)):
        return False
    first = next((c for c in range(area.left, left) if grid.is_word(row, c)), None)
    return first is not None and role_of(_head(grid, row, first).heading.text) is Role.REMARK


def _head(grid: Grid, row: int, column: int, *, own: bool = True) -> Head:
    heading = grid.cells[row][column].heading
    assert heading is not None, "words and times have headings"
    return Head(heading, row, column, own)


def _figures(grid: Grid, rows: Sequence[int], columns: Sequence[int]) -> bool:
    return any(
        grid.is_number(r, c) or grid.kind(r, c) is Kind.NOTHING for r in rows for c in columns
    )


def _names(grid: Grid, area: Rect, body: int) -> tuple[list[int], list[int]]:
    """Give the columns of names at the left, and those among them that hold numbers."""
    rows = range(body, area.low + 1)
    words = {c: sum(grid.is_word(r, c) for r in rows) for c in area.columns}
    numbers = {c: sum(grid.is_number(r, c) for r in rows) for c in area.columns}
    timed = {c for c in area.columns if any(grid.is_time(r, c) for r in range(area.top, body))}
    first_named = next((c for c in area.columns if words[c] > numbers[c]), -1)
    named = [
        c for c in area.columns if words[c] > numbers[c] and (c == first_named or c not in timed)
    ]
    if not named or not any(numbers[c] for c in area.columns if c > named[0]):
        return [], []
    first_timed = min((c for c in timed if c > named[0]), default=area.right + 1)
    # Dates behind all figures ("Alkaa", "Päättyy") are no periods of theirs.
    before = [c for c in named if any(numbers[other] for other in area.columns if other > c)]
    axis = next((c for c in before if 2 * _times(grid, rows, c) > words[c]), -1)
    last = named[0]
    for column in area.columns:
        air = not words[column] and not numbers[column] and not _headed(grid, area, body, column)
        near = column == last + 1 or all(
            not words[c] and not numbers[c] for c in range(last + 1, column)
        )
        early = column < first_timed and first_timed <= area.right
        if column in named and column > last and (near or early or column <= axis):
            last = column
        elif air:
            continue
    names = [c for c in range(area.left, last + 1) if words[c]]
    asides = [c for c in range(area.left, last + 1) if numbers[c] and not words[c]]
    return [c for c in names if c not in asides], asides


def _times(grid: Grid, rows: Sequence[int], column: int) -> int:
    return sum(grid.is_time(r, column) for r in rows)


def _headed(grid: Grid, area: Rect, body: int, column: int) -> bool:
    return any(grid.filled(r, column) for r in range(area.top, body))


def _levels(grid: Grid, area: Rect, values: Sequence[int], body: int) -> list[int]:
    """Give the rows of headings over the figures; a lone word over them is a title."""
    found: list[int] = []
    for row in range(body - 1, area.top - 1, -1):
        heads = [c for c in values if grid.is_word(row, c)]
        alone = len(heads) == 1 and sum(grid.filled(row, c) for c in area.columns) == 1
        title = alone and not grid.is_time(row, heads[0]) and not _wide(grid, row, heads[0])
        if heads and not (found and title):
            found.append(row)
    return found[::-1]


def _wide(grid: Grid, row: int, column: int) -> bool:
    """Say whether a cell is merged over several columns."""
    return grid.covered_by(row, column) is not None and (
        grid.covered_by(row, column + 1) == grid.covered_by(row, column)
    )


def _first_row(
    grid: Grid,
    area: Rect,
    names: Sequence[int],
    values: Sequence[int],
    levels: Sequence[int],
    body: int,
) -> int:
    """Give the first row of figures: names and months without figures before them belong there."""
    if levels:
        return levels[-1] + 1
    while body > area.top and any(
        grid.is_time(body - 1, c) and grid.is_time(body, c) for c in names
    ):
        body -= 1
    return body


def _heads_of_column(
    grid: Grid, levels: Sequence[int], values: Sequence[int], column: int
) -> tuple[Head, ...]:
    """Give a column's headings; one given once for several columns only over an own one."""
    found: list[Head] = []
    seen: set[tuple[int, int]] = set()
    for row in reversed(levels):
        at = _shown_at(grid, row, column)
        own = at is not None
        if at is None and found:
            at = _neighbour(grid, row, column, values[0])
        if at is not None and at not in seen and grid.is_word(*at):
            seen.add(at)
            found.append(_head(grid, *at, own=own))
    return tuple(found[::-1])


def _shown_at(grid: Grid, row: int, column: int) -> tuple[int, int] | None:
    """Give the place of what a cell shows, also as a part of a merged area; None when nothing."""
    if grid.filled(row, column):
        return row, column
    anchor = grid.covered_by(row, column)
    return anchor if anchor is not None and grid.filled(*anchor) else None


def _neighbour(grid: Grid, row: int, column: int, first: int) -> tuple[int, int] | None:
    """Give the nearest heading on the left, unless it is merged and ends before the column."""
    for left in range(column - 1, first - 1, -1):
        if grid.covered_by(row, left) is not None:
            return None
        if grid.filled(row, left):
            return row, left
    return None


def _rows(
    grid: Grid,
    area: Rect,
    names: Sequence[int],
    values: Sequence[int],
    levels: Sequence[int],
    body: int,
) -> list[Line]:
    said = {c: _said_over(grid, levels, c) for c in names}
    units = [c for c in names if _of_units(grid, area, body, c, said[c], first=c == names[0])]
    telling = [c for c in names if c not in units and said[c] is not Role.REMARK] or list(names)
    above: dict[int, Head] = {}
    lines = []
    for row in range(body, area.low + 1):
        heads = []
        own = [c for c in telling if _word_at(grid, row, c)]
        for column in telling:
            at = _word_at(grid, row, column)
            if at is not None:
                above[column] = _head(grid, *at)
                heads.append(above[column])
            elif column in above and own and column < own[-1]:
                heads.append(above[column]._replace(own=False))
        _forget(above, own, telling)
        unit = next((grid.cells[row][c].raw for c in units if grid.is_word(row, c)), "")
        filled = _figures(grid, [row], values)
        if heads or filled or any(grid.is_word(row, c) for c in values):
            lines.append(Line(row, tuple(heads), filled, str(unit)))
    return lines


def _forget(above: dict[int, Head], own: Sequence[int], telling: Sequence[int]) -> None:
    """Let a new outer name end the inner ones, and a total end what it sums up."""
    if own:
        for column in telling:
            if column > own[0] and column not in own:
                above.pop(column, None)
        head = above[own[0]]
        if role_of(head.heading.text) is not Role.PLAIN:
            above.pop(own[0])


def _word_at(grid: Grid, row: int, column: int) -> tuple[int, int] | None:
    return (row, column) if grid.is_word(row, column) else None


def _said_over(grid: Grid, levels: Sequence[int], column: int) -> Role:
    over = [r for r in levels if grid.is_word(r, column)]
    return role_of(_head(grid, over[-1], column).heading.text) if over else Role.PLAIN


def _of_units(grid: Grid, area: Rect, body: int, column: int, said: Role, *, first: bool) -> bool:
    """Say whether a column holds units; "Yksikkö" over the first one are parts of the house."""
    words = [
        _head(grid, r, column).heading.text
        for r in range(body, area.low + 1)
        if grid.is_word(r, column)
    ]
    known = [is_unit(word) for word in words]
    return (said is Role.UNIT and (not first or any(known))) or (len(words) > 0 and all(known))
