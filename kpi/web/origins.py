"""Which site's page is asking: a page of somebody else's site gets nothing done here.

Refuses them sockets and whatever changes something. The framework is not left to judge: for an
origin that it does not know it asks a host on the internet for this machine's own address.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.types import ASGIApp, Receive, Scope, Send

from kpi.web.door import Door
from kpi.web.pieces import FORBIDDEN, header, refuse

_LOOKING = {"GET", "HEAD", "OPTIONS"}


class Origins:
    """Middleware: turns pages of other sites away, and settles what the framework hears of it.

    A plain request loses its origin, so that no other site is allowed to read an answer. A socket
    of our own page keeps it, and gets the host that the browser sees where a proxy changed it.
    """

    def __init__(self, app: ASGIApp, door: Door) -> None:
        """Stand before ``app``."""
        self._app = app
        self._public = _host(door.desk.settings.public_url)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let through what one of our own pages or no page at all asks for."""
        if scope["type"] == "websocket":
            origin = header(scope, b"origin")
            host = self._own(scope, origin)
            if origin and not host:
                await refuse(FORBIDDEN, scope, receive, send)
                return
            scope = _with(scope, b"host", host) if host else scope
        elif scope["type"] == "http":
            if scope["method"] not in _LOOKING and self._is_foreign(scope):
                await refuse(FORBIDDEN, scope, receive, send)
                return
            scope = _with(scope, b"origin")
        await self._app(scope, receive, send)

    def _own(self, scope: Scope, origin: bytes) -> bytes:
        """Give the host of an origin that is ours; empty for any other."""
        asked = _host(origin.decode("latin-1"))
        here = header(scope, b"host").decode("latin-1").casefold()
        return asked.encode("latin-1") if asked and asked in {here, self._public} else b""

    def _is_foreign(self, scope: Scope) -> bool:
        """Tell whether a page of another site asks.

        "null" is what a browser says of our own forms too, since our pages name themselves to
        nobody; the other header then tells.
        """
        origin = header(scope, b"origin")
        if origin and origin != b"null":
            return not self._own(scope, origin)
        return header(scope, b"sec-fetch-site") == b"cross-site"


def _host(url: str) -> str:
    """Give host and port of an address as they stand there; empty when it is none."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return parts.netloc.casefold() if parts.scheme in {"http", "https"} else ""


def _with(scope: Scope, name: bytes, value: bytes = b"") -> Scope:
    """Give a connection with another value of a header, or without it."""
    kept = [(key, held) for key, held in scope["headers"] if key != name]
    return {**scope, "headers": [*kept, (name, value)] if value else kept}
