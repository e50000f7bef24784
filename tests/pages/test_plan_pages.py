"""The goals' page and the report's page: nothing before the accept, every save undone."""

from __future__ import annotations

from pathlib import Path

from streamlit.testing.v1 import AppTest

from kpi import pipeline, plan
from kpi.i18n import language
from kpi.periods import parse
from kpi.plan import ActionState, ActionStatus, Told
from tests.factories import row, workbook
from tests.pages.conftest import desk_at
from tests.pages.screen import read, started
from tests.pages.test_upload_page import pressed, typed, version

HALF = parse("2025-S1")
SAY = language("fi").text
S = "\u00a0"


def state(data: Path, action: str) -> str:
    return pipeline.open_store(desk_at(data)).statuses(HALF)[action].status.state


def chosen(at: AppTest, goal: str) -> AppTest:
    return at.selectbox(key="plan_goal").select(goal).run()


def test_a_state_is_changed_after_a_preview_and_undone(data: Path) -> None:
    before = version(data)
    at = chosen(started("tavoitteet"), "1.1")
    assert state(data, "1.1.1") == "in_progress"
    at.selectbox(key="plan-state-1.1.1").select(ActionState.DONE)
    typed(at, "plan.by", "Maija")
    at = pressed(at, "plan.preview")
    assert version(data) == before, "nothing is stored by the preview"
    assert "1.1.1: kesken" in read(at).text and "→ tehty" in read(at).text
    at = pressed(at, "ui.upload.accept")
    assert state(data, "1.1.1") == "done"
    assert SAY("plan.saved") in [text for _, text in read(at).notices]
    assert f"45{S}%" in read(at).headings[0][1], "85 of 191"
    at = pressed(at, "ui.upload.undo")
    assert state(data, "1.1.1") == "in_progress"
    assert version(data) == before


def test_a_text_shows_its_figures_and_a_wrong_digit_before_it_is_saved(data: Path) -> None:
    at = chosen(started("tavoitteet"), "7.3")
    at.text_area(key="plan-text-7.3").input("Salkku on {project_portfolio_value}, 16 hanketta.")
    typed(at, "plan.by", "Maija")
    at = pressed(at, "plan.preview")
    page = read(at)
    assert f"Salkku on 2{S}448{S}113{S}€" in page.text
    assert any("16" in text and "15 hanketta" in text for _, text in page.notices)
    at = pressed(at, "ui.upload.accept")
    texts = plan.texts(pipeline.open_store(desk_at(data)).tellings, HALF)
    assert texts == {("7.3", "fi"): "Salkku on {project_portfolio_value}, 16 hanketta."}
    at = started("raportti")
    assert any("16" in one and "15 hanketta" in one for one in read(at).words)


def test_nothing_changed_and_no_name_are_said(data: Path) -> None:
    at = chosen(started("tavoitteet"), "1.1")
    at = pressed(at, "plan.preview")
    assert SAY("plan.by-missing") in [text for _, text in read(at).notices]
    typed(at, "plan.by", "Maija")
    at = pressed(at, "plan.preview")
    assert SAY("plan.nothing-changed") in [text for _, text in read(at).notices]


def test_an_edit_over_another_state_is_refused(data: Path) -> None:
    at = chosen(started("tavoitteet"), "1.1")
    at.selectbox(key="plan-state-1.1.1").select(ActionState.CANCELLED)
    typed(at, "plan.by", "Maija")
    at = pressed(at, "plan.preview")
    other = ActionStatus("1.1.2", HALF, ActionState.UNCLEAR)
    pipeline.edit(Told((other,)), desk_at(data), by="Toinen")
    at = pressed(at, "ui.upload.accept")
    assert state(data, "1.1.1") == "in_progress"
    assert [kind for kind, _ in read(at).notices if kind == "error"]


def test_cancelling_saves_nothing(data: Path) -> None:
    before = version(data)
    at = chosen(started("tavoitteet"), "1.1")
    at.selectbox(key="plan-state-1.1.1").select(ActionState.CANCELLED)
    typed(at, "plan.by", "Maija")
    at = pressed(pressed(at, "plan.preview"), "ui.upload.cancel")
    assert version(data) == before
    assert at.selectbox(key="plan_goal").value == "1.1"


def test_the_report_is_approved_and_says_what_changed_since(data: Path) -> None:
    at = started("raportti")
    typed(at, "report.approve-name", "Valtuusto")
    typed(at, "report.approve-by", "johtaja")
    at = pressed(at, "report.approve-do")
    page = read(at)
    assert SAY("report.approved-as", name="Valtuusto") in page.text
    assert SAY("report.unchanged") in page.text
    assert len(at.download_button) == 10, "five files of the data as they stand, five frozen"
    book = workbook([row("instagram_followers", 520)])
    late = ("late.xlsx", book)
    pipeline.publish([late], desk_at(data), by="tiedottaja", reason="laskettu uudelleen")
    page = read(started("raportti"))
    assert "519 seuraajaa" in page.text and "520 seuraajaa" in page.text
    assert "laskettu uudelleen" in page.text


def test_an_approval_without_a_name_is_asked_for(data: Path) -> None:
    at = pressed(started("raportti"), "report.approve-do")
    said = [text for _, text in read(at).notices]
    assert SAY("report.approve-name-missing") in said
    assert not pipeline.versions(desk_at(data))


def test_the_upload_page_names_approved_figures(data: Path) -> None:
    pipeline.freeze(HALF, "Valtuusto", desk_at(data), by="johtaja")
    at = started("lisaa-luvut")
    book = workbook([row("instagram_followers", 520)])
    at.file_uploader[0].set_value(("late.xlsx", book, "application/octet-stream")).run()
    assert any("hyväksytyssä versiossa Valtuusto" in text for _, text in read(at).notices)
