"""Ready tick texts: round steps upwards, few texts along the bottom.

Refuses steps finer than the indicator's own decimals and a scale of columns without nought.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from kpi.periods import Grain, Period
from kpi.view.parts import Axis
from kpi.view.speaker import Speaker

STEPS = (1, 2, 5, 10)
MOST_YEARS = 5


def upright(
    values: Iterable[Decimal], decimals: int, write: Callable[[Decimal], str]
) -> Axis | None:
    """Give round steps from nought past the values, about four of them; None without values."""
    known = list(values)
    if not known:
        return None
    low, high = min(Decimal(0), *known), max(Decimal(0), *known)
    step = _step(high - low, decimals)
    first = (low / step).to_integral_value(rounding="ROUND_FLOOR")
    last = max((high / step).to_integral_value(rounding="ROUND_CEILING"), first + 1)
    at = [step * number for number in range(int(first), int(last) + 1)]
    return Axis(tuple(float(one) for one in at), tuple(write(one) for one in at))


def _step(span: Decimal, decimals: int) -> Decimal:
    """Give the smallest round step that covers the span in at most five."""
    least = Decimal(1).scaleb(-decimals)
    rough = max(span / 4, least)
    size = Decimal(1).scaleb(rough.adjusted())
    fits = [size * one for one in STEPS if size * one * 5 >= span and size * one >= least]
    return fits[0] if fits else size * 10


def along(periods: Sequence[Period], speaker: Speaker) -> Axis | None:
    """Give the texts under a long line of months: the years at their Januaries.

    Returns:
        None for other grains and short lines; the points' own labels are then thinned.
    """
    if not periods or periods[0].grain is not Grain.MONTH or len(periods) <= 12:
        return None
    years = [(at, one.year) for at, one in enumerate(periods) if one.start.month == 1]
    step = -(-len(years) // MOST_YEARS)
    kept = years[::step]
    return Axis(tuple(float(at) for at, _ in kept), tuple(str(year) for _, year in kept))


def months_of_a_year(speaker: Speaker) -> Axis:
    """Give four names under the twelve months of a year."""
    at = (0, 3, 6, 9)
    return Axis(
        tuple(float(one) for one in at),
        tuple(speaker.text(f"month.stem.{one + 1}") for one in at),
    )
