"""What a file would change, figure by figure, before anything is stored.

Refuses to guess the effect of a publish: it builds the state that would be and compares.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from kpi.model import ChangedFigure, Changes, Observation, ObsStatus, ShownChange, Upload
from kpi.periods import Period, parse
from kpi.store import duckdb, memory, readings
from kpi.store.decimals import plain
from kpi.store.read import Store

Key = tuple[str, str]
# value as text, status and undated base, the values in conflict: what a reader sees of a figure
Seen = tuple[str | None, str | None, str | None]
Difference = tuple[Changes, tuple[ChangedFigure, ...]]


class Effect(NamedTuple):
    """What publishing a file would do: counts of its figures, which change, which are seen to."""

    changes: Changes
    changed: tuple[ChangedFigure, ...]
    shown: tuple[ShownChange, ...]


class _Known(NamedTuple):
    """What a page shows of a figure."""

    value: Decimal | None
    have: int
    of: int
    stated: bool


_NOTHING = _Known(None, 0, 1, stated=False)
_STATED = "select time_period, obs_value from observation_current"
_REPORTED = """
    select indicator_id, time_period, obs_value, have, of_parts, is_stated
    from reported
    where grain <> 'day' and list_contains(?, indicator_id)
"""
# Text, because it only needs comparing: an exact decimal is slow to hand over.
_CURRENT = """
    select
        indicator_id,
        time_period,
        rtrim(rtrim(cast(obs_value as varchar), '0'), '.'),
        concat(obs_status, ' ', cast(undated_base as varchar)),
        case when in_conflict then '' end
    from observation_current
"""
_DISPUTED = """
    select said.indicator_id, said.time_period, said.goal_no, cast(said.obs_value as varchar)
    from statement_current as said
    inner join observation_current as known
        on said.indicator_id = known.indicator_id and said.time_period = known.time_period
    where known.in_conflict
    order by said.goal_no, said.row_no
"""


def keys(observations: Iterable[Observation]) -> set[Key]:
    """Give the figures that observations speak of: indicator and period."""
    return {(one.indicator, one.period.code) for one in observations}


def invented(observations: Sequence[Observation]) -> tuple[Observation, ...]:
    """Mark figures as made up: status E, unless they have no value."""
    return tuple(
        replace(one, obs_status=ObsStatus.ESTIMATE) if one.value is not None else one
        for one in observations
    )


def effects(now: Store, batches: Sequence[Sequence[Observation]]) -> tuple[Effect, ...]:
    """Compare what would be known after publishing files together with what is known now.

    Args:
        now: what is published.
        batches: what each file says, in the order in which they would be published.

    Returns:
        For each file the counts of its figures, those that are new or change, and what a reader
        would see change.
    """
    asked = [keys(batch) for batch in batches]
    every = set().union(*asked)
    if not every:
        return tuple(Effect(Changes(0, 0, 0), (), ()) for _ in batches)
    made = _imagined(now, batches, {indicator for indicator, _ in every})
    try:
        before, after = _picked(now.connection, every), _picked(made, every)
        shown = _shown(now.connection, every), _shown(made, every)
    finally:
        made.close()
    return tuple(
        Effect(*_compared(before, after, one), _seen_to_change(*shown, one)) for one in asked
    )


def stated_values(store: Store, indicator: str) -> dict[str, Decimal]:
    """Give an indicator's published values by the codes of the periods they are stated for."""
    sql = f"{_STATED} where indicator_id = ? and obs_value is not null"
    return dict(store.rows(sql, indicator))


def between(before: Store, after: Store, asked: Sequence[set[Key]]) -> tuple[Difference, ...]:
    """Compare two states over several sets of figures."""
    every = set().union(*asked)
    old, new = _picked(before.connection, every), _picked(after.connection, every)
    return tuple(_compared(old, new, one) for one in asked)


def spoken(store: Store, seq: int) -> set[Key]:
    """Give the figures that an upload speaks of, also a withdrawn one."""
    sql = "select distinct indicator_id, time_period from statement where upload_seq = ?"
    return {(indicator, period) for indicator, period in store.rows(sql, seq)}


def _picked(connection: duckdb.Connection, asked: set[Key]) -> dict[Key, Seen]:
    """Give what a reader sees of figures; of disputed ones every value that is said."""
    seen: dict[Key, Seen] = {
        key: row[2:] for row in duckdb.rows(connection, _CURRENT) if (key := row[:2]) in asked
    }
    if any(conflict is not None for _, _, conflict in seen.values()):
        for indicator, period, goal, value in duckdb.rows(connection, _DISPUTED):
            key = (indicator, period)
            if key in seen:
                known, status, conflict = seen[key]
                seen[key] = (known, status, f"{conflict} {goal}={value}")
    return seen


def _imagined(
    now: Store, batches: Sequence[Sequence[Observation]], indicators: set[str]
) -> duckdb.Connection:
    """Build the state that would be, in memory, from the statements of these indicators alone."""
    told = duckdb.statements_of(now.connection, indicators)
    first = max((one.seq for one in now.uploads()), default=0) + 1
    moment = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
    more = [
        Upload(str(seq), "", "", "", moment, "", "", None, len(batch), seq)
        for seq, batch in enumerate(batches, first)
    ]
    tables = [readings.table(batch, seq) for seq, batch in enumerate(batches, first)]
    return duckdb.build_reported(
        now.catalogue, [*now.uploads(), *more], readings.joined([told, *tables])
    )


def _shown(connection: duckdb.Connection, asked: set[Key]) -> dict[Key, _Known]:
    """Give what the pages show of these indicators: every period but the single days."""
    indicators = sorted({indicator for indicator, _ in asked})
    found = duckdb.rows(connection, _REPORTED, [indicators])
    return {(row[0], row[1]): _Known(plain(row[2]), *row[3:]) for row in found}


def _seen_to_change(
    before: dict[Key, _Known], after: dict[Key, _Known], asked: set[Key]
) -> tuple[ShownChange, ...]:
    """Give the lines of one file and the longer periods that a reader would see change."""
    told: dict[str, list[Period]] = {}
    lines = set()
    for indicator, code in asked:
        period = parse(code)
        told.setdefault(indicator, []).append(period)
        lines.add(memory.line(indicator, period))
    changed = []
    for key in after.keys() | before.keys():
        old, new = before.get(key, _NOTHING), after.get(key, _NOTHING)
        if key[0] in told and (old != new or " ".join(key) in lines):
            period = parse(key[1])
            parts = sum(period.contains(one) for one in told[key[0]])
            if parts:
                changed.append(ShownChange(key[0], period, old.value, *new, parts))
    return tuple(
        sorted(changed, key=lambda one: (one.indicator, -one.period.grain.rank, one.period))
    )


def _value(seen: Seen | None) -> Decimal | None:
    return None if seen is None or seen[0] is None else Decimal(seen[0])


def _compared(before: dict[Key, Seen], after: dict[Key, Seen], asked: set[Key]) -> Difference:
    changed, counts = [], {"new": 0, "changed": 0, "unchanged": 0}
    for key in sorted(asked):
        old, new = before.get(key), after.get(key)
        kind = "unchanged" if old == new else "new" if old is None else "changed"
        counts[kind] += 1
        if kind != "unchanged":
            period = parse(key[1])
            changed.append(
                ChangedFigure(
                    key[0], period, _value(old), _value(new),
                    is_new=old is None, in_conflict=bool(new and new[2]),
                )
            )  # fmt: skip
    return Changes(**counts), tuple(changed)
