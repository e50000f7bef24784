"""One figure of a table, as it is told before anyone knows what it is of."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from kpi.periods import Period


class Figure(NamedTuple):
    """One figure of a table. ``period`` is None while a question about it is open.

    ``names`` are its names, outermost first; ``head`` is the cell of the innermost; ``bare`` says
    that its unit stands in a heading and not beside the number.
    """

    names: tuple[str, ...]
    head: str
    period: Period | None
    value: Decimal | None
    unit: str
    cell: str
    bare: bool = False
