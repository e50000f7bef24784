"""What every answer carries for safety.

Refuses inline scripts but the framework's own, other hosts, being framed by whoever is not on the
list, a cookie without its flags, and an error that tells anything.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Iterable
from urllib.parse import parse_qs

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kpi.web.door import Door
from kpi.web.pieces import FORBIDDEN, Header, Piece, refuse

# Its script reads this cookie itself, to send it back with a file.
_READ_BY_SCRIPT = b"_streamlit_xsrf="
_STARTS = {"http.response.start", "websocket.http.response.start", "websocket.accept"}
_YEAR = 31_536_000
_log = logging.getLogger(__name__)


def policy(script_hashes: Iterable[str], framed_by: str = "'none'") -> str:
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
        "frame-ancestors": framed_by,
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def _headers(content_policy: str, *, framed: bool) -> tuple[Header, ...]:
    told = {
        "content-security-policy": content_policy,
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
        "permissions-policy": "camera=(), geolocation=(), microphone=()",
        "cross-origin-opener-policy": "same-origin",
    }
    if not framed:
        told["x-frame-options"] = "DENY"
    return tuple((name.encode(), value.encode()) for name, value in told.items())


class Headers:
    """Middleware: safety headers on every answer, flags on every cookie, errors without details."""

    def __init__(self, app: ASGIApp, script_hashes: Iterable[str], door: Door) -> None:
        """Stand before ``app``."""
        self._app = app
        self._door = door
        hashes = tuple(script_hashes)
        self._usual = _headers(policy(hashes), framed=False)
        by = door.desk.settings.embed.split()
        self._framed = _headers(policy(hashes, " ".join(by)), framed=True) if by else self._usual
        self._names = {name for name, _ in self._usual}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Add to what the rest answers; answer in its place when it breaks."""
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        begun = False

        async def add(message: Message) -> None:
            nonlocal begun
            if message["type"] == "websocket.close" and not begun and _can_answer(scope):
                await refuse(FORBIDDEN, scope, receive, add)
                return
            if message["type"] in _STARTS:
                begun = True
                message["headers"] = self._completed(message.get("headers", ()), scope)
            await send(message)

        try:
            await self._app(scope, receive, add)
        except Exception:
            code = secrets.token_hex(4)
            _log.exception("defect %s", code)
            if begun:
                raise
            await refuse(_broken(code), scope, receive, add)

    def _completed(self, given: Iterable[Header], scope: Scope) -> list[Header]:
        secure = self._door.is_secure(scope)
        asked = parse_qs(scope.get("query_string", b"").decode("latin-1"))
        added = self._framed if asked.get("embed") == ["true"] else self._usual
        kept = [
            (name, _flagged(value, secure=secure) if name.lower() == b"set-cookie" else value)
            for name, value in given
            if name.lower() not in self._names
        ]
        if secure:
            kept.append((b"strict-transport-security", f"max-age={_YEAR}".encode()))
        return [*kept, *added]


def _flagged(cookie: bytes, *, secure: bool) -> bytes:
    """Give a cookie the flags that it lacks."""
    has = {part.strip().partition(b"=")[0].lower() for part in cookie.split(b";")[1:]}
    wanted = [(b"samesite", b"SameSite=Lax")]
    if not cookie.startswith(_READ_BY_SCRIPT):
        wanted.append((b"httponly", b"HttpOnly"))
    if secure:
        wanted.append((b"secure", b"Secure"))
    return b"; ".join([cookie, *(flag for name, flag in wanted if name not in has)])


def _can_answer(scope: Scope) -> bool:
    """Tell whether a socket can be refused with an answer that has headers."""
    return "websocket.http.response" in (scope.get("extensions") or {})


def _broken(code: str) -> Piece:
    return Piece(f"Error {code}\n".encode(), "text/plain; charset=utf-8", "no-store", status=500)
