"""Verdicts: each one and each reason, the report's own numbers, and what never happens."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi.catalogue_rows import Indicator
from kpi.compare import EXACT, compare, definition_changed
from kpi.model import Comparison, Kind, Known, Pair, Reason, Verdict
from kpi.periods import Grain, Period, parse, period
from tests.builders import indicator, known, paired

FLOW, STOCK = indicator("flow"), indicator("stock")
DISTINCT, RATIO = indicator("distinct"), indicator("ratio")


def refused(comparison: Comparison) -> Reason | None:
    """Give the reason of a comparison that has no verdict and no ratio."""
    assert comparison.verdict is Verdict.NOT_COMPARABLE
    assert comparison.ratio is None
    assert comparison.expected is None
    return comparison.reason


# --- the report's own numbers


def test_staff_on_the_same_day_a_year_apart() -> None:
    made = compare(paired(known("2025-S1", 20), known("2024-S1", 27)), STOCK)
    assert made == Comparison(
        Verdict.YEAR_OVER_YEAR,
        base_period=parse("2024-S1"),
        base_value=Decimal(27),
        difference=Decimal(-7),
        ratio=Decimal(-7) / Decimal(27),
    )


def test_half_a_year_beside_a_whole_one_is_progress() -> None:
    made = compare(paired(known("2025-S1", 19_000), year=known("2024-A1", 32_000)), FLOW)
    assert made == Comparison(
        Verdict.PROGRESS,
        base_period=parse("2024-A1"),
        base_value=Decimal(32_000),
        ratio=Decimal("0.59375"),
        expected=Decimal(181) / Decimal(365),
    )


def test_a_bracket_without_a_date_gives_a_difference_only() -> None:
    made = compare(paired(known("2025-S1", 1240, undated_base=1200)), STOCK)
    assert made == Comparison(
        Verdict.UNDATED_BASE, base_value=Decimal(1200), difference=Decimal(40)
    )


def test_nothing_to_compare_with() -> None:
    made = compare(paired(known("2025-S1", 519)), STOCK)
    assert made == Comparison(Verdict.NOT_COMPARABLE, Reason.BASE_NOT_REPORTED)


def test_statements_that_disagree_are_not_compared() -> None:
    now = known("2025-S1", None, conflict=True)
    made = compare(paired(now, known("2024-S1", 27), known("2024-A1", 50)), FLOW)
    assert refused(made) is Reason.CONFLICT
    assert made.difference is None


# --- each reason


def test_not_reported() -> None:
    made = compare(paired(known("2025-S1", None), known("2024-S1", 27)), FLOW)
    assert refused(made) is Reason.NOT_REPORTED


@pytest.mark.parametrize("kind", [FLOW, STOCK, DISTINCT, RATIO])
def test_a_base_without_a_value_was_not_reported(kind: Any) -> None:
    made = compare(paired(known("2025-S1", 20), known("2024-S1", None)), kind)
    assert refused(made) is Reason.BASE_NOT_REPORTED
    assert made.base_period == parse("2024-S1")


def test_parts_missing_in_the_figure_or_in_its_base() -> None:
    half = known("2025-S1", None, have=5, of=6, stated=False)
    assert refused(compare(paired(half, known("2024-S1", 27)), FLOW)) is Reason.INCOMPLETE
    base = known("2024-S1", None, have=5, of=6, stated=False)
    made = compare(paired(known("2025-S1", 20), base), FLOW)
    assert refused(made) is Reason.INCOMPLETE
    assert made.base_period == parse("2024-S1")


def test_the_whole_year_serves_where_the_half_is_incomplete() -> None:
    base = known("2024-S1", None, have=5, of=6, stated=False)
    made = compare(paired(known("2025-S1", 20), base, known("2024-A1", 80)), FLOW)
    assert (made.verdict, made.ratio) == (Verdict.PROGRESS, Decimal("0.25"))


def test_unique_visitors_of_months_are_no_half_year() -> None:
    now = known("2025-S1", None, have=6, of=6, stated=False)
    assert refused(compare(paired(now), DISTINCT)) is Reason.DISTINCT_NOT_ADDITIVE
    base = known("2024-S1", None, have=6, of=6, stated=False)
    made = compare(paired(known("2025-S1", 2100), base), DISTINCT)
    assert refused(made) is Reason.DISTINCT_NOT_ADDITIVE


def test_a_ratio_of_quarters_is_no_ratio_of_the_half() -> None:
    """Both quarters are there, so nothing is incomplete: the half year's ratio was never told."""
    now = known("2025-S1", None, have=2, of=2, stated=False)
    assert refused(compare(paired(now), RATIO)) is Reason.NOT_REPORTED
    base = known("2024-S1", None, have=2, of=2, stated=False)
    assert refused(compare(paired(known("2025-S1", 13), base), RATIO)) is Reason.BASE_NOT_REPORTED


