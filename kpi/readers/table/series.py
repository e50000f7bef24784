"""The figures of all tables of a file under their names, each period once.

Refuses to mix tables: the same name in tables with different titles or sheets is two names, and two
figures of one name and period are an error unless they are the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from kpi.errors import Finding, error
from kpi.periods import Period
from kpi.readers.numbers import clip, written
from kpi.readers.reading import Series
from kpi.readers.reading import Told as ToldFigure
from kpi.readers.table.figure import Figure
from kpi.readers.table.surroundings import scales

# Names that spreadsheets give by themselves, or that name no more than the file.
_NO_NAME = re.compile(
    r"(?:taul|taulukko|sheet|sivu|välilehti|blad|luvut|data|csv|html|tiedot|seuranta|tilasto|tilastot)?"
    r"[ _]*[0-9]*"
)
# More would hide the few that anyone follows.
_MOST_OFFERED = 12
_COPY = re.compile(r"\s*\([0-9]{1,2}\)$")


class Origin(NamedTuple):
    """The figures of one table, and what tells it from the others: its title and its sheet.

    ``around`` are all the words that stand around it.
    """

    figures: Sequence[Figure]
    title: str
    sheet: str
    around: str = ""


def told_apart(origins: Sequence[Origin]) -> tuple[list[Series], list[Finding]]:
    """Give every name's figures once, and what is wrong with them."""
    by_label: dict[str, list[Figure]] = {}
    around: dict[str, dict[str, None]] = {}
    prefixes = _prefixes(origins)
    for number, origin in enumerate(origins):
        for one in origin.figures:
            before = prefixes.get((number, one.names), ())
            label = " / ".join((*before, *one.names))
            by_label.setdefault(label, []).append(one)
            around.setdefault(label, {})[origin.around] = None
    findings: list[Finding] = []
    series = [
        replace(_series(label, figures, findings), source=", ".join(filter(None, around[label])))
        for label, figures in by_label.items()
    ]
    return series, [*findings, *scales(series)]


def offered(origins: Sequence[Origin]) -> list[Series]:
    """Give the sums that may be taken; none of a file in which anything is wrong with them."""
    series, faults = told_apart(origins)
    return [] if faults else [replace(one, offered=True) for one in series[:_MOST_OFFERED]]


def sheet_label(name: str) -> str:
    """Give what a sheet's name adds to the names on it; empty when it is nobody's choice."""
    plain = _COPY.sub("", name.replace("_", " ")).strip()
    return "" if _NO_NAME.fullmatch(plain.casefold()) else plain


Key = tuple[int, tuple[str, ...]]


def _prefixes(origins: Sequence[Origin]) -> Mapping[Key, tuple[str, ...]]:
    """Give the words to put before names that stand in tables of different things."""
    holders: dict[tuple[str, ...], list[int]] = {}
    for number, origin in enumerate(origins):
        for names in {one.names for one in origin.figures}:
            holders.setdefault(names, []).append(number)
    found: dict[Key, tuple[str, ...]] = {}
    for names, numbers in holders.items():
        for number, words in zip(numbers, _telling(origins, numbers), strict=True):
            if words and words != names[-1] and words != names[0]:
                found[number, names] = (words,)
    return found


def _telling(origins: Sequence[Origin], numbers: Sequence[int]) -> list[str]:
    """Give what tells some tables apart: their titles, else their sheets, else nothing."""
    for words in ([origins[n].title for n in numbers], [origins[n].sheet for n in numbers]):
        if len({one for one in words if one}) > 1:
            return words
    return ["" for _ in numbers]


def _series(label: str, figures: Sequence[Figure], findings: list[Finding]) -> Series:
    findings += _unit_faults(label, figures)
    once: dict[Period, Figure] = {}
    told: list[Figure] = []
    for one in figures:
        same = once.get(one.period) if one.period is not None else None
        if same is None:
            told.append(one)
            if one.period is not None:
                once[one.period] = one
        elif same.value is None and one.value is not None:
            told[told.index(same)] = once[_known(one.period)] = one
        elif one.value not in (None, same.value):
            assert same.value is not None and one.value is not None
            findings.append(
                error(
                    "duplicate-figures",
                    one.cell,
                    name=clip(label),
                    found=written(one.value),
                    expected=written(same.value),
                    where=same.cell,
                )
            )
    units = [one.unit for one in told if one.unit]
    return Series(
        label,
        figures[0].head,
        tuple(ToldFigure(one.period, one.value, one.cell) for one in told),
        unit=units[0] if units else "",
    )


def _known(period: Period | None) -> Period:
    assert period is not None
    return period


_SCALES = re.compile(r"%|t ?€|t ?eur.*|m ?€|meur|milj.*|tuhat.*|1 ?000.*|‰|t")


def _unit_faults(label: str, figures: Sequence[Figure]) -> Iterator[Finding]:
    """Find figures of one name in different units, or some in percent and others in nothing."""
    said: dict[str, Figure] = {}
    for one in figures:
        if one.value is not None:
            said.setdefault(one.unit.casefold().rstrip("."), one)
    scaled = any(_SCALES.fullmatch(unit) for unit in said)
    words = [unit for unit in said if unit]
    if len(words) > 1 or (scaled and len(said) > 1):
        first, second = list(said.values())[:2]
        yield error(
            "units-differ", second.cell, name=clip(label), found=second.unit or "–",
            expected=first.unit or "–", where=first.cell,
        )  # fmt: skip
