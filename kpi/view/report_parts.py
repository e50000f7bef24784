"""The pieces of the half-year report, as every file and the report's page take them.

Refuses loose numbers: texts are ready, and where a file needs a number (a native chart, a data
sheet) it is exact and stands beside its unit, period and source.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from kpi.view.parts import Table


@dataclass(frozen=True, slots=True)
class ReportAction:
    """One action: its number and title, where it stands, what that rests on (may be empty).

    ``spoken`` is the language of that evidence, "" for the reader's own.
    """

    number: str
    title: str
    state: str
    evidence: str = ""
    spoken: str = ""


@dataclass(frozen=True, slots=True)
class ReportFigure:
    """One figure as the report writes it: "Sivukäynnit: 19 000 käyntiä (2024 koko vuosi 32 000)".

    ``promised`` is False for what is reported beyond the plan; ``missing`` where nothing is.
    ``spoken`` is the language of a text that somebody wrote, "" for the reader's own.
    """

    name: str
    text: str
    promised: bool
    missing: bool = False
    spoken: str = ""


@dataclass(frozen=True, slots=True)
class ReportGoal:
    """One row of the report's table, for its four columns.

    ``indicators`` are the promised ones by name, ``paragraphs`` the realisation in words with its
    figures filled in, ``completion`` one line ("2 / 5 toimenpiteestä, 40 %").
    """

    number: str
    title: str
    actions: tuple[ReportAction, ...]
    indicators: tuple[str, ...]
    figures: tuple[ReportFigure, ...]
    paragraphs: tuple[str, ...]
    completion: str


@dataclass(frozen=True, slots=True)
class ReportArea:
    """One service area: a heading, its summary, its goals."""

    title: str
    summary: str
    goals: tuple[ReportGoal, ...]


@dataclass(frozen=True, slots=True)
class SlideChart:
    """A native chart of bars: one series, exact values, and the number format of its labels.

    ``number_format`` is an Office format string that groups with U+00A0, ``alt`` the text
    alternative, ``second`` an optional second series of the same length, drawn lighter.
    ``labels`` are the values as texts, for a file that draws its own bars; where ``second`` is one
    level for all of them, ``second_label`` is that level as a text.
    """

    categories: tuple[str, ...]
    name: str
    values: tuple[Decimal, ...]
    number_format: str
    alt: str
    second_name: str = ""
    second: tuple[Decimal, ...] = ()
    labels: tuple[str, ...] = ()
    second_label: str = ""


@dataclass(frozen=True, slots=True)
class Slide:
    """One message: ``title`` says it. A chart, a table or lines; ``notes`` name every source."""

    title: str
    lines: tuple[str, ...] = ()
    chart: SlideChart | None = None
    table: Table | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DataRow:
    """One figure for the data sheet, exact; what is not known is None or empty."""

    indicator: str
    name: str
    area: str
    period: str
    period_start: dt.date
    period_end: dt.date
    value: Decimal | None
    unit: str
    status: str
    verdict: str
    reason: str
    base_period: str
    base_value: Decimal | None
    difference: Decimal | None
    ratio: Decimal | None
    upload: str
    file: str
    cell: str
    published_at: dt.datetime | None
    published_by: str


@dataclass(frozen=True, slots=True)
class CountRow:
    """One row of the completion table, exact: counts, then fractions (None: nothing planned).

    They stand in the order of the table's columns.
    """

    name: str
    counts: tuple[int, ...]
    rates: tuple[Decimal | None, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """The whole report of a period, in one language.

    ``code`` is "fi" or "en", ``title`` the report's name with its period, ``dates`` the period as
    "1.1.–30.6.2025", ``columns`` the four headings of the goals' tables, ``version`` 12 hex digits,
    ``standing`` says whether this is a draft or a frozen version, ``made_at`` the instant that
    files state (the latest change of the data, so that one state gives the same bytes).
    ``completion`` and ``coverage`` are tables with a caption, ``counts`` the former's rows with
    exact numbers; ``formula`` says the rate in words.
    ``checks`` is what does not agree. ``banner`` warns of invented figures or the worked example,
    "" for none. ``headings`` are the sentences that only files need, by their message;
    those of the workbook begin with "xlsx.".
    """

    code: str
    title: str
    organisation: str
    period: str
    period_name: str
    dates: str
    version: str
    standing: str
    banner: str
    made_at: dt.datetime
    columns: tuple[str, str, str, str]
    cards: Table
    areas: tuple[ReportArea, ...]
    completion: Table
    counts: tuple[CountRow, ...]
    formula: str
    coverage: Table
    coverage_line: str
    checks: tuple[str, ...]
    checks_title: str
    funding: tuple[Table, ...]
    definitions: Table
    slides: tuple[Slide, ...]
    data: tuple[DataRow, ...]
    footer: str
    headings: dict[str, str]
