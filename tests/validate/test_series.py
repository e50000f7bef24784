"""What a series of a tool or a table becomes: its indicator's figures, a question or nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal

import pytest

from kpi.errors import Finding, Severity
from kpi.model import Kind, Observation
from kpi.periods import parse
from kpi.readers import Asking, FileRead, Series, Told
from kpi.validate import validate
from tests.factories import TODAY, catalogue

Figures = Sequence[tuple[str, object]]


def series(label: str, figures: Figures, kind: Kind | None = None, **more: object) -> Series:
    column = more.pop("column", "B")
    told = [
        Told(parse(period), None if value is None else Decimal(str(value)), f"csv!{column}{row}")
        for row, (period, value) in enumerate(figures, 2)
    ]
    return Series(label, f"csv!{column}1", told, kind, **more)  # type: ignore[arg-type]


def read(
    *told: Series,
    answers: Mapping[str, str] | None = None,
    remembered: Mapping[str, str] | None = None,
    today: dt.date = TODAY,
) -> tuple[tuple[Observation, ...], tuple[Finding, ...], Asking]:
    asking = Asking(answers or {}, remembered or {}, today)
    asking.format = "table"
    found = FileRead("table", "", (), (), told)
    return (*validate(found, catalogue(), today=today, asking=asking), asking)


def codes(findings: Sequence[Finding]) -> list[str]:
    return [one.code for one in findings]


def values(observations: Sequence[Observation]) -> dict[str, Decimal | None]:
    return {one.period.code: one.value for one in observations}


DAYS = [("2025-06-07", 3), ("2025-06-08", 0)]


# --- what a heading means


def test_an_indicator_s_own_name_needs_no_question() -> None:
    told, findings, _ = read(series("  souturetket ", [("2025-M02", 5), ("2025-M03", 3)]))
    assert [(one.indicator, one.label, one.cell) for one in told] == [
        ("trips", "  souturetket ", "csv!B2"),
        ("trips", "  souturetket ", "csv!B3"),
    ]
    assert findings == ()


def test_an_unknown_heading_is_asked_about_nearest_first() -> None:
    told, findings, _ = read(series("Retkiä", [("2025-M02", 5)]))
    assert told == ()
    (one,) = findings
    assert (one.code, one.severity, one.cell) == ("which-indicator", Severity.QUESTION, "csv!B1")
    assert one.choices[0] == "trips"
    assert one.choices[-1] == "skip"


def test_an_answer_settles_it_and_is_remembered_by_concept() -> None:
    one = series("Views", DAYS, Kind.FLOW, concept="facebook_views")
    told, _, asking = read(one, answers={"which-indicator:csv!B1": "trips"})
    assert values(told) == {"2025-06-07": 3, "2025-06-08": 0}
    (question,) = asking.questions
    assert question.key == "table which-indicator facebook_views"
    again, _, _ = read(one, remembered={question.key: "trips"})
    assert again == told


def test_a_tool_s_title_is_no_heading_but_what_it_counts_may_be_one() -> None:
    _, findings, _ = read(series("Souturetket", DAYS, Kind.FLOW, concept="views"))
    assert codes(findings) == ["which-indicator"]
    told, _, _ = read(series("Views", DAYS, Kind.FLOW, concept="trips"))
    assert len(told) == 2


def test_an_answer_about_one_site_is_none_about_another() -> None:
    known = {"table which-indicator sessions @ club.example": "trips"}
    one = series("Sessions", DAYS, Kind.FLOW, concept="sessions", source="club.example")
    told, _, _ = read(one, remembered=known)
    assert len(told) == 2
    other = series("Sessions", DAYS, Kind.FLOW, concept="sessions", source="shop.example")
    _, findings, _ = read(other, remembered=known)
    assert codes(findings) == ["which-indicator"]


def test_what_is_left_out_is_no_figure() -> None:
    told, findings, _ = read(
        series("Views", DAYS, Kind.FLOW), answers={"which-indicator:csv!B1": "skip"}
    )
    assert told == ()
    assert codes(findings) == ["nothing-followed"]


@pytest.mark.parametrize(
    ("kind", "offered"),
    [
        (Kind.FLOW, {"trips"}),
        (Kind.DISTINCT, {"visitors"}),
        (Kind.STOCK, {"members"}),
    ],
)
def test_what_is_counted_decides_what_a_series_can_be(kind: Kind, offered: set[str]) -> None:
    """New followers are never the follower count, people of a day never a month's visits."""
    _, findings, _ = read(series("Total followers", DAYS, kind))
    assert set(findings[0].choices) == {*offered, "skip"}


