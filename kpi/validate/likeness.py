"""Which indicators a heading may mean, the likeliest first.

Refuses to choose: it only puts the choices in an order. Words of the tool, of what is counted and
of the heading are looked for in an indicator's names and source; spelling settles the rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from kpi.catalogue_rows import Indicator

# What the tools call things, beside what offices call them; each line is one thing.
_SAME = (
    ("views", "impressions", "näyttökerrat", "katselut", "näytöt"),
    ("visits", "sessions", "käynnit", "istunnot", "kävijät", "käyneiden", "visitors"),
    ("pageviews", "page views", "sivulataukset", "sivukatselut", "sivunäytöt"),
    ("interactions", "engagement", "reactions", "vuorovaikutukset", "reaktiot"),
    ("reach", "viewers", "tavoittavuus", "tavoitettujen"),
    ("followers", "seuraajat", "seuraajien", "seuraajamäärä"),
    ("sends", "newsletter", "newsletters", "uutiskirje", "uutiskirjeet"),
)
_STEM = 6
# Comparing spellings costs the product of the lengths, and some write an essay into a heading.
_LONGEST = 200


def nearest(asked: Iterable[str], among: Sequence[Indicator]) -> list[str]:
    """Give the ids of indicators in the order of how likely they are meant.

    Args:
        asked: the heading, what is counted, the format: words in any language.
        among: the indicators that can be meant.
    """
    told = " ".join(asked)[:_LONGEST].casefold().replace("_", " ")
    words = _words(told)
    order = {one.id: (-_shared(words, one), -_alike(told, one)) for one in among}
    return sorted(order, key=lambda one: order[one])


def _names(one: Indicator) -> tuple[str, ...]:
    return (one.id.replace("_", " "), one.name.fi, one.name.en, *one.headings)


def _shared(words: frozenset[str], one: Indicator) -> int:
    source = _words(f"{one.source.fi} {one.source.en}".casefold())
    return 2 * len(words & _words(" ".join(_names(one)).casefold())) + len(words & source)


@lru_cache(maxsize=2048)  # the names are the same for every heading of a file
def _words(text: str) -> frozenset[str]:
    """Give the stems of a text's words, and of what else those words are called."""
    stems = {one[:_STEM] for one in re.findall(r"[^\W\d_]{4,}", text)}
    for same in _SAME:
        others = {word[:_STEM] for word in same}
        if stems & others:
            stems |= others
    return frozenset(stems)


def _alike(text: str, one: Indicator) -> float:
    best = 0.0
    for name in _names(one):
        own = name.casefold()
        both = len(own) + len(text)
        if both and 2 * min(len(own), len(text)) > best * both:
            best = max(best, 2 * matched(own, text) / both)
    return best


def matched(left: str, right: str) -> int:
    """Count the letters that two texts share: the longest common piece, then before and after it.

    It is what ``difflib.SequenceMatcher`` counts for its ratio, by searches that run in C: with
    three hundred headings to ask about, the other way was most of a file's ten seconds.
    """
    if len(left) < 2 or len(right) < 2:
        return int(bool(left and right) and (left in right or right in left))
    most = at = first = 0
    while first + most < len(left):
        while first + most < len(left) and left[first : first + most + 1] in right:
            most, at = most + 1, first
        first += 1
    if not most:
        return 0
    where = right.find(left[at : at + most])
    before = matched(left[:at], right[:where]) if at and where else 0
    return before + most + matched(left[at + most :], right[where + most :])
