"""What a file would change, figure by figure, before anything is stored.

Refuses to guess the effect of a publish: it builds the state that would be and compares.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from kpi.model import ChangedFigure, Changes, Observation, ObsStatus, Upload
from kpi.periods import parse
from kpi.store import duckdb, readings
from kpi.store.read import Store, plain

Key = tuple[str, str]
# value, status, conflict: what a reader sees of a figure
Seen = tuple[Decimal | None, str, bool]
Difference = tuple[Changes, tuple[ChangedFigure, ...]]
_CURRENT = (
    "select indicator_id, time_period, obs_value, obs_status, in_conflict, undated_base "
    "from observation_current"
)


def keys(observations: Iterable[Observation]) -> set[Key]:
    """Give the figures that observations speak of: indicator and period."""
    return {(one.indicator, one.period.code) for one in observations}


def invented(observations: Sequence[Observation]) -> tuple[Observation, ...]:
    """Mark figures as made up: status E, unless they have no value."""
    return tuple(
        replace(one, obs_status=ObsStatus.ESTIMATE) if one.value is not None else one
        for one in observations
    )


def changes(now: Store, batches: Sequence[Sequence[Observation]]) -> tuple[Difference, ...]:
    """Compare what would be known after publishing files together with what is known now.

    Args:
        now: what is published.
        batches: what each file says, in the order in which they would be published.

    Returns:
        For each file the counts of its figures, and those that are new or change.
    """
    asked = {key for batch in batches for key in keys(batch)}
    if not asked:
        return tuple((Changes(0, 0, 0), ()) for _ in batches)
    before, after = _picked(now.rows(_CURRENT), asked), _imagined(now, batches, asked)
    return tuple(_compared(before, after, keys(batch)) for batch in batches)


def between(before: Store, after: Store, seqs: Sequence[int]) -> tuple[Difference, ...]:
    """Compare two states over the figures that uploads speak of, named by their numbers."""
    wanted = set(seqs)
    spoken: dict[int, set[Key]] = {seq: set() for seq in seqs}
    for seq, indicator, period in after.rows(
        "select distinct upload_seq, indicator_id, time_period from statement"
    ):
        if seq in wanted:
            spoken[seq].add((indicator, period))
    asked = set().union(*spoken.values())
    old, new = _picked(before.rows(_CURRENT), asked), _picked(after.rows(_CURRENT), asked)
    return tuple(_compared(old, new, spoken[seq]) for seq in seqs)


def _picked(rows: Sequence[tuple[object, ...]], asked: set[Key]) -> dict[Key, Seen]:
    return {
        (row[0], row[1]): (plain(row[2]), f"{row[3]} {row[5]}", row[4])  # type: ignore[misc, arg-type]
        for row in rows
        if (row[0], row[1]) in asked
    }


def _imagined(
    now: Store, batches: Sequence[Sequence[Observation]], asked: set[Key]
) -> dict[Key, Seen]:
    """Build the state that would be, in memory, from the statements of these figures alone."""
    told = duckdb.statements_of(now.connection, {one for one, _ in asked})
    first = max((one.seq for one in now.uploads()), default=0) + 1
    moment = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
    more = [
        Upload(str(seq), "", "", "", moment, "", "", None, len(batch), seq)
        for seq, batch in enumerate(batches, first)
    ]
    tables = [readings.table(batch, seq) for seq, batch in enumerate(batches, first)]
    made = duckdb.build_current(
        now.catalogue, [*now.uploads(), *more], readings.joined([told, *tables])
    )
    try:
        return _picked(duckdb.rows(made, _CURRENT), asked)
    finally:
        made.close()


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
                    key[0], period, old[0] if old else None, new[0] if new else None,
                    is_new=old is None,
                    in_conflict=bool(new and new[2]),
                )
            )  # fmt: skip
    return Changes(**counts), tuple(changed)
