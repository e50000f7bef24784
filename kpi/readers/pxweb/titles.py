"""What a statistical table is known by, whatever months a download of it holds.

Refuses to know a table by words that change with each download: periods are left out of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kpi.readers.numbers import fold

# "12r5 -- Työttömät työnhakijat, 2006M01-2025M10"
_NUMBERED = re.compile(r"(?!(?:19|20|21)[0-9]{2} )((?=\w*[0-9])\w{3,12}) -- ")
_FILE = re.compile(r"(?:.*_)?pxt_(\w+)")
_PERIOD = re.compile(r"_?(?:19|20|21)[0-9]{2}(?:[MQHW][0-9]{1,2})?\*?", re.IGNORECASE)
_DASHES = re.compile(r"\s*[-\u2013]\s*[-\u2013,]*\s*(?=$|,)|\s*,\s*$")
# What PxWeb itself calls a table that somebody has picked values from.
_PICKED = re.compile(
    rf"^{_NUMBERED.pattern}| muuttujina | (?:by|efter) .*\b(?:information|uppgifter)$",
    re.IGNORECASE,
)


def table_of(titles: Sequence[str], ids: Sequence[str] = ()) -> str:
    """Give what a table is known by: its number, else its id, else its title without periods.

    Args:
        titles: as the file has them, the surest first; empty ones are passed over.
        ids: names of the file or the matrix, the surest first.
    """
    numbered = [found[1] for one in titles if (found := _NUMBERED.match(fold(one)))]
    files = [found[1] for one in ids if (found := _FILE.fullmatch(fold(one)))]
    others = [plain(one) for one in (*ids, *titles) if plain(one)]
    return next(iter([*numbered, *files, *others]), "").casefold()


def plain(title: str) -> str:
    """Give a title without the periods that it names."""
    return _DASHES.sub("", fold(_PERIOD.sub("", fold(title)))).strip(" -\u2013,")


def is_picked(title: str) -> bool:
    """Say whether a title is one that PxWeb wrote."""
    return _PICKED.search(fold(title)) is not None
