"""The journal of the doors: links made, opened and revoked, who signed in; append-only and chained.

Each line names the line before it and the ledger's last line of its time, and a small file beside
it the last line of all: without that one, cutting off the end would bring a revoked link back.
Refuses to hold a secret or an address of a visitor.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from kpi.errors import StoreUnavailable, error
from kpi.store import chain, ledger
from kpi.store.files import Places, refusing_to_write, write_whole, writing_alone

FILE = "access.jsonl"
# How many lines there are at least, and the hash of that one.
HEAD = "access.head"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(chain.Chained):
    """One thing that happened at a door.

    ``event`` is "share", "open", "revoke", "sign-in", "sign-out" or "rename". ``link`` is the id of
    a link; of its secret there is only the hash. ``by`` is who, ``via`` how they came in.
    ``first``: made at a start of the service, so it does not say that anybody set up access.
    ``scope`` is JSON text. For "rename" ``name_sha256`` names the person by a hash of ``words``
    words, and ``label`` is what is shown instead.
    """

    later: ClassVar[frozenset[str]] = frozenset(
        {
            "by", "via", "link", "role", "label", "language", "scope", "expires_at",
            "secret_sha256", "first", "name_sha256", "words",
        }
    )  # fmt: skip

    ledger: str
    by: str = ""
    via: str = ""
    link: str = ""
    role: str = ""
    label: str = ""
    language: str = ""
    scope: str = ""
    expires_at: str = ""
    secret_sha256: str = ""
    first: bool = False
    name_sha256: str = ""
    words: int = 0


@dataclass(frozen=True, slots=True)
class Journal:
    """The journal of one data folder."""

    root: Path

    @property
    def path(self) -> Path:
        """The file."""
        return self.root / FILE

    def events(self) -> tuple[Event, ...]:
        """Give every event, oldest first.

        Raises:
            StoreUnavailable: a line was changed, is missing or cannot be read.
        """
        try:
            found = self.path.stat()
        except FileNotFoundError:
            _READ.pop(self.path, None)
            return self._whole(())
        except OSError as cannot:
            raise StoreUnavailable(error("store-unreadable", FILE)) from cannot
        # Every click of every visitor asks; the file is read anew when it is another one, and on
        # from where it ended when it has grown.
        state = (found.st_ino, found.st_size, found.st_mtime_ns)
        known = _READ.get(self.path)
        if known is None or known.state != state:
            events = self._grown(known, state) if known else None
            known = _Read(state, self._read() if events is None else events)
            _READ[self.path] = known
        return known.events

    def _read(self) -> tuple[Event, ...]:
        """Read all of it. The small file first: meanwhile the journal may grow, never shrink."""
        head = self._head()
        return self._whole(chain.read(self.path, Event), head)

    def _grown(self, known: _Read, state: tuple[int, int, int]) -> tuple[Event, ...] | None:
        """Read what was added; None where that is not all that happened."""
        inode, size, _ = known.state
        if state[0] != inode or state[1] <= size or not known.events:
            return None
        last = f"{known.events[-1].text()}\n".encode()
        try:
            with self.path.open("rb") as file:
                file.seek(size - len(last))
                if file.read(len(last)) != last:
                    return None
        except OSError as cannot:
            raise StoreUnavailable(error("store-unreadable", FILE)) from cannot
        return known.events + chain.read_on(self.path, Event, known.events, size)

    def _head(self) -> str:
        try:
            return (self.root / HEAD).read_text("utf-8")
        except FileNotFoundError:
            return ""
        except (OSError, ValueError) as cannot:
            raise StoreUnavailable(error("store-unreadable", HEAD)) from cannot

    def _whole(self, events: Sequence[Event], head: str | None = None) -> tuple[Event, ...]:
        """Give events, after looking that none is missing at their end.

        A kill between a line and its head leaves more lines than the head says, never fewer.
        """
        told = self._head() if head is None else head
        number, _, digest = told.partition(" ")
        at = int(number) if number.isascii() and number.isdigit() else 0
        lacking = len(events) > 1 if not told else not 0 < at <= len(events)
        if lacking or (told and events[at - 1].digest() != digest):
            raise StoreUnavailable(error("ledger-broken", f"{FILE}:{len(events) + 1}"))
        return tuple(events)

    def checked(self) -> tuple[Event, ...]:
        """Give every event, after looking that journal and ledger still belong together.

        Raises:
            StoreUnavailable: the ledger has lost a line that the journal names.
        """
        events = self._read()
        known = {one.digest() for one in ledger.read(Places(self.root).ledger)} | {ledger.START}
        for number, one in enumerate(events, 1):
            if one.ledger not in known:
                raise StoreUnavailable(error("ledger-broken", f"{FILE}:{number}"))
        return events

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the journal: one writer at a time, server and command line alike.

        The lock is its own: a board member does not wait for a publish.

        Raises:
            StoreUnavailable: the folder cannot be written.
        """
        with writing_alone(Places(self.root), lock="access.lock"):
            yield

    def note(self, now: dt.datetime, event: str, **given: object) -> Event:
        """Write one event down and wait until it is on the disk.

        Raises:
            StoreUnavailable: the disk refuses, or the journal is damaged.
        """
        with self.writing():
            known = self.events()
            lines = ledger.read(Places(self.root).ledger)
            made = Event.following(known, now, event=event, ledger=ledger.head(lines), **given)
            with refusing_to_write(self.root):
                chain.append(self.path, (made,))
            with suppress(OSError):  # the line counts; the next one brings the head up to it
                write_whole(self.root / HEAD, f"{made.seq} {made.digest()}".encode())
            return made


@dataclass(frozen=True, slots=True)
class _Read:
    """What was read, of a file in which state: inode, size, time."""

    state: tuple[int, int, int]
    events: tuple[Event, ...]


_READ: dict[Path, _Read] = {}
