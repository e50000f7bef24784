"""Meta's daily export: every dress of the same days gives the same figures, or a question."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi.errors import Severity
from kpi.model import Kind
from kpi.periods import day
from kpi.readers import Asking, guard
from kpi.readers.cells import Mark, Marked, Raw
from kpi.readers.meta import titles
from tests.readers.meta_files import (
    JANUARY,
    answered,
    asked,
    book,
    codes,
    days,
    months,
    native,
    saved_as_semicolons,
    saved_as_tabs,
    saved_as_xlsx,
    stacked,
    told,
    true_file,
    true_files,
    values,
)

DAILY = "meta-daily"
VISITS, REACH = days([3, 0, 12]), days([5, 7], "Instagram reach")

# --- the dress


@pytest.mark.parametrize(
    "data",
    [
        native(VISITS, REACH),
        saved_as_semicolons(VISITS, REACH),
        saved_as_semicolons(VISITS, REACH, encoding="cp1252"),
        saved_as_tabs(VISITS, REACH),
        saved_as_xlsx(VISITS, REACH),
        saved_as_xlsx(VISITS, REACH, real_dates=True),
    ],
    ids=["native", "semicolons", "cp1252", "tabs", "xlsx", "real-dates"],
)
def test_every_dress_gives_the_same_days(data: bytes) -> None:
    read = told(guard.opened(data), DAILY)
    visits, reach = read.series
    assert (visits.label, visits.concept, visits.kind) == (
        "Facebook visits",
        "facebook_visits",
        Kind.FLOW,
    )
    assert values(visits) == {"2025-01-01": 3, "2025-01-02": 0, "2025-01-03": 12}
    assert (reach.concept, reach.kind) == ("instagram_" + "reach", Kind.DISTINCT)
    assert values(reach) == {"2025-01-01": 5, "2025-01-02": 7}
    assert read.findings == ()


def test_a_figure_stands_in_its_cell() -> None:
    (one,) = told(guard.opened(native(VISITS)), DAILY).series
    assert (one.cell, one.figures[0].cell, one.figures[2].cell) == ("csv!A1", "csv!B3", "csv!B5")


@given(
    figures=st.lists(st.integers(0, 10**6), min_size=1, max_size=70),
    first=st.dates(dt.date(2015, 1, 1), dt.date(2030, 1, 1)),
    hour=st.sampled_from(["T00:00:00", "T01:00:00", "T23:00:00", " 0:00", ""]),
    padding=st.integers(0, 3),
    gap=st.booleans(),
)
def test_the_days_come_out_as_they_went_in(
    figures: list[int], first: dt.date, hour: str, padding: int, gap: bool
) -> None:
    rows: list[list[Raw]] = [["Facebook visits"], ["Päivämäärä", "Primary"]]
    for step, figure in enumerate(figures):
        rows.append([f"{first + dt.timedelta(days=step)}{hour}", str(figure)])
        if gap and step % 7 == 3:
            rows.append([])
    padded = [[*row, *[""] * padding] for row in rows]
    (one,) = told(book(padded), DAILY).series
    dates = [first + dt.timedelta(days=step) for step in range(len(figures))]
    assert [(it.period, it.value) for it in one.figures] == list(
        zip(map(day, dates), map(Decimal, figures), strict=True)
    )


def test_blocks_may_stand_side_by_side_and_without_a_line_between() -> None:
    beside = [
        [*left, "", *right]
        for left, right in zip(
            [["Facebook visits", ""], *VISITS[1:]], [["Instagram reach", ""], *REACH[1:], []],
            strict=False,
        )
    ]  # fmt: skip
    assert [len(one.figures) for one in told(book(beside), DAILY).series] == [3, 2]
    assert [len(one.figures) for one in told(book([*VISITS, *REACH]), DAILY).series] == [3, 2]


def test_blocks_may_stand_on_several_sheets() -> None:
    read = told(book(VISITS, REACH, [["Muistiinpano"]]), DAILY)
    assert [one.cell for one in read.series] == ["csv!A1", "Taul1!A1"]
    assert [(one.code, one.cell) for one in read.findings] == [("cells-not-read", "Taul2!A1")]


# --- what a title means


@pytest.mark.parametrize(
    ("title", "concept", "kind"),
    [
        ("Facebook follows", "facebook_new_followers", Kind.FLOW),
        ("Instagram follows", "instagram_new_followers", Kind.FLOW),
        ("Instagram profile visits", "instagram_visits", Kind.FLOW),
        ("Facebook link clicks", "facebook_link_clicks", Kind.FLOW),
        ("Facebook viewers", "facebook_viewers", Kind.DISTINCT),
        ("Visitas ao perfil do Instagram", "instagram_visits", Kind.FLOW),
        ("Cliques no link do Instagram", "instagram_link_clicks", Kind.FLOW),
        ("Seguidores no Instagram", "instagram_new_followers", Kind.FLOW),
    ],
)
def test_a_title_with_a_platform_asks_nothing(title: str, concept: str, kind: Kind) -> None:
    asking = Asking()
    (one,) = told(book(days([1, 2], title)), DAILY, asking).series
    assert (one.concept, one.kind, asking.questions) == (concept, kind, ())


@pytest.mark.parametrize(
    ("title", "subject", "kind"),
    [
        ("Views", "views", Kind.FLOW),
        ("Visualizações", "views", Kind.FLOW),
        ("Visualizaciones", "views", Kind.FLOW),
        ("Viewers", "viewers", Kind.DISTINCT),
        ("Reach", "reach", Kind.DISTINCT),
        ("Alcance", "reach", Kind.DISTINCT),
        ("Follows", "new_followers", Kind.FLOW),
        ("Content interactions", "content_interactions", Kind.FLOW),
        ("Interações com o conteúdo", "content_interactions", Kind.FLOW),
    ],
)
def test_the_platform_of_a_bare_title_is_asked(title: str, subject: str, kind: Kind) -> None:
    asking = Asking()
    (one,) = told(book(days([1, 2], title)), DAILY, asking).series
    (question,) = asking.questions
    assert (one.concept, one.kind, len(one.figures)) == ("", kind, 2)
    assert (question.name, question.choices) == ("which-platform:csv!A1", titles.PLATFORMS)
    assert question.key == f"meta-daily which-platform {subject}"
    (one,) = told(book(days([1, 2], title)), DAILY, answered(which_platform__A1="instagram")).series
    assert one.concept == f"instagram_{subject}"


def test_a_title_in_no_list_is_never_added_up_unasked() -> None:
    one = book(days([1, 2], "Facebook-kattavuus", word="Päivämäärä"))
    asking = Asking()
    (series,) = told(one, DAILY, asking).series
    assert (series.kind, series.concept, asked(asking)) == (None, "", ["which-kind:csv!A1"])
    (series,) = told(one, DAILY, answered(which_kind__A1="distinct")).series
    assert (series.kind, series.concept) == (Kind.DISTINCT, "")


def test_a_bare_title_in_no_list_is_another_thing_on_each_platform() -> None:
    one = book(days([1, 2], "Näyttökerrat"))
    asking = Asking()
    told(one, DAILY, asking)
    assert asked(asking) == ["which-platform:csv!A1", "which-kind:csv!A1"]
    (series,) = told(
        one, DAILY, answered(which_platform__A1="instagram", which_kind__A1="flow")
    ).series
    assert (series.concept, series.kind) == ("instagram näyttökerrat", Kind.FLOW)


def test_a_title_with_both_platforms_is_asked_about() -> None:
    asking = Asking()
    told(book(days([1], "Facebook and Instagram views")), DAILY, asking)
    assert asked(asking) == ["which-platform:csv!A1", "which-kind:csv!A1"]


# --- the same title twice, the same metric twice


def test_a_block_that_is_there_twice_is_read_once() -> None:
    read = told(book(stacked(VISITS, VISITS)), DAILY)
    assert ([len(one.figures) for one in read.series], read.findings) == ([3], ())


def test_two_bare_blocks_are_each_asked_about_and_not_remembered() -> None:
    rows = stacked(days([1, 2], "Views"), days([30, 40], "Views"))
    asking = Asking(remembered={"meta-daily which-platform views": "facebook"})
    assert [one.concept for one in told(book(rows), DAILY, asking).series] == ["", ""]
    assert asked(asking) == ["which-platform:csv!A1", "which-platform:csv!A6"]
    assert [one.key for one in asking.questions] == ["", ""]
    both = answered(which_platform__A1="facebook", which_platform__A6="instagram")
    read = told(book(rows), DAILY, both)
    assert [one.concept for one in read.series] == ["facebook_views", "instagram_views"]
    assert read.findings == ()


def test_two_blocks_of_one_metric_must_agree() -> None:
    rows = stacked(days([1, 2], "Views"), days([1, 40], "Views"))
    same = answered(which_platform__A1="facebook", which_platform__A6="facebook")
    read = told(book(rows), DAILY, same)
    (wrong,) = read.findings
    assert (wrong.code, wrong.severity, wrong.cell) == (
        "period-told-twice",
        Severity.ERROR,
        "csv!B9",
    )
    assert dict(wrong.facts) == {"name": "2.1.2025", "found": "40", "other": "2", "where": "csv!B4"}


def test_two_downloads_of_one_metric_become_one_series() -> None:
    later = days([7, 8], first=dt.date(2025, 1, 4))
    (one,) = told(book(stacked(VISITS, later)), DAILY).series
    assert [int(value or 0) for value in values(one).values()] == [3, 0, 12, 7, 8]


def test_a_day_twice_in_a_block_must_agree() -> None:
    again = [*VISITS, ["2025-01-01T00:00:00", "3"]]
    assert len(told(book(again), DAILY).series[0].figures) == 3
    read = told(book([*VISITS, ["2025-01-01T00:00:00", "4"]]), DAILY)
    assert [(one.code, one.cell) for one in read.findings] == [("period-told-twice", "csv!B6")]


# --- days that are not there


def test_days_without_a_new_follower_are_left_out_and_are_0() -> None:
    rows = days([1, None, None, 2, 5], "Instagram follows")
    read = told(book(rows), DAILY)
    (one,) = read.series
    assert [int(value or 0) for value in values(one).values()] == [1, 0, 0, 2, 5]
    assert [it.cell for it in one.figures][:3] == ["csv!B3", "csv!A3", "csv!A3"]
    (said,) = read.findings
    assert (said.code, said.severity, said.facts["days"]) == (
        "days-without-rows",
        Severity.WARNING,
        "2",
    )


@pytest.mark.parametrize("shuffled", [False, True])
def test_the_order_of_the_rows_does_not_matter(shuffled: bool) -> None:
    title, header, *rows = days([1, None, 4], "Facebook follows")
    (one,) = told(book([title, header, *(reversed(rows) if shuffled else rows)]), DAILY).series
    assert values(one) == {"2025-01-01": 1, "2025-01-02": 0, "2025-01-03": 4}


@pytest.mark.parametrize(
    ("title", "figures", "count"),
    [
        ("Facebook visits", [1, None, 2], 2),
        ("Instagram follows", [1, None, 0, 2], 3),
        ("Instagram follows", [1, *[None] * 100, 2], 2),
    ],
    ids=["another metric", "its zeros are stated", "a gap too long"],
)
def test_other_missing_days_are_not_known(title: str, figures: list[int], count: int) -> None:
    read = told(book(days(figures, title)), DAILY)
    assert (len(read.series[0].figures), read.findings) == (count, ())


def test_a_row_without_a_figure_is_no_0() -> None:
    rows = days([1, "", 4], "Facebook follows")
    (one,) = told(book(rows), DAILY).series
    assert list(values(one)) == ["2025-01-01", "2025-01-03"]


def test_a_day_that_was_made_a_word_is_no_0() -> None:
    """The word keeps the figure of the day that would be taken for one without followers."""
    rows = days([1, 5, 4], "Instagram follows")
    rows[3][0] = "tuhatta"
    read = told(book(rows), DAILY)
    assert ("date-unreadable", "csv!A4") in [(one.code, one.cell) for one in read.findings]


@pytest.mark.parametrize(
    "sums",
    [
        {5: ["Yhteensä", "9"]},
        {3: ["Tammikuu yhteensä", "1"], 6: ["Yhteensä", "8"], 7: ["Total", "9"]},
        {5: ["Lopussa", "ei tietoa"]},
    ],
    ids=["all of them", "each part, and all", "no figure"],
)
def test_a_sum_among_sparse_days_hides_no_day(sums: dict[int, list[str]]) -> None:
    rows = days([1, None, 3, 5], "Instagram follows")
    for at, row in sums.items():
        rows.insert(at, row)
    read = told(book(rows), DAILY)
    assert [int(value or 0) for value in values(read.series[0]).values()] == [1, 0, 3, 5]
    assert {one.severity for one in read.findings} == {Severity.WARNING}


@given(
    figures=st.lists(st.integers(0, 9), min_size=2, max_size=60),
    ends=st.tuples(st.integers(1, 9), st.integers(1, 9)),
)
def test_sparse_days_give_the_sum_of_the_full_ones(
    figures: list[int], ends: tuple[int, int]
) -> None:
    full = [ends[0], *figures, ends[1]]
    sparse = days([figure or None for figure in full], "Instagram follows")
    (one,) = told(book(sparse), DAILY).series
    assert [it.value for it in one.figures] == full


# --- what is none


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("viisi", "not-a-number"),
        ("12 kpl", "not-a-number"),
        ("1.240", "ambiguous-number"),
        ("1,240", "ambiguous-number"),
        (12.5, "count-not-whole"),
        (Marked(Mark.ERROR, "#REF!"), "error-in-cell"),
        (Marked(Mark.NO_RESULT, ""), "formula-without-result"),
        (Marked(Mark.PERCENT, 0.1), "not-a-number"),
    ],
)
def test_a_cell_that_is_no_count_refuses_the_file(cell: Raw, code: str) -> None:
    read = told(book([*VISITS, ["2025-01-04T00:00:00", cell]]), DAILY)
    assert [(one.code, one.severity, one.cell) for one in read.findings] == [
        (code, Severity.ERROR, "csv!B6")
    ]


@pytest.mark.parametrize(
    ("cell", "value"),
    [("1 240", 1240), ("5213.0", 5213), (7, 7), ("-3", -3), ("–", None), ("", None)],
)
def test_a_count_as_people_and_spreadsheets_write_it(cell: Raw, value: int | None) -> None:
    (one,) = told(book([*VISITS, ["2025-01-04T00:00:00", cell]]), DAILY).series
    assert values(one).get("2025-01-04") == value


def test_what_is_no_count_keeps_its_decimals() -> None:
    one = told(
        book(days(["23.936", "0.5"], "Facebook earnings")), DAILY, answered(which_kind__A1="flow")
    ).series[0]
    assert list(values(one).values()) == [Decimal("23.936"), Decimal("0.5")]


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("2025-13-01T00:00:00", "date-unreadable"),
        ("2025-01-04 - 2025-01-31", "date-unreadable"),
        ("1/4/2025", "date-unreadable"),
        ("0004-01-04", "date-unreadable"),
        (45661, "date-unreadable"),
        (Marked(Mark.ERROR, "#REF!"), "date-unreadable"),
        ("", "day-missing"),
    ],
)
def test_a_row_that_is_no_day_refuses_the_file(cell: Raw, code: str) -> None:
    read = told(book([*VISITS, [cell, "4"], ["2025-01-05T00:00:00", "5"]]), DAILY)
    assert [(one.code, one.cell) for one in read.findings] == [(code, "csv!A6")]


@pytest.mark.parametrize(
    "cell",
    [
        "4.1.2025",
        "4.1.2025 1:00",
        dt.date(2025, 1, 4),
        dt.datetime(2025, 1, 4, 1, 0),  # noqa: DTZ001 - a spreadsheet's date has no zone
        Marked(Mark.MONTH, dt.date(2025, 1, 4)),
    ],
)
def test_a_day_as_a_spreadsheet_writes_it(cell: Raw) -> None:
    (one,) = told(book([*VISITS, [cell, "4"]]), DAILY).series
    assert values(one)["2025-01-04"] == 4


def test_a_total_is_no_day() -> None:
    read = told(book([*VISITS, ["Yhteensä", "15"]]), DAILY)
    assert len(read.series[0].figures) == 3
    (said,) = read.findings
    assert (said.code, said.cell, said.found) == ("cells-not-read", "csv!A6", "csv!A6, csv!B6")


def test_notes_and_other_columns_are_said_to_be_not_read() -> None:
    rows: list[list[Any]] = [*(list(row) for row in VISITS), [], ["Koonnut viestintä"], ["Ei", "7"]]
    rows[1].append("stars")
    rows[2].append("9")
    read = told(book(rows), DAILY)
    (said,) = read.findings
    assert said.found == "csv!C2, csv!C3, csv!A7, csv!A8, csv!B8"
    assert len(read.series[0].figures) == 3


@pytest.mark.parametrize("step", [7, 31])
def test_rows_for_longer_spans_are_no_days(step: int) -> None:
    dates = [JANUARY + dt.timedelta(days=7 * at) for at in range(4)]
    if step == 31:
        dates = [dt.date(2025, month, 1) for month in (1, 2, 3)]
    rows = [["Facebook visits"], ["Date", "Primary"], *([str(date), "9"] for date in dates)]
    assert codes(told(book(rows), DAILY)) == ["rows-are-not-days"]


def test_a_title_is_needed() -> None:
    read = told(book(VISITS[1:]), DAILY)
    assert [(one.code, one.cell) for one in read.findings] == [("title-missing", "csv!A1")]
    # A row of figures above the header is no title.
    read = told(book([["2025-01-01", "4"], *VISITS[1:]]), DAILY)
    assert codes(read) == ["title-missing", "cells-not-read"]
    read = told(book([["2025-01-01"], *VISITS[1:]]), DAILY)
    assert "title-missing" in codes(read)


def test_a_metric_without_a_day_is_said() -> None:
    rows = stacked(days([], "Facebook link clicks"), VISITS)
    read = told(book(rows), DAILY)
    assert [(one.code, one.cell) for one in read.findings] == [("no-days", "csv!A1")]
    assert [one.label for one in read.series] == ["Facebook visits"]
    assert codes(told(book(days([])), DAILY)) == ["no-days"]


@pytest.mark.parametrize(
    "rows",
    [
        [["Väri", "Primary"], ["punainen", "1"]],
        [["Väri", "Primary"]],
        [["", "Primary"], ["2025-01-01", "1"]],
        [["Primary"], ["2025-01-01"]],
        [["Facebook visits"], ["Date", "Figure"], ["2025-01-01T00:00:00", "1"]],
        [],
    ],
)
def test_another_table_is_not_taken_for_it(rows: list[list[Raw]]) -> None:
    from kpi.readers import meta

    assert meta.recognise(book(rows)) == ""


def test_what_nobody_sees_is_said() -> None:
    read = told(book(VISITS, hidden=True, hidden_rows=frozenset({4})), DAILY)
    assert [(one.code, one.cell) for one in read.findings] == [
        ("hidden-sheet", "csv!B3"),
        ("hidden-figures", "csv!B4"),
    ]
    read = told(book(VISITS, hidden_columns=frozenset({2})), DAILY)
    assert [(one.code, one.found) for one in read.findings] == [("hidden-figures", "3, 4, 5")]


def test_a_file_full_of_blocks_or_faults_costs_one_message() -> None:
    read = told(book(VISITS * 101), DAILY)
    assert (read.series, codes(read)[0]) == ((), "too-many-blocks")
    read = told(book([*VISITS, *[["2025-13-01", "4"]] * 600]), DAILY)
    assert (read.series, len(read.findings)) == ((), 501)
    assert codes(read)[-1] == "too-many-errors"


# --- true files, where somebody has some


@true_files
@pytest.mark.parametrize(
    ("name", "concept", "sums"),
    [
        ("Visits.csv", "facebook_visits", (193, 487, 250)),
        ("Visits (1).csv", "instagram_visits", (100, 75, 224)),
        ("Views.csv", "", (4622, 8542, 14600)),
        ("Follows.csv", "", (15, 31, 19)),
        ("Interactions.csv", "", (66, 89, 45)),
        ("Interactions (1).csv", "", (104, 115, 372)),
    ],
)
def test_true_files(name: str, concept: str, sums: tuple[int, ...]) -> None:
    asking = Asking()
    read = told(guard.opened(true_file(name)), DAILY, asking)
    (one,) = read.series
    assert (one.concept, one.kind, len(one.figures)) == (concept, Kind.FLOW, 105)
    assert tuple(months(one).values())[:3] == sums
    assert (one.figures[-1].period, read.findings) == (day(dt.date(2025, 4, 15)), ())
    assert asked(asking) == ([] if concept else ["which-platform:csv!A1"])


@true_files
def test_true_reach_is_of_people() -> None:
    (one,) = told(guard.opened(true_file("Reach.csv")), DAILY).series
    assert (one.concept, one.kind) == ("facebook_" + "reach", Kind.DISTINCT)


# --- dates that a spreadsheet wrote with slashes


def slashed(form: str, dates: list[dt.date]) -> list[list[Any]]:
    return [["Facebook visits"], ["Date", "Primary"], *([form.format(d=it), 5] for it in dates)]


@pytest.mark.parametrize("form", ["{d.month}/{d.day}/{d.year} 0:00", "{d.day}/{d.month}/{d.year}"])
@pytest.mark.parametrize("length", [2, 12, 31])
def test_slashed_days_that_the_column_settles_are_days(form: str, length: int) -> None:
    dates = [JANUARY + dt.timedelta(days=step) for step in range(length)]
    read = told(book(slashed(form, dates)), DAILY)
    (one,) = read.series
    assert [it.period for it in one.figures] == [day(it) for it in dates]
    assert codes(read) == ([] if form.startswith("{d.month}") else ["day-order-taken"])


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (["1/2/2025"], ["date-unreadable", "no-days"]),
        (["1/2/2025", "3/4/2025"], ["date-unreadable", "date-unreadable", "no-days"]),
        (["13/1/2025", "1/14/2025"], ["day-order-mixed", "no-days"]),
        (["1/13/2025", "1/13/2025"], ["day-twice", "no-days"]),
    ],
)
def test_slashed_days_that_nothing_settles_are_refused(cells: list[str], said: list[str]) -> None:
    rows = [["Facebook visits"], ["Date", "Primary"], *([it, 5] for it in cells)]
    read = told(book(rows), DAILY)
    assert (read.series, codes(read)) == ((), said)


@pytest.mark.parametrize(
    "title", ["Engagement rate", "Average watch time", "Facebook-katseluaika", "Sitoutumisaste"]
)
def test_a_rate_or_a_length_of_time_is_left_out_and_said(title: str) -> None:
    read = told(book(days([3.5, 4.5], title), days([5, 7])), DAILY)
    assert [one.label for one in read.series] == ["Facebook visits"]
    assert codes(read) == ["columns-left-out"]
    assert read.findings[0].found == title


def test_a_month_between_two_downloads_is_not_a_month_without_new_followers() -> None:
    """January and March under one title: February became twenty-eight zeros."""
    title, first = "Instagram follows", days([1] * 31, "Instagram follows")
    march = days([1] * 31, title, dt.date(2025, 3, 1))[2:]
    read = told(book([*first, *march]), DAILY)
    assert {it.period.start.month for it in read.series[0].figures if it.period} == {1, 3}
    assert codes(read) == []
