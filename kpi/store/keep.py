"""The write side of the store: originals, database, ledger, in the order that survives a kill.

Refuses to leave a half-written state: the ledger's lines are the commit.
"""

from __future__ import annotations

import contextlib
import datetime as dt
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pyarrow as pa

from kpi.errors import StoreUnavailable
from kpi.model import Observation, Upload
from kpi.store import duckdb, ledger, readings, serve
from kpi.store.files import refusing_to_write, write_whole
from kpi.store.home import Home
from kpi.store.ledger import Entry
from kpi.store.read import Store

_WRITTEN_OUT = (
    "upload",
    "statement",
    "statement_current",
    "observation_current",
    "reported",
    "broken_pair",
    "disagreement",
)


@dataclass(frozen=True, slots=True)
class Kept:
    """One file of a publish: what is kept of it, its ledger line and what was read from it."""

    data: bytes
    entry: Entry
    observations: Sequence[Observation]


def next_entry(entries: Sequence[Entry], now: dt.datetime, **fields: object) -> Entry:
    """Make the line that follows; its time is never before the line it follows.

    A clock that went back must not reorder history, so the ledger's own time only moves forward.
    """
    return Entry.following(entries, now, **fields)


def commit(
    home: Home,
    entries: Sequence[Entry],
    kept: Sequence[Kept],
    lines: Sequence[Entry],
    look: duckdb.Look | None = None,
) -> Store:
    """Publish or withdraw; the caller holds the lock and made the lines on top of ``entries``.

    ``look`` asks the next database what it says before it is written, while the disk is waited for.

    Order: originals and readings on the disk, the next database built beside, the ledger's lines
    fsynced (the commit), the pointer swapped. A kill before the lines leaves the earlier state; a
    kill after them leaves a database to build, which opening does.

    Raises:
        StoreUnavailable: the disk refuses; the earlier state stays served.
    """
    before = serve.current(home)
    fresh = [readings.table(one.observations, one.entry.seq) for one in kept]
    told = readings.joined([duckdb.statements(before.connection), *fresh])
    after = (*entries, *lines)
    uploads = ledger.uploads(after)
    # The disk is waited for while the database is built.
    with ThreadPoolExecutor(1) as beside:
        writing = beside.submit(_write, home, kept, fresh)
        try:
            path = serve.new_database(home, uploads, told, look)
        except StoreUnavailable:
            writing.result()  # says better what the disk refuses, where it does
            raise
    try:
        writing.result()
        with refusing_to_write(home.root):
            ledger.append(home.places.ledger, lines)
    except StoreUnavailable:
        serve.remove(path)
        raise
    # Committed: a pointer that cannot be swapped now is made good by the next opening.
    with contextlib.suppress(StoreUnavailable):
        serve.point(home, path, after, uploads)
    return serve.opened(home, path, after)


def _write(home: Home, kept: Sequence[Kept], told: Sequence[pa.Table]) -> None:
    """Put originals and readings on the disk.

    Raises:
        StoreUnavailable: the disk refuses.
    """
    with refusing_to_write(home.root):
        for one, table in zip(kept, told, strict=True):
            path = home.places.original(one.entry.kept_sha256 or one.entry.sha256)
            # Written anew where a disk damaged the one from an earlier publish.
            if not path.is_file() or path.read_bytes() != one.data:
                write_whole(path, one.data)
            readings.keep(home.places, ledger.uploads([one.entry])[0], table)


def rebuild(home: Home) -> Store:
    """Build the database and the readings anew from originals and ledger.

    The caller holds the lock.

    Raises:
        StoreUnavailable: an original is missing or damaged, or the disk refuses.
    """
    entries = home.history()
    uploads = ledger.uploads(entries)
    return serve.write_database(
        home, entries, uploads, home.read_all(uploads, anew=True, keep=True)
    )


def verify(home: Home) -> tuple[dict[str, str], ...]:
    """Read every original anew, build in memory, and name each row that only one side has.

    The database in use is taken as it lies, also one that was changed behind the back and would
    not be served. Writes nothing.
    """
    entries = home.history()
    uploads = ledger.uploads(entries)
    told = home.read_all(uploads, anew=True, keep=False)
    path = serve.pointed(home, entries)
    if path is None:
        return _compared(serve.current(home, keep=False).connection, home, uploads, told)
    try:
        with contextlib.closing(duckdb.connect(path, read_only=True)) as live:
            return _compared(live, home, uploads, told)
    except StoreUnavailable:
        return ({"table": "database", "only_in": "rebuilt", "row": path.name},)


def _compared(
    live: duckdb.Connection, home: Home, uploads: Sequence[Upload], told: pa.Table
) -> tuple[dict[str, str], ...]:
    with contextlib.closing(duckdb.build(None, home.catalogue, uploads, told)) as made:
        return _differences(live, made)


def _differences(live: duckdb.Connection, rebuilt: duckdb.Connection) -> tuple[dict[str, str], ...]:
    """Name each row of the figures' tables that only one of two databases has."""
    found: list[dict[str, str]] = []
    for name in _WRITTEN_OUT:
        said = f"select * from {name}"  # noqa: S608  # nosec B608 # names from the list above
        sides = [Counter(duckdb.rows(one, said)) for one in (live, rebuilt)]
        for side, only in (("live", sides[0] - sides[1]), ("rebuilt", sides[1] - sides[0])):
            found.extend({"table": name, "only_in": side, "row": str(row)} for row in only)
    return tuple(found)