def test_a_name_alone_does_not_make_new_ones_the_number_of_all() -> None:
    told, findings, _ = read(series("Jäsenet", DAYS, Kind.FLOW))
    assert told == ()
    assert findings[0].code == "which-indicator"
    assert "members" not in findings[0].choices


def test_details_are_told_of_and_not_asked_about() -> None:
    told, findings, _ = read(
        series("Souturetket", [("2025-M02", 5)]),
        series("(desktop)", DAYS, Kind.FLOW, wanted=False),
        series("(mobile)", DAYS, Kind.FLOW, wanted=False),
    )
    assert len(told) == 1
    assert [(one.code, one.found) for one in findings] == [
        ("series-not-taken", "(desktop), (mobile)")
    ]


def test_months_are_welcome_for_what_is_usually_told_twice_a_year() -> None:
    told, findings, _ = read(series("Jäsenet", [("2025-M02", 5)]))
    assert (values(told), findings) == ({"2025-M02": 5}, ())


def test_a_unit_says_what_a_heading_cannot_be() -> None:
    _, findings, _ = read(series("Osuus", [("2025-S1", 50)], unit="%"))
    assert set(findings[0].choices) == {"boat_share", "skip"}


def test_what_nothing_counts_is_told_of() -> None:
    told, findings, _ = read(series("Sade", [("2025-S1", 50)], unit="mm"))
    assert told == ()
    assert codes(findings) == ["series-not-taken", "nothing-followed"]


# --- what stands around a table


@pytest.mark.parametrize(
    "around",
    ["", "Seuranta", "Soutuseura", "Soutu, luvut", "Souturetket kuukausittain", "Taul"],
)
def test_plain_surroundings_leave_a_name_its_meaning(around: str) -> None:
    told, findings, _ = read(series("Souturetket", [("2025-M02", 5)], source=around))
    assert (len(told), findings) == (1, ())


@pytest.mark.parametrize(
    "around",
    ["Tavoitteet", "Ennuste", "Muutos edellisestä kuusta", "Uudet souturetket", "Naapuriseura",
     "TA", "Keskiarvo päivässä", "Targets", "Luvut tuhansina"],
)  # fmt: skip
def test_a_name_under_another_title_is_asked_about(around: str) -> None:
    """Targets, forecasts, changes and somebody else's figures have the same names."""
    told, findings, asking = read(series("Souturetket", [("2025-M02", 5)], source=around))
    assert told == ()
    assert [(one.code, one.found) for one in findings] == [
        ("which-indicator", f"{around}: Souturetket")
    ]
    assert asking.questions[0].key == f"table which-indicator souturetket @ {around}"


# --- the figures


def test_days_stay_days_whatever_the_kind() -> None:
    told, _, _ = read(
        series("Jäsenet", [("2025-06-29", 40), ("2025-06-30", 41)], Kind.STOCK),
        series("Eri kävijät", DAYS, Kind.DISTINCT, column="C"),
    )
    assert [one.period.code for one in told] == [
        "2025-06-29",
        "2025-06-30",
        "2025-06-07",
        "2025-06-08",
    ]
    assert [one.conf_status for one in told] == ["N", "N", "F", "F"]


def test_no_figure_is_not_nought() -> None:
    told, _, _ = read(series("Souturetket", [("2025-M02", None), ("2025-M03", 0)]))
    assert values(told) == {"2025-M02": None, "2025-M03": 0}


@pytest.mark.parametrize("label", ["Souturetket", "Seuraajat"])
def test_a_figure_without_a_period_waits(label: str) -> None:
    """Another question comes first: which day, which page."""
    told, findings, _ = read(Series(label, "csv!B1", (Told(None, Decimal(5), "csv!B2"),)))
    assert (told, codes(findings)) == ((), ["nothing-followed"])


def test_what_is_not_taken_is_no_wall() -> None:
    many = [series(f"osa {n}", DAYS, Kind.FLOW, wanted=False, column=chr(67 + n)) for n in range(9)]
    _, findings, _ = read(series("Souturetket", [("2025-M02", 5)]), *many)
    assert findings[0].found == "osa 0, osa 1, osa 2, osa 3, osa 4, osa 5 … (9)"


