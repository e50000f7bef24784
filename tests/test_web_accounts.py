"""Signing in with an account for real: a provider on loopback, the server as it is started."""

from __future__ import annotations

import contextlib
import html
import json
import re
import secrets
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from kpi import catalogue, pipeline
from kpi.access import NOBODY, Role, Viewer
from kpi.desk import Desk
from kpi.links import Journal
from kpi.settings import Settings, from_environment
from tests.factories import row, workbook, write_catalogue
from tests.oidc_provider import (
    CLIENT_SECRET,
    COOKIE_SECRET,
    EDITORS,
    PEOPLE,
    Provider,
    providing,
)
from tests.serving import free_port, serving

OURS = "seutumittari"
FRAMEWORKS = "_streamlit_user"


@dataclass
class Place:
    """A running service that trusts a provider."""

    address: str
    provider: Provider
    data: Path
    log: Path
    settings: Settings
    browsers: contextlib.ExitStack = field(default_factory=contextlib.ExitStack)

    def browser(self) -> httpx.Client:
        return self.browsers.enter_context(httpx.Client(base_url=self.address, timeout=20))

    def desk(self, viewer: Viewer = NOBODY, **changed: object) -> Desk:
        settings = self.settings.model_copy(update=changed)
        return Desk(settings, catalogue.load(settings.catalogue), viewer=viewer)

    def viewer(self, browser: httpx.Client, **changed: object) -> Viewer:
        held = browser.cookies.get(OURS, "")
        return pipeline.visitor(self.desk(**changed), held)

    def journal(self) -> list[tuple[str, str, str]]:
        events = Journal(self.data).events()
        return [(one.event, one.by, one.role) for one in events if one.via == "account"]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    folder, port = tmp_path_factory.mktemp("accounts"), free_port()
    with providing() as provider:
        given = {
            "KPI_SECRETS": str(provider.secrets_file(folder, port)),
            "KPI_CATALOGUE": str(write_catalogue(folder / "catalogue")),
            "KPI_ADMIN_LINK": "no",
        }
        settings = from_environment({**given, "KPI_DATA": str(folder / "data"), "PORT": str(port)})
        log = folder / "log"
        with serving(folder / "data", port=port, log=log, **given) as address:
            yield Place(address, provider, folder / "data", log, settings)


@pytest.fixture(autouse=True)
def honest(place: Place) -> Iterator[None]:
    place.provider.person, place.provider.lie = "admin", ""
    with place.browsers:
        yield


def to_the_provider(browser: httpx.Client, path: str = "/") -> str:
    """Press the button on a page; gives where the provider sends the browser back to."""
    page = browser.get(path)
    action = re.search(r'<form method="post" action="\.([^"]+)"', page.text)
    assert action, page.text
    way = browser.post(html.unescape(action[1]))
    assert way.status_code == 200
    begin = browser.get(way.headers["refresh"].partition("url=")[2])
    assert begin.status_code == 303
    return str(httpx.get(begin.headers["location"], timeout=20).headers["location"])


def signed_in(place: Place, person: str, path: str = "/") -> tuple[httpx.Client, httpx.Response]:
    place.provider.person = person
    browser = place.browser()
    answer = browser.get(to_the_provider(browser, path))
    assert FRAMEWORKS not in str(answer.headers.multi_items())
    return browser, answer


@pytest.mark.parametrize("person", ["admin", "editor", "viewer"])
def test_who_is_in_the_role_map_comes_in(place: Place, person: str) -> None:
    browser, answer = signed_in(place, person)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    flags = answer.headers.get_list("set-cookie")[0]
    assert flags.startswith(f"{OURS}=") and "HttpOnly" in flags and "SameSite=Lax" in flags
    name = PEOPLE[person]["name"]
    assert place.viewer(browser) == Viewer(Role(person), name=name, via="account")
    assert place.journal()[-1] == ("sign-in", name, person)
    assert browser.get("/").status_code == 200
    sent = browser.put("/_stcore/upload_file/x/y", content=b"")
    # Whoever may publish gets as far as the framework's own question for a token.
    assert (sent.text == "Forbidden\n") is (person == "viewer")


