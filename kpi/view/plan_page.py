"""The goals' page: how far the plan has come, every count opened to the actions behind it.

Refuses a count without its actions, and a figure of a text that the data do not know unmarked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from kpi import plan
from kpi.catalogue_rows import Goal
from kpi.completion import Completion, completion
from kpi.coverage import coverage
from kpi.i18n import Language
from kpi.periods import Period
from kpi.plan import Status
from kpi.store import Store
from kpi.view import standing, wording
from kpi.view.cards import card
from kpi.view.context import Context, context, footer, notices, subtitle
from kpi.view.parts import Bar, Card, Chart, Notice, Table, Tone
from kpi.view.plan_parts import ActionGroup, ActionLine, AreaBlock, GoalBlock, GoalsPage
from kpi.view.report import at_goal, coverage_line


def goals(store: Store, language: Language, period: Period) -> GoalsPage:
    """Build the goals' page of a period."""
    page = context(store, language, period)
    statuses = store.statuses(period)
    whole = completion(statuses.values())
    said = [] if whole.told else [Notice("empty", language.text("plan.empty"))]
    return GoalsPage(
        title=_title(page, whole),
        subtitle=subtitle(page),
        notices=(*notices(page), *said),
        cards=tuple(_cards(page, whole)),
        charts=(_chart(page, statuses),) if whole.told else (),
        table=standing.table(page, statuses),
        formula=language.text("completion.formula"),
        areas=tuple(_areas(page, statuses)),
        footer=footer(page),
    )


def _title(page: Context, whole: Completion) -> str:
    if whole.rate is None:
        return page.speaker.text("plan.title")
    return page.speaker.text("slide.actions", rate=standing.rate(page.speaker, whole.rate))


def _cards(page: Context, whole: Completion) -> Iterator[Card]:
    """Give the rate as the indicator that it is, and its two companions."""
    speaker = page.speaker
    for one in speaker.catalogue.indicators.values():
        if one.computed == "completion":
            yield card(page, one.id, in_full=True)
    if whole.rate is None:
        return
    for name, value, count in (
        ("rate-strict", whole.rate_strict, whole.done),
        ("reported-share", whole.reported_share, whole.planned - whole.unclear),
    ):
        yield Card(
            label=speaker.text(f"completion.{name}"),
            value=standing.rate(speaker, value),
            change=speaker.text("completion.of", count=count, planned=whole.planned),
            because=speaker.text(f"completion.{name}.because"),
            tone=Tone.NEUTRAL,
            arrow="",
            facts=(),
        )
    promises = coverage(page.store, page.period)
    if promises:
        yield Card(
            label=speaker.text("coverage.card"),
            value=speaker.language.percent(_share(page, len(promises))),
            change=coverage_line(page, promises),
            because="",
            tone=Tone.NEUTRAL,
            arrow="",
            facts=(),
            link=speaker.link(speaker.text("coverage.card"), "raportti", page.period),
        )


def _share(page: Context, of: int) -> Decimal:
    kept = sum(one.status.value == "reported" for one in coverage(page.store, page.period))
    return Decimal(kept) / Decimal(of)


def _chart(page: Context, statuses: Mapping[str, Status]) -> Chart:
    """Draw the rate area by area, the highest first."""
    speaker, catalogue = page.speaker, page.speaker.catalogue
    counted = {
        one.id: completion(standing.of_area(statuses, catalogue, one.id))
        for one in catalogue.areas.values()
    }
    known = [one for one, made in counted.items() if made.rate is not None]
    known.sort(key=lambda one: -(counted[one].rate or 0))
    rows = tuple(
        (
            speaker.say(catalogue.areas[one].name),
            standing.rate(speaker, counted[one].rate),
            speaker.language.number(counted[one].done + counted[one].ongoing),
            speaker.language.number(counted[one].planned),
        )
        for one in known
    )
    columns = (
        speaker.text("column.area"), speaker.text("completion.rate"),
        speaker.text("completion.completed"), speaker.text("completion.planned"),
    )  # fmt: skip
    return Chart(
        shape="bars",
        heading=speaker.text("plan.chart"),
        name=speaker.text("plan.chart"),
        table=Table(speaker.text("plan.chart"), columns, rows, (False, True, True, True)),
        bars=tuple(
            Bar(
                label=speaker.say(catalogue.areas[one].short_name),
                value=standing.rate(speaker, counted[one].rate),
                fraction=float(counted[one].rate or 0),
                aside=speaker.text(
                    "chart.of",
                    part=speaker.language.number(counted[one].done + counted[one].ongoing),
                    whole=speaker.language.number(counted[one].planned),
                ),
            )
            for one in known
        ),
        note=speaker.text("plan.chart.note"),
    )