def test_a_series_break_between() -> None:
    made = compare(paired(known("2025-S1", 20), known("2024-S1", 27), broken=True), STOCK)
    assert refused(made) is Reason.SERIES_BREAK
    assert (made.base_value, made.difference) == (Decimal(27), None)
    year = compare(paired(known("2025-S1", 20), year=known("2024-A1", 80), broken=True), FLOW)
    assert refused(year) is Reason.SERIES_BREAK


@pytest.mark.parametrize(
    ("kind", "changed", "crossed"),
    [
        ("flow", "2024-01-01", False),  # from the base's first day: one definition
        ("flow", "2024-01-02", True),
        ("flow", "2024-06-30", True),
        ("flow", "2025-01-01", True),
        ("flow", "2025-06-30", True),
        ("flow", "2025-07-01", False),
        ("stock", "2024-06-30", False),
        ("stock", "2024-07-01", True),
        ("stock", "2025-06-30", True),
        ("stock", "2025-07-01", False),
    ],
)
def test_a_changed_definition_between(kind: str, changed: str, crossed: bool) -> None:
    one = indicator(kind, definition_changed=[changed])
    assert definition_changed(one, parse("2024-S1"), parse("2025-S1")) is crossed
    made = compare(paired(known("2025-S1", 20), known("2024-S1", 27)), one)
    if crossed:
        assert refused(made) is Reason.DEFINITION_CHANGED
        assert made.difference is None
    else:
        assert made.verdict is Verdict.YEAR_OVER_YEAR


def test_a_definition_changed_within_the_whole_earlier_year() -> None:
    one = indicator("flow", definition_changed=["2024-09-01"])
    made = compare(paired(known("2025-S1", 20), year=known("2024-A1", 80)), one)
    assert refused(made) is Reason.DEFINITION_CHANGED


def test_a_base_of_nought_and_a_tiny_one_leave_the_difference() -> None:
    nought = compare(paired(known("2025-S1", 20), known("2024-S1", 0)), FLOW)
    assert refused(nought) is Reason.ZERO_BASE
    assert (nought.difference, nought.base_value) == (Decimal(20), Decimal(0))
    for base in ("9", "9.99", "1", "-9", "0.001"):
        tiny = compare(paired(known("2025-S1", 20), known("2024-S1", base)), FLOW)
        assert refused(tiny) is Reason.SMALL_BASE
        assert tiny.difference == 20 - Decimal(base)
        assert tiny.base_period == parse("2024-S1")
    ten = compare(paired(known("2025-S1", 20), known("2024-S1", 10)), FLOW)
    assert (ten.verdict, ten.ratio) == (Verdict.YEAR_OVER_YEAR, 1)


def test_a_base_or_a_year_in_conflict() -> None:
    base = known("2024-S1", None, conflict=True)
    made = compare(paired(known("2025-S1", 20), base, known("2024-A1", 80)), FLOW)
    assert refused(made) is Reason.CONFLICT
    assert made.base_period == parse("2024-S1")
    year = known("2024-A1", None, conflict=True)
    made = compare(paired(known("2025-S1", 20), year=year), FLOW)
    assert refused(made) is Reason.CONFLICT
    assert made.base_period == parse("2024-A1")


def test_a_whole_year_of_nought_is_no_yardstick() -> None:
    for value in (0, -5):
        made = compare(paired(known("2025-S1", 20), year=known("2024-A1", value)), FLOW)
        assert refused(made) is Reason.ZERO_BASE
        assert made.difference is None


def test_a_loss_has_a_difference_and_no_ratio() -> None:
    """A fraction of a negative base turns its sign: half the loss would read as growth."""
    made = compare(paired(known("2025-S1", -50), known("2024-S1", -100)), FLOW)
    assert (made.verdict, made.difference, made.ratio) == (Verdict.YEAR_OVER_YEAR, 50, None)


