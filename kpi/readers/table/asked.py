"""What is asked about a table, each thing once: the year, the period, the order, the thousands.

Refuses to remember answers about times: the next table has others.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence

from kpi.errors import PeriodUnreadable
from kpi.periods import FIRST_YEAR, LAST_YEAR, Grain, Period, containing, parse, period
from kpi.readers.asking import SKIP, Asking

_YEARS, _MONTHS, _HALVES = 2, 3, 2
MONTH, DAY = "month", "day"
WHOLE, HALVES = "whole-years", "first-halves"
COUNTED, FORECAST = "counted", "forecast"
ALL = "all-final"
CENTRED, RIGHTWARDS = "centred", "rightwards"
NAME, TIME = "part-of-name", "time-of-figures"
PERCENT, FRACTION = "percent", "fraction"
OVER, ROW = "heading-of-rows", "row-without"
MONTH_YEAR, DAY_MONTH, MONTH_DAY = "month-year", "day-month", "month-day"


def which_year(asking: Asking, cell: str, found: str, likely: Sequence[int]) -> int | None:
    """Ask which year the first heading without one is of; ``likely`` years are offered first."""
    today = asking.today.year
    near = range(today, today - _YEARS, -1) if today > FIRST_YEAR else range(0)
    choices = list(dict.fromkeys([*likely, *near]))
    told = asking.ask(
        "which-year", cell, [str(one) for one in choices], reads=_is_year, found=found
    )
    return int(told) if told else None


def _is_year(text: str) -> bool:
    return bool(re.fullmatch(r"[0-9]{4}", text)) and FIRST_YEAR <= int(text) <= LAST_YEAR


def year_of_headings(asking: Asking, cell: str, found: str, own: int, other: int) -> str | None:
    """Ask which year holds where headings say one and what stands over them another."""
    return asking.ask(
        "year-of-headings", cell, (str(own), str(other)), found=found, other=str(other)
    )


def which_period(asking: Asking, cell: str, likely: Sequence[Period]) -> Period | str | None:
    """Ask which period figures without one are for: a period, SKIP or None while it is open."""
    named = [near for one in likely for near in (*_closed_by(one), one)]
    choices = [str(one) for one in (*named, *_near(asking))]
    told = asking.ask(
        "which-period", cell, [*dict.fromkeys(choices), SKIP], reads=lambda text: bool(_read(text))
    )
    return SKIP if told == SKIP else _read(told or "")


def which_part(asking: Asking, cell: str, found: str, year: int, noted: str) -> Period | str | None:
    """Ask what part of a year a heading of nothing but the year is, where something speaks of one.

    Returns:
        A period of whole months within the year, SKIP, or None while the question is open.
    """
    first = period(year, Grain.SEMESTER, 1)
    near = (first, period(year, Grain.YEAR, 1), period(year, Grain.QUARTER, 1), first.next())

    def within(text: str) -> bool:
        one = _read(text)
        return one is not None and one.year == year and one.grain is not Grain.DAY

    told = asking.ask(
        "part-of-year", cell, [*map(str, near), SKIP], reads=within, found=found, noted=noted
    )
    return SKIP if told == SKIP else _read(told or "")


def whole_or_halves(asking: Asking, cell: str, found: str, noted: str) -> str | None:
    """Ask whether years under a title of a part of another year are whole ones."""
    return asking.ask("other-years", cell, (WHOLE, HALVES, SKIP), found=found, noted=noted)


def counted_or_forecast(asking: Asking, cell: str, found: str) -> str | None:
    """Ask whether estimates came true and were counted roughly, or are forecasts."""
    return asking.ask("estimate-or-count", cell, (COUNTED, FORECAST), found=found)


def all_or_none(asking: Asking, cell: str, found: str) -> str | None:
    """Ask whether all figures of a sheet have come true, where marks that are not read tell."""
    return asking.ask("marks-not-read", cell, (ALL, SKIP), found=found)


def heading_or_row(asking: Asking, cell: str, found: str, subject: str) -> str | None:
    """Ask whether names without figures head the rows below them; known for the same rows again."""
    return asking.ask("name-without-figures", cell, (OVER, ROW), subject=subject, found=found)


def percent_or_fraction(asking: Asking, cell: str, name: str, figures: str) -> str | None:
    """Ask whether bare numbers of at most one under "%" are percentages or shares of one."""
    choices = (FRACTION, PERCENT)
    return asking.ask("share-of-one", cell, choices, subject=name, name=name, figures=figures)


def mixed_percent(asking: Asking, cell: str, name: str, figures: str) -> str | None:
    """Ask whether bare numbers under "%", some below one, are all percentages."""
    choices = (PERCENT, SKIP)
    return asking.ask("percent-mixed", cell, choices, subject=name, name=name, figures=figures)


def centred_or_rightwards(asking: Asking, cell: str, found: str) -> str | None:
    """Ask whether headings stand over the middle of their columns or over the first of them."""
    return asking.ask("centred-headings", cell, (CENTRED, RIGHTWARDS), found=found)


def month_or_name(asking: Asking, cell: str, found: str) -> str | None:
    """Ask whether the months of names are parts of them or the time of their figures."""
    return asking.ask("month-in-name", cell, (NAME, TIME), found=found)


def _closed_by(said: Period) -> Iterator[Period]:
    """Give what else a title may mean: "30.6.2025" closes half a year, and "2025" is two halves."""
    if said.grain is Grain.YEAR:
        first = containing(said.start, Grain.SEMESTER)
        yield from (first, first.next())
    elif said.grain is Grain.DAY:
        for grain in (Grain.YEAR, Grain.SEMESTER, Grain.QUARTER, Grain.MONTH):
            one = containing(said.start, grain)
            if one.last_day == said.last_day:
                yield one


def _near(asking: Asking) -> list[Period]:
    """Give the last months and half-years that are over."""
    if asking.today.year <= FIRST_YEAR:
        return []
    found: list[Period] = []
    for grain, count in ((Grain.MONTH, _MONTHS), (Grain.SEMESTER, _HALVES)):
        one = containing(asking.today, grain)
        for _ in range(count):
            one = containing(one.start - dt.timedelta(days=1), grain)
            found.append(one)
    return found


def _read(text: str) -> Period | None:
    try:
        return parse(text)
    except PeriodUnreadable:
        return None


def which_order(asking: Asking, cell: str, found: str, choices: Sequence[str]) -> str | None:
    """Ask what 06/07 is: month and year, day and month, or month and day."""
    return asking.ask("day-or-month", cell, choices, found=found)


def day_or_whole_month(asking: Asking, cell: str, found: str) -> str | None:
    """Ask whether headings on the first of each month mean the day or the month."""
    return asking.ask("first-day-or-month", cell, (MONTH, DAY), found=found)


def thousands_mark(asking: Asking, cell: str, found: str) -> str | None:
    """Ask what the point, or the comma, in 1.240 parts."""
    return asking.ask("thousands-mark", cell, ("thousands", "decimal"), found=found)
