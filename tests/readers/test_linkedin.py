"""LinkedIn's page statistics: new followers are never the number of followers."""

from __future__ import annotations

import datetime as dt
import io
import os
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from kpi.errors import Severity
from kpi.model import Kind
from kpi.periods import day
from kpi.readers import Asking, Reading, Series, guard, linkedin
from kpi.readers.cells import Book, Raw, Sheet

SPRING = [dt.date(2025, 1, 30) + dt.timedelta(days=step) for step in range(4)]
FOLLOWERS = [
    "Date",
    "Sponsored followers",
    "Organic followers",
    "Auto-invited followers",
    "Total followers",
]
DIMENSIONS = ("Location", "Job function", "Seniority", "Industry", "Company size")
DEVICES = ("desktop", "mobile", "total")
VISITORS = ["Date"] + [
    f"{part} {what} ({device})"
    for part in ("Overview", "Life", "Jobs", "Total")
    for what in ("page views", "unique visitors")
    for device in DEVICES
]
PARTS = ("organic", "sponsored", "total")
CONTENT = [
    "Date",
    *(f"Impressions ({part})" for part in PARTS),
    "Unique impressions (organic)",
    *(
        f"{what} ({part})"
        for what in ("Clicks", "Reactions", "Comments", "Reposts", "Engagement rate")
        for part in PARTS
    ),
]
NOTE = "Aggregated engagement metrics. Data is delayed by up to 2 days."
Grid = Sequence[Sequence[Raw]]


def book(*sheets: tuple[str, Grid], kind: str = "xlsx") -> Book:
    return Book(kind, tuple(Sheet(name, False, 1, 1, rows) for name, rows in sheets))


def us(days: Sequence[dt.date]) -> list[str]:
    return [one.strftime("%m/%d/%Y") for one in days]


def daily(header: list[str], days: Sequence[Raw] = us(SPRING)) -> Grid:
    """Give rows in which column c of row r holds 100 r + c."""
    width = range(1, len(header))
    rows = [[one, *(100 * row + column for column in width)] for row, one in enumerate(days, 1)]
    return [header, *rows]


def dimensions(
    word: str = "Total followers", names: Sequence[str] = DIMENSIONS
) -> list[tuple[str, Grid]]:
    return [(name, [[name, word], ["Somewhere", 300.0], ["Elsewhere", 13.0]]) for name in names]


def followers(days: Sequence[Raw] = us(SPRING)) -> Book:
    return book(("New followers", daily(FOLLOWERS, days)), *dimensions())


def posts(headings: int = 20) -> Grid:
    return [["Engagement of each post"], [f"Column {n}" for n in range(headings)], ["Hello"]]


def content(header: list[str] = CONTENT, sheet: str = "Metrics") -> Book:
    return book((sheet, [[NOTE], *daily(header)]), ("All posts", posts()))


def told(one: Book, name: str, asking: Asking | None = None) -> Reading:
    assert linkedin.recognise(one) == name
    asking = asking or Asking()
    asking.format = name
    return linkedin.read(one, asking)


def by_concept(read: Reading) -> dict[str, Series]:
    return {one.concept: one for one in read.series}


def wanted(read: Reading) -> dict[str, Kind | None]:
    return {one.concept: one.kind for one in read.series if one.wanted}


def codes(read: Reading) -> list[str]:
    return [one.code for one in read.findings]


def month(one: Series, year: int, number: int) -> Decimal:
    start = dt.date(year, number, 1)
    return sum(
        (it.value or Decimal(0))
        for it in one.figures
        if it.period and it.period.start.replace(day=1) == start
    )  # type: ignore[return-value]


# --- the trap


def test_total_followers_are_the_new_ones_and_never_the_count() -> None:
    read = told(followers(), "linkedin-followers")
    assert wanted(read) == {"linkedin_new_followers": Kind.FLOW}
    assert all(one.kind is Kind.FLOW for one in read.series)
    (said,) = read.findings
    assert (said.code, said.severity) == ("linkedin-not-the-count", Severity.WARNING)
    assert (said.cell, said.found) == ("New followers!E1", "Total followers")


