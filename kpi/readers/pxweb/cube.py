"""A statistical table as it stands in a file: its dimensions, and a figure for each combination.

Refuses to say what a dimension means beyond what the file says of it, and to read a figure that
could be two.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from enum import Enum
from math import prod
from typing import NamedTuple

from kpi.errors import Finding, error
from kpi.readers import exports
from kpi.readers.cells import Raw
from kpi.readers.numbers import clip, fold

# What statistical offices print for a figure that there is not, or that is not told.
_NONE = re.compile(r"\.{1,7}|[-\u2013\u2212:]")
# No file of five megabytes tells so many figures; to claim them takes a few lines.
_MOST_FIGURES, _MOST_DIMENSIONS = 2_000_000, 100
_NAMES = {
    "region": r"(?:asuin|hyvinvointi|työllisyys)?alue|(?:asuin)?kunta|maakunta|seutukunta"
    r"|(?:alue|kunta)_\w+|area|(?:sub-)?region|municipality|område|kommun|landskap",
    "metric": r"tiedot|information|uppgifter|contentscode",
}


class Role(Enum):
    """What a dimension is, where the file or its name says so."""

    TIME = "time"
    REGION = "region"
    METRIC = "metric"  # what is counted
    PLAIN = "plain"


class Member(NamedTuple):
    """One value of a dimension. ``time`` is the text that its period is read from."""

    text: str
    code: str = ""
    unit: str = ""
    time: str = ""


class Dimension(NamedTuple):
    """One dimension; ``name`` is empty where the file does not tell it."""

    name: str
    members: Sequence[Member]
    cell: str
    role: Role = Role.PLAIN


class Figures(NamedTuple):
    """The figures in the order of their combinations, the last dimension running fastest.

    ``raw`` gives one by its number as it stands, empty where the file has none; ``cell`` its place.
    """

    size: int
    raw: Callable[[int], Raw]
    cell: Callable[[int], str]


class Cube(NamedTuple):
    """A table. ``table`` is what it is known by, ``title`` its words, ``unit`` the whole's."""

    table: str
    title: str
    dimensions: Sequence[Dimension]
    figures: Figures
    unit: str = ""

    @property
    def sizes(self) -> tuple[int, ...]:
        """How many values each dimension has."""
        return tuple(len(one.members) for one in self.dimensions)

    def number(self, places: Sequence[int]) -> int:
        """Give a combination's number among the figures."""
        found = 0
        for size, at in zip(self.sizes, places, strict=True):
            found = found * size + at
        return found

    def figure(self, number: int) -> Decimal | Finding | None:
        """Read one figure; None where the file says that there is none."""
        raw, where = self.figures.raw(number), self.figures.cell(number)
        value = None if is_none(raw) else exports.figure(raw)
        return replace(value, cell=where) if isinstance(value, Finding) else value


def too_large(sizes: Sequence[int], name: str, cell: str) -> Finding | None:
    """Refuse, before it is made, a table that claims more figures than a file can hold."""
    if len(sizes) <= _MOST_DIMENSIONS and prod(sizes) <= _MOST_FIGURES:
        return None
    return error("sheet-too-large", cell, found=clip(name))


def is_none(raw: Raw) -> bool:
    """Say whether a cell says in the way of statistical offices that there is no figure."""
    return isinstance(raw, str) and _NONE.fullmatch(raw.strip()) is not None


def role(name: str) -> Role:
    """Tell by its name what a dimension is."""
    plain = fold(name).casefold()
    found = next((it for it, words in _NAMES.items() if re.fullmatch(words, plain)), "plain")
    return Role(found)
