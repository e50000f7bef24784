"""Whoever has no session cannot fill the server's memory, however much they send."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from kpi.access import Role
from kpi.web.framework import Framework
from tests.access.visitors import link
from tests.serving import serving

MEGABYTE = 1 << 20
SCRIPTS = Framework().root / "static" / "js"
# What a run of tests may take by itself; what is sent is many times more.
MARGIN = 40 * MEGABYTE


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    data = tmp_path_factory.mktemp("flood") / "data"
    with serving(data) as served:
        link(data, Role.VIEWER)
        httpx.get(f"{served}/s/{'w' * 43}")
        yield served


def resident(address: str) -> int:
    """Give the memory of whoever listens there, in bytes."""
    port = f":{urlsplit(address).port:04X}"
    listening = [
        line.split()[9]
        for line in Path("/proc/net/tcp").read_text().splitlines()[1:]
        if line.split()[1].endswith(port) and line.split()[3] == "0A"
    ]
    for process in Path("/proc").glob("[0-9]*"):
        held = set()
        with contextlib.suppress(OSError):
            for one in (process / "fd").iterdir():
                with contextlib.suppress(OSError):  # closed in the meantime
                    held.add(str(one.readlink()))
        if f"socket:[{listening[0]}]" in held:
            told = (process / "status").read_text()
            return int(told.split("VmRSS:")[1].split()[0]) * 1024
    raise LookupError(address)


@pytest.fixture
def within_bounds(address: str) -> Iterator[None]:
    if not Path("/proc/net/tcp").exists():
        pytest.skip("reads memory as Linux tells it")
    before = resident(address)
    yield
    assert resident(address) - before < MARGIN
    assert httpx.get(f"{address}/healthz", timeout=30).status_code == 200


@pytest.mark.usefixtures("within_bounds")
def test_thousands_of_addresses_that_are_wrong(address: str) -> None:
    """By the word of a proxy on this machine; each may be as long as a header."""

    async def guess(client: httpx.AsyncClient, first: int) -> None:
        for number in range(first, first + 150):
            told = f"{number}." + "9" * 8000
            answer = await client.get(f"/s/wrong{number}", headers={"x-forwarded-for": told})
            assert answer.status_code in {404, 429}

    async def everything() -> None:
        async with httpx.AsyncClient(base_url=address, timeout=60) as client:
            await asyncio.gather(*(guess(client, 1000 * one) for one in range(30)))

    asyncio.run(everything())


@pytest.mark.usefixtures("within_bounds")
@pytest.mark.parametrize(
    ("method", "path"),
    [("POST", "/s/wrong"), ("POST", "/"), ("PUT", "/_stcore/upload_file/a/b"), ("POST", "/ulos"),
     ("POST", "/healthz"), ("POST", "/static/js/x.js"), ("GET", "/tietosuoja")],
)  # fmt: skip
def test_a_body_that_nobody_asked_for_is_not_kept(address: str, method: str, path: str) -> None:
    def body() -> Iterator[bytes]:
        for _ in range(120):
            yield b"x" * MEGABYTE

    try:
        answer = httpx.request(method, f"{address}{path}", content=body(), timeout=30)
        assert answer.status_code in {200, 401, 403, 404, 405}
    except httpx.TransportError:
        pass  # the connection was closed: nobody reads on


@pytest.mark.usefixtures("within_bounds")
@pytest.mark.parametrize(
    "start",
    ["GET /{} HTTP/1.1\r\nHost: a\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\nCookie: {}\r\n\r\n",
     "GET /s/{} HTTP/1.1\r\nHost: a\r\n\r\n", "{}"],
    ids=["path", "cookie", "secret", "no request"],
)  # fmt: skip
def test_a_head_without_an_end_is_cut_off(address: str, start: str) -> None:
    here = urlsplit(address)
    for _ in range(20):
        with socket.create_connection((here.hostname, here.port), timeout=30) as one:
            try:
                one.sendall(start.format("x" * 4 * MEGABYTE).encode())
                told = one.recv(200)
            except ConnectionError:
                continue
            assert b" 400 " in told or told == b""


@pytest.mark.usefixtures("within_bounds")
def test_who_asks_for_much_and_reads_nothing_has_no_copy_kept(address: str) -> None:
    here, script = urlsplit(address), max(SCRIPTS.iterdir(), key=lambda one: one.stat().st_size)
    asking = f"GET /static/js/{script.name} HTTP/1.1\r\nHost: a\r\n\r\n".encode()
    # Packed by now: what is served from memory begins with this.
    while "etag" in httpx.get(f"{address}/static/js/{script.name}").headers:
        time.sleep(0.2)
    before, many = resident(address), []
    try:
        for _ in range(60):
            one = socket.socket()
            one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            one.connect((here.hostname, here.port))
            one.sendall(asking)
            many.append(one)
        time.sleep(2)
        assert resident(address) - before < MARGIN
    finally:
        for one in many:
            one.close()


@pytest.mark.usefixtures("within_bounds")
def test_connections_that_say_nothing_cost_little(address: str) -> None:
    here = urlsplit(address)
    many = [socket.create_connection((here.hostname, here.port), timeout=30) for _ in range(400)]
    try:
        for one in many:
            one.sendall(b"GET / HTTP/1.1\r\nHost: a\r\nX: " + b"x" * 1000)
        assert httpx.get(f"{address}/healthz", timeout=30).status_code == 200
    finally:
        for one in many:
            one.close()
