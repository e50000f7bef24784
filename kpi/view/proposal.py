"""What a file would change, line by line: a figure, or an indicator's days of one month.

Refuses to hide which figure changes from what, and to show a sum of days that are not all there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kpi.desk import Checked
from kpi.model import ChangedFigure, Known, Observation, ObsStatus, Pair, ShownChange
from kpi.periods import Grain, Period, parse
from kpi.store import Store, memory
from kpi.view.parts import Choice, Table
from kpi.view.questions import Asked
from kpi.view.speaker import Speaker


@dataclass(frozen=True, slots=True)
class UploadPreview:
    """What a file would change: findings, or the three counts and what changes line by line.

    ``effects`` are the longer periods whose figures change with them, ``questions`` what the file
    does not settle, ``choices`` the lines that may be left out.
    """

    accepted: bool
    headline: str
    findings: Table | None
    changes: Table | None
    counts: tuple[int, int, int]
    effects: Table | None = None
    questions: tuple[Asked, ...] = ()
    choices: tuple[Choice, ...] = ()


def lines(checked: Checked, speaker: Speaker, now: Store | None) -> Table | None:
    """Lay out what changes, days by their month; None when nothing does."""
    if not checked.changed:
        return None
    single = [one for one in checked.changed if one.period.grain is not Grain.DAY]
    days: dict[str, list[ChangedFigure]] = {}
    for one in checked.changed:
        if one.period.grain is Grain.DAY:
            days.setdefault(memory.line(one.indicator, one.period), []).append(one)
    rows = [_single_key(one, speaker, row) for one, row in _singles(single, checked, speaker, now)]
    rows += [_days(name, told, checked, speaker) for name, told in days.items()]
    columns = ("indicator", "period", "before", "after", "change")
    heads = tuple(speaker.text(f"column.{one}") for one in columns)
    told = tuple(row for _, row in sorted(rows, key=lambda one: one[0]))
    return Table(speaker.text("upload.changes"), heads, told, (False, False, True, True, False))


Row = tuple[str, ...]
Placed = tuple[tuple[object, ...], Row]


def _place(indicator: str, period: Period, speaker: Speaker, *, is_new: bool) -> tuple[object, ...]:
    """Put what changes before what is new, then by name and period."""
    return is_new, speaker.language.sort_key(speaker.name(indicator)), period


def _single_key(one: ChangedFigure, speaker: Speaker, row: Row) -> Placed:
    return _place(one.indicator, one.period, speaker, is_new=one.is_new), row


def _days(name: str, told: Sequence[ChangedFigure], checked: Checked, speaker: Speaker) -> Placed:
    """Say an indicator's days of one month: the month's figure, and how many days are told."""
    indicator, code = name.split(" ")
    month = parse(code)
    seen = {(one.indicator, one.period): one for one in checked.shown}.get((indicator, month))
    new = sum(one.is_new for one in told)
    text = speaker.text
    parts = [
        speaker.language.plural(f"upload.days-{kind}", count)
        for kind, count in (("new", new), ("changed", len(told) - new))
        if count
    ]
    if seen and seen.stated:
        parts.append(text("upload.stands"))
    row = (
        speaker.name(indicator),
        speaker.language.period(month),
        speaker.figure(indicator, seen.before) if seen else text("value.dash"),
        _after(seen, speaker) if seen else text("value.dash"),
        " · ".join(parts),
    )
    return _place(indicator, month, speaker, is_new=new == len(told)), row


def _after(one: ShownChange, speaker: Speaker) -> str:
    if one.after is None and one.have < one.of:
        return speaker.text("upload.incomplete", have=one.have, of=one.of)
    return speaker.figure(one.indicator, one.after)


def effects(checked: Checked, speaker: Speaker) -> Table | None:
    """Lay out the figures of longer periods that change on the pages; None when none do."""
    told = {memory.line(one.indicator, one.period) for one in checked.observations}
    seen = [
        one
        for one in checked.shown
        if one.before != one.after and f"{one.indicator} {one.period.code}" not in told
    ]
    if not seen:
        return None
    rows = tuple(
        (
            speaker.name(one.indicator),
            speaker.language.period(one.period),
            speaker.figure(one.indicator, one.before),
            _after(one, speaker),
        )
        for one in seen
    )
    heads = tuple(speaker.text(f"column.{it}") for it in ("indicator", "period", "before", "after"))
    return Table(speaker.text("upload.effects"), heads, rows, (False, False, True, True))


def choices(checked: Checked, speaker: Speaker) -> tuple[Choice, ...]:
    """Give the lines that may be left out, those left out too; none when there is only one."""
    told = Counter(memory.line(one.indicator, one.period) for one in checked.observations)
    every = sorted({*told, *checked.left_out}, key=lambda one: _order(one, speaker))
    if len(every) < 2:
        return ()
    return tuple(Choice(one, _words(one, speaker)) for one in every)


def _order(line: str, speaker: Speaker) -> tuple[object, ...]:
    indicator, code = line.split(" ")
    return speaker.language.sort_key(speaker.name(indicator)), parse(code)


def _words(line: str, speaker: Speaker) -> str:
    indicator, code = line.split(" ")
    period = speaker.language.period(parse(code))
    return speaker.text("upload.line", indicator=speaker.name(indicator), period=period)


def _singles(
    single: Sequence[ChangedFigure], checked: Checked, speaker: Speaker, now: Store | None
) -> Iterator[tuple[ChangedFigure, Row]]:
    told = {(one.indicator, one.period): one for one in checked.observations}
    held = {one: now.figures(one) for one in {one.period for one in single}} if now else {}
    for one in single:
        known = _now(held.get(one.period, {}).get(one.indicator))
        yield one, _change(one, speaker, known, told.get((one.indicator, one.period)))


def _now(pair: Pair | None) -> Known | None:
    return pair.now if pair is not None and pair.now.stated else None


def _change(
    one: ChangedFigure, speaker: Speaker, known: Known | None, told: Observation | None
) -> tuple[str, ...]:
    kind = "conflict" if one.in_conflict else "new" if one.is_new else "changed"
    besides = list(_besides(one, speaker, known, told))
    return (
        speaker.name(one.indicator),
        speaker.language.period(one.period),
        _value(one.indicator, one.before, speaker, known is not None and known.conflict)
        if not one.is_new
        else speaker.text("value.dash"),
        _value(one.indicator, one.after, speaker, one.in_conflict),
        " · ".join((speaker.text(f"upload.kind-{kind}"), *besides)),
    )


def _value(indicator: str, value: Decimal | None, speaker: Speaker, conflict: bool) -> str:  # noqa: FBT001
    if conflict and value is None:
        return speaker.text("value.conflict")
    return speaker.figure(indicator, value)


def _besides(
    one: ChangedFigure, speaker: Speaker, known: Known | None, told: Observation | None
) -> Iterator[str]:
    """Say what changes though the value may stay: the earlier figure beside it, and its status."""
    if told is None or one.in_conflict:
        return
    base = known.undated_base if known else None
    status = known.obs_status if known else ObsStatus.NORMAL
    if base != told.undated_base:
        before, after = (_figure(one.indicator, it, speaker) for it in (base, told.undated_base))
        yield speaker.text("upload.base", before=before, after=after)
    if status is not told.obs_status and (known or told.obs_status is not ObsStatus.NORMAL):
        before, after = (speaker.text(f"obs_status.{it}") for it in (status, told.obs_status))
        yield speaker.text("upload.status", before=before, after=after)


def _figure(indicator: str, value: Decimal | None, speaker: Speaker) -> str:
    return speaker.text("value.dash") if value is None else speaker.figure(indicator, value)
