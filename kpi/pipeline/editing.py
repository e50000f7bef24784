"""What is typed on a page about the plan: statuses and texts, kept as a line of the ledger.

Refuses to keep what changes nothing, to write over a state the user has not seen, and an edit
without a name.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from kpi import plan, store
from kpi.access import Permission, require
from kpi.desk import Desk
from kpi.errors import Finding, WrongUsage, error
from kpi.i18n import CODES
from kpi.model import EDIT
from kpi.pipeline.homes import home
from kpi.pipeline.opening import open_store
from kpi.plan import ActionState, Told
from kpi.store import Store, files

LONGEST_TEXT = 8000


def edit(told: Told, desk: Desk, *, by: str, reason: str = "", expected: str | None = None) -> str:
    """Keep what was typed on a page; it is taken back like an upload.

    Args:
        told: statuses and texts; what stands already is passed over.
        desk: settings, catalogue, clock.
        by: who says so.
        reason: why an earlier telling changes.
        expected: the version that the user saw; another one refuses.

    Returns:
        The edit's id, as ``withdraw`` takes it; "" when nothing changes.

    Raises:
        NotPermitted: this one may not publish.
        WrongUsage: no name, an action or a goal that the plan has not, a text too long.
        StoreUnavailable: the store cannot be written.
    """
    require(desk.viewer, Permission.PUBLISH)
    if not desk.signed(by):
        raise WrongUsage(error("name-missing"))
    with files.writing_alone(files.Places(desk.settings.data)):
        before = open_store(desk)
        if expected is not None and before.version != expected:
            raise WrongUsage(error("store-changed"))
        fresh = _fresh(told, before)
        if not fresh:
            return ""
        _check(fresh, desk)
        where = home(desk)
        earlier = where.history()
        text = plan.written(fresh)
        digest = hashlib.sha256(text.encode()).hexdigest()
        entry = store.next_entry(
            earlier,
            desk.clock(),
            event="edit",
            upload=f"{len(earlier) + 1:04d}-{digest[:8]}",
            by=desk.signed(by),
            via=desk.viewer.via,
            reason=reason.strip(),
            sha256=digest,
            format=EDIT,
            told=text,
        )
        store.commit(where, earlier, (), (entry,))
        return entry.upload


def _fresh(told: Told, now: Store) -> Told:
    """Leave out what stands already."""
    statuses = tuple(
        one
        for one in told.statuses
        if replace(now.statuses(one.period)[one.action].status, cell="") != replace(one, cell="")
    ) if _known(told, now) else told.statuses  # fmt: skip
    texts = tuple(
        one
        for one in told.texts
        if plan.texts(now.tellings, one.period).get((one.goal, one.language), "") != one.text
    )
    return replace(told, statuses=statuses, texts=texts)


def _known(told: Told, now: Store) -> bool:
    return all(one.action in now.catalogue.actions for one in told.statuses)


def _check(told: Told, desk: Desk) -> None:
    faults = [
        error("unknown-action", found=one.action)
        for one in told.statuses
        if one.action not in desk.catalogue.actions
    ]
    faults += [
        error("until-without-postponed", found=one.until)
        for one in told.statuses
        if one.until and one.state is not ActionState.POSTPONED
    ]
    faults += _texts(told, desk)
    if faults:
        raise WrongUsage(faults)


def _texts(told: Told, desk: Desk) -> Sequence[Finding]:
    faults = []
    for one in told.texts:
        if one.goal not in desk.catalogue.goals:
            faults.append(error("unknown-goal", found=one.goal))
        if one.language not in CODES:
            faults.append(error("unknown-language", found=one.language))
        if len(one.text) > LONGEST_TEXT:
            faults.append(error("text-too-long", found=one.text[:40]))
    return faults
