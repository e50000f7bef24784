"""Google Analytics 4: daily tables are read, everything divided by something else is not."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi.model import Kind
from kpi.readers import Reading, ga4, read
from kpi.readers.cells import Book, Sheet
from tests.readers.told import (
    asking,
    codes,
    example,
    figures,
    labels,
    monthly,
    reading,
    text,
    workbook,
)

FRAME = """
    # ----------------------------------------
    # Report CSV Export
    # Account: Village
    # Property: village.example - GA4
    # ----------------------------------------
    #
"""
JANUARY = """
    # All Users
    # Start date: 20250101
    # End date: 20250131
"""


def told(body: str, answers: dict[str, str] | None = None) -> Reading:
    return reading(ga4, text(FRAME + body), asking(answers))


def test_days_are_read_in_whatever_order_the_rows_are() -> None:
    read = told(
        JANUARY
        + """Date,Sessions,Total users,Views,Key events,Sessions per user,Average session duration
        20250110,40,30,90,1.5,1.3,12.25
        20250102,35,30,70,0,1.1,8.5
        """
    )
    assert figures(read, "Sessions") == {"2025-01-10": "40", "2025-01-02": "35"}
    assert figures(read, "Key events") == {"2025-01-10": "1.5", "2025-01-02": "0"}
    kinds = {one.label: (one.concept, one.kind, one.source) for one in read.series}
    site = "village.example - GA4"
    assert kinds["Sessions"] == ("sessions", Kind.FLOW, site)
    assert kinds["Total users"] == ("total_users", Kind.DISTINCT, site)
    assert kinds["Views"] == ("views", Kind.FLOW, site)
    assert codes(read.findings) == [
        ("columns-left-out", "csv!F11", "Sessions per user, Average session duration")
    ]
    (sessions,) = [one for one in read.series if one.label == "Sessions"]
    assert (sessions.cell, sessions.figures[0].cell) == ("csv!B11", "csv!B12")


def test_another_language_is_the_same_thing() -> None:
    spanish = text(
        """
        # ----------------------------------------
        # Exportar informe en formato CSV
        # Cuenta: Pueblo
        # Propiedad: pueblo.example
        # ----------------------------------------
        #
        # Todos los usuarios
        # Fecha de inicio: 20230424
        # Fecha de finalización: 20230425

        Fecha,Sesiones,Usuarios activos,Tasa de rebote
        20230424,5,4,0.2

        # Todos los usuarios
        # Fecha de inicio: 20230424
        # Fecha de finalización: 20230425

        Día N,Vistas
        0000,7
        0001,9
        """
    )
    read = reading(ga4, spanish)
    assert {one.label: one.concept for one in read.series} == {
        "Sesiones": "sessions",
        "Usuarios activos": "active_users",
        "Vistas": "views",
    }
    assert figures(read, "Vistas") == {"2023-04-24": "7", "2023-04-25": "9"}
    assert {one.source for one in read.series} == {"pueblo.example"}


def test_the_same_table_again_with_more_columns_counts_once() -> None:
    table = "Date,Views\n20250101,7\n20250102,8\n\n"
    read = told(JANUARY + table + JANUARY + "Date,Views,Sessions\n20250102,8,3\n20250101,7,2\n")
    assert figures(read, "Views") == {"2025-01-01": "7", "2025-01-02": "8"}
    assert figures(read, "Sessions") == {"2025-01-02": "3", "2025-01-01": "2"}
    assert read.findings == ()


def test_tables_that_disagree_about_a_day_are_refused_with_both_cells() -> None:
    read = told(JANUARY + "Date,Views\n20250101,7\n\n" + "Date,Views\n20250101,8\n")
    (finding,) = read.findings
    assert (finding.code, finding.cell, finding.facts["where"]) == (
        "period-told-twice",
        "csv!B15",
        "csv!B12",
    )
    assert (finding.found, finding.facts["other"], finding.facts["name"]) == ("8", "7", "1.1.2025")


def test_an_index_counts_from_the_start_of_its_own_table() -> None:
    read = told(
        """
        # All Users
        # Start date: 20250131
        # End date: 20250202
        Nth day,Users
        0000,5
        0002,6
        # All Users
        # Start date: 20250301
        # End date: 20250301
        Nth day,Users
        0000,9
        """
    )
    assert figures(read, "Users") == {"2025-01-31": "5", "2025-02-02": "6", "2025-03-01": "9"}
    assert {one.kind for one in read.series} == {Kind.DISTINCT}


def test_an_index_beyond_the_end_is_refused() -> None:
    read = told(JANUARY + "Nth day,Users\n0031,5\n")
    assert codes(read.findings) == [("date-unreadable", "csv!A12", "0031")]


def test_the_months_of_a_span_are_taken_where_they_are_whole() -> None:
    read = told(
        """
        # All Users
        # Start date: 20241115
        # End date: 20250220
        Year month,Sessions
        202411,5
        202412,6
        202501,7
        202502,8

        Nth month,Views
        0000,50
        0001,60
        0002,70
        0003,80
        """
    )
    assert figures(read, "Sessions") == {"2024-M12": "6", "2025-M01": "7"}
    assert figures(read, "Views") == {"2024-M12": "60", "2025-M01": "70"}
    assert codes(read.findings)[:2] == [
        ("span-no-period", "csv!A12", "15.11.–30.11.2024"),
        ("span-no-period", "csv!A15", "1.2.–20.2.2025"),
    ]


@pytest.mark.parametrize("index", ["0004", "9999"])
def test_a_month_beyond_the_end_is_refused(index: str) -> None:
    read = told(JANUARY + f"Nth month,Sessions\n0000,5\n{index},6\n")
    assert figures(read, "Sessions") == {"2025-M01": "5"}
    assert codes(read.findings) == [("date-unreadable", "csv!A13", index)]


def test_a_far_index_of_months_is_refused() -> None:
    body = "# Start date: 21950101\n# End date: 21991231\nNth month,Sessions\n0060,5\n"
    assert codes(told(body).findings) == [("date-unreadable", "csv!A10", "0060")]


def test_weeks_are_told_of_and_not_taken() -> None:
    read = told(
        JANUARY
        + """Nth week,New users
        0001,10

        Date,Week 0,Week 1
        Apr 9 - Apr 15,12,-1
        Apr 16 - Apr 22,10,2

        Year week,Sessions
        202502,5
        """
    )
    assert read.series == ()
    assert codes(read.findings) == [
        ("weeks-not-taken", "csv!A11", "Nth week"),
        ("weeks-not-taken", "csv!A14", "Apr 9 - Apr 15"),
        ("table-by-dimension", "csv!A18", "Year week"),
    ]


def test_rows_by_channel_page_or_country_are_not_added_up() -> None:
    read = told(
        JANUARY
        + """Session primary channel group (Default Channel Group),Sessions,Engagement rate
        Direct,40,0.5
        Organic Search,60,0.25

        Country,Users
        Finland,20

        Date,Device category,Sessions
        20250101,mobile,5
        20250101,desktop,6

        Date,Hour,Sessions
        20250101,1,5
        20250101,2,6

        Nth day,Direct,Organic Search
        0000,3,4
        """
    )
    assert read.series == ()
    assert codes(read.findings) == [
        (
            "table-by-dimension",
            "csv!A11",
            "Session primary channel group (Default Channel Group), Country, Device category, "
            "Date, Direct, Organic Search",
        )
    ]


def test_a_whole_month_in_one_row_is_the_month() -> None:
    read = told(JANUARY + "Sessions,Total users,Engagement rate\n900,400,0.5\n")
    assert figures(read, "Sessions") == {"2025-M01": "900"}
    assert figures(read, "Total users") == {"2025-M01": "400"}


def test_a_week_in_one_row_is_no_period() -> None:
    body = "# Start date: 20250603\n# End date: 20250609\nSessions,Views\n90,200\n"
    read = told(body)
    assert read.series == ()
    assert codes(read.findings) == [("span-no-period", "csv!A10", "3.6.–9.6.2025")]


def test_a_comparison_of_two_spans_leaves_the_dates_open() -> None:
    dates = "# Start date: 20250101\n# End date: 20250131\n"
    read = told(
        dates + dates.replace("2025", "2024") + "Nth day,Users\n0000,5\n\nUsers,Views\n5,6\n"
    )
    assert read.series == ()
    assert codes(read.findings) == [
        ("dates-not-told", "csv!A11", "Nth day"),
        ("dates-not-told", "csv!A15", "Users"),
    ]


def test_months_without_a_span_may_be_cut() -> None:
    body = "# Start date: 20250131\n# End date: 20250101\nYear month,Users\n202501,5\n"
    assert codes(told(body).findings) == [("span-no-period", "csv!A10", "1.1.–31.1.2025")]


def test_a_heading_that_nobody_knows_is_asked_about_once() -> None:
    body = JANUARY + "Date,Café visits\n20250101,5\n\nDate,Café visits\n20250102,6\n"
    put = asking()
    read = reading(ga4, text(FRAME + body), put)
    (question,) = put.questions
    assert (question.name, question.choices) == ("which-kind:csv!B11", ("flow", "distinct"))
    assert question.key == "ga4-report which-kind café visits"
    assert (read.series[0].kind, len(read.series[0].figures)) == (None, 2)
    answered = told(body, {"which-kind:csv!B11": "distinct"})
    assert answered.series[0].kind is Kind.DISTINCT


def test_some_of_the_users_are_not_all_of_them() -> None:
    read = told(
        """
        # Mobile traffic
        # Start date: 20250101
        # End date: 20250131
        Date,Sessions
        20250101,5
        """
    )
    (one,) = read.series
    assert (one.label, one.concept, one.kind) == ("Mobile traffic / Sessions", "", Kind.FLOW)


def test_rolling_windows_and_marks_of_no_data_stay_out() -> None:
    read = told(
        JANUARY
        + """Nth day,30 days,7 days,1 day
        0000,900,300,50

        Date,Sessions,Day 1
        20250101,5,-1
        """
    )
    assert labels(read) == ["Sessions"]
    assert codes(read.findings) == [
        ("columns-left-out", "csv!B11", "30 days, 7 days, 1 day, Day 1")
    ]


def test_a_number_that_is_damaged_is_an_error_in_its_cell() -> None:
    read = told(
        JANUARY
        + """Date,Sessions,Views,Notes
        20250101,3.huhti,1.240,
        20250102,,"1,240",
        """
    )
    assert [(code, cell) for code, cell, _ in codes(read.findings)] == [
        ("not-a-number", "csv!B12"),
        ("count-not-whole", "csv!C12"),
        ("ambiguous-number", "csv!C13"),
    ]
    assert read.series == ()


def test_a_row_with_more_cells_than_headings_is_refused() -> None:
    read = told(JANUARY + "Date,Sessions\n20250101,5,6\n20250102,7\n")
    assert codes(read.findings) == [("row-longer-than-headings", "csv!C12", "6")]
    assert figures(read, "Sessions") == {"2025-01-02": "7"}


def test_a_total_without_a_date_is_no_day() -> None:
    assert figures(told(JANUARY + "Date,Sessions\n20250101,5\n,5\n"), "Sessions") == {
        "2025-01-01": "5"
    }
    read = told(JANUARY + "Date,Sessions\n20250101,5\n,5\n,6\n20250103,5\n")
    assert codes(read.findings) == [("date-unreadable", "csv!A13", "")]


def test_a_table_without_rows_has_had_its_dates() -> None:
    body = JANUARY + "Date,Sessions\n" + JANUARY.replace("2025", "2024") + "Nth day,Users\n0000,5\n"
    assert figures(told(body), "Users") == {"2024-01-01": "5"}


def test_headings_without_rows_tell_nothing() -> None:
    read = told(JANUARY + "Date,Sessions\n\nSessions\n\n# All Users\n")
    assert (read.series, read.findings) == ((), ())


def exploration(dates: str, rows: str) -> Book:
    return text(
        f"""
        # ----------------------------------------
        # village.example
        # Free form-Free form 1
        # {dates}
        # ----------------------------------------

        {rows}
        """
    )


def test_the_grand_total_of_an_exploration_is_never_a_day() -> None:
    book = exploration(
        "20230515-20230521",
        """Date,Sessions,Active users,Engagement rate
        ,48,40,0.5,Grand total
        20230515,28,20,0.4
        20230516,20,20,0.6""",
    )
    assert ga4.recognise(book) == "ga4-exploration"
    read = reading(ga4, book)
    assert figures(read, "Sessions") == {"2023-05-15": "28", "2023-05-16": "20"}
    assert codes(read.findings) == [("columns-left-out", "csv!D7", "Engagement rate")]
    assert {one.source for one in read.series} == {"village.example"}


def test_the_grand_total_of_a_whole_month_is_the_month() -> None:
    book = exploration(
        "20250601-20250630",
        """Event name,Page path,Event count,Total users
        ,,48,5,Grand total
        click,/,40,5
        scroll,/a,8,3""",
    )
    read = reading(ga4, book)
    assert figures(read, "Event count") == {"2025-M06": "48"}
    assert figures(read, "Total users") == {"2025-M06": "5"}
    assert codes(read.findings) == [("table-by-dimension", "csv!A7", "Event name, Page path")]


def test_the_grand_total_of_some_days_is_no_period() -> None:
    book = exploration("20250601-20250607", "Event name,Event count\n,48,Grand total\nclick,48")
    assert [code for code, _, _ in codes(reading(ga4, book).findings)] == [
        "span-no-period",
        "table-by-dimension",
    ]


def test_an_exploration_without_a_frame_names_its_property_first() -> None:
    book = text(
        """
        # village.example
        # My exploration
        # 20250601-20250630
        Sessions,Views
        48,90,Grand total
        """
    )
    read = reading(ga4, book)
    assert figures(read, "Views") == {"2025-M06": "90"}
    assert read.series[0].source == "village.example"


def test_an_empty_page_is_no_grand_total() -> None:
    read = told(JANUARY + "Landing page,Sessions\n/,5\n,7\n")
    assert read.series == ()


def test_a_workbook_saved_from_the_export_reads_the_same() -> None:
    rows = [
        ["Traffic acquisition"],
        [],
        ["Date", "Sessions", "Event count per user", "Total users"],
        [20230708, 12, "3.886", 9.0],
        [20230709.0, "14", "4.1", 10],
    ]
    other = ("Notes", [["Kept by", "Office"], ["x", 5]])
    book = workbook(other, ("Traffic", rows), ("Old", [["Date", "Views"]]), hidden=["Old"])
    assert ga4.recognise(book) == "ga4-report"
    read = reading(ga4, book)
    assert figures(read, "Sessions") == {"2023-07-08": "12", "2023-07-09": "14"}
    assert figures(read, "Total users") == {"2023-07-08": "9", "2023-07-09": "10"}
    assert codes(read.findings) == [
        ("columns-left-out", "Traffic!C3", "Event count per user"),
        ("table-by-dimension", "Notes!A1", "Kept by, Office"),
        ("sheet-not-read", "Old!A1", "Old"),
    ]


def test_dates_that_a_spreadsheet_turned_are_days() -> None:
    days = [dt.datetime(2025, 1, 9), dt.date(2025, 1, 10)]  # noqa: DTZ001
    rows = [["Date", "Sessions", "Event count"], *([day, 5, 9] for day in days)]
    read = reading(ga4, workbook(("data", rows)))
    assert figures(read, "Sessions") == {"2025-01-09": "5", "2025-01-10": "5"}


@pytest.mark.parametrize(
    "rows",
    [
        # Months of a table that somebody keeps by hand.
        [["Date", "Sessions", "Event count"], *([dt.date(2025, n, 1), 5, 9] for n in (1, 2))],
        [["Kuukausi", "Sessions", "Event count"], ["tammi 2025", 5, 9]],
        [["Date", "Sessions"], [dt.date(2025, 1, 9), 5]],
        [["Date", "Views"], [20250109, 5]],
        [["Date", "Sessions"]],
        [["# Start date", 5], ["# 2025", 5]],
    ],
)
def test_what_is_not_the_tools_is_left_to_others(rows: list[list[object]]) -> None:
    assert ga4.recognise(workbook(("Taul1", rows))) == ""  # type: ignore[arg-type]


@pytest.mark.parametrize("raw", [True, 1.5, float("inf"), float("nan")])
def test_a_cell_of_no_kind_is_no_date(raw: object) -> None:
    rows = [["# Start date: 20250101"], ["# End date: 20250131"], ["Date", "Sessions"], [raw, 5]]
    read = reading(ga4, workbook(("data", rows)))
    assert codes(read.findings) == [("table-by-dimension", "data!A3", "Date")]


def test_a_column_without_a_heading_divides_the_table() -> None:
    read = told(JANUARY + "Date,,Sessions\n20250101,5,6\n")
    assert codes(read.findings) == [("table-by-dimension", "csv!B11", "B")]


def test_the_file_is_read_from_its_bytes() -> None:
    data = (FRAME + JANUARY + "Date,Sessions\n20250102,35\n").replace("    ", "").strip("\n")
    crlf = data.replace("\n", "\r\n").encode()
    told = read("data-export.csv", crlf)
    assert told.format == "ga4-report"
    assert figures(told.series, "Sessions") == {"2025-01-02": "35"}


def test_a_real_export() -> None:
    form, series = example("ga4", "data-export.csv")
    assert form == "ga4-report"
    months = monthly(series, "Event count")
    assert (months["2023-08"], months["2024-01"]) == (Decimal(112757), Decimal(141486))
    kinds = {one.label: one.kind for one in series}
    assert kinds == {
        "Event count": Kind.FLOW,
        "Total users": Kind.DISTINCT,
        "New users": Kind.DISTINCT,
        "Returning users": Kind.DISTINCT,
    }


def test_a_table_of_one_column() -> None:
    assert figures(told(JANUARY + "Sessions\n900\n"), "Sessions") == {"2025-M01": "900"}
    # Lines that somebody's program kept in one cell each are not passed over without a word.
    read = told(JANUARY + '"Date,Sessions"\n"20250101,5"\n')
    assert codes(read.findings) == [("table-by-dimension", "csv!A11", "Date,Sessions")]


def test_hours_divide_the_day() -> None:
    read = told(JANUARY + "Nth hour,Users\n0000,5\n0001,6\n")
    assert codes(read.findings) == [("table-by-dimension", "csv!A11", "Nth hour")]


@pytest.mark.parametrize("rows", ["Totals,5\n20250101,5\n", "20250101,5\nYhteensä,5\n"])
def test_a_total_in_words_is_no_day(rows: str) -> None:
    assert figures(told(JANUARY + "Date,Sessions\n" + rows), "Sessions") == {"2025-01-01": "5"}


def test_pages_that_look_like_dates_are_pages() -> None:
    read = told(JANUARY + "Page title,Sessions\nHome,5\nNews,6\n20250101,7\n")
    assert codes(read.findings) == [("table-by-dimension", "csv!A11", "Page title")]


def test_a_number_among_the_dates_is_no_date() -> None:
    read = told(JANUARY + "Post,Sessions\n20250101,5\n2,6\n")
    assert codes(read.findings) == [("table-by-dimension", "csv!A11", "Post")]


def test_the_same_dates_of_many_tables_are_told_of_once() -> None:
    body = (
        "# Start date: 20250603\n# End date: 20250609\nSessions,Views\n90,200\n\nUsers,Views\n5,6\n"
    )
    assert [one.code for one in told(body).findings] == ["span-no-period"]


def test_months_that_disagree_are_refused() -> None:
    read = told(JANUARY + "Sessions,Users\n90,20\n\nSessions,Users\n91,20\n")
    (finding,) = read.findings
    assert (finding.code, finding.facts["name"]) == ("period-told-twice", "1.1.–31.1.2025")


def test_figures_that_nobody_sees_are_told_of() -> None:
    rows = [["Date", "Sessions", ""], [20250101, 5], [20250102, 6], [], ["", "", "", ""]]
    sheet = Sheet("data", False, 1, 1, rows, frozenset({3, 4}), frozenset({1, 4}))
    read = reading(ga4, Book("xlsx", (sheet,)))
    assert codes(read.findings) == [("hidden-figures", "data!A1", "1, 2, 3")]


def test_columns_before_the_first_cell_hide_nothing() -> None:
    sheet = Sheet(
        "data", False, 1, 2, [["Date", "Sessions"], [20250101, 5]], frozenset(), frozenset({1})
    )
    assert reading(ga4, Book("xlsx", (sheet,))).findings == ()


def test_a_file_full_of_faults_costs_one_message_more() -> None:
    days = [dt.date(2025, 1, 1) + dt.timedelta(days=n) for n in range(150)]
    rows = [["Date", "Sessions"], *([f"{day:%Y%m%d}", "x"] for day in days), [20240101, 5]]
    read = reading(ga4, workbook(("data", rows)))
    assert len(read.findings) == 101
    assert codes(read.findings)[-1] == ("too-many-errors", "data!B101", "100")


COUNTS = st.dictionaries(
    st.dates(dt.date(2024, 12, 15), dt.date(2025, 2, 15)),
    st.tuples(*[st.integers(0, 10**6)] * 3),
    min_size=1,
)


@given(COUNTS, st.randoms(use_true_random=False), st.sampled_from([",", ";", "\t"]))
def test_known_figures_come_out_of_any_dress(
    counts: dict[dt.date, tuple[int, ...]], random: Random, delimiter: str
) -> None:
    """The same days in any order, in one to three tables, each with more columns than the last."""
    lines = FRAME.strip().split("\n")
    names = ["Sessions", "Total users", "Views"]
    for columns in sorted(random.sample([1, 2, 3], random.randint(1, 3))):
        lines += ["# All Users", "# Start date: 20241215", "# End date: 20250215"]
        lines += [""] * random.randint(0, 1)
        lines.append(delimiter.join(["Date", *names[:columns], "Engagement rate"]))
        days = list(counts)
        random.shuffle(days)
        for day in days:
            values = map(str, counts[day][:columns])
            lines.append(delimiter.join([f"{day:%Y%m%d}", *values, "0.25"]))
        lines.append("")
    read = reading(ga4, text("\n".join(lines), delimiter))
    for at, one in enumerate(read.series):
        assert one.label == names[at]
        assert {it.period.start: it.value for it in one.figures if it.period} == {
            day: values[at] for day, values in counts.items()
        }
    assert [one.code for one in read.findings] == ["columns-left-out"]


@pytest.mark.parametrize("heading", ["Monesko päivä", "Nième jour", "0"])
@pytest.mark.parametrize("form", ["{:04d}", "{}"])
def test_an_index_of_every_day_is_known_in_any_language(heading: str, form: str) -> None:
    rows = "\n".join(f"{form.format(index)},{index}" for index in reversed(range(31)))
    read = told(JANUARY + f"{heading},Sessions\n{rows}")
    days = figures(read, "Sessions")
    assert (len(days), days["2025-01-01"], days["2025-01-31"]) == (31, "0", "30")
    assert read.findings == ()


@pytest.mark.parametrize(
    ("form", "first", "last"), [("{:04d}", 0, 29), ("{}", 1, 31), ("{:02d}", 0, 30)]
)
def test_an_index_that_leaves_a_day_out_is_none(form: str, first: int, last: int) -> None:
    rows = "\n".join(f"{form.format(index)},{index}" for index in range(first, last + 1))
    read = told(JANUARY + f"Tunti,Sessions\n{rows}")
    assert (read.series, codes(read.findings)[0][0]) == ((), "table-by-dimension")


@pytest.mark.parametrize("form", ["{}", "{:02d}"])
def test_hours_of_as_many_days_are_no_days(form: str) -> None:
    rows = "\n".join(f"{form.format(index)},{index}" for index in range(24))
    read = told(JANUARY.replace("0131", "0124") + f"Tunti,Sessions\n{rows}")
    assert (read.series, codes(read.findings)[0][0]) == ((), "table-by-dimension")


@pytest.mark.parametrize(
    "other", ["Sessions (Jan 1 - Jan 31 2024)", "1.1.2024 – 31.1.2024", "20240101-20240131"]
)
def test_figures_of_another_year_beside_the_days_are_not_taken(other: str) -> None:
    """Two spans compared: the other's figures would stand on this one's days."""
    read = told(JANUARY + f"Nth day,Sessions,{other}\n0000,40,20\n0001,35,10")
    assert labels(read) == ["Sessions"]
    assert ("columns-not-known", "csv!C11", other) in codes(read.findings)


@pytest.mark.parametrize(
    ("heading", "concept", "kind"),
    [
        ("Katselukerrat", "views", Kind.FLOW),
        ("Sitoutuneet istunnot", "engaged_sessions", Kind.FLOW),
        ("Sessioner", "sessions", Kind.FLOW),
        ("Aktiva användare", "active_users", Kind.DISTINCT),
        ("Neue Nutzer", "new_users", Kind.DISTINCT),
    ],
)
def test_headings_of_other_languages(heading: str, concept: str, kind: Kind) -> None:
    (one,) = told(JANUARY + f"Nth day,{heading}\n0000,40\n0001,35").series
    assert (one.concept, one.kind) == (concept, kind)


@pytest.mark.parametrize(
    "heading", ["Sitoutumisaste", "Sessionstid", "Sitzungsdauer", "Ereignisse pro Nutzer"]
)
def test_rates_and_times_of_other_languages_are_left_out(heading: str) -> None:
    read = told(JANUARY + f"Nth day,Sessions,{heading}\n0000,40,0.5\n0001,35,0.6")
    assert labels(read) == ["Sessions"]
    assert ("columns-left-out", "csv!C11", heading) in codes(read.findings)


@pytest.mark.parametrize("label", ["(other)", "(not set)"])
def test_what_is_of_no_day_is_not_left_out_in_silence(label: str) -> None:
    read = told(JANUARY + f"Date,Sessions\n20250101,40\n20250102,35\n{label},5")
    assert codes(read.findings) == [("date-unreadable", "csv!A14", label)]


@pytest.mark.parametrize("row", ["Totals,75,60", "Kaikkiaan,75,60", "Yhteensä,1,60", ",1,60"])
def test_a_total_is_no_day(row: str) -> None:
    read = told(JANUARY + f"Date,Sessions,Active users\n20250101,40,35\n20250102,35,30\n{row}")
    assert figures(read, "Sessions") == {"2025-01-01": "40", "2025-01-02": "35"}
    assert read.findings == ()


def test_a_segment_of_all_users_divides_nothing() -> None:
    rows = "All Users,20250101,40\nAll Users,20250102,35"
    assert len(figures(told(JANUARY + f"Segment,Date,Sessions\n{rows}"), "Sessions")) == 2
    part = told(JANUARY + "Segment,Date,Sessions\n" + rows.replace("All Users", "Mobile traffic"))
    assert (part.series, codes(part.findings)) == (
        (),
        [("table-by-dimension", "csv!A11", "Segment")],
    )


def spoilt(line: str) -> str:
    """Give what a spreadsheet with a decimal comma makes of a line of two numbers."""
    whole, _, decimals = line.partition(",")
    kept = decimals.rstrip("0")
    return f"{int(whole)},{kept}" if kept else str(int(whole))


@pytest.mark.parametrize("head", ["Nth day,Sessions", "Date,Sessions"])
def test_counts_that_lost_their_zeros_on_the_way_are_refused(head: str) -> None:
    """A text of two columns, opened and saved where a comma stands before decimals: 40 became 4."""
    first = "{:04d}" if head.startswith("Nth") else "202501{:02d}"
    start = 0 if head.startswith("Nth") else 1
    lines = [f"{first.format(n + start)},{10 * (n % 7) + n % 3}" for n in range(31)]
    native = told(JANUARY + "\n".join([head, *lines]))
    assert figures(native, "Sessions")["2025-01-07"] == "60"
    assert native.findings == ()
    read = told(JANUARY + "\n".join([head, *map(spoilt, lines)]))
    assert (read.series, [code for code, _, _ in codes(read.findings)]) == ((), ["zeros-lost"])


def test_counts_without_zeros_by_chance_are_taken() -> None:
    lines = [f"202501{n:02d},{10 * n + 3}" for n in range(1, 32)]
    assert len(figures(told(JANUARY + "\n".join(["Date,Sessions", *lines])), "Sessions")) == 31
