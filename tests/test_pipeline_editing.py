"""What is typed on a page stands in the ledger, is taken back, and makes the completion rate."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from kpi import catalogue, pipeline, plan
from kpi.desk import Desk
from kpi.errors import WrongUsage
from kpi.periods import parse
from kpi.plan import ActionState, ActionStatus, Told, Wording
from kpi.settings import Settings
from tests.factories import CATALOGUE, office, row, sheets_of, workbook, write_catalogue

HALF = parse("2025-S1")
MORE = """
[action."3.1.2"]
goal = "3.1"
title = { fi = "Huolletaan veneet", en = "Mend the boats" }

[action."4.2.1"]
goal = "4.2"
title = { fi = "Maalataan vaja", en = "Paint the boathouse" }

[indicator.completion]
service_area = "rowing"
name = { fi = "Toteutumisaste", en = "Completion rate" }
kind = "ratio"
unit_measure = "PERCENT"
computed = "completion"
direction = "up"
grain = "semester"
source = { fi = "Suunnitelma", en = "Plan" }
owner = { fi = "sihteeri", en = "secretary" }
goals = [{ no = "3.1", listed = true }]
"""


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    folder = write_catalogue(tmp_path / "catalogue", CATALOGUE + MORE)
    return office(Settings(data=tmp_path / "data", catalogue=folder), catalogue.load(folder))


def said(action: str, state: str, **more: str) -> ActionStatus:
    return ActionStatus(action, HALF, ActionState(state), **more)


def rate(desk: Desk) -> Decimal | None:
    return pipeline.open_store(desk).pair("completion", HALF).now.value


def test_an_edit_stands_makes_the_rate_and_is_undone(desk: Desk) -> None:
    assert rate(desk) is None
    first = pipeline.edit(Told((said("3.1.1", "done"),)), desk, by="chair")
    third = (Decimal(100) / 3).quantize(Decimal(1).scaleb(-18))
    assert rate(desk) == third
    second = pipeline.edit(
        Told((said("3.1.2", "ongoing"), said("4.2.1", "cancelled"))), desk, by="chair", reason="met"
    )
    assert rate(desk) == 100
    store = pipeline.open_store(desk)
    values = [one.value for one in store.revisions("completion", HALF)]
    assert values == [100, third]
    assert store.revisions("completion", HALF)[0].reason == "met"
    assert [one.upload for one in store.active] == [first, second]
    assert not pipeline.verify(desk)
    pipeline.withdraw(second, desk, by="chair", reason="too early")
    assert rate(desk) == third
    pipeline.rebuild(desk)
    assert rate(desk) == third


def test_a_year_earlier_is_compared_like_any_figure(desk: Desk) -> None:
    earlier = ActionStatus("3.1.1", parse("2024-S1"), ActionState.DONE)
    pipeline.edit(Told((earlier, said("3.1.1", "done"), said("3.1.2", "done"))), desk, by="chair")
    pair = pipeline.open_store(desk).pair("completion", HALF)
    assert pair.base is not None and pair.base.value == (Decimal(100) / 3).quantize(
        Decimal(1).scaleb(-18)
    )


def test_what_changes_nothing_is_no_line(desk: Desk) -> None:
    text = Wording("3.1", HALF, "fi", "Soudettiin {trips}.")
    told = Told((said("3.1.1", "done", evidence="a trip"),), (), (text,))
    before = pipeline.open_store(desk).version
    assert pipeline.edit(told, desk, by="chair", expected=before)
    after = pipeline.open_store(desk).version
    assert after != before
    assert pipeline.edit(told, desk, by="chair") == ""
    assert pipeline.open_store(desk).version == after
    assert plan.texts(pipeline.open_store(desk).tellings, HALF) == {("3.1", "fi"): text.text}


@pytest.mark.parametrize(
    ("told", "by", "code"),
    [
        (Told((said("3.1.1", "done"),)), " ", "name-missing"),
        (Told((said("9.9", "done"),)), "chair", "unknown-action"),
        (Told((said("3.1.1", "done", until="2026"),)), "chair", "until-without-postponed"),
        (Told((), (), (Wording("9", HALF, "fi", "x"),)), "chair", "unknown-goal"),
        (Told((), (), (Wording("3.1", HALF, "sv", "x"),)), "chair", "unknown-language"),
        (Told((), (), (Wording("3.1", HALF, "fi", "x" * 8001),)), "chair", "text-too-long"),
    ],
)
def test_what_the_plan_has_not_is_refused(desk: Desk, told: Told, by: str, code: str) -> None:
    with pytest.raises(WrongUsage) as refused:
        pipeline.edit(told, desk, by=by)
    assert [one.code for one in refused.value.findings] == [code]
    assert not pipeline.open_store(desk).uploads()


def test_an_edit_of_another_state_is_refused(desk: Desk) -> None:
    seen = pipeline.open_store(desk).version
    pipeline.edit(Told((said("3.1.1", "done"),)), desk, by="chair")
    with pytest.raises(WrongUsage) as refused:
        pipeline.edit(Told((said("3.1.2", "done"),)), desk, by="another", expected=seen)
    assert refused.value.findings[0].code == "store-changed"


def test_a_workbook_tells_the_plan_and_its_withdrawal_takes_it_back(desk: Desk) -> None:
    sheet = [("Toimenpide", "Kausi", "Tilanne"), ("3.1.1", "1-6/2025", "tehty")]
    book = sheets_of({"Toimenpiteet": sheet})
    (checked,) = pipeline.check([("plan.xlsx", book)], desk)
    assert checked.accepted and checked.plan_changes.new == 1
    made = pipeline.publish([("plan.xlsx", book)], desk, by="chair")
    assert rate(desk) is not None
    (again,) = pipeline.check([("plan.xlsx", book)], desk)
    assert again.published_as == made.uploads[0]
    assert not pipeline.verify(desk)
    pipeline.withdraw(made.uploads[0], desk, by="chair", reason="wrong year")
    assert rate(desk) is None


def test_a_computed_figure_is_not_taken_as_a_number(desk: Desk) -> None:
    book = workbook([row("completion", 50)])
    (checked,) = pipeline.check([("figures.xlsx", book)], desk)
    assert [one.code for one in checked.findings] == ["computed-indicator"]


def test_what_was_known_then_is_known_by_the_ledger(desk: Desk) -> None:
    pipeline.edit(Told((said("3.1.1", "done"),)), desk, by="chair")
    store = pipeline.open_store(desk)
    then = store.uploads()[0].published_at
    pipeline.edit(Told((said("3.1.2", "done"),)), desk, by="chair")
    rewound = pipeline.open_store(desk).as_of(then)
    assert rewound.version == store.version
    assert rewound.statuses(HALF)["3.1.2"].telling is None
