"""Several periods in a few words: "heinä–lokakuu 2025", not four months one after the other.

Refuses to join what does not follow each other: a gap stays a gap.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kpi.i18n import Language
from kpi.periods import Grain, Period


def spans(periods: Sequence[Period], language: Language) -> str:
    """Name periods of one grain by the runs that they make; days lie within one month."""
    return language.text("list.comma").join(_named(run, language) for run in _runs(periods))


def _runs(periods: Sequence[Period]) -> Iterator[tuple[Period, ...]]:
    run: tuple[Period, ...] = ()
    for one in sorted(periods):
        if run and run[-1].next() != one:
            yield run
            run = ()
        run = (*run, one)
    yield run


def _named(run: tuple[Period, ...], language: Language) -> str:
    """Name one run by its ends; of longer periods than months it is said how many they are."""
    first, last = run[0], run[-1]
    if len(run) == 1:
        return language.period(first, "long")
    facts = {
        "first": language.text(f"month.{first.start.month}"),
        "first_stem": language.text(f"month.stem.{first.start.month}"),
        "first_year": str(first.year),
        "first_day": str(first.start.day),
        "last": language.text(f"month.{last.last_day.month}"),
        "last_number": str(last.last_day.month),
        "last_year": str(last.year),
        "last_day": str(last.last_day.day),
    }
    if first.grain is Grain.DAY:
        return language.text("period.run.days", **facts)
    within = "months" if first.year == last.year else "years"
    months = language.text(f"period.run.{within}", **facts)
    if first.grain is Grain.MONTH:
        return months
    return language.plural(f"period.run.{first.grain}", len(run), months=months)
