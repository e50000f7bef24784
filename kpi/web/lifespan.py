"""From started to ready: load what pages need, open the store, draw once, freeze the memory.

Refuses to stop for a store that cannot be read: pages and /healthz tell of it.
"""

from __future__ import annotations

import contextlib
import gc
import logging
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from importlib import import_module
from typing import Any

from kpi import pipeline
from kpi.access import CONSOLE
from kpi.desk import Desk
from kpi.errors import KpiError
from kpi.example import publish_into_empty
from kpi.i18n import language
from kpi.view import charts
from kpi.view.parts import Bar, Chart, Table
from kpi.web import logs
from kpi.web.assets import Shelf

# What the framework and our pages load while they run; loaded late it would cost the first
# visitor, and be walked by the garbage collector after every click ever since.
_NEEDED = ("pandas", "pyarrow", "plotly.graph_objects", "plotly.io", "duckdb")
_log = logging.getLogger(__name__)


def lifespan(
    desk: Desk, shelf: Shelf
) -> Callable[[object], AbstractAsyncContextManager[dict[str, Any] | None]]:
    """Give the server's start and stop."""

    @asynccontextmanager
    async def living(_app: object) -> AsyncIterator[None]:
        logs.settle()
        shelf.fill_in_background()
        warm_up(desk)
        pipeline.note_served(desk)
        announce(desk)
        pipeline.keep_reader(ready=True)
        try:
            yield
        finally:
            pipeline.keep_reader(ready=False)

    return living


def warm_up(desk: Desk) -> None:
    """Do once what would slow down every first click, then put it out of the collector's reach."""
    for name in _NEEDED:
        import_module(name)
    own = replace(desk, viewer=CONSOLE)
    try:
        publish_into_empty(own)
        pipeline.open_store(own)
    except KpiError as unavailable:
        _log.error("store: %s", unavailable)
    charts.figure(_throw_away()).to_json()
    gc.collect()
    gc.freeze()


def announce(desk: Desk) -> None:
    """Print an administrator's link, where the command that started the server has not."""
    if not desk.settings.announce:
        return
    with contextlib.suppress(KpiError):
        url = pipeline.start_link(replace(desk, viewer=CONSOLE))
        sys.stdout.write(language(desk.settings.language).text("cli.admin-link", url=url) + "\n")
        sys.stdout.flush()


def _throw_away() -> Chart:
    table = Table("", ("",), (("",),), (False,))
    return Chart("bars", "", "", table, bars=(Bar("", "", 1.0),))
