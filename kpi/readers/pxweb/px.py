"""PX files: keywords with their values, then the figures.

Refuses a file that is cut short, one with more or fewer figures than its dimensions make, and the
sparse form with keys. Other languages than the file's own are passed over.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from kpi.errors import Finding, error
from kpi.readers.cells import Raw
from kpi.readers.child import notation
from kpi.readers.numbers import clip, fold
from kpi.readers.pxweb.cube import Cube, Dimension, Figures, Member, Role, role, too_large
from kpi.readers.pxweb.places import Places
from kpi.readers.pxweb.times import stamp, timeval
from kpi.readers.pxweb.titles import table_of

_KEY = re.compile(
    r'\s*([A-Z][A-Z0-9-]*)\s*(?:\[([^\]"]*)\]\s*)?(?:\(((?:"[^"]*"|[^")])*+)\)\s*)?=\s*'
)
_VALUE = re.compile(r'((?:"[^"]*"|[^";])*+);')
_PIECE = re.compile(r'"([^"]*)"|(,)|([^",\s][^",]*)')
_FIGURE = re.compile(r'"[^"]*"|[^\s,;"]+')
_BLANK, _TAIL, _NONE = " \t\r\n\x1a\0", 40, ".."
_SYMBOLS = ("1", "2", "3", "4", "5", "6", "SUM", "NIL")


class _Statement(NamedTuple):
    """What a keyword says: its values, the same as written, and where it stands in the text."""

    values: Sequence[str]
    written: str
    at: int


Statements = Mapping[tuple[str, str], _Statement]


def read(text: str) -> tuple[Cube, Mapping[int, str]] | Finding:
    """Read a PX file; an error says why it cannot be read. No mark stands with single figures."""
    places = Places(text, notation.PX)
    statements, data = _statements(text)
    if any(key == "KEYS" for key, _ in statements):
        return error("statistics-form-unknown", places.cell(0), found="KEYS")
    whole = text.rstrip(_BLANK)
    if data < 0 or not whole.endswith(";"):  # the last figure may lack its last digits
        return error("statistics-damaged", places.cell(len(whole) - 1), found=_last(whole))
    names = (*_values(statements, "STUB"), *_values(statements, "HEADING"))
    sizes = [len(_values(statements, "VALUES", name)) or 1 for name in names]
    claimed = too_large(sizes, _first(statements, "MATRIX"), places.cell(0))
    if claimed is not None:
        return claimed
    dimensions = []
    for name in names:
        one = _dimension(statements, name, places)
        if isinstance(one, Finding):
            return one
        dimensions.append(one)
    titles = [_first(statements, key) for key in ("DESCRIPTION", "TITLE", "CONTENTS")]
    table = table_of(titles, [_first(statements, key) for key in ("TABLEID", "MATRIX")])
    title = next(filter(None, reversed(titles)), "")
    figures = _figures(whole, data, statements, places)
    return Cube(table, title, dimensions, figures, ", ".join(_values(statements, "UNITS"))), {}


def _last(text: str) -> str:
    """Give the last words of a text."""
    return fold(text[-_TAIL:])


def _statements(text: str) -> tuple[Statements, int]:
    """Give the statements by keyword and what they are about, and where the figures begin.

    The place is -1 where the text breaks off, or is not as it should be, before them.
    """
    found: dict[tuple[str, str], _Statement] = {}
    at = 0
    while key := _KEY.match(text, at):
        if key[1] == "DATA":
            return found, key.end()
        value = _VALUE.match(text, key.end())
        if value is None:
            break
        if key[2] is None:
            about = fold((key[3] or "").replace('"', ""))
            statement = _Statement(_listed(value[1]), value[1], key.start(1))
            found.setdefault((key[1], about), statement)
        at = value.end()
    return found, -1


def _listed(written: str) -> list[str]:
    """Give the values between commas; quotes that follow each other are one text."""
    values = [""]
    for piece in _PIECE.finditer(written):  # one at a time: a file may be one long list
        quoted, comma, word = piece.groups("")
        if comma:
            values.append("")
        values[-1] += quoted or word
    return [fold(one) for one in values]


def _values(statements: Statements, key: str, about: str = "") -> Sequence[str]:
    found = statements.get((key, about))
    return found.values if found and found.written.strip() else []


def _first(statements: Statements, key: str, about: str = "") -> str:
    return next(iter(_values(statements, key, about)), "")


def _dimension(statements: Statements, name: str, places: Places) -> Dimension | Finding:
    stated = statements.get(("VALUES", name))
    if stated is None:
        return error("statistics-damaged", places.cell(0), found=clip(f"VALUES({name})"))
    texts = stated.values
    codes = _values(statements, "CODES", name) or [""] * len(texts)
    times = _times(statements, name) or [""] * len(texts)
    cell = places.cell(stated.at)
    if not len(codes) == len(times) == len(texts) or any(map(_contradicts, texts, times)):
        return error("statistics-damaged", cell, found=clip(name))
    members = [
        Member(text, code, _first(statements, "UNITS", text), time)
        for text, code, time in zip(texts, codes, times, strict=True)
    ]
    return Dimension(name, members, cell, _role(statements, name))


def _times(statements: Statements, name: str) -> Sequence[str]:
    stated = statements.get(("TIMEVAL", name))
    return timeval(stated.written, stated.values[1:]) if stated else []


def _contradicts(text: str, time: str) -> bool:
    """Say whether the words for a period mean another one than the list of periods does."""
    said = stamp(Member(text))
    return bool(time and said and said.year) and said != stamp(Member(time))


def _role(statements: Statements, name: str) -> Role:
    if ("TIMEVAL", name) in statements:
        return Role.TIME
    if _first(statements, "CONTVARIABLE") == name:
        return Role.METRIC
    mapped = ("MAP", name) in statements
    return Role.REGION if mapped or _first(statements, "VARIABLE-TYPE", name) == "G" else role(name)


def _figures(text: str, data: int, statements: Statements, places: Places) -> Figures:
    found = _FIGURE.finditer(text, data, len(text) - 1)
    starts = array("L", (one.start() for one in found))
    symbols = {_first(statements, f"DATASYMBOL{one}") for one in _SYMBOLS}

    def raw(number: int) -> Raw:
        figure = _FIGURE.match(text, starts[number])
        said = figure[0] if figure else ""
        quoted = said.startswith('"')
        return _NONE if quoted and said.strip('"') in symbols else said.strip('"')

    return Figures(len(starts), raw, lambda number: places.cell(starts[number]))