def test_truncated_breakdowns_are_never_read() -> None:
    read = told(followers(), "linkedin-followers")
    assert {it.cell.split("!")[0] for one in read.series for it in one.figures} == {"New followers"}


# --- followers


def test_each_day_has_its_figure_and_its_cell() -> None:
    new = by_concept(told(followers(), "linkedin-followers"))["linkedin_new_followers"]
    assert new.label == "Total followers"
    assert [(it.period, it.value, it.cell) for it in new.figures[:2]] == [
        (day(SPRING[0]), Decimal(104), "New followers!E2"),
        (day(SPRING[1]), Decimal(204), "New followers!E3"),
    ]


def test_an_older_file_has_a_column_less() -> None:
    older = [words for words in FOLLOWERS if not words.startswith("Auto")]
    read = told(book(("New followers", daily(older)), *dimensions()), "linkedin-followers")
    assert [one.concept for one in read.series] == [
        "linkedin_new_followers_sponsored",
        "linkedin_new_followers_organic",
        "linkedin_new_followers",
    ]


@pytest.mark.parametrize(
    "header",
    [
        ["Fecha", "Seguidores patrocinados", "Seguidores generales", "Total de seguidores"],
        ["Pvm", "Sponsoroidut", "Orgaaniset", "Automaattisesti kutsutut", "Seuraajia yhteensä"],
    ],
)
def test_translated_headings_are_known_by_their_order(header: list[str]) -> None:
    names = [f"Erittely {number}" for number in range(5)]
    one = book(("Uudet seuraajat", daily(header)), *dimensions("Seuraajia", names))
    read = told(one, "linkedin-followers")
    new = by_concept(read)["linkedin_new_followers"]
    assert (new.label, new.wanted) == (header[-1], True)
    assert [it.value for it in new.figures][:1] == [Decimal(99 + len(header))]
    assert codes(read) == ["linkedin-not-the-count"]


def test_a_sheet_saved_alone_is_known_by_its_words() -> None:
    texts = [[str(raw) for raw in row] for row in daily(FOLLOWERS)]
    read = told(book(("csv", texts), kind="text"), "linkedin-followers")
    assert wanted(read) == {"linkedin_new_followers": Kind.FLOW}
    assert by_concept(read)["linkedin_new_followers"].figures[0].value == Decimal(104)


def test_headings_of_another_order_or_number_are_known_by_their_words() -> None:
    header = ["Date", "Total followers", "Organic followers", "Sponsored followers", "Lapsed"]
    read = told(book(("New followers", daily(header))), "linkedin-followers")
    assert by_concept(read)["linkedin_new_followers"].figures[0].value == Decimal(101)
    assert codes(read) == ["linkedin-not-the-count", "columns-not-known"]
    assert read.findings[-1].found == "Lapsed"


def test_translated_headings_of_an_unknown_number_are_not_guessed() -> None:
    header = ["Fecha", "Seguidores patrocinados", "Nuevo", "Otro", "Más", "Total de seguidores"]
    read = told(book(("Nuevos seguidores", daily(header))), "linkedin-followers")
    assert (read.series, codes(read)) == ((), ["columns-not-known"])


@pytest.mark.parametrize(
    "one",
    [
        book(("Oma", daily(["Pvm", "a", "b", "c", "d"]))),
        book(("Oma", daily(["Pvm", "a", "b", "c", "d"])), *dimensions()[:3]),
        book(("Oma", daily(["Pvm", "a", "b", "c", "d"], ["1.1.2025"])), *dimensions()),
        book(("Oma", daily(["Pvm", "a", "b", "c", "d", "e"])), *dimensions()),
        book(("Oma", [["Pvm", "a", "b", "c", "d"]]), *dimensions()),
        book(("Oma", daily([1, "a", "b", "c", "d"])), *dimensions()),  # type: ignore[list-item]
        book(("Oma", [*daily(["Pvm", "a", "b", "c", "d"]), ["2/1/2025", "x"]]), *dimensions()),
        book(
            ("Oma", daily(["Pvm", "a", "b", "c", "d"])),
            *dimensions()[:3],
            ("Muuta", [["a", "b", "c"]]),
            ("Lisää", [["a", "b"], ["c", "d"]]),
        ),
        book(("Oma", [[""]])),
        book(("Oma", [["Kunta", "Luku"], ["Kokkola", 3]]), *dimensions()),
    ],
)
def test_a_sheet_of_ones_own_is_not_taken_for_it(one: Book) -> None:
    assert linkedin.recognise(one) == ""
    with pytest.raises(ValueError, match="LinkedIn"):
        linkedin.read(one, Asking())


