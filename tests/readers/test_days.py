"""The day of a figure without a date: asked every time, never the day of the upload."""

from __future__ import annotations

import datetime as dt

import pytest

from kpi.periods import day
from kpi.readers import Asking
from kpi.readers.days import day_of

TODAY = dt.date(2025, 7, 15)


def test_the_day_is_asked_with_the_last_month_ends() -> None:
    asking = Asking(today=TODAY)
    assert day_of(asking, "csv!A1", "Facebook-sivun seuraajat") is None
    (question,) = asking.questions
    assert question.choices == ("2025-07-15", "2025-06-30", "2025-05-31", "2025-04-30")
    assert (question.key, question.typed) == ("", True)


def test_choices_pass_the_turn_of_the_year() -> None:
    asking = Asking(today=dt.date(2025, 1, 31))
    day_of(asking, "csv!A1", "Seuraajat")
    assert asking.questions[0].choices == ("2025-01-31", "2024-12-31", "2024-11-30", "2024-10-31")


@pytest.mark.parametrize("text", ["2025-06-30", "30.6.2025", " 30.06.2025 "])
def test_a_typed_day_is_read(text: str) -> None:
    asking = Asking({"which-date:csv!A1": text}, today=TODAY)
    assert day_of(asking, "csv!A1", "Seuraajat") == day(dt.date(2025, 6, 30))
    assert asking.open == ()


@pytest.mark.parametrize("text", ["kesäkuu 2025", "2025", "eilen", "31.6.2025", "16.7.2025"])
def test_what_is_no_day_or_lies_ahead_is_no_answer(text: str) -> None:
    asking = Asking({"which-date:csv!A1": text}, today=TODAY)
    assert day_of(asking, "csv!A1", "Seuraajat") is None
    assert [one.code for one in asking.open] == ["answer-not-allowed", "which-date"]


def test_where_today_is_not_known_a_day_is_read_all_the_same() -> None:
    asking = Asking({"which-date:csv!A1": "30.6.2025"})
    assert day_of(asking, "csv!A1", "Seuraajat") == day(dt.date(2025, 6, 30))
    assert asking.questions[0].choices == ()
