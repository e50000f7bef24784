"""The verdicts: what a figure may be compared with, and what the comparison allows.

Refuses to compare spans that differ, to call anything but the same span a year earlier growth, and
to give a rate of growth on a base that is zero, tiny or undated.
"""

from __future__ import annotations

import datetime as dt
from decimal import Context, Decimal

from kpi.catalogue_rows import Indicator
from kpi.model import Comparison, Kind, Known, Pair, Reason, Verdict
from kpi.periods import Grain, Period

SMALL = Decimal(10)
# A stored figure has up to 38 digits; the usual 28 would round a difference in silence.
EXACT = Context(prec=60)


def compare(pair: Pair, indicator: Indicator) -> Comparison:
    """Say what a figure is beside the year before.

    Args:
        pair: the figure, the same span a year earlier and the whole earlier year.
        indicator: its definition; kind and dates of changed definitions matter.

    Returns:
        Year over year: difference in the indicator's unit and ratio, an unrounded fraction of the
        base. Progress: ratio = value / whole year and the share of the year that the period is.
        Undated base: difference only. Not comparable: the reason.

    Raises:
        ValueError: the pair belongs to another indicator. That is our defect, not bad data.

    Source: SDMX TRANSFORMATION GY. Example: 20 staff against 27 is -7, ratio -7/27.
    """
    now, base = pair.now, pair.base
    if now.indicator != indicator.id:
        raise ValueError(f"{now.indicator!r} is not compared as {indicator.id!r}")
    if now.conflict or now.value is None:
        return _refused(_why_missing(now, indicator, Reason.NOT_REPORTED))
    if base is not None and base.conflict:
        return _refused(Reason.CONFLICT, base)
    if base is not None and base.value is not None:
        return _crossing(pair, indicator, base) or _year_over_year(now, base)
    return _progress(pair, indicator) or _without_base(now, base, indicator)


def _without_base(now: Known, base: Known | None, indicator: Indicator) -> Comparison:
    if now.undated_base is not None:
        return Comparison(
            Verdict.UNDATED_BASE,
            base_value=now.undated_base,
            difference=EXACT.subtract(_given(now), now.undated_base),
        )
    if base is None:
        return _refused(Reason.BASE_NOT_REPORTED)
    return _refused(_why_missing(base, indicator, Reason.BASE_NOT_REPORTED), base)


def _why_missing(known: Known, indicator: Indicator, otherwise: Reason) -> Reason:
    """Say why a figure has no value; ``otherwise`` when nothing was reported of it.

    Only a flow can be incomplete: parts of a ratio, however many, never make one.
    """
    if known.conflict:
        return Reason.CONFLICT
    if known.have and indicator.kind is Kind.DISTINCT:
        return Reason.DISTINCT_NOT_ADDITIVE
    if known.have and indicator.kind is Kind.FLOW:
        return Reason.INCOMPLETE
    return otherwise


def _refused(reason: Reason, base: Known | None = None) -> Comparison:
    return Comparison(
        Verdict.NOT_COMPARABLE,
        reason,
        base_period=base.period if base else None,
        base_value=base.value if base else None,
    )


def _crossing(pair: Pair, indicator: Indicator, base: Known) -> Comparison | None:
    """Refuse when a series break or a changed definition lies between base and figure."""
    if pair.broken:
        return _refused(Reason.SERIES_BREAK, base)
    if definition_changed(indicator, base.period, pair.now.period):
        return _refused(Reason.DEFINITION_CHANGED, base)
    return None


def definition_changed(indicator: Indicator, base: Period, now: Period) -> bool:
    """Say whether the two periods were measured by different definitions.

    A flow's base must lie wholly after the change; a stock's closing day must.
    """
    return any(
        _measured_from(indicator.kind, base) < changed <= now.last_day
        for changed in indicator.definition_changed
    )


def _measured_from(kind: Kind, period: Period) -> dt.date:
    return period.last_day if kind is Kind.STOCK else period.start


def _year_over_year(now: Known, base: Known) -> Comparison:
    value, before = _given(now), _given(base)
    difference = EXACT.subtract(value, before)
    small = _small_reason(before)
    if small is not None:
        return Comparison(
            Verdict.NOT_COMPARABLE, small, base.period, base.value, difference=difference
        )
    # A fraction of a negative base would turn its sign: a loss that halves would read as growth.
    ratio = difference / before if before > 0 else None
    return Comparison(
        Verdict.YEAR_OVER_YEAR,
        base_period=base.period,
        base_value=base.value,
        difference=difference,
        ratio=ratio,
    )


def _small_reason(before: Decimal) -> Reason | None:
    if before == 0:
        return Reason.ZERO_BASE
    return Reason.SMALL_BASE if abs(before) < SMALL else None


def _given(known: Known) -> Decimal:
    if known.value is None:  # pragma: no cover - the verdicts ask before they come here
        raise ValueError(f"{known.indicator} {known.period} has no value to compare")
    return known.value


def _progress(pair: Pair, indicator: Indicator) -> Comparison | None:
    """Set a part of a year beside the whole earlier one; None when that year is not known.

    Only a flow has progress: a stock does not pile up, a distinct count does not add up.
    """
    year, period = pair.year, pair.now.period
    if indicator.kind is not Kind.FLOW or period.grain is Grain.YEAR or year is None:
        return None
    if year.conflict:
        return _refused(Reason.CONFLICT, year)
    if year.value is None:
        return None
    crossed = _crossing(pair, indicator, year)
    if crossed is not None:
        return crossed
    if year.value <= 0:
        return _refused(Reason.ZERO_BASE, year)
    return Comparison(
        Verdict.PROGRESS,
        base_period=year.period,
        base_value=year.value,
        ratio=_given(pair.now) / year.value,
        expected=Decimal(period.days) / Decimal(period.whole_year().days),
    )