def test_dates_that_are_real_are_as_good() -> None:
    read = told(followers(SPRING), "linkedin-followers")
    assert by_concept(read)["linkedin_new_followers"].figures[3].period == day(SPRING[3])


def test_days_that_nothing_settles_are_said() -> None:
    read = told(followers(["06/07/2025"]), "linkedin-followers")
    assert codes(read)[0] == "day-order-taken"
    new = by_concept(read)["linkedin_new_followers"]
    assert new.figures[0].period == day(dt.date(2025, 6, 7))


def test_contradicting_days_refuse_the_file() -> None:
    read = told(followers(["06/30/2025", "30/06/2025"]), "linkedin-followers")
    assert codes(read)[0] == "day-order-mixed"
    assert read.findings[0].severity is Severity.ERROR
    assert all(not one.figures for one in read.series)


def test_a_total_below_the_days_refuses_the_file() -> None:
    rows = [*daily(FOLLOWERS), ["Yhteensä", 1, 2, 3, 4]]
    read = told(book(("New followers", rows)), "linkedin-followers")
    assert [(one.code, one.cell) for one in read.findings][0] == (
        "date-unreadable",
        "New followers!A6",
    )


def test_an_empty_cell_is_no_figure_and_a_word_no_number() -> None:
    rows = [
        FOLLOWERS,
        ["01/30/2025", 1, "", "", 2],
        ["01/31/2025", -1, "1.240", "x", 0.5],
        ["", " ", "", "", ""],
    ]
    read = told(book(("New followers", rows)), "linkedin-followers")
    series = by_concept(read)
    assert [it.value for it in series["linkedin_new_followers_sponsored"].figures] == [1, -1]
    assert [it.value for it in series["linkedin_new_followers"].figures] == [2]
    assert [(one.code, one.cell) for one in read.findings[1:]] == [
        ("ambiguous-number", "New followers!C3"),
        ("not-a-number", "New followers!D3"),
        ("count-not-whole", "New followers!E3"),
    ]


# --- visitors


def test_only_the_total_of_totals_is_asked_about() -> None:
    one = book(("Visitor metrics", daily(VISITORS)), *dimensions("Total views"))
    read = told(one, "linkedin-visitors")
    assert wanted(read) == {
        "linkedin_page_views": Kind.FLOW,
        "linkedin_unique_visitors": Kind.DISTINCT,
    }
    series = by_concept(read)
    assert len(series) == len(read.series) == 24
    assert series["linkedin_page_views"].label == "Total page views (total)"
    assert series["linkedin_page_views"].figures[0].value == Decimal(121)
    assert series["linkedin_unique_visitors"].figures[0].value == Decimal(124)
    assert series["linkedin_unique_visitors_life_mobile"].kind is Kind.DISTINCT
    (said,) = read.findings
    assert (said.code, said.found) == ("sheets-left-out", ", ".join(DIMENSIONS))


def test_translated_visitors_are_known_by_their_order() -> None:
    header = [f"Sarake {number}" for number in range(25)]
    names = [f"Erittely {number}" for number in range(5)]
    one = book(("Kävijät", daily(header)), *dimensions("Katselut", names))
    series = by_concept(told(one, "linkedin-visitors"))
    assert series["linkedin_page_views"].label == "Sarake 21"
    assert series["linkedin_unique_visitors"].label == "Sarake 24"


