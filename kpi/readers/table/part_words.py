"""Words that speak of a part of a year: "tammi–kesäkuu", "(1-6)", "30.6. mennessä", "kesken".

Refuses to find one in a name where a month belongs to it: "Maaliskuun messut" are an event.
"""

from __future__ import annotations

import re
from functools import lru_cache

from kpi.readers.table.spellings import FINNISH_STEMS

_Y = r"(?:19|20|21)[0-9]{2}"
_YEAR = re.compile(rf"(?<![0-9]){_Y}(?![0-9])")
_MONTH = rf"(?:{'|'.join(FINNISH_STEMS)})(?:kuu\w*)?"
_RUN = rf"(?<!\w){_MONTH}\s?-\s?{_MONTH}(?!\w)"
# Words for less than a year that are no part of a figure's name.
_LESS = (
    r"(?<!\w)(?:alkuvuo\w+|loppuvuo\w+|puolivuo\w+|puolen vuoden|vuosipuolisko\w*|osavuosi\w*"
    r"|osavuoti\w*|kesken|vajaa vuosi|vajaalta vuodelta|toistaiseksi|tähän mennessä"
    r"|neljännesvuo\w+|half[- ]year|first half|second half|interim|so far|to date"
    r"|(?:q|kv) ?[1-4]\s?[-+&]\s?(?:q|kv)? ?[1-4])(?!\w)|½"
)
# Months by number; "Taulukko 1-2" and "6-12 v" are none.
_NUMBERS = (
    r"(?:(?<=\()|(?<![\d.,/-]))(?P<a>0?[1-9]|1[0-2])\.?\s?-\s?(?P<b>0?[1-9]|1[0-2])"
    rf"(?=\.?\s?/\s?(?:{_Y}|[0-9]{{2}})|\s?kk\b|\s{_Y}|\))"
)
_SPAN = re.compile(_NUMBERS)
_ALONE = re.compile(r"(?P<a>0?[1-9]|1[0-2])\s?-\s?(?P<b>0?[1-9]|1[0-2])")
# The spans that reports are made of; others in brackets may be marks that people give.
_REPORTED = {(1, 3), (4, 6), (7, 9), (10, 12), (1, 6), (7, 12), (1, 8), (1, 9)}
# What is asked on a scale of 1 to 5.
_SCALED = re.compile(
    r"tyytyväi|asteiko?k|arvosana|palautteen|asiakaskokemu|keskiarvo|satisf|scale|rating"
)
_ONE = re.compile(rf"(?<![\d.,/-])(?P<m>0?[1-9]|1[0-2])/{_Y}")
_DAY = re.compile(
    rf"(?<![\d.])(?P<d>[0-3]?[0-9])\.\s?(?P<m>[01]?[0-9])\.(?:\s?(?P<y>{_Y}))"
    r"|-\s?(?P<d2>[0-3]?[0-9])\.(?P<m2>[01]?[0-9])\.(?!\d)"
    r"|(?<![\d.])(?P<d3>[0-3]?[0-9])\.(?P<m3>[01]?[0-9])\.(?= (?:mennessä|saakka|asti))"
)
_NAMED = re.compile(
    rf"(?<!\w)(?:{'|'.join(FINNISH_STEMS)})kuu(?:n|ssa|hun|lta|sta|lla|ta)?(?!\w)"
    r"|(?<!\w)(?:january|february|march|april|june|july|august|september|october|november)(?!\w)"
)
# Beside a year, where other words would be a figure's name: "2025 alkupuoli", "OVK 2025".
_BESIDE = re.compile(
    r"(?<!\w)(?:alkupuol\w+|loppupuol\w+|puolika\w+|tähän asti|nyt|osittain|osin|vajaa\w*|puuttu\w+"
    r"|ilman|ovk ?[0-9]?|hy|[12] ?h|v?n ?[1-4]|[1-4]\.? ?jakso|t-k|k-s"
    r"|[1-4]\.?\s?-\s?[1-4]\.? ?(?:q|kv|nelj\w*|kvart\w*|vuosinelj\w*)"
    r"|i{1,3}\s?-\s?(?:i{1,3}|iv)|\w*nelj(?:\.|ännes\w*)|kvart\w*"
    r"|partial\w*|missing)(?!\w)"
)
# In a title, or the name of a sheet: "Kesäkausi", "Lukuvuosi", "Henkilöstö 30.6.".
_SEASON = re.compile(
    r"(?<![\w-])(?:(?:kesä|talvi|kevät|syys|hiihto|matkailu|uinti|näytäntö|satama|luku)"
    r"-?(?:kau(?:si|den|della|delta|tta)|sesonki|sesongin)|lukuvuo\w+|sesonki|sesongin"
    r"|kesä(?:n|llä|ltä)?|talv(?:i|en|ella|elta)|kev(?:ät|ään|äällä|äältä)|syksy(?:n|llä|ltä)?"
    r"|summer|winter|autumn|spring|season|(?:school|academic|fiscal) year"
    r"|(?:viikko|viikolla|vko|vk|week) [0-9]{1,2})(?![\w-])"
)
_LAST_DAY = re.compile(r"(?<![\d.])(?P<d>[0-3]?[0-9])\.(?P<m>0?[1-9]|1[0-2])\.?\)?$")
_RUNS = re.compile(_RUN)
_WORDS = re.compile(_LESS)
_WHOLE_RUN = re.compile(r"tammi(?:kuu\w*)?\s?-\s?joulu(?:kuu\w*)?")
# Words behind a month or a half that leave some of it out: "(kesken)", "(15.6. asti)".
_PARTLY = re.compile(
    r"(?<!\w)(?:kesken\w*|vajaa|asti|saakka|loppuun|mennessä|toistaiseksi|tilanne"
    r"|so far|until|to date)"
    r"(?!\w)"
    rf"|\([^()]*(?:[0-3]?[0-9]\.[01]?[0-9]\.|[0-3]?[0-9]\.\s?-|{_MONTH})[^()]*\)"
)
_DASHES = str.maketrans({"–": "-", "—": "-", "−": "-", "‐": "-", "‑": "-"})


