"""The goals of a service area: what the plan promised and what is reported of it.

Refuses to drop what is missing: every indicator of a goal has its row.
"""

from __future__ import annotations

from collections.abc import Iterator

from kpi.catalogue_rows import Goal, Indicator
from kpi.compare import compare
from kpi.model import Kind, ObsStatus
from kpi.view import standing
from kpi.view.cards import absent, compared, shown, way
from kpi.view.context import Context
from kpi.view.marks import mark
from kpi.view.parts import GoalRow, Link, Mark, Table
from kpi.view.words import words


def goal_rows(page: Context, area: str) -> tuple[GoalRow, ...]:
    """Give an area's goals in the plan's order, each with its actions and its indicators.

    What the area measures without a goal of its own comes last, under a title of its own.
    """
    goals = page.speaker.catalogue.goals_of(area)
    return tuple(_goal(page, one) for one in goals) + tuple(_others(page, area, goals))


def _others(page: Context, area: str, goals: tuple[Goal, ...]) -> Iterator[GoalRow]:
    numbers = {one.id for one in goals}
    found = [
        (one, False)
        for one in page.speaker.catalogue.indicators.values()
        if one.service_area == area and not any(place.no in numbers for place in one.goals)
    ]
    if found:
        title = page.speaker.text("goal.none")
        yield GoalRow(title, (), _table(page, found, title))


def _goal(page: Context, goal: Goal) -> GoalRow:
    speaker = page.speaker
    title = speaker.text("goal.title", number=goal.id, title=speaker.say(goal.title))
    actions = tuple(
        speaker.text("goal.title", number=one.id, title=speaker.say(one.title))
        for one in speaker.catalogue.actions.values()
        if one.goal == goal.id
    )
    found = list(_indicators(page, goal))
    return GoalRow(title, actions, _table(page, found, title, goal.id))


def _indicators(page: Context, goal: Goal) -> Iterator[tuple[Indicator, bool]]:
    """Give the indicators that stand at a goal, and whether the plan promises them there."""
    for one in page.speaker.catalogue.indicators.values():
        for place in one.goals:
            if place.no == goal.id:
                yield one, place.listed


def _table(
    page: Context, found: list[tuple[Indicator, bool]], title: str, goal: str = ""
) -> Table | None:
    text = page.speaker.text
    if not found:
        return None
    columns = (
        text("column.indicator"),
        text("column.result", period=page.speaker.language.period(page.period)),
        text("column.comparison"),
        text("column.state"),
    )
    return Table(
        title,
        columns,
        tuple(_row(page, one, goal, listed=listed) for one, listed in found),
        (False, True, False, False),
        tuple(_way(page, one) for one, _ in found),
    )


def _way(page: Context, indicator: Indicator) -> Link:
    """Give the way to an indicator's page; what is computed of each goal is told with its goals."""
    if indicator.computed is None:
        return way(page, indicator.id)
    return page.speaker.link(page.speaker.name(indicator.id), "tavoitteet", page.period)


def _row(page: Context, indicator: Indicator, goal: str, *, listed: bool) -> tuple[str, ...]:
    name, text = page.speaker.name(indicator.id), page.speaker.text
    if indicator.computed is not None:
        return name, *_computed(page, indicator, goal)
    if indicator.kind is Kind.QUALITATIVE:
        return name, text("value.qualitative"), text("value.dash"), text("state.qualitative")
    if not page.reported(indicator.id):
        return name, shown(page, indicator.id), text("value.dash"), _missing(page, indicator.id)
    said = compared(page, indicator.id)
    return name, shown(page, indicator.id), said.line, _state(page, indicator.id, listed=listed)


def _computed(page: Context, indicator: Indicator, goal: str) -> tuple[str, str, str]:
    """Give the goal's own rate, never that of the whole plan, beside its own a year earlier."""
    speaker = page.speaker
    pair = standing.pair(page, indicator, goal)
    if pair.now.value is None:
        dash = speaker.text("value.dash")
        return speaker.text("value.not-reported"), dash, speaker.text("state.not-reported")
    said = words(compare(pair, indicator), indicator, speaker)
    figure = speaker.figure(indicator.id, pair.now.value)
    return figure, said.line, speaker.text("state.computed")


def _state(page: Context, indicator: str, *, listed: bool) -> str:
    now = page.figures[indicator].now
    if now.conflict:
        return page.speaker.text("state.conflict")
    if mark(page, now) is Mark.INVENTED:
        return page.speaker.text("value.invented")
    return page.speaker.text("state.reported" if listed else "state.reported-unlisted")


def _missing(page: Context, indicator: str) -> str:
    """Say that a figure is missing, and which ones are reported in its place."""
    speaker = page.speaker
    now = page.figures[indicator].now
    if now.have or now.obs_status is ObsStatus.SUPPRESSED:
        return absent(speaker, now)
    instead = [
        speaker.name(one)
        for relation in speaker.catalogue.relations_of("proxy")
        if relation.promised == indicator
        for one in relation.reported
        if page.reported(one)
    ]
    if instead:
        return speaker.text("state.instead", names=speaker.listed(instead))
    return speaker.text("state.not-reported")
