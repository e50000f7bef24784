"""Sessions: one row for each browser that was let in, looked up at every click.

Refuses to outlive twelve hours or an hour of silence, and to hold what its link may take back: the
role and the scope of a link are read from the link. What the browser holds is stored as a hash.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import secrets
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kpi.access import NOBODY, Role, Viewer
from kpi.errors import StoreUnavailable, WrongUsage, error
from kpi.links.shares import Shares

FILE = "sessions.sqlite3"
LONGEST = dt.timedelta(hours=12)
LONGEST_IDLE = dt.timedelta(minutes=60)
# A click a minute is written down, not every one.
_STEP = 60
# A link that is passed round must not fill the disk: its oldest sessions end.
_MOST_OF_ONE = 500
_TABLE = """
create table if not exists session (
    id_sha256 text primary key,
    via text not null,
    role text not null,
    name text not null,
    language text not null,
    started_at integer not null,
    seen_at integer not null
) strict
"""


@dataclass(frozen=True, slots=True)
class Sessions:
    """The sessions of one data folder."""

    root: Path
    shares: Shares

    def begin(self, viewer: Viewer, now: dt.datetime) -> str:
        """Let somebody in; gives what the browser is to hold.

        Raises:
            StoreUnavailable: the disk refuses.
        """
        held = secrets.token_urlsafe(32)
        at = int(now.timestamp())
        role = viewer.role.value if viewer.role else ""
        with self._rows() as rows:
            oldest = at - int(LONGEST.total_seconds())
            rows.execute("delete from session where started_at < ?", (oldest,))
            rows.execute(
                "delete from session where id_sha256 in (select id_sha256 from session "
                "where via = ? order by started_at desc limit -1 offset ?)",
                (viewer.via, _MOST_OF_ONE - 1),
            )
            rows.execute(
                "insert into session values (?, ?, ?, ?, ?, ?, ?)",
                (_hash(held), viewer.via, role, viewer.name, viewer.language, at, at),
            )
        return held

    def viewer(self, held: str, now: dt.datetime) -> Viewer:
        """Give who a browser's session belongs to; nobody when it has ended.

        Raises:
            StoreUnavailable: sessions or links cannot be read.
        """
        if not held:
            return NOBODY
        at, key = int(now.timestamp()), _hash(held)
        with self._rows() as rows:
            found = rows.execute(
                "select via, role, name, language, started_at, seen_at from session "
                "where id_sha256 = ?",
                (key,),
            ).fetchone()
            if found is None:
                return NOBODY
            via, role, name, language, started, seen = found
            old = at - started > LONGEST.total_seconds() or started - at > _STEP
            if old or at - seen > LONGEST_IDLE.total_seconds():
                rows.execute("delete from session where id_sha256 = ?", (key,))
                return NOBODY
            if at - seen >= _STEP:
                rows.execute("update session set seen_at = ? where id_sha256 = ?", (at, key))
        if via.startswith("link:"):
            return self._of_link(via.removeprefix("link:"), now)
        return Viewer(Role(role), name=name, via=via, language=language)

    def _of_link(self, id_: str, now: dt.datetime) -> Viewer:
        try:
            one = self.shares.by_id(id_)
        except WrongUsage:
            return NOBODY
        return one.viewer if one.holds(now) else NOBODY

    def end(self, held: str) -> None:
        """Sign a browser out.

        Raises:
            StoreUnavailable: the disk refuses.
        """
        with self._rows() as rows:
            rows.execute("delete from session where id_sha256 = ?", (_hash(held),))

    @contextlib.contextmanager
    def _rows(self) -> Iterator[sqlite3.Connection]:
        """Open the table for one step of work; a reader waits for a writer, never fails for it."""
        path = self.root / FILE
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with contextlib.closing(sqlite3.connect(path, timeout=10)) as made, made:
                made.execute("pragma journal_mode = wal")
                made.execute("pragma synchronous = normal")
                made.execute(_TABLE)
                yield made
        except (sqlite3.Error, OSError) as cannot:
            raise StoreUnavailable(error("sessions-unavailable", FILE)) from cannot


def _hash(held: str) -> str:
    return hashlib.sha256(held.encode("utf-8", "surrogatepass")).hexdigest()
