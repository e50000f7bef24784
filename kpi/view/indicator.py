"""One indicator: its figures over time, what it is, why it compares as it does, where it came from.

Refuses to choose between statements that disagree: all are listed, each with its cell.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from kpi import checks
from kpi.catalogue_rows import Indicator
from kpi.errors import WrongUsage, error
from kpi.i18n import Language
from kpi.model import Kind, Known, Statement
from kpi.periods import Grain, Period
from kpi.store import Store
from kpi.view.cards import card, compared
from kpi.view.change import year_over_year
from kpi.view.context import Context, context, footer, notices, subtitle
from kpi.view.definition import facts
from kpi.view.months import rolling
from kpi.view.overview import checked
from kpi.view.parts import Card, Chart, IndicatorPage, Notice, Tone
from kpi.view.progress import progress
from kpi.view.provenance import (
    Neighbours,
    cells,
    known_table,
    parts_table,
    revision_table,
    statement_table,
)
from kpi.view.series import over_time

GRAINS = (Grain.MONTH, Grain.QUARTER, Grain.SEMESTER, Grain.YEAR)


def indicator(
    store: Store,
    language: Language,
    indicator_id: str,
    period: Period,
    neighbours: Neighbours,
) -> IndicatorPage:
    """Build an indicator's page.

    Args:
        store: one state of the data.
        language: the reader's.
        indicator_id: whose page.
        period: whose figure is explained.
        neighbours: gives a source cell among its neighbours, from the original file: column
            letters, then rows of number and texts.

    Raises:
        WrongUsage: no such indicator.
    """
    definition = store.catalogue.indicators.get(indicator_id)
    if definition is None:
        raise WrongUsage(error("no-indicator-here", found=indicator_id))
    page = context(store, language, period)
    statements = store.statements(indicator_id, period)
    series = _every_series(store, definition)
    parts = () if statements else tuple(_parts(store, definition, period, series))
    behind = statements or tuple(one for _, one in parts)
    quoted = checks.quoted(store, indicator_id)
    shown = tuple(_told(page, definition))
    return IndicatorPage(
        title=page.speaker.name(indicator_id),
        subtitle=subtitle(page),
        notices=(*notices(page), *shown),
        card=_card(page, definition),
        charts=tuple(_charts(page, definition, series, quoted)),
        facts=facts(page, definition),
        statements=(
            parts_table(page, indicator_id, parts)
            if parts
            else statement_table(page, indicator_id, statements)
        ),
        source_cells=cells(page, indicator_id, behind, neighbours),
        revisions=revision_table(
            page, indicator_id, store.revisions(indicator_id, period), statements
        ),
        footer=footer(page),
        because=compared(page, indicator_id).because if indicator_id in page.figures else "",
        periods=known_table(page, indicator_id, series, quoted),
    )


def _told(page: Context, definition: Indicator) -> Iterator[Notice]:
    for sentence in checked(page, frozenset({definition.id})):
        yield Notice("check", sentence)


def _every_series(store: Store, definition: Indicator) -> dict[Grain, tuple[Known, ...]]:
    """Fetch what is known, grain by grain, finest first; grains without data are left out."""
    if definition.kind is Kind.QUALITATIVE:
        return {}
    found = {grain: store.series(definition.id, grain) for grain in GRAINS}
    return {grain: series for grain, series in found.items() if series}


def _parts(
    store: Store,
    definition: Indicator,
    period: Period,
    series: Mapping[Grain, tuple[Known, ...]],
) -> Iterator[tuple[Period, Statement]]:
    """Give the statements that a figure rests on which nobody stated for the period itself.

    A stock's are those of the same closing day, any other's lie within the period; what a longer
    period states stands before what its own parts say.
    """
    stock = definition.kind is Kind.STOCK
    taken: list[Period] = []
    for one in (known for grain in reversed(list(series)) for known in series[grain]):
        at = one.period
        fits = at.end == period.end if stock else period.start <= at.start <= at.end <= period.end
        if one.stated and fits and not any(t.start <= at.start < t.end for t in taken):
            taken.append(at)
    for at in sorted(taken, key=lambda found: found.start):
        yield from ((at, statement) for statement in store.statements(definition.id, at))


def _card(page: Context, definition: Indicator) -> Card:
    if definition.id in page.figures:
        # Its own page is where the card's link would lead.
        return replace(card(page, definition.id, in_full=True), link=None)
    text = page.speaker.text
    return Card(
        page.speaker.label(definition.id), text("value.qualitative"), "",
        text("value.qualitative.because"), Tone.NEUTRAL, "", (),
    )  # fmt: skip


def _charts(
    page: Context,
    definition: Indicator,
    series: Mapping[Grain, tuple[Known, ...]],
    quoted: Collection[Period],
) -> Iterator[Chart]:
    """Draw the finest series that shows a development, then what the comparison is."""
    if definition.id not in page.figures:
        return
    over = _over_time(page, definition.id, series, quoted)
    if over is not None:
        yield over
    made = progress(page, [definition.id])
    if made is None and over is None:
        made = year_over_year(page, [definition.id])
    if made is not None:
        yield made
    made = rolling(page, definition.id, series.get(Grain.MONTH, ()))
    if made is not None:
        yield made


def _over_time(
    page: Context,
    indicator_id: str,
    series: Mapping[Grain, tuple[Known, ...]],
    quoted: Collection[Period],
) -> Chart | None:
    """Draw the finest grain that was stated twice; else the finest that is known twice."""
    stated = [
        one for one in series.values() if sum(p.stated and p.value is not None for p in one) > 1
    ]
    for one in [*stated, *series.values()]:
        made = over_time(page, indicator_id, one, quoted)
        if made is not None:
            return made
    return None
