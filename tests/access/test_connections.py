"""Connections that ask nothing: they leave room for who does, and they do not stay."""

from __future__ import annotations

import contextlib
import socket
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from kpi.access import Role
from kpi.web.connections import PATIENCE
from tests.access.sockets import asked, stream
from tests.access.visitors import header, link, opened
from tests.serving import serving

PLACES = 512


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path, Path]]:
    if sys.platform == "win32":
        pytest.skip("the system does not count places")
    folder = tmp_path_factory.mktemp("connections")
    said = folder / "said.txt"
    with serving(folder / "data", log=said, places=PLACES) as address:
        yield address, folder / "data", said


@contextlib.contextmanager
def many(address: str, number: int, begun: bytes = b"") -> Iterator[list[socket.socket]]:
    here = urlsplit(address)
    made = [socket.create_connection((here.hostname, here.port), timeout=30) for _ in range(number)]
    try:
        for one in made:
            with contextlib.suppress(ConnectionError):  # shown out already
                one.sendall(begun)
        yield made
    finally:
        for one in made:
            one.close()


def is_open(one: socket.socket) -> bool:
    one.settimeout(0.01)
    try:
        return one.recv(1) != b""
    except TimeoutError:
        return True
    except ConnectionError:
        return False


@pytest.mark.parametrize("begun", [b"", b"GET / HTTP/1.1\r\nHost: a\r\n"])
def test_nobody_takes_all_the_places(place: tuple[str, Path, Path], begun: bytes) -> None:
    """The web server waited for ever, answered nobody, and wrote a line for each try to let in."""
    address, data, said = place
    cookies = opened(address, link(data, Role.VIEWER))
    with stream(address, cookies) as page, many(address, PLACES + 100, begun):
        for _ in range(3):
            assert httpx.get(f"{address}/healthz", timeout=30).status_code == 200
            assert httpx.get(address, headers=header(cookies), timeout=30).status_code == 200
        assert asked(page), "an open page is not shown out for them"
    assert said.stat().st_size < 10_000


def test_a_connection_that_asks_nothing_ends(place: tuple[str, Path, Path]) -> None:
    """One letter of a question now and then is no question."""
    address, _, _ = place
    with many(address, 10) as silent, many(address, 10, b"GET /") as slow:
        end = time.monotonic() + PATIENCE + 10
        while time.monotonic() < end and any(is_open(one) for one in (*silent, *slow)):
            for one in slow:
                with contextlib.suppress(ConnectionError):
                    one.sendall(b"x")
            time.sleep(0.5)
        assert not any(is_open(one) for one in (*silent, *slow))
