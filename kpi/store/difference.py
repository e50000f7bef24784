"""What a file would change, figure by figure, before anything is stored.

Refuses to guess the effect of a publish: it builds the state that would be and compares.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import partial
from itertools import chain
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from kpi.model import ChangedFigure, Changes, Observation, ObsStatus, ShownChange, Upload
from kpi.periods import parse
from kpi.store import duckdb, readings
from kpi.store.read import Store
from kpi.store.shown import Key, on_pages, seen_to_change

# value as text, status and undated base, the values in conflict: what a reader sees of a figure
Seen = tuple[str | None, str | None, str | None]
Difference = tuple[Changes, tuple[ChangedFigure, ...]]
Batches = Sequence[Sequence[Observation]]


class Effect(NamedTuple):
    """What publishing a file would do: counts of its figures, which change, which are seen to."""

    changes: Changes
    changed: tuple[ChangedFigure, ...]
    shown: tuple[ShownChange, ...]


_UNKNOWN: Seen = (None, None, None)
# So many statements of a file are imagined published at a time: more would only hold more.
_AT_ONCE = 25_000
_STATED = "select time_period, obs_value from observation_current"
# Text, because it only needs comparing: an exact decimal is slow to hand over.
_CURRENT = """
    select
        indicator_id,
        time_period,
        rtrim(rtrim(cast(obs_value as varchar), '0'), '.') as value_text,
        concat(obs_status, ' ', cast(undated_base as varchar)) as status,
        case when in_conflict then '' end as conflict
    from observation_current
"""
_OF_THESE = f"{_CURRENT} where list_contains(?, indicator_id)"
# Every figure that an upload's own rows speak of (what is computed here stands below them), in
# order, also one that nothing is known of.
_SPOKEN = f"""
    select said.indicator_id, said.time_period, known.value_text, known.status, known.conflict
    from (
        select distinct indicator_id, time_period
        from statement
        where upload_seq = ? and row_no > 0
    ) as said
    left join ({_CURRENT}) as known
        on said.indicator_id = known.indicator_id and said.time_period = known.time_period
    order by said.indicator_id, said.time_period
"""  # noqa: S608  # nosec B608 # two sentences of our own, values are bound
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
        one._replace(obs_status=ObsStatus.ESTIMATE) if one.value is not None else one
        for one in observations
    )


def effects(now: Store, batches: Batches, at_once: int = _AT_ONCE) -> tuple[Effect, ...]:
    """Compare what would be known after publishing files together with what is known now.

    Args:
        now: what is published.
        batches: what each file says, in the order in which they would be published.
        at_once: of how many of their statements the effect is held at a time.

    Returns:
        For each file the counts of its figures, those that are new or change, and what a reader
        would see change.
    """
    found: list[list[Effect]] = [[] for _ in batches]
    for indicators in _groups(batches, at_once):
        some = [[one for one in batch if one.indicator in indicators] for batch in batches]
        for mine, one in zip(found, _effects(now, some, indicators), strict=True):
            mine.append(one)
    return tuple(map(_together, found))


def _groups(batches: Batches, most: int) -> Iterator[frozenset[str]]:
    """Give the indicators that files speak of, in the order of their ids, some at a time.

    No figure depends on another indicator's, and a large file is held in memory by parts.
    """
    counted = Counter(one.indicator for batch in batches for one in batch)
    group, size = set[str](), 0
    for indicator in sorted(counted):
        if group and size + counted[indicator] > most:
            yield frozenset(group)
            group, size = set(), 0
        group.add(indicator)
        size += counted[indicator]
    if group:
        yield frozenset(group)


def _effects(now: Store, batches: Batches, indicators: frozenset[str]) -> Iterator[Effect]:
    asked = [keys(batch) for batch in batches]
    every = set().union(*asked)
    made = _imagined(now, batches, indicators)
    try:
        # One after the other: what a large file changes is large.
        stated = _stated_to_change(now.connection, made, asked)
        before, after = on_pages(now.connection, every), on_pages(made, every)
    finally:
        made.close()
    for one, mine in zip(stated, asked, strict=True):
        yield Effect(*one, seen_to_change(before, after, mine))


def _together(parts: Sequence[Effect]) -> Effect:
    counted = [(one.changes.new, one.changes.changed, one.changes.unchanged) for one in parts]
    return Effect(
        Changes(*map(sum, zip((0, 0, 0), *counted, strict=True))),
        tuple(chain.from_iterable(one.changed for one in parts)),
        tuple(chain.from_iterable(one.shown for one in parts)),
    )


def _stated_to_change(
    now: duckdb.Connection, then: duckdb.Connection, asked: Sequence[set[Key]]
) -> list[Difference]:
    every = set().union(*asked)
    before, after = _picked(now, every), _picked(then, every)
    return [_compared(before, after, sorted(one)) for one in asked]


def stated_values(store: Store, indicator: str) -> dict[str, Decimal]:
    """Give an indicator's published values by the codes of the periods they are stated for."""
    sql = f"{_STATED} where indicator_id = ? and obs_value is not null"
    return dict(store.rows(sql, indicator))


