"""Whether the numbers of a line are years over, or beside, what follows it.

Refuses to take a figure for a year: a line of numbers is years only where headings stand, and only
when all of them are.
"""

from __future__ import annotations

from kpi.readers.table.grid import Cell, Kind
from kpi.readers.table.lines import (
    Line,
    again_under_months,
    beyond,
    each_over_words,
    filled,
    in_order,
    is_title_line,
)
from kpi.readers.table.words import (
    Role,
    is_generic,
    is_remark,
    is_row_number,
    is_time_word,
    role_of,
)


def is_year_line(line: Line, numbers: list[int], *, named: bool) -> bool:
    """Say whether the numbers of a line are years over, or beside, what follows it.

    ``named`` says whether a figure's name may stand in the corner before them.
    """
    if any(line.cell(p).kind is not Kind.YEAR for p in numbers):
        return False
    corner = corner_of(line, numbers[0])
    if alone(line, numbers) or _is_time_word(corner):
        return True
    if _after_time(line, numbers, corner) or _under_year(line, numbers):
        return False  # a month and its figures
    if _is_row_of_year(line, numbers):
        return False  # a year, a name and a figure
    return _stand_over(line, numbers, corner, named=named)


def _after_time(line: Line, numbers: list[int], corner: Cell | None) -> bool:
    """Say whether a heading of time stands before one of the numbers of a line."""
    if corner is not None and corner.kind in (Kind.TIME, Kind.YEAR):
        return True
    between = range(numbers[0], numbers[-1])
    return any(line.cell(p).kind is Kind.TIME for p in between)


def _under_year(line: Line, numbers: list[int]) -> bool:
    """Say whether a column of numbers stands under a year, each beside a month: its figures."""
    if not line.turned:
        return False
    before = range(line.area.left, line.at)
    beside = [r for r in numbers if any(line.grid.is_time(r, c) for c in before)]
    if beside and beside == numbers[1:]:
        return True  # the first of them is the heading of the others
    row = numbers[0] - 1
    over = line.cell(row) if numbers[0] > line.places[0] else None
    if over is None or not _is_year(over):
        return False
    # Several years in a row head columns of figures.
    several = sum(_is_year(line.cell(row, other)) for other in line.lines) > 1
    return several or beside == numbers


def _is_row_of_year(line: Line, numbers: list[int]) -> bool:
    """Say whether a row begins with a year, its other numbers behind a name or under months."""
    if line.turned or numbers[0] != line.places[0] or line.at == line.lines[0]:
        return False
    over = range(line.lines[0], line.at)
    timed = [p for p in numbers if any(line.cell(p, other).kind is Kind.TIME for other in over)]
    named = any(line.cell(p).kind is Kind.TEXT for p in range(numbers[0], numbers[-1]))
    return named or (bool(timed) and numbers[0] not in timed)


def _is_time_word(corner: Cell | None) -> bool:
    heading = corner.heading if corner is not None else None
    return heading is not None and is_time_word(heading.text)


def _stand_over(line: Line, numbers: list[int], corner: Cell | None, *, named: bool) -> bool:
    """Say whether numbers that all may be years stand where headings stand."""
    if again_under_months(line, numbers) or each_over_words(line, numbers):
        return True
    plain = corner is None or _is_plain(line, corner, numbers[0])
    ordered = len(numbers) == 1 or in_order(line, numbers)
    if _times(line, numbers, after=True):
        return plain or (ordered and _each_over_time(line, numbers, corner))
    follow = beyond(line, numbers)
    if named and follow and _ends_dated(line, numbers):
        return True
    several = ordered and len(numbers) > 1
    if _times(line, numbers, after=False):
        return plain and (follow or (several and not named and _only_names_follow(line)))
    if _words_over(line, numbers):
        return plain and follow and several and not _under_time_word(line, numbers[0])
    first = all(is_title_line(line, other) for other in range(line.lines[0], line.at))
    if numbers[0] == line.places[0]:
        return several and first
    return (ordered and follow) or several if plain else named and several and follow and first


def _each_over_time(line: Line, numbers: list[int], corner: Cell | None) -> bool:
    """Say whether years head a table, each over a month of the next line, which has no name.

    "Palvelu | 2024 | | 2025" over " | tammi | helmi | tammi": the word heads the names below.
    """
    near = next(o for o in range(line.at + 1, line.lines[-1] + 1) if filled(line, o))
    named = next(p for p in line.places if line.cell(p) is corner)
    months = [p for p in line.places if line.cell(p, near).kind is Kind.TIME]
    return (
        (len(numbers) > 1 or (len(months) > 1 and months[0] == numbers[0]))
        and all(is_title_line(line, other) for other in range(line.lines[0], line.at))
        and all(line.cell(p, near).kind is Kind.TIME for p in numbers)
        and line.cell(named, near).kind is Kind.BLANK
    )


