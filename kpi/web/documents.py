"""The framework's start page in our language: title, icon, hints, one small script.

Refuses to guess a language: the address says it, else the visitor's last choice, else the setting;
where the choice differs from the setting the visitor is sent to an address that says so.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Collection
from urllib.parse import parse_qsl, quote, urlencode

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kpi import texts
from kpi.i18n import CODES, language
from kpi.web.framework import Framework
from kpi.web.pieces import Header, Piece, header, reads

PARAMETER = "kieli"
_NO_SUCH = Piece(b"Not found\n", "text/plain; charset=utf-8", "no-store", status=404)
_INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def start_page(framework: Framework, code: str, script: str, icon: str) -> str:
    """Write the start page in a language.

    Args:
        framework: whose page it is.
        code: "fi" or "en".
        script: the address of our script.
        icon: the address of our icon.

    Raises:
        ValueError: the installed page is not as it is known here. That is our defect.
    """
    words = language(code)
    early = "".join(
        f'<link rel="modulepreload" crossorigin href="./{file}">\n' if file.endswith(".js") else ""
        for file in framework.late_chunks
    )
    page = framework.index
    for pattern, instead in (
        (r'<html lang="en">', f'<html lang="{code}">'),
        (r"<title>.*?</title>", f"<title>{words.text('web.product')}</title>"),
        (r'<link rel="shortcut icon"[^>]*>', f'<link rel="shortcut icon" href="{icon}">'),
        # It points to a door that is closed here.
        (r"<!--(?:(?!-->).)*?agent API.*?-->\s*<link rel=\"service-desc\"[^>]*>", ""),
        (
            r"<noscript>.*?</noscript>",
            f"<noscript><p>{texts.html(words.text('web.noscript'))}</p></noscript>",
        ),
        # Ours runs first: the framework's script reads at its start what ours has prepared.
        (
            r"(?=<script type=\"module\")",
            f'<script src="{script}" defer fetchpriority="high"></script>\n',
        ),
        (r"</head>", f"{early}</head>"),
    ):
        page, times = re.subn(pattern, instead.replace("\\", r"\\"), page, flags=re.DOTALL)
        if times != 1:
            raise ValueError(f"index.html has {times} times {pattern}")
    return page


def inline_hashes(page: str) -> tuple[str, ...]:
    """Name the page's inline scripts, as a content security policy wants them."""
    return tuple(
        f"'sha256-{base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()}'"
        for body in _INLINE.findall(page)
    )


class Documents:
    """Middleware: wherever the framework answers with its start page, ours is sent instead."""

    def __init__(
        self, app: ASGIApp, pages: dict[str, Piece], default: str, ours: Collection[str]
    ) -> None:
        """Stand before ``app``; ``ours`` are addresses whose pages are already our own."""
        self._app = app
        self._pages = pages
        self._default = default
        self._ours = frozenset(ours)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Swap the page; everything else passes as it is."""
        if not reads(scope) or scope["path"] in self._ours:
            await self._app(scope, receive, send)
            return
        swapped = False

        async def swap(message: Message) -> None:
            nonlocal swapped
            if message["type"] == "http.response.start":
                swapped = message["status"] == 200 and _is_page(message)
                if swapped:
                    await self._answer(scope)(scope, receive, send)
            if not swapped:
                await send(message)

        await self._app(scope, receive, swap)

    def _answer(self, scope: Scope) -> Piece:
        # Pages are one step deep; from further down the page's own files are not found. A name with
        # a dot is a file's, and there is none.
        if "/" in scope["path"].strip("/") or "." in scope["path"]:
            return _NO_SUCH
        query = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        asked = next((value for key, value in query if key == PARAMETER), "")
        if asked in CODES:
            return _with(self._pages[asked], (b"set-cookie", remembered(asked)))
        chosen = _chosen(scope) or self._default
        if chosen == self._default:
            return self._pages[chosen]
        kept = [(key, value) for key, value in query if key != PARAMETER]
        # One slash in front: the way stays on this host.
        path = quote("/" + scope["path"].lstrip("/\\"))
        to = f"{path}?{urlencode([*kept, (PARAMETER, chosen)])}".encode("ascii")
        return Piece(b"", "text/plain", "no-store", status=302, extra=((b"location", to),))


def _is_page(message: Message) -> bool:
    return any(
        key.lower() == b"content-type" and value.startswith(b"text/html")
        for key, value in message["headers"]
    )


def _with(piece: Piece, extra: Header) -> Piece:
    return Piece(
        piece.plain, piece.media_type, piece.cache, piece.packed, piece.status,
        (*piece.extra, extra),
    )  # fmt: skip


def remembered(code: str) -> bytes:
    """Remember the choice until the browser is closed; no script needs to read it."""
    return f"{PARAMETER}={code}; Path=/; HttpOnly; SameSite=Lax".encode()


def _chosen(scope: Scope) -> str:
    cookies = header(scope, b"cookie").decode("latin-1").split(";")
    pairs = (one.strip().partition("=") for one in cookies)
    return next((value for name, _, value in pairs if name == PARAMETER and value in CODES), "")
