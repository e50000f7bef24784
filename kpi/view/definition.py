"""What an indicator is, as terms and explanations.

Refuses internal ids: people read names, units and places of the plan.
"""

from __future__ import annotations

from collections.abc import Iterator

from kpi.catalogue_rows import Indicator
from kpi.completion import completion
from kpi.model import Kind
from kpi.pace import attainment, course
from kpi.view import standing
from kpi.view.context import Context


def facts(page: Context, definition: Indicator) -> tuple[tuple[str, str], ...]:
    """Give (term, explanation), only those that the catalogue knows."""
    text = page.speaker.text
    return tuple((text(f"fact.{term}"), said) for term, said in _facts(page, definition) if said)


def _facts(page: Context, definition: Indicator) -> Iterator[tuple[str, str]]:
    speaker = page.speaker
    text, say = speaker.text, speaker.say
    yield "definition", say(definition.definition) if definition.definition else ""
    yield "note", say(definition.note) if definition.note else ""
    yield "kind", text(f"fact.kind.{definition.kind}")
    yield "unit", unit_words(page, definition)
    yield "computed", _computed(page, definition)
    if definition.kind is not Kind.QUALITATIVE:
        yield "direction", text(f"direction.{definition.direction}")
    yield from _aims(page, definition)
    yield "grain", text(f"grain.{definition.grain}")
    yield "source", say(definition.source)
    yield "owner", say(definition.owner)
    yield "area", say(speaker.catalogue.areas[definition.service_area].name)
    yield "goals", "; ".join(_goals(page, definition))
    yield "instead", _instead(page, definition)


def _computed(page: Context, definition: Indicator) -> str:
    """Say what a computed figure is counted from, with its parts; "" for a stated one."""
    if definition.computed is None:
        return ""
    counted = completion(page.store.statuses(page.period).values())
    said = standing.line(page.speaker, counted)
    return " ".join([said, page.speaker.text("completion.formula")]).strip()


def _aims(page: Context, definition: Indicator) -> Iterator[tuple[str, str]]:
    """Say the target of the period with how much of it is reached, and last year's course."""
    speaker, pair = page.speaker, page.figures.get(definition.id)
    if pair is None:
        return
    reached = attainment(pair, definition)
    if reached is not None and reached.share is not None:
        yield (
            "target",
            speaker.text(
                "fact.attainment",
                target=speaker.figure(definition.id, reached.target),
                share=speaker.language.percent(reached.share),
            ),
        )
    elif (target := definition.target(page.period.code)) is not None:
        yield "target", speaker.figure(definition.id, target)
    ahead = course(pair, definition)
    if ahead is not None:
        yield (
            "course",
            speaker.text(
                "fact.course.said",
                year=str(ahead.year),
                share=speaker.language.percent(ahead.share),
                figure=speaker.rounded(definition.id, ahead.projected),
            ),
        )


def unit_words(page: Context, definition: Indicator) -> str:
    """Give the word or mark of an indicator's unit; "" for one that is told in words."""
    unit = page.speaker.unit(definition.id)
    if unit is None:
        return ""
    if unit.form == "count" and unit.other is not None:
        return page.speaker.say(unit.other)
    symbol = unit.symbol
    return symbol if isinstance(symbol, str) else page.speaker.say(symbol) if symbol else ""


def _goals(page: Context, definition: Indicator) -> Iterator[str]:
    speaker = page.speaker
    for place in definition.goals:
        title = speaker.say(speaker.catalogue.goals[place.no].title)
        yield speaker.text("goal.title", number=place.no, title=title)


def _instead(page: Context, definition: Indicator) -> str:
    """Say for which promised indicator this one stands in, or what stands in for it."""
    speaker = page.speaker
    said = []
    for relation in speaker.catalogue.relations_of("proxy"):
        if definition.id in relation.reported and relation.promised:
            said.append(speaker.text("fact.stands-in", name=speaker.name(relation.promised)))
        if definition.id == relation.promised:
            names = speaker.listed(speaker.name(one) for one in relation.reported)
            said.append(speaker.text("fact.stood-in", names=names))
    return " ".join(said)