def test_a_tool_may_take_back_what_it_counted() -> None:
    taken_back, _, _ = read(series("Souturetket", [("2025-06-07", -2)], Kind.FLOW))
    assert values(taken_back) == {"2025-06-07": -2}
    told, findings, _ = read(series("Souturetket", [("2025-M02", -2)]))
    assert told == ()
    assert [(one.code, one.cell) for one in findings] == [("negative-count", "csv!B2")]


def test_too_many_faults_stop_the_reading() -> None:
    many = [(f"{year}-M{month:02d}", -1) for year in range(1960, 2010) for month in range(1, 13)]
    _, findings, _ = read(series("Souturetket", many), answers={NAME: "monthly"})
    assert len(findings) == 501
    assert findings[-1].code == "too-many-errors"


# --- two headings of one indicator


def test_two_headings_that_agree_are_one_and_that_disagree_an_error() -> None:
    one = series("Souturetket", [("2025-M02", 5), ("2025-M03", 3)])
    same = series("Retkien määrä", [("2025-M02", 5)], column="C")
    told, findings, _ = read(one, same)
    assert (len(told), findings) == (2, ())
    other = series("Retkien määrä", [("2025-M02", None)], column="C")
    _, findings, _ = read(one, other)
    assert [(it.code, it.cell, it.facts["where"]) for it in findings] == [
        ("duplicate-rows-disagree", "csv!C2", "csv!B2")
    ]


# --- months that are not whole


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("2025-06-01", "2025-06-30", []),
        ("2025-06-02", "2025-06-30", ["partial-months"]),
        ("2025-06-01", "2025-06-29", ["partial-months"]),
        ("2024-02-01", "2024-02-29", []),
    ],
)
def test_a_month_that_is_not_whole_is_said(first: str, last: str, said: list[str]) -> None:
    _, findings, _ = read(series("Souturetket", [(first, 1), (last, 1)], Kind.FLOW))
    assert codes(findings) == said


def test_days_that_are_missing_between_others_are_said() -> None:
    """A tool leaves out days without a visit, and nobody knew why the month was not whole."""
    days = [f"2025-06-{number:02d}" for number in range(1, 31)]
    lacking = [(one, 1) for one in days if one not in {"2025-06-10", "2025-06-11"}]
    _, findings, _ = read(series("Souturetket", lacking, Kind.FLOW))
    assert [(one.code, one.found) for one in findings] == [
        ("days-between-missing", "10.6.2025, 11.6.2025")
    ]
    most = [(one, 1) for one in days if int(one[-2:]) % 7]
    _, findings, _ = read(series("Souturetket", most[:-1], Kind.FLOW))
    assert codes(findings) == ["partial-months", "days-between-missing"]
    few = [("2025-06-01", 1), ("2025-06-09", 1), ("2025-06-30", 1)]
    _, findings, _ = read(series("Souturetket", few, Kind.FLOW))
    assert findings == (), "nobody meant to tell every day"


def test_a_level_is_as_of_its_day_and_lacks_no_other() -> None:
    told, findings, _ = read(series("Jäsenet", [("2025-06-30", 41)]))
    assert (len(told), findings) == (1, ())


def test_the_days_of_two_series_are_said_once() -> None:
    _, findings, _ = read(
        series("Souturetket", DAYS, Kind.FLOW),
        series("Eri kävijät", DAYS, Kind.DISTINCT, column="C"),
    )
    assert [(one.code, one.found) for one in findings] == [("partial-months", "7.6.2025–8.6.2025")]


def test_a_period_that_is_not_over_is_said_once() -> None:
    _, findings, _ = read(
        series("Souturetket", [("2025-M06", 5), ("2025-M07", None)]), today=dt.date(2025, 6, 20)
    )
    assert [(one.code, one.found) for one in findings] == [
        ("period-not-over", "1.6.2025–30.6.2025")
    ]


def test_days_that_are_not_over_are_said_in_one_sentence() -> None:
    """A clock that runs behind made a warning of each day of a year."""
    for today, said in ((5, "7.6.2025–8.6.2025"), (8, "8.6.2025"), (9, "")):
        _, findings, _ = read(series("Souturetket", DAYS, Kind.FLOW), today=dt.date(2025, 6, today))
        told = [one.found for one in findings if one.code == "period-not-over"]
        assert told == ([said] if said else [])


