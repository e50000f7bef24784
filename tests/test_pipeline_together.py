"""Files brought together that tell the same figures otherwise: none is replaced in silence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import pytest

from kpi import pipeline
from kpi.desk import Checked, Decisions, Desk, Refused
from kpi.periods import parse
from kpi.settings import Settings
from tests.exports import days, meta_daily
from tests.factories import catalogue, office, row, workbook

NOW = dt.datetime(2026, 1, 15, 12, 0, tzinfo=dt.UTC)
FACEBOOK = {"which-platform:csv!A1": "facebook", "which-indicator:csv!A1": "trips"}
OTHER = {"which-platform:csv!A1": "instagram", "which-indicator:csv!A1": "skip"}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return office(Settings(data=tmp_path / "data"), catalogue(), lambda: NOW)


def views(first: str, values: Sequence[int]) -> bytes:
    return meta_daily(("Views", days(first, values)))


def codes(one: Checked) -> list[str]:
    return [found.code for found in one.findings]


def value(desk: Desk, period: str) -> int | None:
    found = pipeline.open_store(desk).pair("trips", parse(period)).now.value
    return None if found is None else int(found)


JULY = [
    ("Views.csv", views("2025-07-01", range(31))),
    ("Views (1).csv", views("2025-07-01", range(500, 531))),
]


def test_one_remembered_answer_is_not_taken_for_two_platforms_files(desk: Desk) -> None:
    """The second one's figures stood for the first one's, and no word was said of it."""
    june = [("Views.csv", views("2025-06-01", range(30)))]
    pipeline.publish(june, desk, by="Maija", decided=Decisions({"": FACEBOOK}))
    both = pipeline.check(JULY, desk)
    assert [one.accepted for one in both] == [False, False], "either may be the other one"
    for one in both:
        assert codes(one) == ["which-platform", "which-indicator", "remembered-for-several"]
    with pytest.raises(Refused):
        pipeline.publish(JULY, desk, by="Maija")
    told = Decisions({"Views.csv": OTHER, "Views (1).csv": FACEBOOK})
    first, second = pipeline.check(JULY, desk, decided=told)
    assert (codes(first), codes(second)) == (["nothing-followed"], ["far-from-expected"])
    pipeline.publish(JULY[1:], desk, by="Maija", decided=told)
    assert value(desk, "2025-M07") == sum(range(500, 531))


def test_answers_that_make_two_files_contradict_each_other_are_refused(desk: Desk) -> None:
    decided = Decisions({"": FACEBOOK})
    first, second = pipeline.check(JULY, desk, decided=decided)
    assert (first.accepted, second.accepted) == (True, False)
    assert codes(second) == ["files-contradict"]
    assert second.findings[0].facts["file"] == "Views.csv"
    with pytest.raises(Refused):
        pipeline.publish(JULY, desk, by="Maija", decided=decided)


def test_exports_that_overlap_may_correct_a_day_or_two(desk: Desk) -> None:
    given = [
        ("a.csv", views("2025-06-01", range(30))),
        ("b.csv", views("2025-06-01", [*range(29), 99])),
    ]
    first, second = pipeline.check(given, desk, decided=Decisions({"": FACEBOOK}))
    assert (first.accepted, second.accepted) == (True, True)
    assert (codes(first), codes(second)) == ([], ["files-differ"])
    pipeline.publish(given, desk, by="Maija", decided=Decisions({"": FACEBOOK}))
    assert value(desk, "2025-06-30") == 99


def test_one_figure_that_differs_is_said(desk: Desk) -> None:
    given = [("a.xlsx", workbook([row(value=5)])), ("b.xlsx", workbook([row(value=7)]))]
    _, second = pipeline.check(given, desk)
    assert second.accepted
    (found,) = second.findings
    assert (found.code, found.found, found.facts["other"]) == ("files-differ", "7", "5")


def test_the_same_figures_twice_are_no_matter(desk: Desk) -> None:
    given = [
        ("a.xlsx", workbook([row(value=5)])),
        ("b.xlsx", workbook([row(value=5), row("members", 3)])),
    ]
    assert [codes(one) for one in pipeline.check(given, desk)] == [[], []]
