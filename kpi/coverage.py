"""What the plan promised against what a period reports: wholly, partly, or not at all.

Refuses to take a stand-in for what was promised, and a figure computed here for a reported one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from kpi import plan
from kpi.catalogue import Catalogue
from kpi.catalogue_rows import Indicator
from kpi.model import ObsStatus
from kpi.periods import Period
from kpi.plan import InWords
from kpi.store import Store


class Coverage(StrEnum):
    """How much of a promise a period keeps."""

    REPORTED = "reported"
    PARTLY = "partly"
    NOT_REPORTED = "not_reported"


@dataclass(frozen=True, slots=True)
class Promise:
    """One row of the plan's indicator column. ``instead`` are indicators reported in its place.

    ``in_words`` is what is told in words, None where nothing is.
    """

    goal: str
    indicator: str
    status: Coverage
    instead: tuple[str, ...] = ()
    in_words: InWords | None = None


def coverage(store: Store, period: Period) -> tuple[Promise, ...]:
    """Say of every promise of the plan whether a period keeps it, in the plan's order.

    A figure is reported when the period has it, a disputed and a withheld one included, or when it
    is told in words in full. A stand-in (relation ``proxy``), or words that tell a part, is partly.
    """
    figures = store.figures(period)
    known = {
        one
        for one, pair in figures.items()
        if pair.now.value is not None
        or pair.now.conflict
        or (pair.now.stated and pair.now.obs_status is ObsStatus.SUPPRESSED)
    }
    words = plan.in_words(store.tellings, period)
    return tuple(
        _promise(store.catalogue, one, goal, known, words)
        for goal, one in _promised(store.catalogue)
    )


def counts(promises: Sequence[Promise]) -> dict[str, int]:
    """Count promises by how much of them is kept; each of the three is named."""
    found = Counter(one.status for one in promises)
    return {one.value: found[one] for one in Coverage}


def _promised(catalogue: Catalogue) -> Iterator[tuple[str, Indicator]]:
    at: dict[str, list[Indicator]] = {goal: [] for goal in catalogue.goals}
    for one in catalogue.indicators.values():
        for place in one.goals:
            if place.listed:
                at.setdefault(place.no, []).append(one)
    for goal, indicators in at.items():
        yield from ((goal, one) for one in indicators)


def _promise(
    catalogue: Catalogue,
    one: Indicator,
    goal: str,
    known: set[str],
    words: dict[tuple[str, str], InWords],
) -> Promise:
    said = words.get((one.id, goal))
    instead = tuple(
        name
        for relation in catalogue.relations_of("proxy")
        if relation.promised == one.id
        for name in relation.reported
        if name in known
    )
    if one.computed is None and (one.id in known or (said is not None and said.whole)):
        return Promise(goal, one.id, Coverage.REPORTED, (), said)
    if instead or said is not None:
        return Promise(goal, one.id, Coverage.PARTLY, instead, said)
    return Promise(goal, one.id, Coverage.NOT_REPORTED)
