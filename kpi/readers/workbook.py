"""The organisation's own template workbook, recognised by what is in it.

Refuses to trust positions: columns are found by their names, in Finnish or in English, wherever
they stand, and sheets by their header row, whatever they are called.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import repeat, zip_longest

from kpi.errors import Finding, error, warning
from kpi.readers import plan_sheets
from kpi.readers.asking import Asking
from kpi.readers.cells import Book, Columns, Marked, Raw, Sheet, letters, place
from kpi.readers.columns import FIELDS, HEADINGS, TEMPLATE_VERSION, VERSION_MARK
from kpi.readers.numbers import Number, clip, fold, read_number, shown
from kpi.readers.reading import PlanTable, Reading, Table

_HEADER_WITHIN, _VERSION_WITHIN = 30, 60
_NAMES = {
    name.casefold(): field
    for field, names in HEADINGS.items()
    for name in (names.fi, names.en, *names.others)
}
_MARKS = {VERSION_MARK.fi.casefold(), VERSION_MARK.en.casefold()}
# These two tell our template from other tables; what else is missing is a finding.
_TELLING = ({"indicator", "name"}, {"value"})
_LEAST_KNOWN = 4
# A long remark may well stand over several rows.
_NOTES = frozenset({"stands_at", "remark"})


def recognise(book: Book) -> str:
    """Say whether a sheet has our header row, or a guide says that it is our template."""
    sheets = book.sheets
    ours = any(_header(one) is not None or plan_sheets.recognised(one) for one in sheets)
    return "workbook" if ours or _version(sheets) is not None else ""


def read(book: Book, _: Asking) -> Reading:
    """Read every sheet that has our header row; the others are notes."""
    sheets = book.sheets
    version = _version(sheets)
    if version is not None and version[0] > TEMPLATE_VERSION:
        newer = error("template-newer", version[1], found=str(version[0]))
        return Reading(findings=(newer,))
    tables: list[Table] = []
    plan: list[PlanTable] = []
    asked = False
    findings: list[Finding] = []
    for sheet in sheets:
        header = _header(sheet)
        if header is None and plan_sheets.recognised(sheet):
            asked = True
            told, faults = plan_sheets.read(sheet)
            plan.extend([told] if told is not None else [])
            findings.extend(faults)
        elif header is None:
            findings.extend(_passed_over(sheet))
        else:
            table = _table(sheet, header)
            findings.extend(_header_faults(sheet, header))
            findings.extend(_unseen(sheet, table))
            findings.extend(_merged(sheet, table))
            tables.append(table)
    if not tables and not asked:
        findings.append(error("header-missing", version[1] if version else ""))
    return Reading(tuple(tables), findings=tuple(findings), plan=tuple(plan))


def _field(raw: Raw) -> str:
    """Give the field that a heading names; empty when it is none of ours."""
    return _NAMES.get(fold(raw).rstrip(":* ").casefold(), "") if isinstance(raw, str) else ""


def _header(sheet: Sheet) -> int | None:
    """Give the place of the header among the sheet's rows."""
    for number, row in enumerate(sheet.rows[:_HEADER_WITHIN]):
        known = {field for field in map(_field, row) if field}
        if len(known) >= _LEAST_KNOWN and all(known & telling for telling in _TELLING):
            return number
    return None


def _version(sheets: Sequence[Sheet]) -> tuple[int, str] | None:
    """Find the template's version mark: its words, and the number in the next cell."""
    for sheet in sheets:
        for number, row in enumerate(sheet.rows[:_VERSION_WITHIN], sheet.row):
            for column, (raw, beside) in enumerate(zip(row, row[1:], strict=False), sheet.column):
                if isinstance(raw, str) and fold(raw).rstrip(":").casefold() in _MARKS:
                    told = read_number(beside)
                    if isinstance(told, Number) and told.value == int(told.value):
                        return int(told.value), place(sheet.name, letters(column + 1), number)
    return None


