"""Meta's audience export: the number of followers on a day that is asked, no shares."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from kpi.errors import Severity
from kpi.model import Kind
from kpi.readers import Asking, guard, meta
from tests.readers.meta_files import (
    answered,
    asked,
    book,
    codes,
    days,
    native,
    saved_as_semicolons,
    saved_as_tabs,
    stacked,
    told,
    values,
)

AUDIENCE = "meta-audience"
AGES: list[list[Any]] = [
    ["Age & gender"],
    ["", "Women", "Men"],
    ["18-24", "10.6", "6.5"],
    ["25-34", "20.4", "12.5"],
    ["35-44", "15", "10"],
    ["45-54", "10", "5"],
    ["55-64", "5", "2"],
    ["65+", "2", "1"],
]
CITIES: list[list[Any]] = [["Top cities"], ["Kokkola, Finland", "Vaasa, Finland"], ["40.1", "7"]]
FOLLOWERS: list[list[Any]] = [["Facebook followers"], ["FB_PAGE,FOLLOW,UNIQUE_USERS"], ["1240"]]
OTHERS: list[list[Any]] = [["Instagram followers"], ["IG_ACCOUNT,FOLLOW,UNIQUE_USERS"], ["519"]]


def named(title: str, rows: list[list[Any]] = AGES) -> list[list[Any]]:
    return [[title], *rows[1:]]


def test_shares_are_left_out_and_said() -> None:
    read = told(guard.opened(native(AGES, CITIES)), AUDIENCE)
    assert read.series == ()
    (said,) = read.findings
    assert (said.code, said.severity, said.cell) == ("shares-left-out", Severity.WARNING, "csv!A1")
    assert said.found == "Age & gender, Top cities"


@pytest.mark.parametrize(
    "data",
    [
        native(FOLLOWERS, OTHERS, AGES),
        saved_as_tabs(FOLLOWERS, OTHERS),
        saved_as_semicolons(FOLLOWERS, OTHERS),
        saved_as_semicolons([*FOLLOWERS, *OTHERS]),
    ],
    ids=["native", "tabs", "semicolons", "no line between"],
)
def test_the_number_of_followers_is_a_stock_on_the_day_that_is_asked(data: bytes) -> None:
    asking = Asking(today=dt.date(2025, 7, 15))
    one, other = told(guard.opened(data), AUDIENCE, asking).series
    assert (one.label, one.kind) == ("Facebook followers", Kind.STOCK)
    assert values(one) == {"None": 1240}
    (question,) = asking.questions
    assert (question.name, question.key) == ("which-date:csv!A1", "")
    assert question.choices == ("2025-07-15", "2025-06-30", "2025-05-31", "2025-04-30")
    assert question.facts["found"] == "Facebook followers, Instagram followers"
    read = told(guard.opened(data), AUDIENCE, answered(which_date__A1="30.6.2025"))
    assert [(it.concept, values(it)) for it in read.series] == [
        ("facebook_" + "followers", {"2025-06-30": 1240}),
        ("instagram_" + "followers", {"2025-06-30": 519}),
    ]


def test_a_technical_name_in_several_cells_is_read_too() -> None:
    """Saved anew without quotes, the name falls apart at its commas."""
    split = [["Facebook followers"], ["FB_PAGE", "FOLLOW", "UNIQUE_USERS"], ["1 240"]]
    (one,) = told(book(split), AUDIENCE, answered(which_date__A1="2025-06-30")).series
    assert values(one) == {"2025-06-30": 1240}


def test_a_count_without_a_title_is_called_by_its_technical_name() -> None:
    for rows in (FOLLOWERS[1:], [["a", "b"], *FOLLOWERS[1:]]):
        (one,) = told(book(rows), AUDIENCE).series
        assert one.label == "FB_PAGE,FOLLOW,UNIQUE_USERS"


@pytest.mark.parametrize(
    ("cell", "found"),
    [("1.240", ["ambiguous-number"]), ("paljon", ["not-a-number"]), ("", []), ("..", [])],
)
def test_a_count_that_is_none(cell: str, found: list[str]) -> None:
    asking = Asking()
    read = told(book([*FOLLOWERS[:2], [cell]]), AUDIENCE, asking)
    assert (read.series, codes(read), asking.questions) == ((), found, ())


def test_a_daily_block_in_the_middle_is_read_as_days() -> None:
    asking = Asking()
    read = told(book(stacked(AGES, days([3, 1], "Follows"), CITIES)), AUDIENCE, asking)
    (one,) = read.series
    assert (one.label, len(one.figures)) == ("Follows", 2)
    assert asked(asking) == ["which-platform:csv!A10"]
    assert [it.found for it in read.findings] == ["Age & gender, Top cities"]


def test_what_has_no_title_is_said_to_be_not_read() -> None:
    read = told(book([*FOLLOWERS, [], ["Laskettu", "7"]]), AUDIENCE)
    assert [(it.code, it.found) for it in read.findings] == [("cells-not-read", "csv!A5, csv!B5")]


def test_a_hidden_count_is_said() -> None:
    read = told(book(FOLLOWERS, hidden_rows=frozenset({3})), AUDIENCE)
    assert codes(read) == ["hidden-figures"]


def test_shares_by_age_are_known_in_any_language() -> None:
    told(book(named("Ikä ja sukupuoli")), AUDIENCE)
    dashes = [[str(row[0]).replace("-", "–"), *row[1:]] for row in named("Ikä ja sukupuoli")]
    told(book(dashes), AUDIENCE)
    commas = [[str(it).replace(".", ",") for it in row] for row in named("Ikä ja sukupuoli")]
    told(book(commas), AUDIENCE)


@pytest.mark.parametrize(
    "rows",
    [
        named("Työttömät iän mukaan", [*AGES[:3], *([row[0], "412", "380"] for row in AGES[3:])]),
        named("Työttömät iän mukaan", [*AGES[:3], *([row[0], "x", ""] for row in AGES[3:])]),
        named("Ikä ja sukupuoli", AGES[:4]),
        [["Ikä"], ["Alle 18", "Naiset"], *AGES[2:]],
        [["Ikä"], [], *AGES[2:]],
    ],
    ids=["counts", "no numbers", "too few", "no empty corner", "no header"],
)
def test_another_table_by_age_is_not_taken_for_it(rows: list[list[Any]]) -> None:
    assert meta.recognise(book(rows)) == ""
