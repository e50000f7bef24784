"""A day over a figure that is no level: "Toteuma 30.6.2025" over meetings.

Refuses to take half a year's figure for that of its last day. Days that follow each other are days;
of a day that stands alone nobody but the office knows what time it closes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import pairwise

from kpi.errors import Finding, warning
from kpi.periods import Grain, Period, containing
from kpi.readers import Asking, Series, Told
from kpi.readers.asking import SKIP
from kpi.readers.numbers import clip

CODE = "what-the-day-closes"
FROM_NEW_YEAR, DAY = "from-new-year", "day"
# What else a day may close, by the grain of it.
_CLOSES = {
    "semester": Grain.SEMESTER,
    "quarter": Grain.QUARTER,
    "month": Grain.MONTH,
}
_SHOWN = 4
# Days at most so far apart are of a diary: a report is not made every week.
_WEEK = 7


def lone(one: Series) -> list[dt.date]:
    """Give the days of a series of days when no two of them are in one week, else none."""
    found = sorted({it.period.start for it in one.figures if _is_day(it) and it.period})
    near = any((later - earlier).days <= _WEEK for earlier, later in pairwise(found))
    return [] if near else found


def closed(
    one: Series, days: Sequence[dt.date], asking: Asking
) -> tuple[Sequence[Told], list[Finding]]:
    """Give the figures with the periods that their days close.

    Args:
        one: a series that is no level.
        days: its days, none in the same week as another.
        asking: where the question goes; an earlier answer about the heading counts.

    Returns:
        The figures, none while the question is open; and what is left out since it is of no
        reporting period.
    """
    choices = tuple(_choices(days))
    shown = ", ".join(_written(day) for day in days[:_SHOWN])
    answer = asking.ask(
        CODE, one.cell, choices, subject=one.subject,
        found=clip(one.label), day=f"{shown} …" if len(days) > _SHOWN else shown,
    )  # fmt: skip
    if answer is None or answer == SKIP:
        return (), []
    if answer == DAY:
        return one.figures, []
    found: list[Told] = []
    lost: list[Told] = []
    for told in one.figures:
        if not _is_day(told) or told.period is None:
            found.append(told)
            continue
        period = _period(told.period.start, answer)
        if period is None:
            lost.append(told)
        else:
            found.append(told._replace(period=period))
    spans = ", ".join(f"1.1.–{_written(it.period.start)}" for it in lost if it.period)
    wrong = [warning("span-no-period", lost[0].cell, found=spans)] if lost else []
    return found, wrong


def _choices(days: Sequence[dt.date]) -> Iterator[str]:
    from_new_year = [_period(day, FROM_NEW_YEAR) for day in days]
    if any(from_new_year):
        yield FROM_NEW_YEAR
    for name in _CLOSES:
        periods = [_period(day, name) for day in days]
        if all(periods) and periods != from_new_year:
            yield name
    yield from (DAY, SKIP)


def _period(day: dt.date, answer: str) -> Period | None:
    """Give the period that a day closes by an answer; None when it closes none."""
    if answer == FROM_NEW_YEAR:
        spans = (containing(day, it) for it in (Grain.YEAR, *_CLOSES.values()))
        return next((it for it in spans if it.index == 1 and it.last_day == day), None)
    period = containing(day, _CLOSES[answer])
    return period if period.last_day == day else None


def _is_day(told: Told) -> bool:
    return told.period is not None and told.period.grain is Grain.DAY


def _written(day: dt.date) -> str:
    return f"{day.day}.{day.month}.{day.year}"
