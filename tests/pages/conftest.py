"""The worked example published once, and a copy of it for each test that writes."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit

from kpi import catalogue, pipeline
from kpi.desk import Desk
from kpi.i18n import language
from kpi.settings import Settings
from tests.factories import office
from tests.pages.screen import ROOT

DEFINITIONS = ROOT / "data" / "catalogue"
SAMPLE = ROOT / "data" / "sample"


def desk_at(data: Path) -> Desk:
    """Give the desk of a data folder with the repository's own catalogue."""
    return office(Settings(data=data), catalogue.load(DEFINITIONS))


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Publish the worked example as the service does; nobody may write here."""
    data = tmp_path_factory.mktemp("example") / "data"
    files = [(one.name, one.read_bytes()) for one in sorted(SAMPLE.glob("*.xlsx"))]
    assert files, "the worked example is missing"
    pipeline.publish(files, desk_at(data), by=language("fi").text("sample.by"))
    return data


@pytest.fixture
def data(example: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give a copy of the worked example that the pages are served from."""
    copy = tmp_path / "data"
    shutil.copytree(example, copy)
    monkeypatch.setenv("KPI_DATA", str(copy))
    streamlit.cache_resource.clear()
    yield copy
    streamlit.cache_resource.clear()
