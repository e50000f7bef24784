"""Series in the making: what a tool counts under its headings, one figure a period.

Refuses to choose between two figures that are told of one period, and to guess whether the days
under an unknown heading may be added up.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from kpi.errors import Finding, error, warning
from kpi.model import Kind
from kpi.periods import Period
from kpi.readers.asking import Asking
from kpi.readers.cells import Book
from kpi.readers.exports import period_shown, unseen
from kpi.readers.numbers import clip, fold, written
from kpi.readers.reading import Reading, Series, Told

_MOST_NAMED = 12
_MOST_FINDINGS = 100


class Counted(NamedTuple):
    """What a tool counts under a heading.

    ``kind`` is None for what cannot be added up and is no count of anything: rates, averages,
    lengths of time. ``wanted`` is False for details that nobody is asked about, ``whole`` where
    also parts are counted (money, shared credit).
    """

    concept: str
    kind: Kind | None
    wanted: bool = True
    whole: bool = True


class Heading(NamedTuple):
    """A heading as it stands, and what is counted under it."""

    label: str
    cell: str
    counted: Counted
    source: str = ""


@dataclass
class Gathered:
    """Series in the making: one per thing counted, each period once."""

    findings: list[Finding] = field(default_factory=list)
    _found: dict[tuple[str, str], Heading] = field(default_factory=dict)
    _told: dict[tuple[str, str], list[Told]] = field(default_factory=dict)
    _by_period: dict[tuple[str, str], dict[str, Told]] = field(default_factory=dict)
    _latest: dict[tuple[str, str], dt.date] = field(default_factory=dict)

    def add(self, heading: Heading, told: Told) -> None:
        """Take a figure in; another figure of the same period is an error with both cells."""
        counted = heading.counted.concept or heading.label.casefold()
        key = counted, heading.source
        if told.period is not None:
            first = self._first(key, told, told.period)
            if first is not told:
                if len(self.findings) <= _MOST_FINDINGS:  # nobody is told of more
                    self.findings.extend(_disagreement(first, told))
                return
        self._found.setdefault(key, heading)
        self._told.setdefault(key, []).append(told)

    def _first(self, key: tuple[str, str], told: Told, period: Period) -> Told:
        """Give the figure that a period was told with first.

        An export goes on day after day: a period that begins after every other is a new one, and
        most files need no list of what they told.
        """
        latest = self._latest.get(key, dt.date.min)
        if period.start > latest and key not in self._by_period:
            self._latest[key] = period.start
            return told
        if key not in self._by_period:
            earlier = self._told.get(key, ())
            self._by_period[key] = {one.period.code: one for one in earlier if one.period}
        return self._by_period[key].setdefault(period.code, told)

    @property
    def series(self) -> tuple[Series, ...]:
        """Give the series, in the order in which their headings were met."""
        return tuple(
            Series(
                one.label, one.cell, tuple(self._told[key]), one.counted.kind, one.counted.concept,
                source=one.source, wanted=one.counted.wanted,
            )
            for key, one in self._found.items()
        )  # fmt: skip


def _disagreement(first: Told, second: Told) -> list[Finding]:
    if first.value == second.value or first.period is None:
        return []
    facts = {"found": _written(second.value), "other": _written(first.value), "where": first.cell}
    return [error("period-told-twice", second.cell, name=period_shown(first.period), **facts)]


def _written(value: Decimal | None) -> str:
    return "–" if value is None else written(value)


def finished(book: Book, gathered: Gathered, findings: Sequence[Finding]) -> Reading:
    """Give what was read of a file; a file full of faults costs no more than anyone reads.

    Args:
        book: the file, of which is said what nobody sees in it.
        gathered: the series, and where they contradict themselves.
        findings: what else is to be said, the gravest first.
    """
    every = [*findings, *gathered.findings, *unseen(book)]
    if len(every) > _MOST_FINDINGS:
        last = every[_MOST_FINDINGS - 1]
        every = every[:_MOST_FINDINGS]
        every.append(error("too-many-errors", last.cell, found=str(_MOST_FINDINGS)))
    return Reading(series=gathered.series, findings=tuple(every))


def named(labels: Iterable[str]) -> str:
    """List headings for a message, each once and not more than anyone reads."""
    once = list(dict.fromkeys(clip(fold(label)) for label in labels))
    more = ["…"] if len(once) > _MOST_NAMED else []
    return ", ".join(once[:_MOST_NAMED] + more)


def columns_left_out(headings: Mapping[str, str]) -> list[Finding]:
    """Say once per file which columns cannot be added up and are not taken; by their cells."""
    if not headings:
        return []
    return [warning("columns-left-out", next(iter(headings)), found=named(headings.values()))]


def columns_not_known(headings: Mapping[str, str]) -> list[Finding]:
    """Say once per file which columns nobody knows; by their cells."""
    if not headings:
        return []
    return [warning("columns-not-known", next(iter(headings)), found=named(headings.values()))]


def tables_left_out(headings: Mapping[str, str]) -> list[Finding]:
    """Say once per file which tables have rows that are no time, by what their rows are."""
    if not headings:
        return []
    return [warning("table-by-dimension", next(iter(headings)), found=named(headings.values()))]


def what_is_counted(label: str, where: str, asking: Asking) -> Kind | None:
    """Ask whether the days under an unknown heading may be added up."""
    choices = (Kind.FLOW.value, Kind.DISTINCT.value)
    told = asking.ask(
        "which-kind", where, choices, subject=fold(label).casefold(), found=clip(fold(label))
    )
    return None if told is None else Kind(told)


def first_and_last(first: dt.date, last: dt.date, where: str) -> Finding:
    """Warn that the months at both ends may not be whole: the file does not say where it is cut.

    Args:
        first: a day of the first month.
        last: a day of the last month.
        where: the cell of the first date.
    """
    ends = dict.fromkeys(f"{one.month}/{one.year}" for one in (first, last))
    return warning("first-and-last-month", where, found=", ".join(ends))
