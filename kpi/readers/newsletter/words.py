"""What the headings of newsletter tools mean.

Refuses to take a rate for a count, and the opens of each reader for all opens: a tool that gives
both gives two columns.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kpi.model import Kind
from kpi.readers.cells import Mark, Marked, Raw
from kpi.readers.gathered import Counted

SENT_AT = frozenset(
    {"time sent", "send date", "date sent", "sent date", "send time", "sent at", "sent on"}
    | {"lähetysaika", "lähetetty", "lähetyspäivä", "lähetyspvm", "lähetyspäivämäärä"}
    | {"lähetyksen ajankohta", "lähetyksen aika", "lähetyshetki", "ajankohta", "skickat"}
)
EITHER = {
    "sent": ("sent at", "sends"),
    "lähetetty": ("lähetysaika", "lähetetyt"),
    "skickat": ("sent at", "sends"),
}
# What any list with days has: the time of sending only where campaigns are named.
_DAYS = frozenset({"date", "päivämäärä", "pvm", "päivä", "päiväys", "datum"})
NAMES = frozenset(
    {"campaign name", "campaign", "title", "subject", "email name", "uutiskirje", "aihe", "otsikko"}
    | {"subject line", "message name", "newsletter", "kampanja", "kampanjan nimi", "kirje"}
    | {"uutiskirjeen nimi", "viesti", "viestin nimi", "viestin otsikko", "nyhetsbrev"}
)
_WANTED = {
    "sends": (
        ("sends", "total recipients", "recipients", "emails sent", "total sent", "vastaanottajia")
        + ("vastaanottajat", "vastaanottajien määrä", "vastaanottajamäärä", "lähetetyt")
        + ("lähetettyjä", "lähetetyt viestit", "lähetysmäärä", "mottagare")
    ),
    "deliveries": (
        ("successful deliveries", "deliveries", "delivered", "toimitetut", "toimitettu")
        + ("toimitettuja", "perille menneet", "perille toimitetut", "perillä", "levererade")
    ),
    "opens": ("opens", "avaukset", "avauksia", "avattu"),
    "unique_opens": (
        (
            "unique opens",
            "opened",
            "openers",
            "avanneet",
            "avanneita",
            "uniikit avaukset",
            "avaukset (uniikit)",
        )
        + ("yksilölliset avaukset", "avaajat")
    ),
    "total_opens": ("total opens", "avaukset yhteensä", "kaikki avaukset"),
    "clicks": ("clicks", "klikkaukset", "klikkauksia", "klikit", "klikattu"),
    "unique_clicks": (
        ("unique clicks", "clicked", "clickers", "klikanneet", "klikanneita", "uniikit klikkaukset")
        + ("klikkaukset (uniikit)", "yksilölliset klikkaukset", "klikkaajat")
    ),
    "total_clicks": ("total clicks", "klikkaukset yhteensä", "kaikki klikkaukset"),
    "bounces": (
        ("bounces", "total bounces", "palautuneet", "palautuneita", "palautukset", "bounced")
        + ("palautuneet viestit", "bouncet")
    ),
    "unsubscribes": (
        ("unsubscribes", "unsubscribed", "peruneet", "peruneita", "perumiset", "poistuneet")
        + ("tilauksen peruneet", "tilauksen perumiset", "tilausperuutukset", "peruutukset")
    ),
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


def is_share(raw: Raw) -> bool:
    """Say whether a cell is a share: "48.0%", or a number that the spreadsheet shows as one."""
    if isinstance(raw, Marked):
        return raw.mark is Mark.PERCENT
    return isinstance(raw, str) and raw.strip().endswith("%")


def campaigns(headings: Sequence[str]) -> bool:
    """Say whether headings are those of a list of campaigns: a time of sending, and counts."""
    counts = {one for one in headings if meaning(one)}
    return sent_at(headings) >= 0 and len(counts) >= _LEAST_COUNTS


def sent_at(headings: Sequence[str]) -> int:
    """Give the column of the time of sending; -1 where there is none."""
    named = bool(NAMES & set(headings))
    told = [at for at, name in enumerate(headings) if name in SENT_AT]
    dated = [at for at, name in enumerate(headings) if named and name in _DAYS]
    return next(iter(told + dated), -1)
