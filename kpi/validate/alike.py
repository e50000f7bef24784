"""Rows that say what an earlier row of their table said, but for the period and the figure.

Refuses every row that has anything else of its own: what is not word for word a row without a
fault, with a period that was read before and a plain whole number, is read from its cells.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from operator import itemgetter

from kpi.model import Observation
from kpi.periods import Grain, Period
from kpi.readers.cells import Raw
from kpi.readers.columns import FIELDS
from kpi.validate.subjects import Subject

_WORDS = ("indicator", "name", "goal", "unit", "status", "stands_at", "remark")
_words = itemgetter(*map(FIELDS.index, _WORDS))
_PERIOD, _VALUE, _BASE = map(FIELDS.index, ("period", "value", "base_value"))
# A whole number below it is exact as a spreadsheet has it.
_MOST, _WHOLE_SHARE = 1e15, 100

_Known = tuple[Observation, tuple[object, ...], float, dict[Raw, Period]]
_built: Callable[[type[Observation], tuple[object, ...]], Observation] = tuple.__new__
_LABEL = Observation._fields.index("label")


class Alike:
    """The rows of one table that had no fault, by their words."""

    def __init__(self, columns: Sequence[Sequence[Raw]], at: str) -> None:
        """Look whether words can be told from numbers that equal them: 1 and TRUE do in a key."""
        kinds = {kind for column in _words(columns) for kind in set(map(type, column))}
        self._usable = kinds <= {str}
        self._at = at
        self._rows: dict[tuple[Raw, ...], _Known] = {}
        self._periods: dict[tuple[Grain, bool], dict[Raw, Period]] = {}

    def read(self, row: int, cells: Sequence[Raw]) -> Observation | None:
        """Give what a row says; None where its cells have to be read one by one."""
        value = cells[_VALUE]
        if type(value) is not float or cells[_BASE] != "":
            return None
        known = self._rows.get(_words(cells))
        if known is None:
            return None
        like, rest, most, periods = known
        period = periods.get(cells[_PERIOD])
        if period is None or not 0 <= value <= most or value % 1:
            return None
        # Built as the tuple that it is: by its fields it takes twice the time, a hundred thousand
        # times.
        said = (like.indicator, like.service_area, period, Decimal(int(value)), f"{self._at}{row}")
        return _built(Observation, (*said, *rest))

    def learn(self, cells: Sequence[Raw], said: Observation, subject: Subject) -> None:
        """Remember a row that was read cell by cell, had a figure alone and nothing wrong."""
        if not self._usable or said.value is None or cells[_BASE] != "":
            return
        most = _WHOLE_SHARE if subject.form == "percent" and subject.ratio else _MOST
        periods = self._periods.setdefault((subject.grain, subject.closing), {})
        periods[cells[_PERIOD]] = said.period
        like = said._replace(is_base=False, undated_base=None)
        self._rows.setdefault(_words(cells), (like, tuple(like[_LABEL:]), most, periods))
