"""Which rows of a list are campaigns that were sent, each once.

Refuses to count a row that says itself that it was not sent, a sum below the others, and the same
row twice: two downloads that were put together share some.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from kpi.errors import Finding, warning
from kpi.readers import exports
from kpi.readers.cells import Raw, Sheet
from kpi.readers.exports import folded, said
from kpi.readers.numbers import clip, shown

_STATUS = frozenset({"status", "state", "campaign status", "tila", "lähetyksen tila"})
_LISTS = frozenset(
    {"list", "audience", "mailing list", "subscriber list", "group", "lista", "postituslista"}
    | {"kohderyhmä", "yleisö", "vastaanottajaryhmä", "jakelulista", "jakelu"}
)
_NOT_SENT = frozenset(
    {"draft", "scheduled", "paused", "canceled", "cancelled", "queued", "pending", "failed", "test"}
    | {"sending", "save", "schedule", "suspended", "in progress", "not sent", "unscheduled"}
    | {"luonnos", "ajastettu", "peruttu", "peruutettu", "keskeytetty", "testi", "odottaa"}
    | {"lähettämättä", "ei lähetetty", "kesken", "lähetyksessä"}
)


def campaigns(
    sheet: Sheet, rows: Sequence[int], headings: Sequence[str], sent_at: int, counts: Sequence[int]
) -> tuple[list[int], list[Finding]]:
    """Give the rows of campaigns, and say which others are not taken.

    Args:
        sheet: the sheet.
        rows: the rows below the headings.
        headings: the headings in small letters.
        sent_at: the column of the time of sending.
        counts: the columns that are added up.
    """
    added, findings = exports.sum_below(sheet, rows, sent_at, counts)
    once: dict[tuple[Raw, ...], int] = {}
    again: list[str] = []
    unsent: list[str] = []
    state = next((at for at, name in enumerate(headings) if name in _STATUS), None)
    for down in rows:
        where = exports.cell(sheet, down, sent_at)
        key = tuple(said(sheet.rows[down], across) for across in range(len(headings)))
        if down == added:
            continue
        if state is not None and folded(key[state]) in _NOT_SENT:
            unsent.append(where)
        elif once.setdefault(key, down) != down:
            again.append(where)
    findings += _not_sent(unsent)
    if again:
        findings.append(warning("campaign-twice", again[0], found=clip(", ".join(again))))
    return list(once.values()), findings


def several_lists(
    sheet: Sheet, rows: Sequence[int], headings: Sequence[str], where: str
) -> list[Finding]:
    """Warn that letters to different lists are added up: the file may hold two newsletters."""
    told = next((at for at, name in enumerate(headings) if name in _LISTS), None)
    names = {} if told is None else dict.fromkeys(said(sheet.rows[down], told) for down in rows)
    found = ", ".join(clip(shown(name)) for name in names if name != "")
    return [warning("lists-added-up", where, found=clip(found))] if len(names) > 1 else []


def over(
    sent: Mapping[int, dt.date], where: Mapping[int, str], today: dt.date
) -> tuple[dict[int, dt.date], list[Finding]]:
    """Give the campaigns whose day has come; those that are ahead are planned and not sent."""
    if today == dt.date.min:  # nobody said what day it is
        return dict(sent), []
    ahead = [where[down] for down, date in sent.items() if date > today]
    return {down: date for down, date in sent.items() if date <= today}, _not_sent(ahead)


def _not_sent(cells: Sequence[str]) -> list[Finding]:
    if not cells:
        return []
    return [warning("campaigns-not-sent", cells[0], found=clip(", ".join(cells)))]
