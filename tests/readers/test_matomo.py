"""Matomo: days, months and years are read; weeks and reports by something else are told of."""

from __future__ import annotations

import datetime as dt

import pytest

from kpi.model import Kind
from kpi.readers import Asking, matomo, read
from kpi.readers.cells import Mark, Marked, Raw
from tests.readers.told import asking, codes, example, figures, reading, text, workbook

DAYS = """
    date,nb_uniq_visitors,nb_visits,nb_actions,bounce_rate,sum_visit_length
    2025-01-30,7,9,20,22%,00:10:55
    2025-01-31,0,0,,,
"""


def test_days_with_raw_headings() -> None:
    told = reading(matomo, text(DAYS))
    assert figures(told, "nb_visits") == {"2025-01-30": "9", "2025-01-31": "0"}
    # An empty cell is no figure.
    assert figures(told, "nb_actions") == {"2025-01-30": "20"}
    kinds = {one.label: (one.concept, one.kind, one.wanted) for one in told.series}
    assert kinds == {
        "nb_uniq_visitors": ("unique_visitors", Kind.DISTINCT, True),
        "nb_visits": ("visits", Kind.FLOW, True),
        "nb_actions": ("actions", Kind.FLOW, True),
    }
    assert codes(told.findings) == [("columns-left-out", "csv!E1", "bounce_rate, sum_visit_length")]


def test_months_with_finnish_headings_are_the_same_things() -> None:
    told = reading(
        matomo,
        text(
            """
            Päiväys	Käynnit	Yksilölliset kävijät	Toiminnot	Sivukatseluita	Konversoituneet käynnit.	Lähtemissuhde	Latausajat
            2025-01	90	40	200	150	3	22 %	5
            2025-02	80	41	180	140	4	25 %	6
            """,  # noqa: E501
            "\t",
        ),
    )
    assert figures(told, "Käynnit") == {"2025-M01": "90", "2025-M02": "80"}
    assert [one.concept for one in told.series] == [
        "visits", "unique_visitors", "actions", "page_views", "converted_visits",
    ]  # fmt: skip
    assert [one.wanted for one in told.series] == [True, True, True, True, False]
    assert codes(told.findings) == [
        ("columns-left-out", "csv!G1", "Lähtemissuhde"),
        ("columns-not-known", "csv!H1", "Latausajat"),
    ]


@pytest.mark.parametrize(
    "row", ['"2025-01-27,2025-02-02",7,9,20,22%,60', "2025-01-27,2025-02-02,7,9,20,22%,60"]
)
def test_a_week_is_shown_and_not_taken(row: str) -> None:
    told = reading(matomo, text(DAYS.strip("\n").split("\n")[0] + "\n" + row))
    visits = [one for one in told.series if one.label == "nb_visits"][0]
    assert [(it.period, it.value) for it in visits.figures] == [(None, 9)]
    assert not any(one.wanted for one in told.series)
    assert codes(told.findings)[0] == ("weeks-not-taken", "csv!A2", "27.1.–2.2.2025")


def test_a_range_that_is_a_month_is_the_month() -> None:
    told = reading(matomo, text('date,nb_visits\n"2025-01-01,2025-01-31",9\n2024,80'))
    assert figures(told, "nb_visits") == {"2025-M01": "9", "2024-A1": "80"}
    assert told.findings == ()


def test_a_report_without_a_date_is_asked_about() -> None:
    book = text("Käynnit;Toiminnot;Toimintoja / käynti\n90;200;2.2", ";")
    put = asking()
    told = reading(matomo, book, put)
    (question,) = put.questions
    assert question.name == "which-period:csv!A2"
    assert question.choices[:3] == ("2025-M10", "2025-M09", "2025-M08")
    assert question.key == ""
    assert figures(told, "Käynnit") == {"None": "90"}
    answered = reading(matomo, book, asking({"which-period:csv!A2": "1-6/2025"}))
    assert figures(answered, "Käynnit") == {"2025-S1": "90"}
    wrong = asking({"which-period:csv!A2": "kesällä"})
    reading(matomo, book, wrong)
    assert [one.code for one in wrong.open] == ["answer-not-allowed", "which-period"]


def test_without_today_no_month_is_offered() -> None:
    put = Asking()
    reading(matomo, text("nb_visits,nb_actions\n90,200"), put)
    assert put.questions[0].choices == ()


def test_several_rows_without_a_date_are_of_no_known_time() -> None:
    told = reading(matomo, text("nb_visits,nb_actions\n90,200\n80,100"))
    assert told.series == ()
    assert codes(told.findings) == [("dates-not-told", "csv!A2", "nb_visits")]


@pytest.mark.parametrize(
    "lines",
    [
        "label,nb_visits,nb_actions\nFinland,5,6",
        "Etiketti,Käynnit,Toiminnot,Lähtemissuhde\nSuomi,5,6,10%",
        "date,label,nb_visits\n2025-01,Finland,5",
        "country,nb_visits\nFinland,5",
    ],
)
def test_rows_by_something_else_are_not_taken(lines: str) -> None:
    told = reading(matomo, text(lines))
    assert told.series == ()
    assert [code for code, _, _ in codes(told.findings)] == ["table-by-dimension"]


