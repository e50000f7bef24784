"""Which of the figures that pages show would change: longer periods change with their parts.

Refuses to tell of single days: no page shows one by itself.
"""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from kpi.model import ShownChange
from kpi.periods import Grain, containing, parse
from kpi.store import duckdb, memory
from kpi.store.decimals import plain

Key = tuple[str, str]
"""A figure: its indicator and the code of its period."""
_REPORTED = """
    select indicator_id, time_period, obs_value, have, of_parts, is_stated
    from reported
    where grain <> 'day' and list_contains(?, indicator_id)
"""


class Known(NamedTuple):
    """What a page shows of a figure."""

    value: Decimal | None
    have: int
    of: int
    stated: bool


_NOTHING = Known(None, 0, 1, stated=False)


def on_pages(connection: duckdb.Connection, asked: set[Key]) -> dict[Key, Known]:
    """Give what the pages show of these indicators: every period but the single days."""
    indicators = sorted({indicator for indicator, _ in asked})
    found = duckdb.stream(connection, _REPORTED, [indicators])
    return {row[:2]: Known(plain(row[2]), *row[3:]) for row in found}


def seen_to_change(
    before: dict[Key, Known], after: dict[Key, Known], asked: set[Key]
) -> tuple[ShownChange, ...]:
    """Give the lines of one file and the longer periods that a reader would see change."""
    lines = set()
    parts: Counter[Key] = Counter()
    for indicator, code in asked:
        lines.add(memory.line(indicator, parse(code)))
        parts.update((indicator, whole) for whole in _wholes(code))
    changed = []
    for key in after.keys() | before.keys():
        old, new = before.get(key, _NOTHING), after.get(key, _NOTHING)
        if parts[key] and (old != new or " ".join(key) in lines):
            changed.append(ShownChange(key[0], parse(key[1]), old.value, *new, parts[key]))
    return tuple(
        sorted(changed, key=lambda one: (one.indicator, -one.period.grain.rank, one.period.start))
    )


@lru_cache(maxsize=4096)
def _wholes(code: str) -> tuple[str, ...]:
    """Give the codes of the periods that hold one, its own among them; days hold nothing."""
    period = parse(code)
    grains = [one for one in Grain if one.rank <= period.grain.rank and one is not Grain.DAY]
    return tuple(containing(period.start, grain).code for grain in grains)
