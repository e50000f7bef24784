"""One row of the template after another: its cells to an observation or to findings.

Refuses to stop at the first fault of a row, and to make anything of a row that has one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from kpi.errors import Finding, error, warning
from kpi.model import Observation, ObsStatus
from kpi.periods import Grain, Period, containing
from kpi.readers.cells import Raw
from kpi.readers.columns import FIELDS, STATUSES
from kpi.readers.numbers import (
    Number,
    clip,
    fold,
    lettered,
    read_number,
    read_period,
    shown,
    written,
)
from kpi.readers.reading import Table
from kpi.validate.alike import Alike
from kpi.validate.figures import fault, fitted, wrong_unit
from kpi.validate.subjects import Directory, Subject

WITHOUT_VALUE = frozenset({ObsStatus.NOT_COLLECTED, ObsStatus.CANNOT_EXIST, ObsStatus.SUPPRESSED})
_STATUS_OF = {
    word.casefold(): status
    for status, names in STATUSES.items()
    for word in (status.value, names.fi, names.en, *names.others)
}
# A spreadsheet runs what begins like this, and so would a file made of it.
_FORMULA_STARTS = frozenset("=@\t\r＝＠")
_LONGEST_TEXT = 1000

Cells = tuple[Raw, Raw, Raw, Raw, Raw, Raw, Raw, Raw, Raw, Raw, Raw]


class RowReader:
    """Reads the rows of one table; what is wrong gathers in ``findings``."""

    def __init__(self, table: Table, directory: Directory, today: dt.date) -> None:
        """Start at the table's first row."""
        self.findings: list[Finding] = []
        self._table = table
        self._directory = directory
        self._today = today
        self._at = {field: f"{table.sheet}!{table.letters.get(field, 'A')}" for field in FIELDS}
        self._errors = 0
        self._not_over: set[Period] = set()
        self._periods: dict[tuple[Grain, bool, Raw], Period | Finding | None] = {}
        self._units: dict[tuple[str, Raw], bool] = {}
        self._goals: dict[Raw, str | Finding] = {}
        self._subjects: dict[str, Subject] = {}

    def observations(self, most_errors: int) -> Iterator[Observation]:
        """Give the observations row by row; stops, and says so, after too many errors."""
        columns = [self._table.columns[field] for field in FIELDS]
        alike = Alike(columns, self._at["value"])
        for number, cells in enumerate(zip(*columns, strict=True), self._table.first):
            one = alike.read(number, cells)
            if one is not None:
                yield one
                continue
            before = len(self.findings)
            said = self._row(number, cells)
            yield from said
            if len(said) == 1 and len(self.findings) == before:
                alike.learn(cells, said[0], self._subjects[said[0].indicator])
            if self._errors >= most_errors:
                self._refuse(error("too-many-errors", found=str(most_errors)), "indicator", number)
                return

    def _refuse(self, finding: Finding, field: str, row: int) -> None:
        self._errors += 1
        self.findings.append(replace(finding, cell=f"{self._at[field]}{row}"))

    def _row(self, row: int, cells: Cells) -> tuple[Observation, ...]:
        identifier, name, goal, period, value, unit, base, base_period, status, stands, more = cells
        before = self._errors
        state = self._status(status, row)
        told = self._number("value", value, row)
        earlier = self._number("base_value", base, row)
        unread = self._errors > before
        if told is None and earlier is None and state not in WITHOUT_VALUE and not unread:
            return ()  # nothing is reported here
        if not unread:
            self._check_together(told, earlier, state, row)
        subject = self._subject(identifier, name, row)
        when = then = None
        if subject is not None:
            when = self._period(subject, period, row)
            then = self._base_period(subject, base_period, when, row) if earlier else None
            self._check(subject, told, earlier, unit, row)
        at = self._goal(goal, subject, row)
        label = self._text("name", name, row) or self._text("indicator", identifier, row)
        told_at, remark = self._text("stands_at", stands, row), self._text("remark", more, row)
        if subject is None or when is None or self._errors > before:
            return ()
        self._subjects[subject.id] = subject
        self._note_not_over(when, row)
        stated, undated = told and told.value, earlier.value if earlier and not then else None
        now = Observation(
            subject.id, subject.area, when, stated, f"{self._at['value']}{row}", label,
            state, subject.confidential(stated, undated), False, undated, at, told_at, remark,
        )  # fmt: skip
        if earlier is None or then is None:
            return (now,)
        return now, Observation(
            subject.id, subject.area, then, earlier.value, f"{self._at['base_value']}{row}", label,
            ObsStatus.NORMAL, subject.confidential(earlier.value), True, None, at, told_at,
        )  # fmt: skip

    def _status(self, raw: Raw, row: int) -> ObsStatus:
        if raw == "":
            return ObsStatus.NORMAL
        found = _STATUS_OF.get(fold(raw).casefold()) if isinstance(raw, str) else None
        if found is None and shown(raw):
            known = ", ".join(n.in_language(self._table.language) for n in STATUSES.values())
            self._refuse(error("unknown-status", found=shown(raw), name=known), "status", row)
        return found or ObsStatus.NORMAL

    def _number(self, field: str, raw: Raw, row: int) -> Number | None:
        found = read_number(raw) if raw != "" else None
        if isinstance(found, Finding):
            self._refuse(found, field, row)
            return None
        return found

    def _check_together(
        self, told: Number | None, earlier: Number | None, state: ObsStatus, row: int
    ) -> None:
        if told is None and earlier is not None:
            self._refuse(
                error("base-without-value", found=written(earlier.value)), "base_value", row
            )
        if told is not None and state in WITHOUT_VALUE:
            word = STATUSES[state].in_language(self._table.language)
            self._refuse(
                error("status-without-sense", found=word, name=written(told.value)), "status", row
            )

    def _subject(self, identifier: Raw, name: Raw, row: int) -> Subject | None:
        found = self._directory.find(identifier, name)
        if isinstance(found, Finding):
            self._refuse(found, "name" if identifier == "" and name != "" else "indicator", row)
            return None
        own = self._directory.renamed(found, name)
        told = clip(_words(name))
        if own is not None and told[:1] not in _FORMULA_STARTS:
            known = own.in_language(self._table.language)
            cell = f"{self._at['name']}{row}"
            self.findings.append(warning("name-not-known", cell, found=told, name=known))
        return found

    def _period(self, subject: Subject, raw: Raw, row: int) -> Period | None:
        found = self._fitted_period(subject, raw)
        if found is None:
            self._refuse(error("no-period"), "period", row)
        elif isinstance(found, Finding):
            self._refuse(found, "period", row)
        else:
            return found
        return None

    def _base_period(
        self, subject: Subject, raw: Raw, when: Period | None, row: int
    ) -> Period | None:
        """Give the base's period; None when nobody stated it, which is no fault."""
        found = self._fitted_period(subject, raw)
        if isinstance(found, Finding):
            unread = found.code != "period-finer-than-collected"
            said = error("base-period-unreadable", found=found.found) if unread else found
            self._refuse(said, "base_period", row)
            return None
        if found is not None and when is not None and found.end > when.start:
            self._refuse(error("base-not-earlier", found=shown(raw)), "base_period", row)
        return found

    def _fitted_period(self, subject: Subject, raw: Raw) -> Period | Finding | None:
        key = (subject.grain, subject.closing, raw)
        if key not in self._periods:
            found = read_period(raw)
            if isinstance(found, Period):
                span = containing(found.start, subject.grain)
                found = fitted(found, subject) or error(
                    "period-finer-than-collected", found=shown(raw), name=_dates(span)
                )
            self._periods[key] = found
        return self._periods[key]

    def _check(
        self, subject: Subject, told: Number | None, earlier: Number | None, unit: Raw, row: int
    ) -> None:
        language = self._table.language
        for field, number in (("value", told), ("base_value", earlier)):
            wrong = fault(number, subject, language) if number is not None else None
            if wrong is not None:
                self._refuse(wrong, field, row)
        key = (subject.id, unit)
        if key not in self._units:
            self._units[key] = unit == "" or subject.takes(_words(unit))
        if not self._units[key]:
            self._refuse(wrong_unit(_words(unit), subject, language), "unit", row)

    def _goal(self, raw: Raw, subject: Subject | None, row: int) -> str:
        """Give the goal; one where the plan has no such indicator means another indicator.

        Two goals may list their own "number of trainings": the name alone would pick the wrong one.
        """
        if raw not in self._goals:
            self._goals[raw] = self._directory.goal(raw)
        found = self._goals[raw]
        if isinstance(found, Finding):
            self._refuse(found, "goal", row)
            return ""
        if subject is not None and not subject.stands_at(found):
            known = ", ".join(subject.goals)
            self._refuse(error("goal-of-another", found=found, name=known), "goal", row)
        return found

    def _text(self, field: str, raw: Raw, row: int) -> str:
        """Give a text as it stands in the cell; one that would run as a formula is refused."""
        if raw == "":
            return ""
        text = raw if isinstance(raw, str) else shown(raw)
        if text[:1] in _FORMULA_STARTS:
            self._refuse(error("text-like-formula", found=clip(fold(text))), field, row)
        if len(text) > _LONGEST_TEXT:
            self._refuse(error("text-too-long", found=clip(text)), field, row)
        return lettered(text)

    def _note_not_over(self, when: Period, row: int) -> None:
        if when.end > self._today and when not in self._not_over:
            self._not_over.add(when)
            cell = f"{self._at['period']}{row}"
            self.findings.append(warning("period-not-over", cell, found=_dates(when)))


def _words(raw: Raw) -> str:
    return fold(raw) if isinstance(raw, str) else shown(raw)


def _dates(period: Period) -> str:
    """Say a period by its days: 1.1.–30.6.2025."""
    first, last = period.start, period.last_day
    return f"{first.day}.{first.month}.–{last.day}.{last.month}.{last.year}"
