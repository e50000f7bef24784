"""A day that stands over a figure that is no level: what time it closes is asked."""

from __future__ import annotations

import pytest

from kpi.errors import Severity
from kpi.model import Kind
from tests.validate.test_series import codes, read, series, values

NAME = "what-the-day-closes:csv!B1"
KEY = "table what-the-day-closes souturetket"
TWO_YEARS = [("2025-06-30", 120), ("2024-06-30", 110)]
QUARTERS = [("2025-03-31", 50), ("2025-06-30", 120), ("2025-09-30", 150), ("2025-12-31", 200)]


def test_what_was_done_by_a_day_is_not_taken_for_that_day_s() -> None:
    """ "Toteuma 30.6.2025" over meetings is of half a year, not of the last day of June."""
    told, findings, _ = read(series("Souturetket", TWO_YEARS))
    assert told == ()
    (one,) = findings
    assert (one.code, one.severity, one.cell) == (
        "what-the-day-closes", Severity.QUESTION, "csv!B1",
    )  # fmt: skip
    assert one.facts["day"] == "30.6.2024, 30.6.2025"
    assert one.choices == ("from-new-year", "quarter", "month", "day", "skip")


@pytest.mark.parametrize(
    ("answer", "periods"),
    [
        ("from-new-year", ["2025-S1", "2024-S1"]),
        ("quarter", ["2025-Q2", "2024-Q2"]),
        ("month", ["2025-M06", "2024-M06"]),
        ("skip", []),
    ],
)
def test_the_answer_says_what_the_day_closes(answer: str, periods: list[str]) -> None:
    told, findings, _ = read(series("Souturetket", TWO_YEARS), answers={NAME: answer})
    assert values(told) == dict(zip(periods, [120, 110], strict=False))
    assert codes(findings) == ([] if periods else ["nothing-followed"])


def test_a_day_may_be_a_day() -> None:
    told, findings, _ = read(series("Souturetket", TWO_YEARS), answers={NAME: "day"})
    assert values(told) == {"2025-06-30": 120, "2024-06-30": 110}
    assert codes(findings) == ["partial-months"]


def test_the_answer_is_remembered_for_the_next_half_year() -> None:
    one = series("Souturetket", [("2025-12-31", 240)])
    told, findings, _ = read(one, remembered={KEY: "from-new-year"})
    assert values(told) == {"2025-A1": 240}
    assert findings == ()


def test_a_remembered_answer_that_cannot_be_is_asked_for_again() -> None:
    one = series("Souturetket", [("2025-06-16", 120)])
    told, findings, _ = read(one, remembered={KEY: "month"})
    assert (told, codes(findings)) == ((), ["what-the-day-closes"])
    assert findings[0].choices == ("day", "skip")


def test_nine_months_are_no_period_and_said_so() -> None:
    told, findings, _ = read(series("Souturetket", QUARTERS), answers={NAME: "from-new-year"})
    assert values(told) == {"2025-Q1": 50, "2025-S1": 120, "2025-A1": 200}
    assert [(one.code, one.found, one.cell) for one in findings] == [
        ("span-no-period", "1.1.–30.9.2025", "csv!B4")
    ]


def test_quarters_may_have_their_own_figures() -> None:
    told, _, _ = read(series("Souturetket", QUARTERS), answers={NAME: "quarter"})
    assert list(values(told)) == ["2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4"]
    _, (asked,), _ = read(series("Souturetket", QUARTERS))
    assert asked.choices == ("from-new-year", "quarter", "month", "day", "skip")
    _, (asked,), _ = read(series("Souturetket", QUARTERS[1::2]))
    assert asked.choices[:2] == ("from-new-year", "semester")


@pytest.mark.parametrize(
    "figures",
    [
        [("2025-06-07", 3), ("2025-06-08", 0)],
        [("2025-06-06", 3), ("2025-06-13", 4), ("2025-08-01", 2)],
    ],
    ids=["days", "weekly, with a gap"],
)
def test_a_diary_is_of_days(figures: list[tuple[str, object]]) -> None:
    told, findings, _ = read(series("Souturetket", figures))
    assert list(values(told)) == [period for period, _ in figures]
    assert codes(findings) == ["partial-months"]


def test_a_level_is_as_of_its_day() -> None:
    told, findings, _ = read(series("Jäsenet", TWO_YEARS))
    assert ([one.period.code for one in told], findings) == (["2025-06-30", "2024-06-30"], ())


def test_a_tool_knows_its_days() -> None:
    told, findings, _ = read(series("Souturetket", [("2025-06-30", 3)], Kind.FLOW))
    assert (len(told), codes(findings)) == (1, ["partial-months"])


def test_other_periods_beside_the_day_stay() -> None:
    figures = [("2024-A1", 230), ("2025-06-30", 120)]
    told, _, _ = read(series("Souturetket", figures), answers={NAME: "from-new-year"})
    assert values(told) == {"2024-A1": 230, "2025-S1": 120}
