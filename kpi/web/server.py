"""Serving: one process, one port.

Refuses an address that others reach while nobody was given a way in, and a port that is taken.
"""

from __future__ import annotations

import errno
import logging
import os
import re
import secrets
import socket
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path

import uvicorn

from kpi import catalogue, pipeline
from kpi.access import CONSOLE
from kpi.desk import Desk
from kpi.errors import KpiError, NotPermitted, StoreUnavailable, WrongUsage, error
from kpi.i18n import CODES, language
from kpi.settings import ROOT, Settings, from_environment
from kpi.texts import printed
from kpi.web.connections import BACKLOG, Connection, make_room
from kpi.web.door import is_loopback

# Seconds that open pages get when the server is told to stop.
_PATIENCE = 3
_log = logging.getLogger(__name__)


def serve(settings: Settings, ready: Callable[[], None] = lambda: None) -> None:
    """Serve until told to stop; ``ready`` is called once the port is ours.

    Raises:
        NotPermitted: others reach the address, and nobody was given a link or an account.
        WrongUsage: the port is taken or not ours to take.
        CatalogueInvalid: lists everything that is wrong.
        StoreUnavailable: the store cannot be read, or the server did not start.
    """
    desk = Desk(settings, catalogue.load(settings.catalogue), viewer=CONSOLE)
    check_way_in(desk)
    pipeline.open_store(desk)
    listening = _listen(settings.address, settings.port)
    _hand_on(settings)
    ready()
    # Imported first: the framework sets up the server's logging while it loads, and ours counts.
    app = import_module("app").app
    make_room()
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        http=Connection,
        ws="websockets-sansio",
        backlog=BACKLOG,
        timeout_graceful_shutdown=_PATIENCE,
    )
    server = uvicorn.Server(config)
    with listening:
        try:
            server.run(sockets=[listening])
        except SystemExit as ended:  # the start failed; the log above says why
            raise StoreUnavailable(error("server-not-started")) from ended


def check_way_in(desk: Desk) -> None:
    """Refuse to serve others while nobody was given a way in.

    Raises:
        NotPermitted: others reach the address, and there is neither a link nor an account.
    """
    address = desk.settings.address
    if not is_loopback(address) and not pipeline.configured(desk):
        raise NotPermitted(error("nobody-let-in", found=address))


def desk_or_exit(port: int) -> Desk:
    """Read settings and catalogue; where they are not usable, say why and end the process.

    ``port`` is the one that the framework was told, its usual one where it is not asked to serve.
    """
    try:
        # The pages read the environment, too.
        os.environ.update(_port_of(sys.argv, port))
        settings = from_environment()
        return Desk(settings, catalogue.load(settings.catalogue))
    except KpiError as refused:
        code = os.environ.get("KPI_LANGUAGE", "")
        words = language(code if code in CODES else CODES[0])
        for one in refused.findings:
            sys.stderr.write(f"! {printed(f'{words.finding(one)} {words.advice(one)}')}\n")
        sys.exit(refused.exit_code)


def _port_of(typed: Sequence[str], frameworks: int) -> dict[str, str]:
    """Give the port that another way of starting was told, for the links that lead here."""
    said = re.search(r" --port[ =]([0-9]+)(?= |$)", " ".join(["", *typed]))
    if said:
        return {"PORT": said[1]}
    return {} if frameworks == Settings().port else {"PORT": str(frameworks)}


def note_error(defect: Exception) -> None:
    """Log what stopped a page under a code; the framework tells the visitor without details."""
    _log.error("defect %s", secrets.token_hex(4), exc_info=defect)


def _listen(address: str, port: int) -> socket.socket:
    """Take the port.

    The protocol is named on purpose: only then does the event loop send small answers at once
    instead of waiting up to 40 ms for company, and a page is a hundred small answers.
    """
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    taken = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        # On Windows it would allow two servers on one port.
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, int(os.name != "nt"))
        taken.bind((address, port))
        taken.listen(BACKLOG)
        taken.setblocking(False)
    except OSError as refused:
        taken.close()
        code = "port-taken" if refused.errno == errno.EADDRINUSE else "port-unusable"
        raise WrongUsage(error(code, found=str(port))) from refused
    return taken


def _hand_on(settings: Settings) -> None:
    """Let the pages, which read the environment, see the same settings; find our own files."""
    os.environ.update(
        KPI_DATA=str(settings.data.resolve()),
        KPI_CATALOGUE=str(settings.catalogue.resolve()),
        KPI_SAMPLE="yes" if settings.sample else "no",
        KPI_LANGUAGE=settings.language,
        KPI_ADDRESS=settings.address,
        KPI_PUBLIC_URL=settings.public_url,
        KPI_EMBED=settings.embed,
        KPI_ADMIN_LINK="yes" if settings.announce else "no",
        PORT=str(settings.port),
        STREAMLIT_SERVER_ADDRESS=settings.address,
        STREAMLIT_SERVER_PORT=str(settings.port),
    )
    if os.environ.get("KPI_SECRETS"):
        os.environ["KPI_SECRETS"] = str(Path(os.environ["KPI_SECRETS"]).resolve())
    # The framework looks for its settings in the working folder, the server for the app.
    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT))