@pytest.mark.parametrize("person", ["nobody", "doubted"])
@pytest.mark.parametrize(("code", "said"), [("fi", "ei ole oikeutta"), ("en", "no right")])
def test_who_is_not_in_it_is_told_so(place: Place, person: str, code: str, said: str) -> None:
    place.provider.person = person
    before = place.journal()
    browser = place.browser()
    answer = browser.get(to_the_provider(browser, f"/?kieli={code}"))
    assert answer.status_code == 403
    assert f'<html lang="{code}">' in answer.text and said in answer.text
    assert html.escape(PEOPLE[person]["name"]) in answer.text and "<b>" not in answer.text
    assert OURS not in browser.cookies and FRAMEWORKS not in str(answer.headers)
    assert place.journal() == before
    assert browser.get("/").status_code == 401


def _all(browser: httpx.Client) -> str:
    return "; ".join(f"{one.name}={one.value}" for one in browser.cookies.jar)


def test_a_token_of_many_groups_comes_in_pieces_and_none_reaches_the_browser(
    place: Place,
) -> None:
    browser, answer = signed_in(place, "crowd")
    assert answer.status_code == 303
    assert {one.name for one in browser.cookies.jar} == {OURS, "kieli"}


@pytest.mark.parametrize("lie", ["nonce", "expired", "issuer", "audience", "key", "old"])
def test_a_token_that_is_not_right_opens_nothing(place: Place, lie: str) -> None:
    place.provider.lie = lie
    before = place.journal()
    browser, answer = signed_in(place, "admin")
    assert answer.status_code == 401
    assert "Kirjautuminen ei onnistunut" in answer.text
    assert OURS not in browser.cookies
    assert place.journal() == before


def test_an_answer_counts_once_and_in_one_browser(place: Place) -> None:
    browser, other = place.browser(), place.browser()
    back = to_the_provider(browser)
    kept = _all(browser)
    # Somebody is lured to the answer that was meant for another.
    assert other.get(back).status_code == 401
    to_the_provider(other)
    assert other.get(back).status_code == 401
    assert browser.get(back).status_code == 303
    # Once more, also with the cookies of before.
    for cookies in ("", kept):
        again = httpx.get(back, headers={"cookie": cookies}, timeout=20)
        assert again.status_code == 401
        assert f"{OURS}=" not in str(again.headers)


def test_a_state_that_was_changed_opens_nothing(place: Place) -> None:
    browser = place.browser()
    back = to_the_provider(browser)
    state = parse_qs(urlsplit(back).query)["state"][0]
    assert browser.get(back.replace(state, state[::-1])).status_code == 401


def test_only_looking_uses_nothing_up(place: Place) -> None:
    browser = place.browser()
    back = to_the_provider(browser)
    assert browser.head(back).status_code == 405
    assert browser.get(back).status_code == 303


def test_who_says_no_is_asked_again_and_the_log_repeats_nobody(place: Place) -> None:
    place.provider.person = ""
    browser = place.browser()
    answer = browser.get(to_the_provider(browser))
    assert answer.status_code == 401 and "<button>" in answer.text
    shouted = "whatever-a-stranger-writes"
    for name in ("error", "error_description", "code", "state"):
        browser.get(f"/oauth2callback?error=x&{name}={shouted}")
    browser.get(f"/oauth2callback?code={shouted}&state={shouted}")
    assert shouted not in place.log.read_text()


def test_signing_out_ends_it(place: Place) -> None:
    browser, _ = signed_in(place, "viewer")
    kept = browser.cookies[OURS]
    left = browser.post("/ulos")
    assert left.status_code == 200
    # The provider's own session goes on: on a machine of many, the next one must not find it.
    assert "yhteisellä koneella" in left.text.casefold()
    assert OURS not in browser.cookies
    assert place.journal()[-1] == ("sign-out", PEOPLE["viewer"]["name"], "")
    again = httpx.get(place.address, headers={"cookie": f"{OURS}={kept}"}, timeout=20)
    assert again.status_code == 401


