"""What every answer carries for safety, and which doors of the framework stay shut.

Refuses inline scripts but the framework's own, other hosts, being framed, and every connection
that does not come in on this machine's own address: nobody is asked who they are yet.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kpi.web.pieces import Header, Piece

# The framework's own doors that nobody here needs.
SHUT = ("/_stcore/metrics", "/_stcore/agent")
_NOT_FOUND = Piece(b"Not found\n", "text/plain; charset=utf-8", "no-store", status=404)
_NOT_HERE = Piece(b"Forbidden\n", "text/plain; charset=utf-8", "no-store", status=403)
# A policy violation, in the numbers of websockets.
_REFUSED = 1008


def policy(script_hashes: Iterable[str]) -> str:
    """Write the content security policy; the framework writes its styles at run time."""
    rules = {
        "default-src": "'self'",
        "script-src": " ".join(("'self'", *script_hashes)),
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "connect-src": "'self'",
        "worker-src": "'self' blob:",
        "object-src": "'none'",
        "base-uri": "'self'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def is_loopback(host: str) -> bool:
    """Tell whether an address is only reached from this machine itself."""
    try:
        return host.casefold() == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


class Headers:
    """Middleware: safety headers on every answer, shut doors, no connection from outside."""

    def __init__(self, app: ASGIApp, script_hashes: Iterable[str]) -> None:
        """Stand before ``app``."""
        self._app = app
        self._added: tuple[Header, ...] = tuple(
            (name.encode(), value.encode())
            for name, value in {
                "content-security-policy": policy(script_hashes),
                "x-content-type-options": "nosniff",
                "x-frame-options": "DENY",
                "referrer-policy": "no-referrer",
                "permissions-policy": "camera=(), geolocation=(), microphone=()",
                "cross-origin-opener-policy": "same-origin",
            }.items()
        )
        self._names = {name for name, _ in self._added}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let through what may pass."""
        if scope["type"] == "websocket":
            if _from_outside(scope):
                await send({"type": "websocket.close", "code": _REFUSED})
            else:
                await self._app(scope, receive, send)
        elif scope["type"] == "http":
            await self._http(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def add(message: Message) -> None:
            if message["type"] == "http.response.start":
                kept = [one for one in message["headers"] if one[0].lower() not in self._names]
                message["headers"] = [*kept, *self._added]
            await send(message)

        if _from_outside(scope):
            await _NOT_HERE(scope, receive, add)
        elif _shut(scope["path"]):
            await _NOT_FOUND(scope, receive, add)
        else:
            await self._app(scope, receive, add)


def _shut(path: str) -> bool:
    return any(path == door or path.startswith(f"{door}/") for door in SHUT)


def _from_outside(scope: Scope) -> bool:
    """Tell whether the connection came in on an address that others reach; a pipe has no port."""
    server = scope.get("server")
    return bool(server and server[1] is not None and not is_loopback(server[0]))
