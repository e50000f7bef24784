"""The write side of the store: originals, ledger, database, in the order that survives a kill.

Refuses to serve a half-written state: the ledger's line is the commit, and whatever database does
not belong to the ledger's last line is built anew.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from kpi.catalogue import Catalogue
from kpi.errors import StoreUnavailable, error
from kpi.model import Observation, Upload
from kpi.store import duckdb, ledger, readings
from kpi.store.files import Places, Pointer, refusing_to_write, write_whole
from kpi.store.ledger import Entry
from kpi.store.read import Store

Reread = Callable[[Upload, bytes], Sequence[Observation]]


@dataclass(frozen=True, slots=True)
class Kept:
    """One file of a publish: its bytes, its ledger line and what was read from it."""

    data: bytes
    entry: Entry
    observations: Sequence[Observation]


def history(root: Path) -> tuple[Entry, ...]:
    """Give the ledger's committed lines."""
    return ledger.read(Places(root).ledger)


def next_entry(entries: Sequence[Entry], now: dt.datetime, **fields: object) -> Entry:
    """Make the line that follows; its time is never before the line it follows.

    A clock that went back must not reorder history, so the ledger's own time only moves forward.
    """
    at = now.astimezone(dt.UTC)
    if entries and at <= entries[-1].instant:
        at = entries[-1].instant + dt.timedelta(microseconds=1)
    return Entry(
        seq=len(entries) + 1,
        at=at.isoformat(timespec="microseconds"),
        previous=entries[-1].digest() if entries else ledger.START,
        **fields,  # type: ignore[arg-type]
    )


def version_of(catalogue: Catalogue, uploads: Sequence[Upload]) -> str:
    """Name one state of data and catalogue: 12 hex digits, the same wherever it is made."""
    digest = hashlib.sha256(catalogue.digest.encode())
    for one in uploads:
        if one.withdrawn_at is None:
            digest.update(f"\n{one.sha256} {one.reader} {one.invented}".encode())
    return digest.hexdigest()[:12]


def current(root: Path, catalogue: Catalogue, reread: Reread) -> Store:
    """Open the store as it stands; builds the database when it is missing or out of date.

    Raises:
        StoreUnavailable: the ledger is broken or an original is missing.
    """
    places = Places(root)
    entries = ledger.read(places.ledger)
    head = entries[-1].digest() if entries else ledger.START
    pointer = places.read_pointer()
    if pointer and (pointer.ledger, pointer.catalogue) == (head, catalogue.digest):
        path = places.databases / pointer.file
        if path.is_file():
            with contextlib.suppress(StoreUnavailable):
                return _opened(path, head, catalogue, entries, root, reread)
    return _built(places, catalogue, entries, reread)


def current_state(root: Path) -> tuple[str, int]:
    """Say cheaply whether the store changed: differs after every publish and withdrawal."""
    path = Places(root).ledger
    try:
        return path.name, path.stat().st_size
    except OSError:
        return path.name, 0


@lru_cache(maxsize=4)
def _connection(path: Path, _head: str) -> object:
    return duckdb.connect(path, read_only=True)


def _opened(
    path: Path, head: str, catalogue: Catalogue, entries: Sequence[Entry], root: Path, reread: Reread
) -> Store:
    connection = _connection(path, head)
    uploads = ledger.uploads(entries)
    return _store(connection, catalogue, uploads, entries, root, reread)


def _store(
    connection: object,
    catalogue: Catalogue,
    uploads: tuple[Upload, ...],
    entries: Sequence[Entry],
    root: Path,
    reread: Reread,
) -> Store:
    return Store(
        version=version_of(catalogue, uploads),
        catalogue=catalogue,
        connection=connection,
        all_uploads=uploads,
        rewind=partial(_rewound, connection, catalogue, tuple(entries), root, reread),
        fetch=partial(original, root),
    )


def _rewound(
    connection: object,
    catalogue: Catalogue,
    entries: tuple[Entry, ...],
    root: Path,
    reread: Reread,
    instant: dt.datetime,
) -> Store:
    """Build the store as it was known at an instant, in memory, by the same sentences."""
    told = duckdb.statements(connection)  # type: ignore[arg-type]
    uploads = ledger.uploads(entries, until=instant)
    known_then = pa.array([one.seq for one in uploads], pa.int32())
    then = told.filter(pc.is_in(told["upload_seq"], known_then))
    made = duckdb.build(None, catalogue, uploads, then)
    known = [one for one in entries if one.instant <= instant]
    return _store(made, catalogue, uploads, known, root, reread)


def original(root: Path, upload: Upload) -> bytes:
    """Give an upload's bytes as they came.

    Raises:
        StoreUnavailable: the file is missing or no longer what was uploaded.
    """
    path = Places(root).original(upload.sha256)
    try:
        data = path.read_bytes()
    except OSError as gone:
        raise StoreUnavailable(error("original-missing", path.name, found=upload.file)) from gone
    if hashlib.sha256(data).hexdigest() != upload.sha256:
        raise StoreUnavailable(error("original-damaged", path.name, found=upload.file))
    return data


