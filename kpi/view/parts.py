"""The pieces that pages and files are made of: ready strings, nothing left to format.

Refuses numbers that a reader could see unformatted: what is a number here (``fraction``, ``y``)
only places ink.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Tone(StrEnum):
    """What a reader should feel; always beside words, never colour alone."""

    NEUTRAL = "neutral"
    GOOD = "good"
    BAD = "bad"
    ATTENTION = "attention"


class Mark(StrEnum):
    """How a figure is drawn when it is not a plain actual one; its note says it in words."""

    NONE = ""
    PARTIAL = "partial"  # the period is not over or lacks parts: hollow
    INVENTED = "invented"  # made up by the demo generator: hatched or hollow
    BASE = "base"  # only quoted as something to compare with: lighter


@dataclass(frozen=True, slots=True)
class Link:
    """A way to another page of ours: path without slash, and its query parameters."""

    text: str
    path: str
    params: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """One number with its comparison in words.

    ``change`` is the verdict's short words ("+40, päivä ei tiedossa", "59 % vuodesta 2024",
    "ei vertailua"), ``because`` the sentence behind it, ``arrow`` "up", "down" or "".
    ``facts`` are further short lines, ``unit`` the word after a counted ``value``.
    """

    label: str
    value: str
    change: str
    because: str
    tone: Tone
    arrow: str
    facts: tuple[str, ...]
    link: Link | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """The same numbers as a chart, or a table in its own right. Every cell a ready string.

    ``numeric`` marks the columns that are right-aligned. ``links`` may give a link per row, shown
    on its first cell. ``spoken`` may give a language per column, "" for the reader's own.
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[bool, ...]
    links: tuple[Link | None, ...] = ()
    spoken: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: label above, value at the right edge. ``fraction`` of the track, may pass 1.

    ``tick`` is where the target or the pace stands on the same scale, None for none. ``aside`` is
    a second text, at the right edge of the label's line ("19 000 / 32 000").
    """

    label: str
    value: str
    fraction: float
    tick: float | None = None
    tone: Tone = Tone.NEUTRAL
    aside: str = ""
    mark: Mark = Mark.NONE


@dataclass(frozen=True, slots=True)
class Point:
    """One point of a line or column: ready labels, and y for placing (None: a gap).

    ``note`` says what is special ("puuttuu", "kesken", "keksitty"), ``mark`` draws it.
    """

    label: str
    value: str
    y: float | None
    note: str = ""
    mark: Mark = Mark.NONE


@dataclass(frozen=True, slots=True)
class Series:
    """One line or set of columns; ``comparison`` is drawn lighter."""

    name: str
    points: tuple[Point, ...]
    comparison: bool = False


@dataclass(frozen=True, slots=True)
class Axis:
    """Ready tick texts and where they stand."""

    at: tuple[float, ...]
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart with its message as heading and the same numbers as a table.

    ``shape``: "bars" uses ``bars``; "line" and "columns" use ``series`` (one point per label, all
    series of equal length) and ``axis`` for y. ``name`` is the short accessible name. ``x_axis``
    gives the texts under the points by their number from 0, few enough for a phone; without it
    the points' own labels are thinned. ``tick_text`` says what the bars' common tick means.
    """

    shape: str
    heading: str
    name: str
    table: Table
    bars: tuple[Bar, ...] = ()
    series: tuple[Series, ...] = ()
    axis: Axis | None = None
    note: str = ""
    x_axis: Axis | None = None
    tick_text: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence to heed: ``kind`` is "invented", "sample", "check", "old", "empty" or "info"."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice of a picker: the canonical value and its words."""

    value: str
    text: str


@dataclass(frozen=True, slots=True)
class Footer:
    """What every page ends with: source, freshness, version."""

    source: str
    updated: str
    version: str


@dataclass(frozen=True, slots=True)
class AreaCard:
    """A service area on the front page: its lines and the way there."""

    title: str
    lines: tuple[str, ...]
    link: Link


@dataclass(frozen=True, slots=True)
class OverviewPage:
    """The front page."""

    title: str
    subtitle: str
    notices: tuple[Notice, ...]
    cards: tuple[Card, ...]
    charts: tuple[Chart, ...]
    highlights: tuple[str, ...]
    checks: tuple[str, ...]
    areas: tuple[AreaCard, ...]
    footer: Footer


@dataclass(frozen=True, slots=True)
class PlainPage:
    """Head and foot of a page whose middle is made of steps."""

    title: str
    subtitle: str
    notices: tuple[Notice, ...]
    footer: Footer


@dataclass(frozen=True, slots=True)
class AreasPage:
    """The index of the service areas."""

    title: str
    subtitle: str
    notices: tuple[Notice, ...]
    areas: tuple[AreaCard, ...]
    footer: Footer


@dataclass(frozen=True, slots=True)
class GoalRow:
    """One goal of an area: its title and the table of its indicators."""

    title: str
    actions: tuple[str, ...]
    table: Table | None


@dataclass(frozen=True, slots=True)
class AreaPage:
    """A service area's page."""

    title: str
    subtitle: str
    summary: str
    notices: tuple[Notice, ...]
    cards: tuple[Card, ...]
    charts: tuple[Chart, ...]
    goals: tuple[GoalRow, ...]
    footer: Footer


@dataclass(frozen=True, slots=True)
class FundingPage:
    """Project funding: parts, the stated total, shares with their denominators, checks."""

    title: str
    subtitle: str
    notices: tuple[Notice, ...]
    cards: tuple[Card, ...]
    charts: tuple[Chart, ...]
    tables: tuple[Table, ...]
    checks: tuple[str, ...]
    footer: Footer


@dataclass(frozen=True, slots=True)
class CellView:
    """The source cell among its neighbours: column letters, row numbers, texts, which is ours.

    ``spoken`` is the language of the file's words, "" for the reader's own.
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    column: str
    row: str
    spoken: str = ""


@dataclass(frozen=True, slots=True)
class IndicatorPage:
    """One indicator: series, definition, comparison with its reason, provenance, revisions.

    ``because`` is the sentence of the comparison, ``periods`` every figure known of it.
    """

    title: str
    subtitle: str
    notices: tuple[Notice, ...]
    card: Card
    charts: tuple[Chart, ...]
    facts: tuple[tuple[str, str], ...]
    statements: Table
    source_cells: tuple[CellView, ...]
    revisions: Table
    footer: Footer
    because: str = ""
    periods: Table | None = None
