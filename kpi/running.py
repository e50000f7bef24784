"""Sums that run over the edge of a reporting period: from January on, and of twelve months.

Refuses a sum with a month missing, disputed or measured otherwise than the rest, and refuses to
sum anything but a flow. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kpi.catalogue_rows import Indicator
from kpi.compare import EXACT, compare
from kpi.model import Comparison, ConfStatus, Kind, Known, ObsStatus, Pair
from kpi.periods import Grain, Period, between, containing, month


@dataclass(frozen=True, slots=True)
class YearToDate:
    """The months from January to ``last`` summed, and the same months a year earlier.

    ``comparison`` is the verdict on the two sums. ``estimated``: a month is an estimate.
    """

    first: Period
    last: Period
    value: Decimal
    comparison: Comparison
    estimated: bool


def year_to_date(
    months: Sequence[Known], indicator: Indicator, period: Period
) -> YearToDate | None:
    """Sum a year's months up to the last known one that the period reaches.

    Args:
        months: the monthly series of the indicator, in any order.
        indicator: its definition.
        period: the last day to reach is its last.

    Returns:
        The sum in the indicator's unit with its year-over-year verdict; None when it is no flow
        or a month since January is missing.
    """
    by_month = {one.period: one for one in months if one.value is not None}
    reach = [p for p in by_month if p.year == period.year and p.last_day <= period.last_day]
    if indicator.kind is not Kind.FLOW or not reach:
        return None
    first, last = month(period.year, 1), max(reach)
    now = _summed(by_month, indicator, first, last)
    if now is None or now.value is None:
        return None
    earlier = month(period.year - 1, 1)
    base = _summed(by_month, indicator, earlier, month(period.year - 1, last.index))
    broken = any(
        one.obs_status is ObsStatus.BREAK for p, one in by_month.items() if earlier < p <= last
    )
    verdict = compare(Pair(now, base, None, broken), indicator)
    return YearToDate(first, last, now.value, verdict, now.obs_status is ObsStatus.ESTIMATE)


def _summed(
    by_month: Mapping[Period, Known], indicator: Indicator, first: Period, last: Period
) -> Known | None:
    """Give the sum as a figure of the last month, so that the usual verdict applies to it."""
    wanted = [by_month.get(one) for one in between(first, last)]
    known = [one for one in wanted if one is not None]
    if len(known) < len(wanted) or _changed_within(known, indicator):
        return None
    total = Decimal(0)
    for one in known:
        total = EXACT.add(total, one.value or Decimal(0))
    return known[-1]._replace(
        value=total,
        obs_status=_worst(known),
        conf_status=_strictest(known),
        undated_base=None,
        stated=False,
    )


def _changed_within(known: Sequence[Known], indicator: Indicator) -> bool:
    """Say whether the months of one sum were not all measured the same way."""
    start, end = known[0].period.start, known[-1].period.last_day
    return any(one.obs_status is ObsStatus.BREAK for one in known[1:]) or any(
        start < changed <= end for changed in indicator.definition_changed
    )


def _worst(known: Sequence[Known]) -> ObsStatus:
    held = {one.obs_status for one in known}
    weak = (ObsStatus.ESTIMATE, ObsStatus.PROVISIONAL)
    return next((one for one in weak if one in held), ObsStatus.NORMAL)


def _strictest(known: Sequence[Known]) -> ConfStatus:
    free = all(one.conf_status is ConfStatus.FREE for one in known)
    return ConfStatus.FREE if free else ConfStatus.INTERNAL


def rolling_year(
    months: Sequence[Known], indicator: Indicator, period: Period
) -> tuple[Known, ...]:
    """Sum twelve months at a time, one sum for each month up to the period's last day.

    Returns:
        A figure per month from the twelfth known one on, ``value`` None where one of its twelve
        months is missing; empty for anything but a flow.
    """
    by_month = {one.period: one for one in months if one.value is not None}
    if indicator.kind is not Kind.FLOW or not by_month:
        return ()
    end = min(max(by_month), containing(period.last_day, Grain.MONTH))
    found = []
    for last in between(min(by_month), end):
        first = month(last.year - 1, last.index + 1) if last.index < 12 else month(last.year, 1)
        if first < min(by_month):
            continue
        summed = _summed(by_month, indicator, first, last)
        empty = months[0]._replace(period=last, value=None, provenance=None)
        found.append(summed or empty)
    return tuple(found)
