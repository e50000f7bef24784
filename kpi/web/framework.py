"""What the page framework has installed: its files and its list of chunks.

Refuses to change or to copy them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cached_property
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

PACKAGE = "streamlit"
# The one script that its start page has in itself, as the content security policy names it. Looked
# at anew at every upgrade: a script that nobody has read is not allowed to run.
INLINE_SCRIPT = "'sha256-THxz9J9+wf7rhwR2YkXJoSZ13UCmYyC+3lNDv2+8ugA='"
# The parts of the front end that our pages draw with. Found by name, so that an upgrade which
# renames one costs speed, never the page.
DRAWN_WITH = ("PlotlyChart", "Selectbox", "Html")


class Framework:
    """The installed front end."""

    def __init__(self, root: Path | None = None) -> None:
        """Find it; ``root`` is the folder with its index.html."""
        self.root = root or _installed()

    @cached_property
    def index(self) -> str:
        """The start page as it was installed."""
        return (self.root / "index.html").read_text(encoding="utf-8")

    @cached_property
    def late_chunks(self) -> tuple[str, ...]:
        """The files that our pages need and index.html does not name, each as "static/js/x.js".

        Without a hint the browser hears of them only after a script has run on the server.
        """
        manifest = json.loads((self.root / "manifest.json").read_text(encoding="utf-8"))
        wanted = [key for key in manifest if Path(key).stem in DRAWN_WITH]
        return tuple(
            manifest[key]["file"]
            for key in _needed(manifest, sorted(wanted, key=_place))
            if manifest[key]["file"] not in self.index
        )


def _installed() -> Path:
    return Path(str(distribution(PACKAGE).locate_file(f"{PACKAGE}/static")))


def _place(key: str) -> int:
    return DRAWN_WITH.index(Path(key).stem)


def _needed(manifest: Mapping[str, Any], keys: Iterable[str]) -> dict[str, None]:
    """Gather chunks and what they import, each once, in the order of need."""
    found: dict[str, None] = {}
    waiting = list(keys)
    while waiting:
        key = waiting.pop(0)
        if key not in found:
            found[key] = None
            waiting.extend(manifest[key].get("imports", ()))
    return found
