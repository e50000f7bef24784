"""Plausible: days and months have the same headings, so the dates' distance tells them apart."""

from __future__ import annotations

import pytest

from kpi.model import Kind
from kpi.readers import plausible, read
from tests.readers.told import asking, codes, example, figures, labels, reading, text, workbook

HEAD = "date,visitors,pageviews,visits,views_per_visit,bounce_rate,visit_duration\n"


def rows(*dates: str) -> str:
    return HEAD + "\n".join(f"{date},{n},{n + 1},{n},1.5,50,60" for n, date in enumerate(dates, 1))


def test_days_one_after_another_are_days() -> None:
    told = reading(plausible, text(HEAD + "2025-01-31,3,9,,2.25,50,60,\n2025-02-01,0,0,0,0.0,,"))
    assert figures(told, "visitors") == {"2025-01-31": "3", "2025-02-01": "0"}
    assert figures(told, "pageviews") == {"2025-01-31": "9", "2025-02-01": "0"}
    # An empty cell is no figure.
    assert figures(told, "visits") == {"2025-02-01": "0"}
    kinds = {one.label: (one.concept, one.kind, one.wanted) for one in told.series}
    assert kinds == {
        "visitors": ("visitors", Kind.DISTINCT, True),
        "pageviews": ("page_views", Kind.FLOW, True),
        "visits": ("visits", Kind.FLOW, True),
    }
    assert codes(told.findings) == [
        ("columns-left-out", "csv!E1", "views_per_visit, bounce_rate, visit_duration")
    ]


def test_firsts_of_months_are_months() -> None:
    told = reading(plausible, text(rows("2024-12-01", "2025-01-01", "2025-02-01")))
    assert figures(told, "visits") == {"2024-M12": "1", "2025-M01": "2", "2025-M02": "3"}
    assert codes(told.findings)[0] == ("first-and-last-month", "csv!A2", "12/2024, 2/2025")


@pytest.mark.parametrize(
    "dates",
    [
        ("2025-01-06", "2025-01-13", "2025-01-20"),
        # The first week begins where the export does.
        ("2025-01-01", "2025-01-06", "2025-01-13"),
        ("2025-01-01", "2025-01-06"),
        ("2025-01-01", "2025-01-08"),
    ],
)
def test_weeks_are_shown_and_not_taken(dates: tuple[str, ...]) -> None:
    told = reading(plausible, text(rows(*dates)))
    assert codes(told.findings)[0][0] == "weeks-not-taken"
    assert not any(one.wanted or one.figures[0].period for one in told.series)
    assert labels(told) == ["visitors", "pageviews", "visits"]


@pytest.mark.parametrize(
    ("dates", "choices"),
    [
        (["2025-01-01"], ("day", "week", "month")),
        (["2025-01-08"], ("day", "week")),
        # Two days, or the end of a week and the next one.
        (["2025-01-05", "2025-01-06"], ("day", "week")),
        # Months are missing, or days are.
        (["2025-01-01", "2025-03-01"], ("month", "day")),
        # A first month that is cut, or days here and there.
        (["2025-01-15", "2025-02-01", "2025-03-01"], ("day", "week", "month")),
        (["2025-01-05", "2025-01-15"], ("day", "week", "month")),
    ],
)
def test_dates_that_fit_two_readings_are_asked_about(
    dates: list[str], choices: tuple[str, ...]
) -> None:
    put = asking()
    told = reading(plausible, text(rows(*dates)), put)
    (question,) = put.questions
    assert (question.name, question.choices, question.key) == (
        "day-or-whole-month:csv!A2",
        choices,
        "",
    )
    assert {it.period for one in told.series for it in one.figures} == {None}


def test_the_answer_decides() -> None:
    book = text(rows("2025-01-15", "2025-02-01"))
    name = "day-or-whole-month:csv!A2"
    days = reading(plausible, book, asking({name: "day"}))
    assert figures(days, "visits") == {"2025-01-15": "1", "2025-02-01": "2"}
    months = reading(plausible, book, asking({name: "month"}))
    # The month that is cut is shown without a period and not stored.
    assert figures(months, "visits") == {"None": "1", "2025-M02": "2"}
    assert codes(months.findings)[0] == ("first-and-last-month", "csv!A2", "1/2025, 2/2025")
    weeks = reading(plausible, book, asking({name: "week"}))
    assert codes(weeks.findings)[0][0] == "weeks-not-taken"


def test_days_with_days_missing_are_days() -> None:
    told = reading(plausible, text(rows("2025-01-01", "2025-01-02", "2025-01-09", "2025-01-11")))
    assert list(figures(told, "visits"))[-1] == "2025-01-11"


