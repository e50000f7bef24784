"""Days in a column: the order of day and month is the column's, and never a guess in silence."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi.readers.cells import Raw
from kpi.readers.dates import Cell, Days, is_day, read_days

MONTH_FIRST, DAY_FIRST = "%m/%d/%Y", "%d/%m/%Y"
june = [dt.date(2025, 6, day) for day in range(1, 31)]


def column(*cells: Raw) -> dict[int, Cell]:
    return {number: Cell(f"S!A{number}", raw) for number, raw in enumerate(cells, 2)}


def written(days: list[dt.date], form: str) -> list[Raw]:
    return [day.strftime(form) for day in days]


def codes(read: Days) -> list[str]:
    return [one.code for one in read.findings]


def test_month_first_is_the_documented_order() -> None:
    read = read_days(column(*written(june, MONTH_FIRST)))
    assert (list(read.days.values()), codes(read)) == (june, [])


def test_one_number_over_twelve_turns_the_whole_column_and_is_said() -> None:
    read = read_days(column(*written(june, DAY_FIRST)))
    assert list(read.days.values()) == june
    (said,) = read.findings
    assert (said.code, said.cell) == ("day-order-taken", "S!A2")
    assert dict(said.facts) == {"found": "01/06/2025", "date": "1.6.2025"}


@pytest.mark.parametrize("form", [MONTH_FIRST, DAY_FIRST])
def test_days_one_after_another_settle_what_no_number_does(form: str) -> None:
    week = june[1:8]
    read = read_days(column(*reversed(written(week, form))))
    assert sorted(read.days.values()) == week
    assert codes(read) == ([] if form == MONTH_FIRST else ["day-order-taken"])


def test_nothing_settles_it_so_the_documented_order_is_taken_and_said() -> None:
    read = read_days(column("06/07/2025"))
    assert list(read.days.values()) == [dt.date(2025, 6, 7)]
    (said,) = read.findings
    assert dict(said.facts) == {"found": "06/07/2025", "date": "7.6.2025"}


def test_a_day_that_is_the_same_either_way_needs_no_word() -> None:
    assert read_days(column("06/06/2025")) == Days({2: dt.date(2025, 6, 6)}, [])


def test_contradicting_orders_are_refused() -> None:
    read = read_days(column("06/07/2025", "13/06/2025", "06/30/2025"))
    assert (read.days, codes(read)) == ({}, ["day-order-mixed"])
    (wrong,) = read.findings
    assert (wrong.cell, wrong.found, wrong.facts["where"]) == ("S!A3", "13/06/2025", "S!A4")


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("", "day-missing"),
        ("Total", "date-unreadable"),
        ("02/30/2025", "date-unreadable"),
        ("13/13/2025", "date-unreadable"),
        ("2025-02-30", "date-unreadable"),
        ("06/07/1025", "date-unreadable"),
        ("2025-06-07 12:30", "date-unreadable"),
        ("7.6.2025 1.00", "date-unreadable"),
        ("31.6.2025", "date-unreadable"),
        (45000, "date-unreadable"),
        (dt.datetime(2025, 6, 7, 12, 30), "date-unreadable"),  # noqa: DTZ001 - a cell has no zone
    ],
)
def test_what_is_no_day_refuses_the_column(raw: Raw, code: str) -> None:
    read = read_days(column("06/13/2025", raw))
    assert (read.days, codes(read)) == ({}, [code])
    assert read.findings[0].cell == "S!A3"
    assert not is_day(raw)


@pytest.mark.parametrize(
    "raw",
    ["2025-06-07", "2025/6/7", dt.date(2025, 6, 7), dt.datetime(2025, 6, 7)]  # noqa: DTZ001
    + ["7.6.2025", "07.06.2025", "2025-06-07 00:00:00", "7.6.2025 0.00"],
)
def test_a_real_date_or_one_with_the_year_first_has_no_order(raw: Raw) -> None:
    read = read_days(column(raw))
    assert (list(read.days.values()), codes(read)) == ([dt.date(2025, 6, 7)], [])
    assert is_day(raw)


def test_real_dates_among_written_ones_were_turned_by_a_spreadsheet() -> None:
    """A Finnish spreadsheet takes 06/07 for 6 July and leaves 06/13 a text."""
    for turned in (dt.date(2025, 7, 6), "6.7.2025"):
        read = read_days(column("06/13/2025", turned))
        assert (read.days, codes(read)) == ({}, ["days-damaged"])
        assert read.findings[0].cell == "S!A3"


def test_real_dates_that_follow_each_other_only_when_turned_were_turned() -> None:
    turned = [dt.date(2025, month, 6) for month in range(1, 13)]
    read = read_days(column(*turned))
    assert (read.days, codes(read)) == ({}, ["days-damaged"])


def test_a_day_comes_once() -> None:
    read = read_days(column("06/13/2025", "06/14/2025", "06/13/2025"))
    assert (read.days, codes(read)) == ({}, ["day-twice"])
    assert dict(read.findings[0].facts) == {"found": "13.6.2025", "where": "S!A2"}


def test_the_ends_of_a_span_are_no_days_one_after_another() -> None:
    read = read_days(column("1/1/2025", "2/1/2025"), daily=False)
    assert list(read.days.values()) == [dt.date(2025, 1, 1), dt.date(2025, 2, 1)]
    assert codes(read) == ["day-order-taken"]
    same = read_days(column("1/13/2025", "1/13/2025"), daily=False)
    assert (len(same.days), codes(same)) == (2, [])
    real = read_days(column(dt.date(2025, 1, 1), dt.date(2025, 2, 1)), daily=False)
    assert (len(real.days), codes(real)) == (2, [])


def test_no_cells_are_no_days() -> None:
    assert read_days({}) == Days({}, [])


@given(
    first=st.dates(dt.date(2000, 1, 1), dt.date(2100, 1, 1)),
    length=st.integers(2, 90),
    form=st.sampled_from([MONTH_FIRST, DAY_FIRST, "%Y-%m-%d", "%Y/%m/%d", "%d.%m.%Y"]),
)
def test_days_that_follow_each_other_are_always_read_right(
    first: dt.date, length: int, form: str
) -> None:
    days = [first + dt.timedelta(days=step) for step in range(length)]
    read = read_days(column(*written(days, form)))
    assert list(read.days.values()) == days


@given(st.lists(st.dates(dt.date(2000, 1, 1), dt.date(2100, 1, 1)), min_size=1, unique=True))
def test_days_in_the_documented_order_are_right_or_the_order_is_said(days: list[dt.date]) -> None:
    read = read_days(column(*written(days, MONTH_FIRST)))
    assert list(read.days.values()) == days or codes(read) == ["day-order-taken"]


@given(st.lists(st.dates(dt.date(2000, 1, 1), dt.date(2100, 1, 1)), min_size=1, unique=True))
def test_days_in_the_other_order_are_right_as_soon_as_one_number_tells(
    days: list[dt.date],
) -> None:
    telling = [*days, max(days).replace(day=28) + dt.timedelta(days=366)]
    days = [*days, telling[-1].replace(day=28)]
    read = read_days(column(*written(days, DAY_FIRST)))
    assert (list(read.days.values()), codes(read)) == (days, ["day-order-taken"])
