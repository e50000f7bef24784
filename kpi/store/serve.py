"""Which database is served, and how one is built and put in place.

Refuses to serve a database that does not belong to the ledger's last line: it is built anew. The
swap is one rename of a small pointer file, so readers and writers never wait for each other.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import uuid
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache, partial
from pathlib import Path

import pyarrow as pa

from kpi.catalogue import Catalogue
from kpi.errors import StoreUnavailable, error
from kpi.model import Upload
from kpi.store import duckdb, ledger, sentences
from kpi.store.files import Places, Pointer, refusing_to_write, writing_alone
from kpi.store.home import Home
from kpi.store.ledger import Entry
from kpi.store.read import Store


def current(home: Home, *, keep: bool = True) -> Store:
    """Open the store as it stands; builds the database when it is missing or out of date.

    Args:
        home: where.
        keep: build in the data folder; otherwise, or where the disk refuses, in memory.

    Raises:
        StoreUnavailable: the ledger is broken or an original is missing.
    """
    found = _served(home)
    if found is None and keep:
        # A publish that stands between its commit and its swap is waited for, never built twice.
        with contextlib.suppress(StoreUnavailable), writing_alone(home.places):
            found = _served(home) or _built(home)
    return found or _in_memory(home)


def _served(home: Home) -> Store | None:
    """Open the database that is pointed to, when it belongs to the ledger's last line."""
    entries = home.history()
    path = pointed(home, entries)
    if path is not None:
        with contextlib.suppress(StoreUnavailable):
            return opened(home, path, entries)
    home.check_end()
    return None


def pointed(home: Home, entries: Sequence[Entry]) -> Path | None:
    """Give the database of a ledger, a catalogue and this code, as it lies there."""
    pointer = home.places.read_pointer()
    if pointer is None:
        return None
    wanted = (ledger.head(entries), home.catalogue.digest, sentences.engine())
    path = home.places.databases / pointer.file
    same = (pointer.ledger, pointer.catalogue, pointer.engine) == wanted
    return path if same and path.is_file() else None


def opened(home: Home, path: Path, entries: Sequence[Entry]) -> Store:
    """Open a finished database for reading.

    Raises:
        StoreUnavailable: it cannot be read, or is not what was built.
    """
    return _store(home, _connection(path), tuple(entries))


@lru_cache(maxsize=4)
def _connection(path: Path) -> duckdb.Connection:
    """Share one connection per database in a process; every use takes a cursor of its own."""
    if not path.stem.endswith(f"-{_digest(path)}"):
        raise StoreUnavailable(error("database-unreadable", path.name))
    return duckdb.connect(path, read_only=True)


def _digest(path: Path) -> str:
    """Name a database by its bytes: a cut or turned one must not be asked for figures."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()[:16]
    except OSError as gone:
        raise StoreUnavailable(error("database-unreadable", path.name)) from gone


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
    home: Home,
    connection: duckdb.Connection,
    entries: tuple[Entry, ...],
    instant: dt.datetime,
    catalogue: Catalogue | None = None,
) -> Store:
    """Build the store as it was known at an instant, in memory, by the same sentences.

    ``catalogue`` is what the figures meant then, where that was another one.
    """
    home = home if catalogue is None else replace(home, catalogue=catalogue)
    until = ledger.known_at(entries, instant)
    uploads = ledger.uploads(until)
    told = duckdb.statements(connection)
    known_then = {one.seq for one in uploads}
    then = told.filter(
        pa.array([seq in known_then for seq in told["upload_seq"].to_pylist()], pa.bool_())
    )
    made = duckdb.build(None, home.catalogue, uploads, then)
    return _store(home, made, until)


def _built(home: Home) -> Store:
    """Build the database for the ledger's last line; the lock is held."""
    entries = home.history()
    uploads = ledger.uploads(entries)
    return write_database(home, entries, uploads, home.read_all(uploads, anew=False, keep=True))


_MEMORY: dict[tuple[Path, str, str], duckdb.Connection] = {}


def _in_memory(home: Home) -> Store:
    """Build in memory and write nothing; the last one is remembered, since every page asks."""
    entries = home.history()
    key = (home.root, ledger.head(entries), home.catalogue.digest)
    made = _MEMORY.get(key)
    if made is None:
        uploads = ledger.uploads(entries)
        told = home.read_all(uploads, anew=False, keep=False)
        made = duckdb.build(None, home.catalogue, uploads, told)
        _MEMORY.clear()
        _MEMORY[key] = made
    return _store(home, made, entries)


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


def new_database(
    home: Home, uploads: Sequence[Upload], told: pa.Table, look: duckdb.Look | None = None
) -> Path:
    """Build a database under a name of its own and close it.

    Args:
        home: where.
        uploads: in the order of publishing, with what was withdrawn.
        told: rows of the statement table.
        look: asks what was made before it is written.

    Raises:
        StoreUnavailable: the disk refuses; nothing is left behind.
    """
    folder = home.places.databases
    building = folder / f"kpi-building-{uuid.uuid4().hex[:8]}.duckdb"
    try:
        duckdb.build(building, home.catalogue, uploads, told, look=look).close()
        path = folder / f"kpi-{home.version(uploads)}-{_digest(building)}.duckdb"
        with refusing_to_write(home.root):
            return building.replace(path)
    except StoreUnavailable:
        remove(building)
        raise


def point(home: Home, path: Path, entries: Sequence[Entry], uploads: Sequence[Upload]) -> None:
    """Serve another database from now on; databases older than the one before it go.

    The caller holds the lock.

    Raises:
        StoreUnavailable: the disk refuses; the one in use stays.
    """
    places: Places = home.places
    before = places.read_pointer()
    made = Pointer(
        path.name,
        home.version(uploads),
        ledger.head(entries),
        home.catalogue.digest,
        sentences.engine(),
    )
    with refusing_to_write(places.root):
        places.write_pointer(made)
    needed = {path.name, before.file if before else ""}
    for old in places.databases.glob("kpi-*.duckdb"):
        if old.name not in needed:
            remove(old)
    for folder in (places.uploads, places.readings, places.databases):
        for left in folder.glob(".new-*"):
            remove(left)  # half-written when a process was killed


def remove(path: Path) -> None:
    """Remove a database nobody needs; where a reader still holds it, it stays until next time."""
    for one in (path, path.with_name(f"{path.name}.wal")):
        with contextlib.suppress(OSError):
            one.unlink(missing_ok=True)
