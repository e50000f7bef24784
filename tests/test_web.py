"""The server's own answers: routes, headers, language, packed files. The framework stays out.

A stand-in for the framework gives its installed start page wherever a page is asked for, as the
real one does; that both work together is proved in test_web_server.py.
"""

from __future__ import annotations

import asyncio
import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.responses import FileResponse, PlainTextResponse
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.testclient import TestClient, WebSocketDenialResponse
from starlette.types import Message, Receive, Scope, Send
from starlette.websockets import WebSocket, WebSocketDisconnect

from kpi import catalogue, pipeline
from kpi.access import Role
from kpi.desk import Desk
from kpi.i18n import language
from kpi.pipeline import Wanted
from kpi.settings import Settings
from kpi.web import statement
from kpi.web.assemble import assemble, known_scripts
from kpi.web.documents import inline_hashes, start_page
from kpi.web.door import is_loopback
from kpi.web.framework import DRAWN_WITH, Framework
from kpi.web.headers import policy
from kpi.web.routes import own_file
from tests.factories import office, row, workbook, write_catalogue

HERE = "http://127.0.0.1:8501"
SOCKET = "ws://127.0.0.1:8501"
FRAMEWORK = Framework()


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    folder = write_catalogue(tmp_path / "catalogue")
    return office(Settings(data=tmp_path / "data", catalogue=folder), catalogue.load(folder))


@pytest.fixture
def client(desk: Desk) -> Iterator[TestClient]:
    # Entered, so that the server's start and stop pass through the middleware too.
    with _visitor(desk) as made:
        yield made


def _visitor(desk: Desk) -> TestClient:
    """Come from this machine, as the one person of a service that nobody set up access for."""
    return TestClient(
        _app(desk), base_url=HERE, follow_redirects=False, client=("127.0.0.1", 50_000)
    )


def _app(desk: Desk) -> Starlette:
    parts = assemble(desk)

    async def page(_: object) -> FileResponse:
        return FileResponse(FRAMEWORK.root / "index.html")

    async def metrics(_: object) -> PlainTextResponse:
        return PlainTextResponse("secrets")

    async def stream(socket: WebSocket) -> None:
        await socket.accept()
        await socket.send_text("hello")
        await socket.close()

    async def broken(_: object) -> None:
        raise RuntimeError("broken inside")

    async def half(scope: Scope, _: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        raise RuntimeError("broken halfway")

    async def opened(socket: WebSocket) -> None:
        await socket.accept()
        raise RuntimeError("broken while open")

    return Starlette(
        routes=[
            *parts.routes,
            Route("/broken", broken),
            Mount("/half", half),
            WebSocketRoute("/broken", broken),
            WebSocketRoute("/opened", opened),
            Route("/_stcore/metrics", metrics),
            Route("/_stcore/agent/openapi.json", metrics),
            WebSocketRoute("/_stcore/stream", stream),
            Route("/{anything:path}", page),
        ],
        middleware=parts.middleware,
    )


def _publish(desk: Desk, *rows: dict[str, object], name: str = "own.xlsx") -> None:
    pipeline.publish([(name, workbook(list(rows)))], desk, by="Maija Meikäläinen")


# Language


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("/", "fi"),
        ("/?kieli=fi", "fi"),
        ("/?kieli=en", "en"),
        ("/rahoitus?kausi=2025-S1&kieli=en", "en"),
        ("/?kieli=xx", "fi"),
    ],
)
def test_the_page_says_its_language_at_once(client: TestClient, address: str, code: str) -> None:
    page = client.get(address)
    assert page.status_code == 200
    assert f'<html lang="{code}">' in page.text
    assert page.headers["cache-control"] == "no-cache"


