"""Periods: what people may type, and calendar arithmetic that never counts days."""

from __future__ import annotations

import calendar
import datetime as dt
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi.errors import PeriodUnreadable
from kpi.periods import (
    FIRST_YEAR,
    LAST_YEAR,
    Grain,
    Period,
    between,
    containing,
    day,
    month,
    parse,
    period,
)

YEARS = st.integers(FIRST_YEAR, LAST_YEAR)
COARSE = {Grain.YEAR: 1, Grain.SEMESTER: 2, Grain.QUARTER: 4, Grain.MONTH: 12}
DAYS = st.dates(dt.date(FIRST_YEAR, 1, 1), dt.date(LAST_YEAR, 12, 31))


@st.composite
def spans(draw: st.DrawFn) -> Period:
    """Any period longer than a day."""
    grain = draw(st.sampled_from(list(COARSE)))
    return period(draw(YEARS), grain, draw(st.integers(1, COARSE[grain])))


PERIODS = spans() | DAYS.map(day)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("2025-A1", "2025-A1"),
        ("2025-A", "2025-A1"),
        ("2025", "2025-A1"),
        ("2024 koko vuosi", "2024-A1"),
        ("koko vuosi 2024", "2024-A1"),
        ("vuosi 2024", "2024-A1"),
        ("1.1.-31.12.2024", "2024-A1"),
        ("1-12/2024", "2024-A1"),
        ("2025-S1", "2025-S1"),
        ("2025-s2", "2025-S2"),
        ("2025-H1", "2025-S1"),
        ("2025-h2", "2025-S2"),
        ("1-6/2025", "2025-S1"),
        ("01-06/2025", "2025-S1"),
        ("7–12/2025", "2025-S2"),
        ("1.1.-30.6.2025", "2025-S1"),
        ("1.1. – 30.6.2025", "2025-S1"),
        ("01.01.2025-30.06.2025", "2025-S1"),
        ("1.7.—31.12.2025", "2025-S2"),
        ("tammi-kesäkuu 2025", "2025-S1"),
        ("Tammikuu – kesäkuu 2025", "2025-S1"),
        ("heinä–joulukuu 2025", "2025-S2"),
        ("January-June 2025", "2025-S1"),
        ("1. vuosipuolisko 2025", "2025-S1"),
        ("2.puolivuosi 2025", "2025-S2"),
        ("2025-Q2", "2025-Q2"),
        ("Q2 2025", "2025-Q2"),
        ("H1 2025", "2025-S1"),
        ("4-6/2025", "2025-Q2"),
        ("huhti–kesäkuu 2025", "2025-Q2"),
        ("huhti-kesä 2025", "2025-Q2"),
        ("2. neljännes 2025", "2025-Q2"),
        ("3. vuosineljännes 2025", "2025-Q3"),
        ("4. kvartaali 2025", "2025-Q4"),
        ("2025-M06", "2025-M06"),
        ("2025-M6", "2025-M06"),
        ("2025-06", "2025-M06"),
        ("6/2025", "2025-M06"),
        ("06/2025", "2025-M06"),
        ("kesäkuu 2025", "2025-M06"),
        ("KESÄKUU 2025", "2025-M06"),
        ("kesäkuun 2025", "2025-M06"),
        ("kesäkuuta\u00a02025", "2025-M06"),
        ("June 2025", "2025-M06"),
        ("1.2.-29.2.2024", "2024-M02"),
        ("1.2.-28.2.2025", "2025-M02"),
        ("2025-06-07", "2025-06-07"),
        ("7.6.2025", "2025-06-07"),
        ("30.6.2025", "2025-06-30"),
        ("29.2.2024", "2024-02-29"),
        ("30.6.2025-30.6.2025", "2025-06-30"),
        ("  1-6 / 2025 ".replace(" / ", "/"), "2025-S1"),
    ],
)
def test_what_people_type(typed: str, code: str) -> None:
    assert parse(typed).code == code


