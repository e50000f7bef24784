"""What is missing, since when and whose it is: a few sentences and a table by role.

Refuses to say the same thing a hundred times: figures of one role that lack the same periods make
one row. Refuses to mix four different things: late, waited for, not yet over, not collected.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kpi import progress
from kpi.catalogue_rows import Text
from kpi.i18n import Language
from kpi.periods import Period
from kpi.progress import Due, State
from kpi.store import Store
from kpi.view.parts import Link, Table
from kpi.view.spans import spans
from kpi.view.speaker import Speaker

# The address of the deadlines as a calendar.
CALENDAR = "maaraajat.ics"
# Roles that are named before the others are only counted.
ROLES = 2


@dataclass(frozen=True, slots=True)
class Group:
    """Figures of one role that lack the same periods for the same reason.

    ``kind`` is the message ``due.state.<kind>``; ``when`` the day it speaks of: late since, or
    waited for until. ``figures`` counts the periods of every indicator.
    """

    kind: str
    owner: Text
    indicators: tuple[str, ...]
    periods: tuple[Period, ...]
    when: dt.date
    figures: int

    @property
    def is_late(self) -> bool:
        """Whether its day is past."""
        return self.kind in _LATE


_LATE = ("late", "partly_late", "never")
# What was reported before and no longer is comes before what never was.
_ORDER = ("late", "never", "partly", "due", "not_yet_due", "absent")


@dataclass(frozen=True, slots=True)
class DueBox:
    """The notice: what it is about in sentences, and what opens on demand."""

    title: str
    lines: tuple[str, ...]
    is_late: bool
    opens: str
    table: Table
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
    return DueBox(
        title=language.text("due.title"),
        lines=tuple(headlines(found, speaker)),
        is_late=any(one.late_since for one in found),
        opens=language.text("due.opens"),
        table=_table(grouped(found, speaker), speaker),
        calendar=speaker.link(language.text("due.calendar"), CALENDAR, period),
    )


def headlines(found: Sequence[Due], speaker: Speaker) -> Iterator[str]:
    """Say in a sentence each how many are late, how many never came, and which day is next."""
    plural, date = speaker.language.plural, speaker.language.date
    late = [one for one in found if one.late_since and one.reported_before]
    never = [one for one in found if one.late_since and not one.reported_before]
    if late:
        oldest = min(since for one in late if (since := one.late_since))
        owners = _owners((one for one in late if one.late_since == oldest), speaker)
        yield plural("due.late", len(late), date=date(oldest), owner=owners)
    if never:
        yield plural("due.never", len(never))
    if not late and not never:
        yield speaker.text("due.none-late")
    ahead = [one for one in found if one.late_since is None and one.state is not State.ABSENT]
    if ahead:
        day = min(one.due_on for one in ahead)
        nearest = [one for one in ahead if one.due_on == day]
        yield plural("due.next", len(nearest), date=date(day), owner=_owners(nearest, speaker))


def _owners(found: Iterable[Due], speaker: Speaker) -> str:
    return roles(dict.fromkeys(one.indicator.owner for one in found), speaker)


def roles(owners: Iterable[Text], speaker: Speaker) -> str:
    """Name whose figures they are; of many the first, and how many others there are."""
    names = [speaker.say(one) for one in owners]
    if len(names) <= ROLES + 1:
        return speaker.listed(names)
    first = ", ".join(names[:ROLES])
    return speaker.language.plural("due.others", len(names) - ROLES, first=first)


def grouped(found: Iterable[Due], speaker: Speaker) -> tuple[Group, ...]:
    """Put together what one role lacks alike; the role with the worst first, its worst first."""
    alike: dict[tuple[str, Text, tuple[Period, ...], dt.date], list[str]] = {}
    for (kind, owner, indicator, _), many in _by_indicator(found).items():
        periods = tuple(dict.fromkeys(p for one in many for p in one.missing or (one.period,)))
        when = min(one.late_since or one.due_on for one in many)
        alike.setdefault((kind, owner, periods, when), []).append(indicator)
    groups = [
        Group(kind, owner, _in_order(names, speaker), periods, when, _count(kind, names, periods))
        for (kind, owner, periods, when), names in alike.items()
    ]
    worst: dict[Text, tuple[int, dt.date]] = {}
    for one in sorted(groups, key=_badness):
        worst.setdefault(one.owner, _badness(one))
    return tuple(
        sorted(groups, key=lambda one: (worst[one.owner], speaker.say(one.owner), _badness(one)))
    )


def _by_indicator(
    found: Iterable[Due],
) -> dict[tuple[str, Text, str, object], list[Due]]:
    """Gather the periods of each indicator that are one thing to say.

    What is late is one thing however many periods it has; what lacks only parts is said period by
    period, and what is waited for by its day. Of what is not collected the latest is enough.
    """
    many: dict[tuple[str, Text, str, object], list[Due]] = {}
    for one in found:
        kind = _kind(one)
        apart = None if kind in {"late", "never", "absent"} else one.period
        held = many.setdefault((kind, one.indicator.owner, one.indicator.id, apart), [])
        if kind == "absent":
            held.clear()
        held.append(one)
    return many


def _kind(one: Due) -> str:
    if one.state is State.PARTLY and one.late_since:
        return "partly_late"
    if one.state is State.LATE and not one.reported_before:
        return "never"
    return one.state.value


def _in_order(names: Iterable[str], speaker: Speaker) -> tuple[str, ...]:
    return tuple(sorted(names, key=lambda one: speaker.language.sort_key(speaker.label(one))))


def _count(kind: str, names: Sequence[str], periods: Sequence[Period]) -> int:
    """Count figures: one that lacks parts is one figure."""
    return len(names) * (1 if kind.startswith("partly") else len(periods))


def _badness(one: Group) -> tuple[int, dt.date]:
    """Order by kind, what is late by how long, the rest by how near its day is."""
    return _ORDER.index("late" if one.kind == "partly_late" else one.kind), one.when


def state(one: Group, language: Language) -> str:
    """Say how it is with a group: "myöhässä 15.8.2025 alkaen"."""
    return language.text(f"due.state.{one.kind}", date=language.date(one.when))


def names(one: Group, speaker: Speaker) -> str:
    """Name the figures of a group; those whose period is not over are only counted."""
    if one.kind == State.NOT_YET_DUE:
        return speaker.language.plural("due.figures", one.figures)
    return ", ".join(speaker.label(indicator) for indicator in one.indicators)


def _table(groups: Sequence[Group], speaker: Speaker) -> Table:
    rows: list[tuple[str, ...]] = [
        (
            speaker.say(one.owner),
            spans(one.periods, speaker.language),
            state(one, speaker.language),
            names(one, speaker),
        )
        for one in groups
        if one.kind != State.NOT_YET_DUE
    ]
    rows += _ahead([one for one in groups if one.kind == State.NOT_YET_DUE], speaker)
    heads = tuple(
        speaker.text(f"due.column.{one}") for one in ("owner", "period", "state", "which")
    )
    return Table(speaker.text("due.caption"), heads, tuple(rows), (False,) * len(heads))


def _ahead(groups: Sequence[Group], speaker: Speaker) -> Iterator[tuple[str, ...]]:
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
