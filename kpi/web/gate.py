"""The gate: what each address asks of whoever comes, and nothing behind it for anybody else.

Fails closed: what is not on the list of open addresses needs a session, what is a door of the
framework that nobody needs stays shut, and while it cannot be read who comes nobody is let in.
"""

from __future__ import annotations

import logging
from collections.abc import Collection

from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Receive, Scope, Send

from kpi.access import NOBODY, Permission, Viewer
from kpi.errors import StoreUnavailable
from kpi.web.door import Door
from kpi.web.pages import Pages
from kpi.web.pieces import FORBIDDEN, Piece, refuse

# What anybody may ask for: it holds no figure and costs no memory.
OPEN = ("/healthz", "/robots.txt", "/saavutettavuus", "/tietosuoja", "/favicon.png", "/favicon.ico")
OPEN_BELOW = ("/s/", "/app-static/", "/static/")
# What an account needs on its way in; shut for everybody where there are none.
SIGN_IN = ("/kirjaudu", "/auth/login", "/oauth2callback")
# The framework's own doors that nobody here needs. Its signing out ends no session of ours.
SHUT = ("/_stcore/metrics", "/_stcore/agent", "/auth/logout")
# A file to read goes up here; only who may publish has one.
UPLOAD = "/_stcore/upload_file"
VIEWER = "kpi.viewer"
_NOT_FOUND = Piece(b"Not found\n", "text/plain; charset=utf-8", "no-store", status=404)
_log = logging.getLogger(__name__)


class Gate:
    """Middleware: says who comes (``scope["kpi.viewer"]``) and lets through what they may have."""

    def __init__(self, app: ASGIApp, door: Door, pages: Pages) -> None:
        """Stand before ``app``."""
        self._app = app
        self._door = door
        self._pages = pages

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let through what may pass."""
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        path = scope["path"]
        if _is_at(path, SHUT) or (path in SIGN_IN and not self._door.desk.settings.accounts):
            await refuse(_NOT_FOUND, scope, receive, send)
            return
        if scope["type"] == "http" and self._is_open(path):
            await self._app(scope, receive, send)
            return
        try:
            viewer = await run_in_threadpool(self._door.viewer, scope)
        except StoreUnavailable as unread:
            _log.error("door: %s", unread)
            await refuse(self._pages.unavailable(scope), scope, receive, send)
            return
        scope[VIEWER] = viewer
        if not viewer.may(Permission.READ):
            await refuse(self._asked_to_sign_in(scope), scope, receive, send)
        elif UPLOAD in path and not viewer.may(Permission.PUBLISH):
            await refuse(FORBIDDEN, scope, receive, send)
        else:
            await self._app(scope, receive, send)

    def _is_open(self, path: str) -> bool:
        if path in OPEN or any(path.startswith(one) for one in OPEN_BELOW):
            return True
        return path == "/ulos" or path in SIGN_IN

    def _asked_to_sign_in(self, scope: Scope) -> Piece:
        """Ask a reader of a page for a link; a program gets a word."""
        path = scope["path"]
        is_page = "/" not in path.strip("/") and "." not in path
        if scope["type"] != "http" or scope["method"] not in {"GET", "HEAD"} or not is_page:
            return FORBIDDEN
        return self._pages.without_session(scope)


def _is_at(path: str, doors: Collection[str]) -> bool:
    return any(path == door or path.startswith(f"{door}/") for door in doors)


def viewer_of(scope: Scope) -> Viewer:
    """Give who the gate said a request comes from; nobody where it did not say."""
    found = scope.get(VIEWER, NOBODY)
    return found if isinstance(found, Viewer) else NOBODY
