"""The record of everything that was done, gathered from the ledger and the journal of the doors.

Refuses to leave out anything: what is in neither chain did not happen here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from kpi.links.journal import Event
from kpi.links.names import Names
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


def record(entries: Sequence[Entry], events: Sequence[Event], hidden: Names) -> tuple[Done, ...]:
    """Give everything, newest first; names that are ``hidden`` are not in it."""
    done = [_done(one, one.upload, one.file, hidden) for one in entries]
    done += [_done(one, one.link, one.label, hidden) for one in events]
    return tuple(sorted(done, key=lambda one: one.at, reverse=True))


def _done(one: Entry | Event, of: str, called: str, hidden: Names) -> Done:
    what = " ".join(part for part in (of, called) if part)
    return Done(
        one.instant, one.event, hidden.shown(what), hidden.shown(one.by), one.via, one.digest()
    )
