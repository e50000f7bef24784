"""Links and the record of what was done, as the page says them.

Refuses to show a secret, and to say who opened a link.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from kpi.i18n import Language
from kpi.links import Done, Share
from kpi.periods import Period, parse
from kpi.store import Store
from kpi.view.context import context, footer, notices
from kpi.view.parts import PlainPage, Table
from kpi.view.speaker import Speaker

_RECORD = ("moment", "event", "what", "by", "via")


def sharing_page(store: Store, language: Language, period: Period) -> PlainPage:
    """Build the head and foot of the page."""
    page = context(store, language, period)
    return PlainPage(
        language.text("sharing.title"), language.text("sharing.lead"), notices(page), footer(page)
    )


def state(one: Share, now: dt.datetime) -> str:
    """Name where a link stands: "revoked", "expired" or "holds"."""
    if one.revoked_at is not None:
        return "revoked"
    return "holds" if one.holds(now) else "expired"


def links_table(many: Sequence[Share], speaker: Speaker, now: dt.datetime) -> Table:
    """List links with what they open, until when, and how often they were opened."""
    say = speaker.language
    rows = tuple(
        (
            called(one, speaker),
            say.text(f"role.{one.role}"),
            scope(one, speaker),
            say.moment(one.expires_at),
            say.text(f"share.{state(one, now)}"),
            say.number(one.opened),
            say.moment(one.last_opened_at) if one.last_opened_at else say.text("value.dash"),
        )
        for one in many
    )
    heads = ("label", "role", "scope", "expires-at", "state", "opened", "last-opened")
    columns = tuple(say.text(f"column.{one}") for one in heads)
    numeric = tuple(one == "opened" for one in heads)
    return Table(say.text("sharing.links"), columns, rows, numeric)


def called(one: Share, speaker: Speaker) -> str:
    """Name a link: its label and id, or its id alone."""
    return f"{one.label} ({one.id})" if one.label else one.id


def scope(one: Share, speaker: Speaker) -> str:
    """Say what a link is narrowed to."""
    areas = speaker.catalogue.areas
    names = [speaker.say(areas[it].short_name) if it in areas else it for it in one.scope.areas]
    parts = [speaker.text("list.comma").join(names)] if names else []
    if one.scope.version:
        period = _period(one.scope.period, speaker)
        parts.append(speaker.text("sharing.frozen", version=one.scope.version, period=period))
    return " · ".join(parts) or speaker.text("sharing.everything")


def _period(code: str, speaker: Speaker) -> str:
    return speaker.language.period(parse(code)) if code else ""


def record_table(many: Sequence[Done], language: Language) -> Table:
    """List what was done."""
    rows = tuple(_line(one, language) for one in many)
    columns = tuple(language.text(f"column.{one}") for one in _RECORD)
    return Table(language.text("sharing.record"), columns, rows, (False,) * len(_RECORD))


def _line(one: Done, language: Language) -> tuple[str, ...]:
    dash = language.text("value.dash")
    return (
        language.moment(one.at),
        language.text(f"audit.{one.event}"),
        one.what or dash,
        one.by or dash,
        _came_in(one.via, language) or dash,
    )


def _came_in(via: str, language: Language) -> str:
    kind, _, of = via.partition(":")
    return language.text(f"via.{kind}", of=of) if kind else ""
