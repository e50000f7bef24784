"""The worked example fills an empty store once, and never adds to one that is or was in use."""

from pathlib import Path

import pytest

from kpi import catalogue, example, pipeline
from kpi.desk import Desk
from kpi.settings import Settings
from tests.factories import office, row, workbook, write_catalogue


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    folder = write_catalogue(tmp_path / "club" / "catalogue")
    settings = Settings(data=tmp_path / "data", catalogue=folder)
    return office(settings, catalogue.load(folder))


def sampled(desk: Desk) -> Desk:
    folder = example.folder(desk.settings.catalogue)
    folder.mkdir()
    (folder / "example.xlsx").write_bytes(workbook([row()]))
    (folder / "~$example.xlsx").write_bytes(b"held open by Excel")
    return desk


def test_an_empty_store_shows_the_example_once(desk: Desk) -> None:
    sampled(desk)
    assert len(example.publish_into_empty(desk)) == 1
    assert example.publish_into_empty(desk) == ()
    assert [one.file for one in pipeline.open_store(desk).active] == ["example.xlsx"]


def test_a_withdrawn_example_stays_away(desk: Desk) -> None:
    (upload,) = example.publish_into_empty(sampled(desk))
    pipeline.withdraw(upload, desk, by="club", reason="own figures come")
    assert example.publish_into_empty(desk) == ()


def test_no_example_where_there_is_none_or_none_is_wanted(desk: Desk) -> None:
    assert example.publish_into_empty(desk) == ()
    unwanted = desk.settings.model_copy(update={"sample": False})
    assert example.publish_into_empty(office(unwanted, sampled(desk).catalogue)) == ()
