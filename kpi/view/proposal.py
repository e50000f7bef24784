"""What a file would change, line by line: a figure, or an indicator's days of one month.

Refuses to hide which figure changes from what, and to show a sum of days that are not all there or
must not be added up.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from kpi.desk import Checked
from kpi.model import ChangedFigure, Kind, Known, Observation, ObsStatus, Pair, ShownChange
from kpi.periods import Grain, Period, parse
from kpi.store import Store, memory
from kpi.view.parts import Choice, Table
from kpi.view.questions import Asked
from kpi.view.speaker import Speaker


@dataclass(frozen=True, slots=True)
class UploadPreview:
    """What a file would change, its figures counted: new, changed, unchanged.

    ``errors`` keep it out, ``remarks`` are to be heeded, ``aside`` says what is left out by itself.
    ``corrections`` are lines whose earlier figures change, ``additions`` new ones, ``effects`` the
    longer periods whose figures change with them. ``questions`` are what the file does not settle,
    ``choices`` the lines that may be left out, ``corrected`` those that may have their own reason.
    ``approved`` says which changing figures stand in an approved version of the report.
    """

    accepted: bool
    headline: str
    errors: Table | None
    remarks: Table | None
    aside: tuple[str, ...]
    counts: tuple[int, int, int]
    corrections: Table | None = None
    additions: Table | None = None
    effects: Table | None = None
    questions: tuple[Asked, ...] = ()
    choices: tuple[Choice, ...] = ()
    corrected: tuple[Choice, ...] = ()
    approved: tuple[str, ...] = ()


class _Line(NamedTuple):
    """One line of the preview in words: what was, what will be, and what is to be said of it."""

    name: str
    indicator: str
    period: Period
    before: str
    after: str
    said: tuple[str, ...]


def corrected_lines(checked: Checked) -> frozenset[str]:
    """Name the file's lines whose earlier figures change, stated or rolled up from others."""
    stated = {_line(one) for one in checked.changed if not one.is_new}
    shown = {_line(one) for one in checked.shown if one.before not in {None, one.after}}
    return frozenset(stated | (shown & {_line(one) for one in checked.changed}))


def corrections(checked: Checked, speaker: Speaker, now: Store | None) -> Table | None:
    """Lay out the lines whose earlier figures change, days by their month; None for none."""
    kept = corrected_lines(checked)
    rows = [one for one in _lines(checked, speaker, now) if one.name in kept]
    heads = [(*_head(one, speaker), one.before, one.after) for one in rows]
    columns, numeric = ("indicator", "period", "before", "after"), (False, False, True, True)
    return _with_remarks("upload.corrections", columns, heads, numeric, rows, speaker)


def additions(checked: Checked, speaker: Speaker, now: Store | None) -> Table | None:
    """Lay out the lines that are new, days by their month; None when there are none."""
    kept = corrected_lines(checked)
    rows = [one for one in _lines(checked, speaker, now) if one.name not in kept]
    heads = [(*_head(one, speaker), one.after) for one in rows]
    columns, numeric = ("indicator", "period", "figure"), (False, False, True)
    return _with_remarks("upload.additions", columns, heads, numeric, rows, speaker)


def effects(checked: Checked, speaker: Speaker) -> Table | None:
    """Lay out the figures of longer periods that change on the pages; None when none do."""
    told = {_line(one) for one in checked.observations}
    cells = [
        (
            speaker.name(one.indicator),
            speaker.language.period(one.period),
            _figure(one.indicator, one.before, speaker),
            _after(one, speaker),
        )
        for one in checked.shown
        if one.before != one.after and _line(one) not in told
    ]
    columns = ("indicator", "period", "before", "after")
    return _table("upload.effects", columns, cells, (False, False, True, True), speaker)


def choices(checked: Checked, speaker: Speaker) -> tuple[Choice, ...]:
    """Give the lines that may be left out, those left out too; none when there is only one.

    Of a file that is not accepted, or whose figures are all stored already, only while lines are
    left out, so that they can be taken back.
    """
    stores = checked.accepted and (checked.changes.new or checked.changes.changed)
    if not stores and not checked.left_out:
        return ()
    told = (*checked.observations, *checked.pending)
    every = {*map(_line, told), *checked.left_out}
    return in_words(every, speaker) if len(every) > 1 else ()


def corrected(checked: Checked, speaker: Speaker) -> tuple[Choice, ...]:
    """Give the lines whose earlier figures change, in words."""
    return in_words(corrected_lines(checked), speaker)


def approved(checked: Checked, speaker: Speaker) -> tuple[str, ...]:
    """Say, version by version, which figures change that were approved as they were."""
    by_version: dict[str, list[str]] = {}
    for one, version in checked.approved:
        by_version.setdefault(version, []).append(speaker.name(one.indicator))
    return tuple(
        speaker.language.plural(
            "upload.approved", len(names), version=version, names=speaker.listed(names)
        )
        for version, names in by_version.items()
    )


