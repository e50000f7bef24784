"""Connections of the port: how long one may stay without asking, and how many there are.

Refuses to keep what says nothing: without a proxy in front anybody could hold all the places that
the system gives a process, and nobody else would come in any more.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from typing import ClassVar, cast

from uvicorn.protocols.http.h11_impl import H11Protocol, RequestResponseCycle

# Seconds from one answer to the next whole question.
PATIENCE = 15
# Seconds in which a reader takes nothing of an answer; a slice of it is 64 kilobytes.
_SLOW = 60
# At a time, pages' sockets too. More would cost memory: each may have begun a long address.
_MOST = 2000
# Taken in at once, and how many times over before the first of them can be shown out again.
BACKLOG, _MOMENTS = 50, 4
# Places for what is no connection: libraries, the database, files that somebody is reading.
_FILES = 100
_FEWEST = 20


class Connection(H11Protocol):
    """A connection of the web server; where there are too many, who has waited longest goes."""

    most: ClassVar[int] = _MOST
    # Who is waited for, the longest first.
    _waiting: ClassVar[dict[Connection, None]] = {}
    _until: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Wait for a question, and make room for it."""
        super().connection_made(transport)
        self._wait()
        if len(self.connections) > self.most:
            next(iter(self._waiting)).show_out()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no more."""
        self._asked()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Wait on while the question is not whole: one letter at a time is no sign of life."""
        super().data_received(data)
        if self._is_answered():
            self._asked()

    def handle_websocket_upgrade(self, event: object) -> None:
        """Hand the connection on to the page's socket."""
        self._asked()
        super().handle_websocket_upgrade(event)  # type: ignore[arg-type]

    def on_response_complete(self) -> None:
        """Wait for the next question."""
        super().on_response_complete()
        if not self._is_answered():
            self._wait()

    def _too_long(self) -> None:
        """Show it out, but for who is still reading the last answer over a slow line."""
        if self.transport.get_write_buffer_size():
            self._wait()
        else:
            self.show_out()

    def pause_writing(self) -> None:
        """Wait for a reader; who takes nothing for a while is none."""
        super().pause_writing()
        self._wait(_SLOW, self.show_out)

    def resume_writing(self) -> None:
        """Go on with the answer."""
        super().resume_writing()
        if self._is_answered():
            self._asked()
        else:
            self._wait()

    def show_out(self) -> None:
        """Close it without a word."""
        self._asked()
        self.connections.discard(self)
        self.transport.abort()

    def _is_answered(self) -> bool:
        cycle = cast("RequestResponseCycle | None", self.cycle)  # none before the first question
        return cycle is not None and not cycle.response_complete

    def _wait(self, patience: int = PATIENCE, then: Callable[[], None] | None = None) -> None:
        self._asked()
        self._waiting[self] = None
        self._until = self.loop.call_later(patience, then or self._too_long)

    def _asked(self) -> None:
        self._waiting.pop(self, None)
        if self._until is not None:
            self._until.cancel()
            self._until = None


def make_room() -> None:
    """Take all the places that the system would give, and leave some of them for files."""
    if sys.platform == "win32":
        return
    import resource

    places, limit = resource.getrlimit(resource.RLIMIT_NOFILE)
    if places != limit and limit != resource.RLIM_INFINITY:
        resource.setrlimit(resource.RLIMIT_NOFILE, (limit, limit))
        places = limit
    Connection.most = min(_MOST, max(_FEWEST, places - _MOMENTS * BACKLOG - _FILES))
