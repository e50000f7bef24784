"""The command line as every test of it uses it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders import written
from tests.cli.shell import Shell


@pytest.fixture
def shell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Shell:
    """Give a command line over an empty store and the invented catalogue."""
    monkeypatch.setenv("KPI_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("KPI_CATALOGUE", str(written(tmp_path / "catalogue")))
    return Shell(tmp_path, capsys)
