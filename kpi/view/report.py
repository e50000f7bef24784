"""The half-year report: one view model for its page, Word, slides, workbook and PDF.

Refuses to say anything that the pages do not say: figures, comparisons and contradictions come
from the same functions, so paper and screen cannot disagree.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from kpi import checks, plan
from kpi.catalogue_rows import Goal, Indicator
from kpi.completion import completion
from kpi.coverage import Coverage, Promise, counts, coverage
from kpi.i18n import Language
from kpi.model import Kind
from kpi.periods import Period
from kpi.plan import Status
from kpi.store import Store
from kpi.view import report_data, slides, standing, wording
from kpi.view.cards import card
from kpi.view.conflicts import places, sentence
from kpi.view.context import Context, context, notices
from kpi.view.parts import Table
from kpi.view.report_parts import Report, ReportArea, ReportFigure, ReportGoal

# The report's own sentences that every file needs.
_HEADINGS = (
    "summary", "areas", "completion", "coverage", "checks", "funding", "definitions", "contents",
    "source", "page", "data", "comparisons", "no-checks", "sources",
)  # fmt: skip
# What only the workbook says: its sheets, and the columns of its data.
_XLSX = (
    "about", "charts", "coverage", "completion", "comparisons", "data", "definitions",
    "area", "base-period", "base-value", "cell", "difference", "file", "id", "name", "period",
    "period-end", "period-start", "published-at", "published-by", "ratio", "reason", "remark",
    "status", "unit", "upload", "value", "verdict",
    "banner", "dates", "formula", "organisation", "standing", "title", "version",
)  # fmt: skip
# Where nothing was ever published there is still a file; it says this day.
_NEVER = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)


def report(store: Store, language: Language, period: Period, standing_as: str = "") -> Report:
    """Build the report of a period.

    Args:
        store: one state of the data; a frozen one gives the report as it was approved.
        language: of every word.
        period: what it reports.
        standing_as: the frozen version's name; "" for a draft.
    """
    page = context(store, language, period)
    speaker, text = page.speaker, page.speaker.text
    statuses = store.statuses(period)
    promises = coverage(store, period)
    dates = language.period(period, "dates")
    name = language.period(period, "long")
    funding = checks.funding(store, period, page.figures, page.conflicts)
    latest = store.latest_upload_at or _NEVER
    return Report(
        code=language.code,
        title=text("report.title", period=name),
        organisation=speaker.say(speaker.catalogue.organisation.name),
        period=period.code,
        period_name=name,
        dates=dates,
        version=store.version,
        standing=text("report.frozen", name=standing_as) if standing_as else text("report.draft"),
        banner=" ".join(one.text for one in notices(page) if one.kind in {"invented", "sample"}),
        made_at=latest,
        columns=(
            text("report.column.goals"),
            text("report.column.actions"),
            text("report.column.indicators"),
            text("report.column.realised", dates=dates),
        ),
        cards=_cards(page),
        areas=tuple(_areas(page, statuses)),
        completion=standing.table(page, statuses),
        counts=standing.counts(page, statuses),
        formula=text("completion.formula"),
        coverage=_coverage(page, promises),
        coverage_line=coverage_line(page, promises),
        checks=tuple(_checks(page)),
        checks_title=text("report.heading.checks"),
        funding=tuple(report_data.money(page, one) for one in funding),
        definitions=report_data.definitions(page),
        slides=tuple(slides.slides(page, funding, statuses, promises)),
        data=tuple(report_data.rows(page)),
        footer=text(
            "report.footer",
            organisation=speaker.say(speaker.catalogue.organisation.name),
            period=dates,
            version=store.version,
        ),
        headings={
            **{one: text(f"report.heading.{one}") for one in _HEADINGS},
            **{f"xlsx.{one}": text(f"report.xlsx.{one}") for one in _XLSX},
        },
    )


def _cards(page: Context) -> Table:
    """Give the front page's numbers as a table: name, figure, comparison."""
    text = page.speaker.text
    made = [card(page, one.indicator, one.beside) for one in page.speaker.catalogue.overview.card]
    rows = tuple(
        (
            one.label,
            f"{one.value} {one.unit}".strip(),
            ", ".join(part for part in (one.change, *one.facts) if part),
        )
        for one in made
    )
    columns = (text("column.indicator"), text("column.value"), text("column.comparison"))
    return Table(text("report.heading.summary"), columns, rows, (False, True, False))


