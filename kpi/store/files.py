"""Where things lie under the data folder, and how they are written so that a kill loses nothing.

Refuses to overwrite in place: a file is written beside, fsynced and renamed.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import tempfile
import time
from collections.abc import Iterator
from contextvars import ContextVar
from dataclasses import asdict, dataclass
from pathlib import Path

from kpi.errors import StoreUnavailable, error

_WAIT_SECONDS = 30.0
_FULL = {errno.ENOSPC, errno.EDQUOT}
# The folders that this very step of work holds for writing; another thread has its own.
_HELD: ContextVar[frozenset[Path]] = ContextVar("held", default=frozenset())


@dataclass(frozen=True, slots=True)
class Pointer:
    """Which database file is served: of which ledger and catalogue, by which code it was built."""

    file: str
    version: str
    ledger: str
    catalogue: str
    engine: str


@dataclass(frozen=True, slots=True)
class Places:
    """The folders and files of one data folder."""

    root: Path

    @property
    def ledger(self) -> Path:
        """The append-only ledger."""
        return self.root / "ledger.jsonl"

    @property
    def uploads(self) -> Path:
        """The originals, each under its SHA-256."""
        return self.root / "uploads"

    @property
    def readings(self) -> Path:
        """What was read from each upload."""
        return self.root / "readings"

    @property
    def databases(self) -> Path:
        """The databases, each under a name of its own."""
        return self.root / "state"

    @property
    def pointer(self) -> Path:
        """The small file that names the database in use."""
        return self.databases / "current.json"

    def original(self, sha256: str) -> Path:
        """Where an original lies; its own name is in the ledger."""
        return self.uploads / f"{sha256}.bin"

    def read_pointer(self) -> Pointer | None:
        """Give the pointer, None when there is none or it cannot be read."""
        try:
            found = Pointer(**json.loads(self.pointer.read_text("utf-8")))
        except (OSError, ValueError, TypeError, RecursionError):
            return None
        return found if all(isinstance(part, str) for part in asdict(found).values()) else None

    def write_pointer(self, pointer: Pointer) -> None:
        """Point to another database in one step."""
        write_whole(self.pointer, json.dumps(asdict(pointer)).encode())

    def prepare(self) -> None:
        """Make the folders.

        Raises:
            StoreUnavailable: the folder cannot be written.
        """
        with refusing_to_write(self.root):
            for folder in (self.uploads, self.readings, self.databases):
                folder.mkdir(parents=True, exist_ok=True)


@contextlib.contextmanager
def refusing_to_write(root: Path) -> Iterator[None]:
    """Turn a disk's refusal into the finding that says so.

    Raises:
        StoreUnavailable: in place of any OSError inside.
    """
    try:
        yield
    except OSError as refused:
        code = "disk-full" if refused.errno in _FULL else "store-not-writable"
        found = refused.strerror or str(refused)
        raise StoreUnavailable(error(code, root.name, found=found)) from refused


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that it is there whole or not at all.

    Raises:
        OSError: the disk refuses; nothing is left behind.
    """
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    beside = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError:
        beside.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Put a rename on the disk; Windows has no such call and needs none."""
    with contextlib.suppress(OSError, AttributeError):
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


@contextlib.contextmanager
def writing_alone(
    places: Places, wait: float = _WAIT_SECONDS, lock: str = "lock"
) -> Iterator[None]:
    """Hold the data folder for writing: one writer at a time, server and command line alike.

    Whoever holds it already may take it again. The lock goes with its process, so a kill leaves
    none behind. What does not touch the figures has a ``lock`` of its own.

    Raises:
        StoreUnavailable: the folder cannot be written, or another writer holds it too long.
    """
    held, mine = _HELD.get(), places.root / lock
    if mine in held:
        yield
        return
    places.prepare()
    with contextlib.ExitStack() as stack:
        with refusing_to_write(places.root):
            file = stack.enter_context(mine.open("ab"))
            _wait_for(file.fileno(), places, time.monotonic() + wait)
        token = _HELD.set(held | {mine})
        try:
            yield
        finally:
            _HELD.reset(token)


def _wait_for(descriptor: int, places: Places, deadline: float) -> None:
    while not _locked(descriptor):
        if time.monotonic() > deadline:
            raise StoreUnavailable(error("store-busy", places.root.name))
        time.sleep(0.02)


def _locked(descriptor: int) -> bool:
    try:
        import fcntl
    except ImportError:  # pragma: no cover - Windows has msvcrt instead
        import msvcrt

        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        except OSError:
            return False
        return True
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
