"""The completion rate as a figure like any other: made from the statuses that uploads tell.

Refuses to take a stated one: a computed indicator has no figures but these, and each stands at the
upload or the edit that changed it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

import pyarrow as pa
import pyarrow.compute as pc

from kpi import plan
from kpi.catalogue import Catalogue
from kpi.catalogue_rows import Indicator
from kpi.completion import completion
from kpi.model import Observation, Upload
from kpi.periods import Period
from kpi.plan import Telling
from kpi.store import readings

# As many decimals as the store keeps; only what is shown is rounded.
_KEPT = 18


def tellings(uploads: Iterable[Upload]) -> tuple[Telling, ...]:
    """Give what the uploads and edits in use tell of the plan, in the order of publishing."""
    return tuple(
        Telling(
            one.upload, one.seq, one.published_at, one.published_by, one.reason, plan.read(one.told)
        )
        for one in uploads
        if one.told and one.withdrawn_at is None
    )


def computed(catalogue: Catalogue) -> tuple[Indicator, ...]:
    """Give the indicators that are computed here and never stated."""
    return tuple(one for one in catalogue.indicators.values() if one.computed is not None)


def with_completion(catalogue: Catalogue, uploads: Sequence[Upload], told: pa.Table) -> pa.Table:
    """Give the statements with those of the computed indicators, made anew.

    Args:
        catalogue: which indicators are computed, and the plan's actions.
        uploads: in the order of publishing, with what was withdrawn.
        told: rows of the statement table, computed ones of an earlier state among them.
    """
    wanted = computed(catalogue)
    if not wanted:
        return told
    ids = pa.array([one.id for one in wanted], pa.string())
    stated = told.filter(pc.invert(pc.is_in(told["indicator_id"], value_set=ids)))
    return readings.joined([stated, *_made(catalogue, wanted, tellings(uploads))])


def _made(
    catalogue: Catalogue, wanted: Sequence[Indicator], known: Sequence[Telling]
) -> Iterator[pa.Table]:
    for number, telling in enumerate(known, 1):
        periods = dict.fromkeys(one.period for one in telling.told.statuses)
        rows = [
            _observation(catalogue, one, known[:number], period)
            for one in wanted
            for period in periods
        ]
        made = readings.table([one for one in rows if one is not None], telling.seq)
        # Below the file's own rows, so that no two rows share a number.
        below = pa.array([-n for n in range(made.num_rows)], pa.int32())
        yield made.set_column(1, readings.SCHEMA.field(1), below)


def _observation(
    catalogue: Catalogue, indicator: Indicator, known: Sequence[Telling], period: Period
) -> Observation | None:
    made = completion(plan.statuses(known, catalogue.actions, period).values())
    if made.rate is None:
        return None
    # Percent with as many decimals as are kept, the rest cut off: whole numbers, then the mark.
    percent = (made.done + made.ongoing) * 10 ** (_KEPT + 2) // made.planned
    return Observation(
        indicator=indicator.id,
        service_area=indicator.service_area,
        period=period,
        value=Decimal(percent).scaleb(-_KEPT),
        cell="",
        label=indicator.name.fi,
        conf_status=indicator.conf_status,
    )
