"""Reading files against what is published, without writing anything.

Refuses to take a remembered answer that the published figures speak against.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from kpi import garbage, plan, readers, store
from kpi.access import Permission, require
from kpi.desk import Checked, Decisions, Desk, NamedFile
from kpi.errors import Finding, Severity, error, warning
from kpi.model import Changes, Observation, ShownChange
from kpi.pipeline import together, unusual
from kpi.pipeline.homes import acceptable, home, marked
from kpi.pipeline.versions import Version, versions
from kpi.plan import Told
from kpi.readers import Asking, FileRead, Series
from kpi.store import Store, difference, memory
from kpi.texts import base_name
from kpi.validate import told_of_plan, validate

# Findings about a kept copy whose cells are those of the file.
_SAME_CELLS = {"makers-left-out", "perhaps-names"}


@garbage.left_alone()
def check(
    given: Sequence[NamedFile],
    desk: Desk,
    *,
    decided: Decisions | None = None,
    invented: bool = False,
) -> tuple[Checked, ...]:
    """Read and check files against what is published. Writes nothing.

    Several files are checked as if they were published together, in their order.

    Args:
        given: names and bytes.
        desk: settings, catalogue, clock.
        decided: the user's answers, and the lines that are left out.
        invented: figures of a generator, marked so in the data.

    Raises:
        NotPermitted: this one may not publish, and is told nothing of what a file would change.
    """
    require(desk.viewer, Permission.PUBLISH)
    now = store.current(home(desk), keep=False)
    approved = versions(desk)
    read = read_all(given, desk, now, decided or Decisions(), invented=invented)
    fresh = [one for one in read if one.accepted and not one.published_as]
    effects = difference.effects(now, [one.observations for one in fresh])
    different = dict(zip((id(one) for one in fresh), effects, strict=True))
    return tuple(
        unusual.noted(
            now,
            replace(
                one,
                changes=different[id(one)].changes,
                changed=different[id(one)].changed,
                shown=different[id(one)].shown,
                approved=_approved(different[id(one)].shown, approved),
            ),
            desk.today,
        )
        if id(one) in different
        else one
        for one in read
    )


def _approved(
    shown: Sequence[ShownChange], known: Sequence[Version]
) -> tuple[tuple[ShownChange, str], ...]:
    """Give the figures that change and were approved as they were, each with its last version."""
    names = {one.period: one.name for one in reversed(known)}
    return tuple(
        (one, names[one.period])
        for one in shown
        if one.period in names and one.before is not None and one.before != one.after
    )


def read_all(
    given: Sequence[NamedFile], desk: Desk, now: Store, decided: Decisions, *, invented: bool
) -> tuple[Checked, ...]:
    """Read and validate; figures of a file that is published already are all unchanged.

    From here on, in the ledger, on pages and in files, a file has only the safe part of its name.
    """
    recalled = {key: one.choice for key, one in memory.remembered(home(desk).history()).items()}
    intake = _Intake(desk, now, decided, recalled, invented)
    read = [intake.one(base_name(name), data) for name, data in given]
    if len(read) == 1:
        return tuple(read)
    for number, keys in together.doubted(read).items():
        name, data = given[number]
        fewer = {key: one for key, one in recalled.items() if key not in keys}
        again = replace(intake, recalled=fewer).one(base_name(name), data)
        said = together.asked_again(again, keys)
        read[number] = replace(again, findings=(*again.findings, *said))
    for number, said in together.remarks(read, desk.catalogue).items():
        read[number] = _with(read[number], said)
    return tuple(read)


def _with(checked: Checked, said: tuple[Finding, ...]) -> Checked:
    """Add findings to a file; with an error among them it is not accepted."""
    findings = (*checked.findings, *said)
    if acceptable(findings) or not checked.accepted:
        return replace(checked, findings=findings)
    return replace(checked, findings=findings, accepted=False, observations=(), told=Told())


@dataclass(frozen=True)
class _Intake:
    """What every file of one check is read against."""

    desk: Desk
    now: Store
    decided: Decisions
    recalled: Mapping[str, str]
    invented: bool

    def one(self, name: str, data: bytes) -> Checked:
        sha256 = hashlib.sha256(data).hexdigest()
        known = next((one for one in self.now.active if one.sha256 == sha256), None)
        if known is not None:
            # The same file again says the same: it was answered when it was published.
            asking = Asking(memory.by_name(known.answers), today=self.desk.today, settled=True)
            left_out = memory.lines(known.left_out)
        else:
            asking = Asking(self.decided.of(name), self.recalled, self.desk.today)
            left_out = self.decided.left_out
        file, copy, personal = _without_people(data)
        if (listed := readers.unnamed(name)) != name:
            personal = (*personal, warning("file-name-without-people", found=listed))
        asking, read, told, findings = self._settled(file, asking)
        of_plan, faults = told_of_plan(read.plan, self.desk.catalogue)
        findings = (*personal, *findings, *faults)
        taken = memory.taken(told, left_out)
        if told and not taken and not of_plan and acceptable(findings):
            findings = (*findings, error("all-left-out"))
        accepted = acceptable(findings)
        refused = any(one.severity is Severity.ERROR for one in findings)
        published_as = known.upload if known is not None and accepted else ""
        return Checked(
            file=name,
            sha256=sha256,
            format=read.format,
            accepted=accepted,
            observations=tuple(marked(taken, invented=self.invented)) if accepted else (),
            findings=tuple(findings),
            changes=Changes(0, 0, len(difference.keys(taken)) if published_as else 0),
            changed=(),
            published_as=published_as,
            questions=asking.questions,
            pending=() if accepted or refused else told,
            series=_unmapped(read.series, told),
            kept=copy,
            told=of_plan if accepted else Told(),
            plan_changes=_plan_changes(self.now, of_plan) if accepted else Changes(0, 0, 0),
            left_out=memory.lines_of(told) & left_out if left_out else frozenset(),
        )

    def _settled(
        self, file: readers.Opened, asking: Asking
    ) -> tuple[Asking, FileRead, tuple[Observation, ...], tuple[Finding, ...]]:
        """Read; where published figures speak against a remembered answer, ask anew."""
        read, told, findings = self._read(file, asking)
        doubted = _doubted(self.now, asking, told)
        if not doubted:
            return asking, read, told, findings
        kept = {key: one for key, one in self.recalled.items() if key not in doubted}
        again = asking.recalling(kept)
        read, told, findings = self._read(file, again)
        said = [
            warning("remembered-doubted", cell, found=found) for cell, found in doubted.values()
        ]
        return again, read, told, (*findings, *said)

    def _read(
        self, file: readers.Opened, asking: Asking
    ) -> tuple[FileRead, tuple[Observation, ...], tuple[Finding, ...]]:
        read = readers.understood(file, asking)
        told, findings = validate(read, self.desk.catalogue, today=self.desk.today, asking=asking)
        return read, told, findings


def _plan_changes(now: Store, told: Told) -> Changes:
    """Count what a file tells of the plan: new, otherwise than it stands, as it stands."""
    new = changed = 0
    for one in told.statuses:
        before = now.statuses(one.period)[one.action]
        new += before.telling is None
        changed += before.telling is not None and replace(before.status, cell=one.cell) != one
    for said in told.in_words:
        known = plan.in_words(now.tellings, said.period).get((said.indicator, said.goal))
        new += known is None
        changed += known is not None and replace(known, cell=said.cell) != said
    return Changes(new, changed, len(told.statuses) + len(told.in_words) - new - changed)


def _without_people(data: bytes) -> tuple[readers.Opened, bytes, tuple[Finding, ...]]:
    """Open a file without what is personal in it: the figures are read from what will be kept.

    Returns:
        The file, the copy that is kept (empty where the file is kept as it came), what to say.
    """
    file = readers.opened(data)
    if file.book is None:
        return file, b"", ()
    copy, said = readers.kept(data, file.book)
    if not copy:  # refused: nothing of it is read, not even its headings
        return replace(file, book=None, findings=said), b"", ()
    if copy == data:
        return file, b"", said
    if {one.code for one in said} <= _SAME_CELLS:
        return file, copy, said
    return replace(readers.opened(copy), sha256=file.sha256), copy, said


def _doubted(now: Store, asking: Asking, told: Sequence[Observation]) -> dict[str, tuple[str, str]]:
    """Give the remembered answers that most of the published figures speak against.

    Two downloads may look the same but for their figures: one of each platform, one of each site.

    Returns:
        By what the answer is remembered by: the question's cell and what it is about.
    """
    cells = {one.cell for one in asking.questions if one.remembered}
    meant = {
        one.cell: one.answer
        for one in asking.questions
        if one.cell in cells and one.code == "which-indicator"
    }
    against = {
        cell for cell, indicator in meant.items() if indicator and _differs(now, indicator, told)
    }
    return {
        one.key: (one.cell, one.facts.get("found", ""))
        for one in asking.questions
        if one.remembered and one.cell in against
    }


def _differs(now: Store, indicator: str, told: Sequence[Observation]) -> bool:
    mine = {
        one.period.code: one.value
        for one in told
        if one.indicator == indicator and one.value is not None
    }
    published = difference.stated_values(now, indicator) if mine else {}
    twice = [(value, published[code]) for code, value in mine.items() if code in published]
    other = sum(value != before for value, before in twice)
    return len(twice) >= together.LEAST_TWICE and 2 * other > len(twice)


def _unmapped(series: Sequence[Series], told: Sequence[Observation]) -> tuple[Series, ...]:
    """Give the series that are no indicator's."""
    if not series:
        return ()
    taken = {one.cell for one in told}
    return tuple(one for one in series if not any(figure.cell in taken for figure in one.figures))
