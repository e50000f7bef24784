"""A running total or the months themselves: asked, never guessed.

Refuses to tell the two apart by their size. A count that never falls from January on may be either,
and so may June alone under "kertymä". Of a running total each month is what it adds; behind a gap
it is known only where a quarter, a half or the year ends, which it then is the whole of. So it is
everywhere where nobody is counted twice: those who came in June are not June's total less May's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from kpi.errors import Finding, error, warning
from kpi.periods import Grain, Period, containing
from kpi.readers import Asking, Series, Told
from kpi.readers.numbers import clip, clip_named, written

CODE = "running-total"
_SAID = re.compile(
    r"kertymä|kertyn|kumul|cumul|vuoden alusta|alkuvuo|(?<!\w)ytd(?!\w)"
    r"|year[ -]to[ -]date|running total",
    re.I,
)
MONTHLY, CUMULATIVE = "monthly", "cumulative"


@dataclass(frozen=True)
class _Run:
    """The figures of one year and grain, in their order."""

    told: Sequence[Told]

    @property
    def from_the_start(self) -> bool:
        first = self.told[0].period
        return first is not None and first.index == 1

    @property
    def falls(self) -> bool:
        values = [one.value for one in self.told if one.value is not None]
        return any(later < earlier for earlier, later in zip(values, values[1:], strict=False))

    @property
    def either(self) -> bool:
        """Whether the two readings would differ and nothing speaks against the running total."""
        values = [one.value for one in self.told if one.value is not None]
        return self.from_the_start and len(values) > 1 and any(values[:-1]) and not self.falls


def months(
    one: Series, asking: Asking, *, once: bool = False
) -> tuple[Sequence[Told], list[Finding]]:
    """Give the figures of each period, whichever way the table keeps them.

    Args:
        one: a series of a flow, or of what is counted once.
        asking: where the question goes; an earlier answer about the heading counts.
        once: whether each person or thing is counted once, however many periods it is in.

    Returns:
        The figures (of a running total, differences), none while the question is open, and what is
        wrong.
    """
    runs = _runs(one)
    recalled = asking.recalled(CODE, one.subject) == CUMULATIVE
    said = bool(runs) and bool(_SAID.search(f"{one.source} {one.label}"))
    if not (recalled or said or any(run.either for run in runs)):
        return one.figures, []
    falls = any(run.falls for run in runs)
    answer = asking.ask(
        CODE, one.cell, (MONTHLY, CUMULATIVE), subject=one.subject, trusted=not falls,
        found=clip_named(one.source if said else "", one.label),
        figures=_sample(runs),
    )  # fmt: skip
    if answer is None:
        return (), []
    if answer == MONTHLY:
        return one.figures, []
    return _wholes(one, runs) if once else _differences(one, runs)


def _runs(one: Series) -> list[_Run]:
    years: dict[tuple[int, Grain], list[Told]] = {}
    for told in one.figures:
        if told.period is not None and told.period.grain not in {Grain.DAY, Grain.YEAR}:
            years.setdefault((told.period.year, told.period.grain), []).append(told)
    return [_Run(sorted(told, key=lambda one: str(one.period))) for told in years.values()]


def _sample(runs: Sequence[_Run]) -> str:
    """Show the figures that raise the question."""
    run = next((run for run in runs if run.either), runs[0])
    return ", ".join(written(one.value) for one in run.told[:6] if one.value is not None)


def _wholes(one: Series, runs: Sequence[_Run]) -> tuple[Sequence[Told], list[Finding]]:
    """Give the figures that close a period from New Year on: nothing can be taken off them."""
    found: list[Told] = []
    lost: list[Told] = []
    for told in (it for run in runs for it in run.told if it.value is not None):
        assert told.period is not None
        whole = told.period if told.period.index == 1 else _closed_by(told.period)
        if whole is None:
            lost.append(told)
        else:
            found.append(told._replace(period=whole))
    places = clip(", ".join(told.cell for told in lost)) or "–"
    return found, [warning("running-total-once", one.cell, name=clip(one.label), found=places)]


def _differences(one: Series, runs: Sequence[_Run]) -> tuple[Sequence[Told], list[Finding]]:
    found: list[Told] = []
    wrong: list[Finding] = []
    lost: list[Told] = []
    for run in runs:
        before: Told | None = None
        for told in (it for it in run.told if it.value is not None):
            own = _own(told, before)
            if own is None:
                lost.append(told)
            else:
                found.append(own)
                if before is not None and (before.value or 0) > (told.value or 0):
                    shown = written(told.value or Decimal(0))
                    wrong.append(error("running-total-falls", told.cell, found=shown))
            before = told
    if lost:
        places = ", ".join(told.cell for told in lost)
        wrong.append(warning("running-total-gap", lost[0].cell, found=clip(places)))
    wrong.append(warning("running-total-taken", one.cell, found=clip(one.label)))
    return found, wrong


def _own(told: Told, before: Told | None) -> Told | None:
    """Give what a period adds, or what it closes where the one before is not known."""
    period = told.period
    assert period is not None and told.value is not None
    if before is None and period.index == 1:
        return told
    if before is not None and _follows(before, told):
        return told._replace(value=told.value - (before.value or 0))
    whole = _closed_by(period)
    return None if whole is None else told._replace(period=whole)


def _closed_by(last: Period) -> Period | None:
    """Give the period from New Year that a month or a quarter closes; None when it closes none."""
    for grain in (Grain.YEAR, Grain.SEMESTER, Grain.QUARTER):
        whole = containing(last.start, grain)
        if whole.index == 1 and whole.end == last.end:
            return whole
    return None


def _follows(before: Told, told: Told) -> bool:
    return before.period is not None and before.period.next() == told.period
