"""How people write a period in a heading: tammi, tammik., 1/2025, Q1/25, 2025M01, 31.1.2025.

Refuses what could as well be a name: a word is a month only when it is one in full or in a usual
short form, and one that is also something else ("kesä", "mar") is told as such.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from kpi.readers.table.stamps import (
    NO_PERIOD,
    Form,
    Stamp,
    a_day,
    a_month,
    a_span,
    a_year,
)

FINNISH_STEMS = (
    "tammi", "helmi", "maalis", "huhti", "touko", "kesä", "heinä", "elo", "syys", "loka",
    "marras", "joulu",
)  # fmt: skip
_ENGLISH = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
_SWEDISH = (
    "januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september",
    "oktober", "november", "december",
)  # fmt: skip
_CASES = ("", "ta", "n", "ssa", "lta", "lla")
MONTHS: dict[str, int] = {
    **{name: n for names in (_ENGLISH, _SWEDISH) for n, name in enumerate(names, 1)},
    **{name[:3]: n for names in (_ENGLISH, _SWEDISH) for n, name in enumerate(names, 1)},
    "sept": 9,
    **{f"{stem}k": n for n, stem in enumerate(FINNISH_STEMS, 1)},
    **{f"{stem}kuu{case}": n for n, stem in enumerate(FINNISH_STEMS, 1) for case in _CASES},
    **{stem: n for n, stem in enumerate(FINNISH_STEMS, 1)},
    **{stem[:4]: n for n, stem in enumerate(FINNISH_STEMS, 1) if len(stem) > 4},
}
"""Every spelling of a month that is a word of its own."""
FINNISH_SHORT = {stem[:3]: n for n, stem in enumerate(FINNISH_STEMS, 1)}
ENGLISH_SHORT = {name[:3]: n for n, name in enumerate(_ENGLISH, 1)}
ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_SEASONS = {
    f"{season}{more}"
    for season in ("kevät", "syys", "talvi", "alku", "loppu")
    for more in ("", "kausi", "lukukausi", "vuosi")
} | {"syksy", "kesäkausi", "tertiaali", "t"}
LOOSE = {"kesä", *FINNISH_SHORT, *ROMAN, *_SEASONS - {"syys", "alku", "loppu"}}
"""Words that are a period only among others of their kind, or none that is reported.

The summer, the land, the spring term, I and II, and "mar": March in English, November in Finnish.
"""
for _word in LOOSE:
    MONTHS.pop(_word, None)

_YEARS = r"(?:19|20|21)[0-9]{2}"
_Y = rf"(?P<y>{_YEARS})"
_YY = rf"(?P<y>{_YEARS}|'?[0-9]{{2}})"
_I = r"(?P<i>[1-4]|i{1,3}|iv)"
_SAID = r"(?:v\.? ?|vuosi |vuonna |vuoden |vuodelta |year |år |koko vuosi )?"
_QUARTER = r"(?:vuosineljännes|neljännes|kvartaali|kvart\.?|nelj\.?|quarter)"
_HALF = r"(?:vuosipuolisko|puolivuosi|puolivuotiskausi)"
_NAME, _NAME2 = r"(?P<n>[^\W\d_]+)\.?", r"(?P<n2>[^\W\d_]+)\.?"
_WEEKDAY = r"(?:(?:ma|ti|ke|to|pe|la|su)\.? )?"
_MIDNIGHT = r"(?:[t ]0?0:00(?::00(?:\.0+)?)?z?)?"
_D, _M = r"(?P<d>[0-9]{1,2})", r"(?P<m>[0-9]{1,2})"
_D2, _M2 = r"(?P<d2>[0-9]{1,2})", r"(?P<m2>[0-9]{1,2})"

Said = dict[str, str]
Built = Stamp | None


def _year(said: Said, name: str = "y") -> int:
    """Give a year of four digits, or one of two digits as this century's."""
    digits = said.get(name, "").lstrip("'")
    return 2000 + int(digits) if len(digits) == 2 else int(digits or 0)


def _months(said: Said) -> Built:
    return a_span(int(said["m"]), int(said.get("m2", said["m"])), _year(said) or _year(said, "y2"))


