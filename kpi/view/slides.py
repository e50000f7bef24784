"""At most eight slides, one message each in its title, with what the message rests on.

Refuses a slide without a figure, and a chart of what does not compare.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from kpi.catalogue_front import Message
from kpi.completion import completion
from kpi.coverage import Coverage, Promise
from kpi.disagreement import Funding
from kpi.model import Verdict
from kpi.plan import Status, Telling
from kpi.view import office, standing
from kpi.view.cards import card
from kpi.view.conflicts import sentence
from kpi.view.context import Context, notices
from kpi.view.overview import highlights
from kpi.view.parts import Table
from kpi.view.progress import progress
from kpi.view.report_parts import Slide, SlideChart
from kpi.view.shares import message, shares
from kpi.view.speaker import Speaker

MOST, MOST_LINES = 8, 7


def slides(
    page: Context,
    sums: Sequence[Funding],
    statuses: Mapping[str, Status],
    promises: Sequence[Promise],
) -> Iterator[Slide]:
    """Give the slides in the order of a meeting: summary, messages, actions, what to decide."""
    last = [*_notable(page), *_actions(page, statuses)]
    last += [*_promised(page, promises), *_to_check(page)]
    yield from _summary(page)
    # Where there are too many, messages give way: what to decide is never cut off.
    yield from list(_messages(page, sums))[: MOST - 1 - len(last)]
    yield from last


def _summary(page: Context) -> Iterator[Slide]:
    """Show the front page's numbers as a table, or say that there is no number yet."""
    text = page.speaker.text
    shown = page.speaker.catalogue.overview.card
    rows = []
    for one in shown:
        made = card(page, one.indicator, one.beside)
        rows.append((made.label, f"{made.value} {made.unit}".strip(), made.change))
    columns = (text("column.indicator"), text("column.value"), text("column.comparison"))
    period = page.speaker.language.period(page.period, "long")
    caption = text("report.heading.summary")
    table = Table(caption, columns, tuple(rows), (False, True, False)) if rows else None
    lines = tuple(one.text for one in notices(page) if one.kind == "empty")
    if table is not None or lines:
        notes = tuple(_sources(page, [one.indicator for one in shown]))
        yield Slide(text("slide.summary", period=period), lines, table=table, notes=notes)


def _messages(page: Context, sums: Sequence[Funding]) -> Iterator[Slide]:
    for wanted in page.speaker.catalogue.overview.message:
        if wanted.kind == "shares":
            yield from _shares(page, wanted, sums)
        else:
            yield from _progress(page, wanted)


def _shares(page: Context, wanted: Message, sums: Sequence[Funding]) -> Iterator[Slide]:
    for funding in sums:
        heading = message(page, funding, wanted)
        made = shares(page, funding, heading) if funding.relation == wanted.relation else None
        if made is None:
            continue
        known = [one for one in funding.parts if one.amount is not None]
        known.sort(key=lambda one: -(one.amount or 0))
        amounts = tuple(one.amount or Decimal(0) for one in known)
        zero = page.speaker.figure(known[0].indicator, Decimal(0))
        chart = SlideChart(
            categories=tuple(page.speaker.label(one.indicator) for one in known),
            name=made.name,
            values=amounts,
            number_format=office.around(zero, amounts),
            alt=_alt(made.name, made.table),
            labels=tuple(page.speaker.figure(one.indicator, one.amount) for one in known),
        )
        yield Slide(
            heading, (made.note,), chart,
            notes=tuple(_sources(page, [one.indicator for one in known])),
        )  # fmt: skip


def _progress(page: Context, wanted: Message) -> Iterator[Slide]:
    made = progress(page, wanted.indicators)
    if made is None:
        return
    fit = [
        one
        for one in wanted.indicators
        if page.comparison(one).verdict is Verdict.PROGRESS
        and page.comparison(one).ratio is not None
    ]
    fit.sort(key=lambda one: -(page.comparison(one).ratio or 0))
    text, year = page.speaker.text, str(page.period.year - 1)
    percent = page.speaker.language.percent
    expected = page.comparison(fit[0]).expected or Decimal(0)
    chart = SlideChart(
        categories=tuple(page.speaker.label(one) for one in fit),
        name=text("slide.progress.share", year=year),
        values=tuple((page.comparison(one).ratio or Decimal(0)) * 100 for one in fit),
        number_format=_percent(page),
        alt=_alt(made.name, made.table),
        second_name=text("slide.progress.expected"),
        second=tuple(expected * 100 for _ in fit),
        labels=tuple(percent(page.comparison(one).ratio or Decimal(0)) for one in fit),
        second_label=percent(expected),
    )
    # The page draws the pace as a line across the bars, a native chart as bars of their own.
    facts = {"year": year, "expected": percent(expected)}
    note = made.note.replace(
        text("chart.progress.note", **facts), text("slide.progress.note", **facts)
    )
    yield Slide(made.heading, (note,), chart, notes=tuple(_sources(page, fit)))


