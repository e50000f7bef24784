"""Statistical tables, written in each of the forms in which statistical offices give them.

Refuses to copy a real one: the figures are invented, the forms are as the tools write them.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from itertools import product
from math import prod
from typing import Any, NamedTuple

import xlsxwriter

from kpi.readers import guard
from kpi.readers.cells import Book, Sheet
from kpi.readers.child import books, written


class Value(NamedTuple):
    """One value of a dimension: its words, its code, its unit."""

    text: str
    code: str = ""
    unit: str = ""


class Dim(NamedTuple):
    """One dimension; ``kind`` is time, region, metric or plain."""

    name: str
    values: Sequence[Value]
    kind: str = "plain"


class Table(NamedTuple):
    """A table: the first ``stub`` dimensions stand beside it, the others above it."""

    dims: Sequence[Dim]
    figures: Sequence[str]
    stub: int = 1
    title: str = "12xy -- Työttömät alueittain, 2024M12-2025M02"
    table_id: str = "statfin_tyonv_pxt_12xy"
    unit: str = "lukumäärä"

    @property
    def sizes(self) -> list[int]:
        return [len(one.values) for one in self.dims]

    @property
    def beside(self) -> list[tuple[Value, ...]]:
        return list(product(*(one.values for one in self.dims[: self.stub])))

    @property
    def above(self) -> list[tuple[Value, ...]]:
        return list(product(*(one.values for one in self.dims[self.stub :])))

    @property
    def rows(self) -> list[Sequence[str]]:
        wide = prod(self.sizes[self.stub :])
        return [self.figures[at : at + wide] for at in range(0, len(self.figures), wide)]


MONTHS = ("2024M12", "2025M01", "2025M02")
REGIONS = Dim("Alue", (Value("Kaukola", "KU236"), Value("Lähelä", "KU924")), "region")
CONTENTS = Dim(
    "Tiedot",
    (Value("Työttömät (lkm)", "TYO", "lukumäärä"), Value("Osuus (%)", "OSUUS", "%")),
    "metric",
)


def months(*texts: str) -> Dim:
    return Dim("Kuukausi", [Value(one, one) for one in texts or MONTHS], "time")


def table(**about: Any) -> Table:  # noqa: ANN401
    """Give a table of two regions, two contents and three months; the months stand above it."""
    figures = ["120", "118", "131", "4.1", "4.0", "4.5", "45", "..", "51", "5.5", ".", "6.1"]
    return Table([REGIONS, CONTENTS, months()], figures, 2)._replace(**about)


def quoted(texts: Sequence[str]) -> str:
    return ",".join(f'"{one}"' for one in texts)


def px(one: Table, *, timeval: str = "", more: str = "", codes: bool = True, end: str = ";") -> str:
    """Write the table as a PX file, with words of other languages between."""
    names = [dim.name for dim in one.dims]
    lines = [
        'CHARSET="ANSI";', 'AXIS-VERSION="2013";', 'CODEPAGE="windows-1252";', 'LANGUAGE="fi";',
        'LANGUAGES="fi","sv";', "DECIMALS=1;", "SHOWDECIMALS=0;", f'TABLEID="{one.table_id}";',
        'MATRIX="001_12xy_2025m02";', f'DESCRIPTION="{one.title}";',
        'TITLE="Työttömät muuttujina Alue, Tiedot "', '"ja Kuukausi";', 'CONTENTS="Työttömät";',
        f'UNITS="{one.unit}";', 'UNITS[sv]="antal";',
        f"STUB={quoted(names[: one.stub])};", f"HEADING={quoted(names[one.stub :])};",
        'HEADING[sv]="Månad";',
    ]  # fmt: skip
    for dim in one.dims:
        lines += _px_dim(dim, timeval, codes=codes)
    if more:
        lines.append(more)
    data = [
        " ".join(text if text.strip("-0123456789.") == "" and text.strip(".") else f'"{text}"'
                 for text in row) + " "
        for row in one.rows
    ]  # fmt: skip
    return "\r\n".join([*lines, "DATA=", *data]) + end + "\r\n"


def _px_dim(dim: Dim, timeval: str, *, codes: bool) -> list[str]:
    texts = [value.text for value in dim.values]
    lines = [
        f'VALUES("{dim.name}")={quoted(texts)};',
        f'VALUES[sv]("{dim.name} sv")={quoted([f"{one} sv" for one in texts])};',
    ]
    if dim.kind == "metric":
        lines.insert(0, f'CONTVARIABLE="{dim.name}";')
        lines += [f'UNITS("{one.text}")="{one.unit}";' for one in dim.values if one.unit]
    if dim.kind == "region":
        lines.append(f'VARIABLE-TYPE("{dim.name}")="G";')
    if dim.kind == "time" and timeval:
        lines.append(f'TIMEVAL("{dim.name}")={timeval};')
    if codes and dim.kind != "time":
        lines.append(f'CODES("{dim.name}")={quoted([one.code for one in dim.values])};')
    return lines


def json_value(text: str) -> Any:  # noqa: ANN401
    return json.loads(text) if text.strip(".") else None


def jsonstat(one: Table, *, version: int = 2, indent: int | None = None, **more: Any) -> str:  # noqa: ANN401
    """Write the table as JSON-stat."""
    names = {dim.name: dim.name.casefold() for dim in one.dims}
    roles = {"time": "time", "region": "geo", "metric": "metric"}
    role: dict[str, list[str]] = {}
    for dim in one.dims:
        if dim.kind in roles:
            role.setdefault(roles[dim.kind], []).append(names[dim.name])
    dims = {names[dim.name]: _json_dim(dim) for dim in one.dims}
    frame = {"id": list(dims), "size": one.sizes, "role": role}
    data: dict[str, Any] = {
        "version": "2.0", "class": "dataset", "label": one.title, "source": "Tilastovirasto",
        "updated": "2025-03-25T06:00:00Z", "extension": {"px": {"tableid": one.table_id}},
    }  # fmt: skip
    values = {"value": [json_value(it) for it in one.figures]}
    if version == 1:
        return json.dumps({"dataset": {"dimension": dims | frame, **values}} | more, indent=indent)
    whole = data | frame | {"dimension": dims} | values | more
    return json.dumps(whole, indent=indent, ensure_ascii=False)


def _json_dim(dim: Dim) -> dict[str, Any]:
    category: dict[str, Any] = {
        "index": {one.code: at for at, one in enumerate(dim.values)},
        "label": {one.code: one.text for one in dim.values},
    }
    if dim.kind == "metric":
        category["unit"] = {one.code: {"base": one.unit, "decimals": 1} for one in dim.values}
    return {"label": dim.name, "category": category, "extension": {"show": "value"}}


def separated(one: Table, *, delimiter: str = ",", titled: bool = True) -> str:
    """Write the table as PxWeb writes it with separators."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=delimiter, quoting=csv.QUOTE_NONNUMERIC)
    if titled:
        writer.writerow([one.title])
        buffer.write("\r\n")
    above = [" ".join(value.text for value in those) or "Työttömät" for those in one.above]
    writer.writerow([*(dim.name for dim in one.dims[: one.stub]), *above])
    for those, row in zip(one.beside, one.rows, strict=True):
        line = io.StringIO()
        csv.writer(line, delimiter=delimiter, quoting=csv.QUOTE_ALL, lineterminator="").writerow(
            [value.text for value in those]
        )
        buffer.write(delimiter.join([line.getvalue(), *row]) + "\r\n")
    return buffer.getvalue()