def _part(months: int) -> Callable[[Said], Built]:
    def build(said: Said) -> Built:
        number = ROMAN.get(said["i"]) or int(said["i"])
        year = _year(said) or _year(said, "y2")
        return a_span((number - 1) * months + 1, number * months, year)

    return build


def _named(said: Said) -> Built:
    name, year = said["n"], _year(said)
    if name in MONTHS:
        return a_month(MONTHS[name], year)
    return Stamp(Form.LOOSE, year=year, word=name) if name in LOOSE else None


def _shown_month(said: Said) -> Built:
    """Read "kesä.19": nobody writes the summer as a spreadsheet shows its dates."""
    return a_month(FINNISH_SHORT[said["n"][:3]], _year(said))


def _numbered(said: Said) -> Built:
    """Read "tammi 25": a year, or a day in January, which the other headings tell."""
    named = _named(said)
    if named is None or named.form is not Form.SPAN:
        return None
    return Stamp(Form.PAIR, named.first, 0, 0, int(said["d"]), said["n"])


def _named_span(said: Said) -> Built:
    first, last = ({**MONTHS, "kesä": 6, "elo": 8}.get(said[name], 0) for name in ("n", "n2"))
    return a_span(first, last, _year(said)) if last else None


def _day(said: Said) -> Built:
    return a_day(_year(said), int(said["m"]), int(said["d"]))


def _english_day(said: Said) -> Built:
    """Read "Thu, Aug 6, 2026": only English puts the month first."""
    month = ENGLISH_SHORT.get(said["n"][:3], 0) if said["n"] in (*MONTHS, "mar") else 0
    return a_day(_year(said), month, int(said["d"])) if month else None


def _named_day(said: Said) -> Built:
    """Read "6. elokuuta 2026" and "6 August 2026"; "6 Mar 2026" is of two languages."""
    month = {**MONTHS, "kesä": 6}.get(said["n"], 0)
    if not month:
        return NO_PERIOD if said["n"] in LOOSE else None
    return a_day(_year(said), month, int(said["d"])) or NO_PERIOD


def _dates(said: Said) -> Built:
    """Read 1.1.–30.6.2025 as months, when it is the first and the last day of them."""
    first = a_day(_year(said), int(said.get("m", said["m2"])), int(said["d"]))
    last = a_day(_year(said, "y2"), int(said["m2"]), int(said["d2"]))
    if first is None or last is None:
        return None
    years = {one.year for one in (first, last) if one.year}
    after = a_day(last.year, last.first, last.day + 1)
    if len(years) > 1 or first.day != 1 or (after and (last.first, last.day) != (2, 28)):
        return NO_PERIOD
    return a_span(first.first, last.first, max(years, default=0)) or NO_PERIOD


def _pair(said: Said) -> Built:
    first, second, year = int(said["a"]), int(said["b"]), _year(said)
    if second > 31 and not year:
        return a_span(first, first, (1900 if second > 69 else 2000) + second)
    return Stamp(Form.PAIR, first, 0, year, second) if first and second and first <= 31 else None


def _week(said: Said) -> Built:
    return Stamp(Form.WEEK, year=_year(said))