class Between:
    """Compares two states over the figures that uploads speak of, also withdrawn ones.

    The later state is asked while it is not yet written; what it said is compared while it is.
    ``found`` has a difference for each upload from then on.
    """

    def __init__(self, before: Store, seqs: Sequence[int]) -> None:
        """Take the state as it stands and the numbers of the uploads."""
        self.found: tuple[Difference, ...] = ()
        self._before = before
        self._seqs = seqs

    def look(self, made: duckdb.Unwritten) -> Callable[[], None]:
        """Ask a state that is made; give what compares it, which asks it no more."""
        told = [duckdb.columns(made, _SPOKEN, [seq]) for seq in self._seqs]
        disputed = set[Key]().union(*map(_disputed, told))
        said = _picked(made, disputed) if disputed else {}
        return partial(self._compare, told, said)

    def _compare(self, told: Sequence[pa.Table], said: Mapping[Key, Seen]) -> None:
        spoken = [_seen(one, said) for one in told]
        old = _picked(self._before.connection, set().union(*spoken))
        self.found = tuple(_compared(old, new, new) for new in spoken)


def _disputed(told: pa.Table) -> set[Key]:
    return set(_seen(told.filter(pc.is_valid(told["conflict"])), {}))


def _seen(told: pa.Table, said: Mapping[Key, Seen]) -> dict[Key, Seen | None]:
    """Give what is known of the figures that an upload speaks of, None where nothing is."""
    names, codes, *known = (one.cast(pa.string()).to_pylist() for one in told.columns)
    rows = zip(zip(names, codes, strict=True), zip(*known, strict=True), strict=True)
    return {
        key: None if seen[1] is None else seen if seen[2] is None else said.get(key)
        for key, seen in rows
    }


def _picked(connection: duckdb.Connection | duckdb.Unwritten, asked: set[Key]) -> dict[Key, Seen]:
    """Give what a reader sees of figures; of disputed ones every value that is said."""
    named = [sorted({indicator for indicator, _ in asked})]
    seen: dict[Key, Seen] = {
        key: row[2:]
        for row in duckdb.stream(connection, _OF_THESE, named)
        if (key := row[:2]) in asked
    }
    if any(conflict is not None for _, _, conflict in seen.values()):
        for indicator, period, goal, value in duckdb.rows(connection, _DISPUTED):
            key = (indicator, period)
            if key in seen:
                known, status, conflict = seen[key]
                seen[key] = (known, status, f"{conflict} {goal}={value}")
    return seen


def _imagined(now: Store, batches: Batches, indicators: frozenset[str]) -> duckdb.Connection:
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


def _compared(
    before: Mapping[Key, Seen], after: Mapping[Key, Seen | None], asked: Iterable[Key]
) -> Difference:
    """Compare figures in the order in which they are asked for."""
    changed: list[ChangedFigure] = []
    new_ones = unchanged = 0
    for key in asked:
        old, new = before.get(key), after.get(key)
        if old == new:
            unchanged += 1
            continue
        new_ones += old is None
        was, will = (old or _UNKNOWN)[0], (new or _UNKNOWN)[0]
        changed.append(
            ChangedFigure(
                key[0],
                parse(key[1]),
                None if was is None else Decimal(was),
                None if will is None else Decimal(will),
                old is None,
                bool(new and new[2]),
            )
        )
    return Changes(new_ones, len(changed) - new_ones, unchanged), tuple(changed)
