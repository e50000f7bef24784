"""Answers and lengths of time where figures stand in other rows: "kyllä", "x", "0:02:31".

Refuses to call anything else an answer: a word that is not listed may be a figure with a fault.
"""

from __future__ import annotations

import re

from kpi.readers.cells import Mark, Marked, Raw
from kpi.readers.numbers import fold
from kpi.readers.table.grid import Grid, Rect

_ANSWER = re.compile(
    r"(?:kyllä|ei|joo|on|x|ok|v|✓|✔|☑|☐|✗|valmis|valmiina|kesken|käynnissä|tehty|tekemättä|toteutunut"
    r"|toteutui|ei toteutunut|osittain|aloitettu|ei aloitettu|aloittamatta|alkamassa|suunnitteilla"
    r"|peruttu|peruuntui|siirretty|siirtyi|yes|no|done|ongoing|open|closed)[.!]?"
)
_LENGTH = re.compile(
    r"[0-9]{1,4}:[0-9]{2}(?::[0-9]{2})?"
    r"|[0-9]+ ?(?:h|t|tuntia|min|m)\.? ?[0-9]+ ?(?:min|m|s|sek)\.?"
)


def is_reply(raw: Raw) -> bool:
    """Say whether a cell holds an answer in words or a length of time."""
    if isinstance(raw, Marked):
        return raw.mark is Mark.TIME
    text = fold(raw).casefold() if isinstance(raw, str) else ""
    return bool(_ANSWER.fullmatch(text) or _LENGTH.fullmatch(text))


def answers_only(grid: Grid, area: Rect, row: int, left: int) -> bool:
    """Say whether a row has a name and nothing but answers behind it, so that it is no heading."""
    named = any(grid.is_word(row, c) for c in range(area.left, left))
    filled = [c for c in range(left, area.right + 1) if grid.filled(row, c)]
    return named and bool(filled) and all(is_reply(grid.cells[row][c].raw) for c in filled)
