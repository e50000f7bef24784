"""The pieces of the goals' page and of the report's page: ready strings, nothing left to format.

Refuses numbers, as all pieces of pages do.
"""

from __future__ import annotations

from dataclasses import dataclass

from kpi.view.parts import Card, Chart, Footer, Link, Notice, Table
from kpi.view.report_parts import ReportArea


@dataclass(frozen=True, slots=True)
class ActionLine:
    """One action behind a count: what it is, what its state rests on, who said so when.

    ``spoken`` is the language of the evidence, "" for the reader's own.
    """

    text: str
    evidence: str
    told: str
    spoken: str = ""


@dataclass(frozen=True, slots=True)
class ActionGroup:
    """The actions behind one count: "tehty 2", and a line for each."""

    title: str
    lines: tuple[ActionLine, ...]


@dataclass(frozen=True, slots=True)
class GoalBlock:
    """One goal: its title, its rate with its parts, its actions by state, its realisation.

    ``remarks`` are what the number watch found in the text.
    """

    number: str
    title: str
    completion: str
    groups: tuple[ActionGroup, ...]
    figures: tuple[str, ...]
    paragraphs: tuple[str, ...]
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AreaBlock:
    """One service area: its rate, its goals."""

    title: str
    completion: str
    goals: tuple[GoalBlock, ...]


@dataclass(frozen=True, slots=True)
class GoalsPage:
    """The goals' page: the message, how far the actions are, area by area down to the action."""

    title: str
    subtitle: str
    notices: tuple[Notice, ...]
    cards: tuple[Card, ...]
    charts: tuple[Chart, ...]
    table: Table
    formula: str
    areas: tuple[AreaBlock, ...]
    footer: Footer


@dataclass(frozen=True, slots=True)
class ReportPage:
    """The report's page: what it will hold, what is missing before it can be approved.

    ``areas`` and ``columns`` are the report itself, as the files have it.
    """

    title: str
    subtitle: str
    notices: tuple[Notice, ...]
    cards: tuple[Card, ...]
    missing: tuple[str, ...]
    checks: tuple[str, ...]
    coverage_line: str
    coverage: Table
    columns: tuple[str, ...]
    areas: tuple[ReportArea, ...]
    way: Link | None
    footer: Footer