def _areas(page: Context, statuses: Mapping[str, Status]) -> Iterator[ReportArea]:
    catalogue = page.speaker.catalogue
    words = plan.texts(page.store.tellings, page.period)
    for area in catalogue.areas.values():
        counted = completion(standing.of_area(statuses, catalogue, area.id))
        yield ReportArea(
            page.speaker.say(area.name),
            standing.line(page.speaker, counted),
            tuple(_goal(page, one, statuses, words) for one in catalogue.goals_of(area.id)),
        )


def _goal(
    page: Context,
    goal: Goal,
    statuses: Mapping[str, Status],
    words: Mapping[tuple[str, str], str],
) -> ReportGoal:
    speaker = page.speaker
    told = standing.of_goal(statuses, speaker.catalogue, goal.id)
    found = list(at_goal(page, goal.id))
    spoken = words.get((goal.id, speaker.language.code), "")
    return ReportGoal(
        number=goal.id,
        title=speaker.say(goal.title),
        actions=tuple(standing.action(speaker, one) for one in told),
        indicators=tuple(speaker.name(one.id) for one, listed in found if listed),
        figures=tuple(
            _figure(page, one, goal.id, listed=listed)
            for one, listed in found
            if one.computed is None and (listed or page.reported(one.id))
        ),
        paragraphs=wording.filled(page, spoken),
        completion=standing.line(speaker, completion(told)),
    )


def at_goal(page: Context, goal: str) -> Iterator[tuple[Indicator, bool]]:
    """Give the indicators of a goal, and whether the plan promises them there."""
    for one in page.speaker.catalogue.indicators.values():
        for place in one.goals:
            if place.no == goal:
                yield one, place.listed


def _figure(page: Context, one: Indicator, goal: str, *, listed: bool) -> ReportFigure:
    name = page.speaker.name(one.id)
    said = plan.in_words(page.store.tellings, page.period)
    told = said.get((one.id, goal))
    if one.kind is not Kind.QUALITATIVE and page.reported(one.id):
        return ReportFigure(name, wording.figure_with_base(page, one.id), listed)
    if told is not None and told.text:
        return ReportFigure(name, told.text, listed, spoken=page.speaker.foreign)
    missing = page.speaker.text("value.not-reported")
    return ReportFigure(name, missing, listed, missing=True)


def _coverage(page: Context, promises: tuple[Promise, ...]) -> Table:
    """List what is promised and not reported, or reported in part, with what stands in."""
    speaker, text = page.speaker, page.speaker.text
    rows = tuple(
        (
            one.goal,
            speaker.name(one.indicator),
            text(f"coverage.{one.status}"),
            said(page, one),
        )
        for one in promises
        if one.status is not Coverage.REPORTED
    )
    columns = (
        text("column.goal"), text("column.promised"), text("column.coverage"),
        text("column.instead"),
    )  # fmt: skip
    return Table(text("coverage.title"), columns, rows, (False,) * 4)


def said(page: Context, one: Promise) -> str:
    """Say what is reported in a promise's place: the stand-ins by name, or the words."""
    speaker = page.speaker
    if speaker.indicator(one.indicator).computed is not None:
        return speaker.text("coverage.computed")
    if one.instead:
        return speaker.text(
            "coverage.instead", names=speaker.listed(speaker.name(it) for it in one.instead)
        )
    return one.in_words.text if one.in_words is not None else ""


def coverage_line(page: Context, promises: tuple[Promise, ...]) -> str:
    """Count the promises in one sentence."""
    found = counts(promises)
    return page.speaker.text(
        "coverage.line",
        of=len(promises),
        reported=found["reported"],
        partly=found["partly"],
        missing=found["not_reported"],
    )


def _checks(page: Context) -> Iterator[str]:
    """Say what does not agree; between different figures also where each side stands."""
    speaker = page.speaker
    for one in page.conflicts:
        told = sentence(one, speaker.catalogue, speaker.language)
        where = places(one, speaker.catalogue, speaker.language) if one.relation else ()
        yield f"{told} ({'; '.join(where)})" if where else told