def test_a_chosen_language_stays_and_stands_in_the_address(client: TestClient) -> None:
    chosen = client.get("/?kieli=en").headers["set-cookie"]
    assert "HttpOnly" in chosen and "SameSite=lax" in chosen.replace("Lax", "lax")
    later = client.get("/rahoitus?kausi=1-6%2F2025", headers={"cookie": "a/b=1; kieli=en"})
    assert later.status_code == 302
    assert later.headers["location"] == "/rahoitus?kausi=1-6%2F2025&kieli=en"
    back = client.get("/?kieli=fi")
    assert "kieli=fi" in back.headers["set-cookie"]


def test_a_strange_cookie_changes_nothing(client: TestClient) -> None:
    for cookie in ("kieli=sv", "kieli", "kieli=\x00", "=;;=", "a/b=1; kieli=x"):
        page = client.get("/", headers={"cookie": cookie})
        assert page.status_code == 200
        assert '<html lang="fi">' in page.text


def test_nobody_is_sent_to_another_host(client: TestClient) -> None:
    for path in ("//evil.example", "/%2Fevil.example", "/\\evil.example"):
        answer = client.get(f"{HERE}{path}", headers={"cookie": "kieli=en"})
        assert answer.status_code in {302, 404}
        assert not answer.headers.get("location", "/").startswith(("//", "/\\", "http"))


def test_the_setting_is_the_language_of_those_who_chose_none(desk: Desk) -> None:
    english = office(desk.settings.model_copy(update={"language": "en"}), desk.catalogue)
    client = _visitor(english)
    assert '<html lang="en">' in client.get("/").text
    assert client.get("/saavutettavuus").text.count('<html lang="en">') == 1


def test_a_file_that_is_not_there_is_not_the_start_page(client: TestClient) -> None:
    for path in ("/static/js/nothing.js", "/a/b", "/component/x/y.js"):
        assert client.get(path).status_code == 404


# The start page


def test_the_start_page_is_ours() -> None:
    page = start_page(FRAMEWORK, "fi", "./app-static/ui.js", "./app-static/favicon.svg")
    assert "<title>Seutumittari</title>" in page
    assert page.count("<noscript>") == 1
    assert "Palvelu tarvitsee JavaScriptin." in page
    for foreign in ("Streamlit</title>", "agent", "enable JavaScript"):
        assert foreign not in page.split("<body>")[1] + page.split("<title>")[1].split("<script")[0]
    assert page.index("app-static/ui.js") < page.index('<script type="module"')


def test_the_browser_hears_at_once_of_every_chunk_the_pages_draw_with() -> None:
    """An upgrade that renames a part costs speed and nothing else: this says so."""
    late = FRAMEWORK.late_chunks
    for part in DRAWN_WITH:
        assert any(re.search(rf"/{part}\.[^/]+\.js$", file) for file in late), part
    page = start_page(FRAMEWORK, "fi", "", "")
    for file in late:
        assert (FRAMEWORK.root / file).is_file()
        assert page.count(file) == 1


