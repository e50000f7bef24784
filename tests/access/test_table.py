"""The table of who is answered what, cell by cell, against the live server."""

from __future__ import annotations

import contextlib
import csv
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from kpi import pipeline
from kpi.access import Role
from kpi.ui.session import COOKIE
from tests.access.visitors import desk, header, link, opened
from tests.serving import serving

TABLE = Path(__file__).with_name("table.csv")
ROLES = ("viewer", "editor", "admin")


def rows() -> list[dict[str, str]]:
    lines = [one for one in TABLE.read_text("utf-8").splitlines() if not one.startswith("#")]
    return list(csv.DictReader(lines))


Browsers = Mapping[str, Mapping[str, str]]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Browsers]]:
    """Serve the worked example; give the cookies of every kind of visitor."""
    data = tmp_path_factory.mktemp("access") / "data"
    with serving(data) as address:
        browsers: dict[str, dict[str, str]] = {}
        made = {role: link(data, Role(role)) for role in ROLES}
        revoked, over = link(data, Role.ADMIN), link(data, Role.ADMIN)
        for role, one in made.items():
            browsers[role] = opened(address, one)
        browsers["revoked"] = opened(address, revoked)
        pipeline.revoke(revoked.share.id, desk(data), by="Maija")
        # A session whose link has ended since: the row is there, the link is not.
        ended = link(data, Role.ADMIN, days_ago=2)
        now = desk(data).clock()
        browsers["expired"] = {COOKIE: pipeline.sessions(desk(data)).begin(ended.share.viewer, now)}
        browsers["signed out"] = opened(address, over)
        httpx.post(f"{address}/ulos", headers=header(browsers["signed out"]))
        browsers["forged"] = {COOKIE: "A" * 43}
        browsers["nobody"] = {}
        areas = tuple(desk(data).catalogue.areas)[:1]
        browsers["of an area"] = opened(address, link(data, Role.VIEWER, areas=areas))
        yield address, browsers


def cells() -> Iterator[tuple[str, str, str, str]]:
    for row in rows():
        for role in (*ROLES, "nobody"):
            yield row["method"], row["address"], role, row[role]
        yield row["method"], row["address"], "of an area", row["viewer"]
        for like in ("revoked", "expired", "signed out", "forged"):
            yield row["method"], row["address"], like, row["nobody"]


def answered(address: str, method: str, path: str, cookies: Mapping[str, str]) -> str:
    """Ask as a program would: nothing tidies up the address on the way."""
    if method == "WS":
        return _socket(address, path, cookies)
    host = urlsplit(address)
    with httpx.Client(base_url=address, follow_redirects=False) as client:
        request = client.build_request(method, address, headers=header(cookies))
        request.url = httpx.URL(address).copy_with(raw_path=path.encode())
        assert request.url.host == host.hostname
        return str(client.send(request).status_code)


def _socket(address: str, path: str, cookies: Mapping[str, str]) -> str:
    url = f"{address.replace('http', 'ws')}{path}"
    sent = header(cookies)
    with contextlib.suppress(InvalidStatus), connect(url, additional_headers=sent):
        return "ws"
    return "no"


@pytest.mark.parametrize(("method", "path", "who", "expected"), list(cells()))
def test_each_cell_is_as_expected(
    server: tuple[str, Browsers], method: str, path: str, who: str, expected: str
) -> None:
    address, browsers = server
    assert answered(address, method, path, browsers[who]) == expected


@pytest.mark.parametrize(("who", "expected"), [("viewer", 403), ("editor", 400), ("admin", 400)])
def test_a_file_goes_up_only_from_who_may_publish(
    server: tuple[str, Browsers], who: str, expected: int
) -> None:
    """With the framework's own pair of tokens: 400 says that there is no such open page."""
    address, browsers = server
    given = httpx.get(f"{address}/_stcore/health", headers=header(browsers[who]))
    token = given.cookies["_streamlit_xsrf"]
    sent = header({**browsers[who], "_streamlit_xsrf": token}) | {"X-Xsrftoken": token}
    answer = httpx.put(
        f"{address}/_stcore/upload_file/no-session/no-file",
        headers=sent,
        files={"file": ("a.csv", b"a;b")},
    )
    assert answer.status_code == expected


def test_a_foreign_page_opens_no_socket(server: tuple[str, Browsers]) -> None:
    address, browsers = server
    url = f"{address.replace('http', 'ws')}/_stcore/stream"
    with (
        pytest.raises(InvalidStatus) as refused,
        connect(
            url,
            additional_headers=header(browsers["admin"]),
            origin="https://evil.example",  # type: ignore[arg-type]
        ),
    ):
        pass
    assert refused.value.response.status_code == 403
