"""Which numbers are headings of time: 2023 2024 2025 over a table, 202501, 1 2 3 beside "Kuukausi".

Refuses to take a figure for a year: a row of numbers is years only where a row of headings stands,
and only when all of them are.
"""

from __future__ import annotations

import re

from kpi.readers.numbers import fold, shown
from kpi.readers.table.grid import Cell, Grid, Kind, Rect
from kpi.readers.table.headings import Heading, heading
from kpi.readers.table.lines import Line
from kpi.readers.table.pivots import years_over_months, years_over_names
from kpi.readers.table.stamps import Form, Stamp, a_month, a_span
from kpi.readers.table.words import ACTUAL, PLANS, is_unit, role_of
from kpi.readers.table.yearlines import alone, corner_of, is_year_line

_SMALL = re.compile(r"0?([0-9]{1,2})\.?(?: ((?:19|20|21)[0-9]{2}))?")
# How many of them a year has, by the word beside the numbers.
_PARTS = (
    (re.compile(r"(?:kk|kuukausi|kuukaudet|kuu|months?)[.:]?"), 12),
    (re.compile(r"(?:vuosi)?neljännes|kvartaali|quarter"), 4),
    (re.compile(r"puolivuosi|vuosipuolisko"), 2),
    (re.compile(r"(?:viikko|vko|week)[.:]?"), 53),
)
_OVER_MONTHS = re.compile(
    r"(?:vuosi|v|vuosi ?[/\\] ?(?:kk|kuukausi)|(?:kk|kuukausi) ?[/\\] ?vuosi|years?"
    r"|year ?/ ?month)[.:]?"
)


def find_years(grid: Grid, area: Rect, *, whole: bool) -> None:
    """Take the numbers of an area that are headings of time for what they are.

    Args:
        grid: the sheet; its cells are changed.
        area: where to look.
        whole: whether the area is a whole table. The first row of a part may be figures of the
            table above it, so a name before it says that it is.
    """
    _corner_words(grid, area)
    years_over_months(grid, area)
    years_over_names(grid, area)
    for column in area.columns:
        _years_below(grid, area, column)
    for turned in (False, True):
        for at in area.columns if turned else area.rows:
            line = Line(grid, area, at, turned)
            numbers = line.numbers
            if not numbers:
                continue
            if is_year_line(line, numbers, named=whole):
                for across in numbers:
                    grid.make_time(*line.place(across))
            elif not _parts_of_year(line, numbers) and not _is_aside(line, numbers):
                _years_between(grid, area, line)
                break


def _years_between(grid: Grid, area: Rect, line: Line) -> None:
    """Take years alone in their rows, among rows of months, for the headings of those months."""
    if line.turned:
        return
    for row in range(line.at + 1, area.low):
        year = grid.kind(row, area.left) is Kind.YEAR
        if year and alone(line._replace(at=row), [area.left]):
            beside = (row - 1, row + 1)
            if all(grid.is_time(other, area.left) for other in beside):
                grid.make_time(row, area.left)


def _years_below(grid: Grid, area: Rect, column: int) -> None:
    """Take years at the end of a column of months for the headings of their own rows.

    "marraskuu 2020 | 5", "joulukuu 2020 | 7", "2018 | 12": the months have figures beside them, so
    that they head rows and no columns.
    """
    filled = [r for r in area.rows if grid.filled(r, column)]
    years = [r for r in filled if grid.kind(r, column) is Kind.YEAR]
    timed = [r for r in filled if grid.is_time(r, column)]
    if (
        not years
        or not timed
        or filled[-len(years) :] != years
        or timed[-1] != filled[-len(years) - 1]
    ):
        return
    if any(grid.filled(r, c) for r in years for c in range(area.left, column)):
        return
    beside = [(r, c) for r in timed for c in range(column + 1, area.right + 1)]
    figures = any(grid.kind(r, c) is Kind.NUMBER for r, c in beside)
    if figures and not any(grid.is_time(r, c) for r, c in beside):
        for row in years:
            grid.make_time(row, column)


def _corner_words(grid: Grid, area: Rect) -> None:
    """Take what stands before the headings for what it is there: a year, or a unit ("1 000 €")."""
    first = [grid.kind(area.top, c) for c in area.columns]
    others = {Kind.TEXT, Kind.TIME, Kind.BLANK}
    if first[0] is Kind.YEAR and set(first[1:]) <= others and set(first[1:]) - {Kind.BLANK}:
        grid.make_time(area.top, area.left)
    for row in area.rows:
        cell = grid.cells[row][area.left]
        said = fold(cell.raw) if isinstance(cell.raw, str) else ""
        if said and is_unit(said) and any(grid.is_time(row, c) for c in area.columns):
            grid.put(row, area.left, Cell(Kind.TEXT, cell.raw, heading(said)))


