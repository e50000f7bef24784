"""Realisation texts with figures bound to them, and a watch over figures typed as plain digits.

Refuses to change a word of what the staff wrote, and to print a bound figure that is not known as
if it were.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from kpi.catalogue_rows import Unit
from kpi.model import Comparison, Verdict
from kpi.plan import BOUND
from kpi.view.cards import shown
from kpi.view.context import Context

# Days, spans of months, years, numbers of roads, goals and law sections are no figures.
_NO_FIGURES = re.compile(
    r"\b\d+(?:\.\d+)+[a-z]?\b|\d{1,2}\.\d{1,2}\.|\d{1,2}[–-]\d{1,2}/\d{4}|\d{1,2}/\d{4}"
    r"|\b(?:19|20)\d\d\b|[^\W\d]\w*-?\d+|\d+\s?§"
)
_TYPED = re.compile(r"[-−]?\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:,\d+)?|[-−]?\d+(?:,\d+)?")
_AFTER = re.compile(r"[ \u00a0]*(%|€|[^\W\d_]+)")


class Watched(NamedTuple):
    """One figure typed as digits: what it says, and what the data says where it says otherwise.

    ``indicator`` is the one it seems to mean, "" where it is none of the goal's.
    """

    typed: str
    indicator: str
    agrees: bool


def filled(page: Context, text: str) -> tuple[str, ...]:
    """Give a text's paragraphs with the bound figures filled in, in the reader's format.

    A reference to what the catalogue does not know stays as it was typed.
    """

    def figure(found: re.Match[str]) -> str:
        known = found[1] in page.figures
        return figure_with_base(page, found[1]) if known else found[0]

    said = BOUND.sub(figure, text)
    return tuple(part.strip() for part in said.splitlines() if part.strip())


def unknown(page: Context, text: str) -> tuple[str, ...]:
    """Give the references of a text that name no indicator with figures."""
    return tuple(dict.fromkeys(one for one in BOUND.findall(text) if one not in page.figures))


def figure_with_base(page: Context, indicator: str) -> str:
    """Write a figure unambiguously: "19 000 käyntiä (2024 koko vuosi 32 000 käyntiä)"."""
    said = shown(page, indicator)
    beside = _base(page, indicator, page.comparison(indicator))
    return f"{said} ({beside})" if beside else said


def _base(page: Context, indicator: str, comparison: Comparison) -> str:
    speaker = page.speaker
    if comparison.base_value is None:
        return ""
    figure = speaker.figure(indicator, comparison.base_value)
    if comparison.verdict is Verdict.UNDATED_BASE:
        return speaker.text("report.base.undated", figure=figure)
    if comparison.base_period is None:
        return ""
    if comparison.verdict is Verdict.PROGRESS:
        year = str(comparison.base_period.year)
        return speaker.text("report.base.year", year=year, figure=figure)
    when = speaker.when(indicator, comparison.base_period)
    return speaker.text("report.base.dated", when=when, figure=figure)


def watched(page: Context, text: str, indicators: Sequence[str]) -> tuple[Watched, ...]:
    """Match the figures typed in a text with those of a goal's indicators.

    A figure followed by an indicator's own unit word is held against that indicator; any other
    agrees when one of the goal's figures, or what it is compared with, is the same.
    """
    plain = _NO_FIGURES.sub(lambda found: " " * len(found[0]), BOUND.sub(_blank, text))
    return tuple(_watch(page, plain, one, indicators) for one in _TYPED.finditer(plain))


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


def _watch(page: Context, text: str, found: re.Match[str], indicators: Sequence[str]) -> Watched:
    value = _value(found[0])
    known = {one: set(_values(page, one)) for one in indicators if one in page.figures}
    after = _AFTER.match(text, found.end())
    word = after[1].casefold() if after else ""
    meant = [one for one in known if word and word in _words(page.speaker.unit(one))]
    same = [one for one, values in known.items() if value in values]
    if same:
        return Watched(found[0], next((one for one in same if one in meant), same[0]), True)
    told = [one for one in meant if known[one]]
    return Watched(found[0], told[0] if told else "", False)


def _value(text: str) -> Decimal:
    digits = "".join(text.replace("−", "-").replace(",", ".").split())
    return Decimal(digits)


def _values(page: Context, indicator: str) -> Iterator[Decimal]:
    pair = page.figures[indicator]
    sides = [pair.now.value, pair.now.undated_base, page.comparison(indicator).base_value]
    yield from (one for one in sides if one is not None)


def _words(unit: Unit | None) -> set[str]:
    if unit is None:
        return set()
    if unit.form == "percent":
        return {"%", "prosenttia", "percent"}
    if unit.form == "money":
        return {"€", "euroa", "euro", "euros"}
    texts = [one for one in (unit.one, unit.other) if one is not None]
    return {word.split()[0].casefold() for one in texts for word in (one.fi, one.en)} | {
        one.casefold() for one in unit.aliases
    }
