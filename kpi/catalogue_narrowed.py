"""The catalogue as somebody may see it who sees a part of the figures only.

Refuses to name what is left out: what hangs on it goes with it, and an area that there is not
brings nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from kpi.catalogue import Catalogue
from kpi.catalogue_front import Card, Highlight, Message, Overview
from kpi.catalogue_rows import Area, Indicator, Relation
from kpi.model import ConfStatus


def narrowed(whole: Catalogue, areas: Sequence[str] = ()) -> Catalogue:
    """Leave out what is internal and, with areas, all that is not theirs.

    An indicator is the area's that owns it: one that only stands at a goal of the area is not.
    What is computed over the whole plan tells of all areas, so that it is no figure of some.

    Args:
        whole: what is defined.
        areas: ids of service areas; none for all of them.
    """
    named = {one: area for one, area in whole.areas.items() if not areas or one in areas}
    goals = {one: goal for one, goal in whole.goals.items() if goal.service_area in named}
    indicators = {
        one.id: _at(one, goals)
        for one in whole.indicators.values()
        if one.conf_status is ConfStatus.FREE
        and one.service_area in named
        and not (areas and one.computed)
    }
    relations = {
        one.id: one for one in whole.relations.values() if _inside(one, indicators)
    }  # fmt: skip
    units = {one.unit_measure for one in indicators.values()}
    return replace(
        whole,
        overview=_front(whole.overview, indicators, relations),
        areas={one: _led(area, indicators) for one, area in named.items()},
        goals=goals,
        actions={one: it for one, it in whole.actions.items() if it.goal in goals},
        units={one: unit for one, unit in whole.units.items() if one in units},
        indicators=indicators,
        relations=relations,
        # Another catalogue than the whole one, whoever asks.
        digest=hashlib.sha256(f"{whole.digest} {sorted(named)}".encode()).hexdigest(),
    )


def _at(one: Indicator, goals: Collection[str]) -> Indicator:
    return one.model_copy(update={"goals": tuple(at for at in one.goals if at.no in goals)})


def _led(area: Area, indicators: Collection[str]) -> Area:
    return area.model_copy(
        update={"cards": tuple(one for one in area.cards if one in indicators)}
    )  # fmt: skip


def _inside(relation: Relation, indicators: Collection[str]) -> bool:
    return all(one in indicators for one in relation.uses)


def _front(front: Overview, indicators: Collection[str], relations: Collection[str]) -> Overview:
    return Overview(
        card=tuple(
            Card(indicator=one.indicator, beside=_if(one.beside, indicators))
            for one in front.card
            if one.indicator in indicators
        ),
        message=tuple(_messages(front, indicators, relations)),
        highlight=tuple(
            Highlight(indicator=one.indicator, part=_if(one.part, indicators))
            for one in front.highlight
            if one.indicator in indicators
        ),
    )


def _if(one: str | None, indicators: Collection[str]) -> str | None:
    return one if one in indicators else None


def _messages(
    front: Overview, indicators: Collection[str], relations: Collection[str]
) -> Iterator[Message]:
    for one in front.message:
        if one.kind == "shares" and one.relation in relations and one.lead in indicators:
            yield one
        elif one.kind == "progress":
            left = tuple(it for it in one.indicators if it in indicators)
            if left:
                yield one.model_copy(update={"indicators": left})
