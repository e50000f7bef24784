"""An approved version stays as it was approved, to the byte, whatever is published after it."""

from __future__ import annotations

import datetime as dt
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from kpi import catalogue, example, pipeline
from kpi.desk import Desk
from kpi.errors import StoreUnavailable, WrongUsage
from kpi.i18n import CODES, language
from kpi.periods import parse
from kpi.plan import ActionState, ActionStatus, Told
from kpi.reports.files import FORMATS
from kpi.settings import Settings
from tests.factories import office, row, workbook
from tests.source import ROOT

HALF, FI = parse("2025-S1"), language("fi")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Give the worked example with a clock that goes on a minute at each look."""
    folder = tmp_path / "catalogue"
    folder.mkdir()
    for one in (ROOT / "data" / "catalogue").glob("*.toml"):
        (folder / one.name).write_bytes(one.read_bytes())
    (tmp_path / "sample").symlink_to(ROOT / "data" / "sample")
    ticks = iter(range(100_000))
    start = dt.datetime(2026, 11, 24, 10, 0, tzinfo=dt.UTC)
    settings = Settings(data=tmp_path / "data", catalogue=folder)
    made = office(
        settings, catalogue.load(folder), lambda: start + dt.timedelta(minutes=next(ticks))
    )
    example.publish_into_empty(made)
    return made


def revised(desk: Desk) -> None:
    book = workbook([row("instagram_followers", 520)])
    pipeline.publish([("late.xlsx", book)], desk, by="tiedottaja", reason="laskettu uudelleen")


def test_one_revision_after_a_freeze_changes_the_live_files_and_no_frozen_one(desk: Desk) -> None:
    one = pipeline.freeze(HALF, "Seutuvaltuusto 24.9.2025", desk, by="johtaja")
    assert one.version == pipeline.open_store(desk).version
    frozen = {
        (code, kind): pipeline.export(desk, HALF, kind, language(code), one.version).data
        for code in CODES
        for kind in FORMATS
    }
    revised(desk)
    assert pipeline.open_store(desk).version != one.version
    for (code, kind), data in frozen.items():
        again = pipeline.export(desk, HALF, kind, language(code), one.version)
        assert again.data == data and again.version == one.version
        # Not only kept: made anew from what was frozen it is the same, byte for byte.
        assert pipeline.made_again(one, desk, kind, language(code)) == data, (code, kind)
        assert pipeline.export(desk, HALF, kind, language(code)).data != data


def test_the_live_figures_differ_exactly_there(desk: Desk) -> None:
    one = pipeline.freeze(HALF, "Valtuusto", desk, by="johtaja")
    revised(desk)
    then, now = pipeline.frozen_store(one, desk), pipeline.open_store(desk)
    before, after = then.figures(HALF), now.figures(HALF)
    different = [name for name in before if before[name].now.value != after[name].now.value]
    assert different == ["instagram_followers"]
    before_csv, after_csv = (
        zipfile.ZipFile(BytesIO(pipeline.export(desk, HALF, "csv", FI, v).data)).read(
            "observations.csv"
        ).decode().splitlines()
        for v in (one.version, None)
    )  # fmt: skip
    changed = [(a, b) for a, b in zip(before_csv, after_csv, strict=True) if a != b]
    assert [a.split(",")[0] for a, _ in changed] == ["instagram_followers"]


def test_states_and_the_catalogue_are_frozen_too(desk: Desk) -> None:
    one = pipeline.freeze(HALF, "Valtuusto", desk, by="johtaja")
    before = pipeline.frozen_store(one, desk).statuses(HALF)["1.1.1"].status.state
    moved = ActionStatus("1.1.1", HALF, ActionState.CANCELLED)
    pipeline.edit(Told((moved,)), desk, by="johtaja")
    areas = desk.settings.catalogue / "areas.toml"
    areas.write_text(
        areas.read_text("utf-8").replace("Hallinto ja tukipalvelut", "Hallinto"), "utf-8"
    )
    other = office(desk.settings, catalogue.load(desk.settings.catalogue), desk.clock)
    then = pipeline.frozen_store(one, other)
    assert then.statuses(HALF)["1.1.1"].status.state is before
    assert then.catalogue.areas["administration"].name.fi == "Hallinto ja tukipalvelut"
    assert pipeline.open_store(other).catalogue.areas["administration"].name.fi == "Hallinto"
    kept = pipeline.export(other, HALF, "pdf", FI, one.version).data
    assert pipeline.made_again(one, other, "pdf", FI) == kept


def test_a_withdrawal_after_the_freeze_does_not_touch_it(desk: Desk) -> None:
    one = pipeline.freeze(HALF, "Valtuusto", desk, by="johtaja")
    for upload in pipeline.open_store(desk).active:
        pipeline.withdraw(upload.upload, desk, by="johtaja", reason="koe")
    assert not pipeline.open_store(desk).active
    assert pipeline.frozen_store(one, desk).figures(HALF)["headcount"].now.value == 20
    pipeline.rebuild(desk)
    assert pipeline.frozen_store(one, desk).figures(HALF)["headcount"].now.value == 20


def test_versions_are_listed_and_found_by_id_and_by_name(desk: Desk) -> None:
    first = pipeline.freeze(HALF, "Valtuusto", desk, by="johtaja")
    with pytest.raises(WrongUsage) as again:
        pipeline.freeze(HALF, "Hallitus", desk, by="johtaja")
    assert again.value.findings[0].code == "frozen-already"
    revised(desk)
    second = pipeline.freeze(HALF, "Hallitus", desk, by="johtaja")
    assert [one.name for one in pipeline.versions(desk)] == ["Hallitus", "Valtuusto"]
    assert pipeline.found(desk, first.version) == first
    assert pipeline.found(desk, "Hallitus") == second
    with pytest.raises(WrongUsage):
        pipeline.found(desk, "Kunta")
    assert pipeline.versions(desk)[0].frozen_by == "johtaja"
    # Approving is no change of the data.
    assert pipeline.open_store(desk).version == second.version
    assert not pipeline.verify(desk)


@pytest.mark.parametrize(
    ("period", "name", "code"),
    [("2025-S1", " ", "freeze-unnamed"), ("2019-S1", "Valtuusto", "nothing-to-freeze")],
)
def test_nothing_and_nameless_is_not_frozen(desk: Desk, period: str, name: str, code: str) -> None:
    with pytest.raises(WrongUsage) as refused:
        pipeline.freeze(parse(period), name, desk, by="johtaja")
    assert refused.value.findings[0].code == code
    assert not pipeline.versions(desk)


def test_a_frozen_file_that_changed_is_not_given_out(desk: Desk) -> None:
    one = pipeline.freeze(HALF, "Valtuusto", desk, by="johtaja")
    name = pipeline.export(desk, HALF, "pdf", FI, one.version).file
    (path,) = desk.settings.data.rglob(name)
    path.write_bytes(path.read_bytes() + b" ")
    with pytest.raises(StoreUnavailable) as damaged:
        pipeline.export(desk, HALF, "pdf", FI, one.version)
    assert damaged.value.findings[0].code == "frozen-damaged"
    with pytest.raises(WrongUsage) as unknown:
        pipeline.export(desk, HALF, "odt", FI, one.version)
    assert unknown.value.findings[0].code == "unknown-format-asked"
    with pytest.raises(WrongUsage):
        pipeline.export(desk, HALF, "odt", FI)


def test_a_preview_names_the_approved_figures_that_change(desk: Desk) -> None:
    pipeline.freeze(HALF, "Valtuusto", desk, by="johtaja")
    book = workbook([row("instagram_followers", 520), row("headcount", 20)])
    (checked,) = pipeline.check([("late.xlsx", book)], desk)
    assert [(one.indicator, name) for one, name in checked.approved] == [
        ("instagram_followers", "Valtuusto")
    ]