def test_a_mac_writes_its_letters_in_two_parts() -> None:
    """A file name or a cell from a Mac has "ä" as "a" and two dots."""
    assert parse(unicodedata.normalize("NFD", "tammi–kesäkuu 2025")).code == "2025-S1"


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "kevät 2025",
        "kevätkausi",
        "kesä 2025",  # the summer, not June
        "Kesä 2025",
        "2025-S3",
        "2025-S0",
        "2025-A2",
        "2025-Q5",
        "2025-M00",
        "2025-M13",
        "2025-13",
        "2025-00",
        "0/2025",
        "13/2025",
        "1-5/2025",
        "2-7/2025",
        "6-1/2025",
        "2-4/2025",
        "1.1.-29.6.2025",
        "2.1.-30.6.2025",
        "1.1.-30.6.",
        "1.1.2024-30.6.2025",
        "1.7.2024-30.6.2025",
        "30.6.-1.1.2025",
        "1.1.-31.6.2025",
        "1.2.-28.2.2024",  # a day short in a leap year
        "29.2.2025",
        "31.6.2025",
        "2025-02-29",
        "2025-06-31",
        "30.6.",
        "6.2025.",
        "25",
        "1-6/25",
        "20255",
        "2024-2025",
        "2024/2025",
        "2024–25",
        "H1",
        "1899",
        "2200",
        "1.1.-30.6.2205",
        "1.1.-30.6.9999",
        "1.1.-30.6.0000",
        "joulukuu",
        "foo 2025",
        "foo-kesäkuu 2025",
        "kesäkuu-foo 2025",
        "5. neljännes 2025",
        "3. vuosipuolisko 2025",
        "2025-S1 2025-S2",
        "2025-S1\n2024-S1",
        "2025-S1;",
        "-2025",
        "2025-",
        "A" * 10_000,
    ],
)
def test_what_is_no_reporting_period(typed: str) -> None:
    with pytest.raises(PeriodUnreadable) as refused:
        parse(typed)
    assert refused.value.text == typed
    assert [one.code for one in refused.value.findings] == ["period-unreadable"]
    assert refused.value.exit_code == 2


@given(st.text(max_size=30))
def test_any_text_is_a_period_or_unreadable(text: str) -> None:
    try:
        one = parse(text)
    except PeriodUnreadable:
        return
    assert parse(str(one)) == one


@given(st.from_regex(r"[0-9]{1,2}[.\-/][0-9]{1,2}[.\-/](20)?[0-9]{2}(-[0-9.]{0,10})?"))
def test_any_dates_are_a_period_or_unreadable(text: str) -> None:
    try:
        parse(text)
    except PeriodUnreadable:
        return


@given(PERIODS)
def test_a_period_reads_back_as_itself(one: Period) -> None:
    assert parse(str(one)) == one
    assert parse(f"  {str(one).lower()} ") == one


@given(spans())
def test_dates_name_the_same_period(one: Period) -> None:
    first, last = one.start, one.last_day
    typed = f"{first.day}.{first.month}.–{last.day}.{last.month}.{last.year}"
    assert parse(typed) == one
    assert parse(f"{first.month}-{last.month}/{one.year}") == one


@given(PERIODS)
def test_a_year_earlier_is_the_same_span(one: Period) -> None:
    earlier = one.a_year_earlier()
    if (one.start.month, one.start.day, one.grain) == (2, 29, Grain.DAY):
        assert earlier is None
        return
    assert earlier is not None
    assert (earlier.grain, earlier.year) == (one.grain, one.year - 1)
    assert (earlier.start.month, earlier.start.day) == (one.start.month, one.start.day)
    if one.grain is not Grain.DAY:
        assert earlier.index == one.index
        assert earlier.shifted(1) == one


@given(PERIODS)
def test_the_next_begins_where_this_ends(one: Period) -> None:
    follower = one.next()
    assert (follower.start, follower.grain) == (one.end, one.grain)
    assert not one.contains(follower)


