"""The record of everything that was done, gathered from the ledger and the journal of the doors.

Refuses to leave out anything: what is in neither chain did not happen here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from kpi.links.journal import Event
from kpi.store.ledger import Entry


@dataclass(frozen=True, slots=True)
class Done:
    """One line: when (UTC), what, of what, by whom and how they came in; the line's own hash."""

    at: dt.datetime
    event: str
    what: str
    by: str
    via: str
    digest: str


def record(entries: Sequence[Entry], events: Sequence[Event]) -> tuple[Done, ...]:
    """Give everything, newest first."""
    done = [
        Done(one.instant, one.event, _joined(one.upload, one.file), one.by, one.via, one.digest())
        for one in entries
    ]
    done += [
        Done(one.instant, one.event, _joined(one.link, one.label), one.by, one.via, one.digest())
        for one in events
    ]
    return tuple(sorted(done, key=lambda one: one.at, reverse=True))


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)
