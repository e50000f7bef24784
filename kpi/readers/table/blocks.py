"""Where the tables of a sheet are: what empty rows and columns part, and what belongs together.

Refuses to know what stands in a table. An empty row or column may part two tables or be air inside
one: a part without names of its own belongs to its neighbour on the left, one without headings of
time to the table above it.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from kpi.readers.table.grid import Grid, Kind, Rect
from kpi.readers.table.years import Line, find_years, is_year_line

_MOST_PARTS = 2000


class Block(NamedTuple):
    """An area with numbers, and the places of the words above it that belong to no other."""

    area: Rect
    titles: tuple[tuple[int, int], ...] = ()


def blocks(grid: Grid) -> list[Block]:
    """Give the tables of a sheet from the top, with the loose words above each."""
    if not grid.cells or not grid.width:
        return []
    parts = list(_parts(grid, grid.whole))
    if len(parts) > _MOST_PARTS:
        return [Block(grid.whole)]
    parts = _with_names(grid, parts)
    for part in parts:
        find_years(grid, part, whole=False)
    parts = [cut for part in parts for cut in _cut_across(grid, part)]
    parts = [cut for part in parts for cut in _cut_down(grid, part)]
    for part in parts:
        find_years(grid, part, whole=False)
    tables = _with_times(grid, sorted(parts))
    for table in tables:
        find_years(grid, table, whole=True)
    return [Block(table, tuple(_titles(grid, table, tables))) for table in sorted(tables)]


def _parts(grid: Grid, area: Rect) -> Iterator[Rect]:
    """Part an area along its empty rows, then along its empty columns, as far as it goes."""
    rows = [r for r in area.rows if any(grid.filled(r, c) for c in area.columns)]
    for top, low in _runs(rows):
        columns = [c for c in area.columns if any(grid.filled(r, c) for r in range(top, low + 1))]
        runs = list(_runs(columns))
        for left, right in runs:
            part = Rect(top, left, low, right)
            if part == area:
                yield part
            else:
                yield from _parts(grid, part)


def _runs(numbers: list[int]) -> Iterator[tuple[int, int]]:
    """Give the first and the last of each run of successive numbers."""
    first = 0
    for at, number in enumerate(numbers):
        if at + 1 == len(numbers) or numbers[at + 1] != number + 1:
            yield numbers[first], number
            first = at + 1


def has_numbers(grid: Grid, area: Rect) -> bool:
    """Say whether an area has any number."""
    return any(True for _ in grid.numbers(area))


# --- cutting what only looks like one table


def _cut_down(grid: Grid, area: Rect) -> Iterator[Rect]:
    """Cut a part where headings of another table follow the figures of one."""
    numbered = [r for r in area.rows if any(grid.is_number(r, c) for c in area.columns)]
    if not numbered:
        yield area
        return
    values = {c for r in numbered for c in area.columns if grid.is_number(r, c)}
    left = min(values)
    above = any(grid.is_time(r, c) for r in range(area.top, numbered[0]) for c in values)
    top, done = area.top, numbered[0]
    for row in area.rows:
        if row > done and _is_header(grid, area, row, left, above):
            cut = _after_last(grid, area, row, left)
            yield Rect(top, area.left, cut - 1, area.right)
            top = cut
            done = min((r for r in numbered if r > row), default=area.low + 1)
    yield Rect(top, area.left, area.low, area.right)


def _is_header(grid: Grid, area: Rect, row: int, left: int, across: bool) -> bool:
    """Say whether a row without numbers has headings over columns of figures."""
    numbers = [c for c in area.columns if grid.is_number(row, c)]
    if numbers:
        below = Line(grid, Rect(row, area.left, area.low, area.right), row, False)
        return is_year_line(below, numbers, named=False) and numbers[0] > area.left
    words = [c for c in range(left, area.right + 1) if grid.is_word(row, c)]
    if any(grid.kind(row, c) is Kind.NOTHING for c in area.columns):
        return False
    if across:
        return any(grid.is_time(row, c) for c in words)
    return bool(words) and not any(grid.is_time(row, c) for c in range(area.left, left))


def _after_last(grid: Grid, area: Rect, row: int, left: int) -> int:
    """Give the row from which on words belong to the table below: after the last figures."""
    while row > area.top + 1:
        above = row - 1
        figures = any(
            grid.is_number(above, c) or grid.kind(above, c) is Kind.NOTHING for c in area.columns
        )
        if figures or any(grid.is_time(above, c) for c in range(area.left, left)):
            return row
        row = above
    return row


def _cut_across(grid: Grid, area: Rect) -> Iterator[Rect]:
    """Cut a part where a column of time or of names follows columns of figures."""
    left = area.left
    for column in range(area.left + 2, area.right):
        if _begins_table(grid, area, left, column):
            yield Rect(area.top, left, area.low, column - 1)
            left = column
    yield Rect(area.top, left, area.low, area.right)


def _begins_table(grid: Grid, area: Rect, left: int, column: int) -> bool:
    rows = [r for r in area.rows if grid.is_number(r, column + 1)]
    before = [r for r in rows if any(grid.is_number(r, c) for c in range(left, column))]
    if not rows or (len(before) < len(rows) and not before):
        return False
    if any(grid.is_number(r, column) for r in area.rows):
        return False
    times = [r for r in rows if grid.is_time(r, column)]
    if len(times) * 2 > len(rows):
        return True
    words = [r for r in rows if grid.is_word(r, column)]
    return len(words) == len(rows) and _repeats_time(grid, area, left, column)


def _repeats_time(grid: Grid, area: Rect, left: int, column: int) -> bool:
    """Say whether the same headings of time stand before and after a column of names."""
    for row in area.rows:
        before, after = (
            [grid.cells[row][c].heading for c in columns if grid.is_time(row, c)]
            for columns in (range(left, column), range(column + 1, area.right + 1))
        )
        if before and after:
            return any(one in before for one in after)
    return False


# --- joining what only looks like two


def _with_names(grid: Grid, parts: list[Rect]) -> list[Rect]:
    """Join parts whose rows have no names with the part on the left that has them."""
    found = sorted(parts, key=lambda one: (one.left, one.top))
    at = 0
    while at < len(found):
        part = found[at]
        before = [
            one
            for one in found
            if one.left < part.left and one.top <= part.low and part.top <= one.low
        ]
        nearest = max(before, key=lambda one: one.right, default=None)
        if nearest is not None and (_holds(nearest, part) or _names(grid, nearest, part)):
            found.remove(part)
            found[found.index(nearest)] = nearest.around(part)
            found.sort(key=lambda one: (one.left, one.top))
            at = 0
        else:
            at += 1
    return found


def _holds(area: Rect, part: Rect) -> bool:
    return area.around(part) == area


def _names(grid: Grid, left: Rect, part: Rect) -> bool:
    """Say whether the rows of a part take their names from the part on its left."""
    rows = [r for r in part.rows if any(grid.is_number(r, c) for c in part.columns)]
    own = [r for r in rows if _has_own_name(grid, r, part)]
    theirs = [
        r
        for r in rows
        if left.top <= r <= left.low
        and (any(grid.is_word(r, c) for c in left.columns) or grid.kind(r, left.left) is Kind.YEAR)
    ]
    if not rows:  # headings only: over nothing, or at the height of the left part's headings
        return _heads_on(grid, left, part)
    return len(own) * 2 < len(rows) and bool(theirs)


def _has_own_name(grid: Grid, row: int, part: Rect) -> bool:
    """Say whether words stand before the figures of a row; a year before them is none."""
    for column in part.columns:
        if grid.is_word(row, column):
            return True
        if grid.kind(row, column) is Kind.NUMBER:
            return False
    return False


def _heads_on(grid: Grid, left: Rect, part: Rect) -> bool:
    """Say whether a part without numbers continues the row of headings on its left."""
    return any(
        grid.is_time(row, left.right) and grid.is_time(row, part.left)
        for row in part.rows
        if left.top <= row <= left.low
    )


def _with_times(grid: Grid, parts: list[Rect]) -> list[Rect]:
    """Join parts that have no headings of their own with what stands above them."""
    tables: list[Rect] = []
    loose = [part for part in parts if not has_numbers(grid, part)]
    for part in parts:
        if part in loose:
            continue
        above = [one for one in (*loose, *tables) if one.low < part.top and _over(one, part)]
        above.sort(key=lambda one: one.low, reverse=True)
        _go_on(grid, next((one for one in above if one in tables), None), part)
        nearest = next((one for one in above if one in tables or _needs(grid, one, part)), None)
        if nearest is None or not _needs(grid, nearest, part):
            tables.append(part)
            continue
        (loose if nearest in loose else tables).remove(nearest)
        tables.append(nearest.around(part))
    return tables


def _go_on(grid: Grid, above: Rect | None, part: Rect) -> None:
    """Take the numbers at the left of a part for years where the table above has years there."""
    if above is None or any(grid.kind(r, part.left) is not Kind.YEAR for r in part.rows):
        return
    rows = [r for r in above.rows if grid.is_time(r, part.left)]
    if above.left <= part.left and rows and rows[-1] == above.low:
        for row in part.rows:
            grid.make_time(row, part.left)


def _over(above: Rect, part: Rect) -> bool:
    return above.left <= part.right and part.left <= above.right


def _needs(grid: Grid, above: Rect, part: Rect) -> bool:
    """Say whether a part has its headings in the part above it."""
    values = {c for _, c in grid.numbers(part)}
    first = min(r for r, _ in grid.numbers(part))
    if any(grid.is_word(r, c) for r in range(part.top, first) for c in values):
        return False
    names = range(part.left, min(values))
    down = any(grid.is_time(r, c) for r in range(first, part.low + 1) for c in names)
    theirs = [r for r, _ in grid.numbers(above)]
    top = min(theirs, default=above.low + 1)
    over = {c for r in range(above.top, top) for c in above.columns if grid.is_word(r, c)}
    if not theirs:
        return bool(over & values)
    if down:
        axis = {c for r in theirs for c in names if grid.is_time(r, c)}
        return bool(axis) and values <= over | {c for _, c in grid.numbers(above)}
    timed = {c for r in range(above.top, top) for c in above.columns if grid.is_time(r, c)}
    return bool(timed & values) and values <= over and not _aside(grid, above, part, timed)


def _aside(grid: Grid, above: Rect, part: Rect, timed: set[int]) -> bool:
    """Say whether a part may as well be a remark: one number, below the first period only.

    "Aukiolopäiviä | 250" below a table of months is no figure of January, unless the lines of the
    table stand apart anyway.
    """
    first = next(grid.numbers(part))
    if len(timed) == 1 or len(list(grid.numbers(part))) > 1 or first[1] != min(timed):
        return False
    lines = range(min(r for r, _ in grid.numbers(above)), part.top)
    rows = [r for r in lines if any(grid.filled(r, c) for c in above.columns)]
    return all(after == before + 1 for before, after in pairwise(rows))


def _titles(grid: Grid, table: Rect, tables: list[Rect]) -> Iterator[tuple[int, int]]:
    """Give the places of the words between a table and the one above it, from the nearest."""
    over = [one.low for one in tables if one.low < table.top and _over(one, table)]
    for row in range(table.top - 1, max(over, default=-1), -1):
        for column in range(grid.width):
            inside = any(row in one.rows and column in one.columns for one in tables)
            beside = not table.left <= column <= table.right and any(
                one != table and one.top > row and one.left <= column <= one.right for one in tables
            )
            if grid.is_word(row, column) and not inside and not beside:
                yield row, column