def _notable(page: Context) -> Iterator[Slide]:
    lines = tuple(highlights(page))
    if lines:
        wanted = [one.indicator for one in page.speaker.catalogue.overview.highlight]
        title = page.speaker.language.plural("slide.notable", len(lines))
        yield Slide(title, lines[:MOST_LINES], notes=tuple(_sources(page, wanted)))


def _actions(page: Context, statuses: Mapping[str, Status]) -> Iterator[Slide]:
    """Show the completion rate area by area; none where nothing is told or planned."""
    if all(one.telling is None for one in statuses.values()):
        return
    speaker, catalogue = page.speaker, page.speaker.catalogue
    rates = {
        area.id: completion(standing.of_area(statuses, catalogue, area.id)).rate
        for area in catalogue.areas.values()
    }
    known = [one for one, rate in rates.items() if rate is not None]
    if not known:
        return
    known.sort(key=lambda one: -(rates[one] or 0))
    whole = completion(statuses.values())
    title = speaker.text("slide.actions", rate=standing.rate(speaker, whole.rate))
    chart = SlideChart(
        categories=tuple(speaker.say(catalogue.areas[one].short_name) for one in known),
        name=speaker.text("completion.rate"),
        values=tuple((rates[one] or Decimal(0)) * 100 for one in known),
        number_format=_percent(page),
        alt=f"{speaker.text('completion.title')}. "
        + "; ".join(
            f"{speaker.say(catalogue.areas[one].short_name)} {standing.rate(speaker, rates[one])}"
            for one in known
        ),
        labels=tuple(standing.rate(speaker, rates[one]) for one in known),
    )
    notes = dict.fromkeys(
        _told(speaker, one.telling) for one in statuses.values() if one.telling is not None
    )
    yield Slide(
        title, (standing.line(speaker, whole), speaker.text("completion.formula")), chart,
        notes=tuple(notes),
    )  # fmt: skip


def _told(speaker: Speaker, one: Telling) -> str:
    """Say who told the states and when; only when where the name stays inside the house."""
    moment = speaker.language.moment(one.at)
    if not one.by:
        return speaker.text("slide.told-unnamed", at=moment)
    return speaker.text("slide.told", who=f"{one.by}, {moment}")


def _promised(page: Context, promises: Sequence[Promise]) -> Iterator[Slide]:
    speaker = page.speaker
    counts = {one: sum(it.status is one for it in promises) for one in Coverage}
    if not promises:
        return
    title = speaker.text("slide.promised", reported=counts[Coverage.REPORTED], of=len(promises))
    name = speaker.text("report.heading.coverage")
    chart = SlideChart(
        categories=tuple(speaker.text(f"coverage.{one}") for one in Coverage),
        name=name,
        values=tuple(Decimal(counts[one]) for one in Coverage),
        number_format=office.around(),
        alt=f"{name}: "
        + ", ".join(f"{speaker.text(f'coverage.{one}')} {n}" for one, n in counts.items()),
        labels=tuple(speaker.language.number(counts[one]) for one in Coverage),
    )
    yield Slide(title, (), chart, notes=(speaker.text("slide.promised.note"),))


def _to_check(page: Context) -> Iterator[Slide]:
    speaker = page.speaker
    lines = [sentence(one, speaker.catalogue, speaker.language) for one in page.conflicts]
    if not lines:
        return
    title = speaker.language.plural("slide.checks", len(lines))
    sides = dict.fromkeys(side.indicator for one in page.conflicts for side in one.sides)
    rest = len(lines) - MOST_LINES
    more = [speaker.language.plural("slide.more", rest)] if rest > 0 else []
    yield Slide(title, (*lines[:MOST_LINES], *more), notes=tuple(_sources(page, sides)))


def _sources(page: Context, indicators: Iterable[str]) -> Iterator[str]:
    """Name where each figure stands: file, cell, who published it and when."""
    speaker = page.speaker
    for one in indicators:
        pair = page.figures.get(one)
        came = pair.now.provenance if pair is not None else None
        if came is not None:
            facts = {
                "name": speaker.name(one),
                "file": came.file or speaker.text("upload.edited"),
                "cell": came.cell or speaker.text("value.dash"),
                "at": speaker.language.moment(came.published_at),
            }
            if came.published_by:
                yield speaker.text("slide.source", by=came.published_by, **facts)
            else:
                yield speaker.text("slide.source-unnamed", **facts)


def _percent(page: Context) -> str:
    """Give the format of percents that are numbers up to a hundred, not fractions."""
    return office.around(page.speaker.language.percent(Decimal(0)))


def _alt(name: str, table: Table) -> str:
    """Say a chart in one text: its name and every row of its table."""
    rows = "; ".join(" ".join(part for part in row if part) for row in table.rows)
    return f"{name}. {rows}"
