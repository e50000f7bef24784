"""How the service logs: one line for each event, whatever somebody's data or address says.

Refuses to let a text begin a line that looks like an event of its own.
"""

from __future__ import annotations

import logging
import sys

from kpi.texts import printed

# What begins the lines of a traceback, and no event.
ASIDE = "  | "


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


def settle() -> None:
    """Log what the house has to say on standard error; twice does no more than once."""
    ours = logging.getLogger("kpi")
    if not any(isinstance(one.formatter, OneLine) for one in ours.handlers):
        handler = logging.StreamHandler(sys.stderr)
        handler.setFormatter(OneLine())
        ours.addHandler(handler)
        ours.propagate = False
