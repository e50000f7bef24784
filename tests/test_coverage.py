"""What the plan promised against what the half-year reports: the worked example, row by row."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kpi import catalogue, example, pipeline
from kpi.completion import completion
from kpi.coverage import Coverage, counts, coverage
from kpi.periods import parse
from kpi.settings import Settings
from kpi.store import Store
from kpi.view.standing import of_area, of_goal
from tests.factories import office
from tests.source import ROOT

HALF = parse("2025-S1")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    settings = Settings(data=tmp_path_factory.mktemp("coverage"))
    desk = office(settings, catalogue.load(Path(ROOT / "data" / "catalogue")))
    example.publish_into_empty(desk)
    yield pipeline.open_store(desk)


def test_the_report_keeps_25_promises_of_107_and_19_in_part(store: Store) -> None:
    found = coverage(store, HALF)
    assert len(found) == 107
    assert counts(found) == {"reported": 25, "partly": 19, "not_reported": 63}


def test_a_rate_computed_here_is_no_promise_kept_by_the_report(store: Store) -> None:
    rates = [one for one in coverage(store, HALF) if one.indicator == "action_completion_rate"]
    assert len(rates) == 22
    assert {one.status for one in rates} == {Coverage.NOT_REPORTED}


def test_a_stand_in_is_named(store: Store) -> None:
    by_id = {one.indicator: one for one in coverage(store, HALF)}
    reach = by_id["facebook_reach"]
    assert reach.status is Coverage.PARTLY and "facebook_followers" in reach.instead
    transfers = by_id["business_transfers_completed"]
    assert transfers.instead == ("business_transfer_advised_companies",)
    assert by_id["municipal_funding_decisions"].status is Coverage.REPORTED


def test_nothing_is_reported_of_a_period_nobody_told_of(store: Store) -> None:
    found = coverage(store, parse("2023-S1"))
    assert counts(found) == {"reported": 0, "partly": 0, "not_reported": 107}


def test_the_192_states_give_the_published_counts(store: Store) -> None:
    statuses = store.statuses(HALF)
    assert len(statuses) == 192
    made = completion(statuses.values())
    assert (made.done, made.ongoing, made.in_progress, made.not_started) == (7, 77, 35, 7)
    assert (made.postponed, made.cancelled, made.unclear) == (3, 1, 62)
    assert made.planned == 191
    areas = [completion(of_area(statuses, store.catalogue, one)) for one in store.catalogue.areas]
    assert sum(one.planned for one in areas) == 191
    goals = [completion(of_goal(statuses, store.catalogue, one)) for one in store.catalogue.goals]
    assert sum(one.done + one.ongoing for one in goals) == 84
    assert completion(store.statuses(parse("2023-S1")).values()).rate is None
