"""Joining what stands apart and is one table.

A part without names of its own belongs to its neighbour on the left, one without headings of time
to the table above it. Refuses to join a lone number below a table: it may be about anything.
"""

from __future__ import annotations

import re
from itertools import pairwise

from kpi.readers.numbers import shown
from kpi.readers.table.grid import Cell, Grid, Kind, Rect
from kpi.readers.table.headings import Heading
from kpi.readers.table.stamps import Stamp, a_month
from kpi.readers.table.words import Role, is_time_word, role_of

_MONTHS = 12


def with_names(grid: Grid, parts: list[Rect]) -> list[Rect]:
    """Join parts whose rows have no names with the part on the left that has them."""
    found = sorted(parts, key=lambda one: (one.left, one.top))
    at = 0
    while at < len(found):
        part = found[at]
        rows = [r for r, _ in grid.numbers(part)]
        before = [
            one
            for one in found
            if one.left < part.left
            and one.top <= part.low
            and part.top <= one.low
            # A heading alone between empty columns says nothing of the rows below it.
            and (not rows or one.low >= min(rows) or has_numbers(grid, one))
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
    # Typed years over the figures are headings, whatever words stand among them.
    rows = [r for r in rows if any(grid.kind(r, c) is Kind.NUMBER for c in part.columns)] or rows
    own = [r for r in rows if _has_own_name(grid, r, part)]
    below = _time_word(grid, left)
    theirs = [
        r
        for r in rows
        if left.top <= r <= left.low
        and (
            any(grid.is_word(r, c) for c in left.columns)
            or grid.kind(r, _first_own(grid, r, left)) is Kind.YEAR
            or (r > below and grid.is_number(r, left.left))
        )
    ]
    # Headings only, typed years over months too: over nothing, or at the height of the left ones.
    if not rows or _only_heads(grid, part):
        return _heads_on(grid, left, part)
    return len(own) * 2 < len(rows) and bool(theirs)


def _only_heads(grid: Grid, part: Rect) -> bool:
    """Say whether a part has headings of time, and no number but years over them."""
    kinds = {grid.kind(r, c) for r in part.rows for c in part.columns}
    last = all(grid.kind(part.low, c) in (Kind.TIME, Kind.BLANK) for c in part.columns)
    return last and kinds <= {Kind.TIME, Kind.YEAR, Kind.BLANK}


def _first_own(grid: Grid, row: int, area: Rect) -> int:
    """Give the first column whose cell in a row is not merged with the one above: "Tammikuu" is."""
    own = (c for c in area.columns if grid.covered_by(row, c) in (None, (row, c)))
    return next(own, area.left)


def _time_word(grid: Grid, left: Rect) -> int:
    """Give the row in which a word like "Kuukausi" heads the first column, or one after it."""
    said = ((r, grid.cells[r][left.left].heading) for r in left.rows)
    heads = (r for r, one in said if one is not None and is_time_word(one.text))
    return next(heads, left.low)


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
        _may_head(grid, row, left.right) and grid.is_time(row, part.left)
        for row in part.rows
        if left.top <= row <= left.low
    )


def _may_head(grid: Grid, row: int, column: int) -> bool:
    """Say whether a cell is a heading of time, or a typed year that may be one."""
    return grid.is_time(row, column) or grid.kind(row, column) is Kind.YEAR


def with_times(grid: Grid, parts: list[Rect]) -> list[Rect]:
    """Join parts that have no headings of their own with what stands above them."""
    tables: list[Rect] = []
    loose = [part for part in parts if not has_numbers(grid, part)]
    for part in parts:
        if part in loose:
            continue
        above = [one for one in (*loose, *tables) if one.low < part.top and stands_over(one, part)]
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
    if above is None:
        return
    _months_on(grid, above, part)
    years = [r for r in part.rows if grid.kind(r, part.left) is Kind.YEAR]
    if not all(r in years or _is_sum(grid, r, part.left) for r in part.rows):
        return
    rows = [r for r in above.rows if grid.is_time(r, part.left)]
    if above.left <= part.left and rows and rows[-1] == above.low:
        for row in years:
            grid.make_time(row, part.left)


