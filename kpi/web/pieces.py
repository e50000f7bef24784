"""A finished answer: bytes that are sent as they are, packed for those who can unpack.

Refuses to compress while somebody waits: what is not packed yet is sent plain.
"""

from __future__ import annotations

import gzip
from dataclasses import dataclass, replace

from starlette.types import Message, Receive, Scope, Send

Header = tuple[bytes, bytes]
# A year, and never asked again: the name of such a file changes with its content.
FOREVER = "public, max-age=31536000, immutable"
# Below this a packed copy saves less than its own headers.
_WORTH_PACKING = 1000
_SLICE = 1 << 16
# A policy violation, in the numbers of websockets.
_REFUSED = 1008


@dataclass(frozen=True, slots=True)
class Piece:
    """One answer. ``packed`` is the same body in gzip, None while there is none."""

    plain: bytes
    media_type: str
    cache: str
    packed: bytes | None = None
    status: int = 200
    extra: tuple[Header, ...] = ()

    def pack(self) -> Piece:
        """Give the same piece with a packed copy, where that is smaller."""
        if len(self.plain) < _WORTH_PACKING:
            return self
        made = gzip.compress(self.plain, compresslevel=9, mtime=0)
        return replace(self, packed=made) if len(made) < len(self.plain) else self

    async def __call__(self, scope: Scope, _receive: Receive, send: Send) -> None:
        """Send it; the body only when it was asked for."""
        packed = self.packed if accepts_gzip(scope) else None
        body = self.plain if packed is None else packed
        headers = [
            (b"content-type", self.media_type.encode()),
            (b"content-length", str(len(body)).encode()),
            (b"cache-control", self.cache.encode()),
            *self.extra,
        ]
        if self.packed is not None:
            headers.append((b"vary", b"Accept-Encoding"))
        if packed is not None:
            headers.append((b"content-encoding", b"gzip"))
        await send({"type": "http.response.start", "status": self.status, "headers": headers})
        sent = b"" if scope["method"] == "HEAD" else body
        # In slices, each when the one before has gone: who reads nothing has no copy kept for them.
        for start in range(0, len(sent) - _SLICE, _SLICE):
            part = sent[start : start + _SLICE]
            await send({"type": "http.response.body", "body": part, "more_body": True})
        rest = sent[(len(sent) - 1) // _SLICE * _SLICE :] if sent else b""
        await send({"type": "http.response.body", "body": rest})


FORBIDDEN = Piece(b"Forbidden\n", "text/plain; charset=utf-8", "no-store", status=403)


async def refuse(answer: Piece, scope: Scope, receive: Receive, send: Send) -> None:
    """Answer with a piece, also where a socket was asked for and the server can."""
    if scope["type"] != "websocket":
        await answer(scope, receive, send)
    elif "websocket.http.response" in (scope.get("extensions") or {}):

        async def as_answer(message: Message) -> None:
            await send({**message, "type": f"websocket.{message['type']}"})

        await answer({**scope, "method": "GET"}, receive, as_answer)
    else:
        await send({"type": "websocket.close", "code": _REFUSED})


def accepts_gzip(scope: Scope) -> bool:
    """Tell whether the reader unpacks gzip by itself."""
    return b"gzip" in header(scope, b"accept-encoding")


def header(scope: Scope, name: bytes) -> bytes:
    """Give a header of the request; empty when it is not there."""
    return next((value for key, value in scope["headers"] if key == name), b"")


def reads(scope: Scope) -> bool:
    """Tell whether this is a plain request to read something."""
    return scope["type"] == "http" and scope["method"] in {"GET", "HEAD"}