# --- running total or months

RISING = [("2025-M01", 5), ("2025-M02", 8), ("2025-M03", 8), ("2025-M04", 12)]
NAME = "running-total:csv!B1"
KEY = "table running-total souturetket"


def test_a_flow_that_never_falls_is_asked_about() -> None:
    told, findings, _ = read(series("Souturetket", RISING))
    assert told == ()
    (one,) = findings
    assert (one.code, one.choices) == ("running-total", ("monthly", "cumulative"))
    assert one.facts["figures"] == "5, 8, 8, 12"


def test_the_answer_decides() -> None:
    one = series("Souturetket", RISING)
    told, findings, _ = read(one, answers={NAME: "monthly"})
    assert list(values(told).values()) == [5, 8, 8, 12]
    assert findings == ()
    told, findings, _ = read(one, answers={NAME: "cumulative"})
    assert list(values(told).values()) == [5, 3, 0, 4]
    assert codes(findings) == ["running-total-taken"]


@pytest.mark.parametrize(
    "figures",
    [
        [("2025-M01", 5), ("2025-M02", 4)],
        [("2025-M02", 5), ("2025-M03", 8)],
        [("2025-M01", 0), ("2025-M02", 8)],
        [("2025-M01", 5)],
        [("2025-M01", None), ("2025-M02", 8)],
        [("2024-A1", 5), ("2025-A1", 8)],
    ],
    ids=["falls", "not from January", "both readings are alike", "one", "one value", "years"],
)
def test_what_can_only_be_months_is_not_asked_about(figures: Figures) -> None:
    told, findings, _ = read(series("Souturetket", figures))
    assert [value for _, value in figures] == list(values(told).values())
    assert findings == ()


def test_a_tool_knows_what_it_counts() -> None:
    told, findings, _ = read(series("Souturetket", RISING, Kind.FLOW))
    assert (len(told), findings) == (4, ())


def test_a_stock_may_well_grow() -> None:
    told, findings, _ = read(series("Jäsenet", [("2024-S1", 5), ("2024-S2", 8)]))
    assert (len(told), findings) == (2, ())


def test_a_remembered_running_total_is_one_also_from_march_on() -> None:
    one = series("Souturetket", [("2025-M03", 8), ("2025-M04", 12), ("2025-M06", 20)])
    told, findings, _ = read(one, remembered={KEY: "cumulative"})
    assert values(told) == {"2025-Q1": 8, "2025-M04": 4, "2025-S1": 20}
    assert [(it.code, it.found) for it in findings] == [("running-total-taken", "Souturetket")]


def test_a_month_behind_a_gap_in_a_running_total_is_not_known_unless_it_closes_a_period() -> None:
    one = series("Souturetket", [("2025-M02", 8), ("2025-M05", 12), ("2025-M12", 20)])
    told, findings, _ = read(one, remembered={KEY: "cumulative"})
    assert values(told) == {"2025-A1": 20}
    assert [(it.code, it.found) for it in findings] == [
        ("running-total-gap", "csv!B2, csv!B3"),
        ("running-total-taken", "Souturetket"),
    ]


@pytest.mark.parametrize(
    ("label", "source"),
    [
        ("Souturetket", "Kertymä 1-6"),
        ("Souturetket", "Retket vuoden alusta"),
        ("Souturetket alkuvuosi", ""),
    ],
)
def test_one_month_that_is_said_to_be_a_running_total_is_asked_about(
    label: str, source: str
) -> None:
    one = series(label, [("2025-M06", 60), ("2024-M06", 50)], source=source)
    meant = {"which-indicator:csv!B1": "trips"}
    told, findings, _ = read(one, answers=meant)
    assert (told, codes(findings)) == ((), ["running-total"])
    told, findings, _ = read(one, answers={**meant, NAME: "cumulative"})
    assert values(told) == {"2025-S1": 60, "2024-S1": 50}
    told, findings, _ = read(one, answers={**meant, NAME: "monthly"})
    assert values(told) == {"2025-M06": 60, "2024-M06": 50}


def test_an_empty_month_in_a_running_total_leaves_the_next_one_open() -> None:
    figures = [("2025-M01", 5), ("2025-M02", None), ("2025-M03", 9), ("2025-M04", 12)]
    told, _, _ = read(series("Souturetket", figures), answers={NAME: "cumulative"})
    assert values(told) == {"2025-M01": 5, "2025-Q1": 9, "2025-M04": 3}


