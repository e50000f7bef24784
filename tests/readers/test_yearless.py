"""Days without a year: asked, never made up; the others follow from the first."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi.periods import day
from kpi.readers import Asking
from kpi.readers.cells import Raw
from kpi.readers.dates import Cell
from kpi.readers.yearless import Days, read_yearless

TODAY = dt.date(2026, 8, 27)
QUESTION = "which-year:S!A2"
ENGLISH = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
SPANISH = (
    "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre",
    "octubre", "noviembre", "diciembre",
)  # fmt: skip
FINNISH = (
    "tammikuu", "helmikuu", "maaliskuu", "huhtikuu", "toukokuu", "kesäkuu", "heinäkuu", "elokuu",
    "syyskuu", "lokakuu", "marraskuu", "joulukuu",
)  # fmt: skip
DRESSES = {
    "28 August": lambda one: f"{one.day} {ENGLISH[one.month - 1]}",
    "August 28": lambda one: f"{ENGLISH[one.month - 1]} {one.day}",
    "28 de agosto": lambda one: f"{one.day} de {SPANISH[one.month - 1]}",
    "28. elokuuta": lambda one: f"{one.day}. {FINNISH[one.month - 1]}ta",
    "28 elokuu": lambda one: f"{one.day} {FINNISH[one.month - 1]}",
    "a spreadsheet's": lambda one: dt.date(2028, one.month, one.day),
}


def column(*cells: Raw) -> dict[int, Cell]:
    return {number: Cell(f"S!A{number}", raw) for number, raw in enumerate(cells, 2)}


def read(*cells: Raw, year: str = "", today: dt.date = TODAY) -> tuple[Days, Asking]:
    asking = Asking({QUESTION: year} if year else {}, today=today)
    asking.format = "tiktok"
    return read_yearless(column(*cells), asking), asking


def codes(days: Days) -> list[str]:
    return [one.code for one in days.findings]


def test_the_year_is_asked_at_the_first_row_and_not_remembered() -> None:
    days, asking = read("28 August", "29 August")
    assert days == Days({2: None, 3: None}, [])
    (question,) = asking.questions
    assert (question.name, question.key, question.facts["found"]) == (QUESTION, "", "28 August")
    assert question.choices == ("2025", "2024", "2023")


def test_a_day_that_has_been_this_year_may_be_this_years() -> None:
    _, asking = read("1 August", "2 August")
    assert asking.questions[0].choices == ("2026", "2025", "2024")


@pytest.mark.parametrize("dress", DRESSES)
def test_the_year_turns_at_new_year(dress: str) -> None:
    truth = [dt.date(2024, 12, 30) + dt.timedelta(days=step) for step in range(4)]
    days, _ = read(*map(DRESSES[dress], truth), year="2024")
    assert list(days.periods.values()) == [day(one) for one in truth]


def test_rows_may_run_backwards() -> None:
    days, asking = read("2 January", "1 January", "31 December", year="2025")
    assert [str(one) for one in days.periods.values()] == ["2025-01-02", "2025-01-01", "2024-12-31"]
    assert asking.open == ()


def test_the_last_row_may_not_lie_ahead() -> None:
    _, asking = read("28 August", "31 December", "1 May", "27 August")
    assert asking.questions[0].choices == ("2025", "2024", "2023")
    _, asking = read("28 August", year="2026")
    assert [one.code for one in asking.open] == ["answer-not-allowed", "which-year"]


def test_a_leap_day_has_few_years() -> None:
    _, asking = read("28 February", "29 February")
    assert asking.questions[0].choices == ("2024", "2020", "2016")
    days, _ = read("28 February", "29 February", year="2012")
    assert str(days.periods[3]) == "2012-02-29"


@pytest.mark.parametrize("year", ["25", "2023 ", "ei", "1800", "9999"])
def test_a_typed_year_is_four_digits_and_possible(year: str) -> None:
    _, asking = read("28 August", year=year)
    assert [one.code for one in asking.open] == ["answer-not-allowed", "which-year"]


def test_a_spreadsheets_year_is_not_believed() -> None:
    days, asking = read(dt.date(2026, 8, 28), dt.datetime(2026, 8, 29))  # noqa: DTZ001
    assert list(days.periods.values()) == [None, None]
    assert asking.questions[0].facts["found"] == "28.8."


@pytest.mark.parametrize(
    ("cells", "code", "place"),
    [
        (("28 August", "28 August"), "day-twice", "S!A3"),
        (("28 August", "30 August", "29 August"), "days-out-of-order", "S!A4"),
        (("28 August", "29 August", "1 July"), "days-out-of-order", "S!A4"),
        (("28 August", ""), "day-missing", "S!A3"),
        (("28 August", "Total"), "date-unreadable", "S!A3"),
        (("28 August", "31 June"), "date-unreadable", "S!A3"),
        (("28 August", "1 Monday"), "date-unreadable", "S!A3"),
        (("28 August", 5), "date-unreadable", "S!A3"),
    ],
)
def test_what_is_no_row_of_days_is_refused(cells: tuple[Raw, ...], code: str, place: str) -> None:
    days, asking = read(*cells, year="2025")
    assert (days.periods, codes(days), asking.questions) == ({}, [code], ())
    assert days.findings[0].cell == place


def test_no_rows_are_no_question() -> None:
    assert read()[0] == Days({}, [])


@given(
    first=st.dates(dt.date(2000, 1, 1), dt.date(2024, 1, 1)),
    length=st.integers(1, 800),
    dress=st.sampled_from(sorted(DRESSES)),
    backwards=st.booleans(),
)
def test_days_one_after_another_come_out_as_they_were(
    first: dt.date, length: int, dress: str, backwards: bool
) -> None:
    truth = [first + dt.timedelta(days=step) for step in range(length)]
    if backwards:
        truth.reverse()
    days, _ = read(*map(DRESSES[dress], truth), year=str(truth[0].year))
    assert list(days.periods.values()) == [day(one) for one in truth]


@pytest.mark.parametrize(
    "pair",
    ["31 maj/1 juni", "31. Mai/1. Juni", "31 mai/1 juin", "May 31/Jun 1", "31 May/1 Jun."]
    + ["31.touko/1.kesä", "31-May/1-Jun", "31.5./1.6.", "31.5.2026/1.6.2026"],
)
def test_months_of_other_languages_and_short_ones(pair: str) -> None:
    days, _ = read(*pair.split("/"), year="2025")
    assert list(days.periods.values()) == [day(dt.date(2025, 5, 31)), day(dt.date(2025, 6, 1))]
