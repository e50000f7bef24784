"""Stored figures as the exact numbers they are.

Refuses to round: a stored figure has up to 38 digits.
"""

from __future__ import annotations

from decimal import Context, Decimal

# The usual 28 digits would round in silence.
_EXACT = Context(prec=60)


def plain(value: Decimal | None) -> Decimal | None:
    """Drop the zeros that the column's scale added; 19000 stays 19000, never 1.9E+4."""
    if value is None:
        return None
    short = _EXACT.normalize(value)
    exponent = short.as_tuple().exponent
    return (
        _EXACT.quantize(short, Decimal(1)) if isinstance(exponent, int) and exponent > 0 else short
    )
