"""Time as a heading says it, before the table around it completes it.

Refuses to complete: a month without its year stays without it, and 06/07 stays two numbers; what
the whole table makes of them is settled elsewhere.
"""

from __future__ import annotations

import datetime as dt
from enum import Enum
from typing import NamedTuple

from kpi.periods import FIRST_YEAR, LAST_YEAR, Grain, Period, period
from kpi.periods import day as day_period

_GRAIN_OF = {1: Grain.MONTH, 3: Grain.QUARTER, 6: Grain.SEMESTER, 12: Grain.YEAR}


class Form(Enum):
    """Which kind of time a heading names."""

    SPAN = "span"  # whole months: a month, a quarter, a half, a year
    DAY = "day"
    PAIR = "pair"  # 06/07: a month and a year, or a day and a month, or the other way round
    LOOSE = "loose"  # "kesä", "mar": a month only among other months
    WEEK = "week"
    NONE = "none"  # two years and the like: time, and no reporting period


class Stamp(NamedTuple):
    """A point or a span of time. ``year`` is 0 where the heading does not say it.

    A SPAN has its first and last month, a DAY its month in ``first`` and its ``day``, a PAIR its
    two numbers in ``first`` and ``day`` (and a year when there are three), a LOOSE its ``word``.
    """

    form: Form
    first: int = 0
    last: int = 0
    year: int = 0
    day: int = 0
    word: str = ""

    @property
    def whole_year(self) -> bool:
        """Whether it is a year and nothing finer."""
        return self.form is Form.SPAN and (self.first, self.last) == (1, 12)

    @property
    def usable(self) -> bool:
        """Whether it can become a period once its year is known."""
        return self.form in (Form.SPAN, Form.DAY)


NO_PERIOD = Stamp(Form.NONE)


def a_year(year: int) -> Stamp:
    """Build a calendar year."""
    return Stamp(Form.SPAN, 1, 12, year)


def a_month(number: int, year: int = 0) -> Stamp:
    """Build a calendar month."""
    return Stamp(Form.SPAN, number, number, year)


def a_span(first: int, last: int, year: int = 0) -> Stamp | None:
    """Build a span of whole months; None when they are none."""
    return Stamp(Form.SPAN, first, last, year) if 1 <= first <= last <= 12 else None


def a_day(year: int, month: int, day: int) -> Stamp | None:
    """Build a day, without its year when that is 0; None when the calendar has no such day."""
    try:
        dt.date(year or 2024, month, day)
    except ValueError:
        return None
    return Stamp(Form.DAY, month, month, year, day)


def period_of(stamp: Stamp) -> Period | None:
    """Give the reporting period; None where there is none or its year is not known."""
    if not (FIRST_YEAR <= stamp.year <= LAST_YEAR and stamp.usable):
        return None
    if stamp.form is Form.DAY:
        try:
            return day_period(dt.date(stamp.year, stamp.first, stamp.day))
        except ValueError:  # 29 February of a year that has none
            return None
    months = stamp.last - stamp.first + 1
    grain = _GRAIN_OF.get(months)
    if grain is None or (stamp.first - 1) % months:
        return None
    return period(stamp.year, grain, (stamp.first - 1) // months + 1)


def together(upper: Stamp, lower: Stamp) -> Stamp | None:
    """Give what two headings say together: the finer of them with a year; None: they disagree."""
    if not (upper.usable and lower.usable):
        return _open_together(upper, lower)
    if upper.year and lower.year and upper.year != lower.year:
        return None
    year = upper.year or lower.year
    wide, fine = (upper, lower) if _length(upper) >= _length(lower) else (lower, upper)
    inside = wide.first <= fine.first and fine.last <= wide.last
    same_day = wide.form is not Form.DAY or wide.day == fine.day
    return fine._replace(year=year) if inside and same_day else None


def _open_together(upper: Stamp, lower: Stamp) -> Stamp:
    """Give what is still open its year; two years over months say nothing of theirs."""
    for one, other in ((lower, upper), (upper, lower)):
        if one.form in (Form.LOOSE, Form.PAIR):
            return one if one.year else one._replace(year=other.year)
    return lower if lower.usable or upper.form is Form.NONE else upper if upper.usable else lower


def is_wider(stamp: Stamp, other: Stamp) -> bool:
    """Say whether one is a span of months, less than a year, that is longer than the other.

    "Kesä" is a month where the other headings say so, and a quarter is longer than that, too.
    """
    if not stamp.usable or stamp.whole_year:
        return False
    if other.form is Form.LOOSE:
        return _length(stamp) > 1
    return other.usable and _length(stamp) > _length(other)


def _length(stamp: Stamp) -> int:
    return stamp.last - stamp.first + (stamp.form is not Form.DAY)
