"""A book from a text, and what a tool made of it, in forms that are easy to compare."""

from __future__ import annotations

import csv
import datetime as dt
import os
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path

import pytest

from kpi.errors import Finding
from kpi.readers import Asking, Reading, Series, Tool, read
from kpi.readers.cells import Book, Raw, Sheet

TODAY = dt.date(2025, 11, 25)
Rows = Sequence[Sequence[Raw]]


def text(lines: str, delimiter: str = ",") -> Book:
    """Give the book of a separated text; the lines may be indented."""
    stripped = [line.strip() for line in lines.strip("\n").split("\n")]
    rows = list(csv.reader(stripped, delimiter=delimiter))
    return Book("text", (Sheet("csv", False, 1, 1, rows),))


def workbook(*sheets: tuple[str, Rows], hidden: Iterable[str] = ()) -> Book:
    """Give the book of typed cells."""
    made = tuple(Sheet(name, name in set(hidden), 1, 1, rows) for name, rows in sheets)
    return Book("xlsx", made)


def asking(answers: dict[str, str] | None = None) -> Asking:
    return Asking(answers or {}, today=TODAY)


def reading(tool: Tool, book: Book, put: Asking | None = None) -> Reading:
    """Read a book that the tool must recognise."""
    put = put or asking()
    put.format = tool.recognise(book)
    assert put.format
    return tool.read(book, put)


def figures(told: Reading | Sequence[Series], label: str) -> dict[str, str]:
    """Give one series' figures by period, written out."""
    series = told.series if isinstance(told, Reading) else told
    (one,) = [it for it in series if it.label == label]
    return {str(it.period): f"{it.value}" for it in one.figures}


def labels(told: Reading) -> list[str]:
    return [one.label for one in told.series]


def codes(findings: Iterable[Finding]) -> list[tuple[str, str, str]]:
    """Give code, cell and what was found."""
    return [(one.code, one.cell, one.found) for one in findings]


def example(folder: str, name: str) -> tuple[str, Sequence[Series]]:
    """Read a real file where they are at hand: its format and its series."""
    if not os.environ.get("KPI_EXAMPLES"):
        pytest.skip("KPI_EXAMPLES names no folder of real exports")
    path = Path(os.environ["KPI_EXAMPLES"]) / folder / name
    told = read(path.name, path.read_bytes(), asking())
    return told.format, told.series


def monthly(series: Sequence[Series], label: str) -> dict[str, Decimal]:
    """Add up a series by the months of its days."""
    (one,) = [it for it in series if it.label == label]
    sums: dict[str, Decimal] = {}
    for it in one.figures:
        assert it.period is not None and it.value is not None
        month = f"{it.period.start:%Y-%m}"
        sums[month] = sums.get(month, Decimal()) + it.value
    return sums
