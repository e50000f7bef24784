"""Signing in with an account: the framework asks the provider, we keep what comes of it.

Refuses to let the framework's own cookies reach a browser: they live for 30 days and survive a
sign-out. What the provider vouches for becomes a session of ours, or a page that says why not.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Awaitable, Callable, Iterable, Mapping
from http.cookies import CookieError, SimpleCookie
from typing import Protocol
from urllib.parse import parse_qs, quote, unquote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kpi import pipeline
from kpi.errors import KpiError
from kpi.links import lacks_groups
from kpi.sign_in import CALLBACK
from kpi.web.door import Door, cookie
from kpi.web.pages import PAGE, PROVIDER, SIGN_IN, Pages
from kpi.web.pieces import Header, Piece

LOGIN = "/auth/login"
# Of who signed in and of their tokens, in one piece or several.
_FRAMEWORKS = b"_streamlit_user"
# Where to go on to.
_WANTED = "seutumittari-sivu"
# Seconds; a new password and a telephone take their time.
_WHILE_SIGNING_IN = 900
# A page of ours and what its address asks for; never another host, never a header.
_PAGE = re.compile(r"/[a-z0-9-]{0,60}(\?[A-Za-z0-9_=&%.+~-]{0,500})?")
_UNAVAILABLE = Piece(b"Unavailable\n", "text/plain; charset=utf-8", "no-store", status=503)
_NO = Piece(b"Method not allowed\n", "text/plain; charset=utf-8", "no-store", status=405)
_log = logging.getLogger(__name__)


class SignIn(Protocol):
    """The framework's sign-in, as the server needs it."""

    def start(self, provider: str) -> str:
        """Give the path at which signing in with a provider begins."""

    def claims(self, cookies: Mapping[str, str]) -> Mapping[str, object] | None:
        """Read the claims in the cookies that the framework sets."""


def routes(door: Door, pages: Pages, sign_in: SignIn) -> list[Route]:
    """Give the addresses: the question by looking, the way to the provider by the button."""

    async def ask(request: Request) -> Piece:
        return pages.sign_in(request.scope)

    async def begin(request: Request) -> Piece:
        settings = door.desk.settings
        known = settings.auth.providers if settings.auth else ()
        provider = request.query_params.get(PROVIDER, "")
        if provider not in known:
            return pages.sign_in(request.scope)
        # Where the provider sends people back to: only there is the browser's own part of it.
        to = f"{settings.sign_in_url}{sign_in.start(provider)}"
        wanted = _cookie(_own_page(request.query_params.get(PAGE, "")), _WHILE_SIGNING_IN)
        return pages.onwards(request.scope, to, wanted)

    return [
        Route(SIGN_IN, _sent(ask), methods=["GET"]),
        Route(SIGN_IN, _sent(begin), methods=["POST"]),
    ]


def _sent(answer: Callable[[Request], Awaitable[Piece]]) -> ASGIApp:
    class Sent:
        """A finished piece where the framework of our routes takes an application."""

        async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
            await (await answer(Request(scope)))(scope, receive, send)

    return Sent()


class Accounts:
    """Middleware: stands before the framework's sign-in and turns its outcome into ours."""

    def __init__(self, app: ASGIApp, door: Door, pages: Pages, sign_in: SignIn) -> None:
        """Stand before ``app``."""
        self._app = app
        self._door = door
        self._pages = pages
        self._sign_in = sign_in

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what is not about signing in."""
        if scope["type"] != "http" or scope["path"] not in {LOGIN, CALLBACK}:
            await self._app(scope, receive, send)
        elif scope["method"] != "GET":  # a program that only looks must not use up a code
            await _NO(scope, receive, send)
        elif scope["path"] == LOGIN:
            await self._login(scope, receive, send)
        else:
            await self._callback(scope, receive, send)

    async def _login(self, scope: Scope, receive: Receive, send: Send) -> None:
        status, headers = await self._asked(scope, receive)
        if status not in {302, 303}:  # the provider does not answer; the log says why
            await self._pages.sign_in_failed(scope, 502)(scope, receive, send)
            return
        to = next((value for name, value in headers if name == b"location"), b"/")
        extra = ((b"location", to), *_state(headers))
        await Piece(b"", "text/plain", "no-store", status=303, extra=extra)(scope, receive, send)

    async def _callback(self, scope: Scope, receive: Receive, send: Send) -> None:
        asked = parse_qs(scope["query_string"].decode("latin-1"))
        if "error" in asked or "code" not in asked:  # said no, or turned back
            await self._pages.sign_in_failed(scope, 401)(scope, receive, send)
            return
        _, headers = await self._asked(scope, receive)
        claims = self._sign_in.claims(_cookies(headers))
        piece = await run_in_threadpool(self._outcome, claims, scope, _state(headers))
        await piece(scope, receive, send)

    async def _asked(self, scope: Scope, receive: Receive) -> tuple[int, list[Header]]:
        """Let the framework do its part, and keep its answer from the browser."""
        status, headers = 500, list[Header]()

        async def keep(message: Message) -> None:
            nonlocal status, headers
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = [(name.lower(), value) for name, value in message["headers"]]

        await self._app(scope, receive, keep)
        return status, headers

    def _outcome(
        self, claims: Mapping[str, object] | None, scope: Scope, state: tuple[Header, ...]
    ) -> Piece:
        desk = self._door.desk
        known = None
        if claims is not None and claims.get("origin") == desk.settings.sign_in_url:
            known = pipeline.vouched(claims, desk)
        if claims is None or known is None:
            return self._pages.sign_in_failed(scope, 401, state)
        if known.viewer.role is None:
            why = "the provider left the groups out" if lacks_groups(claims) else "no rule fits"
            _log.warning("sign-in: no role for an account: %s", why)
            return self._pages.no_right(scope, known.viewer.name, state)
        try:
            pipeline.note_sign_in(known.viewer, desk)
            ours = self._door.let_in(known.viewer, scope, known.rules)
        except KpiError as unwritten:
            _log.error("sign-in: %s", unwritten)
            return _UNAVAILABLE
        to = _own_page(unquote(cookie(scope, _WANTED)))
        forget = () if not cookie(scope, _WANTED) else (_cookie("", 0),)
        extra = ((b"location", to.encode()), (b"set-cookie", ours), *forget, *state)
        return Piece(b"", "text/plain; charset=utf-8", "no-store", status=303, extra=extra)


def _own_page(text: str) -> str:
    return text if _PAGE.fullmatch(text) else "/"


def _cookie(page: str, life: int) -> Header:
    value = f"{_WANTED}={quote(page, safe='')}; Path={CALLBACK}; Max-Age={life}; HttpOnly"
    return (b"set-cookie", f"{value}; SameSite=Lax".encode())


def _state(headers: Iterable[Header]) -> tuple[Header, ...]:
    """Give what the framework has the browser keep while somebody signs in, and nothing else.

    It would stay for two weeks where somebody turns back halfway.
    """
    return tuple(
        (name, re.sub(rb"(?i)max-age=\d+", b"Max-Age=%d" % _WHILE_SIGNING_IN, value))
        for name, value in headers
        if name == b"set-cookie" and not value.startswith(_FRAMEWORKS)
    )


def _cookies(headers: Iterable[Header]) -> dict[str, str]:
    """Read the cookies of an answer by their names."""
    read: dict[str, str] = {}
    for name, value in headers:
        if name == b"set-cookie" and value.startswith(_FRAMEWORKS):
            try:
                told = SimpleCookie(value.decode("latin-1"))
            except CookieError:
                continue
            read.update({key: one.value for key, one in told.items()})
    return read