def test_a_scheduled_report_has_many_tables() -> None:
    told = reading(
        matomo,
        text(
            """
            Website example.fi
            VisitsSummary
            date,nb_visits
            2025-01-30,9

            Countries
            label,nb_visits,revenue
            Finland,9,$0

            Empty
            nb_visits
            date,nb_actions
            2025-01-30,7
            """
        ),
    )
    assert codes(told.findings) == [("table-by-dimension", "csv!A7", "label")]
    assert figures(told, "nb_actions") == {"2025-01-30": "7"}
    assert figures(told, "nb_visits") == {"2025-01-30": "9"}


@pytest.mark.parametrize(
    ("lines", "cell"),
    [
        ("2025-01-29,8\ndate,nb_visits\n2025-01-30,9", "csv!A1"),
        ("date,nb_visits\n2025-01-30,9\n\n2025-01-31,8", "csv!A4"),
    ],
)
def test_days_under_no_heading_are_not_lost_in_silence(lines: str, cell: str) -> None:
    told = reading(matomo, text(lines))
    assert codes(told.findings) == [("heading-missing", cell, "")]


def test_months_under_an_unnamed_key() -> None:
    told = reading(matomo, text("key,nb_uniq_visitors,nb_users,nb_visits\n2019-01,5,0,9"))
    assert figures(told, "nb_uniq_visitors") == {"2019-M01": "5"}


def test_days_that_were_added_up_are_other_visitors() -> None:
    told = reading(matomo, text("Päiväys,Yksilölliset kävijät (Päivittäinen summa)\n2025-01,5"))
    (one,) = told.series
    assert (one.concept, one.kind) == ("unique_visitors_daily_sum", Kind.DISTINCT)


@pytest.mark.parametrize("message", ["No data available", "Error: period, date not valid"])
def test_a_message_instead_of_figures(message: str) -> None:
    told = reading(matomo, text(message))
    assert codes(told.findings) == [("export-without-data", "csv!A1", message)]


def saved(*cells: Raw) -> list[list[Raw]]:
    return [["Päiväys", "Käynnit"], *([cell, n] for n, cell in enumerate(cells, 1))]


@pytest.mark.parametrize(
    ("cells", "periods"),
    [
        ([dt.date(2025, 1, 1), dt.date(2025, 2, 1)], ["2025-M01", "2025-M02"]),
        ([dt.date(2025, 1, 1), dt.datetime(2025, 1, 2)], ["2025-01-01", "2025-01-02"]),  # noqa: DTZ001
        (["1.1.2025", "2.1.2025"], ["2025-01-01", "2025-01-02"]),
        ([Marked(Mark.MONTH, dt.date(2025, 3, 1))], ["2025-M03"]),
        ([2024, 2025], ["2024-A1", "2025-A1"]),
    ],
)
def test_dates_that_a_spreadsheet_turned(cells: list[Raw], periods: list[str]) -> None:
    told = reading(matomo, workbook(("Vie", saved(*cells))))
    assert list(figures(told, "Käynnit")) == periods


def test_a_single_date_of_a_spreadsheet_is_asked_about() -> None:
    book = workbook(("Vie", saved(dt.date(2025, 3, 1))))
    put = asking()
    told = reading(matomo, book, put)
    (question,) = put.questions
    assert (question.name, question.choices) == (
        "day-or-whole-month:Vie!A2",
        ("day", "week", "month"),
    )
    assert figures(told, "Käynnit") == {"None": "1"}
    month = reading(matomo, book, asking({question.name: "month"}))
    assert figures(month, "Käynnit") == {"2025-M03": "1"}
    week = reading(matomo, book, asking({question.name: "week"}))
    assert codes(week.findings) == [("weeks-not-taken", "Vie!A2", "1.3.–7.3.2025")]


def test_what_is_no_date_or_number_is_an_error_in_its_cell() -> None:
    told = reading(
        matomo,
        text(
            """
            date,nb_visits,nb_users
            2025-01-30,x,5
            2025-02-30,5,6
            2025-13,5,6
            2025-01-31,5,6,7
            "2025-02-10,2025-02-03",1,2
            '-3,1,2
            """
        ),
    )
    assert [(code, cell) for code, cell, _ in codes(told.findings)] == [
        ("date-unreadable", "csv!A3"),
        ("date-unreadable", "csv!A4"),
        ("date-unreadable", "csv!A6"),
        ("date-unreadable", "csv!A7"),
        ("not-a-number", "csv!B2"),
        ("row-longer-than-headings", "csv!D5"),
    ]


def test_a_month_that_a_spreadsheet_turned_into_words_is_an_error() -> None:
    told = reading(matomo, text("Päiväys;Käynnit;nb_users\nmaalis.10;5;6", ";"))
    assert codes(told.findings) == [("date-unreadable", "csv!A2", "maalis.10")]