def test_a_year_is_never_progress() -> None:
    """An odd pair, as no store would make it: a year has no whole year that it is a part of."""
    made = compare(paired(known("2025-A1", 20), year=known("2024-A1", 80)), FLOW)
    assert refused(made) is Reason.BASE_NOT_REPORTED


def test_a_year_without_its_value_leaves_the_base() -> None:
    pair = paired(known("2025-S1", 20, undated_base=18), year=known("2024-A1", None, have=1, of=2))
    assert compare(pair, FLOW).verdict is Verdict.UNDATED_BASE


def test_a_dated_base_is_worth_more_than_an_undated_one() -> None:
    now = known("2025-S1", 1240, undated_base=1200)
    assert compare(paired(now, known("2024-S1", 1100)), STOCK).difference == 140
    flow = compare(paired(now, year=known("2024-A1", 2000)), FLOW)
    assert (flow.verdict, flow.ratio) == (Verdict.PROGRESS, Decimal("0.62"))


def test_a_leap_year_is_the_same_span() -> None:
    made = compare(paired(known("2024-S1", 182), known("2023-S1", 181)), FLOW)
    assert (made.verdict, made.difference) == (Verdict.YEAR_OVER_YEAR, 1)
    progress = compare(paired(known("2024-S1", 182), year=known("2023-A1", 365)), FLOW)
    assert progress.expected == Decimal(182) / Decimal(366)
    february = compare(paired(known("2024-M02", 29), year=known("2023-A1", 365)), FLOW)
    assert february.expected == Decimal(29) / Decimal(366)


def test_a_pair_of_another_indicator_is_our_defect() -> None:
    with pytest.raises(ValueError, match="not compared"):
        compare(paired(known("2025-S1", 1, "members")), FLOW)


def test_digits_beyond_the_usual_precision_are_kept() -> None:
    """A figure may have 38 digits; decimal arithmetic keeps 28 unless told otherwise."""
    now, base = "12345678901234567890.123456789012345679", "12345678901234567890.123456789012345678"
    made = compare(paired(known("2025-S1", now), known("2024-S1", base)), FLOW)
    assert made.difference == Decimal("0.000000000000000001")
    assert made.ratio is not None and made.ratio > 0
    far = compare(paired(known("2025-S1", now), known("2024-S1", 10)), FLOW)
    assert far.difference == Decimal("12345678901234567880.123456789012345679")
    undated = compare(paired(known("2025-S1", now, undated_base=base)), STOCK)
    assert undated.difference == Decimal("0.000000000000000001")


# --- what never happens

VALUES = st.decimals(-(10**18), 10**18, places=18) | st.integers(-20, 20).map(Decimal)
GRAINS = {Grain.YEAR: 1, Grain.SEMESTER: 2, Grain.QUARTER: 4, Grain.MONTH: 12}


@st.composite
def sides(draw: st.DrawFn, one: Period, *, undated: bool = False) -> Known:
    """Anything that a store may know of a period."""
    value = draw(st.none() | VALUES)
    conflict = value is None and draw(st.booleans())
    of = draw(st.integers(1, 12))
    return known(
        one,
        value,
        have=of if value is not None else draw(st.integers(0, of)),
        of=of,
        conflict=conflict,
        undated_base=draw(st.none() | VALUES) if undated else None,
    )


@st.composite
def cases(draw: st.DrawFn) -> tuple[Indicator, Pair]:
    """Anything that a store may hand over: an indicator and its pair."""
    kind = draw(st.sampled_from([k for k in Kind if k is not Kind.QUALITATIVE]))
    changed = draw(st.lists(st.dates(dt.date(2023, 1, 1), dt.date(2026, 1, 1)), max_size=1))
    one = indicator(kind.value, definition_changed=changed)
    grain = draw(st.sampled_from(list(GRAINS)))
    now = period(2025, grain, draw(st.integers(1, GRAINS[grain])))
    earlier = period(2024, grain, now.index)
    base = draw(st.none() | sides(earlier))
    year = None
    if grain is not Grain.YEAR:
        year = draw(st.none() | sides(period(2024, Grain.YEAR, 1)))
    return one, paired(draw(sides(now, undated=True)), base, year, draw(st.booleans()))


