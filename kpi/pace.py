"""Targets and pace: how much of an aim is reached, and where last year's course would lead.

Refuses a forecast that two points cannot carry: there is none but the earlier year's own course,
said with its assumption, and none from a base that is nothing, tiny, broken or only quoted in part.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from kpi.catalogue_rows import Indicator
from kpi.compare import EXACT, SMALL
from kpi.model import Kind, Pair


@dataclass(frozen=True, slots=True)
class Attainment:
    """What was aimed at and how much of it is reached: ``share`` is unrounded, None for aim 0."""

    target: Decimal
    value: Decimal
    share: Decimal | None


@dataclass(frozen=True, slots=True)
class Course:
    """Where the year would end if the rest went as last year's: exact, with what it rests on.

    ``share`` is the part of last year that the same span was, ``whole`` last year's figure.
    """

    projected: Decimal
    share: Decimal
    whole: Decimal
    year: int


def attainment(pair: Pair, indicator: Indicator) -> Attainment | None:
    """Set a figure beside the target of its own period; None where either is not there."""
    target = indicator.target(pair.now.period.code)
    if target is None or pair.now.value is None:
        return None
    share = EXACT.divide(pair.now.value, target) if target else None
    return Attainment(target, pair.now.value, share)


def course(pair: Pair, indicator: Indicator) -> Course | None:
    """Say where a flow's year would end at last year's course; None where that is not known.

    It needs the same span of last year and the whole of it, both known and not small.
    """
    now, base, year = pair.now, pair.base, pair.year
    if indicator.kind is not Kind.FLOW or pair.broken or base is None or year is None:
        return None
    values = (now.value, base.value, year.value)
    if any(one is None for one in values) or now.period.whole_year() == now.period:
        return None
    value, part, whole = (one or Decimal(0) for one in values)
    if part < SMALL or whole < part or value < 0:
        return None
    share = EXACT.divide(part, whole)
    return Course(EXACT.divide(EXACT.multiply(value, whole), part), share, whole, year.period.year)
