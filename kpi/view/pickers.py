"""The choices of a picker, in an order that a reader expects.

Refuses to hide a period that has figures.
"""

from __future__ import annotations

from kpi.i18n import Language
from kpi.periods import Grain, Period, parse
from kpi.store import Store
from kpi.view.parts import Choice

COARSE = {Grain.YEAR, Grain.SEMESTER}


def ordered_periods(store: Store) -> tuple[Period, ...]:
    """Order the periods: the organisation's own first, then half-years and years, quarters, months.

    Within each the newest first; a year stands after its halves.
    """
    first = parse(store.catalogue.organisation.period)
    known = sorted(
        store.periods(),
        key=lambda p: (
            _group(p), -p.year, -p.grain.rank if p.grain in COARSE else 0, -p.start.toordinal(),
        ),
    )  # fmt: skip
    return tuple(dict.fromkeys((first, *known)))


def _group(period: Period) -> int:
    return 0 if period.grain in COARSE else period.grain.rank


def periods(store: Store, language: Language) -> tuple[Choice, ...]:
    """Give the periods to choose from, the default first."""
    return tuple(Choice(one.code, language.period(one)) for one in ordered_periods(store))
