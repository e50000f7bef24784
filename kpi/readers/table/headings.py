"""A heading taken apart: the words that name a figure, and what it says of time.

Refuses to find a month inside a name: only a year, or a period with its year, is taken out of one.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from typing import NamedTuple

from kpi.readers.cells import Mark, Marked, Raw
from kpi.readers.numbers import fold, shown
from kpi.readers.table.spellings import ENGLISH_SHORT, MONTHS, stamp_of
from kpi.readers.table.stamps import NO_PERIOD, Form, Stamp, a_day, a_month, a_year
from kpi.readers.table.words import ACTUAL, parted


class Heading(NamedTuple):
    """What a cell says as a heading.

    ``text`` is what people see without footnote marks, ``label`` the part of it that is not time
    (empty where it is all time), ``stamp`` the time. A year in the middle of a name is time only
    in a title: the label keeps it, and ``around`` has the words without it.
    """

    text: str
    label: str
    stamp: Stamp | None = None
    around: str = ""


_MARKS = r"[*†‡§¹²³⁰⁴-⁹]+|\([0-9]\)|(?<![0-9])[0-9]\)|\([*a-z]\)"
_AFTER = re.compile(rf"(?<=[\w.)%])\s*(?:{_MARKS})$")
_BEFORE = re.compile(r"^[*†‡§¹²³]+\s*")
_TELLING_NOTHING = re.compile(
    r"\s*\((?:ennakko(?:tieto)?|ennakkotiedot|alustava|prov\.?|kpl|hlö|€|%|[23][0-9] pv)\)$"
)
# "TP 2023 (€)": the year is the last word all the same.
_UNIT_BEHIND = re.compile(
    r"(?<=(?:19|20|21)[0-9][0-9]) \((?:kpl|hlö|henk\.?|eur|euroa?|€|%|htv|h)\)$"
)
_YEARS = re.compile(r"(?<![\w.,/-])(?:19|20|21)[0-9]{2}(?![\w/-]|[.,][0-9])")
_Y = r"(?:19|20|21)[0-9]{2}"
_TWO_YEARS = re.compile(
    rf"{_Y} ?[-–—/] ?(?:{_Y}|[0-9]{{2}})(?![0-9])"
    # "2024 ja 2025", "2025 (2024)", "1-6/2024 vs. 1-6/2025": the later one is not all of it.
    rf"|{_Y}(?: ?[,&+(] ?| (?:ja|sekä|tai|vs\.?|och|and|or|to|verrattuna) )"
    rf"(?:[^\s()]+[ /.])?{_Y}(?!\w)",
    re.I,
)
_YEAR_WORDS = re.compile(r"(?:^|\s)(?:vuosi|vuonna|vuoden|vuodelta|vuodelle|v\.|year)\s*$", re.I)
_SHORT_YEAR = re.compile(r"(?<=[^\W\d_] )(?:['’]|[-–](?=[0-9]{2}$))(?P<y>[1-3][0-9])$")
# Words that make a part of a year of it, or a time before or after: "6 kk 2025", "alku 2025".
_PART = re.compile(
    r"kk|kuukautta|vko|vk|viik(?:ko(?:a|j\w*)?|on|ot|olla|olta|oi\w+)|pv|päivää|puolisko\w*|puolivä\w+|alku|alussa|loppu|lopussa|lopun"
    r"|ennen|jälkeen|mennessä|asti|saakka|kl|sl|kevät\w*|kevään|syksy\w*|talvi|kesä|lukukausi"
    r"|lv|lukuvuosi|vuoteen|vuodesta|\w+kuu\w{0,4}|kvartaali\w*|neljännes\w*|tertiaali\w*|months?|weeks?|days?"
    r"|until|from|before|after|mid|end|start"
)
# "1. ja 2. kvartaali 2025": what stands before belongs to the time, too.
_AND = re.compile(r"(?:^|\s)(?:ja|sekä|tai|och|and|or|&|\+)$", re.I)
_MOST_WORDS = 4
# What is longer is no heading; to take its marks off one by one would take minutes.
_LONGEST = 1000


def bare(text: str) -> str:
    """Take footnote marks off a folded text: "tammi¹", "Kävijät 1)", "1 240*"."""
    if len(text) > _LONGEST or (text[-1:].isalpha() and text[:1].isalnum()):
        return text
    stripped = _BEFORE.sub("", text)
    while stripped != (shorter := _AFTER.sub("", stripped)):
        stripped = shorter
    return stripped or text


@lru_cache(maxsize=16384)
def heading(text: str) -> Heading:
    """Take a folded text apart."""
    whole = bare(text).rstrip(":").strip() or text
    plain = _TELLING_NOTHING.sub("", whole)
    stamp = stamp_of(plain) or stamp_of(plain.replace("(", "").replace(")", ""))
    if stamp is not None:
        return Heading(whole, "", stamp)
    if not re.search(r"(?:19|20|21)[0-9]{2}|/[0-9]{2}", whole):
        return _with_short_year(whole)
    return _parted(parted(_UNIT_BEHIND.sub("", whole)))._replace(text=whole)


def _parted(whole: str) -> Heading:
    """Take time off the end or the beginning of a heading, or a lone year out of its middle."""
    if _TWO_YEARS.search(whole):
        return Heading(whole, whole, NO_PERIOD)
    words = whole.split(" ")
    for count in range(min(_MOST_WORDS, len(words) - 1), 0, -1):
        for tail, rest in (
            (words[-count:], words[:-count]),
            (words[:count], words[count:]),
        ):
            stamp = stamp_of(" ".join(tail).strip(",()"))
            if stamp is not None and stamp.year:
                label = bare(_tidy(" ".join(rest)))  # "Lainat* 2018" is of "Lainat*"
                if _AND.search(label):
                    return Heading(whole, whole, NO_PERIOD)
                finer = _finer(label) if stamp.whole_year else None
                if finer is not None:
                    return Heading(whole, "", _in_year(finer, stamp.year))
                return Heading(whole, "" if ACTUAL.fullmatch(label.casefold()) else label, stamp)
    return _with_year(whole)


def _finer(label: str) -> Stamp | None:
    """Give the time that stands beside a year: "Q1, 2025", "Thu, Aug 6, 2026".

    A day in words that is not understood is no whole year's figure, either.
    """
    stamp = stamp_of(label.strip(" ,;()"))
    if stamp is not None:
        return stamp
    words = re.findall(r"[^\W\d_]+|[0-9]+", label.casefold())
    parts = [one for one in words if not one.isdecimal()]
    if parts and all(map(_PART.fullmatch, parts)):
        return NO_PERIOD
    dated = any(one in MONTHS or one in ENGLISH_SHORT for one in words)
    return NO_PERIOD if dated and any(one.isdecimal() and len(one) < 3 for one in words) else None


def _in_year(stamp: Stamp, year: int) -> Stamp:
    if stamp.form is Form.NONE or (stamp.year and stamp.year != year):
        return NO_PERIOD
    return stamp._replace(year=year)


def _with_short_year(whole: str) -> Heading:
    """Take "-24" or "'24" off the end of a name: "Kävijät -24"."""
    found = _SHORT_YEAR.search(whole)
    if found is None:
        return Heading(whole, whole)
    return Heading(whole, whole[: found.start()].strip(), a_year(2000 + int(found["y"])))


def _with_year(whole: str) -> Heading:
    years = list(_YEARS.finditer(whole))
    if len(years) != 1:
        return Heading(whole, whole, NO_PERIOD if years else None)
    found = years[0]
    before = _YEAR_WORDS.sub(" ", whole[: found.start()])
    rest = _tidy(f"{before} {whole[found.end() :]}")
    return Heading(whole, whole, stamp_of(found[0]), rest or whole)


def _tidy(text: str) -> str:
    """Close the gap that a removed year leaves."""
    closed = re.sub(r"\(\s*\)|\[\s*\]", "", text)
    return " ".join(closed.split()).strip(" ,;:–—-/")


def of_date(raw: Raw) -> Heading | None:
    """Read a real date: a day, or a month where its day is not shown; None for what is none."""
    whole_month = isinstance(raw, Marked) and raw.mark is Mark.MONTH
    value = raw.value if isinstance(raw, Marked) else raw
    if isinstance(raw, Marked) and not whole_month:
        return None
    if isinstance(value, dt.datetime):
        value = value.date() if value.time() == dt.time() else ""
    if not isinstance(value, dt.date):
        return None
    day = a_day(value.year, value.month, value.day)
    return Heading(shown(value), "", a_month(value.month, value.year) if whole_month else day)


def of_raw(raw: Raw) -> str:
    """Give a cell's words for a message."""
    return fold(raw) if isinstance(raw, str) else shown(raw)
