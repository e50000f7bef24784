"""Reporting periods as calendar arithmetic.

Refuses to count days where the calendar is meant: a year earlier is the same span of the
calendar one year before, whether or not a leap day lies between.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from kpi.errors import PeriodUnreadable


class Grain(StrEnum):
    """How long a period is. SDMX calls it frequency."""

    YEAR = "year"
    SEMESTER = "semester"
    QUARTER = "quarter"
    MONTH = "month"
    DAY = "day"

    @property
    def rank(self) -> int:
        """0 for the coarsest (year) to 4 for the finest (day)."""
        return _RANK[self]


_RANK = {grain: rank for rank, grain in enumerate(Grain)}
_PER_YEAR = {Grain.YEAR: 1, Grain.SEMESTER: 2, Grain.QUARTER: 4, Grain.MONTH: 12}
_LETTER = {Grain.YEAR: "A", Grain.SEMESTER: "S", Grain.QUARTER: "Q", Grain.MONTH: "M"}
_GRAIN_OF = {letter: grain for grain, letter in _LETTER.items()} | {"H": Grain.SEMESTER}
# The years that people may name. Arithmetic goes a little further, so that the first of them has
# an earlier year to look for and the last one a next.
FIRST_YEAR, LAST_YEAR = 1900, 2199
_ROOM = 10


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """One reporting period, half-open ``[start, end)``.

    ``index`` counts from 1 within the year; for a day it is the ISO ordinal within the year.
    ``str()`` gives the SDMX code: ``2025-A1``, ``2025-S1``, ``2025-Q2``, ``2025-M06``,
    ``2025-06-07``.
    """

    start: dt.date
    end: dt.date
    grain: Grain
    code: str

    def __str__(self) -> str:
        """Give the SDMX code."""
        return self.code

    @property
    def year(self) -> int:
        """The calendar year."""
        return self.start.year

    @property
    def last_day(self) -> dt.date:
        """The last day that belongs to the period; a stock is as of this day."""
        return self.end - dt.timedelta(days=1)

    @property
    def days(self) -> int:
        """How many days the period has. For shares of a year only, never for comparing."""
        return (self.end - self.start).days

    @property
    def index(self) -> int:
        """Which one of its grain within the year, from 1."""
        if self.grain is Grain.DAY:
            return self.start.timetuple().tm_yday
        return (self.start.month - 1) // (12 // _PER_YEAR[self.grain]) + 1

    def a_year_earlier(self) -> Period | None:
        """Give the same span one year earlier; None for 29 February, which has no pair."""
        return self.shifted(years=-1)

    def shifted(self, years: int) -> Period | None:
        """Give the same span ``years`` away; None where the calendar has no such day."""
        if not _kept(self.year + years):
            return None
        if self.grain is Grain.DAY:
            try:
                return day(self.start.replace(year=self.start.year + years))
            except ValueError:
                return None
        return period(self.year + years, self.grain, self.index)

    def whole_year(self) -> Period:
        """Give the calendar year that the period is a part of."""
        return period(self.year, Grain.YEAR, 1)

    def next(self) -> Period:
        """Give the following period of the same grain."""
        if self.grain is Grain.DAY:
            return day(self.end)
        if self.index == _PER_YEAR[self.grain]:
            return period(self.year + 1, self.grain, 1)
        return period(self.year, self.grain, self.index + 1)

    def parts(self, grain: Grain) -> tuple[Period, ...]:
        """Give the periods of a finer grain that fill this one exactly.

        Raises:
            ValueError: ``grain`` is coarser than the period's own. That is our defect.
        """
        if grain.rank < self.grain.rank:
            raise ValueError(f"{self} has no parts of grain {grain}")
        part = day(self.start) if grain is Grain.DAY else _containing(self.start, grain)
        found = []
        while part.start < self.end:
            found.append(part)
            part = part.next()
        return tuple(found)

    def contains(self, other: Period) -> bool:
        """Say whether the other lies wholly inside this one."""
        return self.start <= other.start and other.end <= self.end


def _kept(year: int) -> bool:
    return FIRST_YEAR - _ROOM <= year <= LAST_YEAR + _ROOM


@lru_cache(maxsize=4096)
def period(year: int, grain: Grain, index: int) -> Period:
    """Build the ``index``-th period of a grain in a year.

    Raises:
        ValueError: no such period. Callers with text from people use ``parse``.
    """
    per_year = _PER_YEAR[grain]
    if not (_kept(year) and 1 <= index <= per_year):
        raise ValueError(f"no period {grain} {index} in {year}")
    months = 12 // per_year
    start = dt.date(year, (index - 1) * months + 1, 1)
    last = index * months
    end = dt.date(year + 1, 1, 1) if last == 12 else dt.date(year, last + 1, 1)
    number = f"{index:02d}" if grain is Grain.MONTH else str(index)
    return Period(start, end, grain, f"{year}-{_LETTER[grain]}{number}")


@lru_cache(maxsize=4096)
def day(date: dt.date) -> Period:
    """Build the period of one day.

    Raises:
        ValueError: the year lies outside what the product keeps.
    """
    if not _kept(date.year):
        raise ValueError(f"no period in {date.year}")
    return Period(date, date + dt.timedelta(days=1), Grain.DAY, date.isoformat())


def month(year: int, number: int) -> Period:
    """Build a calendar month."""
    return period(year, Grain.MONTH, number)


def containing(date: dt.date, grain: Grain) -> Period:
    """Give the period of a grain that a day falls in."""
    return day(date) if grain is Grain.DAY else _containing(date, grain)


def _containing(date: dt.date, grain: Grain) -> Period:
    return period(date.year, grain, (date.month - 1) // (12 // _PER_YEAR[grain]) + 1)


def between(first: Period, last: Period) -> tuple[Period, ...]:
    """Give every period from the first to the last, both included; same grain."""
    found, one = [], first
    while one.start <= last.start:
        found.append(one)
        one = one.next()
    return tuple(found)


_MONTH_NAMES = {
    name: number
    for number, names in enumerate(
        (
            ("tammikuu", "tammi", "january", "jan"),
            ("helmikuu", "helmi", "february", "feb"),
            ("maaliskuu", "maalis", "march", "mar"),
            ("huhtikuu", "huhti", "april", "apr"),
            ("toukokuu", "touko", "may"),
            ("kesäkuu", "kesä", "june", "jun"),
            ("heinäkuu", "heinä", "july", "jul"),
            ("elokuu", "elo", "august", "aug"),
            ("syyskuu", "syys", "september", "sep"),
            ("lokakuu", "loka", "october", "oct"),
            ("marraskuu", "marras", "november", "nov"),
            ("joulukuu", "joulu", "december", "dec"),
        ),
        1,
    )
    for name in names
}
_MONTH_NAMES |= {f"{n}ta": i for n, i in _MONTH_NAMES.items() if n.endswith("kuu")}
_MONTH_NAMES |= {f"{n}n": i for n, i in _MONTH_NAMES.items() if n.endswith("kuu")}
_DASHES = str.maketrans({"–": "-", "—": "-", "−": "-", "‐": "-", "‑": "-"})
_Y = r"(?P<y>(?:19|20|21)\d\d)"
_PATTERNS = tuple(
    re.compile(rf"^{pattern}$", re.IGNORECASE)
    for pattern in (
        rf"{_Y}-(?P<letter>[ASHQM])(?P<i>\d{{1,2}})",
        rf"(?P<letter>[QSH])(?P<i>[1-4]) {_Y}",
        rf"{_Y}-(?P<m>\d\d)",
        rf"{_Y}-(?P<m>\d\d)-(?P<d>\d\d)",
        rf"{_Y}(?:-A)?",
        rf"(?:koko )?vuosi {_Y}|{_Y} koko vuosi".replace("(?P<y>", "(?P<y1>", 1),
        rf"(?P<m>\d{{1,2}})/{_Y}",
        rf"(?P<m>\d{{1,2}})-(?P<m2>\d{{1,2}})/{_Y}",
        rf"(?P<d>\d{{1,2}})\.(?P<m>\d{{1,2}})\.(?:{_Y})?-(?P<d2>\d{{1,2}})\.(?P<m2>\d{{1,2}})\.(?P<y2>(?:19|20|21)\d\d)",
        rf"(?P<d>\d{{1,2}})\.(?P<m>\d{{1,2}})\.{_Y}",
        rf"(?P<name>[a-zåäö]+) {_Y}",
        rf"(?P<name>[a-zåäö]+)-(?P<name2>[a-zåäö]+) {_Y}",
        rf"(?P<i>[1-4])\. ?(?P<word>(?:vuosi)?neljännes|kvartaali|vuosipuolisko|puolivuosi) {_Y}",
    )
)


@lru_cache(maxsize=4096)
def parse(text: str) -> Period:
    """Read a reporting period as people type it.

    Accepts ``2025-S1``, ``2025-H1``, ``2025``, ``2025-06``, ``6/2025``, ``1-6/2025``,
    ``1.1.-30.6.2025``, ``30.6.2025`` (that day), ``kesäkuu 2025``, ``tammi-kesäkuu 2025``,
    ``2. neljännes 2025``, ``2025-06-07``.

    Raises:
        PeriodUnreadable: none of these, or a span that is no reporting period.
    """
    # A Mac writes "ä" as "a" and two dots.
    whole = unicodedata.normalize("NFC", text).translate(_DASHES)
    cleaned = re.sub(r"\s+", " ", whole).strip().casefold()
    cleaned = re.sub(r"\s*-\s*", "-", cleaned)
    for pattern in _PATTERNS:
        found = pattern.match(cleaned)
        if found:
            try:
                return _build({k: v for k, v in found.groupdict().items() if v is not None})
            except (ValueError, KeyError) as error:
                raise PeriodUnreadable(text) from error
    raise PeriodUnreadable(text)


def _build(g: dict[str, str]) -> Period:
    year = int(g.get("y") or g.get("y1") or g["y2"])
    if "letter" in g:
        return period(year, _GRAIN_OF[g["letter"].upper()], int(g["i"]))
    if "word" in g:
        quarterly = g["word"] in {"neljännes", "vuosineljännes", "kvartaali"}
        return period(year, Grain.QUARTER if quarterly else Grain.SEMESTER, int(g["i"]))
    if "name" in g:
        if g["name"] == "kesä" and "name2" not in g:
            raise ValueError("alone the word means the summer, not June")
        first = _MONTH_NAMES[g["name"]]
        return _span(year, first, _MONTH_NAMES[g.get("name2", g["name"])])
    if "d2" in g:
        return _dates(dt.date(year, int(g["m"]), int(g["d"])), g)
    if "d" in g:
        return day(dt.date(year, int(g["m"]), int(g["d"])))
    if "m" in g:
        return _span(year, int(g["m"]), int(g.get("m2", g["m"])))
    return period(year, Grain.YEAR, 1)


def _dates(start: dt.date, g: dict[str, str]) -> Period:
    last = dt.date(int(g["y2"]), int(g["m2"]), int(g["d2"]))
    whole = last.day == calendar.monthrange(last.year, last.month)[1]
    if start.year != last.year:
        raise ValueError("a reporting period lies within one year")
    if start == last:
        return day(start)
    if start.day != 1 or not whole:
        raise ValueError("a reporting period is whole months")
    return _span(start.year, start.month, last.month)


def _span(year: int, first: int, last: int) -> Period:
    months = last - first + 1
    grain = {1: Grain.MONTH, 3: Grain.QUARTER, 6: Grain.SEMESTER, 12: Grain.YEAR}.get(months)
    if grain is None or (first - 1) % months:
        raise ValueError("months that make no reporting period")
    return period(year, grain, (first - 1) // months + 1)
