"""What every answer carries, whatever it is: pages, files, errors, refusals."""

from __future__ import annotations

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

ALWAYS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
}
XSRF = "_streamlit_xsrf"
PATHS = (
    "/", "/rahoitus", "/a/b", "/no-such", "/s/wrong", "/ulos", "/saavutettavuus", "/tietosuoja",
    "/healthz", "/robots.txt", "/favicon.png", "/data/observations.csv", "/maaraajat.ics",
    "/_stcore/health", "/_stcore/host-config", "/_stcore/metrics", "/media/x.pdf", "/component/x/y",
    "/static/js/no-such.js", "/kirjaudu", "/oauth2callback",
)  # fmt: skip
METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("headers") / "data"


@pytest.fixture(scope="module")
def address(data: Path) -> Iterator[str]:
    with serving(data, KPI_EMBED="https://www.seutu.example https://seutu.example") as served:
        link(data, Role.VIEWER)
        yield served


def guarded(answer: httpx.Response, framed_by: str = "'none'", *, secure: bool = False) -> None:
    """Look at an answer's headers and at the flags of its cookies."""
    headers = answer.headers
    for name, value in ALWAYS.items():
        assert headers[name] == value, (answer.request.method, answer.url, name)
    policy = headers["content-security-policy"]
    assert f"frame-ancestors {framed_by}" in policy
    assert "unsafe-eval" not in policy and "script-src 'self' 'sha256-" in policy
    assert ("x-frame-options" in headers) is (framed_by == "'none'")
    assert ("strict-transport-security" in headers) is secure
    assert "server" not in headers
    for cookie in headers.get_list("set-cookie"):
        flags = {part.strip().casefold() for part in cookie.split(";")[1:]}
        assert "samesite=lax" in flags, cookie
        assert ("secure" in flags) is secure, cookie
        assert ("httponly" in flags) is not cookie.startswith(XSRF), cookie


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_is_guarded(address: str, data: Path, path: str) -> None:
    cookies = header(opened(address, link(data, Role.ADMIN)))
    with httpx.Client(base_url=address) as client:
        for method in METHODS:
            for sent in ({}, cookies):
                guarded(client.request(method, path, headers=sent))


def test_files_of_the_front_end_are_guarded(address: str, data: Path) -> None:
    cookies = header(opened(address, link(data, Role.VIEWER)))
    page = httpx.get(address, headers=cookies)
    files = [one.split('"')[0] for one in page.text.split('src="./')[1:]]
    assert files
    for name in files:
        whole = httpx.get(f"{address}/{name}")
        assert whole.status_code == 200
        guarded(whole)
        guarded(httpx.get(f"{address}/{name}", headers={"range": "bytes=0-9"}))
        etag = whole.headers.get("etag")
        if etag:
            again = httpx.get(f"{address}/{name}", headers={"if-none-match": etag})
            assert again.status_code == 304
            guarded(again)


def test_opening_a_link_is_guarded(address: str, data: Path) -> None:
    answer = httpx.get(f"{address}/s/{link(data, Role.VIEWER).secret}")
    guarded(answer)
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-robots-tag"] == "noindex, nofollow"
    (cookie,) = answer.headers.get_list("set-cookie")
    assert cookie.startswith(f"{COOKIE}=") and "Max-Age=43200" in cookie


def test_only_who_is_on_the_list_may_frame_the_page(address: str, data: Path) -> None:
    cookies = header(opened(address, link(data, Role.VIEWER)))
    listed = "https://www.seutu.example https://seutu.example"
    guarded(httpx.get(f"{address}/?embed=true", headers=cookies), listed)
    guarded(httpx.get(f"{address}/?embed=false", headers=cookies))
    guarded(httpx.get(f"{address}/", headers=cookies))
    answer = httpx.get(f"{address}/s/{link(data, Role.VIEWER).secret}?embed=true")
    assert answer.headers["location"] == "/?embed=true"


def test_a_refused_socket_is_guarded(address: str) -> None:
    with (
        pytest.raises(InvalidStatus) as refused,
        connect(f"{address.replace('http', 'ws')}/_stcore/stream"),
    ):
        pass
    assert refused.value.response.status_code == 403
    assert refused.value.response.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("told", ["setting", "proxy"])
def test_behind_tls_cookies_are_for_tls_alone(tmp_path: Path, told: str) -> None:
    given = {"KPI_PUBLIC_URL": "https://mittarit.example"} if told == "setting" else {}
    sent = {"x-forwarded-proto": "https", "x-forwarded-for": "192.0.2.1"}
    folder = tmp_path / "data"
    with serving(folder, **given) as address:
        answer = httpx.get(f"{address}/s/{link(folder, Role.VIEWER).secret}", headers=sent)
        assert answer.status_code == 303
        guarded(answer, secure=True)
        cookies = header({COOKIE: answer.cookies[COOKIE]})
        guarded(httpx.get(f"{address}/?kieli=en", headers=cookies | sent), secure=True)
        guarded(httpx.get(f"{address}/_stcore/health", headers=cookies | sent), secure=True)