def _months_on(grid: Grid, above: Rect, part: Rect) -> None:
    """Take 3 and 4 at the left of a part for months where the table above ends with month 2."""
    rows = [r for r in part.rows if grid.is_number(r, part.left)]
    others = [r for r in part.rows if r not in rows]
    last = grid.cells[above.low][part.left]
    if last.kind is not Kind.TIME or last.heading is None or last.heading.stamp is None:
        return
    before = re.fullmatch(r"0?([0-9]{1,2})\.?(?: [0-9]{4})?", shown(last.raw))
    if before is None or above.left > part.left:
        return
    if last.heading.stamp != a_month(int(before[1]), last.heading.stamp.year):
        return
    step = 1 if _runs_forward(grid, above, part.left) else -1
    stamps = [last.heading.stamp]
    for row in rows:
        stamp = _month_after(stamps[-1], shown(grid.cells[row][part.left].raw), step)
        if stamp is None:
            return
        stamps.append(stamp)
    if all(_is_sum(grid, r, part.left) for r in others):
        for row, stamp in zip(rows, stamps[1:], strict=True):
            raw = grid.cells[row][part.left].raw
            grid.put(row, part.left, Cell(Kind.TIME, raw, Heading(shown(raw), "", stamp)))


def _runs_forward(grid: Grid, above: Rect, column: int) -> bool:
    """Say whether the last two months of a column are in their order, as one alone is."""
    said = (grid.cells[r][column].heading for r in above.rows if grid.is_time(r, column))
    months = [one.stamp.first for one in said if one is not None and one.stamp is not None]
    return len(months) < 2 or months[-1] >= months[-2] or months[-2:] == [_MONTHS, 1]


def _month_after(before: Stamp, text: str, step: int) -> Stamp | None:
    """Read the number of the month after another; over the turn of the year it says its year."""
    found = re.fullmatch(r"0?([0-9]{1,2})\.?(?: ((?:19|20|21)[0-9]{2}))?", text.strip())
    month = (before.first - 1 + step) % _MONTHS + 1
    if found is None or int(found[1]) != month:
        return None
    turned = abs(month - before.first) > 1
    return a_month(month, int(found[2] or 0)) if found[2] or not turned else None


def _is_sum(grid: Grid, row: int, column: int) -> bool:
    """Say whether a cell is the word of a total, a target or the like."""
    said = grid.cells[row][column].heading
    return grid.is_word(row, column) and said is not None and role_of(said.text) is not Role.PLAIN


def stands_over(above: Rect, part: Rect) -> bool:
    """Say whether two areas have columns in common."""
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
        # Rows of months whose figures are still to come are a part of the axis, too.
        axis = _lengths(grid, range(top, above.low + 1), names)
        own = _lengths(grid, range(first, part.low + 1), names)
        return bool(axis & own) and values <= over | {c for _, c in grid.numbers(above)}
    timed = {c for r in range(above.top, top) for c in above.columns if grid.is_time(r, c)}
    return bool(timed & values) and values <= over and not _aside(grid, above, part, timed)


def _lengths(grid: Grid, rows: range, columns: range) -> set[int]:
    """Give how long the times are that stand in some columns."""
    said = (grid.cells[r][c].heading for r in rows for c in columns if grid.is_time(r, c))
    return {one.stamp.last - one.stamp.first for one in said if one is not None and one.stamp}


def _aside(grid: Grid, above: Rect, part: Rect, timed: set[int]) -> bool:
    """Say whether a part may as well be a remark: one number, below the first period only.

    "Aukiolopäiviä | 250" below a table of months is no figure of January, unless the lines of the
    table stand apart anyway.
    """
    first = next(grid.numbers(part))
    if len(timed) == 1 or len(list(grid.numbers(part))) > 1 or first[1] != min(timed):
        return False
    if {c for _, c in grid.numbers(above)} == {first[1]}:
        return False  # nothing has come yet for the later periods
    lines = range(min(r for r, _ in grid.numbers(above)), part.top)
    rows = [r for r in lines if any(grid.filled(r, c) for c in above.columns)]
    return all(after == before + 1 for before, after in pairwise(rows))


def has_numbers(grid: Grid, area: Rect) -> bool:
    """Say whether an area has any number."""
    return any(True for _ in grid.numbers(area))
