"""Meta's content export: posts per month, and nothing else of it."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Sequence
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi.errors import Severity
from kpi.model import Kind
from kpi.readers import Asking, Reading, guard, meta
from kpi.readers.cells import Book, Raw
from tests.readers.meta_files import answered, asked, book, codes, told, values

POSTS = "meta-posts"
FACEBOOK = (
    ["Post ID", "Page ID", "Page name", "Title", "Description", "Duration (sec)", "Publish time"]
    + ["Caption type", "Permalink", "Is crosspost", "Date", "Views", "Reach", "Views"]
)  # fmt: skip
INSTAGRAM = (
    ["Post ID", "Account ID", "Account username", "Account name", "Description"]
    + ["Duration (sec)", "Publish time", "Permalink", "Post type", "Data comment", "Date"]
    + ["Views", "Reach", "Likes", "Follows"]
)  # fmt: skip
PAGE, ACCOUNT = "100000000000001", "17840000000000001"


def facebook(times: Sequence[Raw], header: Sequence[str] = FACEBOOK) -> list[list[Any]]:
    rows: list[list[Any]] = [list(header)]
    for at, time in enumerate(times):
        link = f"https://www.facebook.com/100/posts/{at}"
        rows.append(
            [f"12200000000000{at:03}", PAGE, "Kunta", "", "Kuva,\ntoinen rivi", "0", time]
            + ["", link, "0", "Lifetime", "150", "90", "150"]
        )
    return rows


def instagram(times: Sequence[Raw], header: Sequence[str] = INSTAGRAM) -> list[list[Any]]:
    rows: list[list[Any]] = [list(header)]
    for at, time in enumerate(times):
        link = f"https://www.instagram.com/p/{at}/"
        rows.append(
            [f"18000000000000{at:03}", ACCOUNT, "kunta", "Kunta", "Kuva", "0", time, link]
            + ["IG image", "", "Lifetime", "150", "90", "7", ""]
        )
    return rows


def us(*days: str) -> list[str]:
    """Give ISO days as Meta writes them."""
    return [f"{one[5:7]}/{one[8:]}/{one[:4]} 09:48" for one in days]


def counted(read: Reading) -> dict[str, int]:
    (one,) = read.series
    return {name: int(value or 0) for name, value in values(one).items()}


SPRING = us("2025-03-18", "2025-03-31", "2025-04-01", "2025-06-30")
IN_SPRING = {"2025-M03": 2, "2025-M04": 1, "2025-M06": 1}


def native(rows: Sequence[Sequence[Any]]) -> bytes:
    made = io.StringIO()
    csv.writer(made, lineterminator="\n").writerows(rows)
    return made.getvalue().encode("utf-8-sig")


def saved_as_xlsx(rows: Sequence[Sequence[Any]]) -> bytes:
    made = openpyxl.Workbook()
    page = made.active
    assert page is not None
    for row in rows:
        page.append([int(it) if str(it).isdigit() else it for it in row])
    kept = io.BytesIO()
    made.save(kept)
    return kept.getvalue()


@pytest.mark.parametrize("save", [native, saved_as_xlsx])
def test_posts_are_counted_by_the_month_of_publishing(save: Any) -> None:
    read = told(guard.opened(save(facebook(SPRING))), POSTS)
    (one,) = read.series
    assert (one.label, one.kind) == ("Post ID / Publish time", Kind.FLOW)
    assert (one.concept, counted(read)) == ("facebook_posts", IN_SPRING)
    assert (one.cell.partition("!")[2], one.figures[1].cell.partition("!")[2]) == ("G1", "G4")
    said = {it.code: it for it in read.findings}
    assert said["lifetime-values"].found == "Is crosspost, Views, Reach"
    assert said["first-and-last-month"].found == "3/2025, 6/2025"
    assert set(said) == {"lifetime-values", "first-and-last-month"}
    assert {it.severity for it in read.findings} == {Severity.WARNING}


def test_an_account_is_on_the_other_platform() -> None:
    read = told(book(instagram(SPRING)), POSTS)
    assert (read.series[0].concept, counted(read)) == ("instagram_posts", IN_SPRING)
    assert read.series[0].source == ACCOUNT


def test_no_caption_and_no_name_gets_out() -> None:
    read = told(book(instagram([*SPRING, "03/18/2025"])), POSTS)
    assert not any(word in repr(read) for word in ("Kuva", "Kunta", "kunta"))


def test_one_month_is_named_once() -> None:
    read = told(book(facebook(us("2025-03-18", "2025-03-19"))), POSTS)
    assert next(it for it in read.findings if "first" in it.code).found == "3/2025"


@given(
    dates=st.lists(st.dates(dt.date(2020, 1, 1), dt.date(2030, 1, 1)), min_size=1, max_size=30).map(
        lambda dates: [*dates, dt.date(2025, 5, 31)]
    )
)
def test_the_counts_add_up_to_the_posts(dates: list[dt.date]) -> None:
    expected: dict[str, int] = {}
    for date in sorted(dates):
        key = f"{date.year}-M{date.month:02}"
        expected[key] = expected.get(key, 0) + 1
    assert counted(told(book(facebook(us(*map(str, dates)))), POSTS)) == expected


# --- which is the month


def test_nothing_over_12_is_read_as_documented_and_said() -> None:
    read = told(book(facebook(us("2025-03-02", "2025-04-01"))), POSTS)
    assert counted(read) == {"2025-M03": 1, "2025-M04": 1}
    said = next(it for it in read.findings if it.code == "day-order-taken")
    assert dict(said.facts) == {"found": "03/02/2025", "date": "2.3.2025"}


def test_a_column_with_the_day_first_is_read_so_and_said() -> None:
    read = told(book(facebook(["02/03/2025 09:48", "31/03/2025 09:48"])), POSTS)
    assert counted(read) == {"2025-M03": 2}
    assert (
        next(it for it in read.findings if it.code == "day-order-taken").facts["date"] == "2.3.2025"
    )


def test_a_column_in_both_orders_is_refused() -> None:
    read = told(book(facebook(["03/31/2025 09:48", "31/03/2025 09:48"])), POSTS)
    wrong = next(it for it in read.findings if it.severity is Severity.ERROR)
    assert (wrong.code, wrong.cell, wrong.facts["where"]) == ("day-order-mixed", "csv!G3", "csv!G2")
    assert counted(read) == {}


def test_a_column_that_a_spreadsheet_half_turned_is_refused() -> None:
    """A spreadsheet reads 03/04 as 3 April and cannot read 03/25: half of the column is wrong."""
    turned = dt.datetime(2025, 4, 3, 9, 48)  # noqa: DTZ001 - a spreadsheet's date has no zone
    for cell in (turned, "3.4.2025 9.48"):
        read = told(book(facebook(["03/25/2025 09:48", cell])), POSTS)
        assert ("days-damaged", "csv!G3") in [(it.code, it.cell) for it in read.findings]
        assert counted(read) == {}


def test_real_dates_are_good_where_one_shows_that_nothing_was_swapped() -> None:
    for cells in (
        [dt.datetime(2025, 3, 25, 9, 48), dt.datetime(2025, 4, 3)],  # noqa: DTZ001
        ["25.3.2025 9.48", "3.4.2025 0:00"],
        ["2025-03-25 09:48:00", "2025-04-03T00:00"],
        [dt.datetime(2025, 3, 3, 9, 48), dt.datetime(2025, 4, 4)],  # noqa: DTZ001
    ):
        read = told(book(facebook(cells)), POSTS)
        assert counted(read) == {"2025-M03": 1, "2025-M04": 1}
        assert codes(read) == ["lifetime-values", "first-and-last-month"]


def test_real_dates_that_may_be_swapped_are_asked_about() -> None:
    one = book(facebook([dt.datetime(2025, 3, 3), dt.datetime(2025, 4, 3)]))  # noqa: DTZ001
    asking = Asking()
    (series,) = told(one, POSTS, asking).series
    assert values(series) == {"None": 2}
    (question,) = asking.questions
    assert question.name == "which-of-two-days:csv!G3"
    assert (question.choices, question.key) == (("2025-04-03", "2025-03-04"), "")
    given_as = answered(which_of_two_days__G3="2025-04-03")
    assert counted(told(one, POSTS, given_as)) == {"2025-M03": 1, "2025-M04": 1}
    swapped = answered(which_of_two_days__G3="2025-03-04")
    assert counted(told(one, POSTS, swapped)) == {"2025-M03": 2}


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("", "day-missing"),
        ("Yhteensä", "date-unreadable"),
        ("13/13/2025 09:48", "day-order-mixed"),
        ("03/18/2025", "date-unreadable"),
        (45_000, "date-unreadable"),
    ],
)
def test_a_post_without_a_time_refuses_the_file(cell: Raw, code: str) -> None:
    read = told(book(facebook(["03/25/2025 09:48", cell])), POSTS)
    wrong = [it for it in read.findings if it.severity is Severity.ERROR]
    assert [(it.code, it.cell) for it in wrong] == [(code, "csv!G3")]


@pytest.mark.parametrize(
    "cell", ["3.13.2025 9.48", "02/30/2025 09:48", "0001-01-01 09:48", "2025-02-30 09:48"]
)
def test_a_day_that_the_calendar_lacks_refuses_the_file(cell: str) -> None:
    read = told(book(facebook([cell])), POSTS)
    assert ("date-unreadable", "csv!G2") in [(it.code, it.cell) for it in read.findings]


# --- the same post again


def test_a_post_on_several_rows_is_counted_once_and_said() -> None:
    rows = instagram(SPRING)
    later = [*rows[2][:11], "160", "95", "9", "1"]
    read = told(book([*rows, rows[1], later, []]), POSTS)
    assert counted(read) == IN_SPRING
    said = next(it for it in read.findings if it.code == "post-twice")
    assert (said.cell, said.found) == ("csv!A6", "csv!A6, csv!A7")


def test_posts_without_links_are_told_apart_by_all_that_precedes_the_figures() -> None:
    rows = facebook(SPRING[:2])
    for row in rows[1:]:
        row[0], row[8] = "1.22E+17", ""
    assert counted(told(book([*rows, rows[1]]), POSTS)) == {"2025-M03": 2}
    without = [[*row[:8], *row[9:]] for row in rows]
    assert counted(told(book([*without, without[1]]), POSTS)) == {"2025-M03": 2}


# --- whose it is


def test_two_pages_in_one_file_are_two_series() -> None:
    rows = facebook(SPRING)
    rows[3][1] = "100000000000002"
    read = told(book(rows), POSTS)
    assert [(one.label, one.cell, one.source, len(one.figures)) for one in read.series] == [
        (f"Post ID / Publish time / {PAGE}", "csv!G2", PAGE, 2),
        ("Post ID / Publish time / 100000000000002", "csv!G4", "100000000000002", 1),
    ]


@pytest.mark.parametrize("rows", [facebook, instagram])
def test_two_pages_are_two_series_in_an_unknown_language_too(rows: Any) -> None:
    """Their posts were counted together as one page's."""
    made = finnish(rows(SPRING))
    made[3][1] = "100000000000002"
    read = told(book(made), POSTS)
    assert [(one.source, len(one.figures)) for one in read.series] == [
        (str(made[1][1]), 2),
        ("100000000000002", 1),
    ]


