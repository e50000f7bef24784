"""How far the plan's actions have come, in words: counts, rates and the formula behind them.

Refuses a rate without the counts it is made of.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from kpi.catalogue import Catalogue
from kpi.catalogue_rows import Indicator
from kpi.completion import Completion, completion
from kpi.errors import PeriodUnreadable
from kpi.model import Known, ObsStatus, Pair
from kpi.periods import Period, parse
from kpi.plan import ActionState, Status
from kpi.view.context import Context
from kpi.view.parts import Table
from kpi.view.report_parts import CountRow, ReportAction
from kpi.view.speaker import Speaker

STATES = tuple(ActionState)


def of_goal(statuses: Mapping[str, Status], catalogue: Catalogue, goal: str) -> list[Status]:
    """Give the statuses of a goal's actions."""
    return [one for one in statuses.values() if catalogue.actions[one.status.action].goal == goal]


def of_area(statuses: Mapping[str, Status], catalogue: Catalogue, area: str) -> list[Status]:
    """Give the statuses of a service area's actions."""
    goals = {one.id for one in catalogue.goals_of(area)}
    return [one for one in statuses.values() if catalogue.actions[one.status.action].goal in goals]


def pair(page: Context, indicator: Indicator, goal: str) -> Pair:
    """Give a goal's own rate beside its own a year earlier, as a figure that can be compared."""
    earlier = page.period.a_year_earlier()
    base = None if earlier is None else _known(page, indicator, goal, earlier)
    told = None if base is None or base.value is None else base
    return Pair(_known(page, indicator, goal, page.period), told, None, False)


def _known(page: Context, indicator: Indicator, goal: str, period: Period) -> Known:
    told = of_goal(page.store.statuses(period), page.speaker.catalogue, goal)
    counted = completion(told)
    value = None if counted.rate is None else counted.rate * 100
    return Known(
        indicator.id, indicator.service_area, period, value, ObsStatus.NORMAL,
        indicator.conf_status, int(value is not None), 1, True, False, None, None,
    )  # fmt: skip


def line(speaker: Speaker, counted: Completion) -> str:
    """Say a rate with its parts, as "2 done and 1 ongoing of 5 planned: 60 %"; "" for no action."""
    if not counted.planned:
        return ""
    if counted.rate is None:
        return speaker.language.plural("completion.untold", counted.planned)
    say = speaker.language
    return say.plural(
        "completion.line",
        counted.planned,
        done=say.number(counted.done),
        ongoing=say.number(counted.ongoing),
        rate=rate(speaker, counted.rate),
    )


def rate(speaker: Speaker, value: Decimal | None) -> str:
    """Write a rate; a dash where nothing is planned."""
    return speaker.text("value.dash") if value is None else speaker.language.percent(value)


def action(speaker: Speaker, status: Status) -> ReportAction:
    """Say where one action stands, and on what that rests."""
    one = speaker.catalogue.actions[status.status.action]
    state = speaker.text(f"action.state.{status.status.state}")
    if status.status.until:
        state = speaker.text("action.until", state=state, until=until(speaker, status.status.until))
    told = status.status.evidence
    return ReportAction(
        one.id, speaker.say(one.title), state, told, speaker.foreign if told else ""
    )


def until(speaker: Speaker, told: str) -> str:
    """Write a postponed action's new time: a period in words, another text as it is."""
    try:
        return speaker.language.period(parse(told))
    except PeriodUnreadable:
        return told


def counts(page: Context, statuses: Mapping[str, Status]) -> tuple[CountRow, ...]:
    """Count area by area and in all: every state and what is planned, then the rates."""
    speaker, catalogue = page.speaker, page.speaker.catalogue
    areas = [
        _counted(speaker.say(one.name), of_area(statuses, catalogue, one.id))
        for one in catalogue.areas.values()
    ]
    return (*areas, _counted(speaker.text("completion.all"), statuses.values()))


def table(page: Context, statuses: Mapping[str, Status]) -> Table:
    """Write the counts as a table."""
    speaker = page.speaker
    rows = tuple(
        (
            one.name,
            *(speaker.language.number(count) for count in one.counts),
            *(rate(speaker, value) for value in one.rates),
        )
        for one in counts(page, statuses)
    )
    columns = (
        speaker.text("column.area"),
        *(speaker.text(f"action.state.{one}") for one in STATES),
        speaker.text("completion.planned"),
        speaker.text("completion.rate"),
        speaker.text("completion.rate-strict"),
        speaker.text("completion.reported-share"),
    )
    numeric = (False, *(True for _ in columns[1:]))
    return Table(speaker.text("completion.title"), columns, rows, numeric)


def _counted(name: str, statuses: Iterable[Status]) -> CountRow:
    counted = completion(statuses)
    return CountRow(
        name,
        (*(getattr(counted, one.value) for one in STATES), counted.planned),
        (counted.rate, counted.rate_strict, counted.reported_share),
    )
