"""A file line by line: what was and what will be, nothing hidden, nothing added up wrongly."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from kpi import pipeline
from kpi.desk import Checked, Decisions, Desk
from kpi.i18n import language
from kpi.model import ChangedFigure, Changes, ObsStatus, ShownChange
from kpi.periods import parse
from kpi.settings import Settings
from kpi.view.proposal import UploadPreview
from kpi.view.upload import preview
from tests.builders import observed
from tests.exports import days, meta_daily
from tests.factories import catalogue, office, row, workbook
from tests.view.library import HALF, SPACE, library

FI = language("fi")
NOW = dt.datetime(2026, 1, 15, 12, 0, tzinfo=dt.UTC)
JUNE = days("2025-06-01", range(1, 31))
TRIPS = {"which-indicator:csv!A1": "trips"}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return office(Settings(data=tmp_path / "data"), catalogue(), lambda: NOW)


def daily(told: object = JUNE, title: str = "Facebook visits") -> bytes:
    return meta_daily((title, told))  # type: ignore[arg-type]


def check(
    desk: Desk, data: bytes, *left_out: str, answers: Mapping[str, str] = TRIPS
) -> tuple[Checked, UploadPreview]:
    decided = Decisions({"": answers}, frozenset(left_out))
    (one,) = pipeline.check([("v.csv", data)], desk, decided=decided)
    now = pipeline.open_store(desk)
    return one, preview(one, desk.catalogue, FI, now, pipeline.remembered(desk))


def publish(desk: Desk, data: bytes, answers: Mapping[str, str] = TRIPS) -> None:
    pipeline.publish([("v.csv", data)], desk, by="Maija", decided=Decisions({"": answers}))


# --- days


def test_days_are_told_by_their_month(desk: Desk) -> None:
    shown = check(desk, daily([*JUNE, *days("2025-07-01", [5, 6])]))[1]
    assert shown.corrections is None
    assert shown.additions is not None
    assert shown.additions.rows == (
        ("Souturetket", "6/2025", "465 retkeä", "30 uutta päivää"),
        ("Souturetket", "7/2025", "vajaa, 2/31", "2 uutta päivää"),
    )
    assert [one.text for one in shown.choices] == ["Souturetket, 6/2025", "Souturetket, 7/2025"]


def test_a_month_whose_days_change_is_a_correction(desk: Desk) -> None:
    publish(desk, daily(JUNE[:29]))
    checked, shown = check(desk, daily([("2025-06-01", 9), *JUNE[1:]]))
    assert checked.changes == Changes(1, 1, 28)
    assert shown.additions is None and shown.corrections is not None
    assert shown.corrections.rows == (
        ("Souturetket", "6/2025", "–", "473 retkeä", "1 uusi päivä · 1 päivä muuttuu"),
    )
    assert [one.value for one in shown.corrected] == ["trips 2025-M06"]


def test_a_figure_that_only_changes_has_no_empty_column(desk: Desk) -> None:
    """Before and after say it all: a heading above nothing would look like a loss."""
    publish(desk, workbook([row("trips", 5)]), {})
    shown = check(desk, workbook([row("trips", 6)]), answers={})[1]
    assert shown.corrections is not None
    assert shown.corrections.columns == ("Mittari", "Kausi", "Ennen", "Jälkeen")
    assert [one[2:] for one in shown.corrections.rows] == [("5 retkeä", "6 retkeä")]


def test_longer_periods_are_told_apart(desk: Desk) -> None:
    for month, last in (("04", 31), ("05", 32)):
        publish(desk, daily(days(f"2025-{month}-01", range(1, last))))
    shown = check(desk, daily())[1]
    assert shown.effects is not None
    assert shown.effects.rows == (("Souturetket", "2. neljännes 2025", "–", f"1{SPACE}426 retkeä"),)


def test_unique_people_of_days_have_no_month(desk: Desk) -> None:
    answers = {"which-indicator:csv!A1": "visitors"}
    shown = check(desk, daily(title="Facebook reach"), answers=answers)[1]
    assert shown.additions is not None
    assert shown.additions.rows == (
        ("Eri kävijät", "6/2025", "ei lasketa yhteen", "30 uutta päivää"),
    )


def test_a_month_with_a_figure_of_its_own_stands(desk: Desk) -> None:
    own = workbook([row(value=500, period="2025-06")])
    pipeline.publish([("a.xlsx", own)], desk, by="Maija")
    shown = check(desk, daily())[1]
    assert shown.corrections is None and shown.additions is not None
    said = "30 uutta päivää · kuukaudella on oma ilmoitettu luku, jota päivät eivät muuta"
    assert shown.additions.rows == (("Souturetket", "6/2025", "500 retkeä", said),)


def test_a_figure_over_a_sum_of_parts_is_a_correction(desk: Desk) -> None:
    """Nobody stated the month before, but everybody saw its sum."""
    publish(desk, daily())
    shown = check(desk, workbook([row(value=500, period="2025-06")]))[1]
    assert shown.additions is None and shown.corrections is not None
    assert shown.corrections.rows == (
        ("Souturetket", "6/2025", "465 retkeä", "500 retkeä", "aiempi luku oli laskettu osista"),
    )


def test_days_beside_a_disputed_month_promise_no_figure(desk: Desk) -> None:
    one = ChangedFigure("trips", parse("2025-06-01"), None, Decimal(1), is_new=True)
    month = ShownChange("trips", parse("2025-M06"), None, None, 1, 1, True, 1)  # noqa: FBT003
    plain = Checked("v.csv", "", "", True, (), (), Changes(1, 0, 0), (one,))  # noqa: FBT003
    shown = preview(replace(plain, shown=(month,)), desk.catalogue, FI).additions
    assert shown is not None and shown.rows[0][2] == "–"


def test_days_of_an_indicator_that_the_catalogue_lost_are_still_told(desk: Desk) -> None:
    one = ChangedFigure("gone", parse("2025-06-01"), None, Decimal(1), is_new=True)
    told = observed("gone", "2025-06-01", 1)
    checked = Checked("v.csv", "", "", True, (told,), (), Changes(1, 0, 0), (one,))  # noqa: FBT003
    shown = preview(checked, desk.catalogue, FI)
    assert shown.additions is not None
    assert shown.additions.rows == (("gone", "6/2025", "–", "1 uusi päivä"),)
    assert shown.choices == ()


# --- what is left out


def test_what_is_left_out_can_be_taken_back(desk: Desk) -> None:
    told = [*JUNE, *days("2025-07-01", [5, 6])]
    some = check(desk, daily(told), "trips 2025-M06")[1]
    assert some.additions is not None and len(some.additions.rows) == 1
    assert len(some.choices) == 2
    every = check(desk, daily(told), "trips 2025-M06", "trips 2025-M07")[1]
    assert not every.accepted and every.errors is not None
    assert len(every.choices) == 2


def test_a_file_with_an_open_question_offers_no_lines(desk: Desk) -> None:
    shown = check(desk, daily([*JUNE, *days("2025-07-01", [5])]), answers={})[1]
    assert not shown.accepted and shown.choices == ()


def test_where_nothing_would_be_stored_no_lines_are_offered(desk: Desk) -> None:
    told = [*JUNE, *days("2025-07-01", [5, 6])]
    publish(desk, daily(told))
    one, shown = check(desk, daily(told))
    assert one.accepted and not one.changes.new and not one.changes.changed
    assert shown.choices == ()


# --- single figures


def test_what_changes_beside_a_value_is_said(tmp_path: Path) -> None:
    """The same value with its base gone, or with another status, is not the same figure."""
    archive = library(tmp_path)
    archive.publish(
        observed("members", "2025-S1", 15, undated_base=Decimal(12)),
        observed("loans", "2025-S1", 600),
        observed("returns", "2025-S1", 1, goal="1.1"),
        observed("returns", "2025-S1", 2, goal="1.2"),
    )
    store = archive.open()
    told = (
        observed("members", "2025-S1", 15),
        observed("loans", "2025-S1", 600, obs_status=ObsStatus.PROVISIONAL),
        observed("returns", "2025-S1", 2),
        observed("shelves", "2025-S1", 7, undated_base=Decimal(6)),
    )
    many = (
        ChangedFigure("members", HALF, Decimal(15), Decimal(15), is_new=False),
        ChangedFigure("loans", HALF, Decimal(600), Decimal(600), is_new=False),
        ChangedFigure("returns", HALF, None, Decimal(2), is_new=False),
        ChangedFigure("shelves", HALF, None, Decimal(7), is_new=True),
    )
    plain = Checked("k.xlsx", "", "", True, told, (), Changes(1, 3, 0), many)  # noqa: FBT003
    shown = preview(plain, store.catalogue, FI, store)
    assert shown.corrections is not None and shown.additions is not None
    rows = {line[0].split()[0]: line[2:] for line in shown.corrections.rows}
    assert rows["members"][2] == "aiempi luku: 12 henkilöä → –"
    assert rows["loans"][2] == "tila: toteutunut → ennakkotieto"
    assert rows["returns"][0] == FI.text("value.conflict")
    ((*_, beside),) = shown.additions.rows
    assert beside.startswith("aiempi luku: – → 6")


def test_figures_that_would_disagree_are_said_to(tmp_path: Path) -> None:
    archive = library(tmp_path)
    archive.publish(observed("loans", "2025-S1", 600))
    store = archive.open()
    gone = ChangedFigure("loans", HALF, Decimal(600), None, is_new=False, in_conflict=True)
    plain = Checked("k.xlsx", "", "", True, (), (), Changes(0, 1, 0), (gone,))  # noqa: FBT003
    shown = preview(plain, store.catalogue, FI, store).corrections
    assert shown is not None
    assert shown.rows[0][3:] == (FI.text("value.conflict"), FI.text("upload.kind-conflict"))
