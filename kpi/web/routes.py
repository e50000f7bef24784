"""Our own addresses beside the pages: health, statement, open data, deadlines, small files.

Refuses to name a person, and to answer with a traceback when the store cannot be read.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from kpi import pipeline
from kpi.access import CONSOLE, Viewer
from kpi.desk import Desk
from kpi.errors import KpiError
from kpi.i18n import CODES, Language, language
from kpi.reports import tidy
from kpi.store import Store
from kpi.web import calendar, statement
from kpi.web.documents import PARAMETER
from kpi.web.gate import viewer_of
from kpi.web.pieces import FOREVER, Piece

HEALTH = "/healthz"
STATEMENT = "/saavutettavuus"
# Pages of ours that are no page of the framework.
PAGES = (STATEMENT,)
_STATIC = Path(__file__).with_name("static")
_TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml",
}
_ROBOTS = Piece(b"User-agent: *\nDisallow: /\n", "text/plain; charset=utf-8", "no-cache")
_FRESH = {"cache-control": "no-cache"}
_GET = ["GET"]

Answer = Callable[[Store, Language], Response]


def own_file(name: str) -> str:
    """Give the address of a small file of ours; it changes with the content.

    Raises:
        FileNotFoundError: there is no such file. That is our defect.
    """
    digest = hashlib.sha256((_STATIC / name).read_bytes()).hexdigest()
    return f"./app-static/{name}?v={digest[:8]}"


def routes(desk: Desk) -> list[Route]:
    """Give the addresses; what they say is the published state of the moment."""
    files = [
        Route(f"/app-static/{path.name}", _file(path), methods=_GET)
        for path in sorted(_STATIC.iterdir())
    ]
    return [
        _route(HEALTH, desk, _health, _ill),
        Route("/robots.txt", _ROBOTS, methods=_GET),
        # The framework's script asks for its icon by this name, whatever the page says.
        Route("/favicon.png", _file(_STATIC / "favicon.png"), methods=_GET),
        Route(STATEMENT, _statement(desk), methods=_GET),
        _route(f"/data/{tidy.FILE}", desk, _table, _told),
        _route("/data/datapackage.json", desk, _package, _told),
        _route(f"/{calendar.FILE}", desk, partial(_deadlines, desk), _told),
        *files,
    ]


def _route(
    path: str, desk: Desk, answer: Answer, instead: Callable[[KpiError, Language], Response]
) -> Route:
    """Answer from the store, in a thread: opening it reads files.

    Whoever asks sees what they may see; only how the service is doing is told to anybody.
    """

    def answered(viewer: Viewer, words: Language) -> Response:
        try:
            return answer(pipeline.open_store(replace(desk, viewer=viewer)), words)
        except KpiError as unavailable:
            return instead(unavailable, words)

    async def endpoint(request: Request) -> Response:
        viewer = CONSOLE if path == HEALTH else viewer_of(request.scope)
        return await run_in_threadpool(answered, viewer, _language(request, desk))

    return Route(path, endpoint, methods=_GET)


def _language(request: Request, desk: Desk) -> Language:
    asked = request.query_params.get(PARAMETER, "")
    return language(asked if asked in CODES else desk.settings.language)


def _file(path: Path) -> Piece:
    return Piece(path.read_bytes(), _TYPES[path.suffix], FOREVER).pack()


# How many figures the state that was last asked about has; a monitor asks every few seconds.
_counted: dict[str, int] = {}


def _count(store: Store) -> int:
    if store.version not in _counted:
        _counted.clear()
        _counted[store.version] = len(store.observations())
    return _counted[store.version]


def _health(store: Store, _: Language) -> Response:
    latest = store.latest_upload_at
    return JSONResponse(
        {
            "status": "ok",
            "version": store.version,
            "observations": _count(store),
            "latest_upload_at": latest.isoformat() if latest else None,
        },
        headers=_FRESH,
    )


def _ill(_: KpiError, __: Language) -> Response:
    """Say that it is ill and not why: findings name files of this machine."""
    unknown = dict.fromkeys(("version", "observations", "latest_upload_at"))
    return JSONResponse({"status": "unavailable", **unknown}, status_code=503, headers=_FRESH)


def _table(store: Store, _: Language) -> Response:
    return Response(tidy.observations(store), media_type="text/csv", headers=_FRESH)


def _package(store: Store, words: Language) -> Response:
    described = tidy.package(store, tidy.observations(store), words)
    return Response(described, media_type="application/json", headers=_FRESH)


def _deadlines(desk: Desk, store: Store, words: Language) -> Response:
    """Answer as of today; a calendar asks anew by itself."""
    headers = _FRESH | {"content-disposition": f'attachment; filename="{calendar.FILE}"'}
    made = calendar.calendar(store, words, desk.today)
    return Response(made, media_type="text/calendar", headers=headers)


def _told(_: KpiError, words: Language) -> Response:
    text = words.text("web.data-unavailable")
    return Response(text, status_code=503, media_type="text/plain", headers=_FRESH)


def _statement(desk: Desk) -> Callable[[Request], Response]:
    """Answer without the store: whatever else fails, this stays readable."""
    organisation = desk.catalogue.organisation

    def endpoint(request: Request) -> Response:
        words = _language(request, desk)
        owner = organisation.name.in_language(words.code)
        page = statement.page(words, owner, organisation.feedback or "")
        return Response(page, media_type="text/html", headers=_FRESH)

    return endpoint