def test_signing_in_anew_ends_the_session_of_before(place: Place) -> None:
    browser, _ = signed_in(place, "viewer")
    kept = browser.cookies[OURS]
    place.provider.person = "editor"
    browser.get(to_the_provider(browser, "/kirjaudu"))
    assert place.viewer(browser).role is Role.EDITOR
    again = httpx.get(place.address, headers={"cookie": f"{OURS}={kept}"}, timeout=20)
    assert again.status_code == 401


# What the framework would take for somebody


def _socket(place: Place, cookie: str) -> bool:
    """Tell whether a websocket opens."""
    to = place.address.replace("http", "ws") + "/_stcore/stream"
    try:
        with connect(to, additional_headers={"cookie": cookie}, origin=place.address):
            return True
    except InvalidStatus as refused:
        assert refused.response.status_code == 403
        return False


def test_the_frameworks_own_cookie_makes_nobody_somebody(place: Place) -> None:
    now = int(time.time())
    told = {"is_logged_in": True, "origin": place.address, "provider": "default", "sub": "x"}
    told |= {"name": "Aino", "roles": ["Seutumittari.Admin"], "iat": now, "exp": now + 3600}
    claims = json.dumps(told)
    genuine = create_signed_value(COOKIE_SECRET, FRAMEWORKS, claims).decode()
    forged = create_signed_value("x" * 32, FRAMEWORKS, claims).decode()
    for value in (genuine, forged, "{}"):
        cookie = f"{FRAMEWORKS}={value}"
        for path in ("/", "/_stcore/host-config", "/data/observations.csv"):
            answer = httpx.get(f"{place.address}{path}", headers={"cookie": cookie}, timeout=20)
            assert answer.status_code in {401, 403}
        assert not _socket(place, cookie)
    browser, _ = signed_in(place, "viewer")
    assert _socket(place, f"{OURS}={browser.cookies[OURS]}")


def test_a_stranger_may_only_ask_to_sign_in(place: Place) -> None:
    for path in ("/auth/login", "/auth/login?provider=x", "/auth/login?provider="):
        answer = httpx.get(f"{place.address}{path}", timeout=20)
        assert (answer.status_code, answer.headers["location"]) == (303, "/")
    for path in ("/auth/logout", "/auth/login/x", "/oauth2callback/x"):
        assert httpx.get(f"{place.address}{path}", timeout=20).status_code in {401, 403, 404}
    # Looking at the address begins nothing; a provider that is not ours neither.
    for asked in (httpx.get, httpx.post):
        page = asked(f"{place.address}/kirjaudu?tunnus=other", timeout=20)
        assert page.status_code == 200 and "refresh" not in page.headers
        assert "<button>" in page.text


# Where it leads to


@pytest.mark.parametrize(
    ("asked", "arrived"),
    [
        ("/rahoitus?kausi=2025-S1&kieli=en", "/rahoitus?kausi=2025-S1&kieli=en"),
        ("/kirjaudu?sivu=//evil.example", "/"),
        ("/kirjaudu?sivu=/%5Cevil.example", "/"),
        ("/kirjaudu?sivu=https://evil.example/", "/"),
        ("/kirjaudu?sivu=/x%0d%0aset-cookie:a=b", "/"),
    ],
)
def test_who_wanted_a_page_arrives_at_it(place: Place, asked: str, arrived: str) -> None:
    _, answer = signed_in(place, "viewer", asked)
    assert answer.headers["location"] == arrived


# Who signs, and for how long


