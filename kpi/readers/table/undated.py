"""The period of a table whose lines say none: what its titles and its sheet's name come to.

Refuses to choose between words that disagree: the sheet of February is copied from January's, and
the title with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from itertools import combinations

from kpi.periods import Grain, Period
from kpi.readers.table.headings import Heading
from kpi.readers.table.stamps import Stamp, period_of, together
from kpi.readers.table.words import OTHER_YEAR, is_note


def period_over(over: Sequence[Heading]) -> Period | None:
    """Give the period that titles say, also where a year stands beside it; None when unsure."""
    stamps = _stamps(over)
    said = {one for one in map(period_of, stamps) if one is not None}
    finer = [one for one in said if one.grain not in (Grain.YEAR, Grain.DAY)]
    years = [one for one in said if one.grain is Grain.YEAR]
    # "Luvut (päivitetty 12/2024)" says when it was kept, and not what it is of.
    other = any(OTHER_YEAR.search(one.text.casefold()) for one in over if one.stamp)
    alone = len(finer) == 1 and len(finer) + len(years) == len(said)
    return finer[0] if alone and not other and _agree(stamps) else None


def likely_over(over: Sequence[Heading]) -> list[Period]:
    """Give the periods that are worth offering, what all titles say together first.

    A note decides nothing, but "Tilanne 30.6.2025" may well be what is asked for.
    """
    stamps = _stamps(over)
    both = reduce(_both, stamps, None) if _agree(stamps) else None
    noted = [one.stamp for one in over if one.stamp is not None]
    offered = map(period_of, [*([both] if both is not None else []), *stamps, *noted])
    return list(dict.fromkeys(one for one in offered if one is not None))


def _stamps(over: Sequence[Heading]) -> list[Stamp]:
    return [one.stamp for one in over if one.stamp is not None and not is_note(one.text)]


def _agree(stamps: Sequence[Stamp]) -> bool:
    return all(together(one, other) is not None for one, other in combinations(stamps, 2))


def _both(before: Stamp | None, one: Stamp) -> Stamp | None:
    return one if before is None else together(before, one)
