"""Whether a value can be what its indicator counts.

Refuses to repair: half a person, a negative count or a share that may be a fraction is said, with
what to write instead, and never rounded, turned or multiplied.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from kpi.errors import Finding, error
from kpi.periods import Grain, Period, containing
from kpi.readers.numbers import Number, clip, written
from kpi.validate.subjects import Subject


def fault(number: Number, subject: Subject, language: str) -> Finding | None:
    """Say what is wrong with a value, as an error without a cell; None when nothing is."""
    value = number.value
    if number.unit and not subject.takes(number.unit):
        return wrong_unit(number.unit, subject, language)
    if subject.form == "percent":
        return _share_fault(number) if subject.ratio else None
    if subject.form == "money":
        return None
    if value < 0:
        return error("negative-count", found=written(value))
    if subject.form == "count" and not subject.ratio and value != value.to_integral_value():
        return error("fraction", found=written(value))
    return None


def _share_fault(number: Number) -> Finding | None:
    """Check a share. A bare 0,133 is 0,133 % to one person and 13,3 % to the next."""
    value = number.value
    if value < 0:
        return error("percent-negative", found=written(value))
    if value > 100:
        return error("percent-over-100", found=written(value))
    if 0 < value < 1 and not number.unit:
        times = written(value.scaleb(2).normalize())
        return error("percent-or-fraction", found=written(value), times=times)
    return None


def of_ones(values: Sequence[Decimal | None], unit: str, subject: Subject) -> Finding | None:
    """Say that a series of shares that is never more than 1 may be of parts of one.

    A bare 1 among 45 and 52 is 1 %; alone it is 1 % to one person and 100 % to the next.
    """
    told = {one for one in values if one is not None}
    if unit or subject.form != "percent" or not subject.ratio or max(told, default=0) != 1:
        return None
    return error("percent-or-fraction", found="1", times="100")


def wrong_unit(unit: str, subject: Subject, language: str) -> Finding:
    """Say that a unit is not the indicator's."""
    return error("wrong-unit", found=clip(unit), name=subject.unit.in_language(language))


def fitted(period: Period, subject: Subject) -> Period | None:
    """Give the period as the indicator is collected; None when it is finer than that.

    A stock is as of a day: its closing day stands for the period that it closes.
    """
    if period.grain.rank <= subject.grain.rank:
        return period
    if subject.closing and period.grain is Grain.DAY:
        whole = containing(period.start, subject.grain)
        return whole if whole.end == period.end else None
    return None
