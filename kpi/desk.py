"""The desk: what every step of the work is handed, and what it hands back.

Refuses to reach for the clock or the environment by itself.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from kpi.access import NOBODY, Viewer
from kpi.catalogue import Catalogue
from kpi.errors import Finding, WorkbookRejected
from kpi.model import ChangedFigure, Changes, Observation, ShownChange
from kpi.plan import Told
from kpi.readers import Question, Series
from kpi.settings import Settings

NamedFile = tuple[str, bytes]


@dataclass(frozen=True)
class Desk:
    """What every step is handed: settings, catalogue, the clock (aware, UTC) and who asks.

    Whoever is not named is nobody, and may nothing.
    """

    settings: Settings
    catalogue: Catalogue
    clock: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC)
    viewer: Viewer = NOBODY

    def signed(self, typed: str) -> str:
        """Give whose name a line of the ledger carries: an account's own, else the one typed."""
        return self.viewer.name or typed.strip()

    @property
    def today(self) -> dt.date:
        """The date of the clock in the office's own time zone, as the readers need it."""
        return self.clock().astimezone().date()


@dataclass(frozen=True)
class Decisions:
    """What the user decided about files before they are published.

    ``answers`` are the choices by the questions' names, for each file by its name; under "" for
    every file. ``left_out`` names lines that are not taken: "indicator period", for days the month.
    ``reasons`` say by line why its earlier figures change, where that is not the common reason.
    """

    answers: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    left_out: frozenset[str] = frozenset()
    reasons: Mapping[str, str] = field(default_factory=dict)

    def of(self, file: str) -> Mapping[str, str]:
        """Give the answers about one file."""
        return {**self.answers.get("", {}), **self.answers.get(file, {})}


@dataclass(frozen=True)
class Checked:
    """What a file says and what publishing it would change. Nothing is stored by checking.

    ``questions`` are those put, answered or not. While one is open, ``pending`` is what is
    understood so far. ``series`` are the file's figures that are no indicator's (yet).
    ``changed`` are the figures as stated, ``shown`` those that a reader would see change. ``kept``
    is the copy without personal data, empty where the file is kept as it came. ``told`` is what the
    file tells of the plan, ``plan_changes`` what of it is new or otherwise than published.
    ``approved`` are the shown figures that change and stand in an approved version, with its name.
    """

    file: str
    sha256: str
    format: str
    accepted: bool
    observations: tuple[Observation, ...]
    findings: tuple[Finding, ...]
    changes: Changes
    changed: tuple[ChangedFigure, ...]
    published_as: str = ""
    questions: tuple[Question, ...] = ()
    pending: tuple[Observation, ...] = ()
    series: tuple[Series, ...] = ()
    left_out: frozenset[str] = frozenset()
    shown: tuple[ShownChange, ...] = ()
    kept: bytes = b""
    told: Told = Told()
    plan_changes: Changes = Changes(0, 0, 0)
    approved: tuple[tuple[ShownChange, str], ...] = ()


@dataclass(frozen=True)
class Published:
    """The outcome: what was checked, the ids given, whether anything new was published."""

    checked: tuple[Checked, ...]
    uploads: tuple[str, ...]
    published: bool
    version: str


class Refused(WorkbookRejected):
    """Files are refused; ``checked`` says what each of them held."""

    def __init__(self, checked: tuple[Checked, ...], findings: Sequence[Finding]) -> None:
        """Keep what was checked beside the findings."""
        super().__init__(findings)
        self.checked = checked
