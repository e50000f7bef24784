"""Answers in the ledger: which of them are given for the next file."""

from __future__ import annotations

import dataclasses
import json

from kpi.store import ledger, memory
from kpi.store.ledger import Entry
from kpi.store.memory import Answer

PLATFORM = "meta-daily which-platform views"
MEANING = "meta-daily which-indicator facebook_views"


def published(number: int, *answers: Answer) -> Entry:
    at = f"2025-07-{number:02d}T09:00:00+00:00"
    told = memory.written(answers)
    return Entry(
        seq=number, event="publish", upload=f"{number:04d}-aa", at=at, by="Maija", reason="",
        previous="", answers=told,
    )  # fmt: skip


def answer(choice: str, key: str = PLATFORM) -> Answer:
    return Answer(f"{key.split()[1]}:csv!A1", choice, key, "Views")


def choices(*entries: Entry) -> dict[str, str]:
    return {key: one.choice for key, one in memory.remembered(entries).items()}


def test_an_answer_is_remembered_with_who_gave_it() -> None:
    (one,) = memory.remembered([published(1, answer("facebook"))]).values()
    assert (one.format, one.code, one.choice) == ("meta-daily", "which-platform", "facebook")
    assert (one.found, one.by, one.upload, one.at.day) == ("Views", "Maija", "0001-aa", 1)


def test_two_platforms_for_one_title_are_asked_about_every_time() -> None:
    both = published(1, answer("facebook")), published(2, answer("instagram"))
    assert choices(*both) == {}
    assert choices(*both[:1], published(3, answer("facebook"))) == {PLATFORM: "facebook"}


def test_who_leaves_out_may_follow_later() -> None:
    skipped, meant = published(1, answer("skip", MEANING)), published(2, answer("loans", MEANING))
    assert choices(skipped) == {MEANING: "skip"}
    assert choices(skipped, meant) == {MEANING: "loans"}
    assert choices(skipped, meant, published(3, answer("skip", MEANING))) == {}


def test_an_answer_without_a_key_is_kept_and_not_remembered() -> None:
    one = published(1, Answer("which-date:csv!A1", "2025-06-30"))
    assert choices(one) == {}
    assert memory.by_name(one.answers) == {"which-date:csv!A1": "2025-06-30"}


def test_a_withdrawn_file_takes_its_answers_along() -> None:
    gone = dataclasses.replace(published(2), event="withdraw", upload="0001-aa")
    assert choices(published(1, answer("facebook")), gone) == {}


def test_a_forgotten_answer_may_be_given_anew() -> None:
    forget = dataclasses.replace(published(2), event="forget", answers=json.dumps([PLATFORM, "x"]))
    first = published(1, answer("facebook"))
    assert choices(first, forget) == {}
    assert choices(first, forget, published(3, answer("instagram"))) == {PLATFORM: "instagram"}


def test_no_answers_leave_the_ledger_s_line_as_it_always_was() -> None:
    line = json.loads(published(1).text())
    assert "answers" not in line
    assert "left_out" not in line
    assert memory.read("") == ()
    assert ledger.uploads([published(1)])[0].reading == ""
