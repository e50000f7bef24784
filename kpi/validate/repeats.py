"""The same figure told more than once in one file.

Refuses to pick a winner: rows that agree are one row, rows of one goal that disagree are an error,
and different goals that disagree are both kept and said, because a report may contradict itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from kpi.errors import Finding, error, warning
from kpi.model import Observation
from kpi.readers.numbers import written


def settled(told: Sequence[Observation]) -> tuple[list[Observation], list[Finding]]:
    """Give each statement once, in the file's order, and what disagrees."""
    if len({(one.indicator, one.period.code) for one in told}) == len(told):
        return list(told), []  # no figure is told twice
    kept: dict[tuple[str, str, str, bool], Observation] = {}
    findings: list[Finding] = []
    for one in told:
        key = (one.indicator, one.period.code, one.goal, one.is_base)
        first = kept.setdefault(key, one)
        if first is not one and _says(first) != _says(one):
            findings.append(
                error(
                    "duplicate-rows-disagree",
                    one.cell,
                    found=_shown(one.value),
                    other=_shown(first.value),
                    where=first.cell,
                )
            )
    statements = list(kept.values())
    return statements, findings + _disagreements(statements)


def _says(one: Observation) -> tuple[object, ...]:
    return one.value, one.obs_status, one.undated_base


def _disagreements(statements: Sequence[Observation]) -> list[Finding]:
    """Warn once for each figure, and each undated base, that the file states in different ways."""
    first: dict[tuple[str, str, bool], tuple[Decimal, str]] = {}
    findings: dict[tuple[str, str, bool], Finding] = {}
    for one in statements:
        for undated, value in ((False, one.value), (True, one.undated_base)):
            if value is None:
                continue
            key = (one.indicator, one.period.code, undated)
            other, where = first.setdefault(key, (value, one.cell))
            if other != value and key not in findings:
                findings[key] = warning(
                    "statements-disagree",
                    one.cell,
                    found=written(value),
                    other=written(other),
                    where=where,
                )
    return list(findings.values())


def _shown(value: Decimal | None) -> str:
    return "–" if value is None else written(value)
