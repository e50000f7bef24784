"""Cutting what stands together and is more than one table.

Refuses to cut without headings: below a table another begins where headings follow its figures,
beside it where a column of time, or of names under the same periods, follows them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate

from kpi.readers.table.grid import Grid, Kind, Rect
from kpi.readers.table.lines import Line
from kpi.readers.table.words import Role, role_of
from kpi.readers.table.yearlines import is_year_line


def cut_down(grid: Grid, area: Rect) -> Iterator[Rect]:
    """Cut a part where headings of another table follow the figures of one."""
    numbered = [
        r
        for r in area.rows
        if any(grid.is_number(r, c) for c in area.columns) and not _is_lone_year(grid, area, r)
    ]
    if not numbered:
        yield area
        return
    lefts = [next(c for c in area.columns if grid.is_number(r, c)) for r in numbered]
    least = list(accumulate(reversed(lefts), min))[::-1]  # of this row and all below it
    top, at = area.top, 0
    while at < len(numbered):
        rest, first, left = area._replace(top=top), numbered[at], least[at]
        above = any(
            grid.is_time(r, c) for r in range(top, first) for c in area.columns if c >= left
        )
        rows = range(first + 1, area.low + 1)
        header = next((r for r in rows if _is_header(grid, rest, r, left, above)), None)
        if header is None:
            break
        cut = _after_last(grid, rest, header, left)
        yield Rect(top, area.left, cut - 1, area.right)
        top, at = cut, bisect_right(numbered, header)
    yield Rect(top, area.left, area.low, area.right)


def _is_header(grid: Grid, area: Rect, row: int, left: int, across: bool) -> bool:
    """Say whether a row without numbers has headings over columns of figures."""
    numbers = [c for c in area.columns if grid.is_number(row, c)]
    if across and numbers == [area.left] and _is_year(grid, row, area.left):
        words = [c for c in area.columns if grid.filled(row, c) and c != area.left]
        return bool(words) and all(grid.is_time(row, c) for c in words)
    if numbers:
        if _sums_up(grid, area, row, numbers[0]):
            return False
        below = Line(grid, Rect(row, area.left, area.low, area.right), row, False)
        return is_year_line(below, numbers, named=False) and numbers[0] > area.left
    words = [c for c in range(left, area.right + 1) if grid.is_word(row, c)]
    if any(grid.kind(row, c) is Kind.NOTHING for c in area.columns):
        return False
    if across:
        return any(grid.is_time(row, c) for c in words) or _turns_down(grid, area, row, left)
    return bool(words) and not any(grid.is_time(row, c) for c in range(area.left, left))


def _turns_down(grid: Grid, area: Rect, row: int, left: int) -> bool:
    """Say whether words head rows of time below a table whose rows have names and no time."""
    named = any(grid.is_word(row, c) for c in range(left, area.right + 1))
    if not named or row == area.low or not any(grid.is_number(row + 1, c) for c in area.columns):
        return False
    beside = range(area.left, left)
    figures = (r for r in range(area.top, row) if any(grid.is_number(r, c) for c in area.columns))
    return any(grid.is_time(row + 1, c) for c in beside) and not any(
        grid.is_time(r, c) for r in (row, *figures) for c in beside
    )


def _sums_up(grid: Grid, area: Rect, row: int, first: int) -> bool:
    """Say whether a total stands before a row's numbers in the column of the months over it."""
    for column in range(area.left, first):
        said = grid.cells[row][column].heading
        total = grid.is_word(row, column) and said is not None
        if total and said is not None and role_of(said.text) is not Role.PLAIN:
            return any(grid.is_time(r, column) for r in range(area.top, row))
    return False


def _after_last(grid: Grid, area: Rect, row: int, left: int) -> int:
    """Give the row from which on words belong to the table below: after the last figures."""
    while row > area.top + 1:
        above = row - 1
        if _is_title_year(grid, area, above, left):
            row = above
            continue
        figures = any(
            grid.is_number(above, c) or grid.kind(above, c) is Kind.NOTHING for c in area.columns
        )
        if figures or any(grid.is_time(above, c) for c in range(area.left, left)):
            return row
        row = above
    return row


def _is_title_year(grid: Grid, area: Rect, row: int, left: int) -> bool:
    """Say whether a year alone in its row is the title of what follows.

    Among years beside figures it is one of them, whose figures are still to come.
    """
    if not _is_lone_year(grid, area, row):
        return False
    figures = (
        r
        for r in range(area.top, row)
        if any(grid.is_number(r, c) for c in range(left, area.right + 1))
    )
    return not any(_is_year(grid, r, area.left) for r in figures)


def _is_lone_year(grid: Grid, area: Rect, row: int) -> bool:
    filled = [c for c in area.columns if grid.filled(row, c)]
    return filled == [area.left] and _is_year(grid, row, area.left)


def _is_year(grid: Grid, row: int, column: int) -> bool:
    said = grid.cells[row][column].heading
    stamp = said.stamp if said is not None and not said.label else None
    return stamp is not None and stamp.whole_year


def cut_across(grid: Grid, area: Rect) -> Iterator[Rect]:
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
    if len(words) < len(rows) or _goes_on(grid, area, column):
        return False
    return _repeats_time(grid, area, left, column)


def _goes_on(grid: Grid, area: Rect, column: int) -> bool:
    """Say whether a column is one of those of time: a remark in it names nothing beside it.

    Over names there may be a year, and the months beside it, but no month of its own.
    """
    heads = [r for r in area.rows if grid.is_time(r, column + 1)]
    both = [(grid.cells[r][column].heading, grid.cells[r][column + 1].heading) for r in heads]
    stamps = [(one and one.stamp, other and other.stamp) for one, other in both]
    return bool(heads) and all(
        one is not None and other is not None and one.whole_year == other.whole_year
        for one, other in stamps
    )


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
