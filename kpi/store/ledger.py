"""The ledger: one line per publish and withdrawal, append-only, each naming the one before.

Refuses to go on when a line was changed or lost: the chain of hashes says so. The files of one
publish share a line, so that all of them are committed or none.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from kpi.model import Upload
from kpi.store import chain
from kpi.store.chain import START, append

__all__ = ["START", "Entry", "append", "head", "known_at", "read", "uploads"]

# Events that say something which stands until it is withdrawn.
_SAYING = frozenset({"publish", "edit"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry(chain.Chained):
    """One file published or withdrawn, or an answer forgotten.

    ``event`` is "publish", "edit" (typed on a page), "withdraw", "forget" or "freeze". ``by`` is
    who, as they said or as an account says; ``via`` is how they came in, as far as that is known.
    ``answers`` is what was answered about the file (for "forget": the keys), ``left_out`` the lines
    that were not taken, both as JSON text; ``kept_sha256`` names the kept copy where personal data
    was left out of it. ``reasons`` are those that single lines have of their own, as JSON text.
    ``told`` is what is told of the plan.
    """

    later: ClassVar[frozenset[str]] = frozenset(
        {"answers", "left_out", "kept_sha256", "reasons", "told", "via"}
    )

    upload: str
    by: str
    reason: str
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
    via: str = ""


def read(path: Path) -> tuple[Entry, ...]:
    """Read every committed line.

    Raises:
        StoreUnavailable: a line was changed, is missing or cannot be read.
    """
    return chain.read(path, Entry)


def head(entries: Sequence[Entry]) -> str:
    """Name the state of a ledger: the hash of its last line."""
    return entries[-1].digest() if entries else START


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
