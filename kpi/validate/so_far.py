"""Sums of what a file has so far, which stand under the name of the whole period.

Refuses to take the sum of January to June for the year: a summary sheet adds up what there is, and
its "2025" is half a year until December is filled in.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from kpi.catalogue import Catalogue
from kpi.errors import Finding, warning
from kpi.model import Kind, Observation
from kpi.periods import Grain, Period
from kpi.readers.numbers import clip

_COARSE = (Grain.YEAR, Grain.SEMESTER, Grain.QUARTER)
_FINER = (Grain.DAY, Grain.MONTH, Grain.QUARTER, Grain.SEMESTER)
_MONTHS = {Grain.YEAR: 12, Grain.SEMESTER: 6, Grain.QUARTER: 3, Grain.MONTH: 1}


def without_sums_so_far(
    told: Iterable[Observation], catalogue: Catalogue
) -> tuple[list[Observation], list[Finding]]:
    """Leave out the figures of flows that are the sum of some of their periods' parts only.

    Args:
        told: what the series of one file say.
        catalogue: says which of it are flows.

    Returns:
        What is kept, and a warning for each that is not. A figure that is no such sum is somebody's
        own and stays; one whose parts are all there stays, too, and is checked against them.
    """
    flows: dict[str, dict[Grain, list[tuple[Period, Decimal]]]] = {}
    every = list(told)
    for one in every:
        if one.value is not None and catalogue.indicators[one.indicator].kind is Kind.FLOW:
            grains = flows.setdefault(one.indicator, {})
            grains.setdefault(one.period.grain, []).append((one.period, one.value))
    kept: list[Observation] = []
    findings: list[Finding] = []
    for one in every:
        if one.period.grain in _COARSE and _is_so_far(one, flows.get(one.indicator, {})):
            name, period = clip(one.label), str(one.period)
            findings.append(warning("sum-so-far", one.cell, name=name, period=period))
        else:
            kept.append(one)
    return kept, findings


def _is_so_far(one: Observation, grains: dict[Grain, list[tuple[Period, Decimal]]]) -> bool:
    for grain in _FINER:
        if one.value is None or grain.rank <= one.period.grain.rank:
            continue
        parts = _parts(one.period, grains.get(grain, []))
        if 0 < len(parts) < _full(one.period, grain) and sum(parts) == one.value:
            return True
    return False


def _full(whole: Period, grain: Grain) -> int:
    if grain is Grain.DAY:
        return (whole.end - whole.start).days
    return _MONTHS[whole.grain] // _MONTHS[grain]


def _parts(whole: Period, known: Sequence[tuple[Period, Decimal]]) -> list[Decimal]:
    return [
        value for period, value in known if whole.start <= period.start and period.end <= whole.end
    ]
