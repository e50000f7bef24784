"""What the columns of LinkedIn's page statistics count, by their English words and by their order.

Refuses the same words to mean the same thing everywhere: ``Total followers`` are the new followers
of a day on the first sheet, and all followers beside a dimension or a competitor.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from kpi.model import Kind
from kpi.readers.cells import Sheet
from kpi.readers.daily import Meaning

FOLLOWERS, VISITORS = "linkedin-followers", "linkedin-visitors"
CONTENT, COMPETITORS = "linkedin-content", "linkedin-competitors"

NEW = "linkedin_new_followers"


class Found(NamedTuple):
    """The sheet that is read, the place of its header, and what its columns mean."""

    format: str
    sheet: Sheet
    header: int
    meanings: Mapping[str, Meaning] | Sequence[Meaning]


_FOLLOWERS = {
    "sponsored followers": Meaning(f"{NEW}_sponsored", Kind.FLOW, wanted=False),
    "organic followers": Meaning(f"{NEW}_organic", Kind.FLOW, wanted=False),
    "auto-invited followers": Meaning(f"{NEW}_invited", Kind.FLOW, wanted=False),
    "total followers": Meaning(NEW, Kind.FLOW),
}
# Before pages could invite followers there was one column less.
_OLDER_FOLLOWERS = {
    words: one for words, one in _FOLLOWERS.items() if words != "auto-invited followers"
}


def _visitors() -> Iterator[tuple[str, Meaning]]:
    """Page by page and device by device; only the total of totals is asked about."""
    for part in ("overview", "life", "jobs", "total"):
        for what, kind in (("page views", Kind.FLOW), ("unique visitors", Kind.DISTINCT)):
            for device in ("desktop", "mobile", "total"):
                total = part == device == "total"
                ending = "" if total else f"_{part}_{device}"
                concept = f"linkedin_{what.replace(' ', '_')}{ending}"
                yield f"{part} {what} ({device})", Meaning(concept, kind, wanted=total)


def _content() -> Iterator[tuple[str, Meaning]]:
    """Organic, sponsored and total, column after column."""
    for what in ("impressions", "clicks", "reactions", "comments", "reposts", "engagement rate"):
        kind = Kind.RATIO if what == "engagement rate" else Kind.FLOW
        for part in ("organic", "sponsored", "total"):
            total = part == "total"
            concept = f"linkedin_{what.replace(' ', '_')}{'' if total else f'_{part}'}"
            yield f"{what} ({part})", Meaning(concept, kind, wanted=total)
        if what == "impressions":
            # People reached; there is no total over organic and sponsored.
            unique = Meaning("linkedin_unique_impressions", Kind.DISTINCT)
            yield "unique impressions (organic)", unique


_CONTENT = dict(_content())
_OLDER_CONTENT = {
    words.replace("reposts", "shares"): one for words, one in _CONTENT.items() if "reposts" in words
}

# Beside a competitor it is the number of all followers at the end of the span.
_COMPARED = {
    "total followers": Meaning("linkedin_page_followers", Kind.STOCK),
    "new followers": Meaning(NEW, Kind.FLOW),
    "total post engagements": Meaning("linkedin_post_engagements", Kind.FLOW),
    "total posts": Meaning("linkedin_posts", Kind.FLOW),
}

BY_WORDS: Mapping[str, Mapping[str, Meaning]] = {
    FOLLOWERS: _FOLLOWERS,
    VISITORS: dict(_visitors()),
    CONTENT: _CONTENT | _OLDER_CONTENT,
    COMPETITORS: _COMPARED,
}
"""The English words, newer and older, by format."""

BY_ORDER: Mapping[str, Mapping[int, tuple[Meaning, ...]]] = {
    FOLLOWERS: {
        len(columns): tuple(columns.values()) for columns in (_FOLLOWERS, _OLDER_FOLLOWERS)
    },
    VISITORS: {len(BY_WORDS[VISITORS]): tuple(BY_WORDS[VISITORS].values())},
    CONTENT: {len(_CONTENT): tuple(_CONTENT.values())},
    COMPETITORS: {len(_COMPARED): tuple(_COMPARED.values())},
}
"""What the columns right of the first mean in any language: by format and their number."""

TELLING: Mapping[str, tuple[frozenset[str], ...]] = {
    FOLLOWERS: (
        frozenset({"sponsored followers", "organic followers"}),
        frozenset({"seguidores patrocinados", "total de seguidores"}),
    ),
    VISITORS: (frozenset({"total page views (total)", "total unique visitors (total)"}),),
    CONTENT: (
        frozenset({"impressions (total)", "clicks (total)"}),
        frozenset({"impresiones (totales)", "clics (totales)"}),
        frozenset({"impressões (total)", "cliques (total)"}),
    ),
    COMPETITORS: (
        frozenset({"page", "total followers", "new followers"}),
        frozenset({"page", "total de seguidores", "novos seguidores"}),
    ),
}
"""Words that no other table has together; other languages are known by their shape."""
