"""What the titles of Meta's daily exports mean, in the languages in which they were seen.

Refuses to read a platform into a title that names none, and a meaning into a title that is in no
list: the first is asked, and so is whether the days of the second may be added up.
"""

from __future__ import annotations

from typing import NamedTuple

from kpi.model import Kind
from kpi.readers.asking import Asking
from kpi.readers.numbers import clip, fold

PLATFORMS = ("facebook", "instagram")
NEW_FOLLOWERS = "new_followers"

# Without the platform's name, or with * in its place. "Follows" are the new ones of the day and
# never the number of all followers; reach and viewers are people, counted once a day.
_MEANINGS: dict[str, tuple[str, Kind]] = {
    "views": ("views", Kind.FLOW),
    "visualizações": ("views", Kind.FLOW),
    "visualizaciones": ("views", Kind.FLOW),
    "viewers": ("viewers", Kind.DISTINCT),
    "reach": ("reach", Kind.DISTINCT),
    "alcance": ("reach", Kind.DISTINCT),
    "follows": (NEW_FOLLOWERS, Kind.FLOW),
    "seguidores no *": (NEW_FOLLOWERS, Kind.FLOW),
    "seguimientos": (NEW_FOLLOWERS, Kind.FLOW),
    "visits": ("visits", Kind.FLOW),
    "profile visits": ("visits", Kind.FLOW),
    "visitas ao perfil do *": ("visits", Kind.FLOW),
    "content interactions": ("content_interactions", Kind.FLOW),
    "interações com o conteúdo": ("content_interactions", Kind.FLOW),
    "link clicks": ("link_clicks", Kind.FLOW),
    "cliques no link": ("link_clicks", Kind.FLOW),
    "cliques no link do *": ("link_clicks", Kind.FLOW),
}


class Meaning(NamedTuple):
    """What a title says.

    ``counted`` is what is counted, without the platform, empty for a title in no list; ``kind`` is
    None then. ``platform`` is empty where the title names none. ``key`` is the title without it.
    """

    counted: str
    kind: Kind | None
    platform: str
    key: str


def meaning(title: str) -> Meaning:
    """Read a title."""
    told = fold(title).casefold()
    named = [one for one in PLATFORMS if one in told]
    platform = named[0] if len(named) == 1 else ""
    key = told.replace(platform, "*") if platform else told
    counted, kind = _MEANINGS.get(key.removeprefix("* "), ("", None))
    return Meaning(counted, kind, platform, key)


def platform_of(title: str, said: Meaning, cell: str, asking: Asking, *, alone: bool) -> str:
    """Give the platform that a title means, empty while the question is open.

    Args:
        title: the words in the file.
        said: what was read from them.
        cell: where they stand.
        asking: where the question goes.
        alone: whether the file has the title once; of two that differ neither is remembered.
    """
    if said.platform:
        return said.platform
    subject = (said.counted or said.key) if alone else ""
    return asking.ask("which-platform", cell, PLATFORMS, subject=subject, found=clip(title)) or ""


def kind_of(title: str, said: Meaning, cell: str, asking: Asking) -> Kind | None:
    """Give what may be done with the days, None while the question is open."""
    if said.kind is not None:
        return said.kind
    kinds = (Kind.FLOW.value, Kind.DISTINCT.value)
    answer = asking.ask("which-kind", cell, kinds, subject=said.key, found=clip(title))
    return None if answer is None else Kind(answer)


def concept_of(said: Meaning, platform: str) -> str:
    """Give the stable name of what is counted; empty where the title alone has to do."""
    if said.counted:
        return f"{platform}_{said.counted}" if platform else ""
    # A title in no list that names no platform is another thing on each of them.
    return f"{platform} {said.key}" if platform and not said.platform else ""
