"""The ledger: one line per publish and withdrawal, append-only, each naming the one before.

Refuses to go on when a line was changed or lost: the chain of hashes says so. A last line cut
short by a kill was never committed and is left out; the files of one publish share a line, so
that all of them are committed or none.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from functools import lru_cache
from pathlib import Path

from kpi.errors import StoreUnavailable, error
from kpi.model import Upload
from kpi.store.files import sync_folder

START = "0" * 64
_LATER = frozenset({"answers", "left_out", "kept_sha256", "reasons", "told"})
# Events that say something which stands until it is withdrawn.
_SAYING = frozenset({"publish", "edit"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One file published or withdrawn, or an answer forgotten; ``at`` is UTC.

    ``event`` is "publish", "edit" (typed on a page), "withdraw", "forget" or "freeze". ``answers``
    is what was answered about the file (for "forget": the keys), ``left_out`` the lines that were
    not taken, both as JSON text; ``kept_sha256`` names the kept copy where personal data was left
    out of it. ``reasons`` are those that single lines have of their own, as JSON text. ``told`` is
    what is told of the plan.
    """

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
    answers: str = ""
    left_out: str = ""
    kept_sha256: str = ""
    reasons: str = ""
    told: str = ""

    @property
    def instant(self) -> dt.datetime:
        """When it was written, aware, UTC."""
        return dt.datetime.fromisoformat(self.at)

    def text(self) -> str:
        """Give the entry as it stands in the file; fields that came later only where they say."""
        held = {k: v for k, v in asdict(self).items() if v or k not in _LATER}
        return json.dumps(held, ensure_ascii=False, sort_keys=True)

    def digest(self) -> str:
        """Give the hash that the next entry names."""
        return hashlib.sha256(self.text().encode()).hexdigest()


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
    return _chained(path.name, data[: data.rfind(b"\n") + 1])


@lru_cache(maxsize=4)
def _chained(name: str, data: bytes) -> tuple[Entry, ...]:
    """Check the chain of a ledger's bytes; every page asks, and the bytes seldom change."""
    entries: list[Entry] = []
    previous = START
    for number, line in enumerate(data.split(b"\n")[:-1], 1):
        more = _entries(line)
        for entry in more:
            more = more if entry.previous == previous else []
            previous = entry.digest()
        if not more:
            raise StoreUnavailable(error("ledger-broken", f"{name}:{number}"))
        entries.extend(more)
    return tuple(entries)


def _line(entries: Sequence[Entry]) -> bytes:
    """Write the entries of one publish as one line: an object, or a list of several."""
    texts = [one.text() for one in entries]
    return (texts[0] if len(texts) == 1 else f"[{', '.join(texts)}]").encode()


def _entries(line: bytes) -> list[Entry]:
    """Read one line; nothing when it is not what this module writes."""
    try:
        held = json.loads(line.decode("utf-8"))
        entries = [Entry(**one) for one in (held if isinstance(held, list) else [held])]
        whole = bool(entries) and all(map(_typed, entries)) and _line(entries) == line
    except (ValueError, TypeError):
        return []
    return entries if whole else []


def _typed(entry: Entry) -> bool:
    """Say whether each field is of its kind; the time must be readable and name its zone."""
    kinds = {"str": str, "int": int, "bool": bool}
    fit = all(isinstance(getattr(entry, f.name), kinds[str(f.type)]) for f in fields(entry))
    return fit and entry.instant.tzinfo is not None


def append(path: Path, new: Sequence[Entry]) -> None:
    """Write the entries of one publish and wait until they are on the disk: the commit.

    Raises:
        OSError: the disk refuses; a part of a line may remain and is cut at the next append.
    """
    is_new = not path.exists()
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o640)
    with os.fdopen(descriptor, "r+b", buffering=0) as file:
        end = file.read().rfind(b"\n") + 1
        file.truncate(end)
        file.seek(end)
        try:
            rest = _line(new) + b"\n"
            while rest:
                rest = rest[file.write(rest) or 0 :]
            os.fsync(file.fileno())
        except OSError:
            file.truncate(end)
            raise
    if is_new:
        sync_folder(path.parent)


def known_at(entries: Sequence[Entry], instant: dt.datetime) -> tuple[Entry, ...]:
    """Give the entries that were there at an instant."""
    return tuple(one for one in entries if one.instant <= instant)


def uploads(known: Sequence[Entry]) -> tuple[Upload, ...]:
    """Give every upload in the order of publishing, as these entries leave it."""
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
            answers=one.answers,
            left_out=one.left_out,
            kept_sha256=one.kept_sha256,
            reasons=one.reasons,
            told=one.told,
        )
        for one in known
        if one.event in _SAYING
    )
