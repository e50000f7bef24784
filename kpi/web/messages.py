"""What a page's socket may ask of the framework: what our pages ask, and nothing else.

Refuses to empty what is kept for all visitors, to look into the folder of the program or to write
there, whoever asks: no page of ours does. A message that cannot be told from those goes no further.
"""

from __future__ import annotations

from collections.abc import Callable

from starlette.types import ASGIApp, Message, Receive, Scope, Send

# A run of the page, its end, a sign of life, places for files to go up, a file made when pressed.
_PASSES = frozenset(
    {"rerun_script", "stop_script", "app_heartbeat", "file_urls_request", "deferred_file", None}
)
# None for what cannot be read: the framework closes such a socket by itself.
Kind = Callable[[bytes], str | None]


class Messages:
    """Middleware: lets a socket's messages through by their kind; the others were never sent."""

    def __init__(self, app: ASGIApp, kind: Kind) -> None:
        """Stand before ``app``; ``kind`` names what a message asks for."""
        self._app = app
        self._kind = kind

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on everything but such messages."""
        if scope["type"] != "websocket":
            await self._app(scope, receive, send)
            return

        async def sifted() -> Message:
            while True:
                message = await receive()
                data = message.get("bytes")
                if message["type"] != "websocket.receive" or not data or self._passes(data):
                    return message

        await self._app(scope, sifted, send)

    def _passes(self, data: bytes) -> bool:
        return self._kind(data) in _PASSES
