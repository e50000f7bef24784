"""From the letters of a text file to rows: which mark separates, and what Excel did on the way.

Refuses to read numbers or dates. A text without a separator is one column.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter

from . import notation
from .limits import MOST_CELLS, MOST_ROWS, WIDEST, Refused

# In the order of trust: a table with ; has decimal commas, one with TAB may have anything.
MARKS = ("\t", ";", "|", ",")
_SAMPLE, _SAMPLE_LINES = 1 << 16, 400
DECLARED = re.compile(r'"?sep=(.)"?[;,\t ]*(?:\r\n|\r|\n|$)', re.IGNORECASE)
_QUOTED = re.compile(r'(?:^|(?<=[,;\t|]))"(?:[^"]|"")*+"', re.MULTILINE)
_LINE_END = re.compile(r"\r\n|\r|\n")
# A whole line in one pair of quotes, its own quotes doubled.
_WRAPPED = re.compile(r'^"((?:[^"]|"")*+)"[;,\t ]*(?=\r|$)', re.MULTILINE)
_DECIMAL = re.compile(r'"?[-\u2212]?[0-9][0-9 \xa0]*,[0-9]+\s*(?:%|€|\w+)?"?')
_FIGURE = re.compile(r"[-\u2212]?[0-9][0-9 \xa0.,]*[%€]?")
_END = "\x1f"

Rows = list[list[str]]
Said = list[tuple[str, str, str]]


def rows(text: str) -> tuple[Rows, Said]:
    """Split a text into rows of cells, and say what had to be undone.

    Raises:
        Refused: too many rows or cells, or a quote that never ends and swallows the rest.
    """
    said: Said = []
    by = notation.layout(text)
    if by is not None:
        return notation.rows(text, by), said
    declared = DECLARED.match(text)
    if declared:
        text = text[declared.end() :]
    if max(text.count("\n"), text.count("\r")) > MOST_ROWS:
        raise Refused("sheet-too-large", "csv")
    bared = unwrapped(text)
    if bared is not None:
        text = bared
        said.append(("lines-unwrapped", "csv!A1", ""))
    mark = separator(text, declared[1] if declared else "")
    found, uneven = _split(text, mark)
    swallowing = _swallowing(found, mark) if mark else 0
    if swallowing:
        raise Refused("quote-not-closed", cell=f"csv!A{swallowing}")
    if uneven:
        said.append(("quotes-uneven", uneven, ""))
    if max(map(len, found), default=0) > WIDEST or sum(map(len, found)) > MOST_CELLS:
        raise Refused("sheet-too-large", "csv")
    return found, said


def separator(text: str, declared: str = "") -> str:
    """Tell what separates the cells; empty for a text of one column.

    Each mark is counted outside quotes, line by line; the mark that most lines have equally often
    separates. A first line that declares a separator is believed if the text has it.
    """
    counts = _counts(text, (*MARKS, declared) if declared else MARKS)
    if declared and counts[declared]:
        return declared
    return max(MARKS, key=lambda mark: counts[mark]) if any(counts.values()) else ""


def _counts(text: str, marks: tuple[str, ...]) -> dict[str, int]:
    """Give for each mark how many lines have it in the commonest number."""
    sample = _QUOTED.sub('""', text[:_SAMPLE])
    lines = [one for one in _LINE_END.split(sample)[:_SAMPLE_LINES] if one and one[0] != "#"]
    found = {}
    for mark in marks:
        having = Counter(number for line in lines if (number := line.count(mark)))
        found[mark] = max(having.values(), default=0)
    with_comma = [line for line in lines if "," in line]
    if all(_DECIMAL.fullmatch(line.strip()) for line in with_comma):
        found[","] = 0  # one column of decimals
    return found


def unwrapped(text: str) -> str | None:
    """Undo a save that put whole lines into one cell each; None where that did not happen."""
    sample = text[:_SAMPLE]
    if not sample.count('""'):
        return None
    found = _WRAPPED.findall(sample)
    lines = [one for one in _LINE_END.split(sample) if one.strip('",; \t')]
    doubled = [one for one in found if '""' in one and any(mark in one for mark in MARKS)]
    if not doubled or len(found) * 2 < len(lines):
        return None
    return _WRAPPED.sub(lambda one: one[1].replace('""', '"'), text)


def _swallowing(found: Rows, mark: str) -> int:
    """Give the first row with a cell that holds whole rows, figures and all; 0 where none does.

    A quote that opens by mistake ends at the next one. A caption of several lines has no line that
    is as wide as the table with a number where the table's numbers stand.
    """
    wide = Counter(map(len, found)).most_common(1)[0][0] if found else 0
    several = [
        (number, line.split(mark))
        for number, row in enumerate(found, 1)
        for cell in (row if wide > 1 else ())
        if "\n" in cell or "\r" in cell
        for line in cell.splitlines()[1:]
    ]
    like = [(number, fields) for number, fields in several if len(fields) == wide]
    if not like:
        return 0
    whole = [row for row in found if len(row) == wide]
    numeric = [c for c in range(wide) if 2 * sum(_is_figure(row[c]) for row in whole) >= len(whole)]
    return next((n for n, fields in like if any(_is_figure(fields[c]) for c in numeric)), 0)


def _is_figure(text: str) -> bool:
    return _FIGURE.fullmatch(text.strip()) is not None


def _split(text: str, mark: str) -> tuple[Rows, str]:
    """Split; where quotes stand inside a cell, also give the first such cell's row."""
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 2))
    mark = mark or _END
    found: Rows = []
    try:
        found.extend(csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True))
    except csv.Error:
        row = f"csv!A{len(found) + 1}"
        end = "" if text.endswith(("\n", "\r")) else "\n"
        whole = io.StringIO(f"{text}{end}{_END}{_END}", newline="")
        again = list(csv.reader(whole, delimiter=mark))
        last = again.pop()
        if "".join(last).strip(_END):
            raise Refused("quote-not-closed", cell=f"csv!A{len(again) + 1}") from None
        return again, row
    return found, ""
