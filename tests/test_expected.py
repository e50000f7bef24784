"""What a figure is expected to be: which earlier ones count, and how it is said."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi import expected
from kpi.i18n import language
from kpi.model import Kind, Known, ObsStatus
from kpi.periods import Grain, Period, containing, parse, period
from tests.builders import Archive, catalogue, indicator, known, observed

JUNE = parse("2025-M06")
FI, EN = language("fi"), language("en")
SPACE = "\u00a0"


def months(first: str, *values: int | None, **more: Any) -> list[Known]:
    found, period = [], parse(first)
    for value in values:
        found.append(known(period, value, **more))
        period = period.next()
    return found


def codes(told: Sequence[Known]) -> list[str]:
    return [one.period.code for one in told]


def usual(
    series: Sequence[Known], period: str = "2025-M06", kind: str = "flow", **more: Any
) -> expected.Expected | None:
    return expected.range_of(series, parse(period), indicator(kind, **more))


def said(
    series: Sequence[Known], period: str = "2025-M06", kind: str = "flow", code: str = "fi"
) -> str:
    found = usual(series, period, kind)
    assert found is not None
    return expected.words(found, indicator(kind), language(code))


HISTORY = [
    *(known("2023-M06", 310), known("2024-M06", 520)),
    *months("2024-M11", 900, 400, 410, 420, 430, 440, 480),
]


# --- which earlier figures count


def test_the_same_month_of_earlier_years_and_the_last_six() -> None:
    found = usual(HISTORY)
    assert found is not None
    assert codes(found.like) == ["2023-M06", "2024-M06"]
    assert codes(found.recent) == [
        "2024-M12", "2025-M01", "2025-M02", "2025-M03", "2025-M04", "2025-M05",
    ]  # fmt: skip
    assert (found.lowest, found.highest, found.last.value) == (310, 520, 480)


def test_the_order_of_what_is_known_does_not_matter() -> None:
    assert usual(HISTORY[::-1]) == usual(HISTORY)


def test_only_the_three_years_before_are_like() -> None:
    found = usual([known(f"{year}-M06", year) for year in range(2015, 2025)])
    assert found is not None and codes(found.like) == ["2022-M06", "2023-M06", "2024-M06"]


def test_what_comes_after_and_the_figure_itself_do_not_count() -> None:
    assert usual([known("2025-M06", 5), known("2025-M07", 6), known("2026-M06", 7)]) is None


def test_other_lengths_of_time_do_not_count() -> None:
    assert usual([known("2024-A1", 5000), known("2024-Q2", 1200), known("2025-05-31", 9)]) is None


def test_a_gap_leaves_only_the_last_known() -> None:
    found = usual([known("2019-M01", 7), known("2019-M02", 8)])
    assert found is not None
    assert (found.like, found.recent, codes(found.compared)) == ((), (), ["2019-M02"])


def test_an_earlier_half_year_counts_once() -> None:
    found = usual([known("2024-S1", 10), known("2024-S2", 30)], "2025-S1")
    assert found is not None
    assert (codes(found.like), codes(found.compared)) == (["2024-S1"], ["2024-S1", "2024-S2"])


@pytest.mark.parametrize(
    "one",
    [
        known("2025-M05", None),
        known("2025-M05", None, conflict=True),
        known("2025-M05", 5, obs_status=ObsStatus.ESTIMATE),
        known("2025-M05", None, obs_status=ObsStatus.SUPPRESSED),
    ],
)
def test_estimates_and_what_is_not_known_do_not_count(one: Known) -> None:
    assert usual([one]) is None


def test_nothing_from_before_a_break_counts() -> None:
    broken = known("2025-M03", 90, obs_status=ObsStatus.BREAK)
    found = usual([*HISTORY[:-3], broken, *HISTORY[-2:]])
    assert found is not None
    assert codes(found.compared) == ["2025-M03", "2025-M04", "2025-M05"]


def test_a_break_is_a_break_for_every_length_of_time() -> None:
    half = known("2025-S1", 9, obs_status=ObsStatus.BREAK)
    found = usual([*HISTORY, half])
    assert found is not None and codes(found.compared)[0] == "2025-M01"


def test_a_sum_over_a_break_is_no_break_of_its_own() -> None:
    rolled = known("2025-S1", 9, obs_status=ObsStatus.BREAK, stated=False)
    assert usual([*HISTORY, rolled]) == usual(HISTORY)


def test_a_later_break_says_nothing() -> None:
    assert usual([*HISTORY, known("2025-M08", 9, obs_status=ObsStatus.BREAK)]) == usual(HISTORY)


def test_a_figure_that_is_a_break_itself_has_nothing_before_it() -> None:
    assert usual([*HISTORY, known("2025-M06", 9, obs_status=ObsStatus.BREAK)]) is None


def test_nothing_from_before_a_changed_definition_counts() -> None:
    found = usual(HISTORY, definition_changed=["2025-02-01", "2026-01-01"])
    assert found is not None and codes(found.compared)[0] == "2025-M02"


def test_a_stock_is_where_it_was_last() -> None:
    found = usual(HISTORY, kind="stock")
    assert found is not None
    assert (found.like, found.lowest, found.highest) == ((), 400, 480)


def test_a_stock_of_the_day_that_the_definition_changed_is_counted_as_now() -> None:
    changed = [dt.date(2025, 4, 30)]
    found = usual(HISTORY, kind="stock", definition_changed=changed)
    assert found is not None and codes(found.compared) == ["2025-M04", "2025-M05"]


def test_nothing_is_expected_of_a_day() -> None:
    assert usual([known("2025-06-06", 5)], "2025-06-07") is None


def test_a_year_is_set_beside_the_years_before() -> None:
    found = usual([known(f"{year}-A1", year) for year in range(2015, 2025)], "2025-A1")
    assert found is not None
    assert (found.like, codes(found.recent)[0], len(found.recent)) == ((), "2019-A1", 6)


# --- the last figure


def test_the_last_figure_is_the_latest_of_any_length_and_of_two_that_of_the_asked_one() -> None:
    series = [known("2024-A1", 9), known("2025-S1", 5), known("2025-M06", 1), known("2025-S2", 7)]
    found = expected.last_before(series, parse("2025-S2"))
    assert found is not None and found.period.code == "2025-S1"
    found = expected.last_before(series, parse("2025-M07"))
    assert found is not None and found.period.code == "2025-M06"
    assert expected.last_before([known("2025-M05", None)], JUNE) is None


# --- in words


def test_the_sentence_says_what_it_is_based_on() -> None:
    assert said(HISTORY) == "Kesäkuussa 2023–2024: 310–520. Viimeksi (toukokuu 2025): 480."
    assert said(HISTORY, code="en") == "In June 2023–2024: 310–520. Last (May 2025): 480."


def test_the_last_figure_is_left_out_where_it_stands_beside() -> None:
    found = usual(HISTORY)
    assert found is not None
    assert expected.words(found, indicator(), FI, last=False) == "Kesäkuussa 2023–2024: 310–520."


def test_without_the_same_month_the_last_ones_are_said() -> None:
    series = HISTORY[2:]
    assert said(series) == "Aiemmin (12/2024–5/2025): 400–480."
    assert said(series, code="en") == "Earlier (Dec 2024 – May 2025): 400–480."
    assert said(series, kind="stock") == "Aiemmin (12/2024–5/2025): 400–480."


def test_years_close_up_and_quarters_do_not() -> None:
    years = [known("2023-A1", 5), known("2024-A1", 1240)]
    assert said(years, "2025-A1") == f"Aiemmin (2023–2024): 5–1{SPACE}240."
    quarters = [known("2024-Q3", 5), known("2024-Q4", 6)]
    assert said(quarters, "2025-Q2", "stock") == (
        "Aiemmin (3. neljännes 2024 – 4. neljännes 2024): 5–6."
    )
    halves = [known("2024-S1", 5), known("2024-S2", 6)]
    assert said(halves, "2025-S1", "stock") == "Aiemmin (1–6/2024 – 7–12/2024): 5–6."


def test_one_figure_is_no_range() -> None:
    assert said([known("2025-M05", 480)]) == "Viimeksi (toukokuu 2025): 480."
    assert said([known("2019-M01", 7)]) == "Viimeksi (tammikuu 2019): 7."
    assert said([known("2024-M06", 7)]) == "Kesäkuussa 2024: 7."


@pytest.mark.parametrize(
    ("period", "earlier", "fi", "en"),
    [
        ("2025-Q2", "2024-Q2", "2. neljänneksellä 2024: 7.", "In quarter 2 of 2024: 7."),
        ("2025-S1", "2024-S1", "Tammi–kesäkuussa 2024: 7.", "In January–June 2024: 7."),
        ("2025-M01", "2024-M01", "Tammikuussa 2024: 7.", "In January 2024: 7."),
    ],
)
def test_each_part_of_a_year_by_its_name(period: str, earlier: str, fi: str, en: str) -> None:
    series = [known(earlier, 7)]
    assert (said(series, period), said(series, period, code="en")) == (fi, en)


def test_a_gap_in_the_years_is_not_bridged() -> None:
    series = [known("2022-M06", 5), known("2024-M06", 5)]
    assert said(series) == "Kesäkuussa 2022, 2024: 5."


def test_digits_are_as_the_indicator_shows_them_and_never_fewer_than_known() -> None:
    series = [known("2023-M06", "12.25"), known("2024-M06", 15)]
    found = usual(series, kind="ratio")
    assert found is not None
    assert expected.words(found, indicator("ratio", decimals=1), FI) == (
        "Kesäkuussa 2023–2024: 12,25–15,0."
    )


def test_below_zero_the_dash_keeps_its_distance() -> None:
    series = [known("2023-M06", -500), known("2024-M06", 300)]
    assert said(series) == "Kesäkuussa 2023–2024: \u2212500 – 300."


# --- from the store


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path / "data", catalogue(tmp_path))


def test_one_question_fetches_what_is_known(archive: Archive) -> None:
    days = [observed("daily_loans", f"2025-04-{n:02d}", n) for n in range(1, 31)]
    archive.publish(
        observed("loans", "2025-M04", 4),
        observed("loans", "2024-S1", 40, obs_status="E"),
        observed("members", "2025-04-15", 70),
        observed("returns", "2024-S2", "1.50", conf_status="N"),
        observed("shelves", "2025-M03", 3),
        *days,
    )
    store = archive.open()
    found = expected.earlier(store, ["loans", "members", "daily_loans"], [Grain.MONTH])
    assert {name: codes(told) for name, told in found.items()} == {
        "loans": ["2024-S1", "2025-M04"],
        "members": ["2025-04-15"],
        "daily_loans": ["2025-M04"],
    }
    (sum_of_days,) = found["daily_loans"]
    assert (sum_of_days.value, sum_of_days.stated, sum_of_days.have) == (Decimal(465), False, 30)
    (returns,) = expected.earlier(store, ["returns"], [Grain.SEMESTER])["returns"]
    assert returns == store.pair("returns", parse("2024-S2")).now
    assert expected.earlier(store, ["borrowers"], [Grain.MONTH]) == {}


# --- against the obvious way


GRAINS = {Grain.YEAR: 1, Grain.SEMESTER: 2, Grain.QUARTER: 4, Grain.MONTH: 12}
PERIODS = st.sampled_from(
    [period(year, one, n) for year in range(2015, 2026) for one in GRAINS
     for n in range(1, GRAINS[one] + 1)]
)  # fmt: skip
TOLD = st.lists(
    st.builds(
        lambda when, value, status, stated: known(when, value, obs_status=status, stated=stated),
        PERIODS,
        st.none() | st.integers(0, 9),
        st.sampled_from(["A"] * 12 + ["B", "E"]).map(ObsStatus),
        st.booleans(),
    ),
    max_size=90,
    unique_by=lambda one: one.period,
)


@given(TOLD, PERIODS, st.sampled_from(["flow", "stock"]), st.lists(st.sampled_from([2018, 2022])))
def test_a_history_laid_out_says_what_all_of_it_says(
    told: list[Known], when: Period, kind: str, changed: list[int]
) -> None:
    days = tuple(dt.date(year, 3, 1) for year in changed)
    found = usual(told, when.code, kind, definition_changed=days)
    assert found == slowly(told, when, Kind(kind), days)


def slowly(
    told: list[Known], when: Period, kind: Kind, changed: tuple[dt.date, ...]
) -> expected.Expected | None:
    def day(one: Period) -> dt.date:
        return one.last_day if kind is Kind.STOCK else one.start

    breaks = [day(one.period) for one in told if one.stated and one.obs_status is ObsStatus.BREAK]
    since = max((one for one in (*breaks, *changed) if one <= day(when)), default=dt.date.min)
    before = [
        one
        for one in sorted(told, key=lambda one: one.period)
        if one.period.grain is when.grain and one.period.end <= when.start
        if one.value is not None and one.obs_status is not ObsStatus.ESTIMATE
        if day(one.period) >= since
    ]
    first = when
    for _ in range(6):
        first = containing(first.start - dt.timedelta(days=1), first.grain)
    like = tuple(
        one
        for one in before
        if kind is not Kind.STOCK and when.grain is not Grain.YEAR
        if one.period.index == when.index and one.period.year >= when.year - 3
    )
    recent = tuple(one for one in before if one.period >= first)
    return expected.Expected(like, recent, before[-1]) if before else None
