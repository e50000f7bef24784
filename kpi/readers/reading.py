"""What a format makes of a file: rows of the template, or figures over time under headings.

Refuses to know indicators: a series has the file's own words; what they mean is settled later. A
value is exact, an empty cell is no figure, and what a reader could not settle has no period.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, NamedTuple

from kpi.errors import Finding
from kpi.model import Kind
from kpi.periods import Period
from kpi.readers.cells import Raw


@dataclass(frozen=True, slots=True)
class Table:
    """The rows under one header, by column.

    ``columns`` holds every field of FIELDS, all equally long; the first row is row ``first`` of
    the sheet. ``letters`` gives the letters of the columns that the file has, ``language`` the
    language of its headings.
    """

    sheet: str
    first: int
    language: str
    letters: Mapping[str, str]
    columns: Mapping[str, Sequence[Raw]]

    def said(self, field: str, row: int) -> Raw:
        """Give one cell by its row in the sheet; empty below the last."""
        column, at = self.columns[field], row - self.first
        return column[at] if 0 <= at < len(column) else ""


class Told(NamedTuple):
    """One figure. ``period`` is None while a question about it is open.

    ``value`` is None only where the file says in words or marks that there is no figure.
    """

    period: Period | None
    value: Decimal | None
    cell: str


@dataclass(frozen=True, slots=True)
class Series:
    """The figures under one heading of a file.

    Args:
        label: the words in the file; "upper / lower" under a heading of two levels.
        cell: where the heading stands; questions about the series stand there.
        figures: in the file's order, each period once.
        kind: what the tool counts. None where only the indicator can say (a hand-kept table).
        concept: a name for what is counted that no language, release or order of columns changes,
            such as ``facebook_visits``; answers are remembered by it. Empty: the label is used.
        unit: the unit word or mark that stands beside heading or figures; empty when none does.
        source: the site, page or account that the file itself names, so that an answer about one of
            them is not given for another. Never a person.
        wanted: whether it is asked which indicator the series is. False for details that are told
            of and never stored (a part of a total that has a column of its own).
        offered: left out unless somebody takes it for an indicator's (a sum over towns).
    """

    label: str
    cell: str
    figures: Sequence[Told]
    kind: Kind | None = None
    concept: str = ""
    unit: str = ""
    source: str = ""
    wanted: bool = True
    offered: bool = False

    @property
    def subject(self) -> str:
        """What an answer about the series is remembered by."""
        counted = self.concept or " ".join(self.label.split()).casefold()
        return f"{counted} @ {self.source}" if self.source else counted


class PlanTable(NamedTuple):
    """The rows of a sheet about the plan; ``kind`` says which, the columns are its own."""

    kind: Literal["actions", "in_words"]
    table: Table


@dataclass(frozen=True, slots=True)
class Reading:
    """What a format makes of a file: rows of the template, or series; and what is wrong or asked.

    Questions that were put through ``Asking`` are not repeated in ``findings``. ``offered`` are
    series that are left out unless somebody takes one.
    """

    tables: tuple[Table, ...] = ()
    series: tuple[Series, ...] = ()
    findings: tuple[Finding, ...] = ()
    plan: tuple[PlanTable, ...] = ()
    offered: tuple[Series, ...] = ()
