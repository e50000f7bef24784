"""The lines of one side of a table: what each says of time, its name, and whether it is told.

Refuses to tell a line beside the months that is no month: a total, a target, last year's figure, or
one whose heading nobody understands.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from kpi.readers.table.headings import Heading
from kpi.readers.table.layout import Head, Line
from kpi.readers.table.stamps import Form, Stamp, is_wider, together
from kpi.readers.table.words import Role, is_corner, is_generic, is_unit, left_out, unit_of

_RANGE = re.compile(r"[0-9]+ ?[-–] ?[0-9]+(?: ?v\.?| vuotta)?|[0-9]+ ?[+-]")
_AGES = re.compile(r"ikä\w*|age\w*|\w*luokka|\w*luokat|\w*ryhmä")
_OF_AGES = re.compile(
    r"(?<!\w)(?:ikä(?!v)\w*|iän|ages?|\w*vuotiai\w+|oppila\w+|\w*luok(?:ka|at|ittain)|grades?)(?!\w)"
)
_ONE_CLASS = re.compile(r"(?<![0-9–-])[0-9]{1,2}\. ?luok(?:an|ka)(?!\w)")


@dataclass(slots=True)
class Entry:
    """One line as it is understood so far.

    ``left`` is the role for which it is not told, ``unknown`` that its heading is not understood,
    ``spoken`` that a finding or a question says so, ``disagrees`` that its headings contradict
    each other, ``lent`` that its time so far is its neighbour's. ``outer`` and ``inner`` are the
    names over and under its time.
    """

    line: Line
    stamp: Stamp | None = None
    outer: tuple[str, ...] = ()
    inner: tuple[str, ...] = ()
    left: Role | None = None
    unknown: bool = False
    spoken: bool = False
    disagrees: bool = False
    unit: str = ""
    lent: bool = False

    @property
    def told(self) -> bool:
        """Whether its figures are told."""
        return self.left is None and not (self.unknown or self.disagrees)

    @property
    def head(self) -> Head | None:
        """The heading that is pointed at."""
        own = [one for one in self.line.heads if one.own] or list(self.line.heads)
        return own[-1] if own else None

    @property
    def time(self) -> Head:
        """The innermost of its headings that say a time, for an entry that has a stamp."""
        heads = [one for one in self.line.heads if one.heading.stamp is not None]
        own = [one for one in heads if one.own]
        section = [self.line.section] if self.line.section is not None else []
        return (own or heads or section)[-1]

    @property
    def text(self) -> str:
        """What a message calls the line."""
        return self.head.heading.text if self.head else ""

    @property
    def key(self) -> tuple[str, ...]:
        """What tells it from lines of other things."""
        section = self.line.section
        return (*((section.heading.label,) if section else ()), *self.outer, *self.inner)


@dataclass(slots=True)
class Axis:
    """All lines of one side. ``timed`` says whether this side is of time."""

    entries: list[Entry] = field(default_factory=list)
    timed: bool = False

    @property
    def told(self) -> list[Entry]:
        """The lines whose figures are told."""
        return [one for one in self.entries if one.told]

    @property
    def fine(self) -> bool:
        """Whether its time is finer than years."""
        return any(one.stamp is not None and not one.stamp.whole_year for one in self.entries)


Rewrite = Callable[[Sequence[Entry]], None]


def axis(
    lines: Sequence[Line], corner: Sequence[Head], settle: Rewrite, titles: Sequence[Head] = ()
) -> Axis:
    """Understand the lines of one side.

    Args:
        lines: the rows or the columns.
        corner: what stands where names and headings meet.
        titles: what stands over the table.
        settle: makes days and months of what a heading alone leaves open, in place.
    """
    found = Axis([_entry(line, named=True) for line in lines])
    _leave_out_earlier(found.entries)
    eligible = [one for one in found.entries if one.left is None and one.line.heads]
    if _are_ages(eligible, corner, titles):
        found.entries = [_entry(line, named=False) for line in lines]
        return found
    # "Lisäksi 500 kaukolainaa vuonna 2025" below the figures makes no years of their names.
    timed = [one for one in eligible if one.stamp and (one.line.filled or _is_pure(one))]
    for one in eligible:
        # "kk" right under a month is the month itself, beside its running total.
        one.unknown = one.line.filled and is_corner(one.text) and one.stamp is None
    found.timed = bool(timed) and 2 * len(timed) >= len(eligible)
    if not found.timed:
        found.entries = [_untimed(one) for one in found.entries]
        _name_by_units(found.entries)
        return found
    _name_by_units(found.entries)
    settle(found.entries)
    fine = found.fine
    for one in found.entries:
        _judge(one, fine)
    return found


def _is_pure(entry: Entry) -> bool:
    """Say whether a heading of a line is nothing but time."""
    heads = [head.heading for head in entry.line.heads]
    return any(one.stamp is not None and not one.label for one in heads)


def _entry(line: Line, *, named: bool) -> Entry:
    """Take a line's headings together; ``named`` is False where none of them is time."""
    entry = Entry(line)
    for head in line.heads:
        heading = head.heading
        if heading.stamp is not None and named:
            _take_stamp(entry, heading, taken_on=not head.own)
        text = heading.label if named else heading.text
        if text and not is_unit(text):
            entry.inner += (text,)
        entry.unit = unit_of(heading.text) or entry.unit
        entry.left = left_out(heading.text, of_time=False) or entry.left
    entry.unit = line.unit or entry.unit
    if named and line.dated and line.section is not None:
        entry.stamp = line.section.heading.stamp
    return entry


