"""The parts of the server, put together for one desk.

Refuses to start anything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Any

from starlette.middleware import Middleware
from starlette.routing import Route

from kpi.desk import Desk
from kpi.i18n import CODES
from kpi.web import accounts, doors
from kpi.web.accounts import Accounts, SignIn
from kpi.web.assets import Assets, Shelf
from kpi.web.documents import Documents, inline_hashes, start_page
from kpi.web.door import Door
from kpi.web.framework import INLINE_SCRIPT, Framework
from kpi.web.gate import Gate
from kpi.web.headers import Headers
from kpi.web.lifespan import lifespan
from kpi.web.messages import Kind, Messages
from kpi.web.origins import Origins
from kpi.web.pages import SIGN_IN, Pages
from kpi.web.pieces import Piece
from kpi.web.routes import PAGES, own_file, routes


@dataclass(frozen=True, slots=True)
class Parts:
    """What the app is made with; middleware from the outside inwards."""

    routes: list[Route]
    middleware: list[Middleware]
    lifespan: Callable[[Any], AbstractAsyncContextManager[dict[str, Any] | None]]


def assemble(desk: Desk, sign_in: SignIn | None = None, kind: Kind = lambda _: "") -> Parts:
    """Make the parts.

    Args:
        desk: what they serve.
        sign_in: the framework's sign-in; needed where accounts are in use.
        kind: names what a message of a page's socket asks for; what has no name does not pass.

    Raises:
        ValueError: the installed framework is not as it is known here, or accounts are in use
            without a sign-in. That is our defect.
    """
    framework = Framework()
    shelf = Shelf(framework)
    script, icon = own_file("ui.js"), own_file("favicon.svg")
    pages = {code: start_page(framework, code, script, icon) for code in CODES}
    pieces = {
        code: Piece(page.encode(), "text/html; charset=utf-8", "no-cache").pack()
        for code, page in pages.items()
    }
    hashes = known_scripts(pages.values())
    door, plain = Door(desk), Pages(desk)
    ways: list[Route] = []
    behind_the_gate: list[Middleware] = []
    if desk.settings.accounts:
        if sign_in is None:
            raise ValueError("accounts are in use, and nobody gave the framework's sign-in")
        ways = accounts.routes(door, plain, sign_in)
        behind_the_gate = [Middleware(Accounts, door=door, pages=plain, sign_in=sign_in)]
    return Parts(
        routes=[*doors.routes(door, plain), *ways, *routes(desk)],
        middleware=[
            Middleware(Headers, script_hashes=hashes, door=door),
            Middleware(Gate, door=door, pages=plain),
            Middleware(Origins, door=door),
            Middleware(Messages, kind=kind),
            *behind_the_gate,
            Middleware(
                Documents,
                pages=pieces,
                default=desk.settings.language,
                ours=(*PAGES, doors.PRIVACY, doors.OUT, SIGN_IN),
            ),
            Middleware(Assets, shelf=shelf),
        ],
        lifespan=lifespan(desk, shelf),
    )


def known_scripts(pages: Iterable[str]) -> list[str]:
    """Name the inline scripts of pages, as the content security policy lets them run.

    Raises:
        ValueError: there is another than the one that somebody here has read.
    """
    hashes = sorted({one for page in pages for one in inline_hashes(page)})
    if hashes != [INLINE_SCRIPT]:
        raise ValueError(f"the framework's inline scripts are not the one known here: {hashes}")
    return hashes
