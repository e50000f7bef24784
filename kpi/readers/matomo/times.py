"""When the rows of a Matomo report are: days, months, years, or weeks and other spans.

Refuses to make a period of a week, and to read a date that a spreadsheet made of a month for a day.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from kpi import periods
from kpi.periods import FIRST_YEAR, LAST_YEAR, Period
from kpi.readers import exports
from kpi.readers.cells import Mark, Marked, Raw
from kpi.readers.exports import date_of, whole_day
from kpi.readers.numbers import fold, read_period
from kpi.readers.spacing import Rows

_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")
_YEAR = re.compile(r"(?:19|20|21)[0-9]{2}")
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")


class Week(NamedTuple):
    """A span of days that is no reporting period."""

    first: dt.date
    last: dt.date


When = Period | Week


def turned(raw: Raw) -> dt.date | None:
    """Give a date that a spreadsheet made of the text, or wrote anew as 1.3.2010."""
    if isinstance(raw, str) and _ISO.match(fold(raw)):
        return None
    return whole_day(raw)


def spaced(cells: Mapping[int, Raw]) -> dict[int, dt.date]:
    """Give days that lie a week apart each, or are the first of a month each; else none.

    The tool itself leaves no day out and writes months and weeks otherwise, but others do not.
    """
    days = {down: whole_day(raw) for down, raw in cells.items()}
    told = {down: day for down, day in days.items() if day is not None}
    gaps = {(later - earlier).days for earlier, later in pairwise(sorted(told.values()))}
    apart = gaps == {7} or all(day.day == 1 for day in told.values())
    return told if len(told) == len(cells) and gaps - {0} and apart else {}


def covered(date: dt.date, cover: Rows | None) -> When | None:
    """Give what a row with a date covers; None while that is asked."""
    if cover is Rows.DAY:
        return periods.day(date)
    if cover is Rows.MONTH:
        return periods.month(date.year, date.month)
    return None if cover is None else Week(date, date + dt.timedelta(days=6))


def when(raw: Raw) -> When | None:
    """Read the first cell of a row: a day, a month, a year, or the two ends of a week or a range.

    A day and a month of a spreadsheet's own are read here too, the first as it stands.
    """
    if isinstance(raw, Marked):
        of = raw.value if raw.mark is Mark.MONTH else None
        return periods.month(of.year, of.month) if isinstance(of, dt.date) else None
    text = str(raw) if isinstance(raw, int) and not isinstance(raw, bool) else ""
    text = fold(raw) if isinstance(raw, str) else text
    day, month = whole_day(raw), _MONTH.fullmatch(text)
    if day:
        return periods.day(day)
    if month:
        first = date_of(month[1], month[2], "1")
        return periods.month(first.year, first.month) if first else None
    if _YEAR.fullmatch(text) and FIRST_YEAR <= int(text) <= LAST_YEAR:
        return periods.parse(text)
    first_text, _, last_text = text.partition(",")
    return _range(first_text, last_text)


def named(raw: Raw) -> Period | None:
    """Read a period as people write it: kesäkuu 2025, 6/2025. Somebody may keep the table on."""
    told = read_period(raw) if isinstance(raw, str) else None
    return told if isinstance(told, Period) else None


def _range(first_text: Raw, last_text: Raw) -> When | None:
    first, last = whole_day(first_text), whole_day(last_text)
    if first is None or last is None or first > last:
        return None
    return exports.reporting(first, last) or Week(first, last)


def shifted(row: Sequence[Raw]) -> When | None:
    """Give the week of a row whose two dates older versions did not keep in one cell."""
    return _range(row[0], row[1]) if len(row) > 1 and isinstance(row[1], str) else None
