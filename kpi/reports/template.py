"""The workbook that the staff fill in: one row per figure, everything but the figure filled in.

Refuses to ask for what is not collected that often, and for a number where words are due.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from types import MappingProxyType

from kpi.catalogue import Catalogue
from kpi.catalogue_rows import Indicator, Text, Unit
from kpi.errors import PeriodUnreadable
from kpi.i18n import Language
from kpi.i18n import language as speak
from kpi.model import Kind
from kpi.periods import Period, parse
from kpi.reports import plan_book
from kpi.reports.template_book import Line, book

__all__ = ["Line", "Previous", "book", "line", "template", "written"]

Previous = Mapping[str, tuple[Period, Decimal]]


def template(
    catalogue: Catalogue,
    period: Period,
    language: str,
    previous: Previous,
    expected: Mapping[str, str] = MappingProxyType({}),
) -> bytes:
    """Make the workbook to fill in for a period.

    Args:
        catalogue: what is measured; qualitative indicators are told in words and get no row.
        period: what the figures are asked for. Indicators collected less often are left out.
        language: of headings, names and the guide.
        previous: the last known value of an indicator and its period, to stand beside the empty
            cell.
        expected: what an indicator's figure is expected to be, in words of the same language.

    Returns:
        An xlsx with a row for each indicator at each goal that lists it.
    """
    lines = [
        line(catalogue, one, goal, period, language, _beside(expected, one), previous.get(one.id))
        for one, goal in _asked(catalogue, period)
    ]
    say = speak(language)
    plan = (
        plan_book.sheets(catalogue, written(period, say), say, {}, {})
        if plan_book.asked(catalogue, period)
        else ()
    )
    return book(catalogue, lines, language, plan)


def _asked(catalogue: Catalogue, period: Period) -> Iterator[tuple[Indicator, str]]:
    """Give what is asked for and at which goal, in the order of the plan."""
    at: dict[str, list[Indicator]] = {}
    for one in catalogue.indicators.values():
        stated = one.kind is not Kind.QUALITATIVE and one.computed is None
        if stated and period.grain.rank <= one.grain.rank:
            listed = [place.no for place in one.goals if place.listed]
            for goal in listed or [place.no for place in one.goals] or [""]:
                at.setdefault(goal, []).append(one)
    for goal in (*catalogue.goals, ""):
        yield from ((one, goal) for one in at.get(goal, ()))


def _beside(expected: Mapping[str, str], indicator: Indicator) -> dict[str, str]:
    return {"expected": expected[indicator.id]} if indicator.id in expected else {}


def line(
    catalogue: Catalogue,
    indicator: Indicator,
    goal: str,
    period: Period,
    language: str,
    filled: Mapping[str, str | Decimal],
    previous: tuple[Period, Decimal] | None = None,
) -> Line:
    """Lay out one row; ``filled`` holds what is known already of the other cells."""
    unit = catalogue.units[str(indicator.unit_measure)]
    say = speak(language)
    cells: dict[str, str | Decimal] = {
        "indicator": indicator.id,
        "name": indicator.name.in_language(language),
        "area": catalogue.areas[indicator.service_area].name.in_language(language),
        "goal": goal,
        "period": written(period, say),
        "unit": _unit_word(unit, language),
        **filled,
    }
    if previous is not None:
        cells |= {"last_value": previous[1], "last_period": written(previous[0], say)}
    return Line(cells, _accepts(indicator, unit))


def _accepts(indicator: Indicator, unit: Unit) -> str:
    ratio = indicator.kind is Kind.RATIO
    if unit.form == "count":
        return "positive" if ratio else "whole"
    if unit.form == "percent":
        return "share" if ratio else "amount"
    return "positive" if unit.form == "rate" else "amount"


def written(period: Period, say: Language) -> str:
    """Write a period as people do, where the reader understands it; else its code."""
    text = say.period(period)
    try:
        return text if parse(text) == period else period.code
    except PeriodUnreadable:
        return period.code


def _unit_word(unit: Unit, language: str) -> str:
    word = unit.symbol or unit.other
    return word.in_language(language) if isinstance(word, Text) else word or unit.id
