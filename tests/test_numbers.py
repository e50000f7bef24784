"""Numbers and periods as Finns type them: read exactly, or asked about, never guessed."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi.errors import Finding
from kpi.i18n import language
from kpi.periods import Period, day, month, parse
from kpi.readers.cells import Mark, Marked, Raw
from kpi.readers.numbers import Number, clip, exact, fold, read_number, read_period, shown, written


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("1 240,5", "1240.5", ""),
        ("1240,5", "1240.5", ""),
        ("1\u00a0240,5", "1240.5", ""),
        ("1\u202f240", "1240", ""),
        ("1\u2009240", "1240", ""),
        ("2 448 113", "2448113", ""),
        ("  1240 ", "1240", ""),
        ("0", "0", ""),
        ("-0", "0", ""),
        ("0,133", "0.133", ""),
        ("1240,500", "1240.500", ""),
        ("1 240,500", "1240.500", ""),
        ("\u22125", "-5", ""),
        ("-5", "-5", ""),
        ("\u20135", "-5", ""),
        ("265 000,-", "265000", ",-"),
        ("265 000,\u2013 euroa", "265000", "euroa"),
        ("265 000,-€", "265000", "€"),
        ("13,3%", "13.3", "%"),
        ("13,3 %", "13.3", "%"),
        ("13,3\u00a0%", "13.3", "%"),
        ("17 kpl", "17", "kpl"),
        ("1 krt/kk", "1", "krt/kk"),
        ("5 m2", "5", "m2"),
        ("304 rekisteröitynyttä toimijaa", "304", "rekisteröitynyttä toimijaa"),
    ],
)
def test_reads_what_people_type(text: str, value: str, unit: str) -> None:
    assert read_number(text) == Number(Decimal(value), unit)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1.240,5", "ambiguous-number"),
        ("1.240", "ambiguous-number"),
        ("13.3", "ambiguous-number"),
        ("1,240", "ambiguous-number"),
        ("1,240,500", "ambiguous-number"),
        ("1'240", "ambiguous-number"),
        ("1 24 0", "bad-grouping"),
        ("1 2400", "bad-grouping"),
        ("17  247", "bad-grouping"),
        ("17\n247", "two-values-in-cell"),
        ("17\t247", "two-values-in-cell"),
        ("5\r\n120 kpl", "two-values-in-cell"),
        ("0 240", "bad-grouping"),
        ("1 240,5 0", "bad-grouping"),
        ("12,5,3", "not-a-number"),
        ("007", "not-a-number"),
        ("seitsemän", "not-a-number"),
        ("noin 19 000", "not-a-number"),
        ("+5", "not-a-number"),
        ("- 5", "not-a-number"),
        ("17.", "not-a-number"),
        ("17 (arvio)", "not-a-number"),
        ("１２", "not-a-number"),
        ("x" * 5000, "not-a-number"),
        ("9" * 5000, "not-a-number"),
        ("19 000 kpl (2024 koko vuosi 32 000 kpl)", "two-values-in-cell"),
        ("1240 (1200)", "two-values-in-cell"),
        ("17 (vuonna 2024: 24)", "two-values-in-cell"),
        ("0–20 %", "two-values-in-cell"),
        ("15/16", "two-values-in-cell"),
        ("17, 18", "two-values-in-cell"),
        ("12 -", "not-a-number"),
        ("30.6.2025", "date-for-number"),
        ("1.6.", "date-for-number"),
        ("2025-06-30", "date-for-number"),
        ("0,1234567890123456789", "number-too-long"),
        ("100 000 000 000 000 000 000", "number-too-long"),
    ],
)
def test_refuses_what_can_be_read_in_two_ways(text: str, code: str) -> None:
    found = read_number(text)
    assert isinstance(found, Finding)
    assert found.code == code
    assert found.found
    assert len(found.found) < 100


@pytest.mark.parametrize("text", ["", " ", "-", "–", "—", "..", "ei tietoa", "Ei tietoa", "N/A"])
def test_a_cell_may_say_that_there_is_no_figure(text: str) -> None:
    assert read_number(text) is None


@pytest.mark.parametrize(
    ("raw", "value", "unit"),
    [
        (1240.0, "1240", ""),
        (1240, "1240", ""),
        (13.3, "13.3", ""),
        (-7.0, "-7", ""),
        (0.1 + 0.2, "0.30000000000000004", ""),
        (9e15, "9000000000000000", ""),
        (Marked(Mark.UNIT, 12.5, "t€"), "12.5", "t€"),
        (Marked(Mark.PERCENT, 0.133), "13.3", "%"),
        (Marked(Mark.PERCENT, 0.2), "20", "%"),
        (Marked(Mark.PERCENT, 1.0), "100", "%"),
        (Marked(Mark.PERCENT, 0.0), "0", "%"),
    ],
)
def test_typed_numbers_are_exact(raw: Raw, value: str, unit: str) -> None:
    found = read_number(raw)
    assert found == Number(Decimal(value), unit)
    assert "E" not in str(found.value)


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (True, "not-a-number"),
        (float("nan"), "not-a-number"),
        (float("inf"), "not-a-number"),
        (-float("inf"), "not-a-number"),
        (Marked(Mark.PERCENT, float("nan")), "not-a-number"),
        (1e22, "number-too-long"),
        (123456789012345678, "number-too-long"),  # the file's last digits are not the number's
        (Marked(Mark.UNIT, 1e22, "€"), "number-too-long"),
        (Marked(Mark.UNIT, dt.date(2025, 6, 1), "€"), "date-for-number"),
        (1e-19, "number-too-long"),
        (Marked(Mark.PERCENT, 1e21), "number-too-long"),
        (Marked(Mark.ERROR, "#REF!"), "error-in-cell"),
        (Marked(Mark.NO_RESULT, ""), "formula-without-result"),
        (Marked(Mark.TIME, "12:30:00"), "date-for-number"),
        (Marked(Mark.MONTH, dt.date(2025, 6, 1)), "date-for-number"),
        (dt.date(2025, 4, 3), "date-for-number"),
        (dt.datetime(2025, 4, 3, 12, 30), "date-for-number"),  # noqa: DTZ001 - a cell has no zone
    ],
)
def test_what_is_typed_and_no_number_is_refused(raw: Raw, code: str) -> None:
    found = read_number(raw)
    assert isinstance(found, Finding)
    assert found.code == code


@given(
    value=st.decimals(-(10**15), 10**15, places=6, allow_nan=False),
    code=st.sampled_from(["fi", "en"]),
)
def test_what_we_print_reads_back_as_itself(value: Decimal, code: str) -> None:
    """Grouped with U+00A0, minus U+2212; English print has a point, which is asked about."""
    found = read_number(language(code).number(value))
    if code == "fi":
        assert found == Number(value)
    else:
        assert found == Number(value) or (isinstance(found, Finding) and value % 1)


@given(
    digits=st.integers(0, 10**15),
    decimals=st.text("0123456789", max_size=9),
    space=st.sampled_from([" ", "\u00a0", "\u202f", ""]),
    sign=st.sampled_from(["", "-", "\u2212"]),
)
def test_typed_in_any_dress_it_is_the_same_number(
    digits: int, decimals: str, space: str, sign: str
) -> None:
    text = sign + f"{digits:,}".replace(",", space) + (f",{decimals}" if decimals else "")
    found = read_number(text)
    whole = Decimal(f"{digits}.{decimals}" if decimals else digits)
    if len(decimals) == 3 and 0 < digits < 1000:
        assert isinstance(found, Finding)
        assert found.code == "ambiguous-number"
    else:
        assert isinstance(found, Number)
        assert found.value == (-whole if sign else whole)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_typed_number_is_itself_or_refused(value: float) -> None:
    found = read_number(value)
    if isinstance(found, Number):
        assert float(found.value) == value
    else:
        assert isinstance(found, Finding)
        assert found.code == "number-too-long"


@given(st.text())
def test_any_text_is_a_number_nothing_or_a_finding(text: str) -> None:
    found = read_number(text)
    assert found is None or isinstance(found, Number | Finding)


@pytest.mark.parametrize(
    ("raw", "period"),
    [
        ("1–6/2025", "2025-S1"),
        ("1.1.–30.6.2025", "2025-S1"),
        ("kesäkuu\u00a02025", "2025-M06"),
        (2025.0, "2025-A1"),
        (2025, "2025-A1"),
        (dt.date(2025, 6, 30), "2025-06-30"),
        (dt.datetime(2025, 6, 30), "2025-06-30"),  # noqa: DTZ001 - a cell has no zone
        (Marked(Mark.MONTH, dt.date(2025, 6, 1)), "2025-M06"),
    ],
)
def test_reads_periods(raw: Raw, period: str) -> None:
    found = read_period(raw)
    assert isinstance(found, Period)
    assert found.code == period
    assert found == parse(period)


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("syksy", "period-unreadable"),
        ("x" * 5000, "period-unreadable"),
        (45838.0, "period-unreadable"),
        (2025.5, "period-unreadable"),
        (True, "period-unreadable"),
        (dt.date(1850, 1, 1), "period-unreadable"),
        (dt.datetime(2025, 6, 30, 12), "period-unreadable"),  # noqa: DTZ001 - a cell has no zone
        (Marked(Mark.PERCENT, 2025.0), "period-unreadable"),
        (Marked(Mark.TIME, "12:00:00"), "period-unreadable"),
        (Marked(Mark.ERROR, "#N/A"), "error-in-cell"),
        (Marked(Mark.NO_RESULT, ""), "formula-without-result"),
    ],
)
def test_refuses_what_is_no_period(raw: Raw, code: str) -> None:
    found = read_period(raw)
    assert isinstance(found, Finding)
    assert found.code == code


def test_an_empty_cell_is_no_period() -> None:
    assert read_period("") is None
    assert read_period("  ") is None


@given(st.dates(dt.date(1900, 1, 1), dt.date(2199, 12, 30)))
def test_a_date_cell_is_its_day_and_shown_without_day_its_month(date: dt.date) -> None:
    assert read_period(date) == day(date)
    assert read_period(Marked(Mark.MONTH, date)) == month(date.year, date.month)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (12.5, "12,5"),
        (1240.0, "1240"),
        (True, "TRUE"),
        (float("nan"), "nan"),
        (dt.date(2025, 6, 30), "30.6.2025"),
        (dt.datetime(2025, 6, 30, 8, 5), "30.6.2025 08:05"),  # noqa: DTZ001 - a cell has no zone
        (Marked(Mark.PERCENT, 0.133), "13,3 %"),
        (Marked(Mark.PERCENT, float("nan")), "nan"),
        (Marked(Mark.ERROR, "#REF!"), "#REF!"),
        ("a\n  b", "a b"),
    ],
)
def test_shows_a_cell_as_it_looks(raw: Raw, text: str) -> None:
    assert shown(raw) == text


def test_small_pieces() -> None:
    assert exact(float("nan")) is None
    assert fold(" a\u00a0 b\t") == "a b"
    assert clip("x" * 61) == "x" * 60 + "…"
    assert written(Decimal("2E+1")) == "20"
