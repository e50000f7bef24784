"""Headings of what cannot be added up: rates, averages, lengths of time, rolling windows.

Refuses nothing by itself; whoever asks leaves such a heading out and says so.
"""

from __future__ import annotations

import re

_WORDS = re.compile(
    r"\b(?:rate|ratio|average|avg|per|time|duration|percent|percentage|share)\b|%|/"
    r"|\b(?:tasa|promedio|medi[ao]|duración|tiempo|porcentaje|por)\b"
    r"|\b(?:\w*aste|\w*prosentti|keskimäär\w*|keskiarvo\w*|\w*osuus|\w*kesto|\w*aika|\w*suhde)\b"
    r"|\b(?:genomsnitt\w*|andel|\w*tid|procent|\w*frekvens)\b"
    r"|\b(?:pro|durchschnitt\w*|\w*dauer|anteil|\w*zeit|taux|moyen\w*|durée|temps|par)\b"
)
# The users of the last 30 days, every day anew: "30 days", "7 días", "1 päivä".
_ROLLING = re.compile(r"[0-9]{1,3}[ -]\w+")


def unaddable(heading: str) -> bool:
    """Say whether a heading names a rate, an average, a length of time or a rolling window."""
    return bool(_WORDS.search(heading) or _ROLLING.fullmatch(heading))
