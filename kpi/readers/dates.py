"""Days in a column, whose order of day and month is settled over the whole column.

Refuses to settle the order cell by cell: 06/07 means the same day order as the rows around it. What
a spreadsheet turned into real dates on the way is refused where the turning can be seen.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from kpi.errors import Finding, error, warning
from kpi.periods import FIRST_YEAR, LAST_YEAR
from kpi.readers.cells import Raw
from kpi.readers.numbers import fold, shown

# A spreadsheet may show the midnight that a day begins with.
_MIDNIGHT = r"(?:[T ]0?0[:.]00(?:[:.]00(?:\.0+)?)?)?"
_YEAR_FIRST = re.compile(rf"([0-9]{{4}})[-/]([0-9]{{1,2}})[-/]([0-9]{{1,2}}){_MIDNIGHT}")
_DOTTED = re.compile(rf"([0-9]{{1,2}})\.([0-9]{{1,2}})\.([0-9]{{4}}){_MIDNIGHT}")
_YEAR_LAST = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")


class Cell(NamedTuple):
    """A cell that should hold a day, and its address."""

    place: str
    raw: Raw


class Days(NamedTuple):
    """The days by the keys of their cells; empty when a finding refuses the column."""

    days: Mapping[int, dt.date]
    findings: Sequence[Finding]


class _Split(NamedTuple):
    """A day written 06/07/2025."""

    cell: Cell
    first: int
    second: int
    year: int

    def day(self, month_first: bool) -> dt.date | None:
        month, day = (self.first, self.second) if month_first else (self.second, self.first)
        return _date(self.year, month, day)


def is_day(raw: Raw) -> bool:
    """Say whether a cell looks like a day: 06/07/2025, 2025-06-07, 7.6.2025 or a real date."""
    return _real(raw) is not None or _split(Cell("", raw)) is not None


def read_days(cells: Mapping[int, Cell], *, daily: bool = True) -> Days:
    """Read a column of days.

    Args:
        cells: the cells that should hold a day, by any key.
        daily: whether they are the days of one row each. Otherwise the same day may come twice,
            and days that follow each other tell nothing.

    Returns:
        The days by the same keys. Written with the year last, the month comes first as the tools
        document it, unless a number over 12 or the days being one after another say otherwise; a
        warning says when it was otherwise, or when nothing said. An error means that no day is
        given: a cell is no day, the orders contradict each other, a day comes twice, or real dates
        stand among written ones.
    """
    real = {key: day for key, cell in cells.items() if (day := _real(cell.raw)) is not None}
    split = {key: one for key, cell in cells.items() if (one := _split(cell)) is not None}
    wrong = [_unreadable(cell) for key, cell in cells.items() if key not in real | split]
    if not wrong and real and split:
        wrong = [_damaged(cells[min(real)])]
    if not wrong and daily:
        wrong = list(_swapped(cells, real))
    if wrong:
        return Days({}, wrong)
    days, findings = (real, []) if real else _in_one_order(split, daily)
    twice = list(_twice(cells, days)) if daily else []
    return Days({} if twice else days, [*findings, *twice])


def weeks_or_months(cells: Mapping[int, Cell]) -> list[Finding]:
    """Refuse days that lie a week apart each, or are the first of a month each: they name these.

    Of days with an order only: what a spreadsheet turned looks alike.
    """
    days = {key: _real(cell.raw) for key, cell in cells.items() if isinstance(cell.raw, str)}
    told = sorted({one for one in days.values() if one is not None})
    gaps = {(later - earlier).days for earlier, later in pairwise(told)}
    months = all(one.day == 1 for one in told)
    if len(told) < len(cells) or not gaps or not (gaps == {7} or months):
        return []
    where = cells[min(cells)].place
    return [error("rows-are-not-days", where, found=f"{shown(told[0])}, {shown(told[1])}")]


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day) if FIRST_YEAR <= year <= LAST_YEAR else None
    except ValueError:
        return None


def _real(raw: Raw) -> dt.date | None:
    """Give a day that needs no order: a real date, one with the year first, or with points."""
    if isinstance(raw, str):
        found, dotted = _YEAR_FIRST.fullmatch(fold(raw)), _DOTTED.fullmatch(fold(raw))
        if dotted:
            return _date(int(dotted[3]), int(dotted[2]), int(dotted[1]))
        return _date(*map(int, found.groups())) if found else None
    if isinstance(raw, dt.datetime):
        raw = raw.date() if raw.time() == dt.time() else ""
    return _date(raw.year, raw.month, raw.day) if isinstance(raw, dt.date) else None


def _split(cell: Cell) -> _Split | None:
    found = _YEAR_LAST.fullmatch(fold(cell.raw)) if isinstance(cell.raw, str) else None
    one = _Split(cell, *map(int, found.groups())) if found else None
    return one if one and (one.day(True) or one.day(False)) else None


def _unreadable(cell: Cell) -> Finding:
    if shown(cell.raw) == "":
        return error("day-missing", cell.place)
    return error("date-unreadable", cell.place, found=shown(cell.raw))


def _damaged(cell: Cell) -> Finding:
    return error("days-damaged", cell.place, found=shown(cell.raw))


def _swapped(cells: Mapping[int, Cell], real: Mapping[int, dt.date]) -> Iterator[Finding]:
    """Find dates that are days one after another only when day and month are changed about."""
    turned = [_date(day.year, day.day, day.month) for day in real.values()]
    if not _in_a_row(real.values()) and _in_a_row(turned):
        yield _damaged(cells[min(real)])


def _in_a_row(days: Collection[dt.date | None]) -> bool:
    """Say whether days, in any order, follow each other with no day between; one alone does not."""
    told = sorted(day for day in days if day is not None)
    whole = len(told) == len(days) == len(set(told)) > 1
    return whole and (told[-1] - told[0]).days == len(told) - 1


def _in_one_order(
    split: Mapping[int, _Split], daily: bool
) -> tuple[dict[int, dt.date], list[Finding]]:
    possible = {}
    for month_first in (True, False):
        days = {key: one.day(month_first) for key, one in split.items()}
        told = {key: day for key, day in days.items() if day is not None}
        if len(told) == len(split):
            possible[month_first] = told
    if not possible:
        return {}, [_contradiction(split)]
    in_a_row = [order for order, days in possible.items() if daily and _in_a_row(days.values())]
    settled = in_a_row if len(possible) > 1 else list(possible)
    taken = settled[0] if len(settled) == 1 else True
    return possible[taken], list(_order_taken(split, taken, len(settled) == 1))


def _contradiction(split: Mapping[int, _Split]) -> Finding:
    """Point at a cell that can only have the day first, and at one that can only have it second."""
    day_first = next(one for one in split.values() if one.day(True) is None)
    month_first = next(one for one in split.values() if one.day(False) is None)
    return error(
        "day-order-mixed",
        day_first.cell.place,
        found=shown(day_first.cell.raw),
        other=shown(month_first.cell.raw),
        where=month_first.cell.place,
    )


def _order_taken(split: Mapping[int, _Split], taken: bool, settled: bool) -> Iterator[Finding]:
    """Say which order was taken, by an example, unless it is the documented one beyond doubt."""
    telling = next((one for one in split.values() if one.first != one.second), None)
    if telling is not None and not (taken and settled):
        day = telling.day(taken)
        assert day is not None, "every day is one in the order taken"
        cell = telling.cell
        yield warning("day-order-taken", cell.place, found=shown(cell.raw), date=shown(day))


def _twice(cells: Mapping[int, Cell], days: Mapping[int, dt.date]) -> Iterator[Finding]:
    first: dict[dt.date, str] = {}
    for key, day in days.items():
        where = first.setdefault(day, cells[key].place)
        if where != cells[key].place:
            yield error("day-twice", cells[key].place, found=shown(day), where=where)
