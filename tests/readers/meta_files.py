"""Files of the shapes that Meta Business Suite writes, and what spreadsheets make of them.

Refuses to hold anybody's figures: all are invented.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import os
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from kpi.periods import Grain, containing
from kpi.readers import Asking, Reading, Series, meta
from kpi.readers.cells import Book, Raw, Sheet

EXAMPLES = os.environ.get("KPI_EXAMPLES", "")
true_files = pytest.mark.skipif(not EXAMPLES, reason="KPI_EXAMPLES names no folder of true files")

Rows = Sequence[Sequence[Raw]]
JANUARY = dt.date(2025, 1, 1)


def true_file(name: str) -> bytes:
    return (Path(EXAMPLES) / "meta-daily" / name).read_bytes()


def days(
    figures: Sequence[object],
    title: str = "Facebook visits",
    first: dt.date = JANUARY,
    word: str = "Date",
) -> list[list[Any]]:
    """Give one block: None leaves the day's row out."""
    rows: list[list[Any]] = [[title], [word, "Primary"]]
    for step, figure in enumerate(figures):
        if figure is not None:
            date = first + dt.timedelta(days=step)
            rows.append([f"{date.isoformat()}T01:00:00", str(figure)])
    return rows


def native(*blocks: Rows) -> bytes:
    """Write blocks as Meta does: UTF-16, a ``sep=`` line, an empty line after each."""
    made = io.StringIO()
    writer = csv.writer(made, quoting=csv.QUOTE_ALL, lineterminator="\n")
    for rows in blocks:
        writer.writerows(rows)
        made.write("\n")
    return ("sep=,\n" + made.getvalue()).encode("utf-16")


def saved_as_semicolons(*blocks: Rows, encoding: str = "utf-8") -> bytes:
    lines = [";".join([*map(str, row), ""][:2]) for rows in blocks for row in (*rows, ["", ""])]
    return "\r\n".join(lines).encode(encoding)


def saved_as_tabs(*blocks: Rows) -> bytes:
    """Write what a spreadsheet calls Unicode text: padded with empty columns."""
    lines = [
        "sep=\t",
        *("\t".join([*map(str, row), "", ""][:3]) for it in blocks for row in [*it, []]),
    ]
    return "\r\n".join(lines).encode("utf-16")


def saved_as_xlsx(*blocks: Rows, real_dates: bool = False) -> bytes:
    made = openpyxl.Workbook()
    page = made.active
    assert page is not None
    page.title = "Visits (1)"
    for rows in blocks:
        for row in rows:
            page.append([_typed(raw, real_dates) for raw in row])
        page.append([""])
    kept = io.BytesIO()
    made.save(kept)
    return kept.getvalue()


def _typed(raw: Any, real_dates: bool) -> Any:
    if isinstance(raw, str) and raw.isdigit():
        return int(raw)
    if real_dates and isinstance(raw, str) and raw[:4].isdigit():
        return dt.datetime.fromisoformat(raw)
    return raw


def book(*sheets: Rows, kind: str = "text", **dress: Any) -> Book:
    named = [("csv" if not at else f"Taul{at}", rows) for at, rows in enumerate(sheets)]
    made = [Sheet(name, False, 1, 1, rows)._replace(**dress) for name, rows in named]
    return Book(kind, tuple(made))


def stacked(*blocks: Rows) -> Rows:
    return [row for rows in blocks for row in (*rows, [])]


def told(one: Book, name: str, asking: Asking | None = None) -> Reading:
    """Read a book that is of the named format."""
    asking = asking or Asking()
    asking.format = meta.recognise(one)
    assert asking.format == name
    return meta.read(one, asking)


def answered(**answers: str) -> Asking:
    """Give ``which_platform__A1="facebook"`` as the answer to ``which-platform:csv!A1``."""
    named = {}
    for name, choice in answers.items():
        code, _, cell = name.partition("__")
        named[f"{code.replace('_', '-')}:csv!{cell}"] = choice
    return Asking(named, today=dt.date(2025, 7, 15))


def codes(read: Reading) -> list[str]:
    return [one.code for one in read.findings]


def asked(asking: Asking) -> list[str]:
    return [one.name for one in asking.questions if one.answer is None]


def values(one: Series) -> dict[str, Any]:
    return {str(it.period): it.value for it in one.figures}


def months(one: Series) -> Mapping[str, Decimal]:
    found: dict[str, Decimal] = {}
    for it in one.figures:
        assert it.period is not None and it.value is not None
        month = str(containing(it.period.start, Grain.MONTH))
        found[month] = found.get(month, Decimal(0)) + it.value
    return found
