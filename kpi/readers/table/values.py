"""The figures in the cells of a table, exact, with the unit that stands beside them.

Refuses what is not one number: an error with its cell. What a point or a comma parts is asked once
for each table.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from kpi.errors import Finding, error
from kpi.readers.asking import Asking
from kpi.readers.cells import Mark, Marked, Raw
from kpi.readers.numbers import NO_CENTS, Number, clip, exact, fold, read_number
from kpi.readers.table.asked import thousands_mark
from kpi.readers.table.grid import PLUS, Cell, Grid, Kind
from kpi.readers.table.words import Role, is_unit, role_of

_GLUED = re.compile(r"(?<=[\w%€])\s*(?:[*†‡§¹²³⁰⁴-⁹]+|\(\*+\))$")
_NOTE_NUMBER = re.compile(r"[0-9][0-9 ,]* \(?[0-9]\)")
# A telephone number, or a time of day.
_NO_FIGURE = re.compile(r"0[0-9]+ [0-9]|[0-9]{1,2}:[0-9]{2}(?!\d)")
_MARKED = re.compile(r"(?P<sign>[-−–]?)(?P<body>[0-9][0-9.,]*[0-9])(?P<rest>\D*)")
_POINTS = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+(?:,[0-9]+)?")
_COMMAS = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_DECIMAL = re.compile(r"[0-9]+[.,][0-9]+")
_ABSENT = frozenset(
    {
        "puuttuu",
        "ei saatavilla",
        "ei saatu",
        "ei lukua",
        "ei mitattu",
        "ei kerätty",
        "na",
        "ei tiedossa",
    }
)


class Values:
    """Reads the figures of one table; what is wrong gathers in ``findings``."""

    def __init__(self, grid: Grid, asking: Asking) -> None:
        """Begin with one table."""
        self._grid = grid
        self._asking = asking
        self._mark: str | None = None
        self._asked = False
        self.findings: list[Finding] = []

    def read(self, row: int, column: int) -> Number | None:
        """Read one cell; None where it is no figure, says that there is none, or is refused."""
        cell = self._grid.cells[row][column]
        if cell.kind is Kind.BLANK:
            return None
        found = read_figure(cell.raw)
        if isinstance(found, Finding) and found.code == "ambiguous-number":
            found = self._marked(cell.raw, found, row, column)
        if isinstance(found, Finding):
            self.findings.append(replace(found, cell=self._grid.address(row, column)))
            return None
        return found

    def _marked(self, raw: Raw, doubt: Finding, row: int, column: int) -> Number | Finding | None:
        """Read "1.240" as it was answered to be read."""
        text = fold(str(raw))
        if not self._asked:
            self._asked = True
            cell = self._grid.address(row, column)
            self._mark = thousands_mark(self._asking, cell, clip(text))
        if self._mark is None:
            return None
        return _answered(_GLUED.sub("", text), self._mark) or doubt


def read_figure(raw: Raw) -> Number | Finding | None:
    """Read a cell as a figure: a footnote mark at its end is no part of it."""
    if not isinstance(raw, str):
        return read_number(raw)
    text = fold(raw)
    if PLUS.fullmatch(text):  # "+12" moved in, "−5" moved out
        return read_number(text[1:])
    if text.casefold() in _ABSENT:
        return None
    if _NO_FIGURE.match(text):
        return error("not-a-number", found=clip(text))
    if _NOTE_NUMBER.fullmatch(text):
        return error("two-values-in-cell", found=clip(text))
    found = read_number(_GLUED.sub("", raw.strip()))
    if isinstance(found, Number) and found.unit and _is_doubtful(text, found.unit):
        return error("not-a-number", found=clip(text))
    return found


def _is_doubtful(text: str, unit: str) -> bool:
    """Say whether the words after a number are no unit: "2oo", "1e3", "200 arvio", "3 kpl peruttu".

    A word of one's own ("12 hakijaa") may be the unit. What grows out of the digits, says more than
    one thing or calls the number a plan has to be looked at.
    """
    if is_unit(unit) or unit == NO_CENTS:
        return False
    glued = text.replace(" ", "").isalnum() and unit[0].isalpha() and f" {unit}" not in text
    first = unit.split()[0]
    more = is_unit(first) and " " in unit and role_of(unit) is Role.PLAIN
    return glued or more or role_of(unit) not in (Role.PLAIN, Role.UNIT)


def _answered(text: str, mark: str) -> Number | None:
    found = _MARKED.fullmatch(text)
    if found is None:
        return None
    body = found["body"]
    if mark == "thousands":
        if _POINTS.fullmatch(body):
            plain = body.replace(".", "").replace(",", ".")
        elif _COMMAS.fullmatch(body):
            plain = body.replace(",", "")
        else:
            return None
    elif _DECIMAL.fullmatch(body):
        plain = body.replace(",", ".")
    else:
        return None
    value = Decimal(plain)
    return Number(value.copy_negate() if found["sign"] and value else value, found["rest"].strip())


def plain_value(cell: Cell) -> Decimal | None:
    """Give a cell's number for reckoning with, None for what is none; asks and refuses nothing."""
    raw = cell.raw
    if isinstance(raw, Marked):
        if raw.mark is Mark.PERCENT and isinstance(raw.value, int | float):
            found = exact(raw.value)
            return found.scaleb(2) if found is not None else None
        raw = raw.value if raw.mark is Mark.UNIT else ""
    number = read_figure(raw) if not isinstance(raw, bool) else None
    return number.value if isinstance(number, Number) else None


def is_sum(totals: Sequence[Decimal | None], parts: Sequence[Sequence[Decimal | None]]) -> bool:
    """Say whether each number is the sum of its parts; a missing part counts for nothing."""
    pairs = list(zip(totals, parts, strict=True))
    told = [(total, some) for total, some in pairs if total is not None]
    sums = [total == sum((v for v in some if v is not None), Decimal(0)) for total, some in told]
    enough = any(sum(v is not None for v in some) > 1 for _, some in told)
    return bool(told) and all(sums) and enough
