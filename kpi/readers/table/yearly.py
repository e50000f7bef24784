"""The year of months that do not say it: from their neighbours, from the title, or asked.

Refuses a year that something speaks against: two years over a table, or months that run over the
turn of the year under one, are asked about.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import pairwise

from kpi.errors import Finding, error
from kpi.periods import FIRST_YEAR, LAST_YEAR
from kpi.readers.asking import Asking
from kpi.readers.table.asked import which_year, year_of_headings
from kpi.readers.table.axis import Entry
from kpi.readers.table.grid import Grid
from kpi.readers.table.layout import Head
from kpi.readers.table.stamps import Form, Stamp, together
from kpi.readers.table.words import OTHER_YEAR, is_note


def with_section(entry: Entry) -> Stamp | None:
    """Give what a line and its section say of time together."""
    section = entry.line.section
    above = section.heading.stamp if section is not None else None
    if above is None or entry.stamp is None:
        return entry.stamp
    return together(above, entry.stamp) if not entry.stamp.year else entry.stamp


def years_over(heads: Sequence[Head], today: dt.date, *, names: bool = False) -> set[int]:
    """Give the years that titles name; 0 among them for one that may not be the figures' year.

    A title that names more than one, when something was founded or kept, or a year to come: nobody
    counts visitors of 2030 today, however a strategy is called. ``names`` says that they are names
    of sheets, of which "Luvut 2025" is no note.
    """
    latest = today.year if today.year > FIRST_YEAR else LAST_YEAR
    found: set[int] = set()
    for head in heads:
        stamp = head.heading.stamp
        if stamp is None or (is_note(head.heading.text) and not names):
            continue
        other = OTHER_YEAR.search(head.heading.text.casefold())
        if stamp.form is Form.NONE or (stamp.year and other) or stamp.year > latest:
            found.add(0)
        elif stamp.form is Form.SPAN and stamp.year:
            found.add(stamp.year)
    return found


class Years:
    """Gives each line of a side of time its year; what is wrong gathers in ``findings``."""

    def __init__(self, grid: Grid, asking: Asking, over: set[int]) -> None:
        """Begin with one table. ``over`` are the years that stand over it."""
        self._grid = grid
        self._asking = asking
        self._over = over
        self._told: dict[int, int | None] = {}
        self.findings: list[Finding] = []

    def complete(self, entries: Sequence[Entry]) -> None:
        """Complete the stamps that lack their year, in place; open ones stay without."""
        groups: dict[tuple[str, ...], list[Entry]] = {}
        self._doubt(entries)
        for one in entries:
            one.stamp = with_section(one)
            if one.stamp is not None and one.told and one.stamp.usable:
                groups.setdefault(one.key, []).append(one)
        for group in groups.values():
            self._run(group)

    def _doubt(self, entries: Sequence[Entry]) -> None:
        """Ask which year holds where all months say one and what stands over them another.

        A sheet is copied for the new year, and its name or its headings are not changed.
        """
        told = [one for one in entries if one.told and one.stamp is not None and one.stamp.usable]
        own = {one.stamp.year for one in told if one.stamp is not None}
        fine = all(one.stamp is not None and not one.stamp.whole_year for one in told)
        others = self._over - own
        if not (told and fine) or len(own) != 1 or 0 in own or others != self._over:
            return
        if len(others) != 1 or 0 in others:
            return
        head, (year,), (other,) = told[0].time, own, others
        cell = self._grid.address(head.row, head.column)
        answer = year_of_headings(self._asking, cell, head.heading.text, year, other)
        for one in told if answer == str(other) else ():
            assert one.stamp is not None
            one.stamp = one.stamp._replace(year=other)

    def _run(self, group: Sequence[Entry]) -> None:
        """Go through the lines of one name in order."""
        for run in _runs(group):
            stamp = run[0].stamp
            assert stamp is not None
            if not (self._after(run, stamp.year) if stamp.year else self._alone(run)):
                return

    def _after(self, run: Sequence[Entry], year: int) -> int:
        """Carry the year of a first heading on; over the turn of the year it is asked."""
        turn = _turn(run)
        if turn is None or turn == len(run):
            _give(run, year)
        else:
            _give(run[:turn], year)
            asked = self._ask(run[turn])
            if asked:
                self._onward(run[turn:], asked)
            return asked or 0
        return year

    def _alone(self, run: Sequence[Entry]) -> int:
        """Give months without any year the one that stands over the table, or ask."""
        if len(self._over) == 1 and 0 not in self._over and _turn(run) is None:
            (year,) = self._over
            _give(run, year)
            return year
        asked = self._ask(run[0])
        if asked:
            self._onward(run, asked)
        return asked or 0

    def _onward(self, run: Sequence[Entry], year: int) -> None:
        """Give the years that follow from the first one's, turning where the months turn."""
        forward = _forward(run)
        for before, after in pairwise(run):
            _give([before], year)
            if not _goes(before, after, forward):
                if not _turns(before, after, forward):
                    self._out_of_order(after)
                    return
                year += 1 if forward else -1
        _give(run[-1:], year)

    def _out_of_order(self, entry: Entry) -> None:
        head = entry.time
        cell = self._grid.address(head.row, head.column)
        self.findings.append(error("months-out-of-order", cell, found=head.heading.text))

    def _ask(self, entry: Entry) -> int | None:
        """Ask once for the same month of the same table."""
        head, stamp = entry.time, entry.stamp
        assert stamp is not None
        if stamp.first not in self._told:
            cell = self._grid.address(head.row, head.column)
            likely = sorted(self._over - {0}, reverse=True)
            found = head.heading.text
            self._told[stamp.first] = which_year(self._asking, cell, found, likely)
        return self._told[stamp.first]


def _give(run: Sequence[Entry], year: int) -> None:
    for one in run:
        if one.stamp is not None and not one.stamp.year:
            one.stamp = one.stamp._replace(year=year)


def _runs(group: Sequence[Entry]) -> Iterator[list[Entry]]:
    """Part lines where a heading says its year, and behind a whole year.

    "2024" and then "1-6" is half of the next year as likely as half of that one.
    """
    run: list[Entry] = []
    for one in group:
        before = run[-1].stamp if run else None
        whole = before is not None and before.whole_year
        if run and one.stamp is not None and (one.stamp.year or whole):
            yield run
            run = []
        run.append(one)
    if run:
        yield run


def _at(entry: Entry) -> tuple[int, int]:
    assert entry.stamp is not None
    return entry.stamp.first, entry.stamp.day


def _forward(run: Sequence[Entry]) -> bool:
    """Say whether months run forward, as their first step does."""
    for before, after in pairwise(run):
        if _at(before) != _at(after):
            return _at(before) < _at(after) or _turns(before, after, True)
    return True


def _goes(before: Entry, after: Entry, forward: bool) -> bool:
    return _at(before) <= _at(after) if forward else _at(before) >= _at(after)


def _turns(before: Entry, after: Entry, forward: bool) -> bool:
    """Say whether one is the end of a year and the other the beginning of the next."""
    early, late = (before, after) if forward else (after, before)
    assert early.stamp is not None and late.stamp is not None
    return early.stamp.last == 12 and late.stamp.first == 1


def _turn(run: Sequence[Entry]) -> int | None:
    """Give the place where months turn back; None where they never do."""
    forward = _forward(run)
    for number, (before, after) in enumerate(pairwise(run), 1):
        if not _goes(before, after, forward):
            return number
    return None