def test_another_start_page_than_the_known_one_stops_us(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<html><head></head></html>")
    (tmp_path / "manifest.json").write_text("{}")
    with pytest.raises(ValueError, match=r"index\.html"):
        start_page(Framework(tmp_path), "fi", "", "")


# Headers and doors


def test_every_answer_is_safe(client: TestClient) -> None:
    allowed = inline_hashes(start_page(FRAMEWORK, "fi", "", ""))
    assert len(allowed) == 1
    for path in ("/", "/healthz", "/saavutettavuus", "/robots.txt", "/_stcore/metrics"):
        headers = client.get(path).headers
        assert headers["content-security-policy"] == policy(allowed)
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"
        assert headers["referrer-policy"] == "no-referrer"


def test_a_policy_lets_nothing_in_from_elsewhere() -> None:
    rules = policy(("'sha256-x'",))
    assert "script-src 'self' 'sha256-x';" in rules
    assert "frame-ancestors 'none'" in rules
    assert "http" not in rules and "unsafe-eval" not in rules


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/agent/openapi.json"])
def test_doors_that_nobody_needs_are_shut(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "secrets" not in answer.text


def test_who_comes_from_outside_is_turned_away(desk: Desk) -> None:
    app = _app(desk)
    stream = "ws://{}:8501/_stcore/stream"
    near, far = ("127.0.0.1", 50_000), ("192.168.1.9", 50_000)
    for base, client in (("192.168.1.5", near), ("127.0.0.1", far), ("evil.example", near)):
        outside = TestClient(app, base_url=f"http://{base}:8501", client=client)
        assert outside.get("/healthz").status_code == 200
        assert outside.get("/").status_code == 401
        assert outside.get("/data/observations.csv").status_code == 403
        with pytest.raises(WebSocketDisconnect), outside.websocket_connect(stream.format(base)):
            pass
    with _visitor(desk).websocket_connect(stream.format("127.0.0.1")) as socket:
        assert socket.receive_text() == "hello"


@pytest.mark.parametrize(
    "name", ["forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via"]
)
def test_what_came_through_a_proxy_is_not_from_this_machine(desk: Desk, name: str) -> None:
    assert _visitor(desk).get("/").status_code == 200
    assert _visitor(desk).get("/", headers={name: "x"}).status_code == 401


@pytest.mark.parametrize(
    ("host", "own"),
    [
        ("127.0.0.1", True),
        ("127.3.2.1", True),
        ("::1", True),
        ("localhost", True),
        ("0.0.0.0", False),
        ("::", False),
        ("10.0.0.7", False),
        ("dashboard.example", False),
        ("", False),
    ],
)
def test_own_addresses(host: str, own: bool) -> None:
    assert is_loopback(host) is own


def test_a_link_that_a_program_looks_at_is_not_opened(client: TestClient, desk: Desk) -> None:
    """Mail programs look at every address before anybody reads the message."""
    one, secret = pipeline.share(Wanted(Role.VIEWER), desk, by="Maija")
    seen = client.head(f"/s/{secret}")
    assert seen.status_code == 303 and "set-cookie" not in seen.headers
    assert pipeline.shares(desk).by_id(one.id).opened == 0
    assert "set-cookie" in client.get(f"/s/{secret}").headers
    assert pipeline.shares(desk).by_id(one.id).opened == 1


def test_who_guesses_is_told_when_to_come_back(client: TestClient, desk: Desk) -> None:
    _, secret = pipeline.share(Wanted(Role.VIEWER), desk, by="Maija")
    for path in ("/s/wrong", "/s/wrong/maaraajat.ics") * 10:
        assert client.get(path).status_code == 404
    for path in ("/s/wrong", "/s/wrong/maaraajat.ics"):
        answer = client.get(path)
        assert (answer.status_code, answer.headers["retry-after"]) == (429, "60")
    assert client.get(f"/s/{secret}").status_code == 303
    assert client.get(f"/s/{secret}/maaraajat.ics").status_code == 200


def test_a_defect_is_a_code_and_nothing_else(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    answer = client.get("/broken")
    assert answer.status_code == 500
    assert re.fullmatch(r"Error [0-9a-f]{8}\n", answer.text)
    assert answer.text.split()[1] in caplog.text and "broken inside" in caplog.text
    for name in ("content-security-policy", "x-content-type-options", "referrer-policy"):
        assert name in answer.headers
    assert answer.headers["cache-control"] == "no-store"
    with pytest.raises(RuntimeError, match="halfway"):
        client.get("/half/")


def test_a_defect_before_a_socket_opens_is_an_answer_with_a_code(client: TestClient) -> None:
    with (
        pytest.raises(WebSocketDenialResponse) as refused,
        client.websocket_connect(f"{SOCKET}/broken"),
    ):
        pass
    assert refused.value.status_code == 500
    assert refused.value.text.startswith("Error ")
    assert refused.value.headers["x-frame-options"] == "DENY"
    with (
        pytest.raises(RuntimeError, match="open"),
        client.websocket_connect(f"{SOCKET}/opened") as socket,
    ):
        socket.receive_text()


def test_a_socket_that_the_framework_refuses_is_guarded_too(client: TestClient) -> None:
    with (
        pytest.raises(WebSocketDenialResponse) as refused,
        client.websocket_connect(f"{SOCKET}/no-such"),
    ):
        pass
    assert refused.value.status_code == 403
    assert "frame-ancestors 'none'" in refused.value.headers["content-security-policy"]


def test_a_server_that_cannot_answer_a_socket_closes_it(desk: Desk) -> None:
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {"type": "websocket", "path": "/_stcore/stream", "headers": [], "query_string": b""}
    asyncio.run(_app(desk)(scope, None, send))  # type: ignore[arg-type]
    assert sent == [{"type": "websocket.close", "code": 1008}]


def test_another_inline_script_than_the_known_one_stops_us() -> None:
    """What nobody has read must not run: the installed front end is looked at at every start."""
    page = start_page(FRAMEWORK, "fi", "", "")
    assert known_scripts([page, page]) == list(inline_hashes(page))
    for other in (
        page.replace("<head>", "<head><script>alert(1)</script>", 1),
        page.replace("<script>", "<script> ", 1),
        re.sub(r"<script>.*?</script>", "", page, flags=re.DOTALL),
    ):
        with pytest.raises(ValueError, match="inline scripts"):
            known_scripts([page, other] if "<script>" in other else [other])


# Health, robots, small files


def test_health_tells_the_state(client: TestClient, desk: Desk) -> None:
    assert client.get("/healthz").json() == {
        "status": "ok",
        "version": pipeline.open_store(desk).version,
        "observations": 0,
        "latest_upload_at": None,
    }
    _publish(desk, row(), row("visitors", 3))
    told = client.get("/healthz").json()
    assert told["observations"] == 2
    assert told["version"] == pipeline.open_store(desk).version
    assert told["latest_upload_at"].endswith("+00:00")


def test_a_broken_store_is_ill_and_names_no_file(client: TestClient, desk: Desk) -> None:
    _publish(desk, row())
    (desk.settings.data / "ledger.jsonl").write_text("nonsense\n")
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json() == {
        "status": "unavailable",
        "version": None,
        "observations": None,
        "latest_upload_at": None,
    }
    for path in ("/data/observations.csv", "/data/datapackage.json", "/maaraajat.ics"):
        unreadable = client.get(path)
        assert unreadable.status_code == 503
        assert "ledger" not in unreadable.text
    assert client.get("/saavutettavuus").status_code == 200


def test_search_engines_are_asked_to_stay_away(client: TestClient) -> None:
    assert client.get("/robots.txt").text == "User-agent: *\nDisallow: /\n"


def test_small_files_of_ours(client: TestClient) -> None:
    for name, media_type in (("ui.js", "text/javascript"), ("favicon.svg", "image/svg+xml")):
        answer = client.get(own_file(name).removeprefix("."))
        assert answer.headers["content-type"].startswith(media_type)
        assert "immutable" in answer.headers["cache-control"]
    assert client.get("/favicon.png").content.startswith(b"\x89PNG")
    assert client.post("/robots.txt").status_code == 405


# Packed files


def test_a_file_is_packed_once_and_served_from_memory(client: TestClient) -> None:
    shelf = next(one.kwargs["shelf"] for one in client.app.user_middleware if "shelf" in one.kwargs)
    name = FRAMEWORK.late_chunks[0]
    raw = (FRAMEWORK.root / name).read_bytes()
    assert shelf.find(f"/{name}") is None
    shelf.fill_in_background().join(timeout=60)
    packed = client.get(f"/{name}")
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.content == raw
    assert int(packed.headers["content-length"]) < len(raw) / 2
    assert packed.headers["content-type"] == "text/javascript"
    assert "immutable" in packed.headers["cache-control"]
    plain = client.get(f"/{name}", headers={"accept-encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert plain.content == raw
    assert client.head(f"/{name}").content == b""
    font = next((FRAMEWORK.root / "static" / "media").glob("*.woff2"))
    sent = client.get(f"/static/media/{font.name}")
    assert "content-encoding" not in sent.headers
    assert sent.headers["content-type"] == "font/woff2"


def test_a_part_of_a_file_is_left_to_the_framework(client: TestClient) -> None:
    shelf = next(one.kwargs["shelf"] for one in client.app.user_middleware if "shelf" in one.kwargs)
    shelf.fill()
    part = client.get(f"/{FRAMEWORK.late_chunks[0]}", headers={"range": "bytes=0-9"})
    assert part.headers.get("content-encoding") is None


def test_a_short_page_travels_packed(client: TestClient) -> None:
    with client.stream("GET", "/") as answer:
        body = b"".join(answer.iter_raw())
    assert b"<noscript>" in gzip.decompress(body)


# Accessibility statement


@pytest.mark.parametrize("code", ["fi", "en"])
def test_the_statement_needs_neither_script_nor_store(client: TestClient, code: str) -> None:
    page = client.get(f"/saavutettavuus?kieli={code}")
    assert page.status_code == 200
    assert f'<html lang="{code}">' in page.text
    assert "<script" not in page.text
    assert "Traficom" in page.text
    assert 'href="mailto:saavutettavuus@traficom.fi"' in page.text
    assert 'href="/data/observations.csv"' in page.text
    assert {"fi": "Soutuseura", "en": "Rowing club"}[code] in page.text
    assert re.findall(r"<h(\d)", page.text) == ["1", *["2"] * 6]
    assert "{" not in page.text.split("</style>")[1]


def test_the_statement_names_the_address_for_feedback() -> None:
    page = statement.page(language("fi"), "Soutuseura", "palaute@seura.example")
    assert 'href="mailto:palaute@seura.example"' in page
    assert "ei ole vielä annettu" not in page


def test_a_name_cannot_become_markup() -> None:
    page = statement.page(language("fi"), "<script>x</script>&")
    assert "<script>" not in page
    assert "&lt;script&gt;x&lt;/script&gt;&amp;" in page


@pytest.mark.parametrize("owner", ["https://evil.example/x", "/evil", "a@evil.example"])
def test_a_name_that_looks_like_an_address_is_no_link(owner: str) -> None:
    page = statement.page(language("fi"), f"Seura {owner} .")
    assert owner in page
    assert f'href="{owner}' not in page and f"mailto:{owner}" not in page


# The description of the open data is valid JSON that names each column of the table


def test_the_package_describes_the_table(client: TestClient, desk: Desk) -> None:
    _publish(desk, row())
    table = client.get("/data/observations.csv")
    described = json.loads(client.get("/data/datapackage.json?kieli=en").text)
    (resource,) = described["resources"]
    names = [field["name"] for field in resource["schema"]["fields"]]
    assert table.text.splitlines()[0].split(",") == names
    assert resource["bytes"] == len(table.content)
    assert described["version"] == pipeline.open_store(desk).version
    assert table.headers["content-type"] == "text/csv; charset=utf-8"


# Deadlines to subscribe to


@pytest.mark.parametrize(
    ("code", "role"), [("fi", "Vastuurooli: sihteeri"), ("en", "Responsible role: secretary")]
)
def test_deadlines_are_a_calendar_of_today(
    client: TestClient, desk: Desk, code: str, role: str
) -> None:
    _publish(desk, row())
    answer = client.get(f"/maaraajat.ics?kieli={code}")
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.headers["content-disposition"] == 'attachment; filename="maaraajat.ics"'
    assert answer.headers["cache-control"] == "no-cache"
    assert role in answer.text
    assert "Maija" not in answer.text
    days = re.findall(r"DTSTART;VALUE=DATE:(\d{8})", answer.text)
    assert days == sorted(days) and days[0] >= f"{desk.today:%Y%m%d}"
    assert client.post("/maaraajat.ics").status_code == 405
