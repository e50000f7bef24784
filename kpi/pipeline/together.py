"""Files that are brought together and tell of the same days: two channels, or one twice?

Refuses to let the second overwrite the first in silence. Where an earlier file's answer was taken
for both, both are asked about; where somebody answered for each, it is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from kpi.desk import Checked
from kpi.errors import Finding, warning
from kpi.model import Observation
from kpi.periods import Grain, Period
from kpi.readers.numbers import clip

# Days that were counted anew differ at the end of a download; a month is told by one figure.
_LEAST_DAYS = 3


@dataclass(frozen=True)
class Doubt:
    """What another file speaks against: remembered answers by their keys, and how it is said."""

    keys: frozenset[str]
    findings: tuple[Finding, ...]


def doubts(checked: Sequence[Checked]) -> dict[int, Doubt]:
    """Give by the files' places what another of the files speaks against.

    Where nobody remembered anything, the later of two files is told of alone: its figures stand.
    """
    found: dict[int, Doubt] = {}
    for first, second, indicators in _contradictions(checked):
        for place, other in ((first, second), (second, first)):
            keys = _keys(checked[place], indicators)
            if keys or place == second:
                before = found.get(place, Doubt(frozenset(), ()))
                one = next(it for it in _told(checked[place]) if it.indicator in indicators)
                said = warning(
                    "files-disagree",
                    one.cell,
                    found=clip(one.label),
                    name=clip(checked[other].file),
                )
                found[place] = Doubt(before.keys | keys, (*before.findings, said))
    return found


def _contradictions(checked: Sequence[Checked]) -> Iterator[tuple[int, int, frozenset[str]]]:
    """Give the places of two files, and the indicators of which they tell different figures."""
    figures = [_figures(one) for one in checked] if len(checked) > 1 else []
    for first, second in combinations(range(len(figures)), 2):
        if checked[first].sha256 == checked[second].sha256:
            continue
        common = figures[first].keys() & figures[second].keys()
        differs: dict[str, list[bool]] = {}
        days: dict[str, bool] = {}
        for indicator, period in common:
            other = figures[first][indicator, period] != figures[second][indicator, period]
            differs.setdefault(indicator, []).append(other)
            days[indicator] = days.get(indicator, True) and period.grain is Grain.DAY
        against = frozenset(
            indicator
            for indicator, others in differs.items()
            if 2 * sum(others) > len(others)
            and len(others) >= (_LEAST_DAYS if days[indicator] else 1)
        )
        if against:
            yield first, second, against


def _figures(one: Checked) -> dict[tuple[str, Period], Decimal]:
    """Give what a file states for itself; of a template, whose rows have goals, nothing."""
    return {
        (it.indicator, it.period): it.value
        for it in _told(one)
        if it.value is not None and not it.is_base and not it.goal
    }


def _told(one: Checked) -> Sequence[Observation]:
    return one.observations or one.pending


def _keys(one: Checked, indicators: frozenset[str]) -> frozenset[str]:
    """Give what the remembered answers by which a file tells indicators are remembered by."""
    meant = {
        it.cell for it in one.questions if it.code == "which-indicator" and it.answer in indicators
    }
    return frozenset(it.key for it in one.questions if it.remembered and it.cell in meant)