def finnish(rows: list[list[Any]]) -> list[list[Any]]:
    """Give the headings a language that nobody has seen: by their shape alone they are known."""
    return [[f"Otsikko {at}" for at in range(len(rows[0]))], *rows[1:]]


@pytest.mark.parametrize(("rows", "platform"), [(facebook, "facebook"), (instagram, "instagram")])
def test_an_unknown_language_is_known_by_its_shape(rows: Any, platform: str) -> None:
    made = finnish(rows(SPRING))
    made[2][made[2].index(next(it for it in made[2] if str(it).startswith("https")))] = ""
    read = told(book(made), POSTS)
    (one,) = read.series
    assert (one.concept, one.label, one.source) == (
        f"{platform}_posts",
        "Otsikko 0 / Otsikko 6",
        "",
    )
    assert counted(read) == IN_SPRING


def test_spanish_headings_are_known() -> None:
    header = ["Identificador de la publicación", "Identificador de la cuenta", *INSTAGRAM[2:6]]
    header += ["Hora de publicación", "Enlace permanente", *INSTAGRAM[8:]]
    read = told(book(instagram(SPRING, header)), POSTS)
    assert (read.series[0].concept, counted(read)) == ("instagram_posts", IN_SPRING)


def test_a_file_that_does_not_say_its_platform_is_asked_about() -> None:
    rows = facebook(SPRING)
    rows[0][1] = "Sivun tunnus"
    rows[1][8] = "https://www.instagram.com/p/1/"
    asking = Asking()
    assert told(book(rows), POSTS, asking).series[0].concept == ""
    assert asked(asking) == ["which-platform:csv!G1"]
    assert asking.questions[0].key == "meta-posts which-platform posts"
    said = answered(which_platform__G1="facebook")
    assert told(book(rows), POSTS, said).series[0].concept == "facebook_posts"
    for row in rows[1:]:
        row[8] = ""
    assert told(book(rows), POSTS, asking).series[0].concept == ""
    without = [[*row[:8], *row[9:]] for row in rows]
    assert told(book(without), POSTS, asking).series[0].concept == ""


def test_a_file_without_posts_has_no_figures() -> None:
    read = told(book([FACEBOOK]), POSTS)
    assert (read.series, read.findings) == ((), ())


def test_another_sheet_and_hidden_rows_are_said() -> None:
    rows = facebook(SPRING)
    read = told(book(rows, [["Yhteensä", 4]], hidden_rows=frozenset({3})), POSTS)
    said = [(it.code, it.cell) for it in read.findings]
    assert ("hidden-figures", "csv!G3") in said
    assert ("cells-not-read", "Taul1!A1") in said


@pytest.mark.parametrize(
    "one",
    [
        book([["Julkaisu", "Linkki", "Aika"], ["1", "https://facebook.com/1", "2025-01-01 10:00"]]),
        book([[f"Otsikko {at}" for at in range(12)], ["2025-01-01 10:00", *"abcdefghijk"]]),
        book([[f"Otsikko {at}" for at in range(600)], ["2025-01-01 10:00", "https://fb.com/1"]]),
    ],
    ids=["a short list", "no links", "too wide"],
)
def test_another_table_is_not_taken_for_it(one: Book) -> None:
    assert meta.recognise(one) == ""
