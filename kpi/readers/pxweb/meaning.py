"""What one combination of a table's values is called, known by and measured in.

Refuses to know an indicator in it: the words are the file's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from kpi.readers.gathered import Counted, Heading
from kpi.readers.pxweb.cube import Cube, Dimension, Member, Role
from kpi.readers.pxweb.units import is_scaled, unit_of

Chosen = Mapping[int, int]
"""By the place of a dimension that is no time, the place of one of its values."""


def told_apart(dimension: Dimension) -> Dimension:
    """Put their codes behind values of the same words."""
    times = Counter(one.text for one in dimension.members)
    members = [
        one._replace(text=f"{one.text} ({one.code})") if times[one.text] > 1 and one.code else one
        for one in dimension.members
    ]
    return dimension._replace(members=members)


def heading(cube: Cube, chosen: Chosen, cell: str) -> Heading:
    """Give what a series is called and known by.

    It is called by the values that tell it from others in the file, and known by all of them,
    whatever their order. An only region is where it is from.
    """
    values = _values(cube, chosen)
    telling = [(one, value) for one, value in values if len(one.members) > 1] or values
    aside = [pair for pair in values if pair not in telling and pair[0].role is Role.REGION]
    concept = " ".join([cube.table, *sorted(value.code or value.text for _, value in values)])
    return Heading(
        " / ".join(value.text for _, value in telling) or cube.title or cube.table,
        cell,
        Counted(concept.strip().casefold(), None),
        ", ".join(value.text for _, value in aside),
    )


def unit(cube: Cube, chosen: Chosen) -> str:
    """Give the unit of a series, as far as the house knows it."""
    stated, labels = _counted(cube, chosen)
    return unit_of(stated, labels, cube.unit)


def in_thousands(cube: Cube, chosen: Chosen) -> bool:
    """Say whether its figures are in thousands or millions."""
    stated, labels = _counted(cube, chosen)
    if stated or unit_of("", labels, ""):
        return is_scaled([stated, *labels])
    return is_scaled([*labels, cube.unit, cube.title])


def _values(cube: Cube, chosen: Chosen) -> list[tuple[Dimension, Member]]:
    places = sorted(chosen.items())
    return [(cube.dimensions[at], cube.dimensions[at].members[key]) for at, key in places]


def _counted(cube: Cube, chosen: Chosen) -> tuple[str, Sequence[str]]:
    """Give the unit of what is counted, and its words; those of every value where none is it."""
    values = _values(cube, chosen)
    counted = [value for one, value in values if one.role is Role.METRIC]
    texts = [value.text for value in counted or [value for _, value in values]]
    return next((value.unit for value in counted if value.unit), ""), texts