def _areas(page: Context, statuses: Mapping[str, Status]) -> Iterator[AreaBlock]:
    catalogue = page.speaker.catalogue
    words = plan.texts(page.store.tellings, page.period)
    for area in catalogue.areas.values():
        counted = completion(standing.of_area(statuses, catalogue, area.id))
        yield AreaBlock(
            page.speaker.say(area.name),
            standing.line(page.speaker, counted),
            tuple(_goal(page, one, statuses, words) for one in catalogue.goals_of(area.id)),
        )


def _goal(
    page: Context,
    goal: Goal,
    statuses: Mapping[str, Status],
    words: Mapping[tuple[str, str], str],
) -> GoalBlock:
    speaker = page.speaker
    told = standing.of_goal(statuses, speaker.catalogue, goal.id)
    text = words.get((goal.id, speaker.language.code), "")
    return GoalBlock(
        number=goal.id,
        title=speaker.text("goal.title", number=goal.id, title=speaker.say(goal.title)),
        completion=standing.line(speaker, completion(told)),
        groups=tuple(_groups(page, told)),
        figures=tuple(
            speaker.text(
                "value.line",
                name=speaker.name(one.id),
                figure=wording.figure_with_base(page, one.id),
            )
            for one, _ in at_goal(page, goal.id)
            if one.id in page.figures and one.computed is None and page.reported(one.id)
        ),
        paragraphs=wording.filled(page, text),
        remarks=remarks(page, goal.id, text),
    )


def remarks(page: Context, goal: str, text: str) -> tuple[str, ...]:
    """Say which figures of a text do not agree with the data, or are bound to nothing known."""
    speaker = page.speaker
    indicators = [one.id for one, _ in at_goal(page, goal)]
    found = [speaker.text("watch.unknown", name=one) for one in wording.unknown(page, text)]
    for one in wording.watched(page, text, indicators):
        if one.agrees:
            found.append(speaker.text("watch.bind", typed=one.typed, name=f"{{{one.indicator}}}"))
        elif one.indicator:
            found.append(
                speaker.text(
                    "watch.differs",
                    typed=one.typed,
                    name=speaker.name(one.indicator),
                    figure=wording.figure_with_base(page, one.indicator),
                )
            )
        else:
            found.append(speaker.text("watch.unmatched", typed=one.typed))
    return tuple(dict.fromkeys(found))


def _groups(page: Context, told: list[Status]) -> Iterator[ActionGroup]:
    """Gather actions by state, in the order of the states; nothing told is said as such."""
    speaker = page.speaker
    for state in standing.STATES:
        of_state = [one for one in told if one.status.state is state]
        if of_state:
            count = speaker.language.number(len(of_state))
            title = speaker.text("plan.group", state=speaker.text(f"action.state.{state}"), n=count)
            yield ActionGroup(title, tuple(_line(page, one) for one in of_state))


def _line(page: Context, status: Status) -> ActionLine:
    """Say one action with where it stands, on what evidence and who said so when."""
    speaker = page.speaker
    made = standing.action(speaker, status)
    said = speaker.text("goal.title", number=made.number, title=made.title)
    if status.status.until:
        said = f"{said} – {made.state}"
    if status.telling is None:
        return ActionLine(said, made.evidence, speaker.text("plan.untold"), made.spoken)
    who = status.status.said_by or status.telling.by
    moment = speaker.language.moment(status.telling.at)
    told = (
        speaker.text("plan.told", who=who, moment=moment)
        if who
        else speaker.text("plan.told-unnamed", moment=moment)
    )
    return ActionLine(said, made.evidence, told, made.spoken)