def _header_faults(sheet: Sheet, header: int) -> Iterator[Finding]:
    """Find columns that are missing, named twice, or have figures nobody will read."""
    seen: dict[str, str] = {}
    for column, raw in enumerate(sheet.rows[header], sheet.column):
        cell = place(sheet.name, letters(column), sheet.row + header)
        field = _field(raw)
        if field in seen:
            yield error("column-twice", cell, found=shown(raw), other=seen[field])
        elif field:
            seen[field] = cell
        elif raw != "":
            yield warning("column-not-read", cell, found=shown(raw))
    if "period" not in seen:
        yield error(
            "period-column-missing", place(sheet.name, letters(sheet.column), sheet.row + header)
        )
    if sheet.hidden:
        yield warning("hidden-sheet", place(sheet.name, "A", 1), found=clip(sheet.name))


def _passed_over(sheet: Sheet) -> Iterator[Finding]:
    """Say that the numbers of another sheet were not read. Our guide has its version, no more."""
    if _version([sheet]) is None and any(_is_number(raw) for row in sheet.rows for raw in row):
        yield warning("sheet-not-read", place(sheet.name, "A", 1), found=clip(sheet.name))


def _is_number(raw: Raw) -> bool:
    value = raw.value if isinstance(raw, Marked) else raw
    return isinstance(value, int | float) and not isinstance(value, bool)


def _unseen(sheet: Sheet, table: Table) -> Iterator[Finding]:
    """Say which figures were read from rows or columns that nobody sees."""
    columns = set(map(letters, sheet.hidden_columns))
    for field in ("value", "base_value"):
        unseen = table.letters.get(field) in columns
        if not (unseen or sheet.hidden_rows):
            continue
        hidden = [
            row
            for row, raw in enumerate(table.columns[field], table.first)
            if raw != "" and (unseen or row in sheet.hidden_rows)
        ]
        if hidden:
            cell = place(sheet.name, table.letters[field], hidden[0])
            yield warning("hidden-figures", cell, found=clip(", ".join(map(str, hidden))))


def _merged(sheet: Sheet, table: Table) -> Iterator[Finding]:
    """Refuse a cell that is spread over several rows: it is read for the first of them only."""
    fields = {letter: field for field, letter in table.letters.items() if field not in _NOTES}
    for top, left, low, right in sheet.merged:
        field = fields.get(letters(left))
        if field is not None and table.first <= top < low and table.said(field, top) != "":
            area = f"{letters(left)}{top}:{letters(right)}{low}"
            yield error("merged-cells", place(sheet.name, letters(left), top), found=area)


def _language(heading: Raw) -> str:
    """Tell the language of the headings by the one that is always there."""
    names = HEADINGS["value"]
    return "en" if shown(heading).rstrip(":* ").casefold() == names.en.casefold() else "fi"


def _below(sheet: Sheet, first: int) -> list[Sequence[Raw]]:
    """Give the columns of a sheet from a row on; rows of a text are as long as they are."""
    if isinstance(sheet.rows, Columns):
        return [tuple(column[first:]) for column in sheet.rows.columns]
    return list(zip_longest(*sheet.rows[first:], fillvalue=""))


def _table(sheet: Sheet, header: int) -> Table:
    at: dict[str, int] = {}
    for number, raw in enumerate(sheet.rows[header]):
        if _field(raw):
            at.setdefault(_field(raw), number)
    across = _below(sheet, header + 1)
    nothing: Sequence[Raw] = tuple(repeat("", len(sheet.rows) - header - 1))
    return Table(
        sheet=sheet.name,
        first=sheet.row + header + 1,
        language=_language(sheet.rows[header][at["value"]]),
        letters={field: letters(sheet.column + number) for field, number in at.items()},
        columns={f: across[at[f]] if f in at and across else nothing for f in FIELDS},
    )