def test_the_same_day_with_two_figures_is_refused() -> None:
    told = reading(plausible, text(rows("2025-01-01", "2025-01-01", "2025-01-02")))
    assert [(one.code, one.cell) for one in told.findings][1:] == [
        ("period-told-twice", "csv!B3"),
        ("period-told-twice", "csv!C3"),
        ("period-told-twice", "csv!D3"),
    ]


def test_what_is_no_day_or_number_is_an_error_in_its_cell() -> None:
    told = reading(plausible, text(rows("2025-01-01 00:00:00", "2025-01-01 01:00:00", "total")))
    assert codes(told.findings) == [
        ("date-unreadable", "csv!A3", "2025-01-01 01:00:00"),
        ("date-unreadable", "csv!A4", "total"),
    ]
    told = reading(plausible, text("date,visitors,visits\n2025-01-01,1,2,3"))
    assert codes(told.findings) == [("row-longer-than-headings", "csv!D2", "3")]
    told = reading(plausible, text("date,visitors,visits\n2025-01-01,x,5 kpl\n2025-01-02,1.240,2"))
    assert [(one.code, one.cell) for one in told.findings] == [
        ("not-a-number", "csv!B2"),
        ("count-not-whole", "csv!B3"),
        ("not-a-number", "csv!C2"),
    ]
    told = reading(plausible, text("date,visitors,visits\n2025-01-01,1,12345678901234567890"))
    assert [(one.code, one.cell) for one in told.findings] == [("number-too-long", "csv!C2")]


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        ("name,visitors,pageviews,bounce_rate\n/,5,6,50", "name"),
        ("date,page,visitors,pageviews\n2025-01-01,/,5,6", "page"),
        ("visitors,pageviews\n5,6", "visitors"),
    ],
)
def test_rows_by_something_else_are_not_taken(lines: str, found: str) -> None:
    told = reading(plausible, text(lines))
    assert told.series == ()
    assert [(one.code, one.found) for one in told.findings] == [("table-by-dimension", found)]


def test_headings_without_rows_tell_nothing() -> None:
    assert reading(plausible, text(HEAD)).series == ()


@pytest.mark.parametrize("lines", ["date,followers\n2025-01-01,5", "visitors\n5", "\n\n\n\n\n\n"])
def test_what_is_not_the_tools_is_left_to_others(lines: str) -> None:
    assert plausible.recognise(text(lines)) == ""


def test_a_workbook_saved_from_the_export_reads_the_same() -> None:
    table = [["date", "visitors", "visits"], ["31.1.2025", 3, 4.0], ["1.2.2025", 1, 2]]
    told = reading(plausible, workbook(("visitors", table), ("x", [["a"]]), hidden=["x"]))
    assert figures(told, "visits") == {"2025-01-31": "4", "2025-02-01": "2"}
    assert codes(told.findings) == [("sheet-not-read", "x!A1", "x")]


def test_the_file_is_read_from_its_bytes() -> None:
    told = read("visitors.csv", rows("2025-01-31", "2025-02-01").replace("\n", "\r\n").encode())
    assert told.format == "plausible"
    assert figures(told.series, "visits") == {"2025-01-31": "1", "2025-02-01": "2"}


def test_real_days() -> None:
    form, series = example("plausible", "30d_visitors.csv")
    assert form == "plausible"
    views = figures(series, "pageviews")
    assert sum(map(int, views.values())) == 4
    assert sum(value != "0" for value in views.values()) == 3
    assert "2021-10-20" in views


def test_real_months() -> None:
    form, series = example("plausible", "6m_visitors.csv")
    assert form == "plausible"
    assert [figures(series, it)["2021-M10"] for it in ("visitors", "pageviews", "visits")] == [
        "3",
        "4",
        "3",
    ]


def test_a_sum_that_somebody_put_below_is_left_out_and_said() -> None:
    lines = "date,visitors,pageviews,visits\n2025-01-30,9,9,9\n2025-01-31,1,2,1\n"
    told = reading(plausible, text(lines + "Yhteensä,10,11,10"))
    assert figures(told, "pageviews") == {"2025-01-30": "9", "2025-01-31": "2"}
    assert codes(told.findings)[0] == ("totals-left-out", "csv!A4", "Yhteensä")


def test_visitors_alone_are_people_of_a_day_and_never_added_up() -> None:
    """As anybody's table the days were added up to a month's visits."""
    told = reading(plausible, text("date,visitors\n2025-01-30,9\n2025-01-31,1"))
    assert [(one.label, one.kind) for one in told.series] == [("visitors", Kind.DISTINCT)]
    assert plausible.recognise(text("Date,Visitors\n2025-01-30,9\n2025-01-31,1")) == ""
