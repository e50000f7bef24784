"""The addresses at the door: links, signing out, privacy.

Refuses to keep a secret in an address, to let a wrong one be told from an expired one, and to
change anything when an address is only looked at.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from kpi import pipeline
from kpi.errors import KpiError
from kpi.i18n import language
from kpi.links import Share
from kpi.web import calendar
from kpi.web.documents import PARAMETER
from kpi.web.door import Door
from kpi.web.limiter import WINDOW, Limiter
from kpi.web.pages import Pages
from kpi.web.pieces import Header, Piece

PRIVACY = "/tietosuoja"
LINK = "/s/{secret}"
OUT = "/ulos"
# Longer than any secret of ours is wrong without being hashed.
_LONGEST = 200
_QUIET = ((b"x-robots-tag", b"noindex, nofollow"),)


def routes(door: Door, pages: Pages) -> list[Route]:
    """Give the addresses."""
    links = _Links(door, pages, Limiter())
    return [
        Route(LINK, links.open, methods=["GET"]),
        Route(f"{LINK}/{calendar.FILE}", links.deadlines, methods=["GET"]),
        Route(PRIVACY, _shown(pages.privacy), methods=["GET"]),
        Route(OUT, _shown(pages.sign_out), methods=["GET"]),
        Route(OUT, _signed_out(door, pages), methods=["POST"]),
    ]


def _shown(page: Callable[[Scope], Piece]) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        return _Sent(page(request.scope))

    return endpoint


def _signed_out(door: Door, pages: Pages) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        try:
            cookie = await run_in_threadpool(door.out, request.scope)
        except KpiError:
            return _Sent(pages.unavailable(request.scope))
        return _Sent(pages.signed_out(request.scope, cookie))

    return endpoint


class _Links:
    """What a secret opens."""

    def __init__(self, door: Door, pages: Pages, limiter: Limiter) -> None:
        self._door, self._pages, self._limiter = door, pages, limiter

    async def open(self, request: Request) -> Response:
        """Let in whoever has a right secret, and take the secret out of the address."""
        try:
            found = await run_in_threadpool(self._found, request)
            if found is None:
                return self._missed(request)
            if request.method == "HEAD":  # looked at by a program, not opened by a person
                return Response(status_code=303, headers={"location": "/"})
            cookie = await run_in_threadpool(self._let_in, found, request.scope)
        except KpiError:
            return _Sent(self._pages.unavailable(request.scope))
        return _Sent(_onwards(found, cookie, request))

    async def deadlines(self, request: Request) -> Response:
        """Answer a calendar, which can keep no cookie: its secret stands in the address."""
        try:
            found = await run_in_threadpool(self._found, request)
            if found is None:
                return self._missed(request)
            return await run_in_threadpool(self._calendar, found)
        except KpiError:
            return _Sent(self._pages.unavailable(request.scope))

    def _found(self, request: Request) -> Share | None:
        secret = str(request.path_params["secret"])[:_LONGEST]
        desk = self._door.desk
        return pipeline.shares(desk).found(secret, desk.clock())

    def _let_in(self, one: Share, scope: Scope) -> bytes:
        desk = self._door.desk
        cookie = self._door.let_in(one.viewer, scope)
        pipeline.shares(desk).note_opened(one, desk.clock())
        return cookie

    def _calendar(self, one: Share) -> Response:
        desk = self._door.asking(one.viewer)
        words = language(one.language or desk.settings.language)
        made = calendar.calendar(pipeline.open_store(desk), words, desk.today)
        return Response(made, media_type="text/calendar", headers={"cache-control": "no-store"})

    def _missed(self, request: Request) -> Response:
        address = request.client.host if request.client else ""
        often = self._limiter.missed(address)
        return _Sent(self._pages.no_such_link(request.scope, too_often=often), often=often)


def _onwards(one: Share, cookie: bytes, request: Request) -> Piece:
    """Send on to the service: in the link's language, at its period, in a frame where it was."""
    asked = {"embed": "true"} if request.query_params.get("embed") == "true" else {}
    asked |= {"kausi": one.scope.period} if one.scope.period else {}
    asked |= {PARAMETER: one.language} if one.language else {}
    to = f"/?{urlencode(asked)}" if asked else "/"
    extra: tuple[Header, ...] = ((b"location", to.encode()), (b"set-cookie", cookie), *_QUIET)
    return Piece(b"", "text/plain; charset=utf-8", "no-store", status=303, extra=extra)


class _Sent(Response):
    """A finished piece as the framework of our routes wants it."""

    def __init__(self, piece: Piece, *, often: bool = False) -> None:
        super().__init__()
        self._piece = piece
        self._often = often

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        piece = self._piece
        if self._often:
            wait = (b"retry-after", str(int(WINDOW)).encode())
            piece = Piece(
                piece.plain, piece.media_type, piece.cache, piece.packed, piece.status,
                (*piece.extra, wait),
            )  # fmt: skip
        await piece(scope, receive, send)
