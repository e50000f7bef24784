"""Names that are shown no more: the display changes, the chain does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from kpi import pipeline
from kpi.access import Role, Viewer
from kpi.desk import Desk
from kpi.errors import NotPermitted, WrongUsage
from kpi.links import Names, hashed
from kpi.settings import Settings
from tests.factories import catalogue, office, row, workbook

HIDDEN = Names({(2, hashed(["Maija", "Meikäläinen"])): "entinen työntekijä"})


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = office(Settings(data=tmp_path / "data"), catalogue())
    pipeline.publish([("a.xlsx", workbook([row()]))], made, by="Maija Meikäläinen", reason="uusi")
    return made


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Maija Meikäläinen", "entinen työntekijä"),
        ("maija  MEIKÄLÄINEN", "entinen työntekijä"),
        ("Kysy: Maija Meikäläinen, p. 1", "Kysy: entinen työntekijä, p. 1"),
        ("Maija Meikäläinen ja Maija Meikäläinen", "entinen työntekijä ja entinen työntekijä"),
        ("Maija", "Maija"),
        ("Maija Virtanen", "Maija Virtanen"),
        ("", ""),
    ],
)
def test_a_name_is_found_in_a_text(text: str, shown: str) -> None:
    assert HIDDEN.shown(text) == shown


def test_a_hidden_name_is_shown_nowhere_and_the_chain_holds(desk: Desk) -> None:
    before = (desk.settings.data / "ledger.jsonl").read_bytes()
    version = pipeline.open_store(desk).version
    pipeline.hide_name("Maija Meikäläinen", "entinen työntekijä", desk, by="Ylläpito")
    assert (desk.settings.data / "ledger.jsonl").read_bytes() == before
    assert b"Meik" not in (desk.settings.data / "access.jsonl").read_bytes()
    store = pipeline.open_store(desk)
    assert store.version == version
    assert [one.published_by for one in store.uploads()] == ["entinen työntekijä"]
    assert "Maija" not in str(pipeline.audit(desk))
    assert pipeline.verify(desk) == ()


def test_only_the_administrator_hides_a_name(desk: Desk) -> None:
    editor = office(desk.settings, desk.catalogue, viewer=Viewer(Role.EDITOR))
    with pytest.raises(NotPermitted):
        pipeline.hide_name("Maija", "x", editor, by="")
    for name, instead in (("", "x"), ("...", "x"), ("Maija", " ")):
        with pytest.raises(WrongUsage):
            pipeline.hide_name(name, instead, desk, by="Ylläpito")
