"""What figures are expected, and which of them are missing, since when.

Refuses the clock: the day is handed in. Refuses to call missing what has been answered: by a
figure, by one of a longer span that covers it, or by the word that there is none.

Expected are the figures that the plan lists and those that have ever been reported; what is told
in words never is. Each is looked for from the first period that was reported for its own sake.
One that never was is looked for in the latest period that is over: an empty past is no flood.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import NamedTuple

from kpi.catalogue import Catalogue
from kpi.catalogue_rows import Indicator, Organisation
from kpi.model import Kind, ObsStatus
from kpi.periods import Grain, Period, between, containing, parse
from kpi.store import Store


class State(StrEnum):
    """How it is with a figure that is expected."""

    LATE = "late"  # nothing has come, and its day is past
    PARTLY = "partly"  # some of its parts have come
    DUE = "due"  # the period is over, the day not yet past
    NOT_YET_DUE = "not_yet_due"  # the period is not over
    ABSENT = "absent"  # answered: not collected, or cannot exist


class Told(NamedTuple):
    """What is published of a period.

    ``answers`` is False where only some parts are known, ``absent`` the word that there is no
    figure, ``stated`` False for what was rolled up.
    """

    answers: bool
    absent: bool
    stated: bool


class Record(NamedTuple):
    """Everything published of one indicator, by period.

    ``first`` is the first day that a figure for its own sake is about, None when there is none.
    """

    first: dt.date | None
    told: Mapping[Period, Told]


class Due(NamedTuple):
    """One figure that is expected and has not come.

    ``late_since`` is the first day that it is late, None when it is not. ``missing`` are the
    periods without a figure: the period itself, or the parts of it that have not come; empty while
    it is not over. ``reported_before`` is False when the indicator was never reported.
    """

    indicator: Indicator
    period: Period
    state: State
    due_on: dt.date
    late_since: dt.date | None
    missing: tuple[Period, ...]
    reported_before: bool


_NOTHING = Record(None, {})
_ONE_DAY = dt.timedelta(days=1)
_COARSEST_FIRST = tuple(sorted(Grain, key=lambda grain: grain.rank))
_NO_FIGURE = {ObsStatus.NOT_COLLECTED.value, ObsStatus.CANNOT_EXIST.value}
_NO_VALUE = {*_NO_FIGURE, ObsStatus.SUPPRESSED.value}
_FIRST = (
    "select indicator_id, min(starts_on) from observation_current "
    "where not is_base group by indicator_id"
)
_TOLD = (
    "select indicator_id, time_period, obs_value is not null, in_conflict, obs_status, is_stated "
    "from reported where grain <> 'day'"
)
# Days matter only where they do not yet make a whole month.
_DAYS = (
    "select day.indicator_id, day.time_period, day.obs_value is not null, day.in_conflict, "
    "day.obs_status, day.is_stated from reported as day "
    "inner join indicator on day.indicator_id = indicator.indicator_id "
    "inner join spine_part on day.time_period = spine_part.part_period "
    "inner join reported as whole on day.indicator_id = whole.indicator_id "
    "and spine_part.whole_period = whole.time_period "
    "where day.grain = 'day' and indicator.kind = 'flow' and whole.obs_value is null"
)


def known(store: Store) -> dict[str, Record]:
    """Fetch what is published, by indicator: three questions for the whole store."""
    first = {indicator: day for indicator, day in store.rows(_FIRST)}
    told: dict[str, dict[Period, Told]] = {}
    for indicator, code, valued, disputed, status, stated in (
        *store.rows(_TOLD),
        *store.rows(_DAYS),
    ):
        # A stock's closing word holds for every period that ends that day; a sum has none, and one
        # of its parts in dispute does not make the others known.
        own = stated or store.catalogue.indicators[indicator].kind is Kind.STOCK
        has_figure = valued or (own and disputed)
        absent = own and not has_figure and status in _NO_FIGURE
        answers = has_figure or (own and status in _NO_VALUE)
        told.setdefault(indicator, {})[parse(code)] = Told(answers, absent, stated)
    return {one: Record(first.get(one), periods) for one, periods in told.items()}


def due(
    catalogue: Catalogue,
    published: Mapping[str, Record],
    on: dt.date,
    until: dt.date | None = None,
) -> tuple[Due, ...]:
    """List every figure that is expected and has not come, the longest late first.

    Args:
        catalogue: what is expected, how often, and whose it is.
        published: what is known; see ``known``.
        on: the day it is looked at.
        until: look ahead to the periods that hold this day; None: to those under way.

    Returns:
        Each figure once, ``ABSENT`` ones too: they are answered, and shown as that.
    """
    organisation = catalogue.organisation
    found = [
        one
        for indicator in catalogue.indicators.values()
        for one in _expected(
            indicator, published.get(indicator.id, _NOTHING), organisation, on, until
        )
    ]
    return tuple(sorted(found, key=lambda one: (one.late_since is None, one.due_on)))


def grain(indicator: Indicator, organisation: Organisation) -> Grain:
    """Say how often a figure is expected; never more often than it is collected."""
    usual = parse(organisation.period).grain
    wanted = (indicator.due or usual, indicator.grain, Grain.MONTH)
    return min(wanted, key=lambda one: one.rank)


def _expected(
    indicator: Indicator,
    record: Record,
    organisation: Organisation,
    on: dt.date,
    until: dt.date | None,
) -> Iterator[Due]:
    listed = any(place.listed for place in indicator.goals)
    if indicator.kind is Kind.QUALITATIVE or not (listed or record.first):
        return
    given = organisation.due_days if indicator.due_days is None else indicator.due_days
    for period in _periods(record.first, grain(indicator, organisation), on, until or on):
        missing = _missing(indicator, record, period)
        if missing:
            due_on = period.last_day + dt.timedelta(days=given)
            state = _state(period, missing, due_on, on)
            yield Due(
                indicator=indicator,
                period=period,
                state=state,
                due_on=due_on,
                late_since=due_on + _ONE_DAY if on > due_on else None,
                missing=() if state is State.NOT_YET_DUE else missing,
                reported_before=record.first is not None,
            )
        elif _absent(record, period):
            due_on = period.last_day + dt.timedelta(days=given)
            before = record.first is not None
            yield Due(indicator, period, State.ABSENT, due_on, None, (), before)


def _periods(
    first: dt.date | None, grain: Grain, on: dt.date, until: dt.date
) -> tuple[Period, ...]:
    under_way = containing(on, grain)
    latest = containing(under_way.start - _ONE_DAY, grain)
    begins = latest if first is None else containing(first, grain)
    return between(min(begins, under_way), containing(until, grain))


def _state(period: Period, missing: tuple[Period, ...], due_on: dt.date, on: dt.date) -> State:
    if on <= period.last_day:
        return State.NOT_YET_DUE
    if missing != (period,):
        return State.PARTLY
    return State.LATE if on > due_on else State.DUE


def _answer(record: Record, period: Period) -> Told | None:
    """Give what answers for a period: its own figure or word, or that of a longer span."""
    own = record.told.get(period)
    if own is not None and own.answers:
        return own
    for grain in _COARSEST_FIRST[: period.grain.rank]:
        longer = record.told.get(containing(period.start, grain))
        if longer is not None and longer.answers and longer.stated:
            return longer
    return None


def _absent(record: Record, period: Period) -> bool:
    answer = _answer(record, period)
    return answer is not None and answer.absent


def _missing(indicator: Indicator, record: Record, period: Period) -> tuple[Period, ...]:
    """Give the periods without an answer: the period itself, or those of its parts; or none.

    Only a flow can be told in parts. Its parts are as long as the shortest that have come, and no
    shorter than a month where more than a month is asked for.
    """
    if _answer(record, period) is not None:
        return ()
    parts = [
        one.grain
        for one, told in record.told.items()
        if told.answers and one.grain.rank > period.grain.rank and period.contains(one)
    ]
    if indicator.kind is not Kind.FLOW or not parts:
        return (period,)
    shortest = max(parts, key=lambda one: one.rank)
    if period.grain is not Grain.MONTH:
        shortest = min(shortest, Grain.MONTH, key=lambda one: one.rank)
    return tuple(one for one in period.parts(shortest) if _answer(record, one) is None)
