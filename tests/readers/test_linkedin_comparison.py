"""LinkedIn's comparison with competitors: the number of followers, of the own page only."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from kpi.errors import Severity
from kpi.model import Kind
from kpi.periods import day, month, parse
from kpi.readers import Asking, Reading, linkedin
from kpi.readers.cells import Book, Raw, Sheet

HEADER: list[Raw] = [
    "Page",
    "Total Followers",
    "New Followers",
    "Total post engagements",
    "Total posts",
]
OURS: list[Raw] = ["Oma seutu", 1240, 16, 300, 12]
THEIRS: list[Raw] = ["Naapuriseutu", 5000, 40, 900, 31]
ANSWER = {"which-page:COMPETITORS!A3": "Oma seutu"}
LAST = day(dt.date(2025, 3, 9))


def book(*rows: list[Raw], span: tuple[Raw, ...] = ("12/10/2024", "3/9/2025")) -> Book:
    grid = [list(span), HEADER, *(rows or (OURS, THEIRS))]
    return Book("xlsx", (Sheet("COMPETITORS", False, 1, 1, grid),))


def told(one: Book, answers: dict[str, str] | None = ANSWER, **kinds: dict[str, str]) -> Reading:
    asking = Asking(answers or {}, kinds.get("remembered", {}))
    asking.format = linkedin.recognise(one)
    assert asking.format == "linkedin-competitors"
    read = linkedin.read(one, asking)
    return Reading(series=read.series, findings=(*read.findings, *asking.open))


def codes(read: Reading) -> list[str]:
    return [one.code for one in read.findings]


def test_which_page_is_asked_and_all_are_shown_until_then() -> None:
    read = told(book(), None)
    question = read.findings[-1]
    assert (question.code, question.severity) == ("which-page", Severity.QUESTION)
    assert (question.cell, question.choices) == ("COMPETITORS!A3", ("Oma seutu", "Naapuriseutu"))
    assert [(one.label, one.wanted) for one in read.series] == [
        ("Oma seutu / Total Followers", False),
        ("Naapuriseutu / Total Followers", False),
    ]


def test_the_own_page_has_its_count_as_of_the_last_day() -> None:
    (count,) = told(book()).series
    assert (count.concept, count.kind, count.wanted) == (
        "linkedin_page_followers",
        Kind.STOCK,
        True,
    )
    assert [tuple(it) for it in count.figures] == [(LAST, Decimal(1240), "COMPETITORS!B3")]


def test_the_own_page_is_remembered() -> None:
    key = "linkedin-competitors which-page own-page"
    read = told(book(THEIRS, OURS), None, remembered={key: "Oma seutu"})
    assert [one.label for one in read.series] == ["Oma seutu / Total Followers"]


def test_what_a_span_counted_is_taken_only_when_it_is_a_period() -> None:
    read = told(book())
    assert codes(read) == ["day-order-taken", "span-no-period"]
    assert read.findings[0].facts["date"] == "10.12.2024"
    assert (read.findings[1].cell, read.findings[1].found) == (
        "COMPETITORS!A1",
        "10.12.2024–9.3.2025",
    )


@pytest.mark.parametrize(
    ("span", "period"),
    [
        (("6/1/2025", "6/30/2025"), month(2025, 6)),
        (("4/1/2025", "6/30/2025"), parse("2025-Q2")),
        (("1/1/2025", "6/30/2025"), parse("2025-S1")),
        (("1/1/2025", "12/31/2025"), parse("2025")),
    ],
)
def test_a_whole_period_has_its_new_followers(span: tuple[str, str], period: object) -> None:
    read = told(book(span=span))
    assert codes(read) == []
    assert {one.concept: (one.kind, it.period, it.value) for one in read.series
            for it in one.figures} == {
        "linkedin_page_followers": (Kind.STOCK, day(parse(str(period)).last_day), 1240),
        "linkedin_new_followers": (Kind.FLOW, period, 16),
        "linkedin_post_engagements": (Kind.FLOW, period, 300),
        "linkedin_posts": (Kind.FLOW, period, 12),
    }  # fmt: skip


def test_two_pages_of_the_own_name_are_refused() -> None:
    read = told(book(OURS, THEIRS, OURS))
    assert ("page-twice", "COMPETITORS!A5") in [(one.code, one.cell) for one in read.findings]


@pytest.mark.parametrize(
    ("span", "code"),
    [
        (("3/9/2025",), "period-row-missing"),
        (("3/9/2025", "3/8/2025"), "period-backwards"),
        (("3/9/2025", "x"), "date-unreadable"),
    ],
)
def test_a_span_that_is_none_refuses_the_file(span: tuple[str, ...], code: str) -> None:
    read = told(book(span=span), None)
    assert (read.series, codes(read)) == ((), [code])


def test_a_header_on_the_first_row_has_no_span() -> None:
    one = Book("xlsx", (Sheet("COMPETITORS", False, 1, 1, [HEADER, OURS]),))
    assert codes(told(one, None)) == ["period-row-missing"]


def test_no_pages_are_no_figures() -> None:
    read = told(book(["", 1, 2, 3, 4]), None)
    assert (read.series, codes(read)) == ((), ["day-order-taken"])


def test_a_faulty_count_is_refused() -> None:
    read = told(book(["Oma seutu", "1.240", 1, 1, 1]))
    assert ("ambiguous-number", "COMPETITORS!B3") in [(one.code, one.cell) for one in read.findings]


TRANSLATED: list[Raw] = ["Sivu", "Seuraajia", "Uusia", "Sitoutumisia", "Julkaisuja"]


def translated(*rows: list[Raw], span: tuple[Raw, ...] = ("6/1/2025", "6/30/2025")) -> Book:
    return Book("xlsx", (Sheet("KILPAILIJAT", False, 1, 1, [list(span), TRANSLATED, *rows]),))


def test_translated_headings_are_known_by_their_order() -> None:
    answers = {"which-page:KILPAILIJAT!A3": "Oma seutu"}
    read = told(translated(OURS, THEIRS), answers)
    assert read.series[0].label == "Oma seutu / Seuraajia"
    assert read.series[0].figures[0].value == Decimal(1240)


def test_portuguese_headings_keep_the_page() -> None:
    header: list[Raw] = ["Page", "Total de seguidores", "Novos seguidores", "Total", "Publicações"]
    grid: list[list[Raw]] = [["6/1/2025", "6/30/2025"], header, OURS]
    read = told(Book("xlsx", (Sheet("COMPETITORS", False, 1, 1, grid),)))
    assert [one.concept for one in read.series][:2] == [
        "linkedin_page_followers",
        "linkedin_new_followers",
    ]


@pytest.mark.parametrize(
    "one",
    [
        translated(OURS, span=("1.6.2025", "30.6.2025")),
        translated(OURS, span=(dt.date(2025, 6, 1), dt.date(2025, 6, 30))),
        translated(OURS, span=("6/1/2025", "6/30/2025", "x")),
        translated([3, 1, 2, 3, 4]),
        translated(["Oma seutu", "x", 2, 3, 4]),
        translated(),
        Book("xlsx", (Sheet("A", False, 1, 1, [["6/1/2025", "6/30/2025"]]),)),
        Book("xlsx", (Sheet("A", False, 1, 1, [["6/1/2025", "6/30/2025"], ["Sivu", "Muu"]]),)),
    ],
)
def test_a_sheet_of_ones_own_is_not_taken_for_it(one: Book) -> None:
    assert linkedin.recognise(one) == ""
