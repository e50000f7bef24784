"""Links that open the service: made, found by their secret, counted, revoked.

Refuses to keep a secret, to make a link without an end, and to tell from the time an answer takes
whether a secret was wrong, expired or revoked.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import json
import secrets
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kpi.access import Role, Scope, Viewer
from kpi.errors import WrongUsage, error
from kpi.links.journal import Event, Journal

USUAL_DAYS = 30
LONGEST_DAYS = 365
# 256 bits.
_BYTES = 32
_MOST_LETTERS = 120


@dataclass(frozen=True, slots=True)
class Share:
    """One link, without its secret. Instants are aware, UTC."""

    id: str
    role: Role
    scope: Scope
    label: str
    language: str
    created_at: dt.datetime
    created_by: str
    expires_at: dt.datetime
    secret_sha256: str = ""
    first: bool = False
    revoked_at: dt.datetime | None = None
    opened: int = 0
    last_opened_at: dt.datetime | None = None

    def holds(self, now: dt.datetime) -> bool:
        """Say whether it opens the service at an instant."""
        return self.revoked_at is None and now < self.expires_at

    @property
    def viewer(self) -> Viewer:
        """Who comes in through it."""
        return Viewer(self.role, self.scope, via=f"link:{self.id}", language=self.language)


@dataclass(frozen=True, slots=True)
class Shares:
    """The links of one data folder."""

    journal: Journal

    def all(self) -> tuple[Share, ...]:
        """Give every link ever made, newest first.

        Raises:
            StoreUnavailable: the journal is damaged.
        """
        return _shares(self.journal.events())

    @property
    def configured(self) -> bool:
        """Whether anybody ever made a link: from then on nobody comes in without one.

        It stays so when every link has ended: a service must not open by itself.
        """
        return any(one.event == "share" and not one.first for one in self.journal.events())

    def create(
        self,
        made: Share,
        now: dt.datetime,
        *,
        via: str = "",
    ) -> tuple[Share, str]:
        """Write a new link down; gives it with its secret, which is nowhere else from then on.

        Args:
            made: what the link is to be; its id, secret and instants are set here.
            now: when it is made.
            via: how whoever makes it came in.

        Raises:
            WrongUsage: its end is not after now or over a year away, or its label is too long.
            StoreUnavailable: the disk refuses.
        """
        days = (made.expires_at - now) / dt.timedelta(days=1)
        if not 0 < days <= LONGEST_DAYS:
            raise WrongUsage(error("share-days", found=str(int(days)), most=str(LONGEST_DAYS)))
        if len(made.label) > _MOST_LETTERS:
            raise WrongUsage(error("share-label-long", found=made.label[:40]))
        secret = secrets.token_urlsafe(_BYTES)
        event = self.journal.note(
            now,
            "share",
            by=made.created_by,
            via=via,
            link=secrets.token_hex(4),
            role=made.role.value,
            label=made.label,
            language=made.language,
            scope=_written(made.scope),
            expires_at=made.expires_at.astimezone(dt.UTC).isoformat(timespec="seconds"),
            secret_sha256=_hash(secret),
            first=made.first,
        )
        return _share(event), secret

    def found(self, secret: str, now: dt.datetime) -> Share | None:
        """Give the link that a secret opens; None for a wrong, an expired and a revoked one.

        Every link is looked at whatever the secret is, so the time tells nothing.
        """
        asked = _hash(secret)
        match: Share | None = None
        for one in self.all():
            if hmac.compare_digest(one.secret_sha256, asked):
                match = one
        return match if match is not None and match.holds(now) else None

    def by_id(self, id_: str) -> Share:
        """Give a link by its id.

        Raises:
            WrongUsage: there is none.
        """
        for one in self.all():
            if one.id == id_:
                return one
        raise WrongUsage(error("unknown-share", found=id_))

    def note_opened(self, one: Share, now: dt.datetime) -> None:
        """Count an opening; who opened it is not asked."""
        self.journal.note(now, "open", link=one.id, role=one.role.value)

    def revoke(self, id_: str, now: dt.datetime, *, by: str = "", via: str = "") -> Share:
        """End a link at once, with every session behind it.

        Raises:
            WrongUsage: there is no such link, or it was revoked before.
            StoreUnavailable: the disk refuses.
        """
        with self.journal.writing():
            if self.by_id(id_).revoked_at is not None:
                raise WrongUsage(error("share-revoked-already", found=id_))
            self.journal.note(now, "revoke", link=id_, by=by, via=via)
        return self.by_id(id_)


def _hash(secret: str) -> str:
    """Name a secret. It is random and long, so that a slow hash would protect nothing more."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def _written(scope: Scope) -> str:
    held = {"areas": list(scope.areas), "version": scope.version, "period": scope.period}
    told = {key: value for key, value in held.items() if value}
    return json.dumps(told, sort_keys=True) if told else ""


def _scope(text: str) -> Scope:
    held = json.loads(text) if text else {}
    return Scope(
        tuple(held.get("areas", ())), str(held.get("version", "")), str(held.get("period", ""))
    )


def _share(event: Event) -> Share:
    return Share(
        id=event.link,
        role=Role(event.role),
        scope=_scope(event.scope),
        label=event.label,
        language=event.language,
        created_at=event.instant,
        created_by=event.by,
        expires_at=dt.datetime.fromisoformat(event.expires_at),
        secret_sha256=event.secret_sha256,
        first=event.first,
    )


_MADE: dict[str, tuple[Share, ...]] = {}


def _shares(events: Sequence[Event]) -> tuple[Share, ...]:
    """Gather the links as these events leave them; kept for the journal's last line."""
    key = events[-1].digest() if events else ""
    made = _MADE.get(key)
    if made is None:
        _MADE.clear()
        made = _MADE[key] = _gathered(events)
    return made


def _gathered(events: Sequence[Event]) -> tuple[Share, ...]:
    opened = Counter(one.link for one in events if one.event == "open")
    last = {one.link: one.instant for one in events if one.event == "open"}
    revoked = {one.link: one.instant for one in events if one.event == "revoke"}
    return tuple(
        replace(
            _share(one),
            revoked_at=revoked.get(one.link),
            opened=opened[one.link],
            last_opened_at=last.get(one.link),
        )
        for one in reversed(events)
        if one.event == "share"
    )
