"""How the service logs: one line for each event, whatever somebody's data or address says.

Refuses to let a text begin a line that looks like an event of its own.
"""

from __future__ import annotations

import logging
import re
import sys

from kpi.texts import printed

# What begins the lines of a traceback, and no event.
ASIDE = "  | "
# It writes down each address that is asked for, where it is started without our command.
_OF_THE_WEB_SERVER = ("uvicorn.access", "uvicorn.error")
# What it calls an error is how a socket is refused with an answer: anybody could fill the log.
_REFUSED_SOCKET = "ASGI callable returned without completing handshake."
# The address of a link, and of an account's way in.
_SECRET = re.compile(r"(/s/|/oauth2callback\?)[^/\s]+")


class OneLine(logging.Formatter):
    """An event on one line; a traceback below it, each of its lines marked as such."""

    def __init__(self) -> None:
        """Say when, how grave, where and what."""
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - the library's name
        """Write the event."""
        return printed(super().formatMessage(record))

    def formatException(self, ei: object) -> str:  # noqa: N802 - the library's name
        """Write the traceback."""
        told = super().formatException(ei)  # type: ignore[arg-type]
        return "\n".join(ASIDE + printed(line) for line in told.split("\n"))


class OfTheWebServer(logging.Filter):
    """Takes the secrets of links out of what the web server says of addresses."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Keep events, without what opens the service; a refused socket is none."""
        if record.msg == _REFUSED_SOCKET:
            return False
        if isinstance(record.args, tuple):
            record.args = tuple(
                _SECRET.sub(r"\1…", one) if isinstance(one, str) else one for one in record.args
            )
        return True


def settle() -> None:
    """Log what the house has to say on standard error; twice does no more than once."""
    for name in _OF_THE_WEB_SERVER:
        theirs = logging.getLogger(name)
        if not any(isinstance(one, OfTheWebServer) for one in theirs.filters):
            theirs.addFilter(OfTheWebServer())
    ours = logging.getLogger("kpi")
    if not any(isinstance(one.formatter, OneLine) for one in ours.handlers):
        handler = logging.StreamHandler(sys.stderr)
        handler.setFormatter(OneLine())
        ours.addHandler(handler)
        ours.propagate = False
