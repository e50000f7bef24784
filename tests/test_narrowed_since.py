"""What was approved as public and is withheld since: outside it is in no approved version."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from kpi import pipeline
from kpi.access import CONSOLE, Role, Scope, Viewer
from kpi.desk import Desk
from kpi.i18n import language
from kpi.pipeline import Version
from kpi.reports.files import FORMATS
from kpi.settings import Settings
from tests.builders import Archive, archive, observed
from tests.builders import catalogue as town
from tests.test_narrowed import HALF, texts_of_file

FI = language("fi")


@dataclass
class Approved:
    """A store whose half-year was approved while everything in it was public."""

    shelf: Archive
    folder: Path
    version: Version

    def desk(self, viewer: Viewer) -> Desk:
        return _desk(self.shelf, self.folder, viewer)

    def outside(self) -> tuple[Viewer, Viewer]:
        """Give a viewer of everything public, and one of the version only."""
        of_it = Scope(version=self.version.version, period=self.version.period.code)
        return Viewer(Role.VIEWER), Viewer(Role.VIEWER, of_it)

    def values(self, viewer: Viewer) -> dict[str, object]:
        seen = pipeline.frozen_store(self.version, self.desk(viewer))
        return {name: one.now.value for name, one in seen.figures(HALF).items()}

    def file(self, viewer: Viewer, kind: str) -> bytes:
        return pipeline.export(self.desk(viewer), HALF, kind, FI, self.version.version).data


def _desk(shelf: Archive, folder: Path, viewer: Viewer) -> Desk:
    settings = Settings(data=shelf.root, catalogue=folder / "catalogue")
    return Desk(settings, shelf.catalogue, lambda: shelf.now, viewer)


def ungrouped(text: str) -> str:
    return re.sub(r"(?<=\d)[\s\u00a0\u202f.,](?=\d{3})", "", text)


@pytest.fixture
def approved(tmp_path: Path) -> Approved:
    shelf = archive(tmp_path, town(tmp_path))
    shelf.publish(
        observed("grant_state", "2025-S1", 41113),
        observed("grant_city", "2025-S1", 81843),
        observed("grant_total", "2025-S1", 122956),
        observed("loans", "2025-S1", 23232),
    )
    version = pipeline.freeze(HALF, "Valtuusto", _desk(shelf, tmp_path, CONSOLE), by="Maija")
    return Approved(shelf, tmp_path, version)


@pytest.mark.parametrize(
    "withheld", [{"value": None, "obs_status": "Q"}, {"value": 81843, "conf_status": "N"}]
)
def test_what_is_withheld_since_is_in_no_version_outside(
    approved: Approved, withheld: dict[str, object]
) -> None:
    """Nor can it be computed: of what the version says, and of that with what is said now."""
    approved.shelf.publish(observed("grant_city", "2025-S1", **withheld))  # type: ignore[arg-type]
    for viewer in approved.outside():
        told = approved.values(viewer)
        assert told.get("grant_city") is None and told["grant_total"] is None
        assert (told["grant_state"], told["loans"]) == (41113, 23232)
        for kind in FORMATS:
            text = ungrouped(texts_of_file(approved.file(viewer, kind)))
            assert "81843" not in text and "122956" not in text
            # The others tell of what the front page and the plan name.
            assert kind != "csv" or "23232" in text
    assert approved.values(CONSOLE)["grant_city"] == 81843, "inside it stays as it was approved"


def test_what_is_only_corrected_since_stays_as_it_was_approved(approved: Approved) -> None:
    kept = {kind: approved.file(CONSOLE, kind) for kind in FORMATS}
    approved.shelf.publish(observed("loans", "2025-S1", 98765))
    approved.shelf.publish(observed("returns", "2025-S1", None, obs_status="Q"))
    for viewer in approved.outside():
        assert approved.values(viewer)["loans"] == 23232
        for kind in FORMATS:
            assert approved.file(viewer, kind) == kept[kind], kind