def _parts_of_year(line: Line, numbers: list[int]) -> bool:
    """Take small numbers beside "Kuukausi" and the like for the parts of a year."""
    if _is_twelve(line, numbers):
        _make_parts(line, numbers, 12)
        return True
    corner = corner_of(line, numbers[0]) or _beside_corner(line, numbers[0])
    if corner is None or corner.kind is not Kind.TEXT or corner.heading is None:
        return False
    word = corner.heading.text.casefold()
    most = next((most for pattern, most in _PARTS if pattern.fullmatch(word)), 0)
    small = [_SMALL.fullmatch(shown(line.cell(p).raw)) for p in numbers]
    counts = [int(one[1]) for one in small if one]
    if not most or len(counts) < len(numbers) or not all(1 <= n <= most for n in counts):
        return False
    _make_parts(line, numbers, most)
    return True


def _make_parts(line: Line, numbers: list[int], most: int) -> None:
    """Take the numbers of a line for the parts of a year, ``most`` to a year."""
    for across in numbers:
        raw = line.cell(across).raw
        small = _SMALL.fullmatch(shown(raw))
        part = _part(int(small[1]), most) if small is not None else None
        part = part._replace(year=int(small[2] or 0)) if small and part is not None else None
        line.grid.put(*line.place(across), Cell(Kind.TIME, raw, Heading(shown(raw), "", part)))


def _is_twelve(line: Line, numbers: list[int]) -> bool:
    """Say whether a row is 1 to 12 over figures, behind nothing or a word of time: "Vuosi/kk".

    Fewer may be quarters, and behind a name they may be its figures.
    """
    if line.turned or line.area.left in numbers or line.at == line.area.low:
        return False
    corner = line.cell(line.area.left)
    word = corner.heading.text.casefold() if corner.heading is not None else ""
    if corner.kind is not Kind.BLANK and not _OVER_MONTHS.fullmatch(word):
        return False
    counts = [shown(line.cell(p).raw).rstrip(".").lstrip("0") for p in numbers]
    over = range(line.area.top, line.at)
    dated = corner.kind is not Kind.BLANK or _years_below_it(line)
    bare = dated and not any(
        line.cell(p, row).kind is not Kind.BLANK for row in over for p in numbers
    )
    return bare and counts == [str(n) for n in range(1, 13)]


def _years_below_it(line: Line) -> bool:
    """Say whether years stand before the figures below: "1" to "12" over classes are no months."""
    below = [line.cell(line.area.left, row) for row in range(line.at + 1, line.area.low + 1)]
    kinds = {one.kind for one in below if one.kind is not Kind.BLANK}
    return Kind.YEAR in kinds and kinds <= {Kind.YEAR, Kind.TEXT}


def _beside_corner(line: Line, first: int) -> Cell | None:
    """Give the heading beside a blank corner where the names of the rows have two columns.

    It is theirs only where the first number has its year, or where the column under it only says
    "Toteuma" and "Tavoite": neither "1 2019" nor "1 | Toteuma" is a thing's number.
    """
    if not line.turned or first == line.places[0]:
        return None
    dated = _SMALL.fullmatch(shown(line.cell(first).raw))
    for other in (one for one in line.lines if one > line.at):
        head = line.cell(first - 1, other)
        if head.kind is not Kind.BLANK:
            below = [line.cell(p, other) for p in line.places if p >= first]
            doubled = all(map(_says_actual_or_target, below))
            return head if doubled or (dated is not None and dated[2]) else None
    return None


def _says_actual_or_target(cell: Cell) -> bool:
    """Say whether a cell is "Toteuma", "Tavoite" or the like, or blank."""
    said = cell.heading.text.casefold() if cell.heading is not None else ""
    words = cell.kind is Kind.TEXT and (ACTUAL.fullmatch(said) or role_of(said) in PLANS)
    return cell.kind is Kind.BLANK or bool(words)


def _part(count: int, most: int) -> Stamp | None:
    if most == 12:
        return a_month(count)
    if most > 12:
        return Stamp(Form.WEEK)
    months = 12 // most
    return a_span((count - 1) * months + 1, count * months)


def _is_aside(line: Line, numbers: list[int]) -> bool:
    """Say whether a column before the names only numbers or dates the rows: "Nro", "Tili"."""
    return line.turned and any(
        line.grid.is_word(row, column)
        for row in numbers
        for column in range(line.at + 1, line.area.right + 1)
    )
