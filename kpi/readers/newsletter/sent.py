"""The days on which newsletters were sent, in a column whose order of day and month is one.

Refuses to settle 03/11 by habit: if no row of the column tells, it is asked.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import NamedTuple

from kpi.errors import Finding, error
from kpi.periods import FIRST_YEAR, LAST_YEAR
from kpi.readers.asking import Asking
from kpi.readers.cells import Raw
from kpi.readers.exports import date_of
from kpi.readers.numbers import fold, shown

DAY_FIRST, MONTH_FIRST = "day-first", "month-first"
_CLOCK = re.compile(
    r"(?:T|,? ?(?:at |klo )?)[0-9]{1,2}[:.][0-9]{2}(?:[:.][0-9]{2}(?:\.[0-9]+)?)?"
    r"(?: ?[AaPp]\.?[Mm]\.?)?(?: ?(?:Z|UTC|GMT|E[ES]S?T|[+-][0-9]{2}:?[0-9]{2}))?"
)
_YEAR_FIRST = re.compile(r"([0-9]{4})([-/])([0-9]{1,2})\2([0-9]{1,2})(?![0-9])")
_DOTTED = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})(?![0-9])")
_SLASHED = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})(?![0-9])")
_NAMED = re.compile(r"([A-Za-z]{3})[a-z]*\.? ([0-9]{1,2}),? ([0-9]{4})(?![0-9])")
_DAY_NAMED = re.compile(
    r"(?:[^\W\d_]{2,3}, )?([0-9]{1,2})\.? ([^\W\d_]{3,12})\.? ([0-9]{4})(?![0-9])"
)
_KUU = ["tammi", "helmi", "maalis", "huhti", "touko", "kesä", "heinä", "elo", "syys"]
_KUU += ["loka", "marras", "joulu"]
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]


class _Slashed(NamedTuple):
    """A day written 03/11/2025."""

    first: int
    second: int
    year: str

    def day(self, order: str) -> dt.date | None:
        day, month = self.first, self.second
        if order == MONTH_FIRST:
            day, month = month, day
        return date_of(self.year, str(month), str(day))


def days(
    cells: Mapping[int, Raw], where: Mapping[int, str], subject: str, asking: Asking
) -> tuple[dict[int, dt.date], list[Finding]]:
    """Read a column of times as days.

    Args:
        cells: the cells by row, none empty.
        where: their addresses.
        subject: what an answer about the order is remembered by: the column's heading.
        asking: where the question about the order goes.

    Returns:
        The days by row (none while the order is asked about), and what is wrong with the column.
    """
    plain = {row: day for row, raw in cells.items() if (day := _plain(raw))}
    slashed = {row: one for row, raw in cells.items() if (one := _slashed(raw))}
    for row, raw in cells.items():
        if row not in plain and row not in slashed:
            return {}, [error("date-unreadable", where[row], found=shown(raw))]
    typed = [row for row in plain if not isinstance(cells[row], str)]
    if typed and slashed:
        return {}, [error("days-damaged", where[typed[0]], found=shown(cells[typed[0]]))]
    if not slashed:
        return plain, []
    order, findings = _order(slashed, cells, where, subject, asking)
    told = {row: day for row, one in slashed.items() if order and (day := one.day(order))}
    return (plain | told if len(told) == len(slashed) else {}), findings


def is_sent(raw: Raw) -> bool:
    """Say whether a cell holds a day of sending."""
    return _plain(raw) is not None or _slashed(raw) is not None


def _order(
    slashed: Mapping[int, _Slashed],
    cells: Mapping[int, Raw],
    where: Mapping[int, str],
    subject: str,
    asking: Asking,
) -> tuple[str | None, list[Finding]]:
    day_first = [row for row, one in slashed.items() if one.day(MONTH_FIRST) is None]
    month_first = [row for row, one in slashed.items() if one.day(DAY_FIRST) is None]
    if day_first and month_first:
        one, other = day_first[0], month_first[0]
        facts = {"found": shown(cells[one]), "other": shown(cells[other]), "where": where[other]}
        return None, [error("day-order-mixed", where[one], **facts)]
    if day_first or month_first:
        return DAY_FIRST if day_first else MONTH_FIRST, []
    telling = [row for row, one in slashed.items() if one.first != one.second]
    if not telling:
        return DAY_FIRST, []
    row = telling[0]
    choices = (DAY_FIRST, MONTH_FIRST)
    answer = asking.ask(
        "which-day-order", where[row], choices, subject=subject, found=shown(cells[row])
    )
    return answer, []


def _plain(raw: Raw) -> dt.date | None:
    """Read a day that needs no order: a date cell, 2025/03/11, 11.3.2025, Mar 11, 2025."""
    if isinstance(raw, dt.date):
        date = raw.date() if isinstance(raw, dt.datetime) else raw
        return date if FIRST_YEAR <= date.year <= LAST_YEAR else None
    if found := _start(_YEAR_FIRST, raw):
        return date_of(found[1], found[3], found[4])
    if found := _start(_DOTTED, raw):
        return date_of(found[3], found[2], found[1])
    if found := _start(_NAMED, raw):
        return _of_month(found[3], found[1], found[2])
    found = _start(_DAY_NAMED, raw)
    return _of_month(found[3], found[2], found[1]) if found else None


def _of_month(year: str, name: str, day: str) -> dt.date | None:
    """Build a date from a month's name, English or Finnish, in full or short."""
    told = name.casefold()
    short, finnish = told[:3], re.sub(r"k(?:uuta|uu)?$", "", told)
    if finnish in _KUU:
        return date_of(year, str(_KUU.index(finnish) + 1), day)
    return date_of(year, str(_MONTHS.index(short) + 1), day) if short in _MONTHS else None


def _slashed(raw: Raw) -> _Slashed | None:
    found = _start(_SLASHED, raw)
    one = _Slashed(int(found[1]), int(found[2]), found[3]) if found else None
    return one if one and (one.day(DAY_FIRST) or one.day(MONTH_FIRST)) else None


def _start(pattern: re.Pattern[str], raw: Raw) -> re.Match[str] | None:
    """Match a date that nothing but a time of day follows."""
    text = fold(raw) if isinstance(raw, str) else ""
    found = pattern.match(text)
    rest = text[found.end() :] if found else ""
    return found if not rest or _CLOCK.fullmatch(rest) else None
