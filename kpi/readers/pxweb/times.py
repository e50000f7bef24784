"""The periods of a statistical table: 2025M01, 2025Q1, 2025, "2025 tammikuu", a year and a month.

Refuses to take a table of years that is divided by month for years: both dimensions together are
the time. Refuses weeks, and a time that is no reporting period.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import product
from typing import NamedTuple

from kpi.errors import Finding, error
from kpi.periods import Period, between
from kpi.readers.numbers import clip, fold
from kpi.readers.pxweb.cube import Cube, Dimension, Member, Role
from kpi.readers.table import words
from kpi.readers.table.spellings import stamp_of
from kpi.readers.table.stamps import Form, Stamp, period_of, together

# A star behind a period says that its figures are not final.
_STAR = re.compile(r"\s*\*+\)?$")
_ALL_YEAR = re.compile(r"yhteensä|koko vuosi|total|whole year|totalt|hela året")
_ALSO_TIME = re.compile(r"timeperiod\w*|tid|månad|kvartal")
_A_LETTER = re.compile(r"[^\W\d_]")
_TIMEVAL = re.compile(r'\s*TLIST\(\s*([AHQMWD])1?\s*(?:,\s*"([^"]*)"\s*-\s*"([^"]*)"\s*)?\)')
_CODED = {
    "A": re.compile(r"([0-9]{4})"),
    "D": re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})"),
}
_MOST_NAMED = 6


class Clock(NamedTuple):
    """The dimensions that are time, and the period of each combination of their values.

    ``places`` are theirs among the table's dimensions; none where the table has no time.
    ``preliminary`` are the times whose figures the file says are not final.
    """

    places: Sequence[int]
    periods: Mapping[tuple[int, ...], Period | None]
    preliminary: Sequence[str]
    findings: Sequence[Finding]


def stamp(member: Member) -> Stamp | None:
    """Read a value of a dimension as time, with or without its year; None where it is none."""
    return stamp_of(_STAR.sub("", fold(member.time or member.text)))


def is_time(dimension: Dimension) -> bool:
    """Say whether every value of a dimension is a time with its year."""
    stamps = map(stamp, dimension.members)
    return all(one is not None and one.year > 0 for one in stamps)


def is_time_word(name: str) -> bool:
    """Say whether a dimension is called a time: Kuukausi, Vuosineljännes, Year, timeperiod_m."""
    return words.is_time_word(fold(name)) or bool(_ALSO_TIME.fullmatch(fold(name).casefold()))


def main_time(dimensions: Sequence[Dimension]) -> int | None:
    """Give the place of the dimension that is the time; None where none, or more than one, is."""
    stated = [at for at, one in enumerate(dimensions) if one.role is Role.TIME]
    found = [at for at in stated or range(len(dimensions)) if is_time(dimensions[at])]
    named = [at for at in found if is_time_word(dimensions[at].name)]
    for those in (found, named):
        if len(those) == 1:
            return those[0]
    return stated[0] if stated else None


def clock(cube: Cube) -> Clock:
    """Find the time of a table."""
    main = main_time(cube.dimensions)
    if main is None:
        return Clock((), {(): None}, (), ())
    others = [at for at, one in enumerate(cube.dimensions) if at != main and _divides(one)]
    found = [cube.dimensions[at] for at in (main, *others)]
    said = [one.time or one.text for dimension in found for one in dimension.members]
    periods: dict[tuple[int, ...], Period | None] = {}
    faults: list[Finding] = []
    for keys in product(*(range(len(one.members)) for one in found)):
        chosen = [one.members[key] for one, key in zip(found, keys, strict=True)]
        period = _combined(chosen)
        periods[keys] = period if isinstance(period, Period) else None
        if isinstance(period, str):
            faults.append(error(period, found[0].cell, found=_said(chosen)))
    stars = [text for text in said if _STAR.search(fold(text))]
    return Clock((main, *others), periods, stars, faults[:_MOST_NAMED])


def _divides(dimension: Dimension) -> bool:
    """Say whether a dimension tells the month, the quarter or the half of another one's year."""
    if dimension.role is Role.TIME or is_time_word(dimension.name):
        return True
    stamps = [stamp(one) for one in dimension.members if not _is_all(one)]
    written = all(_A_LETTER.search(one.text) for one in dimension.members)
    return bool(stamps) and written and all(one is not None and one.usable for one in stamps)


def _is_all(member: Member) -> bool:
    return _ALL_YEAR.fullmatch(fold(member.text).casefold()) is not None


def _combined(members: Sequence[Member]) -> Period | str:
    """Give the period that a year, a month and the like make together, or what is wrong."""
    first, *others = members
    told = stamp(first)
    for one in others:
        if not _is_all(one):
            more = stamp(one)
            told = together(told, more) if told and more else None
    if told is None:
        return "period-unreadable"
    if told.form is Form.WEEK:
        return "weeks-not-taken"
    return period_of(told) or "period-unreadable"


def _said(members: Sequence[Member]) -> str:
    return clip(" ".join(one.time or one.text for one in members))


def timeval(stated: str, listed: Sequence[str]) -> list[str]:
    """Read what a PX file says of its time, as periods that people write.

    Args:
        stated: ``TLIST(M1)`` or ``TLIST(M1,"199001"-"202512")``.
        listed: the codes behind it: 199001, 19901 for a quarter or a half, 1990, 19900131.

    Returns:
        2025M01, 2025Q1, 2025H1, 2025, 2025W05 or 2025-01-31, each; empty where it cannot be read.
    """
    found = _TIMEVAL.match(stated)
    if found is None:
        return []
    letter, first, last = found.groups()
    if first is None:
        told = [_coded(letter, code) for code in listed]
        return told if all(told) else []
    stamps = [stamp_of(_coded(letter, code)) for code in (first, last)]
    ends = [period for one in stamps if one and (period := period_of(one))]
    return [_plain(one) for one in between(*ends)] if len(ends) > 1 else []


def _plain(period: Period) -> str:
    return period.code.replace("-M", "M")


def _coded(letter: str, code: str) -> str:
    """Write a code as people do; empty where it is none of its kind."""
    if letter in _CODED:
        whole = _CODED[letter].fullmatch(code)
        return "-".join(whole.groups()) if whole else ""
    return f"{code[:4]}{letter}{code[4:]}" if code.isdecimal() and 5 <= len(code) <= 6 else ""
