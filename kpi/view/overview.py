"""The front page: six numbers, two messages, what to notice and what to check, the areas.

Refuses to choose: which figures stand here is said by the catalogue alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from kpi import checks
from kpi.catalogue_front import Highlight
from kpi.catalogue_rows import Area
from kpi.i18n import Language
from kpi.periods import Period
from kpi.store import Store
from kpi.view.cards import card, compared, line
from kpi.view.change import year_over_year
from kpi.view.conflicts import sentence
from kpi.view.context import Context, context, footer, notices, subtitle
from kpi.view.parts import AreaCard, Chart, OverviewPage
from kpi.view.progress import progress
from kpi.view.shares import message, shares

LINES = 4


def overview(store: Store, language: Language, period: Period) -> OverviewPage:
    """Build the front page for a period. Every figure that is missing is said to be so."""
    page = context(store, language, period)
    shown_first = page.speaker.catalogue.overview
    return OverviewPage(
        title=_capital(language.period(period, "long")),
        subtitle=subtitle(page),
        notices=notices(page),
        cards=tuple(card(page, one.indicator, one.beside) for one in shown_first.card),
        charts=tuple(_charts(page)),
        highlights=tuple(highlights(page)),
        checks=checked(page),
        areas=area_cards(page),
        footer=footer(page),
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _charts(page: Context) -> Iterator[Chart]:
    catalogue = page.speaker.catalogue
    money = {
        one.relation: one
        for one in checks.funding(page.store, page.period, page.figures, page.conflicts)
    }
    for wanted in catalogue.overview.message:
        made = None
        if wanted.kind == "progress":
            made = progress(page, wanted.indicators) or year_over_year(page, wanted.indicators)
        elif wanted.relation in money:
            funding = money[wanted.relation]
            made = shares(page, funding, message(page, funding, wanted))
        if made is not None:
            yield made


def highlights(page: Context) -> Iterator[str]:
    """Say the figures worth a line, as the catalogue names them."""
    for wanted in page.speaker.catalogue.overview.highlight:
        if page.reported(wanted.indicator):
            yield _highlight(page, wanted)


def _highlight(page: Context, wanted: Highlight) -> str:
    """Say a figure, what it was a year earlier, and the part that is told within it."""
    speaker = page.speaker
    said = compared(page, wanted.indicator)
    pieces = [line(page, wanted.indicator)]
    if said.facts and page.comparison(wanted.indicator).base_value is not None:
        pieces.append(said.facts[0])
    if wanted.part is None or not page.reported(wanted.part):
        return ", ".join(pieces)
    part = line(page, wanted.part, _part_name(page, wanted))
    return speaker.text("overview.with-part", line=", ".join(pieces), part=part)


def _part_name(page: Context, wanted: Highlight) -> str:
    for relation in page.speaker.catalogue.relations_of("part_of"):
        if (relation.part, relation.whole) == (wanted.part, wanted.indicator):
            return page.speaker.say(relation.label)
    return page.speaker.label(str(wanted.part))


def checked(page: Context, indicators: frozenset[str] | None = None) -> tuple[str, ...]:
    """Say what disagrees in the period, of these indicators or of all."""
    speaker = page.speaker
    return tuple(
        speaker.text("overview.check", sentence=sentence(one, speaker.catalogue, speaker.language))
        for one in page.conflicts
        if indicators is None or any(side.indicator in indicators for side in one.sides)
    )


def area_cards(page: Context) -> tuple[AreaCard, ...]:
    """Give every service area with up to four of its figures and the way to its page."""
    return tuple(_area_card(page, one) for one in page.speaker.catalogue.areas.values())


def _area_card(page: Context, area: Area) -> AreaCard:
    speaker = page.speaker
    reported = [one for one in leading(page, area) if page.reported(one)]
    lines = [line(page, one) for one in reported[:LINES]]
    if not lines:
        lines = [speaker.text("area.none-reported")]
    return AreaCard(
        speaker.say(area.name),
        tuple(lines),
        speaker.link(speaker.say(area.name), area.path, page.period),
    )


def leading(page: Context, area: Area) -> list[str]:
    """Give an area's indicators in order of weight: its cards first, then as the plan has them.

    What is computed over the whole plan is no figure of one area.
    """
    own = [one.id for one in page.speaker.catalogue.indicators_of(area.id) if not one.computed]
    ordered = dict.fromkeys([*area.cards, *own])
    return [one for one in ordered if one in page.figures]
