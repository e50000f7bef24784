"""The blocks of a daily export: a title, a header whose second cell is "Primary", and the days.

Refuses to take for a day what is none (a total, a range, a number that was a date once), and to
move days by converting times: the date is what stands in the cell.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from kpi.errors import Finding, error, warning
from kpi.periods import FIRST_YEAR, LAST_YEAR
from kpi.readers.cells import Mark, Marked, Raw
from kpi.readers.dates import Cell, read_days
from kpi.readers.meta.grid import Grid
from kpi.readers.numbers import clip, fold, shown

# The one word of the file that Meta translates into no language.
_MARK = "primary"
_TIME = r"(?:[T ][0-9]{1,2}[:.][0-9]{2}(?:[:.][0-9]{2})?)?"
_DATES = (
    re.compile(rf"(?P<y>[0-9]{{4}})-(?P<m>[0-9]{{2}})-(?P<d>[0-9]{{2}}){_TIME}"),
    re.compile(rf"(?P<d>[0-9]{{1,2}})\.(?P<m>[0-9]{{1,2}})\.(?P<y>[0-9]{{4}}){_TIME}"),
)
_SLASHED = re.compile(rf"(?P<day>([0-9]{{1,2}})/([0-9]{{1,2}})/[0-9]{{4}}){_TIME}(?: [AaPp][Mm])?")
_LIKE_A_DATE = re.compile(r"[0-9]{1,4}[-./][0-9]{1,2}[-./][0-9]{1,4}\b")


@dataclass(frozen=True, slots=True)
class Block:
    """One metric of the file: where its title, its header and its days stand.

    ``days`` gives the rows in the file's order with their dates, ``refused`` those with a faulty
    one, ``named`` those with a word in its place, ``said`` what is to be said of the dates;
    ``title_row`` is None where the header has no
    title above it.
    """

    grid: Grid
    title_row: int | None
    header_row: int
    column: int
    days: list[tuple[int, dt.date]] = field(default_factory=list)
    refused: list[int] = field(default_factory=list)
    named: list[int] = field(default_factory=list)
    said: list[Finding] = field(default_factory=list)

    @property
    def title(self) -> str:
        """The words above the header."""
        return "" if self.title_row is None else self.grid.text(self.title_row, self.column)

    @property
    def first_row(self) -> int:
        """The row of the title, or of the header when there is none."""
        return self.header_row if self.title_row is None else self.title_row

    @property
    def cell(self) -> str:
        """Where the block begins."""
        return self.grid.cell(self.first_row, self.column)

    @property
    def used(self) -> set[tuple[int, int]]:
        """The cells that were read."""
        rows = {self.first_row, self.header_row, *self.refused, *(row for row, _ in self.days)}
        return {(row, column) for row in rows for column in (self.column, self.column + 1)}


def date_in(raw: Raw) -> dt.date | None:
    """Read the date of a cell: ISO, as a spreadsheet in Finnish writes it, or a real one."""
    if isinstance(raw, Marked):
        return date_in(raw.value) if raw.mark is Mark.MONTH else None
    if isinstance(raw, dt.datetime):
        raw = raw.date()
    if isinstance(raw, str):
        found = next(filter(None, (one.fullmatch(fold(raw)) for one in _DATES)), None)
        raw = _date(*map(int, found.group("y", "m", "d"))) if found else ""
    known = isinstance(raw, dt.date) and FIRST_YEAR <= raw.year <= LAST_YEAR
    return raw if known and isinstance(raw, dt.date) else None


def _date(year: int, month: int, day: int) -> dt.date | str:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return ""


def blocks(grid: Grid, within: int | None = None) -> list[Block]:
    """Find the blocks of a sheet, one below or beside the other.

    Args:
        grid: the sheet.
        within: look for headers in this many rows only; the days are not read then.
    """
    found = [
        Block(grid, _title_row(grid, row, column), row, column)
        for row in range(min(len(grid.rows), within or len(grid.rows)))
        for column in _marks(grid, row)
        if _is_header(grid, row, column)
    ]
    if within is None:
        limits: dict[int, int] = {}
        for one in reversed(found):
            _read_days(one, limits.get(one.column, len(grid.rows)))
            _settle(one)
            limits[one.column] = one.first_row
    return found


def _marks(grid: Grid, row: int) -> Iterator[int]:
    """Give the columns left of the mark."""
    for column, raw in enumerate(grid.rows[row]):
        if isinstance(raw, str) and raw.strip().casefold() == _MARK and grid.text(row, column - 1):
            yield column - 1


def _is_header(grid: Grid, row: int, column: int) -> bool:
    """Say whether days follow, or nothing at all under a title: a metric that has no day."""
    below = grid.below(row)
    if below is None or grid.at(below, column + 1) == "":
        return _title_row(grid, row, column) is not None
    raw = grid.at(below, column)
    return date_in(raw) is not None or bool(_LIKE_A_DATE.match(shown(raw)))


def _title_row(grid: Grid, header: int, column: int) -> int | None:
    """Give the row of the title: the one cell above the header in these columns."""
    row = grid.above(header)
    if row is None or grid.at(row, column + 1) != "":
        return None
    text = grid.text(row, column)
    return row if text and date_in(text) is None else None


def _read_days(one: Block, limit: int) -> None:
    """Read down to the next block, or to what follows an empty row and is no day."""
    after_a_gap = False
    for row in range(one.header_row + 1, limit):
        raw, beside = one.grid.at(row, one.column), one.grid.at(row, one.column + 1)
        if raw == "" and beside == "":
            after_a_gap = True
            continue
        date = date_in(raw)
        if date is None and after_a_gap and not _LIKE_A_DATE.match(shown(raw)):
            return
        after_a_gap = False
        if date is not None:
            one.days.append((row, date))
        else:
            (one.named if _is_word(raw) else one.refused).append(row)


def _settle(one: Block) -> None:
    """Read days that a spreadsheet wrote with slashes, if the column tells day and month apart."""
    told = {
        row: _SLASHED.fullmatch(fold(shown(one.grid.at(row, one.column)))) for row in one.refused
    }
    found = {row: it for row, it in told.items() if it}
    if one.days or not found or len(found) < len(told):
        return
    cells = {row: Cell(one.grid.cell(row, one.column), it["day"]) for row, it in found.items()}
    read = read_days(cells)
    days = sorted(set(read.days.values()))
    follow = bool(days) and len(days) > 1 and (days[-1] - days[0]).days == len(days) - 1
    if follow or any(int(it[number]) > 12 for it in found.values() for number in (2, 3)):
        one.days.extend(read.days.items())
        one.said.extend(read.findings)
        if days:
            one.refused.clear()


def _is_word(raw: Raw) -> bool:
    """Say whether a cell is a word and thus no spoilt date: "Total", "Yhteensä"."""
    return isinstance(raw, str) and raw != "" and not any(one.isdigit() for one in raw)


def faults(one: Block) -> Iterator[Finding]:
    """Find what speaks against a block: no title, no days, or rows that stand for longer spans."""
    for row in one.refused if not one.said else ():
        raw, cell = one.grid.at(row, one.column), one.grid.cell(row, one.column)
        if raw == "":
            yield error("day-missing", cell)
        else:
            yield error("date-unreadable", cell, found=shown(raw))
    yield from one.said
    if one.title_row is None:
        yield error("title-missing", one.cell, found=one.grid.text(one.header_row, one.column))
    if not one.days:
        yield warning("no-days", one.cell, found=clip(one.title))
    dates = sorted({date for _, date in one.days})
    gaps = {(later - earlier).days for earlier, later in zip(dates, dates[1:], strict=False)}
    if len(dates) > 2 and (gaps == {7} or {date.day for date in dates} == {1}):
        yield error("rows-are-not-days", one.cell, found=f"{shown(dates[0])}, {shown(dates[1])}")
