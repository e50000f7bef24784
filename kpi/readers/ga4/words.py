"""What the headings of Google Analytics mean, in the languages and releases that were seen.

Refuses to read a meaning into a heading that is in no list: whether its days may be added up is
asked, and what cannot be added up whatever it is called is left out.
"""

from __future__ import annotations

import re

from kpi.model import Kind
from kpi.readers.gathered import Counted

_KNOWN: dict[Counted, tuple[str, ...]] = {
    Counted("sessions", Kind.FLOW): ("sessions", "sesiones", "istunnot", "sessioner", "sitzungen"),
    Counted("engaged_sessions", Kind.FLOW): (
        "engaged sessions",
        "sesiones con interacción",
        "sitoutuneet istunnot",
    ),
    Counted("views", Kind.FLOW): (
        "views",
        "vistas",
        "katselukerrat",
        "katselut",
        "visningar",
        "aufrufe",
        "vues",
    ),
    Counted("event_count", Kind.FLOW): (
        "event count",
        "número de eventos",
        "tapahtumien määrä",
        "tapahtumien lukumäärä",
        "tapahtumamäärä",
        "antal händelser",
        "ereignisanzahl",
        "nombre d'événements",
    ),
    # Conversions were renamed to key events.
    Counted("key_events", Kind.FLOW, whole=False): (
        "key events",
        "conversions",
        "eventos clave",
        "conversiones",
        "avaintapahtumat",
    ),
    # "Users" has meant all of them in some releases and the active ones in others.
    Counted("users", Kind.DISTINCT): ("users", "usuarios", "käyttäjät"),
    Counted("total_users", Kind.DISTINCT): (
        "total users",
        "total de usuarios",
        "usuarios totales",
        "käyttäjiä yhteensä",
        "käyttäjien kokonaismäärä",
        "totalt antal användare",
        "nutzer insgesamt",
    ),
    Counted("active_users", Kind.DISTINCT): (
        "active users",
        "usuarios activos",
        "aktiiviset käyttäjät",
        "aktiva användare",
        "aktive nutzer",
        "utilisateurs actifs",
    ),
    Counted("new_users", Kind.DISTINCT): (
        "new users",
        "usuarios nuevos",
        "nuevos usuarios",
        "uudet käyttäjät",
        "nya användare",
        "neue nutzer",
        "nouveaux utilisateurs",
    ),
    Counted("returning_users", Kind.DISTINCT): ("returning users", "usuarios recurrentes"),
    Counted("total_revenue", Kind.FLOW, wanted=False, whole=False): (
        "total revenue",
        "ingresos totales",
    ),
}
_MEANINGS = {name: counted for counted, names in _KNOWN.items() for name in names}
# The default channels keep their English names in every language.
_CHANNELS = frozenset(
    {"direct", "organic search", "organic social", "organic video", "organic shopping", "referral"}
    | {"paid search", "paid social", "paid video", "paid shopping", "paid other", "display"}
    | {"email", "affiliates", "cross-network", "unassigned", "sms", "audio", "(other)"}
    | {"mobile push notifications"}
)
# Words that a hand-kept table would hardly use for its columns.
_TELLING = frozenset({"event_count", "total_users", "active_users", "engaged_sessions", "sessions"})
_EVERYONE = frozenset(
    {"", "all users", "todos los usuarios", "kaikki käyttäjät", "alla användare"}
    | {"tous les utilisateurs", "alle nutzer", "todos os usuários", "tutti gli utenti"}
)


def meaning(heading: str) -> Counted | None:
    """Give what a heading in small letters counts; None where it is in no list."""
    return _MEANINGS.get(heading)


def channel(heading: str) -> bool:
    """Say whether a heading is a channel: then the columns are channels and no metrics."""
    return heading in _CHANNELS


def telling(heading: str) -> bool:
    """Say whether a heading is the tool's own."""
    counted = meaning(heading)
    return counted is not None and counted.concept in _TELLING


def everyone(audience: str) -> bool:
    """Say whether the line above the dates means all users and not a part of them."""
    return audience.casefold() in _EVERYONE


def step(heading: str) -> str:
    """Tell what an index from the start counts: ``day``, ``week`` or ``month``; empty if neither.

    "Nth day", "Día N", "Nth week". A day of the month ("Day") counts from elsewhere.
    """
    if not re.search(r"\bn(?:th|:s)?\b", heading):
        return ""
    for name, stems in _STEPS.items():
        if any(stem in heading for stem in stems):
            return name
    return ""


def monthly(heading: str) -> bool:
    """Say whether a heading has the word for a month."""
    return any(stem in heading for stem in _STEPS["month"])


_STEPS = {
    "day": ("day", "día", "dia", "päiv", "dag", "tag", "jour", "giorno"),
    "week": ("week", "semana", "viik", "vecka", "woche", "semaine", "settimana"),
    "month": ("month", "mes", "mês", "kuukau", "månad", "monat", "mois"),
}
