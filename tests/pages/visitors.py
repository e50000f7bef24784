"""A visitor who came in through a link, for the framework's test harness, which has no browser."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace

import pytest

from kpi import pipeline
from kpi.access import Role
from kpi.links import Share
from kpi.pipeline import Wanted
from kpi.ui.session import COOKIE
from tests.pages.conftest import desk_at


def came_in(
    data: Path,
    patch: pytest.MonkeyPatch,
    role: Role,
    areas: Sequence[str] = (),
    version: str = "",
) -> Share:
    """Open a new link in the browser that the pages of this test are drawn for."""
    desk = desk_at(data)
    made, _ = pipeline.share(Wanted(role, 30, areas, version), desk, by="Maija")
    held = pipeline.sessions(desk).begin(made.viewer, dt.datetime.now(dt.UTC))
    browser = SimpleNamespace(cookies={COOKIE: held}, headers=[])
    patch.setattr("streamlit.runtime.context._get_client_context", lambda: browser)
    return made
