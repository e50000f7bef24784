"""Sessions: one row for each browser that was let in, looked up at every click.

Refuses to outlive twelve hours or an hour of silence, and to hold what may be taken back: the role
and the scope of a link are read from the link, and of an account there are only the rules of the
role map that let it in, held against the map of today. What the browser holds is stored as a hash.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import secrets
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kpi.access import NOBODY, Viewer
from kpi.errors import StoreUnavailable, WrongUsage, error
from kpi.links.accounts import role
from kpi.links.shares import Shares
from kpi.settings import RoleMap

FILE = "sessions.sqlite3"
LONGEST = dt.timedelta(hours=12)
LONGEST_IDLE = dt.timedelta(minutes=60)
# A click a minute is written down, not every one.
_STEP = 60
# A link that is passed round must not fill the disk: its oldest sessions end.
_MOST_OF_ONE = 500
# Of this table. Sessions of another form end: they are not worth carrying over.
_FORM = 2
_TABLE = """
create table if not exists session (
    id_sha256 text primary key,
    via text not null,
    rules text not null,
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
    roles: RoleMap | None = None

    def begin(self, viewer: Viewer, now: dt.datetime, rules: Sequence[str] = ()) -> str:
        """Let somebody in; gives what the browser is to hold.

        Args:
            viewer: who.
            now: when.
            rules: of an account, the rules of the role map that fit it.

        Raises:
            StoreUnavailable: the disk refuses.
        """
        held = secrets.token_urlsafe(32)
        at = int(now.timestamp())
        with self._rows() as rows:
            oldest = at - int(LONGEST.total_seconds())
            rows.execute("delete from session where started_at < ?", (oldest,))
            rows.execute(
                "delete from session where id_sha256 in (select id_sha256 from session "
                "where via = ? and name = ? order by started_at desc limit -1 offset ?)",
                (viewer.via, viewer.name, _MOST_OF_ONE - 1),
            )
            rows.execute(
                "insert into session values (?, ?, ?, ?, ?, ?, ?)",
                (_hash(held), viewer.via, "\n".join(rules), viewer.name, viewer.language, at, at),
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
                "select via, rules, name, language, started_at, seen_at from session "
                "where id_sha256 = ?",
                (key,),
            ).fetchone()
            if found is None:
                return NOBODY
            via, rules, name, language, started, seen = found
            # A clock that went back makes neither of them young again.
            old = at - started > LONGEST.total_seconds() or started - at > _STEP
            if old or at - seen > LONGEST_IDLE.total_seconds() or seen - at > _STEP:
                rows.execute("delete from session where id_sha256 = ?", (key,))
                return NOBODY
            if at - seen >= _STEP:
                # A full disk shows nobody out: whoever is in may read, as long as an hour of it.
                with contextlib.suppress(sqlite3.OperationalError):
                    rows.execute("update session set seen_at = ? where id_sha256 = ?", (at, key))
        if via.startswith("link:"):
            return self._of_link(via.removeprefix("link:"), now)
        made = role(rules.split("\n"), self.roles) if self.roles else None
        return Viewer(made, name=name, via=via, language=language) if made else NOBODY

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
                if made.execute("pragma user_version").fetchone() != (_FORM,):
                    _begin_anew(made)
                yield made
        except (sqlite3.Error, OSError) as cannot:
            raise StoreUnavailable(error("sessions-unavailable", FILE)) from cannot


def _begin_anew(rows: sqlite3.Connection) -> None:
    """Make the table, once for everybody who finds it missing at the same time."""
    rows.execute("begin immediate")
    if rows.execute("pragma user_version").fetchone() != (_FORM,):
        rows.execute("drop table if exists session")
        rows.execute(_TABLE)
        rows.execute(f"pragma user_version = {_FORM}")
    rows.commit()


def _hash(held: str) -> str:
    return hashlib.sha256(held.encode("utf-8", "surrogatepass")).hexdigest()