def _take_stamp(entry: Entry, heading: Heading, *, taken_on: bool) -> None:
    """Take what a heading says of time together with what stands over it.

    ``taken_on`` says that the heading is its neighbour's. A quarter of its own right under a month
    that was taken on is the sum of its months, and no month's.
    """
    stamp = heading.stamp
    if stamp is None or heading.around or (stamp.form is Form.NONE and heading.label):
        return
    lent = entry.lent
    entry.lent = taken_on
    if entry.stamp is None:
        entry.stamp = stamp
    elif lent and not taken_on and is_wider(stamp, entry.stamp):
        entry.stamp = stamp if stamp.year else stamp._replace(year=entry.stamp.year)
    else:
        both = together(entry.stamp, stamp)
        entry.disagrees = entry.disagrees or both is None
        entry.stamp = both or entry.stamp
    if not heading.label or entry.inner:
        entry.outer, entry.inner = (*entry.outer, *entry.inner), ()


def _name_by_units(entries: Sequence[Entry]) -> None:
    """Let a unit name what nothing else does: "€" and "kpl" under one word, "Kpl" among names."""
    alike = Counter((one.key, one.stamp) for one in entries if one.line.heads)
    for one in entries:
        said = one.line.heads[-1].heading if one.line.heads else None
        lowest = (said.label or said.text) if said is not None else ""
        nameless = not one.key and one.stamp is None and len(alike) > 1
        if is_unit(lowest) and (alike[one.key, one.stamp] > 1 or nameless):
            one.inner += (lowest,)


def _leave_out_earlier(entries: Sequence[Entry]) -> None:
    """Leave out "Kävijät 2024" beside "Kävijät": the year before, which has other periods."""
    names = {one.key for one in entries if one.stamp is None}
    for one in entries:
        if one.stamp is not None and one.inner and one.key in names:
            one.left = one.left or Role.EARLIER


def _untimed(entry: Entry) -> Entry:
    """Give a line of a side that is not of time: a year in a name is a part of the name."""
    if entry.left is not None:
        return entry
    pure = [h.heading.stamp for h in entry.line.heads if h.heading.stamp and not h.heading.label]
    if any(one.usable for one in pure):
        return entry
    again = _entry(entry.line, named=False)
    again.unknown = entry.unknown
    return again


def _are_ages(entries: Sequence[Entry], corner: Sequence[Head], titles: Sequence[Head]) -> bool:
    """Say whether 1–6 and 7–12 are age groups and the like, and no halves of a year."""
    ranges = [one for one in entries if _RANGE.fullmatch(one.text)]
    if not ranges:
        return False
    others = any(one.stamp is None for one in ranges)
    said = [one.heading.text.casefold() for one in (*corner, *titles)]
    return (
        others
        or any(_AGES.fullmatch(one.heading.text.casefold()) for one in corner)
        # The pupils of the first class have no classes 1–3: those are months.
        or any(_OF_AGES.search(one) and not _ONE_CLASS.search(one) for one in said)
    )


def _judge(entry: Entry, fine: bool) -> None:
    """Say whether a line of a side of time is told."""
    heads = entry.line.heads
    stamp = entry.stamp
    lowest = heads[-1].heading if heads else None
    coarse = fine and stamp is not None and stamp.whole_year
    missing = stamp is None or (coarse and lowest is not None and lowest.stamp is None)
    if missing and lowest is not None:
        entry.left = entry.left or left_out(lowest.text, of_time=True)
        entry.unknown = entry.left is None
    elif lowest is not None and lowest.stamp is not None:
        entry.left = entry.left or left_out(lowest.text, of_time=True)


def name_of(entry: Entry) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give the names over and under a line's time, without those that say nothing."""
    section = entry.line.section
    above = (section.heading.label,) if section is not None and section.heading.label else ()
    outer = tuple(one for one in (*above, *entry.outer) if not is_generic(one))
    return outer, tuple(one for one in entry.inner if not is_generic(one))


def unknown_inside(entries: Sequence[Entry]) -> Iterator[Entry]:
    """Give the lines that nobody understands and that stand between lines of time."""
    timed = [n for n, one in enumerate(entries) if one.stamp is not None and one.told]
    for number, one in enumerate(entries):
        if one.unknown and timed and timed[0] < number < timed[-1]:
            yield one
