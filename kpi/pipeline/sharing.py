"""Who is let in: links made and revoked, names hidden, and the record of all that was done.

Refuses a link without an end, a scope for somebody who changes figures, and everything to whoever
may not share.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from kpi.access import LOCAL, NOBODY, Permission, Role, Scope, Viewer, require
from kpi.desk import Desk
from kpi.errors import WrongUsage, error
from kpi.i18n import CODES
from kpi.i18n import language as speak
from kpi.links import (
    LONGEST_DAYS,
    USUAL_DAYS,
    Done,
    Journal,
    Sessions,
    Share,
    Shares,
    hashed,
    names,
    record,
    split,
)
from kpi.pipeline.freezing import found
from kpi.pipeline.homes import home
from kpi.pipeline.served import base_url


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a link is to be. ``version`` is the id or the name of a frozen version; "" is live."""

    role: Role
    days: int = USUAL_DAYS
    areas: Sequence[str] = ()
    version: str = ""
    language: str = ""
    label: str = ""


def journal(desk: Desk) -> Journal:
    """Give the journal of the desk's data folder."""
    return Journal(desk.settings.data)


def shares(desk: Desk) -> Shares:
    """Give the links of the desk's data folder; whoever asks has to be let through elsewhere."""
    return Shares(journal(desk))


def sessions(desk: Desk) -> Sessions:
    """Give the sessions of the desk's data folder."""
    return Sessions(desk.settings.data, shares(desk), desk.settings.roles)


def configured(desk: Desk) -> bool:
    """Whether anybody set up links or accounts: from then on nobody comes in without one.

    Raises:
        StoreUnavailable: that cannot be read.
    """
    return desk.settings.accounts or shares(desk).configured


def visitor(desk: Desk, held: str) -> Viewer:
    """Give who a page is drawn for; asked at every run, so that a revoked link ends at once.

    Where nothing is set up it is whoever sits at this machine: the gate lets nobody else come here.

    Raises:
        StoreUnavailable: sessions or links cannot be read.
    """
    known = sessions(desk).viewer(held, desk.clock())
    return LOCAL if known == NOBODY and not configured(desk) else known


def share(wanted: Wanted, desk: Desk, *, by: str, first: bool = False) -> tuple[Share, str]:
    """Make a link. Its secret is given this once.

    Raises:
        NotPermitted: this one may not share.
        WrongUsage: no such area, version or language; a scope for an editor; no end or too far.
        StoreUnavailable: the disk refuses.
    """
    require(desk.viewer, Permission.SHARE)
    scope = _scope(wanted, desk)
    if wanted.language and wanted.language not in CODES:
        raise WrongUsage(error("unknown-language", found=wanted.language))
    # Before it is added: a number of days can be larger than the calendar.
    if not 1 <= wanted.days <= LONGEST_DAYS:
        raise WrongUsage(error("share-days", found=str(wanted.days), most=str(LONGEST_DAYS)))
    now = desk.clock()
    made = Share(
        id="",
        role=wanted.role,
        scope=scope,
        label=wanted.label.strip(),
        language=wanted.language,
        created_at=now,
        created_by=desk.signed(by),
        expires_at=now + dt.timedelta(days=wanted.days),
        first=first,
    )
    return shares(desk).create(made, now, via=desk.viewer.via)


def start_link(desk: Desk) -> str:
    """Make the administrator's link of a start of the service, for a day; gives its address.

    Whoever starts the service may do everything anyway; a link saves them a command. It does not
    count as access that somebody set up.

    Raises:
        NotPermitted: this one may not share.
        StoreUnavailable: the disk refuses.
    """
    label = speak(desk.settings.language).text("share.start")
    _, secret = share(Wanted(Role.ADMIN, days=1, label=label), desk, by="", first=True)
    return address(desk, secret)


def address(desk: Desk, secret: str) -> str:
    """Give the address that a secret opens."""
    return f"{base_url(desk)}/s/{secret}"


def _scope(wanted: Wanted, desk: Desk) -> Scope:
    if not wanted.areas and not wanted.version:
        return Scope()
    if wanted.role is not Role.VIEWER:
        raise WrongUsage(error("scope-for-viewers"))
    unknown = [one for one in wanted.areas if one not in desk.catalogue.areas]
    if unknown:
        known = ", ".join(desk.catalogue.areas)
        raise WrongUsage(error("unknown-area", found=unknown[0], nearest=known))
    areas = tuple(dict.fromkeys(wanted.areas))
    if not wanted.version:
        return Scope(areas)
    frozen = found(desk, wanted.version)
    return Scope(areas, frozen.version, frozen.period.code)


def links(desk: Desk) -> tuple[Share, ...]:
    """Give every link ever made, newest first.

    Raises:
        NotPermitted: this one may not share.
        StoreUnavailable: the journal is damaged.
    """
    require(desk.viewer, Permission.SHARE)
    return shares(desk).all()


def revoke(id_: str, desk: Desk, *, by: str) -> Share:
    """End a link at once, with every session behind it.

    Raises:
        NotPermitted: this one may not share.
        WrongUsage: there is no such link, or it was revoked before.
        StoreUnavailable: the disk refuses.
    """
    require(desk.viewer, Permission.SHARE)
    return shares(desk).revoke(id_, desk.clock(), by=desk.signed(by), via=desk.viewer.via)


def audit(desk: Desk) -> tuple[Done, ...]:
    """Give everything that was done, newest first: from the ledger and the journal of the doors.

    Raises:
        NotPermitted: for the administrator only.
        StoreUnavailable: a line was changed or lost, here or there.
    """
    require(desk.viewer, Permission.AUDIT)
    events = journal(desk).checked()
    return record(home(desk).history(), events, names(events))


def hide_name(name: str, instead: str, desk: Desk, *, by: str) -> None:
    """Show something else in place of a person's name from now on, wherever the ledger is shown.

    The ledger keeps its lines, so its chain holds; the name is noted as a hash only.

    Raises:
        NotPermitted: for the administrator only.
        WrongUsage: no name.
        StoreUnavailable: the disk refuses.
    """
    require(desk.viewer, Permission.AUDIT)
    words = split(name)
    if not words or not instead.strip():
        raise WrongUsage(error("name-missing"))
    journal(desk).note(
        desk.clock(),
        "rename",
        by=desk.signed(by),
        via=desk.viewer.via,
        name_sha256=hashed(words),
        words=len(words),
        label=instead.strip(),
    )
