"""A sum that the file leaves out, taken by whoever follows it: published, remembered, undone."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from kpi import pipeline
from kpi.desk import Decisions, Desk
from kpi.periods import parse
from kpi.settings import Settings
from tests.factories import catalogue, office

NOW = dt.datetime(2026, 1, 15, 12, 0, tzinfo=dt.UTC)
HEAD = "Kuukausi;Linja A;Linja B;Yhteensä"
JUNE, JULY = f"{HEAD}\n6/2025;10;5;15\n", f"{HEAD}\n7/2025;20;5;25\n"
SUM = "which-indicator:csv!D1"
PARTS = {"which-indicator:csv!B1": "skip", "which-indicator:csv!C1": "skip"}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return office(Settings(data=tmp_path / "data"), catalogue(), lambda: NOW)


def check(desk: Desk, text: str, answers: dict[str, str]) -> pipeline.Checked:
    told = Decisions({"": answers})
    (one,) = pipeline.check([("Matkat.csv", text.encode())], desk, decided=told)
    return one


def publish(desk: Desk, text: str, answers: dict[str, str]) -> pipeline.Checked:
    told = Decisions({"": answers})
    return pipeline.publish([("Matkat.csv", text.encode())], desk, by="M", decided=told).checked[0]


def trips(desk: Desk, period: str) -> object:
    return pipeline.open_store(desk).pair("trips", parse(period)).now.value


def test_nobody_has_to_answer(desk: Desk) -> None:
    one = check(desk, JUNE, PARTS | {"which-indicator:csv!B1": "trips"})
    assert one.accepted
    assert [f"{it.value}" for it in one.observations] == ["10"]
    (offered,) = [it for it in one.questions if it.offered]
    assert (offered.name, offered.answer) == (SUM, None)
    assert "totals-left-out" in [it.code for it in one.findings]


def test_a_sum_that_is_taken_is_published_and_remembered(desk: Desk) -> None:
    told = publish(desk, JUNE, PARTS | {SUM: "trips"})
    assert trips(desk, "2025-06") == 15
    assert "totals-left-out" not in [it.code for it in told.findings]
    one = check(desk, JULY, {})
    assert [f"{it.value}" for it in one.observations] == ["25"]
    assert [it.name for it in one.questions if it.remembered and it.offered] == [SUM]


def test_a_sum_that_nobody_took_is_not_remembered_as_left_out(desk: Desk) -> None:
    publish(desk, JUNE, {"which-indicator:csv!B1": "trips", "which-indicator:csv!C1": "skip"})
    assert all("yhteensä" not in key for key in pipeline.remembered(desk))


def test_part_and_sum_are_never_one_indicator(desk: Desk) -> None:
    one = check(desk, JUNE, {**PARTS, "which-indicator:csv!B1": "trips", SUM: "trips"})
    assert not one.accepted
    assert "duplicate-rows-disagree" in [it.code for it in one.findings]


def test_a_rebuilt_store_has_the_sum_again(desk: Desk) -> None:
    publish(desk, JUNE, PARTS | {SUM: "trips"})
    pipeline.rebuild(desk)
    assert trips(desk, "2025-06") == 15
    assert pipeline.verify(desk) == ()
