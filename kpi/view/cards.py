"""Cards and table cells of one figure: its value, or in words why there is none.

Refuses a figure without its unit, and to show one side of a contradiction as the figure.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from kpi.disagreement import Side
from kpi.model import ConfStatus, Kind, Known, ObsStatus
from kpi.view.context import Context
from kpi.view.marks import mark, status
from kpi.view.parts import Card, Link, Mark
from kpi.view.speaker import Speaker
from kpi.view.words import Words, words

STATEMENTS, EQUAL = "statements-disagree", "equal-disagree"


def compared(page: Context, indicator: str) -> Words:
    """Give an indicator's comparison in words."""
    conflict = page.conflict(indicator, STATEMENTS)
    figures = [side.value for side in conflict.sides] if conflict else []
    definition = page.speaker.indicator(indicator)
    return words(page.comparison(indicator), definition, page.speaker, figures)


def card(
    page: Context, indicator: str, beside: str | None = None, *, in_full: bool = False
) -> Card:
    """Build the card of an indicator.

    Args:
        page: the page's figures.
        indicator: whose card.
        beside: another indicator, named with its figure in a small line.
        in_full: give the sentence behind every comparison, not only why there is none.
    """
    said = compared(page, indicator)
    now = page.figures[indicator].now
    value, unit = _value(page.speaker, now)
    facts = [*_beside(page, beside), *said.facts, *status_facts(page, now)]
    facts += [page.speaker.text("value.quoted")] if indicator in page.quoted else []
    facts += stated(_sides(page, indicator), page.speaker) if now.conflict else []
    facts += _equals(page, indicator)
    return Card(
        label=page.speaker.label(indicator),
        value=value,
        change=said.change,
        because=said.because if in_full or not said.compares else "",
        tone=said.tone,
        arrow=said.arrow,
        facts=tuple(facts),
        link=page.speaker.to_indicator(indicator, page.period),
        unit=unit,
    )


def _value(speaker: Speaker, now: Known) -> tuple[str, str]:
    """Give the value and, for a count, its word apart; words where there is no value."""
    if now.value is None:
        said = absent(speaker, now)
        return said[:1].upper() + said[1:], ""
    whole = speaker.figure(now.indicator, now.value)
    bare = speaker.figure(now.indicator, now.value, words=False)
    unit = whole.removeprefix(bare).strip() if whole.startswith(f"{bare} ") else ""
    return (bare, unit) if unit else (whole, "")


def absent(speaker: Speaker, now: Known) -> str:
    """Say why there is no figure: contradicted, never summed, parts missing, not reported."""
    if now.conflict:
        return speaker.text("value.conflict")
    if now.obs_status is ObsStatus.SUPPRESSED and not now.have:
        return speaker.text("obs_status.Q")
    if not now.have:
        return speaker.text("value.not-reported")
    return speaker.text("value.incomplete" if _summable(speaker, now) else "value.not-summed")


def _summable(speaker: Speaker, now: Known) -> bool:
    return speaker.indicator(now.indicator).kind not in {Kind.DISTINCT, Kind.RATIO}


def status_facts(page: Context, now: Known) -> list[str]:
    """Say what is special about a figure: parts missing, internal, provisional, invented."""
    facts = _parts(page.speaker, now)
    if now.conf_status is ConfStatus.INTERNAL:
        facts.append(page.speaker.text("value.internal"))
    if now.value is not None and now.obs_status is not ObsStatus.NORMAL:
        facts.append(status(page, now))
    return facts


def shown(page: Context, indicator: str) -> str:
    """Give the figure with its unit for a table; every side where they disagree."""
    now = page.figures[indicator].now
    if now.conflict:
        figures = dict.fromkeys(
            page.speaker.figure(indicator, side.value) for side in _sides(page, indicator)
        )
        if figures:
            return page.speaker.text("value.sides", figures=page.speaker.listed(figures))
    if now.value is None:
        return " ".join(
            [absent(page.speaker, now), *(f"({one})" for one in _parts(page.speaker, now))]
        )
    figure = page.speaker.figure(indicator, now.value)
    # What is invented is said by the page's banner; on every line it would drown the figures.
    facts = status_facts(page, now)
    if mark(page, now) is Mark.INVENTED:
        facts.remove(status(page, now))
    facts += [page.speaker.text("value.quoted")] if indicator in page.quoted else []
    return f"{figure} ({', '.join(facts)})" if facts else figure


def _parts(speaker: Speaker, now: Known) -> list[str]:
    """Say how many parts of a sum are missing. One half and six months are no seven of a kind."""
    if now.value is not None or now.conflict or not now.have or not _summable(speaker, now):
        return []
    return [speaker.language.plural("value.parts-missing", now.of - now.have)]


def stated(sides: Iterable[Side], speaker: Speaker) -> list[str]:
    """Give each different figure once, with the goals of the plan it stands at."""
    places: dict[tuple[str, Decimal | None], list[str]] = {}
    for side in sides:
        goals = places.setdefault((side.indicator, side.value), [])
        if side.goal and side.goal not in goals:
            goals.append(side.goal)
    return [
        _at(speaker.figure(indicator, value), goals, speaker)
        for (indicator, value), goals in places.items()
    ]


def _at(figure: str, goals: list[str], speaker: Speaker) -> str:
    if not goals:
        return figure
    message = "value.at-goal" if len(goals) == 1 else "value.at-goals"
    return speaker.text(message, figure=figure, goals=speaker.listed(goals))


def _sides(page: Context, indicator: str) -> tuple[Side, ...]:
    conflict = page.conflict(indicator, STATEMENTS)
    return conflict.sides if conflict else ()


def _others(page: Context, indicator: str) -> list[str]:
    """Give what other indicators say that should agree with this one and do not."""
    conflict = page.conflict(indicator, EQUAL)
    if conflict is None:
        return []
    own = page.figures[indicator].now.value
    differing = {side.value: side for side in conflict.sides if side.value not in (own, None)}
    return [
        page.speaker.figure(side.indicator, value, words=False) for value, side in differing.items()
    ]


def _equals(page: Context, indicator: str) -> list[str]:
    others = _others(page, indicator)
    return [page.speaker.text("value.also", others=page.speaker.listed(others))] if others else []


def _beside(page: Context, indicator: str | None) -> list[str]:
    if indicator is None or not page.reported(indicator):
        return []
    unit = page.speaker.unit(indicator)
    figure = shown(page, indicator)
    counted = unit is not None and unit.form == "count"
    line = (
        figure
        if counted
        else page.speaker.text("value.beside", name=page.speaker.label(indicator), figure=figure)
    )
    return [_disputed(page, indicator, line)]


def _disputed(page: Context, indicator: str, line: str) -> str:
    """Add to a line the figures that should agree with its own and do not."""
    others = _others(page, indicator)
    if not others:
        return line
    return page.speaker.text("value.beside-also", line=line, others=page.speaker.listed(others))


def line(page: Context, indicator: str, name: str = "") -> str:
    """Say a figure in one line and what disagrees with it: "Lainat: 429 kirjaa"."""
    speaker = page.speaker
    name = name or speaker.label(indicator)
    made = speaker.text("value.line", name=name, figure=shown(page, indicator))
    return _disputed(page, indicator, made)


def way(page: Context, indicator: str) -> Link:
    """Give the way to an indicator's own page."""
    return page.speaker.to_indicator(indicator, page.period)
