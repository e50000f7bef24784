"""Percentages written as bare numbers under a heading that says "%": 0,45 and 1.

Refuses to take 0,45 under "Käyttöaste %" for less than a half of a percent, or for 45, unasked:
one office types the share, the next the percentage, and a column may hold both.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from kpi.readers.asking import SKIP, Asking
from kpi.readers.numbers import clip, written
from kpi.readers.table.asked import FRACTION, mixed_percent, percent_or_fraction
from kpi.readers.table.figure import Figure

_MOST_SHOWN = 6


def settle_shares(asking: Asking, figures: Sequence[Figure]) -> list[Figure]:
    """Give the figures of a table with their percentages as they were answered to be."""
    doubtful: dict[tuple[str, ...], list[Decimal]] = {}
    for one in figures:
        if one.bare and one.unit == "%" and one.value is not None:
            doubtful.setdefault(one.names, []).append(one.value)
    answers = {
        names: _answer(asking, names, values, figures)
        for names, values in doubtful.items()
        if _may_be_shares(values)
    }
    return [_settled(one, answers.get(one.names)) for one in figures if _kept(one, answers)]


def _may_be_shares(values: Sequence[Decimal]) -> bool:
    """Say whether there is a part of one percent among them, or nothing but nought and one."""
    return any(0 < abs(one) < 1 for one in values) or set(values) in ({Decimal(1)}, {0, 1})


def _answer(
    asking: Asking, names: tuple[str, ...], values: Sequence[Decimal], figures: Sequence[Figure]
) -> str | None:
    cell = next(
        one.cell
        for one in figures
        if one.names == names and one.value is not None and 0 < abs(one.value) <= 1
    )
    label = " / ".join(names)
    shown = ", ".join(map(written, values[:_MOST_SHOWN]))
    if max(map(abs, values)) <= 1:
        return percent_or_fraction(asking, cell, clip(label), shown)
    return mixed_percent(asking, cell, clip(label), shown)


def _kept(one: Figure, answers: dict[tuple[str, ...], str | None]) -> bool:
    return answers.get(one.names) != SKIP


def _settled(one: Figure, answer: str | None) -> Figure:
    if answer != FRACTION or not one.bare or one.value is None:
        return one
    return one._replace(value=(one.value * 100).normalize() + 0)
