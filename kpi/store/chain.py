"""A file of lines that only grows, each naming the hash of the one before it.

Refuses to go on when a line was changed or lost. A last line cut short by a kill was never
committed and is left out; what belongs together shares a line, so that all of it is there or none.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
from collections.abc import Hashable, Sequence
from dataclasses import asdict, dataclass, fields
from functools import lru_cache
from pathlib import Path
from typing import ClassVar, Self, TypeVar, cast

from kpi.errors import StoreUnavailable, error
from kpi.store.files import sync_folder

START = "0" * 64


@dataclass(frozen=True, slots=True)
class Chained:
    """What every line has; ``at`` is UTC. Fields in ``later`` are written only where they say."""

    later: ClassVar[frozenset[str]] = frozenset()

    seq: int
    event: str
    at: str
    previous: str

    @property
    def instant(self) -> dt.datetime:
        """When it was written, aware, UTC."""
        return dt.datetime.fromisoformat(self.at)

    def text(self) -> str:
        """Give the entry as it stands in the file."""
        held = {k: v for k, v in asdict(self).items() if v or k not in self.later}
        return json.dumps(held, ensure_ascii=False, sort_keys=True)

    def digest(self) -> str:
        """Give the hash that the next entry names."""
        return hashlib.sha256(self.text().encode()).hexdigest()

    @classmethod
    def following(cls, entries: Sequence[Chained], now: dt.datetime, **given: object) -> Self:
        """Make the line that follows; its time is never before the line it follows.

        A clock that went back must not reorder history, so the file's own time only moves forward.
        Words that are no text (a file's name of broken bytes) are kept as far as they can be read.
        """
        at = now.astimezone(dt.UTC)
        if entries and at <= entries[-1].instant:
            at = entries[-1].instant + dt.timedelta(microseconds=1)
        return cls(
            seq=len(entries) + 1,
            at=at.isoformat(timespec="microseconds"),
            previous=entries[-1].digest() if entries else START,
            **{key: _readable(value) for key, value in given.items()},  # type: ignore[arg-type]
        )


Kind = TypeVar("Kind", bound=Chained)


def _readable(value: object) -> object:
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value


def read(path: Path, kind: type[Kind]) -> tuple[Kind, ...]:
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
    # A cache does not know what it keeps: one kind of lines in, the same kind out.
    return cast(
        "tuple[Kind, ...]",
        _chained(path.name, data[: data.rfind(b"\n") + 1], cast("Hashable", kind)),
    )


def read_on(path: Path, kind: type[Kind], known: Sequence[Kind], size: int) -> tuple[Kind, ...]:
    """Read the lines after the first ``size`` bytes, which were read before and are ``known``.

    Raises:
        StoreUnavailable: a line was changed, is missing or cannot be read.
    """
    try:
        with path.open("rb") as file:
            file.seek(size)
            data = file.read()
    except OSError as cannot:
        raise StoreUnavailable(error("store-unreadable", path.name)) from cannot
    data = data[: data.rfind(b"\n") + 1]
    return cast("tuple[Kind, ...]", _checked(path.name, data, cast("Hashable", kind), known))


@lru_cache(maxsize=8)
def _chained(name: str, data: bytes, kind: Hashable) -> tuple[Chained, ...]:
    """Check the chain of a file's bytes; every page asks, and the bytes seldom change."""
    return _checked(name, data, kind)


def _checked(
    name: str, data: bytes, kind: Hashable, known: Sequence[Chained] = ()
) -> tuple[Chained, ...]:
    """Check the chain of lines that follow what is known."""
    entries: list[Chained] = []
    previous = known[-1].digest() if known else START
    for number, line in enumerate(data.split(b"\n")[:-1], len(known) + 1):
        more = _entries(line, cast("type[Chained]", kind))
        for entry in more:
            more = more if entry.previous == previous else []
            previous = entry.digest()
        if not more:
            raise StoreUnavailable(error("ledger-broken", f"{name}:{number}"))
        entries.extend(more)
    return tuple(entries)


def _line(entries: Sequence[Chained]) -> bytes:
    """Write what belongs together as one line: an object, or a list of several."""
    texts = [one.text() for one in entries]
    return (texts[0] if len(texts) == 1 else f"[{', '.join(texts)}]").encode()


def _entries(line: bytes, kind: type[Chained]) -> list[Chained]:
    """Read one line; nothing when it is not what this module writes."""
    try:
        held = json.loads(line.decode("utf-8"))
        entries = [kind(**one) for one in (held if isinstance(held, list) else [held])]
        whole = bool(entries) and all(map(_typed, entries)) and _line(entries) == line
    except (ValueError, TypeError):
        return []
    return entries if whole else []


def _typed(entry: Chained) -> bool:
    """Say whether each field is of its kind; the time must be readable and name its zone."""
    kinds = {"str": str, "int": int, "bool": bool}
    fit = all(isinstance(getattr(entry, f.name), kinds[str(f.type)]) for f in fields(entry))
    return fit and entry.instant.tzinfo is not None


def append(path: Path, new: Sequence[Chained]) -> None:
    """Write the lines that belong together and wait until they are on the disk: the commit.

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
