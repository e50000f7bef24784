"""Which versions of which periods were approved, as the ledger has them.

Refuses to open anything: what a version holds is another matter.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from kpi.access import Permission, require
from kpi.desk import Desk
from kpi.periods import Period, parse
from kpi.pipeline.homes import home
from kpi.pipeline.naming import hidden_names
from kpi.store.ledger import Entry


@dataclass(frozen=True, slots=True)
class Version:
    """One frozen version: the state's id, the period, its name, when (UTC) and by whom."""

    version: str
    period: Period
    name: str
    frozen_at: dt.datetime
    frozen_by: str
    manifest: str


def versions(desk: Desk) -> tuple[Version, ...]:
    """Give the frozen versions that the desk's viewer is told of, newest first.

    Who sees a frozen version only is told of that one; who approved it is told inside the house.

    Raises:
        NotPermitted: this one may read nothing.
        StoreUnavailable: the ledger is damaged.
    """
    require(desk.viewer, Permission.READ)
    if desk.viewer.may(Permission.INTERNAL):
        return every(desk)
    scope = desk.viewer.scope
    own = (scope.version, scope.period)
    return tuple(
        replace(one, frozen_by="")
        for one in every(desk)
        if own in {("", ""), (one.version, one.period.code)}
    )


def every(desk: Desk) -> tuple[Version, ...]:
    """Give every frozen version, newest first, whoever asks.

    Raises:
        StoreUnavailable: the ledger is damaged.
    """
    hidden = hidden_names(desk)
    found = [version_of(one) for one in home(desk).history() if one.event == "freeze"]
    return tuple(replace(one, frozen_by=hidden.shown(one.frozen_by)) for one in reversed(found))


def version_of(one: Entry) -> Version:
    """Give the version that a line of the ledger approved."""
    return Version(one.upload, parse(one.format), one.file, one.instant, one.by, one.sha256)
