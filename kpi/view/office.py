"""Number formats of Office files that look the same on any computer: groups part with U+00A0.

Refuses the program's own separators, which follow the reader's machine, and a hyphen as minus.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

SPACE, MINUS = "\u00a0", "\u2212"
_GAP = f'"{SPACE}"'
# A format has room for two conditions, so that it groups itself up to here.
_GROUPS_ITSELF = Decimal(10) ** 9
_MOST_PLACES = 2


def around(zero: str = "0", values: Iterable[Decimal] = ()) -> str:
    """Give the format of whole numbers that are written as a zero is: "0 €" or "€0".

    Args:
        zero: a written zero.
        values: what will be shown; with a negative one among them all are grouped alike.
    """
    before, after = (_quoted(one) for one in re.split(r"0(?:[.,]0+)?", zero, maxsplit=1))
    told = tuple(values)
    if min(told, default=Decimal(0)) >= 0:
        return _conditional(before, after)
    groups = max(abs(one) for one in told).adjusted() // 3
    shape = f"{before}{f'#{_GAP}##' * groups}0{after}"
    return f'{shape};"{MINUS}"{shape}'


def exact(value: Decimal, *, signed: bool = False) -> str:
    """Give the format of one number's cell, with as many decimals as it has, two at most.

    Args:
        value: decides how a negative number is grouped: a format cannot do that for any number.
        signed: write a plus too, as changes do.
    """
    exponent = value.normalize().as_tuple().exponent
    places = min(_MOST_PLACES, max(0, -exponent)) if isinstance(exponent, int) else 0
    point = f".{'0' * places}" if places else ""
    if not signed and 0 <= value < _GROUPS_ITSELF:
        return _conditional("", "", point)
    shape = _grouped(max(0, value.adjusted() // 3)) + point
    plus = '"+"' if signed else ""
    return f'{plus}{shape};"{MINUS}"{shape};0'


def fraction(half: str, *, signed: bool = False) -> str:
    """Give the format of fractions that are read as percent, written as "50 %" or "50%" is."""
    gap = _quoted(half.removeprefix("50").removesuffix("%"))
    shape = f"0.0{gap}%"
    plus = '"+"' if signed else ""
    return f'{plus}{shape};"{MINUS}"{shape};0{gap}%'


def _conditional(before: str, after: str, point: str = "") -> str:
    shapes = [f"{before}{_grouped(groups)}{point}{after}" for groups in (2, 1, 0)]
    return f"[>=1000000]{shapes[0]};[>=1000]{shapes[1]};{shapes[2]}"


def _grouped(groups: int) -> str:
    return "#" + f"{_GAP}000" * groups if groups else "0"


def _quoted(text: str) -> str:
    """Office takes what stands in quotation marks as it is."""
    return '"{}"'.format(text.replace('"', "")) if text else ""