# --- content


def test_content_has_a_note_above_its_header_and_rates_are_left_out() -> None:
    read = told(content(), "linkedin-content")
    assert wanted(read) == {
        "linkedin_impressions": Kind.FLOW,
        "linkedin_unique_impressions": Kind.DISTINCT,
        "linkedin_clicks": Kind.FLOW,
        "linkedin_reactions": Kind.FLOW,
        "linkedin_comments": Kind.FLOW,
        "linkedin_reposts": Kind.FLOW,
    }
    first = by_concept(read)["linkedin_impressions"]
    assert (first.cell, first.figures[0].cell) == ("Metrics!D2", "Metrics!D3")
    assert codes(read) == ["sheets-left-out", "columns-left-out"]
    assert read.findings[0].found == "All posts"
    assert read.findings[1].cell == "Metrics!R2"
    assert read.findings[1].found == ", ".join(CONTENT[17:])


def test_an_older_file_calls_reposts_shares() -> None:
    older = [words.replace("Reposts", "Shares") for words in CONTENT]
    read = told(content(older, "Update metrics (aggregated)"), "linkedin-content")
    assert by_concept(read)["linkedin_reposts"].label == "Shares (total)"


def test_what_was_taken_back_stays_negative() -> None:
    rows = [[NOTE], CONTENT, ["01/30/2025", *(-1 for _ in CONTENT[1:])]]
    read = told(book(("Metrics", rows)), "linkedin-content")
    assert by_concept(read)["linkedin_reactions"].figures[0].value == Decimal(-1)
    assert codes(read) == ["columns-left-out"]


@pytest.mark.parametrize("sheet", ["Indicadores", "Mittarit"])
def test_translated_content_is_known_by_its_notes(sheet: str) -> None:
    header = [f"Sarake {number}" for number in range(20)]
    series = by_concept(told(content(header, sheet), "linkedin-content"))
    assert series["linkedin_reposts"].label == "Sarake 16"
    assert "linkedin_engagement_rate" not in series


def test_two_sheets_without_a_list_of_posts_are_no_content() -> None:
    header = [f"Sarake {number}" for number in range(20)]
    rows: Grid = [[NOTE], *daily(header)]
    assert linkedin.recognise(book(("A", rows), ("B", posts(3)))) == ""
    assert linkedin.recognise(book(("A", rows), ("B", daily(header)))) == ""


# --- a real workbook through the door


def test_a_saved_workbook_is_read_the_same() -> None:
    made = openpyxl.Workbook()
    made.remove(made.active)  # type: ignore[arg-type]
    for sheet in followers().sheets:
        page = made.create_sheet(sheet.name)
        for row in sheet.rows:
            page.append(list(row))
    kept = io.BytesIO()
    made.save(kept)
    read = told(guard.opened(kept.getvalue()), "linkedin-followers")
    assert read.series == told(followers(), "linkedin-followers").series


# --- true files, where somebody has some

EXAMPLES = os.environ.get("KPI_EXAMPLES", "")
true_files = pytest.mark.skipif(not EXAMPLES, reason="KPI_EXAMPLES names no folder of true files")


def true_file(name: str) -> Book:
    return guard.opened((Path(EXAMPLES) / "linkedin" / name).read_bytes())


@true_files
def test_true_followers() -> None:
    read = told(true_file("Linkedin_followers.xls"), "linkedin-followers")
    new = by_concept(read)["linkedin_new_followers"]
    assert (len(new.figures), month(new, 2025, 1), month(new, 2025, 2)) == (90, 6, 10)
    assert codes(read) == ["linkedin-not-the-count"]


@true_files
def test_true_visitors() -> None:
    read = told(true_file("linkedin_visitors.xlsx"), "linkedin-visitors")
    views = by_concept(read)["linkedin_page_views"]
    assert (len(views.figures), month(views, 2025, 1), month(views, 2025, 2)) == (90, 26, 36)
    assert by_concept(read)["linkedin_unique_visitors"].kind is Kind.DISTINCT


