"""What is missing, put together: figures of one role that lack the same periods for one reason.

Refuses to say the same thing a hundred times, and to mix different things: late, in part, waited
for, not yet over, not collected.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kpi.catalogue_rows import Text
from kpi.i18n import Language
from kpi.periods import Period
from kpi.progress import Due, State
from kpi.view.speaker import Speaker

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