_PATTERNS = [
    (re.compile(pattern), build)
    for pattern, build in (
        (rf"{_SAID}{_Y}(?: koko vuosi|-a1?)?", lambda said: a_year(_year(said))),
        (rf"{_M}[/.-]{_Y}", _months),
        (rf"{_Y}[/.m-]?(?P<m>0[1-9]|1[0-2])", _months),
        (rf"{_Y}[/.m-](?P<m>[1-9])", _months),
        (rf"{_M}-{_M2}(?: ?kk)?(?:[/. ]{_Y}|/(?P<y2>[0-9]{{2}}))?", _months),
        (rf"{_Y}[/ ]{_M}-{_M2}", _months),
        (rf"(?:kk|kuukaudet) ?{_M}-{_M2}(?:[/. ]{_Y})?", _months),
        (rf"(?:q|kv) ?{_I}(?:[ /.-]?{_YY})?", _part(3)),
        (rf"{_Y}[ /-]?(?:q|kv){_I}", _part(3)),
        (rf"{_I}q(?:[ /-]?{_YY})?", _part(3)),
        (rf"{_I}\.? ?{_QUARTER}(?:[ /,]+{_Y})?", _part(3)),
        (rf"{_QUARTER} ?{_I}(?:[ /]{_Y})?", _part(3)),
        # A quarter only beside III or IV: "I/2025" and "II/2025" may be halves of a year.
        (rf"(?P<n>i{{1,3}}|iv)/{_Y}", _named),
        (rf"[hs](?P<i>[12])(?:[ /.-]?{_YY})?", _part(6)),
        (rf"{_Y}[ /-]?[hs](?P<i>[12])", _part(6)),
        (rf"(?P<i>[12])h(?:[ /.-]?{_Y}|/(?P<y2>[0-9]{{2}}))", _part(6)),
        (rf"(?P<i>[12]|i{{1,2}})\.? ?{_HALF}(?:[ /,]+{_Y})?", _part(6)),
        (rf"{_NAME}(?:[ /-]?{_Y})?", _named),
        (rf"(?P<n>[^\W\d_]+kuun) (?:loppu|lopussa|lopun tilanne|tilanne)(?: {_Y})?", _named),
        (rf"[^\W\d_]+kuun (?:alku|alussa|puoliväli)(?: {_YEARS})?", lambda said: NO_PERIOD),
        (rf"(?P<n>t)[1-3](?:[ /]{_Y})?", _named),
        (rf"(?:[1-3]\.?|i{{1,3}}) (?P<n>tertiaali)(?: {_Y})?", _named),
        (rf"{_NAME}[/'-]{{1,2}}(?P<y>[0-9]{{2}})", _named),
        (r"(?P<n>kesä|elo)\.(?P<y>[0-9]{2})", _shown_month),
        (r"(?P<n>[^\W\d_]+)(?: ?[-']|\.)(?P<y>[0-9]{2})", _named),
        (rf"{_NAME} ?(?P<d>[0-9]{{2}})", _numbered),
        (rf"{_Y}[ /-]?{_NAME}", _named),
        (rf"{_NAME}-{_NAME2}(?:[ /]{_Y})?", _named_span),
        (rf"{_WEEKDAY}{_D}\. ?{_M}\.(?: ?{_YY})?", _day),
        (rf"{_Y}-{_M}-{_D}{_MIDNIGHT}", _day),
        (rf"(?:[^\W\d_]{{2,9}}\.?,? )?{_NAME} {_D},? {_Y}", _english_day),
        (rf"(?:[^\W\d_]{{2,9}}\.?,? )?{_D}\.? {_NAME} {_Y}", _named_day),
        (rf"{_D}\.(?:{_M}\.{_Y}?)?-{_D2}\.{_M2}\.(?P<y2>{_YEARS})?", _dates),
        (r"(?P<a>[0-9]{1,2})/(?P<b>[0-9]{1,2})", _pair),
        (rf"(?P<a>[0-9]{{1,2}})/(?P<b>[0-9]{{1,2}})/{_YY}", _pair),
        (rf"{_M}/['-](?P<y>[0-9]{{2}})", _months),
        (rf"(?:vko|viikko|vk|week|wk|w|v)\.? ?[0-9]{{1,2}}(?:[ /-]+{_Y})?", _week),
        (rf"{_Y}[ /-]?w[0-9]{{1,2}}|[0-9]{{2}}/{_YEARS}", _week),
        (rf"{_SAID}(?:luku|toiminta|tili)?(?:vuosi |vuodet )?{_YEARS}[-/](?:{_YEARS}|[0-9]{{2}})",
         lambda said: NO_PERIOD),
    )
]  # fmt: skip
_DASHES = str.maketrans({"–": "-", "—": "-", "−": "-", "‐": "-", "‑": "-", "’": "'"})


@lru_cache(maxsize=8192)
def stamp_of(text: str) -> Stamp | None:
    """Read a heading that is nothing but time; ``text`` is folded and has no footnote marks."""
    if not 1 <= len(text) <= 40:
        return None
    plain = re.sub(r"\s*([-/])\s*", r"\1", text.translate(_DASHES).casefold())
    for pattern, build in _PATTERNS:
        found = pattern.fullmatch(plain)
        built = build({k: v for k, v in found.groupdict().items() if v}) if found else None
        if built is not None:
            return built
    return None
