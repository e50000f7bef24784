"""The nouns of the house, frozen.

Refuses naked numbers: every value travels with its indicator, period, unit and status, and a
missing value is None, never 0.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from kpi.periods import Period


class Kind(StrEnum):
    """What may be done with an indicator's values. Declared in the catalogue, never inferred."""

    FLOW = "flow"  # additive over time and areas
    STOCK = "stock"  # as of the last day; over time the closing value
    DISTINCT = "distinct"  # people or things counted once: never summed
    RATIO = "ratio"  # computed from parts or stated; never summed
    QUALITATIVE = "qualitative"  # told in words, never a number


class Direction(StrEnum):
    """Which way is good."""

    UP = "up"
    DOWN = "down"
    NEUTRAL = "neutral"


class ObsStatus(StrEnum):
    """SDMX CL_OBS_STATUS, the codes used here. One per observation, B outranks the rest."""

    NORMAL = "A"
    BREAK = "B"
    ESTIMATE = "E"
    PROVISIONAL = "P"
    NOT_COLLECTED = "L"
    CANNOT_EXIST = "M"
    SUPPRESSED = "Q"


EDIT = "edit"
"""The format of what was typed on a page and came in no file."""


class ConfStatus(StrEnum):
    """SDMX CONF_STATUS: F free to publish, N internal."""

    FREE = "F"
    INTERNAL = "N"


# Made by the hundred for every page and by the hundred thousand for a large file: a named tuple is
# built several times faster than a frozen dataclass, and is as unchangeable.
class Observation(NamedTuple):
    """One statement of a figure in a file, accepted and ready to store.

    ``value`` is in the indicator's unit; None with status L, M or Q. ``is_base`` marks an earlier
    figure quoted beside a newer one: it never outranks a figure stated for its own sake.
    ``undated_base`` is a base whose date nobody stated. ``goal`` says which goal of the plan the
    row stands at, ``stands_at`` where in the source document.
    """

    indicator: str
    service_area: str
    period: Period
    value: Decimal | None
    cell: str
    label: str
    obs_status: ObsStatus = ObsStatus.NORMAL
    conf_status: ConfStatus = ConfStatus.FREE
    is_base: bool = False
    undated_base: Decimal | None = None
    goal: str = ""
    stands_at: str = ""
    remark: str = ""


class Provenance(NamedTuple):
    """Where a figure came from: the upload, its file and cell, who and when (UTC)."""

    upload: str
    file: str
    cell: str
    published_at: dt.datetime
    published_by: str


class Known(NamedTuple):
    """What the store knows of one indicator, area and period.

    ``value`` is None when nothing was reported, when parts are missing (``have`` < ``of``) or when
    statements disagree (``conflict``). ``stated`` is False for a figure rolled up from parts.
    ``provenance`` is None when nothing stands behind the period; a rolled-up figure names its
    latest part.
    """

    indicator: str
    service_area: str
    period: Period
    value: Decimal | None
    obs_status: ObsStatus
    conf_status: ConfStatus
    have: int
    of: int
    stated: bool
    conflict: bool
    undated_base: Decimal | None
    provenance: Provenance | None


class Pair(NamedTuple):
    """One figure beside what it may be compared with.

    ``base`` is the same span a year earlier, ``year`` the whole earlier year; both None when the
    calendar has no such period. ``broken`` is True when a series break lies after the base and not
    after the figure.
    """

    now: Known
    base: Known | None
    year: Known | None
    broken: bool


class Verdict(StrEnum):
    """What a comparison is. Nothing but a year-over-year pair may be called growth."""

    YEAR_OVER_YEAR = "year_over_year"
    PROGRESS = "progress"
    UNDATED_BASE = "undated_base"
    NOT_COMPARABLE = "not_comparable"


class Reason(StrEnum):
    """Why there is no full comparison; the page prints it in place of a figure."""

    NOT_REPORTED = "not_reported"
    BASE_NOT_REPORTED = "base_not_reported"
    INCOMPLETE = "incomplete"
    SERIES_BREAK = "series_break"
    DEFINITION_CHANGED = "definition_changed"
    DISTINCT_NOT_ADDITIVE = "distinct_not_additive"
    ZERO_BASE = "zero_base"
    SMALL_BASE = "small_base"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class Comparison:
    """A verdict and what it allows.

    ``difference`` is in the indicator's unit. ``ratio`` is an unrounded fraction of the base
    (year over year) or value / whole year (progress). ``expected`` is the share of the year that
    the period is, for progress only. ``reason`` is set when not comparable.
    """

    verdict: Verdict
    reason: Reason | None = None
    base_period: Period | None = None
    base_value: Decimal | None = None
    difference: Decimal | None = None
    ratio: Decimal | None = None
    expected: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """One current statement behind a figure, as its row says it."""

    value: Decimal | None
    goal: str
    stands_at: str
    remark: str
    is_base: bool
    undated_base: Decimal | None
    label: str
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Revision:
    """One published value of a figure, with who, when and why. Newest first in lists."""

    value: Decimal | None
    upload: str
    cell: str
    published_at: dt.datetime
    published_by: str
    reason: str
    withdrawn_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Upload:
    """One published file. ``upload`` is its id; withdrawn uploads stay listed.

    ``seq`` orders uploads, ``reader`` names the version that read it, ``invented`` marks figures
    that a generator made up. ``answers`` and ``left_out`` are what was decided about the file, as
    JSON text; ``kept_sha256`` names the kept copy where it is not what was uploaded. ``reasons``
    are those of single lines, as JSON text; ``reason`` is for the others. ``told`` is what it tells
    of the plan, as ``plan.written`` writes it.
    """

    upload: str
    file: str
    sha256: str
    format: str
    published_at: dt.datetime
    published_by: str
    reason: str
    withdrawn_at: dt.datetime | None
    observations: int
    seq: int
    reader: str = ""
    invented: bool = False
    answers: str = ""
    left_out: str = ""
    kept_sha256: str = ""
    reasons: str = ""
    told: str = ""

    @property
    def is_edit(self) -> bool:
        """Whether it was typed on a page: there is no file."""
        return self.format == EDIT

    @property
    def kept(self) -> str:
        """The SHA-256 of what is kept of the file."""
        return self.kept_sha256 or self.sha256

    @property
    def reading(self) -> str:
        """Name how the file was read: by which reader, with which decisions about it."""
        decided = self.answers + self.left_out
        if not decided:
            return self.reader
        return f"{self.reader}-{hashlib.sha256(decided.encode()).hexdigest()[:12]}"


@dataclass(frozen=True, slots=True)
class Changes:
    """How a file would change what is published, counted in figures."""

    new: int
    changed: int
    unchanged: int


class ChangedFigure(NamedTuple):
    """One figure that a file states otherwise than what is published.

    ``before`` is None when nothing was published or statements disagreed; ``after`` is None when
    the figure goes, or when statements would disagree (``in_conflict``).
    """

    indicator: str
    period: Period
    before: Decimal | None
    after: Decimal | None
    is_new: bool
    in_conflict: bool = False


class ShownChange(NamedTuple):
    """One figure on the pages that a file would change, stated or rolled up; days are not shown.

    ``before`` and ``after`` are None when nothing is known or parts are missing; ``have`` of ``of``
    parts would be there. ``stated`` is True where the period has a figure of its own, which its
    parts do not change. ``parts`` is how many of the file's own figures lie in the period.
    """

    indicator: str
    period: Period
    before: Decimal | None
    after: Decimal | None
    have: int
    of: int
    stated: bool
    parts: int
