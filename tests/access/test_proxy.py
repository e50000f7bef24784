"""Behind a proxy, under a public name: sockets open, nobody comes in without a link."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from kpi.access import Role
from kpi.ui.session import COOKIE
from tests.access.visitors import header, link, opened
from tests.serving import serving

PUBLIC = "https://mittarit.example"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path, Path]]:
    """Serve under a public name; give the address behind the proxy, the folder and the log."""
    folder = tmp_path_factory.mktemp("proxy")
    with serving(folder / "data", log=folder / "said.txt", KPI_PUBLIC_URL=PUBLIC) as address:
        yield address, folder / "data", folder / "said.txt"


def test_a_proxy_that_says_nothing_opens_nothing(place: tuple[str, Path, Path]) -> None:
    """Before anybody made a link: only the one that the start printed lets somebody in."""
    address, _, said = place
    for host in ("127.0.0.1:8501", "localhost", "mittarit.example"):
        assert httpx.get(address, headers={"host": host}).status_code == 401
    told = said.read_text("utf-8")
    assert f"{PUBLIC}/s/" in told and "Yhden hengen" not in told


@pytest.mark.parametrize("host", ["mittarit.example", ""])
def test_the_pages_socket_opens(place: tuple[str, Path, Path], host: str) -> None:
    """Whether or not the proxy passes on the name that the browser asked for."""
    address, data, _ = place
    sent = header(opened(address, link(data, Role.VIEWER)))
    here = address.removeprefix("http://")
    with (
        socket.create_connection(tuple(here.split(":"))) as made,
        connect(
            f"ws://{host or here}/_stcore/stream",
            sock=made,
            additional_headers=sent,
            origin=PUBLIC,  # type: ignore[arg-type]
        ),
    ):
        pass


def test_a_foreign_page_is_refused_at_once_and_nobody_is_asked(
    place: tuple[str, Path, Path],
) -> None:
    """The framework would ask a host on the internet who we are, and hold everybody up."""
    address, data, said = place
    sent = header(opened(address, link(data, Role.ADMIN)))
    url = f"{address.replace('http', 'ws')}/_stcore/stream"
    start = time.monotonic()
    with (
        pytest.raises(InvalidStatus) as refused,
        connect(url, additional_headers=sent, origin="https://evil.example"),  # type: ignore[arg-type]
    ):
        pass
    assert time.monotonic() - start < 1
    assert refused.value.response.status_code == 403
    assert "frame-ancestors" in refused.value.response.headers["Content-Security-Policy"]
    for method in ("POST", "PUT", "DELETE"):
        for told in ({"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}):
            answer = httpx.request(method, f"{address}/ulos", headers=sent | told)
            assert answer.status_code == 403
    still = httpx.get(address, headers=sent)
    assert still.status_code == 200, "signed out by somebody else's page"
    assert "external IP" not in said.read_text("utf-8")


def test_signing_out_by_our_own_form_works(place: tuple[str, Path, Path]) -> None:
    address, data, _ = place
    cookies = opened(address, link(data, Role.VIEWER))
    sent = header(cookies) | {"origin": "null", "sec-fetch-site": "same-origin"}
    assert httpx.post(f"{address}/ulos", headers=sent).status_code == 200
    assert httpx.get(address, headers=header({COOKIE: cookies[COOKIE]})).status_code == 401


def test_in_an_offices_network_a_link_opens_by_any_of_our_names(tmp_path: Path) -> None:
    data = tmp_path / "data"
    made = link(data, Role.VIEWER)
    everywhere = "0.0.0.0"  # noqa: S104 - a link is asked for
    with serving(data, KPI_ADDRESS=everywhere) as address:
        port = address.rpartition(":")[2]
        found = socket.getaddrinfo(socket.gethostname(), port, socket.AF_INET, socket.SOCK_STREAM)
        for name in {"127.0.0.1", "localhost", *(one[4][0] for one in found)}:
            there = f"http://{name}:{port}"
            assert httpx.get(there).status_code == 401
            sent = header(opened(there, made))
            assert httpx.get(there, headers=sent).status_code == 200
            with connect(
                f"ws://{name}:{port}/_stcore/stream",
                additional_headers=sent,
                origin=there,  # type: ignore[arg-type]
            ):
                pass