def workbook(
    one: Table, *, below: Sequence[str] = ("Päivitetty:", "20250325"), coded: bool = False
) -> bytes:
    """Write the table as PxWeb writes a workbook: words beside their first rows only."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet("001_12xy_2025m02")
        sheet.write_string(0, 0, one.title)
        left = one.stub * (2 if coded else 1)
        _above(sheet, one, left)
        top = 2 + len(one.dims) - one.stub
        for down, those in enumerate(one.beside):
            before = one.beside[down - 1] if down else (None,) * one.stub
            for at, value in enumerate(those):
                if at == one.stub - 1 or those[: at + 1] != before[: at + 1]:
                    words = [value.code, value.text] if coded else [value.text]
                    for n, word in enumerate(words):
                        sheet.write_string(top + down, at * len(words) + n, word)
            for across, text in enumerate(one.rows[down]):
                if text.strip("."):
                    sheet.write_number(top + down, left + across, float(text))
                else:
                    sheet.write_string(top + down, left + across, text)
        for down, text in enumerate(below, top + len(one.beside) + 1):
            sheet.write_string(down, 0, text)
    return buffer.getvalue()


def _above(sheet: Any, one: Table, left: int) -> None:  # noqa: ANN401
    for level in range(len(one.dims) - one.stub):
        for across, those in enumerate(one.above):
            before = one.above[across - 1] if across else None
            last = level == len(one.dims) - one.stub - 1
            if last or before is None or those[: level + 1] != before[: level + 1]:
                sheet.write_string(2 + level, left + across, those[level].text)


def opened(data: str | bytes, encoding: str = "utf-8") -> Book:
    """Open a file as the service does."""
    return guard.opened(data if isinstance(data, bytes) else data.encode(encoding))


def loosely(data: str | bytes) -> Book:
    """Open a file without the price of a process."""
    if isinstance(data, str):
        limit = csv.field_size_limit()
        (grid,) = written.opened(data.encode()).sheets
        csv.field_size_limit(limit)  # the child's own is for its process alone
        return Book("text", (Sheet(grid.name, grid.hidden, 1, 1, grid.rows),), (), data)
    (grid,) = books.zipped(data).sheets
    return Book("xlsx", (Sheet(grid.name, grid.hidden, grid.row, grid.column, grid.rows),))
