"""The notice of what is missing and late: a few sentences, and what opens role by role.

Refuses to be a wall: a role's figures open on demand, and what is not over yet is only counted.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kpi import progress
from kpi.catalogue_rows import Text
from kpi.i18n import Language
from kpi.periods import Period
from kpi.progress import State
from kpi.store import Store
from kpi.view.owed import Group, grouped, headlines, names, roles, state
from kpi.view.parts import Link, Table
from kpi.view.spans import spans
from kpi.view.speaker import Speaker

# The address of the deadlines as a calendar.
CALENDAR = "maaraajat.ics"


@dataclass(frozen=True, slots=True)
class DueBox:
    """The notice: what it is about in sentences, and what opens on demand.

    ``owed`` has each role's summary and table, the worst first; ``ahead`` what is not over yet.
    """

    title: str
    lines: tuple[str, ...]
    is_late: bool
    opens: str
    owed: tuple[tuple[str, Table], ...]
    ahead: Table
    calendar: Link


def due_box(store: Store, language: Language, on: dt.date, period: Period) -> DueBox | None:
    """Build the notice of a day; None where nothing is ever expected.

    Args:
        store: one state of the data.
        language: of every text.
        on: the day that is looked from.
        period: the one in view, for the links.
    """
    speaker = Speaker(store.catalogue, language)
    found = progress.due(store.catalogue, progress.known(store), on)
    if not found:
        return None
    groups = grouped(found, speaker)
    ahead = [one for one in groups if one.kind == State.NOT_YET_DUE]
    owed: dict[Text, list[Group]] = {}
    for one in groups:
        if one.kind != State.NOT_YET_DUE:
            owed.setdefault(one.owner, []).append(one)
    return DueBox(
        title=language.text("due.title"),
        lines=tuple(headlines(found, speaker)),
        is_late=any(one.is_late for one in groups),
        opens=language.text("due.opens"),
        owed=tuple(_role(owner, many, speaker) for owner, many in owed.items()),
        ahead=_ahead(ahead, speaker),
        calendar=speaker.link(language.text("due.calendar"), CALENDAR, period),
    )


def _role(owner: Text, groups: Sequence[Group], speaker: Speaker) -> tuple[str, Table]:
    """Give a role's summary and its figures, those that lack the same periods in one row."""
    figures = sum(one.figures for one in groups if one.kind != State.ABSENT)
    summary = speaker.language.plural("due.role", figures, owner=speaker.say(owner))
    rows = tuple(
        (spans(one.periods, speaker.language), state(one, speaker.language), names(one, speaker))
        for one in groups
    )
    return summary, _table(summary, ("period", "state", "which"), rows, speaker)


def _ahead(groups: Sequence[Group], speaker: Speaker) -> Table:
    rows = tuple(_days(groups, speaker))
    return _table(speaker.text("due.ahead"), ("owner", "period", "state", "which"), rows, speaker)


def _days(groups: Sequence[Group], speaker: Speaker) -> Iterator[tuple[str, ...]]:
    """Give what is under way a row for each day that it is waited for, whoever's it is."""
    days: dict[tuple[dt.date, tuple[Period, ...]], list[Group]] = {}
    for one in sorted(groups, key=lambda one: one.when):
        days.setdefault((one.when, one.periods), []).append(one)
    for (_, periods), many in days.items():
        figures = sum(one.figures for one in many)
        yield (
            roles(dict.fromkeys(one.owner for one in many), speaker),
            spans(periods, speaker.language),
            state(many[0], speaker.language),
            speaker.language.plural("due.figures", figures),
        )


def _table(
    caption: str, heads: tuple[str, ...], rows: tuple[tuple[str, ...], ...], speaker: Speaker
) -> Table:
    columns = tuple(speaker.text(f"due.column.{one}") for one in heads)
    return Table(caption, columns, rows, (False,) * len(heads))
