"""What the headings of Matomo mean: raw as its interface for programs gives them, English, Finnish.

Refuses nothing but to guess: a heading that is in no list is told of and not asked about, because
one report has more than eighty of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kpi.model import Kind
from kpi.readers.gathered import Counted

_WANTED: tuple[tuple[str, Kind, tuple[str, ...]], ...] = (
    ("visits", Kind.FLOW, ("nb_visits", "visits", "käynnit")),
    (
        "unique_visitors",
        Kind.DISTINCT,
        ("nb_uniq_visitors", "unique visitors", "yksilölliset kävijät"),
    ),
    ("users", Kind.DISTINCT, ("nb_users", "users", "käyttäjät")),
    ("actions", Kind.FLOW, ("nb_actions", "actions", "toiminnot")),
    ("page_views", Kind.FLOW, ("nb_hits", "nb_pageviews", "pageviews", "sivukatseluita")),
    ("downloads", Kind.FLOW, ("nb_downloads", "downloads")),
    ("conversions", Kind.FLOW, ("nb_conversions", "conversions")),
)
_DETAILS: tuple[tuple[str, Kind, tuple[str, ...]], ...] = (
    ("bounces", Kind.FLOW, ("bounce_count", "bounces", "välittömät poistumiset")),
    (
        "converted_visits",
        Kind.FLOW,
        ("nb_visits_converted", "visits with conversions", "konversoituneet käynnit."),
    ),
    ("new_visits", Kind.FLOW, ("nb_visits_new", "new visits", "uudet käynnit")),
    (
        "returning_visits",
        Kind.FLOW,
        ("nb_visits_returning", "returning visits", "palaavat käynnit"),
    ),
    ("outlinks", Kind.FLOW, ("nb_outlinks", "outlinks")),
    ("searches", Kind.FLOW, ("nb_searches", "searches")),
    (
        "unique_page_views",
        Kind.DISTINCT,
        ("nb_uniq_pageviews", "unique pageviews"),
    ),
)
_RATIOS = frozenset(
    {"max_actions", "maximum actions in one visit", "toimintoja enintään / käynti"}
    | {"nb_actions_per_visit", "actions per visit", "toimintoja / käynti"}
    | {"bounce_rate", "bounce rate", "lähtemissuhde"}
    | {"avg_time_on_site", "avg. time on website", "keskimääräinen aika sivustolla"}
    | {"sum_visit_length", "total time spent by visitors (in seconds)"}
    | {"kaikkien kävijöiden aika yhteensä (sekunteja)"}
)
_UNADDABLE = re.compile(
    r"rate\b|\bavg\b|\baverage|\bper\b|_per_|\bmax|maximum|percent|%|/|time|duration|length"
    r"|suhde\b|keskimäär|enintään|osuus|aika\b|kesto"
)
# "Unique visitors (daily sum)": days were added up, and still nobody was counted once.
_ADDED = re.compile(r" \((?:daily sum|päivittäinen summa)\)$")

_MEANINGS = {
    name: Counted(concept, kind, wanted)
    for wanted, table in ((True, _WANTED), (False, _DETAILS))
    for concept, kind, names in table
    for name in names
}
LABELS = frozenset({"label", "etiketti"})
_DATES = frozenset({"date", "päiväys"})
# What only a program would call its columns.
_RAW = re.compile(r"nb_[a-z_]+")
_OWN = frozenset({"actions", "toiminnot", "bounces", "välittömät poistumiset"}) | _RATIOS
_LEAST_KNOWN = 3


def meaning(heading: str) -> Counted | None:
    """Give what a heading in small letters counts; None where it is in no list or a ratio."""
    known = _MEANINGS.get(_ADDED.sub("", heading))
    # Days that were added up are not the month's visitors, so they are another thing to ask about.
    added = known is not None and _ADDED.search(heading)
    return known._replace(concept=f"{known.concept}_daily_sum") if known and added else known


def is_ratio(heading: str) -> bool:
    """Say whether a heading names a rate, an average, a maximum or a length of time."""
    return heading in _RATIOS or (heading not in _MEANINGS and bool(_UNADDABLE.search(heading)))


def dated(heading: str) -> bool:
    """Say whether a heading is Matomo's word for the date."""
    return heading in _DATES


def own(headings: Sequence[str]) -> bool:
    """Say whether a row of headings is Matomo's and nobody else's.

    A table that somebody keeps by hand may have the same words, but names its first column for the
    month or the year.
    """
    known = [one for one in headings if meaning(one) or one in _RATIOS]
    if any(_RAW.fullmatch(one) for one in known):
        return True
    first = headings[0] if headings else ""
    if not (dated(first) or first in LABELS or first in known):
        return False
    return len(known) >= _LEAST_KNOWN and any(one in _OWN for one in known)


def plain(headings: Sequence[str]) -> bool:
    """Say whether a row is Matomo's if the dates below it are: a date and known counts only."""
    return len(headings) > 1 and dated(headings[0]) and all(map(meaning, headings[1:]))