@given(PERIODS, st.sampled_from(Grain))
def test_parts_fill_a_period_exactly(one: Period, grain: Grain) -> None:
    if grain.rank < one.grain.rank:
        with pytest.raises(ValueError, match="no parts"):
            one.parts(grain)
        return
    parts = one.parts(grain)
    assert parts[0].start == one.start
    assert parts[-1].end == one.end
    assert all(a.end == b.start for a, b in zip(parts, parts[1:], strict=False))
    assert all(one.contains(part) and part.grain is grain for part in parts)
    assert between(parts[0], parts[-1]) == parts
    if grain is Grain.DAY:
        assert len(parts) == one.days
    elif one.grain is not Grain.DAY:
        assert len(parts) == COARSE[grain] // COARSE[one.grain]


@given(DAYS, st.sampled_from(Grain))
def test_a_day_lies_in_one_period_of_each_grain(date: dt.date, grain: Grain) -> None:
    holder = containing(date, grain)
    assert holder.grain is grain
    assert holder.start <= date < holder.end
    assert holder.whole_year().contains(holder)
    assert holder.whole_year().code == f"{date.year}-A1"


@given(DAYS)
def test_the_index_of_a_day_is_its_ordinal(date: dt.date) -> None:
    one = day(date)
    assert dt.date(one.year, 1, 1) + dt.timedelta(days=one.index - 1) == date
    assert (one.days, one.last_day) == (1, date)


def test_a_leap_year_changes_no_comparison() -> None:
    """2024 has a 29 February; its first half is a day longer and the same span all the same."""
    leap, plain = parse("2024-S1"), parse("2025-S1")
    assert (leap.days, plain.days) == (182, 181)
    assert plain.a_year_earlier() == leap
    assert leap.a_year_earlier() == parse("2023-S1")
    assert month(2024, 2).days == 29
    assert month(2025, 2).a_year_earlier() == month(2024, 2)
    assert month(2024, 2).last_day == dt.date(2024, 2, 29)
    assert parse("28.2.2025").a_year_earlier() == parse("28.2.2024")
    assert parse("29.2.2024").a_year_earlier() is None
    assert parse("29.2.2024").shifted(4) == parse("29.2.2028")
    assert parse("2199-A1").shifted(100) is None
    assert len(parse("2024-M02").parts(Grain.DAY)) == 29
    assert calendar.isleap(2024)


@pytest.mark.parametrize("code", ["1900-A1", "1900-S1", "1900-M01", "1900-01-01"])
def test_the_first_year_has_an_earlier_one_to_look_for(code: str) -> None:
    assert parse(code).a_year_earlier() is not None


@pytest.mark.parametrize("code", ["2199-A1", "2199-S2", "2199-Q4", "2199-M12", "2199-12-31"])
def test_the_last_year_ends_like_any_other(code: str) -> None:
    one = parse(code)
    assert one.end == dt.date(2200, 1, 1)
    assert one.next().start == one.end
    assert one.whole_year().parts(Grain.MONTH)[-1].code == "2199-M12"


def test_no_such_period_is_a_defect_of_ours() -> None:
    for year, grain, index in (
        (2025, Grain.SEMESTER, 3),
        (2025, Grain.MONTH, 0),
        (1, Grain.YEAR, 1),
    ):
        with pytest.raises(ValueError, match="no period"):
            period(year, grain, index)
    with pytest.raises(ValueError, match="no period"):
        day(dt.date(1, 1, 1))


def test_order_and_ranks() -> None:
    assert [grain.rank for grain in Grain] == [0, 1, 2, 3, 4]
    assert sorted([parse("2025-S1"), parse("2024-A1"), parse("2025-M01")]) == [
        parse("2024-A1"),
        parse("2025-M01"),
        parse("2025-S1"),
    ]
    assert between(month(2024, 11), month(2025, 2)) == tuple(
        parse(code) for code in ("2024-M11", "2024-M12", "2025-M01", "2025-M02")
    )
    assert between(month(2025, 2), month(2025, 1)) == ()
