"""A copy of a file without the personal cells: the bytes that are kept of an upload.

Refuses to keep a copy that does not say the same: it is opened again and compared cell by cell,
and a file of which no such copy can be made is not kept at all. A text file stays the text it was,
those cells apart; of a workbook the cells alone are carried over, since names hide in its corners.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Mapping, Sequence

from kpi.errors import Finding, WorkbookRejected, error, warning
from kpi.readers import bare, corners, guard, personal, privacy
from kpi.readers.cells import Book, Raw, Sheet
from kpi.readers.child import decoding, notation, separated
from kpi.readers.numbers import clip
from kpi.readers.privacy import Area, Cell

# What stands for "no separator" in a text of one column; no such text has it.
_NONE = "\x1f"
_QUOTED = re.compile(r'"((?:[^"]|"")*+)"(.*)', re.DOTALL)
# Whom to ask, as a statistical office names them in its files.
_CONTACT = re.compile(
    r'(?P<px>CONTACT(?:\[\w+\])?(?:\("[^"]*"\))?\s*=\s*")(?:[^"]|"(?!\s*;))*+(?="\s*;)'
    r'|(?P<json>"contact"\s*:\s*\[)[^\[\]]*(?=\])'
)


def kept(data: bytes, book: Book | None = None) -> tuple[bytes, tuple[Finding, ...]]:
    """Give what is kept of a file, and what is to be said of it.

    Args:
        data: the file as it came.
        book: the file as it was opened, where that is done already.

    Returns:
        The same bytes and nothing to say when nothing is personal; a copy and a warning that names
        headings, never a value; no bytes and an error for a list of people, or where no copy can
        be made. The same file gives the same bytes every time.

    Raises:
        WorkbookRejected: the file cannot be opened.
    """
    book = guard.opened(data) if book is None else book
    by = notation.layout(book.text)
    if by is not None:
        return _notation(data, by)
    areas = privacy.private(book)
    doubt = privacy.perhaps(book)
    doubts = (warning("perhaps-names", doubt[1], found=doubt[0]),) if doubt else ()
    names = {} if book.kind == "text" else corners.sheet_names(book.sheets)
    unmade = corners.without_makers(data)
    noted = not unmade or corners.has_comments_of_people(data)
    if not (areas or names or noted):
        return unmade, doubts if unmade == data else (warning("makers-left-out"), *doubts)
    refusal = privacy.refusal(book, areas) if areas else None
    if refusal is not None:
        return b"", (refusal,)
    book, areas = _renamed(book, areas, names)
    copy = without(data, book, areas)
    first = areas[0].cell if areas else ""
    found = clip(", ".join(dict.fromkeys(area.found for area in areas)))
    if not _says_the_same(copy, book, areas):
        return b"", (error("copy-not-made", first, found=found or ", ".join(names.values())),)
    said = (
        *((warning("personal-data-left-out", first, found=found),) if areas else ()),
        *(warning("sheet-renamed", found=one) for one in names.values()),
        *((warning("comments-left-out"),) if noted else ()),
    )
    return copy, (*said, *doubts)


def _renamed(
    book: Book, areas: Sequence[Area], names: Mapping[str, str]
) -> tuple[Book, tuple[Area, ...]]:
    """Call sheets otherwise, in the book and in what was found in it."""
    if not names:
        return book, tuple(areas)
    sheets = tuple(one._replace(name=names.get(one.name, one.name)) for one in book.sheets)
    places = []
    for one in areas:
        sheet = names.get(one.sheet, one.sheet)
        cell = one.cell.removeprefix(f"{one.sheet}!")
        places.append(one._replace(sheet=sheet, cell=f"{sheet}!{cell}"))
    return book._replace(sheets=sheets), tuple(places)


def without(data: bytes, book: Book, areas: Sequence[Area]) -> bytes:
    """Copy a file without what stands in some of its cells.

    Args:
        data: the file as it came.
        book: the file as it was opened.
        areas: what is left out, as ``privacy.private`` found it.

    Returns:
        A text in the same encoding with the same separator; for any kind of workbook an xlsx with
        the same sheets. Every other cell has its place, its value and the dress that tells.
    """
    rests = _rests(areas)
    if book.kind == "text":
        return _text(data, rests[book.sheets[0].name])
    return bare.written(book.sheets, rests)


def _rests(areas: Sequence[Area]) -> dict[str, dict[Cell, str]]:
    """Gather by sheet what stays of the personal cells."""
    gathered: dict[str, dict[Cell, str]] = {}
    for area in areas:
        gathered.setdefault(area.sheet, {}).update(area.rests)
    return gathered


def _says_the_same(copy: bytes, book: Book, areas: Sequence[Area]) -> bool:
    """Open a copy and compare every cell, its dress too, with what it ought to be."""
    try:
        again = guard.opened(copy)
    except WorkbookRejected:
        return False
    rests = _rests(areas)
    ought = [(one.name, one.hidden, _cells(one, rests.get(one.name, {}))) for one in book.sheets]
    return ought == [(one.name, one.hidden, _cells(one, {})) for one in again.sheets]


def _cells(sheet: Sheet, rests: Mapping[Cell, str]) -> dict[Cell, Raw]:
    """Give what stands in the sheet, or stays in it; empty cells left out."""
    return {
        cell: rest
        for row, cells in enumerate(sheet.rows, sheet.row)
        for column, raw in enumerate(cells, sheet.column)
        if raw != "" and (rest := rests.get(cell := (row, column), raw)) != ""
    }


# --- text files


def _text(data: bytes, rests: Mapping[Cell, str]) -> bytes:
    """Cut cells out of a text; every other letter stays as it was read.

    Whole lines that had been wrapped in quotes on the way are written as the lines they are.
    """
    text, encoding = decoding.decoded(data)
    declared = separated.DECLARED.match(text)
    head = declared[0] if declared else ""
    body = text[len(head) :]
    body = separated.unwrapped(body) or body
    mark = separated.separator(body, declared[1] if declared else "") or _NONE
    pieces, at = [head], 0
    for cell, (start, end) in _spans(body, mark):
        if cell in rests:
            pieces += [body[at:start], _left(body[start:end], rests[cell])]
            at = end
    return _encoded("".join([*pieces, body[at:]]), data, encoding)


def _encoded(made: str, data: bytes, encoding: str) -> bytes:
    if data.startswith(codecs.BOM_UTF16_BE):
        return codecs.BOM_UTF16_BE + made.encode("utf-16-be")
    return made.encode(encoding)


def _notation(data: bytes, by: notation.Layout) -> tuple[bytes, tuple[Finding, ...]]:
    """Cut out of a text in a notation of its own whom to ask about it, and other addresses."""
    text, encoding = decoding.decoded(data)
    made = personal.cut(_CONTACT.sub(_unnamed, text))
    if made == text:
        return data, ()
    rows = zip(by.end.split(made), by.end.split(text), strict=False)
    changed = (number for number, (left, was) in enumerate(rows, 1) if left != was)
    where = f"A{next(changed, 1)}"
    finding = warning("personal-data-left-out", f"csv!{where}", found=where)
    return _encoded(made, data, encoding), (finding,)


def _unnamed(found: re.Match[str]) -> str:
    """Give the persons to ask without their names; an office without an address stays."""
    return (found["px"] or found["json"]) if "@" in found[0] else found[0]


def _spans(text: str, mark: str) -> Iterator[tuple[Cell, tuple[int, int]]]:
    """Give the cells of a text, by row and column from 1, and where each begins and ends."""
    other = f"[^{re.escape(mark)}\r\n]*"
    cell = re.compile(f'("(?:[^"]|"")*+"{other}|{other})({re.escape(mark)}|\r\n|\r|\n|$)')
    row, column = 1, 1
    for found in cell.finditer(text):
        yield (row, column), found.span(1)
        row, column = (row, column + 1) if found[2] == mark else (row + 1, 1)


def _left(raw: str, rest: str) -> str:
    """Give what stays of a cell as it is written in the text, quotes and all."""
    quoted = _QUOTED.fullmatch(raw)
    value = quoted[1].replace('""', '"') + quoted[2] if quoted else raw
    if rest == personal.cut(value):
        return personal.cut(raw)  # where the text is code, a quote may be the code's own
    return '"{}"'.format(rest.replace('"', '""')) if quoted else rest