def in_words(lines: Iterable[str], speaker: Speaker) -> tuple[Choice, ...]:
    """Name lines as people do, by indicator and period, in that order."""
    placed = []
    for line in lines:
        indicator, code = line.split(" ")
        name, period = speaker.name(indicator), parse(code)
        words = speaker.text("upload.line", indicator=name, period=speaker.language.period(period))
        placed.append((speaker.language.sort_key(name), period, Choice(line, words)))
    return tuple(one for *_, one in sorted(placed, key=lambda one: one[:2]))


def _line(one: ChangedFigure | ShownChange | Observation) -> str:
    return memory.line(one.indicator, one.period)


def _table(
    caption: str,
    columns: Sequence[str],
    rows: Sequence[tuple[str, ...]],
    numeric: tuple[bool, ...],
    speaker: Speaker,
) -> Table | None:
    if not rows:
        return None
    heads = tuple(speaker.text(f"column.{one}") for one in columns)
    return Table(speaker.text(caption), heads, tuple(rows), numeric)


def _with_remarks(
    caption: str,
    columns: tuple[str, ...],
    heads: Sequence[tuple[str, ...]],
    numeric: tuple[bool, ...],
    rows: Sequence[_Line],
    speaker: Speaker,
) -> Table | None:
    """Add what is said beside the figures; no empty column where nothing is."""
    if not any(one.said for one in rows):
        return _table(caption, columns, heads, numeric, speaker)
    cells = [(*head, " · ".join(one.said)) for head, one in zip(heads, rows, strict=True)]
    return _table(caption, (*columns, "remark"), cells, (*numeric, False), speaker)


def _head(one: _Line, speaker: Speaker) -> tuple[str, str]:
    return speaker.name(one.indicator), speaker.language.period(one.period)


def _lines(checked: Checked, speaker: Speaker, now: Store | None) -> list[_Line]:
    """Give every line that changes, by name and period."""
    days: dict[str, list[ChangedFigure]] = {}
    for one in checked.changed:
        if one.period.grain is Grain.DAY:
            days.setdefault(_line(one), []).append(one)
    single = [one for one in checked.changed if one.period.grain is not Grain.DAY]
    made = [*_singles(single, checked, speaker, now)]
    made += [_days(name, told, checked, speaker) for name, told in days.items()]
    order = speaker.language.sort_key
    return sorted(made, key=lambda one: (order(speaker.name(one.indicator)), one.period))


def _days(name: str, told: Sequence[ChangedFigure], checked: Checked, speaker: Speaker) -> _Line:
    """Say an indicator's days of one month: the month's figure, and how many days are told."""
    indicator, code = name.split(" ")
    month, text = parse(code), speaker.text
    seen = {(one.indicator, one.period): one for one in checked.shown}.get((indicator, month))
    new = sum(one.is_new for one in told)
    said = [
        speaker.language.plural(f"upload.days-{kind}", count)
        for kind, count in (("new", new), ("changed", len(told) - new))
        if count
    ]
    if seen and seen.stated:
        said.append(text("upload.stands"))
    before = _figure(indicator, seen.before if seen else None, speaker)
    after = _after(seen, speaker) if seen else text("value.dash")
    return _Line(name, indicator, month, before, after, tuple(said))


def _after(one: ShownChange, speaker: Speaker) -> str:
    if one.after is not None:
        return speaker.figure(one.indicator, one.after)
    known = speaker.catalogue.indicators.get(one.indicator)
    if known is not None and known.kind is Kind.DISTINCT:
        return speaker.text("value.not-summed")
    if one.have < one.of:
        return speaker.text("upload.incomplete", have=one.have, of=one.of)
    return speaker.text("value.dash")


def _singles(
    single: Sequence[ChangedFigure], checked: Checked, speaker: Speaker, now: Store | None
) -> Iterator[_Line]:
    told = {(one.indicator, one.period): one for one in checked.observations}
    held = {one: now.figures(one) for one in {one.period for one in single}} if now else {}
    shown = {(one.indicator, one.period): one.before for one in checked.shown}
    for one in single:
        key = one.indicator, one.period
        known = _now(held.get(one.period, {}).get(one.indicator))
        said = list(_besides(one, speaker, known, told.get(key)))
        if one.in_conflict:
            said.insert(0, speaker.text("upload.kind-conflict"))
        before = shown.get(key) if one.is_new else one.before
        if one.is_new and before is not None:
            said.append(speaker.text("upload.was-summed"))
        disputed = known is not None and known.conflict
        yield _Line(
            memory.line(*key),
            *key,
            _value(one.indicator, before, speaker, conflict=disputed),
            _value(one.indicator, one.after, speaker, conflict=one.in_conflict),
            tuple(said),
        )


def _now(pair: Pair | None) -> Known | None:
    return pair.now if pair is not None and pair.now.stated else None


def _value(indicator: str, value: Decimal | None, speaker: Speaker, *, conflict: bool) -> str:
    if conflict and value is None:
        return speaker.text("value.conflict")
    return _figure(indicator, value, speaker)


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
