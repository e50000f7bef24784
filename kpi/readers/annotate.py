"""A file given back with remarks: in each faulty cell what is wrong there and what to do.

Refuses to correct anything, and to parse the workbook in this process: openpyxl does that in the
child, with its limits. Where it cannot, the cells alone are given back with the list of remarks.
"""

from __future__ import annotations

import json
import re
import subprocess  # nosec B404 # files are opened in a child with limits
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from kpi.errors import Finding, Severity
from kpi.i18n import Language
from kpi.i18n import language as speak
from kpi.readers import bare, guard, remarks
from kpi.readers.cells import Sheet

_CHILD = Path(__file__).with_name("child")
_ADDRESS = re.compile(r"(.+)!([A-Z]{1,3})([1-9][0-9]{0,6})", re.DOTALL)
_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]|^'|'$")
_LONGEST_NAME = 31
# Beyond this the child would run into its limits in any case.
_MOST_CELLS = 400_000

Row = tuple[str, ...]


def annotated(data: bytes, findings: Sequence[Finding], language: str) -> bytes:
    """Give a file as an xlsx with remarks in its cells and on a sheet of their own.

    Args:
        data: the file as it came.
        findings: what was found in it, in the order of the list.
        language: of the remarks, ``fi`` or ``en``.

    Returns:
        An xlsx: the workbook as it looked, or for any other kind of file the same cells. Remarks of
        an earlier check are gone.

    Raises:
        WorkbookRejected: the file cannot be opened.
    """
    say = speak(language)
    book = guard.opened(data)
    sheets = [one for one in book.sheets if not remarks.is_ours(one)]
    rows = tuple(_rows(findings, say))
    own = Sheet(remarks.SHEET.in_language(language), False, 1, 1, rows)
    *names, title = _names([*sheets, own])
    plain = [
        one._replace(name=name) for one, name in zip((*sheets, own), (*names, title), strict=True)
    ]
    looks = book.kind == "xlsx"
    called = {
        one.name: one.name if looks else name for one, name in zip(sheets, names, strict=True)
    }
    order = {
        "author": say.text("web.product"),
        "aside": [one.name for one in book.sheets if remarks.is_ours(one)] if looks else [],
        "notes": list(_notes(findings, called, say)),
        "title": title,
        "rows": rows,
        "fit": not looks,
    }
    if sum(len(row) for one in sheets for row in one.rows) > _MOST_CELLS:
        return bare.written(plain, {})
    given = data if looks else bare.written(plain[:-1], {})
    return _marked(given, order) or bare.written(plain, {})


def _marked(data: bytes, order: Mapping[str, object]) -> bytes:
    """Let the child mark the workbook; empty where it could not."""
    command = [sys.executable, "-I", str(_CHILD), "marking"]
    given = json.dumps(order).encode() + b"\n" + data
    try:
        done = subprocess.run(  # nosec B603 # our own script, the data on its input
            command, input=given, capture_output=True, timeout=guard.WALL_SECONDS
        )
    except subprocess.TimeoutExpired:
        return b""
    return done.stdout if done.returncode == 0 else b""


def _rows(findings: Sequence[Finding], say: Language) -> Iterator[Row]:
    """Give the list of remarks; its first cell is what it is known by."""
    yield (remarks.MARK.in_language(say.code),)
    yield (say.text("remarks.about" if findings else "remarks.none"),)
    yield ()
    yield tuple(say.text(f"remarks.{head}") for head in ("cell", "severity", "finding", "advice"))
    for one in findings:
        where = one.cell or say.text("remarks.whole-file")
        yield where, say.text(f"severity.{one.severity}"), say.finding(one), say.advice(one)


def _notes(
    findings: Sequence[Finding], called: Mapping[str, str], say: Language
) -> Iterator[tuple[str, int, int, str, bool]]:
    """Gather the remarks by cell: sheet, row, column, text, whether it must be corrected."""
    gathered: dict[tuple[str, int, int], list[Finding]] = {}
    for one in findings:
        found = _ADDRESS.fullmatch(one.cell)
        if found is not None and found[1] in called:
            cell = (called[found[1]], int(found[3]), _number(found[2]))
            gathered.setdefault(cell, []).append(one)
    for (sheet, row, column), those in gathered.items():
        grave = any(one.severity is not Severity.WARNING for one in those)
        told = (
            f"{say.text(f'severity.{one.severity}')}: {say.finding(one)}\n{say.advice(one)}"
            for one in those
        )
        yield sheet, row, column, "\n\n".join(told), grave


def _number(letters: str) -> int:
    """Give a column's number, counted from 1."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _names(sheets: Sequence[Sheet]) -> list[str]:
    """Give each sheet a name that every program takes: short, plain and its own."""
    given: list[str] = []
    for one in sheets:
        wanted = _NOT_IN_A_NAME.sub("_", one.name)[:_LONGEST_NAME] or "_"
        name, times = wanted, 1
        while name.casefold() in map(str.casefold, given):
            times += 1
            name = f"{wanted[: _LONGEST_NAME - 5]} ({times})"
        given.append(name)
    return given
