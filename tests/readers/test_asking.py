"""Questions: answered for this file, for an earlier one of its shape, or open."""

from __future__ import annotations

from kpi.errors import Severity
from kpi.readers.asking import Asking

CHOICES = ("facebook", "instagram")
KEY = "meta-daily which-platform views"


def asking(**kinds: dict[str, str]) -> Asking:
    made = Asking(kinds.get("answers", {}), kinds.get("remembered", {}))
    made.format = "meta-daily"
    return made


def test_a_question_stays_open_until_someone_answers() -> None:
    one = asking()
    assert one.ask("which-platform", "csv!A1", CHOICES, subject="views", found="Views") is None
    (finding,) = one.open
    assert (finding.code, finding.cell, finding.severity) == (
        "which-platform",
        "csv!A1",
        Severity.QUESTION,
    )
    assert (finding.choices, finding.found) == (CHOICES, "Views")
    assert one.questions[0].name == "which-platform:csv!A1"


def test_an_answer_for_this_file_beats_a_remembered_one() -> None:
    one = asking(answers={"which-platform:csv!A1": "instagram"}, remembered={KEY: "facebook"})
    assert one.ask("which-platform", "csv!A1", CHOICES, subject="views") == "instagram"
    assert not one.questions[0].remembered
    assert one.open == ()


def test_a_remembered_answer_says_that_it_is_one() -> None:
    one = asking(remembered={KEY: "facebook"})
    assert one.ask("which-platform", "csv!A1", CHOICES, subject="views") == "facebook"
    assert (one.questions[0].remembered, one.questions[0].key) == (True, KEY)


def test_an_answer_without_a_subject_is_another_every_time() -> None:
    one = asking(remembered={"meta-daily which-platform ": "facebook"})
    assert one.ask("which-platform", "csv!A1", CHOICES) is None
    assert one.questions[0].key == ""


def test_what_speaks_against_a_remembered_answer_asks_again() -> None:
    one = asking(remembered={KEY: "facebook"})
    assert one.ask("which-platform", "csv!A1", CHOICES, subject="views", trusted=False) is None


def test_an_answer_that_is_no_choice_is_an_error() -> None:
    one = asking(answers={"which-platform:csv!A1": "tiktok"})
    assert one.ask("which-platform", "csv!A1", CHOICES, subject="views") is None
    assert [found.code for found in one.open] == ["answer-not-allowed", "which-platform"]


def test_a_remembered_choice_that_is_no_more_is_asked_again() -> None:
    one = asking(remembered={KEY: "tiktok"})
    assert one.ask("which-platform", "csv!A1", CHOICES, subject="views") is None
    assert [found.code for found in one.open] == ["which-platform"]


def test_a_typed_answer_is_read_where_the_question_allows() -> None:
    one = asking(answers={"which-date:csv!A1": "2025-06-29"})
    choices = ("2025-06-30",)
    assert one.ask("which-date", "csv!A1", choices, reads=str.isascii) == "2025-06-29"
    assert one.questions[0].typed


def test_one_answer_is_never_taken_for_two_questions() -> None:
    one = asking(answers={"which-platform:csv!A1": "facebook"})
    assert one.ask("which-platform", "csv!A1", CHOICES, subject="views") == "facebook"
    assert one.ask("which-platform", "csv!A1", CHOICES, subject="views") == "facebook"
    assert one.open == ()
    assert one.ask("which-platform", "csv!A1", CHOICES, subject="reach") is None
    assert [found.code for found in one.open] == ["question-not-alone"]
