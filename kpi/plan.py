"""What is told of the plan in a period: where each action stands, what is said in words.

Refuses to settle anything: the latest telling stands, the earlier ones stay readable with who told
them, and what nobody told is unclear.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from typing import Any, NamedTuple

from kpi.periods import Period, parse

# What stands for an indicator's figure in a text.
BOUND = re.compile(r"\{([a-z][a-z0-9_]*)\}")


class ActionState(StrEnum):
    """How far an action has come by the end of a period."""

    DONE = "done"  # finished in the period
    ONGOING = "ongoing"  # continuous work, being done
    IN_PROGRESS = "in_progress"  # begun, not finished
    NOT_STARTED = "not_started"
    POSTPONED = "postponed"  # moved, with a new date where one is told
    CANCELLED = "cancelled"  # will not be done: no longer planned
    UNCLEAR = "unclear"  # the report does not tell


@dataclass(frozen=True, slots=True)
class ActionStatus:
    """Where one action stands. ``until`` is a postponed action's new period, "" for none told."""

    action: str
    period: Period
    state: ActionState
    until: str = ""
    evidence: str = ""
    said_by: str = ""
    cell: str = ""


@dataclass(frozen=True, slots=True)
class InWords:
    """An indicator told in words at a goal. ``whole``: all that was promised, else a part."""

    indicator: str
    goal: str
    period: Period
    whole: bool
    text: str
    cell: str = ""


@dataclass(frozen=True, slots=True)
class Wording:
    """The realisation of a goal in words; ``{indicator}`` stands for its figure. "" takes it back.

    ``text`` is plain text of one or more paragraphs in ``language``.
    """

    goal: str
    period: Period
    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Told:
    """All that one file, or one edit on a page, tells of the plan."""

    statuses: tuple[ActionStatus, ...] = ()
    in_words: tuple[InWords, ...] = ()
    texts: tuple[Wording, ...] = ()

    def __bool__(self) -> bool:
        """Say whether anything is told."""
        return bool(self.statuses or self.in_words or self.texts)


class Telling(NamedTuple):
    """What was told, in which upload or edit, when (UTC) and by whom."""

    upload: str
    seq: int
    at: dt.datetime
    by: str
    reason: str
    told: Told


class Status(NamedTuple):
    """The status that stands and who told it; ``telling`` is None where nobody did."""

    status: ActionStatus
    telling: Telling | None


_KINDS: dict[str, type[Any]] = {"statuses": ActionStatus, "in_words": InWords, "texts": Wording}


def written(told: Told) -> str:
    """Write what is told for the ledger; nothing when nothing is."""
    if not told:
        return ""
    held = {name: [_row(one) for one in getattr(told, name)] for name in _KINDS}
    return json.dumps({k: v for k, v in held.items() if v}, ensure_ascii=False, sort_keys=True)


def _row(one: Any) -> dict[str, Any]:  # noqa: ANN401
    given = asdict(one) | {"period": one.period.code}
    return {k: v for k, v in given.items() if v != ""}


def read(text: str) -> Told:
    """Read what ``written`` wrote.

    Raises:
        ValueError: it is something else. The ledger is then not ours.
    """
    if not text:
        return Told()
    held = json.loads(text)
    return Told(**{name: tuple(_made(_KINDS[name], row) for row in held[name]) for name in held})


def _made(kind: type[Any], row: Mapping[str, Any]) -> Any:  # noqa: ANN401
    given = dict(row) | {"period": parse(row["period"])}
    if kind is ActionStatus:
        given["state"] = ActionState(row["state"])
    missing = {one.name: "" for one in fields(kind) if one.name not in given}
    return kind(**{**missing, **given})


def statuses(
    tellings: Sequence[Telling], actions: Iterable[str], period: Period
) -> dict[str, Status]:
    """Give where each action stands in a period, in the order of ``actions``.

    What nobody told is unclear: it is never taken for not started.
    """
    found = {
        one.action: Status(one, telling)
        for telling in tellings
        for one in telling.told.statuses
        if one.period == period
    }
    unclear = ActionState.UNCLEAR
    return {
        one: found.get(one) or Status(ActionStatus(one, period, unclear), None) for one in actions
    }


def in_words(tellings: Sequence[Telling], period: Period) -> dict[tuple[str, str], InWords]:
    """Give what is told in words in a period, by indicator and goal; the latest stands."""
    return {
        (one.indicator, one.goal): one
        for telling in tellings
        for one in telling.told.in_words
        if one.period == period
    }


def texts(tellings: Sequence[Telling], period: Period) -> dict[tuple[str, str], str]:
    """Give the realisation texts of a period, by goal and language; the latest stands."""
    found = {
        (one.goal, one.language): one.text
        for telling in tellings
        for one in telling.told.texts
        if one.period == period
    }
    return {key: text for key, text in found.items() if text}


def text_versions(
    tellings: Sequence[Telling], goal: str, period: Period, language: str
) -> tuple[tuple[Telling, str], ...]:
    """Give every wording of a goal that was ever saved and stands in the ledger, newest first."""
    return tuple(
        (telling, one.text)
        for telling in reversed(tellings)
        for one in telling.told.texts
        if (one.goal, one.period, one.language) == (goal, period, language)
    )


def periods(tellings: Sequence[Telling]) -> frozenset[Period]:
    """Give the periods of which an action's status is told."""
    return frozenset(one.period for telling in tellings for one in telling.told.statuses)