def test_an_account_signs_with_its_own_name(place: Place) -> None:
    browser, _ = signed_in(place, "editor")
    desk = place.desk(place.viewer(browser))
    pipeline.publish([("own.xlsx", workbook([row()]))], desk, by="Somebody Else")
    (made,) = pipeline.open_store(desk).uploads()
    assert made.published_by == PEOPLE["editor"]["name"]
    assert pipeline.audit(place.desk(Viewer(Role.ADMIN)))[0].via == "account"


def test_a_rule_taken_out_of_the_map_ends_what_it_let_in(place: Place) -> None:
    browser, _ = signed_in(place, "editor")
    roles = place.settings.roles
    assert roles is not None
    group = f"group:{EDITORS}"
    lower = roles.model_copy(update={"editor": (), "viewer": (group,)})
    assert place.viewer(browser, roles=lower).role is Role.VIEWER
    assert place.viewer(browser, roles=roles.model_copy(update={"editor": ()})) == NOBODY
    # A rule that was not there then raises nobody: they sign in again.
    higher = roles.model_copy(update={"admin": ("email:eero@seura.example",)})
    assert place.viewer(browser, roles=higher).role is Role.EDITOR
    held = browser.cookies[OURS]
    without = pipeline.sessions(place.desk(roles=None))
    assert without.viewer(held, place.desk().clock()) == NOBODY


# What must not be told


def test_no_secret_is_in_the_log_or_in_the_data_folder(place: Place) -> None:
    place.provider.lie = "nonce"
    signed_in(place, "admin")
    told = place.log.read_bytes()
    kept = b"".join(one.read_bytes() for one in place.data.rglob("*") if one.is_file())
    for secret in (CLIENT_SECRET, COOKIE_SECRET, *place.provider.given):
        assert secret.encode() not in told
        assert secret.encode() not in kept
    assert b"ville@seura" not in (place.data / "access.jsonl").read_bytes()


@pytest.mark.slow
def test_without_accounts_the_addresses_are_shut(tmp_path: Path) -> None:
    folder = write_catalogue(tmp_path / "catalogue")
    with serving(tmp_path / "data", KPI_CATALOGUE=str(folder)) as address:
        for path in ("/kirjaudu", "/auth/login", "/oauth2callback?code=1&state=2", "/auth/logout"):
            assert httpx.get(f"{address}{path}", timeout=20).status_code == 404


@pytest.mark.slow
def test_a_provider_that_does_not_answer_is_told_and_others_may_be_chosen(tmp_path: Path) -> None:
    port, nobody = free_port(), free_port()
    secrets_file = tmp_path / "secrets.toml"
    tables = "".join(
        f'[auth.{name}]\nclient_id = "x"\nclient_secret = "y"\n'
        f'server_metadata_url = "http://127.0.0.1:{nobody}/x"\n'
        for name in ("entra", "muu")
    )
    secrets_file.write_text(
        f'[auth]\nredirect_uri = "http://localhost:{{port}}/oauth2callback"\n'
        f'cookie_secret = "{secrets.token_urlsafe(32)}"\n{tables}[roles]\nviewer = ["role:x"]\n'
    )
    folder = write_catalogue(tmp_path / "catalogue")
    given = {"KPI_SECRETS": str(secrets_file), "KPI_CATALOGUE": str(folder)}
    with serving(tmp_path / "data", port=port, **given) as address:
        page = httpx.get(f"{address}/?kieli=en", timeout=20)
        assert re.findall(r"<button>(.*?)</button>", page.text) == [
            "Sign in with the organisation&#x27;s account: entra",
            "Sign in with the organisation&#x27;s account: muu",
        ]
        way = httpx.post(f"{address}/kirjaudu?tunnus=muu&kieli=en", timeout=20)
        to = way.headers["refresh"].partition("url=")[2]
        # Where the provider knows the service, whatever name the visitor used.
        assert to.startswith(f"http://localhost:{port}/auth/login?")
        failed = httpx.get(to, timeout=30)
        assert failed.status_code == 502
        assert failed.text.count("<button>") == 2
