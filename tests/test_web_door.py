"""Who is at the door while nobody set up any access: this machine, and nothing that looks so."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kpi import pipeline
from kpi.access import LOCAL, NOBODY, Role
from kpi.desk import Desk
from kpi.pipeline import Wanted
from kpi.settings import Settings
from kpi.web.door import Door, is_at_home
from tests.factories import catalogue, office

HERE = ("127.0.0.1", 50_000)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return office(Settings(data=tmp_path / "data"), catalogue())


def asked(host: str | None = "127.0.0.1:8501", **more: object) -> dict[str, Any]:
    headers = [] if host is None else [(b"host", host.encode("latin-1"))]
    return {"type": "http", "headers": headers, "server": HERE, "client": HERE, **more}


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost:8501", "LOCALHOST", "[::1]:8501"])
def test_this_machine_is_let_in(desk: Desk, host: str) -> None:
    assert Door(desk).viewer(asked(host)) == LOCAL


@pytest.mark.parametrize(
    "host",
    [None, "", "[", "[::1", "]", "evil.example", "127.0.0.1.evil.example", ":8501", "ä", "[]"],
)
def test_another_name_or_none_that_can_be_read_is_nobody(desk: Desk, host: str | None) -> None:
    assert Door(desk).viewer(asked(host)) == NOBODY


@pytest.mark.parametrize("end", ["server", "client"])
@pytest.mark.parametrize("value", [None, ("192.168.1.9", 80), ("/run/kpi.sock", None), ("", 0)])
def test_both_ends_have_to_be_here(desk: Desk, end: str, value: object) -> None:
    """A socket that is a file is reached by a proxy only."""
    assert Door(desk).viewer(asked(**{end: value})) == NOBODY


def test_a_public_address_means_a_proxy_which_may_look_like_this_machine(tmp_path: Path) -> None:
    """nginx passes on by its own name for us and without a word of whom it asks for."""
    for url, viewer in (("https://mittarit.example", NOBODY), ("http://localhost:8501", LOCAL)):
        settings = Settings(data=tmp_path / "data", public_url=url)
        assert Door(office(settings, catalogue())).viewer(asked()) == viewer


@pytest.mark.parametrize(
    ("given", "home"),
    [
        ({}, True),
        ({"address": "::1"}, True),
        ({"address": "0.0.0.0"}, False),
        ({"public_url": "http://127.0.0.1:9000"}, True),
        ({"public_url": "https://mittarit.example"}, False),
        ({"public_url": "https://[2001:db8::1]:8443"}, False),
    ],
)
def test_whose_service_it_is(given: dict[str, str], home: bool) -> None:
    assert is_at_home(Settings(**given)) is home


def test_once_somebody_was_let_in_this_machine_is_asked_too(desk: Desk) -> None:
    pipeline.share(Wanted(Role.VIEWER), desk, by="Maija")
    assert Door(desk).viewer(asked()) == NOBODY
