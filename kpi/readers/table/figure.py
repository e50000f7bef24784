"""One figure of a table, as it is told before anyone knows what it is of, and its period.

Refuses a period that a row and a column contradict each other about.
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from kpi.periods import Period
from kpi.readers.table.stamps import Form, Stamp, period_of, together

NO_PERIOD, DISAGREE = "no period", "disagree"


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


def period_where(column: Stamp | None, row: Stamp | None) -> Period | str | None:
    """Give the period where a column and a row meet; None while its year is asked about."""
    if column is not None and row is not None:
        # "Kevät 2018" under 2019 is no figure of 2019.
        if Form.NONE in (column.form, row.form) and (column.year or row.year):
            return NO_PERIOD
        stamp = together(column, row)
        if stamp is None:
            return DISAGREE
    else:
        stamp = column or row
    if stamp is None or not stamp.usable:
        return NO_PERIOD
    found = period_of(stamp)
    return found if found is not None or not stamp.year else NO_PERIOD