def test_a_sign_that_was_kept_from_a_spreadsheet_is_none() -> None:
    told = reading(matomo, text("date,nb_visits\n2025-01-30,'-3\n"))
    assert figures(told, "nb_visits") == {"2025-01-30": "-3"}


@pytest.mark.parametrize(
    "lines",
    [
        "Kuukausi,Käynnit,Yksilölliset kävijät,Toiminnot\ntammi,5,6,7",
        "Päiväys,Käynnit\ntammikuu 2025,5",
        "Päiväys,Käynnit\nyhteensä,5",
        "Päiväys,Käynnit",
        "Date,Followers\n2025-01-01,5",
        "Error: one\nError: two",
    ],
)
def test_what_is_not_the_tools_is_left_to_others(lines: str) -> None:
    assert matomo.recognise(text(lines)) == ""


def test_a_hidden_sheet_is_said_to_be_unread() -> None:
    book = workbook(("Vie", saved("2025-01")), ("Vanha", saved("2024-01")), hidden=["Vanha"])
    told = reading(matomo, book)
    assert codes(told.findings) == [("sheet-not-read", "Vanha!A1", "Vanha")]


def test_the_file_is_read_from_its_bytes() -> None:
    data = "Päiväys\tKäynnit\tToiminnot\n2025-01-30\t9\t20".encode("utf-16")
    told = read("Vie _ Käynnit _ tammi.csv", data)
    assert told.format == "matomo"
    assert figures(told.series, "Käynnit") == {"2025-01-30": "9"}


def test_a_real_month() -> None:
    form, series = example("matomo", "test_OneVisitorTwoVisits_csv__API.get_month.csv")
    assert form == "matomo"
    told = {one.label: [(str(it.period), it.value) for it in one.figures] for one in series}
    assert told["Visits"] == [("2010-M03", 2)]
    assert told["Unique visitors"] == [("2010-M03", 1)]
    assert told["Actions"] == [("2010-M03", 8)]


def test_a_real_week() -> None:
    form, series = example("matomo", "test_csvExport_multi__VisitsSummary.get_week.csv")
    assert form == "matomo"
    told = {one.label: [(it.period, it.value) for it in one.figures] for one in series}
    assert told["nb_visits"] == [(None, 2)]
    assert not any(one.wanted for one in series)


def test_months_named_by_their_first_day_are_no_days() -> None:
    """Other tools have the same words, and their months look like six single days."""
    lines = "\n".join(f"2025-{month:02d}-01,{month}" for month in range(1, 4))
    told = reading(matomo, text("Date,Unique visitors\n" + lines))
    assert figures(told, "Unique visitors") == {"2025-M01": "1", "2025-M02": "2", "2025-M03": "3"}


def test_weeks_named_by_their_first_day_are_no_days() -> None:
    told = reading(matomo, text("Date,Visits\n2025-06-02,5\n2025-06-09,6"))
    assert codes(told.findings) == [("weeks-not-taken", "csv!A2", "2.6.–8.6.2025")]
    assert not any(one.wanted for one in told.series)


@pytest.mark.parametrize("heading", ["idSite", "segment", "Sivusto"])
@pytest.mark.parametrize("other", [9, 8])
def test_rows_of_two_sites_are_not_one(heading: str, other: int) -> None:
    rows = f"2025-01-30,1,9\n2025-01-30,2,{other}\n2025-01-31,1,9\n2025-01-31,2,{other}"
    told = reading(matomo, text(f"date,{heading},nb_visits\n{rows}"))
    assert (told.series, codes(told.findings)) == (
        (),
        [("table-by-dimension", "csv!B1", heading)],
    )


def test_the_same_day_twice_with_a_column_that_is_the_same_is_told_once() -> None:
    told = reading(matomo, text("date,idSite,nb_visits\n2025-01-30,1,9\n2025-01-30,1,9"))
    assert figures(told, "nb_visits") == {"2025-01-30": "9"}


@pytest.mark.parametrize("label", ["Yhteensä", ""])
def test_a_sum_that_somebody_put_below_is_left_out_and_said(label: str) -> None:
    told = reading(matomo, text(f"date,nb_visits\n2025-01-30,9\n2025-01-31,1\n{label},10"))
    assert figures(told, "nb_visits") == {"2025-01-30": "9", "2025-01-31": "1"}
    assert codes(told.findings) == [("totals-left-out", "csv!A4", label or "csv!A4")]
    wrong = reading(matomo, text("date,nb_visits\n2025-01-30,9\n2025-01-31,1\nYhteensä,11"))
    assert codes(wrong.findings) == [("date-unreadable", "csv!A4", "Yhteensä")]


@pytest.mark.parametrize("cell", ["kesäkuu 2025", "6/2025", "June 2025", "1.6.2025 - 30.6.2025"])
def test_a_month_as_people_write_it_is_the_month(cell: str) -> None:
    told = reading(
        matomo, text(f"Päiväys;Käynnit;Yksilölliset kävijät;Toiminnot\n{cell};5;6;7", ";")
    )
    assert figures(told, "Käynnit") == {"2025-M06": "5"}
    assert told.findings == ()