def says_part(text: str, year: int) -> bool:
    """Say whether words speak of a part of a year: of this one, or of none by its number."""
    named = years_in(text)
    return (speaks(text) or heads_part(text)) and (not named or year in named)


def shortens(text: str) -> bool:
    """Say whether the words beside a year make it less than all of it, or may do so."""
    return bool(_BESIDE.search(text.casefold().translate(_DASHES)))


@lru_cache(maxsize=4096)
def heads_part(text: str) -> bool:
    """Say whether a title speaks of a part of the years below it, though a remark would not."""
    plain = text.casefold().translate(_DASHES)
    if speaks(text) or _SEASON.search(plain):
        return True
    day = _LAST_DAY.search(plain)
    # "1.1." too: a level of that day is the year's before.
    return day is not None and (int(day["d"]), int(day["m"])) != (31, 12)


def years_in(text: str) -> frozenset[int]:
    """Give the years that words name."""
    return frozenset(int(one) for one in _YEAR.findall(text))


@lru_cache(maxsize=16384)
def speaks(text: str) -> bool:
    """Say whether words speak of a part of any year."""
    plain = text.casefold().translate(_DASHES)
    if _WORDS.search(plain):
        return True
    alone = _ALONE.fullmatch(plain)
    spans = [alone] if alone else list(_SPAN.finditer(plain))
    if any(
        _is_less(one) and not (_is_scale(one, plain) and _SCALED.search(plain)) for one in spans
    ):
        return True
    days = [_day(one) for one in _DAY.finditer(plain)]
    if any(one not in ((1, 1), (31, 12)) for one in days):
        return True
    if not spans and any(one["m"].lstrip("0") != "12" for one in _ONE.finditer(plain)):
        return True
    without = _WHOLE_RUN.sub(" ", plain)
    return bool(_RUNS.search(without) or _NAMED.search(without))


def _is_less(found: re.Match[str]) -> bool:
    first, last = int(found["a"]), int(found["b"])
    return first < last and (first, last) != (1, 12)


def _is_scale(found: re.Match[str], plain: str) -> bool:
    """Say whether a span is rather a scale: "Tyytyväisyys (1-5)", where nobody reports so."""
    alone = plain[found.end() :].startswith(")")
    return alone and (int(found["a"]), int(found["b"])) not in _REPORTED


def _day(found: re.Match[str]) -> tuple[int, int]:
    day = found["d"] or found["d2"] or found["d3"]
    month = found["m"] or found["m2"] or found["m3"]
    return int(day), int(month)


def names_part(text: str) -> bool:
    """Say whether a figure's own name speaks of a part of a year: "Kävijät (1-6)".

    A month in a name ("Maaliskuun messut") does not.
    """
    plain = text.casefold().translate(_DASHES)
    return (
        bool(_WORDS.search(plain))
        or any(_is_less(one) and not _is_scale(one, plain) for one in _SPAN.finditer(plain))
        or bool(_RUNS.search(_WHOLE_RUN.sub(" ", plain)))
    )


def is_unfinished(label: str) -> bool:
    """Say whether the words behind a period say that some of it is missing."""
    return bool(_PARTLY.search(label.casefold().translate(_DASHES)))
