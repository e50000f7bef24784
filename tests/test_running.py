"""Sums from January on and of twelve months: whole or not at all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi.model import ConfStatus, Known, ObsStatus, Reason, Verdict
from kpi.periods import between, parse
from kpi.running import rolling_year, year_to_date
from tests.builders import indicator, known


def months(first: str, *values: int | None) -> list[Known]:
    start = parse(first)
    found, period = [], start
    for value in values:
        found.append(known(period, value))
        period = period.next()
    return found


def test_january_on_against_the_same_months() -> None:
    series = months("2024-M01", *[10] * 12, *[11] * 5)
    sums = year_to_date(series, indicator(), parse("2025-A1"))
    assert sums is not None
    assert (sums.first.code, sums.last.code, sums.value) == ("2025-M01", "2025-M05", Decimal(55))
    assert sums.comparison.verdict is Verdict.YEAR_OVER_YEAR
    assert sums.comparison.base_value == Decimal(50)
    assert sums.comparison.ratio == Decimal("0.1")


def test_months_after_the_period_are_not_in_it() -> None:
    series = months("2025-M01", *range(1, 13))
    sums = year_to_date(series, indicator(), parse("2025-Q1"))
    assert sums is not None and sums.value == Decimal(6)


def test_a_missing_month_gives_no_sum() -> None:
    series = months("2025-M01", 1, None, 3)
    assert year_to_date(series, indicator(), parse("2025-A1")) is None


def test_a_missing_month_last_year_gives_no_comparison() -> None:
    series = [*months("2024-M02", *[10] * 11), *months("2025-M01", 11, 11)]
    sums = year_to_date(series, indicator(), parse("2025-A1"))
    assert sums is not None
    assert sums.comparison.reason is Reason.BASE_NOT_REPORTED


@pytest.mark.parametrize("kind", ["stock", "distinct", "ratio"])
def test_only_flows_are_summed(kind: str) -> None:
    series = months("2024-M01", *[10] * 24)
    assert year_to_date(series, indicator(kind), parse("2025-A1")) is None
    assert rolling_year(series, indicator(kind), parse("2025-A1")) == ()


def test_nothing_known_nothing_summed() -> None:
    assert year_to_date([], indicator(), parse("2025-A1")) is None
    assert rolling_year([], indicator(), parse("2025-A1")) == ()


def broken(series: Sequence[Known], code: str) -> list[Known]:
    return [
        one._replace(obs_status=ObsStatus.BREAK) if one.period.code == code else one
        for one in series
    ]


def test_no_sum_across_a_break() -> None:
    series = months("2024-M01", *[10] * 15)
    assert year_to_date(broken(series, "2025-M02"), indicator(), parse("2025-A1")) is None
    sums = year_to_date(broken(series, "2025-M01"), indicator(), parse("2025-A1"))
    assert sums is not None and sums.comparison.reason is Reason.SERIES_BREAK
    sums = year_to_date(broken(series, "2024-M07"), indicator(), parse("2025-A1"))
    assert sums is not None and sums.comparison.reason is Reason.SERIES_BREAK
    sums = year_to_date(broken(series, "2024-M01"), indicator(), parse("2025-A1"))
    assert sums is not None and sums.comparison.verdict is Verdict.YEAR_OVER_YEAR


def test_no_sum_across_a_changed_definition() -> None:
    changed = indicator(definition_changed=[dt.date(2025, 2, 1)])
    series = months("2024-M01", *[10] * 15)
    assert year_to_date(series, changed, parse("2025-A1")) is None
    assert rolling_year(series, changed, parse("2025-A1"))[-1].value is None


def test_a_sum_is_as_weak_as_its_weakest_month() -> None:
    series = months("2025-M01", 1, 2, 3)
    series[1] = series[1]._replace(obs_status=ObsStatus.ESTIMATE, conf_status=ConfStatus.INTERNAL)
    sums = year_to_date(series, indicator(), parse("2025-A1"))
    assert sums is not None and sums.estimated


def test_twelve_months_at_a_time() -> None:
    series = months("2024-M01", *[10] * 12, 30, None, 10)
    found = rolling_year(series, indicator(), parse("2025-A1"))
    assert [(one.period.code, one.value) for one in found] == [
        ("2024-M12", Decimal(120)),
        ("2025-M01", Decimal(140)),
        ("2025-M02", None),
        ("2025-M03", None),
    ]
    assert not any(one.stated for one in found if one.value is not None)


def test_twelve_months_end_with_the_period() -> None:
    series = months("2024-M01", *[10] * 24)
    found = rolling_year(series, indicator(), parse("2025-S1"))
    assert found[-1].period.code == "2025-M06"


@given(st.lists(st.integers(0, 10**6), min_size=12, max_size=40))
def test_rolling_sums_are_the_sums_of_their_months(values: list[int]) -> None:
    """Against the slow and obvious way, over leap years too."""
    series = months("2023-M03", *values)
    found = rolling_year(series, indicator(), parse("2030-A1"))
    assert len(found) == len(values) - 11
    for at, one in enumerate(found):
        assert one.value == sum(values[at : at + 12])
        assert one.period == between(parse("2023-M03"), one.period)[at + 11]
