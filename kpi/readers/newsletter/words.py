"""What the headings of newsletter tools mean.

Refuses to take a rate for a count, and the opens of each reader for all opens: a tool that gives
both gives two columns.
"""

from __future__ import annotations

import re

from kpi.model import Kind
from kpi.readers.gathered import Counted

SENT_AT = frozenset(
    {"time sent", "send date", "date sent", "sent date", "send time", "sent at", "sent on"}
    | {"lähetysaika", "lähetetty", "lähetyspäivä"}
)
NAMES = frozenset(
    {"campaign name", "campaign", "title", "subject", "email name", "uutiskirje", "aihe", "otsikko"}
)
_WANTED = {
    "sends": ("sends", "total recipients", "recipients", "emails sent", "vastaanottajia"),
    "deliveries": ("successful deliveries", "deliveries", "delivered"),
    "opens": ("opens", "avaukset"),
    "unique_opens": ("unique opens",),
    "total_opens": ("total opens",),
    "clicks": ("clicks", "klikkaukset"),
    "unique_clicks": ("unique clicks",),
    "total_clicks": ("total clicks",),
    "bounces": ("bounces", "total bounces", "palautuneet"),
    "unsubscribes": ("unsubscribes", "unsubscribed", "peruneet"),
}
_DETAILS = {
    "hard_bounces": ("hard bounces",),
    "soft_bounces": ("soft bounces",),
    "complaints": ("abuse complaints", "spam reports"),
}
_MEANINGS = {
    name: Counted(f"newsletter_{concept}", Kind.FLOW, wanted)
    for wanted, table in ((True, _WANTED), (False, _DETAILS))
    for concept, names in table.items()
    for name in names
}
CAMPAIGNS = Counted("newsletter_campaigns", Kind.FLOW)
_RATE = re.compile(r"\brate\b|%|\bpercent|prosentti|\bosuus\b|aste\b")
_LEAST_COUNTS = 2


def meaning(heading: str) -> Counted | None:
    """Give what a heading in small letters counts; None where it is in no list."""
    return _MEANINGS.get(heading)


def is_rate(heading: str) -> bool:
    """Say whether a heading names a rate."""
    return bool(_RATE.search(heading))


def campaigns(headings: list[str]) -> bool:
    """Say whether headings are those of a list of campaigns: a time of sending, and counts."""
    counts = {one for one in headings if meaning(one)}
    return bool(SENT_AT & set(headings)) and len(counts) >= _LEAST_COUNTS
