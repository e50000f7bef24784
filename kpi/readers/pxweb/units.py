"""The unit of a statistical table's figures: what may pass on, and what must not be taken.

Refuses to take thousands of persons for persons. A unit that is a mere "number of" says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from kpi.readers.numbers import clip, fold
from kpi.readers.table.words import is_unit

_SCALED = re.compile(
    r"(?<![\w.,])1[ .]?000(?![\w.,]*[0-9])|(?<!\w)tuha(?:t|nsi|nne|nen)|miljoon|miljard"
    r"|(?<!\w)(?:tusen|thousands?|milj\.?|mn|mrd|millions?|billions?|teur|meur|[tm]€)(?!\w)"
)
_SHARE = re.compile(r"%|(?<!\w)(?:prosentti(?:a|na)?|procent|per ?cent|percentage)(?!\w)")
_OTHER_MEASURE = re.compile(r"indeksi|(?<!\w)ind(?:ex|ices)|promille|‰|(?<!\w)piste")
_MONEY = re.compile(r"(?:euroa?|euros?|eur|€)")
_APART = re.compile(r"\s*[,;/]\s*(?![0-9])|\s+(?:ja|and|och)\s+")


def is_scaled(texts: Iterable[str]) -> bool:
    """Say whether any of the words say that figures are in thousands or millions."""
    return any(_SCALED.search(fold(one).casefold()) for one in texts)


def unit_of(stated: str, labels: Sequence[str], whole: str) -> str:
    """Give the unit to pass on.

    Args:
        stated: the unit of just these figures, empty where the file has none.
        labels: the words for what is counted, which may tell a unit ("Työttömyysaste, %").
        whole: the unit of the whole table, or its units, listed.

    Returns:
        A unit word or mark that the house knows; that of an index or the like as it stands, so
        that no count takes it; empty where nothing, or no more than a number, is told.
    """
    if stated:
        return _known(stated)
    told = next((one for one in labels if _SHARE.search(one.casefold()) or _is_other(one)), "")
    if told:
        return "%" if _SHARE.search(told.casefold()) else clip(fold(told))
    return "" if len(_APART.split(fold(whole))) > 1 else _known(whole)


def _known(unit: str) -> str:
    plain = fold(unit).casefold()
    if _SHARE.search(plain):
        return "%"
    if _MONEY.fullmatch(plain):
        return "€"
    return clip(fold(unit)) if is_unit(plain) or _is_other(plain) else ""


def _is_other(text: str) -> bool:
    return _OTHER_MEASURE.search(text.casefold()) is not None
