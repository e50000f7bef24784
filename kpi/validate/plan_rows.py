"""Rows about the plan to what is told: which action, which period, which state.

Refuses to guess a state or an action, and two rows that say different things of one action.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from kpi.catalogue import Catalogue
from kpi.errors import Finding, error
from kpi.periods import Grain, Period
from kpi.plan import ActionState, ActionStatus, InWords, Told
from kpi.readers.cells import Raw, place
from kpi.readers.columns import Names
from kpi.readers.numbers import clip, fold, lettered, read_period, shown
from kpi.readers.plan_sheets import STATES, WHOLE
from kpi.readers.reading import PlanTable, Table
from kpi.validate.subjects import Directory

LONGEST = 1000
_FORMULA_STARTS = frozenset("=@\t\r＝＠")
_Choice = TypeVar("_Choice", bound=ActionState | bool)


def told(tables: Sequence[PlanTable], catalogue: Catalogue) -> tuple[Told, tuple[Finding, ...]]:
    """Check every row of the plan's sheets.

    Returns:
        What the rows without a fault tell, in the file's order, and the findings.
    """
    statuses: dict[tuple[str, Period], ActionStatus] = {}
    in_words: dict[tuple[str, str, Period], InWords] = {}
    findings: list[Finding] = []
    for kind, table in tables:
        rows = _Rows(table, catalogue)
        if kind == "actions":
            for one in rows.statuses():
                findings.extend(_repeated(statuses.get((one.action, one.period)), one))
                statuses[one.action, one.period] = one
        else:
            for said in rows.in_words():
                in_words[said.indicator, said.goal, said.period] = said
        findings.extend(rows.findings)
    return Told(tuple(statuses.values()), tuple(in_words.values())), tuple(findings)


def _repeated(before: ActionStatus | None, now: ActionStatus) -> Iterator[Finding]:
    if before is not None and replace(before, cell=now.cell) != now:
        yield error("action-twice", now.cell, found=now.action, other=before.cell)


def _code(value: ActionState | bool) -> str:
    return value.value if isinstance(value, ActionState) else ""


class _Rows:
    """Reads the rows of one sheet; what is wrong gathers in ``findings``."""

    def __init__(self, table: Table, catalogue: Catalogue) -> None:
        self.findings: list[Finding] = []
        self._table = table
        self._catalogue = catalogue
        self._directory = Directory(catalogue)

    def statuses(self) -> Iterator[ActionStatus]:
        """Give the status of each row that tells one; a row without a state tells nothing."""
        for row, cells in self._rows():
            if cells["state"] == "":
                continue
            before = len(self.findings)
            action = self._action(cells["action"], row)
            period = self._period(cells["period"], row)
            state = self._choice(cells["state"], STATES, "state", "unknown-action-state", row)
            until = self._until(cells["until"], state, row)
            evidence = self._text("evidence", cells["evidence"], row)
            said_by = self._text("said_by", cells["said_by"], row)
            if len(self.findings) == before and period is not None and state is not None:
                cell = self._at("state", row)
                yield ActionStatus(action, period, state, until, evidence, said_by, cell)

    def in_words(self) -> Iterator[InWords]:
        """Give what each row tells in words; a row that is told neither way tells nothing."""
        for row, cells in self._rows():
            if cells["whole"] == "" and cells["text"] == "":
                continue
            before = len(self.findings)
            indicator = self._indicator(cells["indicator"], cells["name"], row)
            goal = self._goal(cells["goal"], row)
            period = self._period(cells["period"], row)
            whole = self._choice(cells["whole"], WHOLE, "whole", "unknown-telling", row)
            text = self._text("text", cells["text"], row)
            if len(self.findings) == before and period is not None and whole is not None:
                yield InWords(indicator, goal, period, whole, text, self._at("text", row))

    def _rows(self) -> Iterator[tuple[int, dict[str, Raw]]]:
        columns = self._table.columns
        for row, cells in enumerate(zip(*columns.values(), strict=True), self._table.first):
            yield row, dict(zip(columns, cells, strict=True))

    def _at(self, field: str, row: int) -> str:
        return place(self._table.sheet, self._table.letters.get(field, "A"), row)

    def _refuse(self, finding: Finding, field: str, row: int) -> None:
        self.findings.append(replace(finding, cell=self._at(field, row)))

    def _action(self, raw: Raw, row: int) -> str:
        """Give the action's number, as text: a spreadsheet would make 3.10 a number."""
        text = fold(raw).rstrip(".") if isinstance(raw, str) else shown(raw)
        if text not in self._catalogue.actions:
            self._refuse(error("unknown-action", found=clip(text)), "action", row)
        return text

    def _indicator(self, identifier: Raw, name: Raw, row: int) -> str:
        text = fold(shown(identifier)) or fold(shown(name))
        known = self._catalogue.headings()
        found = text if text in self._catalogue.indicators else known.get(text, "")
        if not found:
            nearest = self._directory.nearest(text)
            unknown = error("unknown-indicator", found=clip(text), nearest=nearest)
            self._refuse(unknown, "indicator", row)
        return found

    def _goal(self, raw: Raw, row: int) -> str:
        found = self._directory.goal(raw)
        if isinstance(found, Finding):
            self._refuse(found, "goal", row)
            return ""
        return found

    def _period(self, raw: Raw, row: int) -> Period | None:
        found = read_period(raw) if raw != "" else None
        if found is None:
            self._refuse(error("no-period"), "period", row)
        elif isinstance(found, Finding):
            self._refuse(found, "period", row)
        elif found.grain is Grain.DAY:
            self._refuse(error("plan-by-day", found=shown(raw)), "period", row)
        else:
            return found
        return None

    def _until(self, raw: Raw, state: ActionState | None, row: int) -> str:
        """Give a postponed action's new period; a season or another word is kept as it is."""
        if raw == "":
            return ""
        if state is not ActionState.POSTPONED and state is not None:
            self._refuse(error("until-without-postponed", found=shown(raw)), "until", row)
        found = read_period(raw)
        return found.code if isinstance(found, Period) else self._text("until", raw, row)

    def _choice(
        self, raw: Raw, words: Mapping[_Choice, Names], field: str, code: str, row: int
    ) -> _Choice | None:
        said = fold(shown(raw)).casefold()
        for value, names in words.items():
            own = {name.casefold() for name in (names.fi, names.en, *names.others)}
            if said and said in own | {_code(value)}:
                return value
        known = ", ".join(names.in_language(self._table.language) for names in words.values())
        self._refuse(error(code, found=shown(raw), name=known), field, row)
        return None

    def _text(self, field: str, raw: Raw, row: int) -> str:
        """Give a text as it stands in the cell; one that would run as a formula is refused."""
        text = raw if isinstance(raw, str) else shown(raw)
        if text[:1] in _FORMULA_STARTS and text:
            self._refuse(error("text-like-formula", found=clip(fold(text))), field, row)
        if len(text) > LONGEST:
            self._refuse(error("text-too-long", found=clip(text)), field, row)
        return lettered(text)
