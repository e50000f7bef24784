"""The day that a figure without a date belongs to, asked of the person who made the file.

Refuses to take the day of the upload for it: a file may lie about for weeks before it is sent.
"""

from __future__ import annotations

import datetime as dt

from kpi.errors import PeriodUnreadable
from kpi.periods import FIRST_YEAR, Grain, Period, day, parse
from kpi.readers.asking import Asking
from kpi.readers.numbers import clip

_MONTH_ENDS = 3


def day_of(asking: Asking, cell: str, label: str) -> Period | None:
    """Ask which day a figure stands for.

    Args:
        asking: where the question goes. The answer is never remembered: the next file has another.
        cell: where the figure, or its heading, stands.
        label: what the figure is, in the file's words.

    Returns:
        The day; None while the question is open. Choices are today and the last month ends; any
        other day that is not ahead is read too (``2025-06-30``, ``30.6.2025``).
    """
    answer = asking.ask(
        "which-date",
        cell,
        _choices(asking.today),
        reads=lambda text: _read(text, asking.today) is not None,
        found=clip(label),
    )
    return None if answer is None else _read(answer, asking.today)


def _choices(today: dt.date) -> list[str]:
    if today.year <= FIRST_YEAR:
        return []
    choices, end = [today], today
    for _ in range(_MONTH_ENDS):
        end = end.replace(day=1) - dt.timedelta(days=1)
        choices.append(end)
    return [one.isoformat() for one in choices]


def _read(text: str, today: dt.date) -> Period | None:
    """Read an answer: one day, not ahead of today where today is known."""
    try:
        read = parse(text)
    except PeriodUnreadable:
        return None
    ahead = today.year > FIRST_YEAR and read.start > today
    return day(read.start) if read.grain is Grain.DAY and not ahead else None