def read_all(root: Path, uploads: Sequence[Upload], reread: Reread, *, anew: bool) -> pa.Table:
    """Gather what every upload says; ``anew`` reads the originals and trusts no reading kept."""
    places = Places(root)
    tables = []
    for one in uploads:
        table = None if anew else readings.kept(places, one)
        if table is None:
            table = readings.table(reread(one, original(root, one)), one.seq)
            if not anew:
                with contextlib.suppress(OSError):
                    readings.keep(places, one, table)
        tables.append(table)
    return readings.joined(tables)


def _built(
    places: Places, catalogue: Catalogue, entries: Sequence[Entry], reread: Reread
) -> Store:
    """Build the database for the ledger's last line; in memory where the disk refuses."""
    uploads = ledger.uploads(entries)
    told = read_all(places.root, uploads, reread, anew=False)
    try:
        places.prepare()
        path = _write_database(places, catalogue, entries, uploads, told)
    except StoreUnavailable:
        made = duckdb.build(None, catalogue, uploads, told)
        return _store(made, catalogue, uploads, entries, places.root, reread)
    head = entries[-1].digest() if entries else ledger.START
    return _opened(path, head, catalogue, entries, places.root, reread)


def _write_database(
    places: Places,
    catalogue: Catalogue,
    entries: Sequence[Entry],
    uploads: Sequence[Upload],
    told: pa.Table,
) -> Path:
    path = _new_database(places, catalogue, uploads, told)
    _point(places, path, catalogue, entries, uploads)
    return path


def _new_database(
    places: Places, catalogue: Catalogue, uploads: Sequence[Upload], told: pa.Table
) -> Path:
    name = f"kpi-{version_of(catalogue, uploads)}-{uuid.uuid4().hex[:8]}.duckdb"
    path = places.databases / name
    try:
        duckdb.build(path, catalogue, uploads, told).close()
    except StoreUnavailable:
        _remove(path)
        raise
    return path


def _point(
    places: Places,
    path: Path,
    catalogue: Catalogue,
    entries: Sequence[Entry],
    uploads: Sequence[Upload],
) -> None:
    before = places.read_pointer()
    head = entries[-1].digest() if entries else ledger.START
    version = version_of(catalogue, uploads)
    with refusing_to_write(places.root):
        places.write_pointer(Pointer(path.name, version, head, catalogue.digest))
    keep = {path.name, before.file if before else ""}
    for old in places.databases.glob("kpi-*.duckdb*"):
        if old.name not in keep:
            _remove(old)


def _remove(path: Path) -> None:
    """Remove a database nobody needs; where a reader still holds it, it stays until next time."""
    for one in (path, path.with_name(f"{path.name}.wal")):
        with contextlib.suppress(OSError):
            one.unlink(missing_ok=True)


def commit(
    root: Path,
    catalogue: Catalogue,
    entries: Sequence[Entry],
    kept: Sequence[Kept],
    lines: Sequence[Entry],
    reread: Reread,
) -> Store:
    """Publish or withdraw; the caller holds the lock and made the lines on top of ``entries``.

    Order: originals and readings on the disk, the next database built beside, the ledger's lines
    fsynced (the commit), the pointer swapped. A kill before the lines leaves the earlier state; a
    kill after them leaves a database to rebuild, which opening does.

    Raises:
        StoreUnavailable: the disk refuses; the earlier state stays served.
    """
    places = Places(root)
    before = current(root, catalogue, reread)
    fresh = []
    with refusing_to_write(root):
        for one in kept:
            path = places.original(one.entry.sha256)
            if not path.is_file():
                write_whole(path, one.data)
            table = readings.table(one.observations, one.entry.seq)
            upload = ledger.uploads([one.entry])[0]
            readings.keep(places, upload, table)
            fresh.append(table)
    told = readings.joined([duckdb.statements(before.connection), *fresh])
    after = (*entries, *lines)
    uploads = ledger.uploads(after)
    path = _new_database(places, catalogue, uploads, told)
    try:
        with refusing_to_write(root):
            ledger.append(places.ledger, lines)
    except StoreUnavailable:
        _remove(path)
        raise
    # Committed: a pointer that cannot be swapped now is made good by the next opening.
    with contextlib.suppress(StoreUnavailable):
        _point(places, path, catalogue, after, uploads)
    return _opened(path, after[-1].digest(), catalogue, after, root, reread)


def rebuild(root: Path, catalogue: Catalogue, reread: Reread) -> Store:
    """Build the database anew from originals and ledger; the caller holds the lock.

    Raises:
        StoreUnavailable: an original is missing or damaged, or the disk refuses.
    """
    places = Places(root)
    entries = ledger.read(places.ledger)
    uploads = ledger.uploads(entries)
    told = read_all(root, uploads, reread, anew=True)
    path = _write_database(places, catalogue, entries, uploads, told)
    head = entries[-1].digest() if entries else ledger.START
    return _opened(path, head, catalogue, entries, root, reread)


def verify(
    live: Store, root: Path, catalogue: Catalogue, reread: Reread
) -> tuple[dict[str, str], ...]:
    """Read every original anew, build in memory, and name each row that the live store has not."""
    told = read_all(root, live.uploads(), reread, anew=True)
    made = duckdb.build(None, catalogue, live.uploads(), told)
    try:
        return duckdb.differences(live.connection, made)
    finally:
        made.close()