def test_a_fall_speaks_against_a_remembered_running_total() -> None:
    one = series("Souturetket", [("2025-M01", 5), ("2025-M02", 4)])
    told, findings, _ = read(one, remembered={KEY: "cumulative"})
    assert (told, codes(findings)) == ((), ["running-total"])
    _, findings, _ = read(one, answers={NAME: "cumulative"}, remembered={KEY: "cumulative"})
    assert "running-total-falls" in codes(findings)


ONCE = [(f"2025-M0{n}", 2 * n) for n in range(1, 8)]


def test_of_visitors_counted_once_a_running_total_is_known_where_a_period_closes() -> None:
    """Those who came by June, less those who came by May, are not those who came in June."""
    one = series("Eri kävijät", ONCE)
    told, findings, _ = read(one)
    assert (told, codes(findings)) == ((), ["running-total"])
    told, findings, _ = read(one, answers={NAME: "cumulative"})
    assert values(told) == {"2025-M01": 2, "2025-Q1": 6, "2025-S1": 12}
    assert [(it.code, it.facts["found"]) for it in findings] == [
        ("running-total-once", "csv!B3, csv!B5, csv!B6, csv!B8")
    ]
    told, _, _ = read(one, answers={NAME: "monthly"})
    assert values(told) == dict(ONCE)


def test_visitors_that_fall_are_no_running_total() -> None:
    told, findings, _ = read(series("Eri kävijät", [("2025-M01", 5), ("2025-M02", 4)]))
    assert (len(told), codes(findings)) == (2, [])


def test_each_year_has_its_own_running_total() -> None:
    figures = [("2024-M11", 50), ("2024-M12", 60), ("2025-M01", 5), ("2025-M02", 9)]
    told, _, _ = read(series("Souturetket", figures), answers={NAME: "cumulative"})
    assert values(told) == {"2024-M12": 10, "2025-M01": 5, "2025-M02": 4}


def test_a_file_of_countless_headings_is_refused_before_all_of_them_are_asked_about() -> None:
    many = [series(f"Sarja {n}", [("2025-M01", 1)], column=f"B{n}") for n in range(1, 501)]
    told, findings, asking = read(*many)
    assert (told, len(asking.questions)) == ((), 300)
    wrong = [one for one in findings if one.severity is Severity.ERROR]
    assert [(one.code, one.cell, one.found) for one in wrong] == [
        ("too-many-series", "csv!B3011", "300")
    ]


# --- each series its own question


def test_series_under_one_heading_are_asked_about_apart() -> None:
    """One answer for "Veteli / Retkiä" and "Kaustinen / Retkiä" made one series of two towns."""
    first = series("Veteli / Retkiä", [("2024-A1", 4)])
    second = Series(
        "Kaustinen / Retkiä", first.cell, [Told(parse("2025-A1"), Decimal(5), "csv!B3")]
    )
    told, findings, asking = read(first, second, answers={"which-indicator:csv!B2": "trips"})
    assert [one.name for one in asking.questions] == [
        "which-indicator:csv!B2", "which-indicator:csv!B3",
    ]  # fmt: skip
    assert values(told) == {"2024-A1": 4}
    assert [one.facts["found"] for one in findings] == ["Kaustinen / Retkiä"]


def test_a_heading_of_one_s_own_is_where_the_question_stands() -> None:
    _, _, asking = read(
        series("Retkiä", [("2024-A1", 4)]), series("Matkoja", [("2024-A1", 4)], column="C")
    )
    assert [one.cell for one in asking.questions] == ["csv!B1", "csv!C1"]


@pytest.mark.parametrize(
    ("figures", "unit", "expected"),
    [
        ((1, 1), "", ["percent-or-fraction", "percent-or-fraction"]),
        ((0, 1), "", ["percent-or-fraction"]),
        ((1, 45), "", []),
        ((1, 1), "%", []),
    ],
)
def test_a_bare_one_is_one_percent_or_a_hundred(
    figures: tuple[int, int], unit: str, expected: list[str]
) -> None:
    years = [("2023", figures[0]), ("2024", figures[1])]
    _, findings, _ = read(
        series("Veneiden osuus", years, unit=unit), answers={"which-indicator:csv!B1": "boat_share"}
    )
    assert codes(findings) == expected