@given(cases())
def test_each_verdict_keeps_to_what_it_allows(case: tuple[Indicator, Pair]) -> None:
    one, pair = case
    made = compare(pair, one)
    {
        Verdict.NOT_COMPARABLE: not_comparable,
        Verdict.YEAR_OVER_YEAR: year_over_year,
        Verdict.PROGRESS: progress,
        Verdict.UNDATED_BASE: undated,
    }[made.verdict](made, pair, one)
    if made.ratio is not None:
        assert made.base_value is not None and made.base_value > 0
    if made.difference is not None:
        assert made.difference == EXACT.subtract(pair.now.value, made.base_value)


def not_comparable(made: Comparison, pair: Pair, one: Indicator) -> None:
    assert refused(made) is not None
    if pair.now.value is None:
        assert (made.difference, made.base_value) == (None, None)
    if made.difference is not None:
        assert made.reason in {Reason.ZERO_BASE, Reason.SMALL_BASE}
    if made.reason is Reason.CONFLICT:
        assert made.base_value is None


def year_over_year(made: Comparison, pair: Pair, one: Indicator) -> None:
    now = pair.now
    assert made.base_period == now.period.a_year_earlier()
    assert made.base_period.grain is now.period.grain
    assert made.base_value is not None and abs(made.base_value) >= 10
    assert not pair.broken and made.reason is None
    assert not definition_changed(one, made.base_period, now.period)


def progress(made: Comparison, pair: Pair, one: Indicator) -> None:
    now = pair.now
    assert one.kind is Kind.FLOW
    assert made.base_period == now.period.whole_year().a_year_earlier()
    assert made.base_period.grain is Grain.YEAR and now.period.grain is not Grain.YEAR
    assert pair.base is None or pair.base.value is None
    assert (made.difference, made.reason) == (None, None)
    assert made.expected is not None and 0 < made.expected < 1


def undated(made: Comparison, pair: Pair, one: Indicator) -> None:
    assert (made.ratio, made.base_period, made.reason) == (None, None, None)
    assert made.base_value == pair.now.undated_base
    assert pair.base is None or pair.base.value is None


@given(
    now=st.decimals(0, 10**18, places=4),
    base=st.decimals(10, 10**18, places=4),
)
def test_the_ratio_rebuilds_the_value(now: Decimal, base: Decimal) -> None:
    made = compare(paired(known("2025-S1", now), known("2024-S1", base)), FLOW)
    assert made.ratio is not None
    rebuilt = EXACT.multiply(base, EXACT.add(1, made.ratio))
    assert abs(rebuilt - now) <= Decimal("1e-8")
    assert (made.ratio > 0) == (now > base)


@given(part=st.integers(0, 10**12), whole=st.integers(1, 10**12))
def test_progress_rebuilds_the_value(part: int, whole: int) -> None:
    made = compare(paired(known("2025-Q3", part), year=known("2024-A1", whole)), FLOW)
    assert made.ratio is not None
    assert abs(made.ratio * whole - part) <= Decimal("1e-9")
    assert made.expected == Decimal(92) / Decimal(365)


@given(st.sampled_from(["stock", "distinct", "ratio"]), st.integers(1, 10**6))
def test_only_a_flow_has_progress(kind: str, value: int) -> None:
    made = compare(paired(known("2025-S1", value), year=known("2024-A1", value)), indicator(kind))
    assert refused(made) is Reason.BASE_NOT_REPORTED


@given(
    changed=st.dates(dt.date(2023, 6, 1), dt.date(2025, 12, 31)),
    index=st.integers(1, 12),
    kind=st.sampled_from(["flow", "stock"]),
)
def test_a_definition_holds_on_both_sides_or_nothing_is_compared(
    changed: dt.date, index: int, kind: str
) -> None:
    """Day by day: every day that the comparison rests on has the same definition."""
    now, base = period(2025, Grain.MONTH, index), period(2024, Grain.MONTH, index)
    one = indicator(kind, definition_changed=[changed])
    rests_on = [*base.parts(Grain.DAY), *now.parts(Grain.DAY)]
    if kind == "stock":
        rests_on = [base.parts(Grain.DAY)[-1], now.parts(Grain.DAY)[-1]]
    definitions = {day.start >= changed for day in rests_on}
    assert definition_changed(one, base, now) is (len(definitions) == 2)
