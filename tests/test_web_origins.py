"""Pages of other sites: they open no socket, change nothing, and the framework hears of none."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from starlette.types import Message, Scope

from kpi.settings import Settings
from kpi.web.door import Door
from kpi.web.origins import Origins
from tests.factories import catalogue, office

PUBLIC = "https://mittarit.example"


def heard(tmp_path: Path, kind: str = "http", public: str = "", **headers: str) -> Scope | None:
    """Ask, and give what the framework heard; None when it heard nothing."""
    found: list[Scope] = []
    sent: list[Message] = []

    async def framework(scope: Scope, *_: object) -> None:
        found.append(scope)

    async def send(message: Message) -> None:
        sent.append(message)

    method = headers.pop("method", "GET")
    given = {"host": "127.0.0.1:8501", **headers}
    pairs = [(name.replace("_", "-").encode(), text.encode()) for name, text in given.items()]
    scope: dict[str, Any] = {"type": kind, "method": method, "headers": pairs}
    door = Door(office(Settings(data=tmp_path, public_url=public), catalogue()))
    asyncio.run(Origins(framework, door)(scope, None, send))  # type: ignore[arg-type]
    if not found:
        assert sent[0].get("status", 403) == 403
        return None
    return found[0]


def values(scope: Scope | None, name: bytes) -> list[bytes]:
    assert scope is not None
    return [value for key, value in scope["headers"] if key == name]


FOREIGN = [
    "https://evil.example", "http://127.0.0.1:9999", "http://127.0.0.1", "null", "file://", "http://[",
    "https://mittarit.example.evil.example", "chrome-extension://x",
]  # fmt: skip


@pytest.mark.parametrize("origin", FOREIGN)
def test_a_foreign_page_opens_no_socket(tmp_path: Path, origin: str) -> None:
    assert heard(tmp_path, "websocket", origin=origin) is None
    assert heard(tmp_path, "websocket", public=PUBLIC, origin=origin) is None


def test_our_own_page_opens_a_socket(tmp_path: Path) -> None:
    own = heard(tmp_path, "websocket", origin="http://127.0.0.1:8501")
    assert values(own, b"host") == [b"127.0.0.1:8501"]
    program = heard(tmp_path, "websocket")
    assert values(program, b"origin") == []


def test_behind_a_proxy_the_framework_hears_the_name_that_the_browser_sees(tmp_path: Path) -> None:
    for host in ("127.0.0.1:8501", "mittarit.example", "other.example"):
        scope = heard(tmp_path, "websocket", public=PUBLIC, host=host, origin=PUBLIC)
        assert values(scope, b"host") == [b"mittarit.example"]
        assert values(scope, b"origin") == [PUBLIC.encode()]
    assert heard(tmp_path, "websocket", origin=PUBLIC) is None


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_a_foreign_page_changes_nothing(tmp_path: Path, method: str) -> None:
    assert heard(tmp_path, method=method, origin="https://evil.example") is None
    assert heard(tmp_path, method=method, sec_fetch_site="cross-site") is None
    assert heard(tmp_path, method=method, origin="null", sec_fetch_site="cross-site") is None
    own = heard(tmp_path, method=method, origin="null", sec_fetch_site="same-origin")
    assert values(own, b"origin") == []
    assert heard(tmp_path, method=method, origin="http://127.0.0.1:8501") is not None
    assert heard(tmp_path, method=method) is not None


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
def test_whoever_only_looks_is_not_told_to_another_site(tmp_path: Path, method: str) -> None:
    scope = heard(tmp_path, method=method, origin="https://evil.example")
    assert values(scope, b"origin") == []


def test_a_start_is_let_through(tmp_path: Path) -> None:
    assert heard(tmp_path, "lifespan") is not None
