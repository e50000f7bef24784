"""What does not agree, as sentences: both figures, with where they stand.

Refuses to say which side is right.
"""

from __future__ import annotations

from decimal import Decimal

from kpi.catalogue import Catalogue
from kpi.disagreement import Conflict, Side
from kpi.i18n import Language


def sentence(conflict: Conflict, catalogue: Catalogue, language: Language) -> str:
    """Say a conflict in one sentence, figures with their units: the message ``conflict.<code>``."""
    first = conflict.sides[0]
    relation = catalogue.relations.get(conflict.relation)
    facts = {
        "period": language.period(conflict.period),
        "name": _name(first, catalogue, language),
        "label": relation.label.in_language(language.code) if relation else "",
        "value": _figure(first, first.value, catalogue, language),
        "expected": _figure(first, conflict.expected, catalogue, language),
        "difference": _figure(first, _size(conflict.difference), catalogue, language),
        "statements": _statements(conflict, catalogue, language),
        "figures": _figures(conflict, catalogue, language),
    }
    return language.text(f"conflict.{conflict.code}", **facts)


def places(conflict: Conflict, catalogue: Catalogue, language: Language) -> tuple[str, ...]:
    """Say where each side stands: the indicator, its value, and the place in file and report."""
    return tuple(
        language.text(
            "conflict.place",
            name=_name(one, catalogue, language),
            value=_figure(one, one.value, catalogue, language),
            place=_place(one, language),
        )
        for one in conflict.sides
    )


def _size(value: Decimal | None) -> Decimal | None:
    return None if value is None else value.copy_abs()


def _name(side: Side, catalogue: Catalogue, language: Language) -> str:
    one = catalogue.indicators.get(side.indicator)
    return one.name.in_language(language.code) if one else side.indicator


def _figure(side: Side, value: Decimal | None, catalogue: Catalogue, language: Language) -> str:
    one = catalogue.indicators.get(side.indicator)
    if one is None or one.unit_measure is None:
        return language.number(value)
    return language.figure(value, catalogue.units[one.unit_measure], one.decimals)


def _statements(conflict: Conflict, catalogue: Catalogue, language: Language) -> str:
    """List the values said at each goal: "1 krt/kk (tavoite 2.1), 2 krt/kk (tavoite 7.6)"."""
    return language.text("list.comma").join(
        language.text(
            "conflict.statement",
            value=_figure(one, one.value, catalogue, language),
            place=_place(one, language),
        )
        for one in conflict.sides
    )


def _figures(conflict: Conflict, catalogue: Catalogue, language: Language) -> str:
    return language.text("list.comma").join(
        language.text(
            "conflict.figure",
            name=_name(one, catalogue, language),
            value=_figure(one, one.value, catalogue, language),
        )
        for one in conflict.sides
    )


def _place(side: Side, language: Language) -> str:
    if side.goal:
        return language.text("conflict.at-goal", goal=side.goal)
    if side.provenance:
        return f"{side.provenance.file} {side.provenance.cell}"
    return language.text("conflict.from-parts")
