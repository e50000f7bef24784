"""Numbers under a tool's headings: exact, or a finding with the cell."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi.errors import Finding
from kpi.model import Kind
from kpi.periods import day
from kpi.readers.cells import Mark, Marked, Raw, Sheet
from kpi.readers.daily import Heading, Meaning, headings, number, told

COUNT = Meaning("clicks", Kind.FLOW)


@pytest.mark.parametrize(
    ("raw", "value"), [(12.0, 12), ("12", 12), ("1 240", 1240), (-3, -3), ("-", None), (0, 0)]
)
def test_a_count_is_a_whole_number(raw: Raw, value: int | None) -> None:
    assert number(raw) == value


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("1.240", "ambiguous-number"),
        ("1,240", "ambiguous-number"),
        ("1,5", "count-not-whole"),
        (0.5, "count-not-whole"),
        ("12 kpl", "not-a-number"),
        ("many", "not-a-number"),
        (True, "not-a-number"),
        (Marked(Mark.PERCENT, 0.1), "not-a-number"),
        (dt.date(2025, 4, 3), "date-for-number"),
    ],
)
def test_what_is_no_count_is_an_error(raw: Raw, code: str) -> None:
    read = number(raw)
    assert isinstance(read, Finding)
    assert read.code == code


def test_a_point_is_a_decimal_point_only_where_parts_are_counted() -> None:
    assert number("12.3450", whole=False) == Decimal("12.3450")
    assert number("12", whole=False) == 12
    assert isinstance(number("12.345", whole=True), Finding)


@given(st.integers(-(10**15) + 1, 10**15 - 1))
def test_a_whole_number_comes_out_as_it_stands(value: int) -> None:
    assert number(value) == number(str(value)) == value


@given(st.decimals(-(10**6), 10**6, places=4))
def test_decimals_come_out_to_the_last_digit(value: Decimal) -> None:
    assert number(f"{value:f}", whole=False) == value


def test_a_row_that_ends_early_has_no_figure() -> None:
    sheet = Sheet("csv", False, 1, 1, [["Date", "a", "", "b"], ["x", " ", "", "NaN"], ["y"]])
    known = headings(sheet, 0, {"a": COUNT, "b": COUNT})
    assert [one.cell for one in known] == ["csv!B1", "csv!D1"]
    when = day(dt.date(2025, 6, 7))
    first, second = told(sheet, known, {1: when, 2: when}, frozenset({"nan"})).series
    assert first.figures == []
    assert [tuple(one) for one in second.figures] == [(when, None, "csv!D2")]


def test_too_many_errors_are_not_all_listed() -> None:
    sheet = Sheet("S", False, 1, 1, [["Date", "a"], *(["x", "y"] for _ in range(300))])
    known = [Heading(1, "a", "S!B1", COUNT)]
    assert len(told(sheet, known, dict.fromkeys(range(1, 301))).findings) == 100
