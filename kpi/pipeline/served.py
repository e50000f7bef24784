"""Where the service was last started, so that a link made by a command leads to it.

Refuses to be asked before the settings: a port, an address or a public address that somebody gives
is what they mean.
"""

from __future__ import annotations

import contextlib
import re
from pathlib import Path

from kpi.desk import Desk
from kpi.store import files

_GIVEN = frozenset({"port", "address", "public_url"})
_ADDRESS = re.compile(r"https?://[^\s/?#@]{1,200}")


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
