"""The framework's files, packed once and served from memory.

Refuses to hold a visitor up: until a file is packed, and whenever only a part of one is asked
for, the framework serves it by itself.
"""

from __future__ import annotations

import mimetypes
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

from starlette.types import ASGIApp, Receive, Scope, Send

from kpi.web.framework import Framework
from kpi.web.pieces import FOREVER, Piece, header, reads

# Text shrinks to a third; fonts and pictures are packed already.
_TEXT = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
_FONT = {".woff2": "font/woff2", ".woff": "font/woff"}


class Shelf:
    """The packed files by address, filled in the background; about 10 MB when full."""

    def __init__(self, framework: Framework) -> None:
        """Begin empty."""
        self._framework = framework
        self._pieces: dict[str, Piece] = {}

    def fill_in_background(self) -> Thread:
        """Start packing, what the first page needs first. The thread ends by itself."""
        worker = Thread(target=self.fill, name="assets", daemon=True)
        worker.start()
        return worker

    def fill(self) -> None:
        """Pack everything there is; under a second on an ordinary machine."""
        for path in self._in_order():
            address = f"/{path.relative_to(self._framework.root).as_posix()}"
            media_type = (_TEXT | _FONT).get(path.suffix) or mimetypes.guess_type(path.name)[0]
            piece = Piece(path.read_bytes(), media_type or "application/octet-stream", FOREVER)
            self._pieces[address] = piece.pack() if path.suffix in _TEXT else piece

    def _in_order(self) -> Iterator[Path]:
        index, late = self._framework.index, self._framework.late_chunks
        root = self._framework.root
        # Only this folder's names change with the content.
        every = sorted(path for path in (root / "static").rglob("*") if path.is_file())
        places = {path: path.relative_to(root).as_posix() for path in every}
        yield from sorted(every, key=lambda p: (places[p] not in index, places[p] not in late))

    def find(self, address: str) -> Piece | None:
        """Give a packed file; None when there is no such file, or none yet."""
        return self._pieces.get(address)


class Assets:
    """Middleware: answers for files on the shelf, passes everything else on."""

    def __init__(self, app: ASGIApp, shelf: Shelf) -> None:
        """Stand before ``app``."""
        self._app = app
        self._shelf = shelf

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer from memory where possible."""
        piece = None
        if reads(scope) and not header(scope, b"range"):
            piece = self._shelf.find(scope["path"])
        await (piece or self._app)(scope, receive, send)
