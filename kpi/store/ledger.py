"""The ledger: one line per publish and withdrawal, append-only, each naming the one before.

Refuses to go on when a line was changed or lost: the chain of hashes says so. A last line cut
short by a kill was never committed and is left out.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from kpi.errors import StoreUnavailable, error
from kpi.model import Upload

START = "0" * 64


@dataclass(frozen=True, slots=True)
class Entry:
    """One line. ``event`` is "publish" or "withdraw"; ``at`` is UTC in ISO 8601."""

    seq: int
    event: str
    upload: str
    at: str
    by: str
    reason: str
    previous: str
    file: str = ""
    sha256: str = ""
    format: str = ""
    reader: str = ""
    observations: int = 0
    invented: bool = False

    @property
    def instant(self) -> dt.datetime:
        """When it was written, aware, UTC."""
        return dt.datetime.fromisoformat(self.at)

    def line(self) -> str:
        """Give the line as it stands in the file, without its end."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)

    def digest(self) -> str:
        """Give the hash that the next line names."""
        return hashlib.sha256(self.line().encode()).hexdigest()


def read(path: Path) -> tuple[Entry, ...]:
    """Read every committed line.

    Raises:
        StoreUnavailable: a line was changed, is missing or cannot be read.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return ()
    except OSError as cannot:
        raise StoreUnavailable(error("store-unreadable", path.name)) from cannot
    entries: list[Entry] = []
    previous = START
    for number, line in enumerate(_committed(data), 1):
        entry = _entry(line)
        if entry is None or entry.previous != previous or entry.line() != line:
            raise StoreUnavailable(error("ledger-broken", f"{path.name}:{number}"))
        previous = entry.digest()
        entries.append(entry)
    return tuple(entries)


def _committed(data: bytes) -> list[str]:
    """Leave out a tail without its line end: the machine stopped while it was being written."""
    return data[: data.rfind(b"\n") + 1].decode("utf-8", errors="replace").splitlines()


def _entry(line: str) -> Entry | None:
    try:
        return Entry(**json.loads(line))
    except (ValueError, TypeError):
        return None


def append(path: Path, new: Sequence[Entry]) -> None:
    """Write lines and wait until they are on the disk. The moment a publish is committed.

    Raises:
        OSError: the disk refuses; a part of a line may remain and is cut at the next append.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o640)
    with os.fdopen(descriptor, "r+b") as file:
        data = file.read()
        end = data.rfind(b"\n") + 1
        file.seek(end)
        file.truncate()
        try:
            file.write("".join(f"{entry.line()}\n" for entry in new).encode())
            file.flush()
            os.fsync(file.fileno())
        except OSError:
            file.seek(end)
            file.truncate()
            raise


def uploads(entries: Sequence[Entry], until: dt.datetime | None = None) -> tuple[Upload, ...]:
    """Give every upload in the order of publishing, as it stood at an instant (None: now)."""
    known = [one for one in entries if until is None or one.instant <= until]
    withdrawn = {one.upload: one.instant for one in known if one.event == "withdraw"}
    return tuple(
        Upload(
            upload=one.upload,
            file=one.file,
            sha256=one.sha256,
            format=one.format,
            published_at=one.instant,
            published_by=one.by,
            reason=one.reason,
            withdrawn_at=withdrawn.get(one.upload),
            observations=one.observations,
            seq=one.seq,
            reader=one.reader,
            invented=one.invented,
        )
        for one in known
        if one.event == "publish"
    )
