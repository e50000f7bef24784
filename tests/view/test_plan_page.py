"""The goals' page and the report's page, read text by text from the worked example."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Never

import pytest

from kpi import catalogue, example, pipeline
from kpi.desk import Desk
from kpi.i18n import CODES, language
from kpi.model import Provenance
from kpi.periods import parse
from kpi.plan import ActionState, ActionStatus, Told, Wording
from kpi.settings import Settings
from kpi.view.indicator import indicator
from kpi.view.plan_page import goals
from kpi.view.report import report
from kpi.view.report_page import report_page, since
from tests.factories import office, row, workbook
from tests.source import ROOT
from tests.view.library import spoken

HALF, S = parse("2025-S1"), "\u00a0"
CLOCK = dt.datetime(2026, 11, 24, 19, 40, tzinfo=dt.UTC)


def desk_at(folder: Path) -> Desk:
    settings = Settings(data=folder)
    return office(settings, catalogue.load(Path(ROOT / "data" / "catalogue")), lambda: CLOCK)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    made = desk_at(tmp_path_factory.mktemp("plan"))
    example.publish_into_empty(made)
    yield made


@pytest.mark.parametrize("code", CODES)
def test_every_count_opens_to_its_actions(desk: Desk, code: str) -> None:
    page = goals(pipeline.open_store(desk), language(code), HALF)
    blocks = [goal for area in page.areas for goal in area.goals]
    assert len(page.areas) == 7 and len(blocks) == 41
    assert sum(len(group.lines) for goal in blocks for group in goal.groups) == 192
    for goal in blocks:
        for group in goal.groups:
            assert group.title.endswith(f"({len(group.lines)})")
    assert page.table.rows[-1][1:9] == ("7", "77", "35", "7", "3", "1", "62", "191")


def test_the_page_says_the_rate_with_its_parts_and_its_formula(desk: Desk) -> None:
    page = goals(pipeline.open_store(desk), language("fi"), HALF)
    assert page.title == f"Toimenpiteiden toteutumisaste on 44{S}%"
    assert [one.value for one in page.cards] == [f"44{S}%", f"4{S}%", f"68{S}%", f"23{S}%"]
    assert "jaettuna suunnitelluilla" in page.formula
    assert page.cards[0].because


def test_a_period_without_states_has_no_rate(desk: Desk) -> None:
    page = goals(pipeline.open_store(desk), language("fi"), parse("2023-S1"))
    assert page.title == "Tavoitteet ja toimenpiteet"
    assert not page.charts
    assert [one.kind for one in page.notices][-1] == "empty"
    assert not [text for text in spoken(page) if re.search(r"\b0\u00a0%", text)]


def test_the_report_says_what_is_missing(desk: Desk) -> None:
    page = report_page(pipeline.open_store(desk), language("fi"), HALF)
    assert page.missing == (
        "62 toimenpiteen tilanne ei selviä (kaikkiaan 192).",
        "41 tavoitteelta puuttuu toteutuminen sanoin (kaikkiaan 41).",
        "63 luvattua mittaria on raportoimatta.",
        "3 ristiriitaa on ratkaisematta.",
    )
    assert "107" in page.coverage_line and len(page.checks) == 3


def test_a_text_is_in_the_report_with_its_figures_and_a_wrong_digit_is_flagged(
    tmp_path: Path,
) -> None:
    desk = desk_at(tmp_path)
    example.publish_into_empty(desk)
    texts = (
        Wording("1.4", HALF, "fi", "Väkeä on {headcount}."),
        Wording("7.3", HALF, "fi", "Salkussa on 16 hanketta."),
    )
    moved = ActionStatus("1.1.1", HALF, ActionState.POSTPONED, "2026-S1", "päätös", "johtaja")
    pipeline.edit(Told((moved,), (), texts), desk, by="johtaja")
    store, words = pipeline.open_store(desk), language("fi")
    made = report(store, words, HALF)
    by_goal = {goal.number: goal for area in made.areas for goal in area.goals}
    assert by_goal["1.4"].paragraphs == ("Väkeä on 20 henkilöä (30.6.2024: 27 henkilöä).",)
    assert by_goal["1.1"].actions[0].state == "siirretty, uusi ajankohta 1–6/2026"
    missing = report_page(store, words, HALF).missing
    assert any("16" in one and "15 hanketta" in one for one in missing)
    page = goals(store, words, HALF)
    shown = [goal for area in page.areas for goal in area.goals if goal.number == "7.3"][0]
    assert shown.remarks and shown.paragraphs == ("Salkussa on 16 hanketta.",)


def test_reported_then_and_known_now_stand_side_by_side_with_the_reason(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    example.publish_into_empty(desk)
    then, words = pipeline.open_store(desk), language("fi")
    assert since(then, then, words, HALF) is None
    book = workbook([row("instagram_followers", 520)])
    pipeline.publish([("late.xlsx", book)], desk, by="tiedottaja", reason="laskettu uudelleen")
    changed = since(then, pipeline.open_store(desk), words, HALF)
    assert changed is not None
    assert changed.rows == (
        ("Instagram-seuraajien määrä", "519 seuraajaa", "520 seuraajaa", "laskettu uudelleen"),
    )


@pytest.mark.parametrize("code", CODES)
def test_the_report_holds_every_goal_action_and_figure(desk: Desk, code: str) -> None:
    made = report(pipeline.open_store(desk), language(code), HALF)
    goals_of = [goal for area in made.areas for goal in area.goals]
    assert len(goals_of) == 41
    assert sum(len(goal.actions) for goal in goals_of) == 192
    assert len(made.slides) <= 8
    assert all(slide.title and slide.notes for slide in made.slides)
    assert {row.indicator for row in made.data} >= {"headcount", "project_portfolio_value"}
    assert made.data == tuple(made.data)
    said = spoken(made)
    assert not [one for one in said if re.search(r"\b(?:report|slide|completion)\.[a-z]", one)]
    assert made.standing and report(
        pipeline.open_store(desk), language(code), HALF, "Valtuusto"
    ).standing.endswith("Valtuusto")


def test_a_counted_figure_names_what_it_is_counted_from_and_no_cell(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    example.publish_into_empty(desk)
    edit = Told((ActionStatus("1.1.1", HALF, ActionState.DONE),))
    pipeline.edit(edit, desk, by="johtaja", reason="tarkennus")
    store = pipeline.open_store(desk)

    def never(source: Provenance) -> Never:
        raise AssertionError(f"{source} is no cell")

    page = indicator(store, language("fi"), "action_completion_rate", HALF, never)
    assert page.source_cells == ()
    facts = dict(page.facts)
    assert facts["Mistä laskettu"].startswith(f"Toteutumisaste 45{S}%: 8 tehty ja 77 jatkuvaa")
    assert page.statements.rows[0][3] == "Muokattu sivulla"
