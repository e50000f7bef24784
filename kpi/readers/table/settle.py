"""What a heading of time alone leaves open and the headings beside it close: 06/07, "mar", 31.1.

Refuses to close what they do not: that is asked, or the heading is refused.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

from kpi.errors import Finding, error
from kpi.readers.asking import Asking
from kpi.readers.table.asked import (
    DAY,
    DAY_MONTH,
    MONTH,
    MONTH_DAY,
    MONTH_YEAR,
    day_or_whole_month,
    which_order,
)
from kpi.readers.table.axis import Entry
from kpi.readers.table.grid import Grid
from kpi.readers.table.layout import Head
from kpi.readers.table.spellings import ENGLISH_SHORT, FINNISH_SHORT, MONTHS, ROMAN
from kpi.readers.table.stamps import NO_PERIOD, Form, Stamp, a_day, a_month, a_span
from kpi.readers.table.words import MONTH_WORDS, WEEK_WORDS

# Spans that a spreadsheet turns into dates when they are typed: 1-6 becomes the first of June.
_TURNED = frozenset({(1, 3), (4, 6), (7, 9), (10, 12), (1, 6), (7, 12)})
_CENTURY = 2000
# Whole words for a month that mean something else, too: life, and the summer.
_STEMS = frozenset({"elo", "kesä"})
_FINNISH, _ENGLISH = "fi", "en"


class Settler:
    """Closes what the headings of one side leave open; what is wrong gathers in ``findings``."""

    def __init__(self, grid: Grid, asking: Asking, corner: Sequence[Head] = ()) -> None:
        """Begin with one table. ``corner`` is what stands where its names and headings meet."""
        texts = [one.heading.text.casefold() for one in corner]
        self._of_weeks = any(WEEK_WORDS.fullmatch(text) for text in texts)
        self._of_months = any(MONTH_WORDS.fullmatch(text) for text in texts)
        self._grid = grid
        self._asking = asking
        self.findings: list[Finding] = []

    def settle(self, entries: Sequence[Entry]) -> None:
        """Replace the stamps that are open, in place."""
        timed = [one for one in entries if one.stamp is not None and one.left is None]
        self._loose(timed)
        self._weeks([one for one in timed if self._is_week(one)])
        timed = [one for one in timed if not one.spoken]
        self._pairs([one for one in timed if _form(one) is Form.PAIR])
        timed = [one for one in timed if not one.spoken]
        days = [one for one in timed if _form(one) is Form.DAY]
        spans = [one for one in timed if _form(one) is Form.NONE]
        if days and spans and len(days) + len(spans) == len(timed):
            self._refuse(_unreadable, spans[0])  # "6.-8.6.2025" in a list of days
        elif len(days) == len(timed):
            self._days(days)
        else:
            self._mixed(days)

    def _is_week(self, entry: Entry) -> bool:
        """Say whether a heading is a week: "vko 1", and under "Viikko" also 30.12. and 1/2025."""
        form, stamp = _form(entry), entry.stamp
        whole = stamp is not None and stamp.whole_year
        numbered = entry.time.heading.text[:1].isdecimal() and not whole
        month = numbered and form in (Form.SPAN, Form.PAIR)
        return form is Form.WEEK or (self._of_weeks and (form is Form.DAY or month))

    def _refuse(self, code: Callable[[str, str], Finding], entry: Entry) -> None:
        entry.unknown = entry.spoken = True
        head = entry.time
        self.findings.append(code(self._grid.address(head.row, head.column), head.heading.text))

    def _loose(self, entries: Sequence[Entry]) -> None:
        loose = [one for one in entries if _form(one) is Form.LOOSE]
        language = _language(entries, loose) if loose else ""
        words = [one.stamp.word for one in loose if one.stamp is not None]
        quarters = set(words) <= set(ROMAN) and bool({"iii", "iv"} & set(words))
        if not language and self._of_months and set(words) <= _STEMS:
            language = _FINNISH
        for one, word in zip(loose, words, strict=True):
            one.stamp = _quarter(one) if quarters else _month_named(one, word, language)
        unread = [one for one in loose if one.stamp is None]
        for number, one in enumerate(unread):
            if number == 0:
                self._refuse(_unreadable, one)
            one.unknown = one.spoken = True

    def _pairs(self, entries: Sequence[Entry]) -> None:
        """Tell months of years from days of months by what all of them can be."""
        if not entries:
            return
        fitting = [order for order in _ORDERS if all(_ordered(one, order) for one in entries)]
        order = _evident(entries, fitting)
        if order is None and fitting:
            head = entries[0].time
            cell = self._grid.address(head.row, head.column)
            order = which_order(self._asking, cell, head.heading.text, fitting)
            if order is None:
                for one in entries:
                    one.stamp = NO_PERIOD
                    one.unknown = one.spoken = True
                return
        for one in entries:
            one.stamp = _ordered(one, order) if order else None
            if one.stamp is None:
                self._refuse(_unreadable, one)

    def _weeks(self, entries: Sequence[Entry]) -> None:
        for number, one in enumerate(entries):
            if number == 0:
                self._refuse(_weeks, one)
            one.unknown = one.spoken = True

    def _mixed(self, days: Sequence[Entry]) -> None:
        """Refuse days among months: the spreadsheet made 1.6. of 1-6."""
        for one in days[:1]:
            self._refuse(_unreadable, one)
        for one in days:
            one.unknown = one.spoken = True

    def _days(self, entries: Sequence[Entry]) -> None:
        stamps = [one.stamp for one in entries if one.stamp is not None]
        if not stamps:
            return
        turned = {(one.day, one.first) for one in stamps} <= _TURNED
        if turned and len({one.first for one in stamps}) > 1:
            self._refuse(_unreadable, entries[0])
            return
        if _monthly(stamps) and all(map(_is_last, stamps)):
            _to_months(entries)
        elif all(one.day == 1 for one in stamps) and (len(set(stamps)) == 1 or _apart(stamps)):
            self._ask_first_days(entries)

    def _ask_first_days(self, entries: Sequence[Entry]) -> None:
        head = entries[0].time
        cell = self._grid.address(head.row, head.column)
        told = day_or_whole_month(self._asking, cell, head.heading.text)
        if told == MONTH:
            _to_months(entries)
        elif told != DAY:
            for one in entries:
                one.unknown = one.spoken = True


_ORDERS = (MONTH_YEAR, DAY_MONTH, MONTH_DAY)


def _form(entry: Entry) -> Form | None:
    return entry.stamp.form if entry.stamp is not None else None


def _unreadable(cell: str, found: str) -> Finding:
    return error("period-unreadable", cell, found=found)


def _weeks(cell: str, found: str) -> Finding:
    return error("weeks-not-taken", cell, found=found)


def _language(entries: Sequence[Entry], loose: Sequence[Entry]) -> str:
    """Give the language of the months that are words beyond doubt, or of several short ones."""
    heads = [head.heading for one in entries for head in one.line.heads]
    # A month in a figure's name ("Maaliskuun messut") says nothing of the headings of time.
    texts = [one.text.casefold() for one in heads if one.stamp is not None and not one.label]
    texts = texts or [one.text.casefold() for one in heads]
    words = [word for text in texts for word in re.findall(r"[^\W\d_]+", text)]
    short = {one.stamp.word for one in loose if one.stamp is not None}
    certain = [one for one in words if one in MONTHS]
    english = any(one[:3] in ENGLISH_SHORT and one[:3] not in FINNISH_SHORT for one in certain)
    finnish = any(one[:3] in FINNISH_SHORT for one in certain) or len(short) > 2
    return _FINNISH if finnish and not english else _ENGLISH if english and not finnish else ""


def _month_named(entry: Entry, word: str, language: str) -> Stamp | None:
    known = {_FINNISH: FINNISH_SHORT, _ENGLISH: ENGLISH_SHORT}.get(language, {})
    short = word[:3] if word in (*FINNISH_SHORT, "kesä") else word
    if short not in known or entry.stamp is None:
        return None
    return a_month(known[short], entry.stamp.year)


def _quarter(entry: Entry) -> Stamp | None:
    assert entry.stamp is not None
    number = ROMAN[entry.stamp.word]
    return a_span(3 * number - 2, 3 * number, entry.stamp.year)


def _ordered(entry: Entry, order: str) -> Stamp | None:
    """Read a pair of numbers in one order; None where that is no date."""
    stamp = entry.stamp
    assert stamp is not None
    first, second, year = stamp.first, stamp.day, stamp.year
    if order == MONTH_YEAR:
        named = bool(stamp.word) or 1 <= first <= 12
        return a_month(first, _CENTURY + second) if named and not year else None
    if order == DAY_MONTH:
        return a_day(year, first, second) if stamp.word else _a_day(year, second, first)
    return None if stamp.word else _a_day(year, first, second)


def _a_day(year: int, month: int, day: int) -> Stamp | None:
    return a_day(year, month, day) if 1 <= month <= 12 else None


def _evident(entries: Sequence[Entry], fitting: Sequence[str]) -> str | None:
    """Give the only order that fits, or months of years where the years run on like years."""
    if len(fitting) == 1:
        return fitting[0]
    if MONTH_YEAR not in fitting or len(entries) < 2:
        return None
    stamps = list(dict.fromkeys(one.stamp for one in entries if one.stamp is not None))
    months = [_CENTURY * 12 + one.day * 12 + one.first for one in stamps]
    running = {abs(after - before) for before, after in zip(months, months[1:], strict=False)}
    late = all(one.day > 12 for one in stamps)
    return MONTH_YEAR if late and running == {1} else None


def _is_last(stamp: Stamp) -> bool:
    if not stamp.year:
        return stamp.day == calendar.monthrange(2025, stamp.first)[1] or (
            (stamp.first, stamp.day) == (2, 29)
        )
    return stamp.day == calendar.monthrange(stamp.year, stamp.first)[1]


def _monthly(stamps: Sequence[Stamp]) -> bool:
    """Say whether days follow each other month after month, up or down; one alone does not."""
    stamps = list(dict.fromkeys(stamps))
    months = [one.year * 12 + one.first for one in stamps]
    steps = {after - before for before, after in zip(months, months[1:], strict=False)}
    turn = {1, -11} if not stamps[0].year else {1}
    return len(stamps) > 1 and (steps <= turn or {-one for one in steps} <= turn)


def _apart(stamps: Sequence[Stamp]) -> bool:
    """Say whether first days follow each other in less than a year; a population is of 1.1."""
    months = [one.year * 12 + one.first for one in dict.fromkeys(stamps)]
    return any(abs(after - before) < 12 for before, after in pairwise(months))


def _to_months(entries: Iterable[Entry]) -> None:
    for one in entries:
        assert one.stamp is not None
        one.stamp = a_month(one.stamp.first, one.stamp.year)
