"""Which database is served, and how one is built and put in place.

Refuses to serve a database that does not belong to the ledger's last line: it is built anew. The
swap is one rename of a small pointer file, so readers and writers never wait for each other.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import uuid
from collections.abc import Sequence
from functools import lru_cache, partial
from pathlib import Path

import pyarrow as pa

from kpi.errors import StoreUnavailable
from kpi.model import Upload
from kpi.store import duckdb, ledger
from kpi.store.files import Places, Pointer, refusing_to_write
from kpi.store.home import Home, head
from kpi.store.ledger import Entry
from kpi.store.read import Store


def current(home: Home) -> Store:
    """Open the store as it stands; builds the database when it is missing or out of date.

    Raises:
        StoreUnavailable: the ledger is broken or an original is missing.
    """
    entries = home.history()
    pointer = home.places.read_pointer()
    wanted = (head(entries), home.catalogue.digest)
    if pointer and (pointer.ledger, pointer.catalogue) == wanted:
        path = home.places.databases / pointer.file
        if path.is_file():
            with contextlib.suppress(StoreUnavailable):
                return opened(home, path, entries)
    return _built(home, entries)


def opened(home: Home, path: Path, entries: Sequence[Entry]) -> Store:
    """Open a finished database for reading."""
    return _store(home, _connection(path, head(entries)), tuple(entries))


@lru_cache(maxsize=4)
def _connection(path: Path, _head: str) -> duckdb.Connection:
    """Share one connection per database in a process; every use takes a cursor of its own."""
    return duckdb.connect(path, read_only=True)


def _store(
    home: Home,
    connection: duckdb.Connection,
    entries: tuple[Entry, ...],
) -> Store:
    uploads = ledger.uploads(entries)
    return Store(
        version=home.version(uploads),
        catalogue=home.catalogue,
        connection=connection,
        all_uploads=uploads,
        rewind=partial(_rewound, home, connection, entries),
        fetch=home.original,
    )


def _rewound(
    home: Home, connection: duckdb.Connection, entries: tuple[Entry, ...], instant: dt.datetime
) -> Store:
    """Build the store as it was known at an instant, in memory, by the same sentences."""
    until = ledger.known_at(entries, instant)
    uploads = ledger.uploads(until)
    told = duckdb.statements(connection)
    known_then = {one.seq for one in uploads}
    then = told.filter(
        pa.array([seq in known_then for seq in told["upload_seq"].to_pylist()], pa.bool_())
    )
    made = duckdb.build(None, home.catalogue, uploads, then)
    return _store(home, made, until)


def _built(home: Home, entries: tuple[Entry, ...]) -> Store:
    """Build the database for the ledger's last line; in memory where the disk refuses."""
    uploads = ledger.uploads(entries)
    told = home.read_all(uploads, anew=False)
    try:
        home.places.prepare()
        return write_database(home, entries, uploads, told)
    except StoreUnavailable:
        return _store(home, duckdb.build(None, home.catalogue, uploads, told), entries)


def write_database(
    home: Home, entries: Sequence[Entry], uploads: Sequence[Upload], told: pa.Table
) -> Store:
    """Build a database beside the one in use, point to it, open it.

    Raises:
        StoreUnavailable: the disk refuses; the one in use stays.
    """
    path = new_database(home, uploads, told)
    point(home, path, entries, uploads)
    return opened(home, path, entries)


def new_database(home: Home, uploads: Sequence[Upload], told: pa.Table) -> Path:
    """Build a database under a name of its own and close it.

    Raises:
        StoreUnavailable: the disk refuses; nothing is left behind.
    """
    name = f"kpi-{home.version(uploads)}-{uuid.uuid4().hex[:8]}.duckdb"
    path = home.places.databases / name
    try:
        duckdb.build(path, home.catalogue, uploads, told).close()
    except StoreUnavailable:
        remove(path)
        raise
    return path


def point(home: Home, path: Path, entries: Sequence[Entry], uploads: Sequence[Upload]) -> None:
    """Serve another database from now on; databases older than the one before it go.

    Raises:
        StoreUnavailable: the disk refuses; the one in use stays.
    """
    places: Places = home.places
    before = places.read_pointer()
    made = Pointer(path.name, home.version(uploads), head(entries), home.catalogue.digest)
    with refusing_to_write(places.root):
        places.write_pointer(made)
    needed = {path.name, before.file if before else ""}
    for old in places.databases.glob("kpi-*.duckdb"):
        if old.name not in needed:
            remove(old)


def remove(path: Path) -> None:
    """Remove a database nobody needs; where a reader still holds it, it stays until next time."""
    for one in (path, path.with_name(f"{path.name}.wal")):
        with contextlib.suppress(OSError):
            one.unlink(missing_ok=True)
