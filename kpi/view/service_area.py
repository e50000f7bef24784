"""A service area's page and the index of all areas.

Refuses to hide what the area promised and did not report: the summary counts it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from kpi.completion import completion
from kpi.errors import WrongUsage, error
from kpi.i18n import Language
from kpi.model import Verdict
from kpi.periods import Period
from kpi.store import Store
from kpi.view import standing
from kpi.view.cards import card
from kpi.view.change import year_over_year
from kpi.view.context import Context, context, footer, notices, subtitle
from kpi.view.goals import goal_rows
from kpi.view.months import monthly
from kpi.view.overview import area_cards, checked, leading
from kpi.view.parts import AreaPage, AreasPage, Chart, Notice
from kpi.view.progress import progress
from kpi.view.words import pace

CARDS = 4


def service_area(store: Store, language: Language, area_id: str, period: Period) -> AreaPage:
    """Build a service area's page.

    Raises:
        WrongUsage: no such area.
    """
    page = context(store, language, period)
    area = store.catalogue.areas.get(area_id)
    if area is None:
        near = page.speaker.listed(
            page.speaker.say(one.name) for one in store.catalogue.areas.values()
        )
        raise WrongUsage(error("unknown-area", found=area_id, nearest=near))
    indicators = leading(page, area)
    chosen = [one for one in area.cards if one in page.figures]
    reported = [one for one in indicators if page.reported(one)]
    return AreaPage(
        title=page.speaker.say(area.name),
        subtitle=subtitle(page),
        summary=" ".join([*_summary(page, area_id), *_completion(page, area_id)]),
        notices=(*notices(page), *_checks(page, indicators)),
        cards=tuple(card(page, one) for one in (chosen or reported)[:CARDS]),
        charts=tuple(_charts(page, indicators)),
        goals=goal_rows(page, area_id),
        footer=footer(page),
    )


def areas(store: Store, language: Language, period: Period) -> AreasPage:
    """Build the index of the service areas."""
    page = context(store, language, period)
    return AreasPage(
        language.text("areas.title"), subtitle(page), notices(page), area_cards(page), footer(page)
    )


def _checks(page: Context, indicators: list[str]) -> Iterator[Notice]:
    for sentence in checked(page, frozenset(indicators)):
        yield Notice("check", sentence)


def _charts(page: Context, indicators: list[str]) -> Iterator[Chart]:
    for made in (
        progress(page, _fit_for_progress(page, indicators)),
        year_over_year(page, indicators),
    ):
        if made is not None:
            yield made
    yield from monthly(page, indicators)


def _fit_for_progress(page: Context, indicators: list[str]) -> list[str]:
    return [one for one in indicators if page.comparison(one).verdict is Verdict.PROGRESS]


def _summary(page: Context, area: str) -> Iterator[str]:
    """Say how much of the area's figures are reported, and what their comparisons allow."""
    speaker = page.speaker
    numeric = [
        one.id
        for one in speaker.catalogue.indicators_of(area)
        if one.id in page.figures and not one.computed
    ]
    reported = [one for one in numeric if page.reported(one)]
    period = speaker.language.period(page.period, "long")
    if not numeric:
        yield speaker.text("area.summary.no-numbers")
        return
    if not reported:
        yield speaker.language.plural("area.summary.none", len(numeric), period=period)
        return
    of = speaker.language.number(len(numeric))
    yield speaker.language.plural("area.summary.reported", len(reported), of=of, period=period)
    verdicts = Counter(page.comparison(one).verdict for one in reported)
    year = str(page.period.year - 1)
    for verdict in (Verdict.YEAR_OVER_YEAR, Verdict.PROGRESS):
        if verdicts[verdict]:
            yield speaker.language.plural(f"area.summary.{verdict}", verdicts[verdict], year=year)
    yield from _late(page, reported)


def _completion(page: Context, area: str) -> Iterator[str]:
    """Say how far the area's own actions have come, where somebody told."""
    told = standing.of_area(page.store.statuses(page.period), page.speaker.catalogue, area)
    counted = completion(told)
    if counted.rate is not None:
        yield standing.line(page.speaker, counted)


def _late(page: Context, reported: list[str]) -> Iterator[str]:
    speaker = page.speaker
    late = [
        speaker.label(one)
        for one in reported
        if pace(page.comparison(one), speaker.indicator(one), speaker) == "behind"
    ]
    if late:
        yield speaker.text("area.summary.behind", names=speaker.listed(late))
