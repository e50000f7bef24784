"""What a service has beside a command: an address to note, and a reader that waits for files.

Refuses to be asked before the settings: a port, an address or a public address that somebody gives
is what they mean.
"""

from __future__ import annotations

import contextlib
import re
from pathlib import Path

from kpi import readers
from kpi.desk import Desk
from kpi.store import files

_GIVEN = frozenset({"port", "address", "public_url"})
_ADDRESS = re.compile(r"https?://[^\s/?#@]{1,200}")


def keep_reader(*, ready: bool) -> None:
    """Keep a reader waiting for the next file while the service runs; let it go at its end."""
    readers.keep_ready(ready=ready)


def note_served(desk: Desk) -> None:
    """Note the address that the service answers at; a disk that refuses costs the note only."""
    with contextlib.suppress(OSError):
        files.write_whole(_note(desk), desk.settings.base_url.encode())


def base_url(desk: Desk) -> str:
    """Give the address that links lead to.

    The service may have been started with another port than the one that a command line knows.
    """
    own = desk.settings.base_url
    if _GIVEN & desk.settings.model_fields_set:
        return own
    try:
        noted = _note(desk).read_text("utf-8")
    except (OSError, ValueError):
        return own
    return noted if _ADDRESS.fullmatch(noted) else own


def _note(desk: Desk) -> Path:
    return desk.settings.data / "served-at"