# --- a sheet saved without the others, in a language that nobody knows

FINNISH = [
    "Päivämäärä",
    "Sponsoroidut seuraajat",
    "Orgaaniset seuraajat",
    "Automaattisesti kutsutut seuraajat",
    "Seuraajia yhteensä",
]
NEW_IN_FINNISH: Grid = [FINNISH, ["01/30/2025", 1, 2, 3, 6], ["01/31/2025", 0, 5, 0, 5]]


@pytest.mark.parametrize("kind", ["xlsx", "text"])
@pytest.mark.parametrize("dates", [("01/30/2025", "01/31/2025"), ("30.1.2025", "31.1.2025")])
def test_translated_followers_saved_alone_are_never_the_count(
    kind: str, dates: tuple[str, str]
) -> None:
    """As anybody's table they were offered as the number of followers."""
    rows = [FINNISH, *([day, *row[1:]] for day, row in zip(dates, NEW_IN_FINNISH[1:], strict=True))]
    if kind == "text":
        rows = [[str(raw) for raw in row] for row in rows]
    read = told(book(("csv", rows), kind=kind), "linkedin-followers")
    assert wanted(read) == {"linkedin_new_followers": Kind.FLOW}
    new = by_concept(read)["linkedin_new_followers"]
    assert [(str(it.period), it.value) for it in new.figures] == [
        ("2025-01-30", Decimal(6)),
        ("2025-01-31", Decimal(5)),
    ]
    assert codes(read) == ["linkedin-not-the-count"]


def test_translated_followers_are_found_behind_the_breakdowns() -> None:
    names = [f"Erittely {number}" for number in range(5)]
    one = book(*dimensions("Seuraajia", names), ("Uudet seuraajat", daily(FINNISH)))
    series = by_concept(told(one, "linkedin-followers"))
    assert series["linkedin_new_followers"].label == FINNISH[-1]


def test_translated_visitors_and_content_saved_alone_are_known_by_their_sums() -> None:
    thirds = [2, 3, 5, 1, 1, 1] * 4
    views = book(
        ("Kävijät", [[f"S{n}" for n in range(25)], *([one, *thirds] for one in us(SPRING))])
    )
    series = by_concept(told(views, "linkedin-visitors"))
    assert series["linkedin_page_views"].figures[0].value == Decimal(5)
    row = [4, 1, 5, 4, *([2, 0, 2] * 4), 0.1, 0, 0.1]
    note = [["Huomautus"], [f"S{n}" for n in range(20)]]
    done = book(("Mittarit", [*note, *([one, *row] for one in us(SPRING))]))
    series = by_concept(told(done, "linkedin-content"))
    assert series["linkedin_impressions"].figures[0].value == Decimal(5)


@pytest.mark.parametrize(
    "rows",
    [
        [["Pvm", "Naiset", "Miehet", "Muut", "Yhteensä"], *NEW_IN_FINNISH[1:]],
        [FINNISH, ["01/30/2025", 1, 2, 3, 6], ["01/31/2025", 0, 5, 0, 6]],
        [FINNISH, ["01/30/2025", 0, 0, 0, 0], ["01/31/2025", 0, 0, 0, 0]],
        [FINNISH, *NEW_IN_FINNISH[1:2]],
        [[*FINNISH[:4], ""], *NEW_IN_FINNISH[1:]],
    ],
)
def test_days_with_a_total_of_ones_own_are_not_taken_for_it(rows: Grid) -> None:
    assert linkedin.recognise(book(("Oma", rows))) == ""


@pytest.mark.parametrize("label", ["Yhteensä", "Total", ""])
def test_a_sum_that_somebody_put_below_is_left_out_and_said(label: str) -> None:
    rows = [*daily(FOLLOWERS), [label, 1004, 1008, 1012, 1016]]
    read = told(book(("New followers", rows)), "linkedin-followers")
    assert codes(read) == ["linkedin-not-the-count", "totals-left-out"]
    assert len(by_concept(read)["linkedin_new_followers"].figures) == 4
