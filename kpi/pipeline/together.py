"""Files that are brought together and tell the same figures otherwise.

Two downloads may look the same but for their figures: one of each platform, one of each site.
Refuses to let the later one replace the other without a word, and to take one remembered answer
for both.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from kpi.catalogue import Catalogue
from kpi.desk import Checked
from kpi.errors import Finding, error, warning
from kpi.i18n import CODES, language
from kpi.model import Observation
from kpi.readers.numbers import clip

# So many figures must be told twice, and most of them differ, for two files not to be of one thing.
LEAST_TWICE = 3


class _Clash(NamedTuple):
    """An indicator of which two files tell different figures; files by their place in the list.

    ``one`` is the later file's first such figure, ``other`` the earlier file's.
    """

    earlier: int
    later: int
    one: Observation
    other: Observation
    mostly: bool


def doubted(read: Sequence[Checked]) -> Mapping[int, frozenset[str]]:
    """Give by file the remembered answers that cannot be right for it and for another file too."""
    found: dict[int, frozenset[str]] = {}
    for one in _clashes(read):
        for number in (one.earlier, one.later) if one.mostly else ():
            keys = _remembered(read[number], one.one.indicator)
            if keys:
                found[number] = found.get(number, frozenset()) | keys
    return found


def asked_again(checked: Checked, keys: frozenset[str]) -> tuple[Finding, ...]:
    """Say of the questions that are put again why a remembered answer is not taken."""
    return tuple(
        warning("remembered-for-several", one.cell, found=one.facts.get("found", ""))
        for one in checked.questions
        if one.key in keys
    )


def remarks(read: Sequence[Checked], catalogue: Catalogue) -> Mapping[int, tuple[Finding, ...]]:
    """Say by file which of its figures an earlier file of the same list tells otherwise."""
    code = catalogue.organisation.language
    say = language(code if code in CODES else CODES[0])
    found: dict[int, tuple[Finding, ...]] = {}
    for clash in _clashes(read):
        indicator = catalogue.indicators[clash.one.indicator]
        facts = {
            "found": say.figure(clash.one.value, None, indicator.decimals),
            "other": say.figure(clash.other.value, None, indicator.decimals),
            "file": clip(read[clash.earlier].file),
            "name": indicator.name.in_language(say.code),
            "period": say.period(clash.one.period),
        }
        cell = clash.one.cell
        told = error("files-contradict", cell, **facts) if clash.mostly else None
        found[clash.later] = (
            *found.get(clash.later, ()),
            told or warning("files-differ", cell, **facts),
        )
    return found


def _clashes(read: Sequence[Checked]) -> Iterator[_Clash]:
    """Find the indicators of which two files tell different figures of the same periods."""
    told = {number: _figures(one) for number, one in enumerate(read) if not one.published_as}
    for earlier, later in combinations(told, 2):
        both = told[earlier].keys() & told[later].keys()
        for indicator in sorted({key[0] for key in both}):
            keys = [key for key in told[later] if key in both and key[0] == indicator]
            other = [key for key in keys if told[later][key].value != told[earlier][key].value]
            if other:
                mostly = len(keys) >= LEAST_TWICE and 2 * len(other) > len(keys)
                first = other[0]
                yield _Clash(earlier, later, told[later][first], told[earlier][first], mostly)


def _figures(checked: Checked) -> dict[tuple[str, str, str], Observation]:
    """Give what a file states for its own sake, by indicator, period and goal."""
    return {
        (one.indicator, one.period.code, one.goal): one
        for one in (*checked.observations, *checked.pending)
        if one.value is not None and not one.is_base
    }


def _remembered(checked: Checked, indicator: str) -> frozenset[str]:
    """Give the remembered answers by which a file's figures are an indicator's."""
    cells = {
        one.cell
        for one in checked.questions
        if one.code == "which-indicator" and one.answer == indicator
    }
    return frozenset(one.key for one in checked.questions if one.remembered and one.cell in cells)
