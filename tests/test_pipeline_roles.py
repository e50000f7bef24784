"""Each step of the work by role: below its role it refuses and nothing at all is written."""

from __future__ import annotations

import inspect
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from kpi import pipeline
from kpi.access import CONSOLE, NOBODY, Role, Scope, Viewer
from kpi.desk import Desk
from kpi.errors import KpiError, NotPermitted
from kpi.i18n import language
from kpi.periods import parse
from kpi.pipeline import Version, Wanted
from kpi.plan import Told
from kpi.settings import Settings
from tests.factories import catalogue, office, row, workbook

PERIOD = parse("2025-S1")
FILE = ("own.xlsx", workbook([row(value=18)]))
FI = language("fi")

Step = Callable[[Desk, str, Version], object]
# The lowest role that each step is for.
STEPS: dict[str, tuple[Role, Step]] = {
    "open_store": (Role.VIEWER, lambda desk, *_: pipeline.open_store(desk)),
    "versions": (Role.VIEWER, lambda desk, *_: pipeline.versions(desk)),
    "found": (Role.VIEWER, lambda desk, _, one: pipeline.found(desk, one.name)),
    "frozen_store": (Role.VIEWER, lambda desk, _, one: pipeline.frozen_store(one, desk)),
    "export": (Role.VIEWER, lambda desk, *_: pipeline.export(desk, PERIOD, "csv", FI)),
    "made_again": (
        Role.EDITOR,
        lambda desk, _, one: pipeline.made_again(one, desk, "csv", FI),
    ),
    "neighbourhood": (
        Role.EDITOR,
        lambda desk, upload, _: pipeline.neighbourhood(
            desk, pipeline.open_store(replace(desk, viewer=CONSOLE)), upload, "x!A2"
        ),
    ),
    "check": (Role.EDITOR, lambda desk, *_: pipeline.check([FILE], desk)),
    "template": (Role.EDITOR, lambda desk, *_: pipeline.template(desk, PERIOD, "fi")),
    "remembered": (Role.EDITOR, lambda desk, *_: pipeline.remembered(desk)),
    "publish": (Role.EDITOR, lambda desk, *_: pipeline.publish([FILE], desk, by="x", reason="y")),
    "edit": (Role.EDITOR, lambda desk, *_: pipeline.edit(Told(), desk, by="x")),
    "withdraw": (
        Role.EDITOR,
        lambda desk, upload, _: pipeline.withdraw(upload, desk, by="x", reason="y"),
    ),
    "withdraw_together": (
        Role.EDITOR,
        lambda desk, upload, _: pipeline.withdraw_together([upload], desk, by="x", reason="y"),
    ),
    "forget": (Role.EDITOR, lambda desk, *_: pipeline.forget("x", desk, by="x")),
    "freeze": (Role.ADMIN, lambda desk, *_: pipeline.freeze(PERIOD, "toinen", desk, by="x")),
    "share": (Role.ADMIN, lambda desk, *_: pipeline.share(Wanted(Role.VIEWER), desk, by="x")),
    "start_link": (Role.ADMIN, lambda desk, *_: pipeline.start_link(desk)),
    "links": (Role.ADMIN, lambda desk, *_: pipeline.links(desk)),
    "revoke": (Role.ADMIN, lambda desk, *_: pipeline.revoke("x", desk, by="x")),
    "audit": (Role.ADMIN, lambda desk, *_: pipeline.audit(desk)),
    "hide_name": (Role.ADMIN, lambda desk, *_: pipeline.hide_name("a b", "c", desk, by="x")),
    "rebuild": (Role.ADMIN, lambda desk, *_: pipeline.rebuild(desk)),
    "verify": (Role.ADMIN, lambda desk, *_: pipeline.verify(desk)),
}
# What the doors themselves are made of: asked before anybody is somebody.
DOORS = {
    "address", "configured", "hidden_names", "keep_reader", "note_served", "note_sign_in",
    "note_sign_out", "sessions", "shares", "visitor", "vouched",
}  # fmt: skip
LADDER = [None, Role.VIEWER, Role.EDITOR, Role.ADMIN]


def below(role: Role) -> list[Viewer]:
    lower = [Viewer(one, via="link:x") for one in LADDER[: LADDER.index(role)]]
    narrowed = Viewer(Role.VIEWER, Scope(areas=("rowing",)), via="link:x")
    return [NOBODY, *lower, *([narrowed] if role is not Role.VIEWER else [])]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> tuple[Desk, str, Version]:
    settings = Settings(data=tmp_path_factory.mktemp("roles") / "data")
    desk = office(settings, catalogue())
    done = pipeline.publish([("a.xlsx", workbook([row()]))], desk, by="Maija")
    return desk, done.uploads[0], pipeline.freeze(PERIOD, "Syyskokous", desk, by="Maija")


def written(folder: Path) -> dict[str, bytes]:
    return {
        str(one.relative_to(folder)): one.read_bytes() for one in folder.rglob("*") if one.is_file()
    }


@pytest.mark.parametrize("step", STEPS)
def test_below_its_role_a_step_refuses_and_writes_nothing(
    place: tuple[Desk, str, Version], step: str
) -> None:
    desk, upload, version = place
    role, take = STEPS[step]
    before = written(desk.settings.data)
    for viewer in below(role):
        with pytest.raises(NotPermitted) as refused:
            take(replace(desk, viewer=viewer), upload, version)
        assert [one.code for one in refused.value.findings] == ["not-permitted"]
    assert written(desk.settings.data) == before


@pytest.mark.parametrize("step", STEPS)
def test_at_its_role_a_step_is_not_forbidden(
    place: tuple[Desk, str, Version], tmp_path: Path, step: str
) -> None:
    """It may be refused for another reason: a key that nobody knows, a link that there is not."""
    made, upload, version = place
    shutil.copytree(made.settings.data, tmp_path / "data")
    desk = office(Settings(data=tmp_path / "data"), catalogue())
    role, take = STEPS[step]
    try:
        take(replace(desk, viewer=Viewer(role, via="link:x")), upload, version)
    except KpiError as refused:
        assert not isinstance(refused, NotPermitted)


def test_every_step_has_its_role() -> None:
    """A new one is put into the table on purpose."""
    steps = {
        name
        for name in pipeline.__all__
        if inspect.isfunction(made := getattr(pipeline, name))
        and "desk" in inspect.signature(made).parameters
    }
    assert steps - DOORS == set(STEPS)
