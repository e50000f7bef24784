"""The days of the coming year on which somebody's figures are due, for a calendar.

Refuses names of people: a deadline is a role's. Refuses figures that are not free to publish, as
the open data does: a calendar is read by programs of others.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kpi import progress
from kpi.catalogue_rows import Text
from kpi.i18n import Language
from kpi.model import ConfStatus
from kpi.periods import Period
from kpi.progress import Due, State
from kpi.store import Store
from kpi.view.spans import spans
from kpi.view.speaker import Speaker

AHEAD = dt.timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Deadline:
    """One day on which figures of one role are due. ``owner`` is the role in both languages."""

    day: dt.date
    owner: Text
    summary: str
    lines: tuple[str, ...]


def deadlines(store: Store, language: Language, on: dt.date) -> tuple[Deadline, ...]:
    """Give the deadlines from a day on for a year, by day; what has come is no longer due."""
    speaker = Speaker(store.catalogue, language)
    ahead = progress.due(store.catalogue, progress.known(store), on, on + AHEAD)
    days: dict[tuple[dt.date, Text], list[Due]] = {}
    for one in ahead:
        if _counts(one) and on <= one.due_on <= on + AHEAD:
            days.setdefault((one.due_on, one.indicator.owner), []).append(one)
    return tuple(_deadline(day, owner, many, speaker) for (day, owner), many in days.items())


def _counts(one: Due) -> bool:
    return one.state is not State.ABSENT and one.indicator.conf_status is ConfStatus.FREE


def _deadline(day: dt.date, owner: Text, many: list[Due], speaker: Speaker) -> Deadline:
    role = speaker.say(owner)
    return Deadline(
        day=day,
        owner=owner,
        summary=speaker.language.plural("calendar.summary", len(many), owner=role),
        lines=(speaker.text("calendar.owner", owner=role), *_missing(many, speaker)),
    )


def _missing(many: Iterable[Due], speaker: Speaker) -> Iterator[str]:
    """Say for each period, or parts of one, which figures have not come."""
    alike: dict[tuple[Period, ...], list[str]] = {}
    for one in many:
        label = speaker.label(one.indicator.id)
        alike.setdefault(one.missing or (one.period,), []).append(label)
    for periods, labels in alike.items():
        names = ", ".join(sorted(labels, key=speaker.language.sort_key))
        when = spans(periods, speaker.language)
        yield speaker.text("calendar.missing", period=when, names=names)
