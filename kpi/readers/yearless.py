"""Days without a year, row after row: the year of the first is asked, the others follow from it.

Refuses to make up a year, also where a spreadsheet that opened the file made up one, and to say
where the year turns when the rows are in no order.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from itertools import islice, pairwise
from typing import NamedTuple

from kpi.errors import Finding, error
from kpi.periods import FIRST_YEAR, LAST_YEAR, Period, day
from kpi.readers.asking import Asking
from kpi.readers.cells import Raw
from kpi.readers.dates import Cell
from kpi.readers.numbers import fold, shown

_OFFERED, _YEARS_BACK = 3, 12
_LEAP_YEAR, _ITS_DAYS = 2000, 366
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan enero tammikuu tammi januari januar janvier",
            "february feb febrero helmikuu helmi februari februar février",
            "march mar marzo maaliskuu maalis mars märz",
            "april apr abril huhtikuu huhti avril",
            "may mayo toukokuu touko maj mai",
            "june jun junio kesäkuu kesä juni juin",
            "july jul julio heinäkuu heinä juli juillet",
            "august aug agosto elokuu elo augusti août",
            "september sep sept septiembre setiembre syyskuu syys septembre",
            "october oct octubre lokakuu loka oktober octobre",
            "november nov noviembre marraskuu marras novembre",
            "december dec diciembre joulukuu joulu dezember décembre",
        ),
        1,
    )
    for name in names.split()
}
# 28 August, 28. elokuuta, 6 de agosto; August 28.
_DAY_FIRST = re.compile(r"(?P<day>[0-9]{1,2})(?:\.?(?: de)? |[.-])(?P<month>[^\W\d_]+)\.?")
# A spreadsheet's: 28.elo, 28-Aug, 28.8. and 28.8.2026, whose year it made up as in a real date.
_DOTTED = re.compile(r"(?P<day>[0-9]{1,2})\.(?P<month>[0-9]{1,2})\.(?:[0-9]{4})?")
_MONTH_FIRST = re.compile(r"(?P<month>[^\W\d_]+)\.? (?P<day>[0-9]{1,2})")


class _Day(NamedTuple):
    """A day of any year."""

    month: int
    day: int

    @property
    def at(self) -> int:
        """Its place in the longest year."""
        return dt.date(_LEAP_YEAR, self.month, self.day).timetuple().tm_yday

    def of(self, year: int) -> dt.date | None:
        try:
            return dt.date(year, self.month, self.day) if FIRST_YEAR <= year <= LAST_YEAR else None
        except ValueError:
            return None


class Days(NamedTuple):
    """The days of the rows, None while the year is asked about; none when a finding refuses."""

    periods: Mapping[int, Period | None]
    findings: Sequence[Finding]


def read_yearless(cells: Mapping[int, Cell], asking: Asking) -> Days:
    """Read days without a year; which year the first row is of is asked at its cell.

    Args:
        cells: the cells of the rows from the top, by any key. The year of a real date is not
            believed: a spreadsheet gives the current one to a day that has none.
        asking: where the question is put. Its answer is another for every file.
    """
    told = {key: _day(cell.raw) for key, cell in cells.items()}
    wrong = [_no_day(cells[key]) for key, one in told.items() if one is None]
    days = {key: one for key, one in told.items() if one is not None}
    if wrong or not days:
        return Days({}, wrong)
    faults = _disorder(cells, days)
    if faults:
        return Days({}, faults)
    first = cells[next(iter(days))]
    years = _years(list(days.values()))

    def dated(year: int) -> list[dt.date] | None:
        made = [one.of(year + on) for one, on in zip(days.values(), years, strict=True)]
        real = [one for one in made if one is not None]
        return real if len(real) == len(made) and max(real) <= asking.today else None

    def reads(text: str) -> bool:
        return bool(re.fullmatch(r"[0-9]{4}", text)) and dated(int(text)) is not None

    back = range(asking.today.year, asking.today.year - _YEARS_BACK, -1)
    possible = islice((str(year) for year in back if dated(year)), _OFFERED)
    answer = asking.ask("which-year", first.place, tuple(possible), reads=reads, found=_said(first))
    dates = dated(int(answer)) if answer else None
    if dates is None:
        return Days(dict.fromkeys(days), [])
    return Days(dict(zip(days, map(day, dates), strict=True)), [])


def is_yearless(raw: Raw) -> bool:
    """Say whether a cell holds a day without its year."""
    return _day(raw) is not None


def _day(raw: Raw) -> _Day | None:
    if isinstance(raw, dt.date):
        return _Day(raw.month, raw.day)
    text = fold(raw).casefold() if isinstance(raw, str) else ""
    dotted = _DOTTED.fullmatch(text)
    if dotted:
        written = _Day(int(dotted["month"]), int(dotted["day"]))
        return written if written.of(_LEAP_YEAR) else None
    found = _DAY_FIRST.fullmatch(text) or _MONTH_FIRST.fullmatch(text)
    month = _MONTHS.get(re.sub("kuuta$", "kuu", found["month"])) if found else None
    one = _Day(month, int(found["day"])) if found and month else None
    return one if one and one.of(_LEAP_YEAR) else None


def _no_day(cell: Cell) -> Finding:
    if shown(cell.raw) == "":
        return error("day-missing", cell.place)
    return error("date-unreadable", cell.place, found=shown(cell.raw))


def _said(cell: Cell) -> str:
    """Give the day as it stands; of a real date without the year that nobody wrote."""
    raw = cell.raw
    return f"{raw.day}.{raw.month}." if isinstance(raw, dt.date) else shown(raw)


def _steps(days: Sequence[_Day]) -> list[int]:
    """Give how many days each row is after the one before, the nearer way around the year."""
    ahead = [(after.at - before.at) % _ITS_DAYS for before, after in pairwise(days)]
    return [step if step * 2 <= _ITS_DAYS else step - _ITS_DAYS for step in ahead]


def _disorder(cells: Mapping[int, Cell], days: Mapping[int, _Day]) -> list[Finding]:
    """Refuse rows that stand still or turn back: nothing would say where the year turns."""
    steps = _steps(list(days.values()))
    for (before, key), step in zip(pairwise(days), steps, strict=True):
        cell = cells[key]
        if step == 0:
            where = cells[before].place
            return [error("day-twice", cell.place, found=shown(cell.raw), where=where)]
        if (step > 0) is not (steps[0] > 0):
            return [error("days-out-of-order", cell.place, found=shown(cell.raw))]
    return []


def _years(days: Sequence[_Day]) -> list[int]:
    """Give how many years each row is after the first; rows may also run backwards in time."""
    years = [0]
    for (before, after), step in zip(pairwise(days), _steps(days), strict=True):
        turned = (after < before) if step > 0 else -(after > before)
        years.append(years[-1] + turned)
    return years
