"""What the front page shows, as the catalogue says it and pydantic checks it.

Refuses a message that lacks what it is made of.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, Self

from pydantic import model_validator

from kpi.catalogue_faults import lacks
from kpi.catalogue_rows import Id, Row, Text


class Card(Row):
    """A number of the front page; ``beside`` is named in its small line."""

    indicator: Id
    beside: Id | None = None


class Message(Row):
    """A chart with a message: the shares of a sum, or progress against a whole year."""

    kind: Literal["shares", "progress"]
    relation: Id | None = None
    lead: Id | None = None
    heading: Text | None = None
    indicators: tuple[Id, ...] = ()

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self.kind == "shares" and not (self.relation and self.lead and self.heading):
            needed = ("relation", "lead", "heading")
            raise lacks(*(one for one in needed if not getattr(self, one)))
        if self.kind == "progress" and not self.indicators:
            raise lacks("indicators")
        return self


class Highlight(Row):
    """A figure worth a line; ``part`` is said within it."""

    indicator: Id
    part: Id | None = None


class Overview(Row):
    """What the front page shows."""

    card: tuple[Card, ...] = ()
    message: tuple[Message, ...] = ()
    highlight: tuple[Highlight, ...] = ()

    @property
    def uses(self) -> Iterator[tuple[str, str]]:
        """Every (table, id) that the front page names."""
        for card in self.card:
            yield from (("indicators", i) for i in (card.indicator, card.beside) if i)
        for message in self.message:
            yield from (("indicators", i) for i in (*message.indicators, message.lead) if i)
            if message.relation:
                yield "relations", message.relation
        for line in self.highlight:
            yield from (("indicators", i) for i in (line.indicator, line.part) if i)