def _ends_dated(line: Line, numbers: list[int]) -> bool:
    """Say whether a year stands at the end of a table's first headings, all of them of time.

    "Kävijät | tammi 2025 | helmi 2025 | 2025": figures follow under each of them.
    """
    near = next((o for o in range(line.at + 1, line.lines[-1] + 1) if filled(line, o)), None)
    timed = [p for p in line.places if line.cell(p).kind is Kind.TIME]
    if near is None or len(timed) < 2 or len(numbers) > 1 or line.turned:
        return False
    first = all(is_title_line(line, other) for other in range(line.lines[0], line.at))
    after = range(timed[0], line.places[-1] + 1)
    heads = all(line.cell(p).kind in (Kind.TIME, Kind.YEAR) for p in after)
    return first and heads and all(line.cell(p, near).kind is Kind.NUMBER for p in after)


def alone(line: Line, numbers: list[int]) -> bool:
    """Say whether a year is all that stands in its row, where titles stand.

    Under or over another it is one of the years down the side.
    """
    if line.turned or numbers != [line.places[0]]:
        return False
    near = [other for other in (line.at - 1, line.at + 1) if other in line.lines]
    return all(line.cell(p).kind is Kind.BLANK for p in line.places[1:]) and not any(
        line.cell(numbers[0], other).kind in (Kind.YEAR, Kind.NUMBER) for other in near
    )


def corner_of(line: Line, first: int) -> Cell | None:
    """Give what stands right over the numbers of a column, or first in a row of them.

    Over a column a year that was found there is one of them, and a title is none of its concern,
    nor are totals and remarks that come before them under a heading of time.
    """
    before = range(line.places[0], first)
    if line.turned:
        over = (line.cell(p) for p in reversed(before))
        head = next((one for one in over if not _is_beside(one)), None)
        if _is_time_word(head):
            return head
    for across in reversed(before) if line.turned else before:
        cell = line.cell(across)
        if cell.kind is not Kind.BLANK and not (
            line.turned and (_is_year(cell) or _is_title(line, across))
        ):
            return cell
    return None


def _is_beside(cell: Cell) -> bool:
    """Say whether a cell is blank, or a total, a remark or the like."""
    said = cell.heading
    beside = cell.kind is Kind.TEXT and said is not None and role_of(said.text) is not Role.PLAIN
    return cell.kind is Kind.BLANK or beside


def _is_title(line: Line, row: int) -> bool:
    """Say whether a cell of a column stands alone in its row."""
    others = [line.cell(row, other).kind for other in line.lines if other != line.at]
    return all(kind is Kind.BLANK for kind in others)


def _is_year(cell: Cell) -> bool:
    stamp = cell.heading.stamp if cell.kind is Kind.TIME and cell.heading else None
    return stamp is not None and stamp.whole_year


def _is_plain(line: Line, corner: Cell, first: int) -> bool:
    """Say whether what stands in the corner names no figure.

    A heading of remarks may stand first in a row of headings, which ends where the years begin; a
    total beside an empty corner is a heading, for a row of totals has its name at the left.
    """
    if corner.kind is not Kind.TEXT or corner.heading is None:
        return True
    text = corner.heading.text
    of_remarks = not line.turned and line.cell(first - 1) is corner and is_remark(text)
    nameless = not line.turned and line.cell(line.places[0]).kind is Kind.BLANK
    of_sums = nameless and role_of(text) not in (Role.PLAIN, Role.UNIT)
    of_units = role_of(text) is Role.UNIT
    return is_generic(text) or is_row_number(text) or of_remarks or of_sums or of_units


def _times(line: Line, numbers: list[int], *, after: bool) -> bool:
    """Say whether the next filled line, or the one before, has headings of time there."""
    lines = line.lines
    others = range(line.at + 1, lines[-1] + 1) if after else range(line.at - 1, lines[0] - 1, -1)
    near = next((other for other in others if filled(line, other)), None)
    if near is None:
        return False
    if after and any(line.cell(p, near).kind in (Kind.NUMBER, Kind.YEAR) for p in line.places):
        return False
    places = range(numbers[0], line.places[-1] + 1) if after else numbers
    return any(line.cell(p, near).kind is Kind.TIME for p in places)


def _only_names_follow(line: Line) -> bool:
    """Say whether names and nothing else stand in the lines after; their figures are all to come.

    An empty line parts them from the rest of the table.
    """
    after = range(line.at + 1, line.lines[-1] + 1)
    return not line.turned and any(
        line.cell(line.places[0], other).kind is Kind.TEXT for other in after
    )


def _under_time_word(line: Line, first: int) -> bool:
    """Say whether "Vuosi" or the like heads the column of the first number: its rows are years."""
    over = range(line.lines[0], line.at)
    return not line.turned and any(_is_time_word(line.cell(first, other)) for other in over)


def _words_over(line: Line, numbers: list[int]) -> bool:
    """Say whether words stand in the lines before, over these numbers."""
    return any(
        line.cell(p, other).kind is Kind.TEXT
        for other in range(line.lines[0], line.at)
        for p in numbers
    )
