"""Sheets written as a workbook of nothing but their cells: values, and the dress that tells.

Refuses to carry anything else over: no formula, comment, link, author, picture or style of the
file that the cells came from. A text is a text. Written twice it is the same bytes.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr  # nosec B406 # writes XML, parses none

from kpi.readers.cells import Mark, Marked, Raw, Sheet, letters

Rests = Mapping[tuple[int, int], str]
"""By row and column, counted from 1: the text that stands in a cell instead of what was there."""

_MADE = (2000, 1, 1, 0, 0, 0)
_DAY = dt.timedelta(days=1)
# Spreadsheets believe in a 29 February 1900; days before it are written as words of a date.
_FIRST_DAY, _SURE_FROM = dt.date(1899, 12, 30), dt.date(1900, 3, 1)
# The styles in their order: formats that every program knows by number, then those of our own.
_PLAIN, _PERCENT, _MONTH, _DATE, _MOMENT, _CLOCK, _LENGTH = range(7)
_BUILT_IN = (0, 10, 17, 14, 22, 21, 46)
_OWN = 164
_SPAN = re.compile(r"(?:(-?\d+) days?, )?(\d+):(\d\d):(\d\d(?:\.\d+)?)")
_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
# Beyond this a zip is taken for a bomb, ours too.
_TIGHTEST = 100

_SCHEMAS = "http://schemas.openxmlformats.org"
_MAIN = f"{_SCHEMAS}/spreadsheetml/2006/main"
_OFFICE = f"{_SCHEMAS}/officeDocument/2006/relationships"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml."
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def written(sheets: Sequence[Sheet], rests: Mapping[str, Rests]) -> bytes:
    """Write sheets as an xlsx in which every cell stands where it stood.

    Args:
        sheets: as they were opened, in their order.
        rests: by sheet, what stands in some cells instead; an empty text is no cell.

    Returns:
        An xlsx that opens to the same sheets, those cells apart.
    """
    words = _Words()
    parts = {
        f"xl/worksheets/sheet{number}.xml": _sheet(sheet, rests.get(sheet.name, {}), words)
        for number, sheet in enumerate(sheets, 1)
    }
    targets = [("worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(sheets) + 1)]
    targets += [("styles", "styles.xml"), ("sharedStrings", "sharedStrings.xml")]
    frame = {
        "[Content_Types].xml": _types(list(parts)),
        "_rels/.rels": _links([("officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": _book(sheets),
        "xl/_rels/workbook.xml.rels": _links(targets),
        "xl/styles.xml": _styles(words.units),
        "xl/sharedStrings.xml": _shared(words.texts),
    }
    return _packed(frame | parts)


class _Words:
    """The texts and the unit words met so far, each with its number."""

    def __init__(self) -> None:
        self.texts: dict[str, int] = {}
        self.units: dict[str, int] = {}

    def text(self, text: str) -> int:
        return self.texts.setdefault(text, len(self.texts))

    def unit(self, words: str) -> int:
        return len(_BUILT_IN) + self.units.setdefault(words, len(self.units))


def _sheet(sheet: Sheet, rests: Rests, words: _Words) -> str:
    columns = "".join(
        f'<col min="{n}" max="{n}" width="9" hidden="1"/>' for n in sorted(sheet.hidden_columns)
    )
    merged = "".join(
        f'<mergeCell ref="{letters(left)}{top}:{letters(right)}{low}"/>'
        for top, left, low, right in sheet.merged
    )
    return "".join(
        [
            f'{_HEAD}<worksheet xmlns="{_MAIN}">',
            f"<cols>{columns}</cols>" if columns else "",
            "<sheetData>",
            *_rows(sheet, rests, words),
            "</sheetData>",
            f"<mergeCells>{merged}</mergeCells>" if merged else "",
            "</worksheet>",
        ]
    )


def _rows(sheet: Sheet, rests: Rests, words: _Words) -> Iterator[str]:
    names = [letters(sheet.column + n) for n in range(max(map(len, sheet.rows), default=0))]
    after = sheet.row + len(sheet.rows)
    hidden = sorted(sheet.hidden_rows)
    yield from (f'<row r="{row}" hidden="1"/>' for row in hidden if row < sheet.row)
    for row, cells in enumerate(sheet.rows, sheet.row):
        inside = "".join(
            _cell(f"{name}{row}", rests.get((row, column), raw), words)
            for column, (name, raw) in enumerate(zip(names, cells, strict=False), sheet.column)
            if raw != ""
        )
        dress = ' hidden="1"' if row in sheet.hidden_rows else ""
        if inside or dress:
            yield f'<row r="{row}"{dress}>{inside}</row>'
    yield from (f'<row r="{row}" hidden="1"/>' for row in hidden if row >= after)


def _cell(place: str, raw: Raw, words: _Words, style: int = _PLAIN) -> str:
    if isinstance(raw, str):
        return f'<c r="{place}" t="s"><v>{words.text(raw)}</v></c>' if raw else ""
    if isinstance(raw, bool):
        return f'<c r="{place}" t="b"><v>{raw:d}</v></c>'
    if isinstance(raw, int | float):
        dress = f' s="{style}"' if style else ""
        return f'<c r="{place}"{dress}><v>{raw!r}</v></c>'
    if isinstance(raw, dt.date):
        return _day(place, raw, words, style)
    return _marked(place, raw, words)


def _day(place: str, day: dt.date, words: _Words, style: int) -> str:
    moment = day if isinstance(day, dt.datetime) else dt.datetime.combine(day, dt.time())
    style = style or (_MOMENT if moment is day else _DATE)
    if moment.date() < _SURE_FROM:
        return f'<c r="{place}" s="{style}" t="d"><v>{day.isoformat()}</v></c>'
    since = moment - dt.datetime.combine(_FIRST_DAY, dt.time())
    return _cell(place, since / _DAY, words, style)


def _marked(place: str, raw: Marked, words: _Words) -> str:
    if raw.mark is Mark.ERROR:
        return f'<c r="{place}" t="e"><v>{escape(str(raw.value))}</v></c>'
    if raw.mark is Mark.NO_RESULT:  # what was to be counted is not carried over
        return f'<c r="{place}"><f>NA()</f></c>'
    if raw.mark is Mark.TIME:
        return _time(place, raw.value, words)
    styles = {Mark.PERCENT: _PERCENT, Mark.MONTH: _MONTH}
    return _cell(place, raw.value, words, styles.get(raw.mark) or words.unit(raw.words))


def _time(place: str, said: Raw, words: _Words) -> str:
    """Write a time of day (02:30:00) or a length of time (2:30:00 or 1 day, 2:30:00)."""
    found = _SPAN.fullmatch(str(said))
    if found is None:
        return _cell(place, said, words)
    days, hours, minutes, seconds = found.groups()
    length = dt.timedelta(int(days or 0), float(seconds), 0, 0, int(minutes), int(hours))
    clock = days is None and len(hours) > 1
    return _cell(place, length / _DAY, words, _CLOCK if clock else _LENGTH)


def _shared(texts: Iterable[str]) -> str:
    told = "".join(f'<si><t xml:space="preserve">{_text(one)}</t></si>' for one in texts)
    return f'{_HEAD}<sst xmlns="{_MAIN}">{told}</sst>'


def _text(text: str) -> str:
    """Write a text so that marks which XML does not know, or would change, come back."""
    return escape(_UNWRITABLE.sub(lambda found: f"_x{ord(found[0]):04X}_", text))


def _styles(units: Mapping[str, int]) -> str:
    own = "".join(
        f'<numFmt numFmtId="{_OWN + number}" formatCode={quoteattr(_format(words))}/>'
        for words, number in units.items()
    )
    used = [*_BUILT_IN, *(_OWN + number for number in units.values())]
    looks = "".join(
        f'<xf numFmtId="{one}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
        for one in used
    )
    plain = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
    return (
        f'{_HEAD}<styleSheet xmlns="{_MAIN}">'
        f"{f'<numFmts>{own}</numFmts>' if own else ''}"
        '<fonts><font><sz val="11"/><name val="Calibri"/></font></fonts>'
        '<fills><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        "<borders><border/></borders>"
        f"<cellStyleXfs>{plain}</cellStyleXfs><cellXfs>{looks}</cellXfs>"
        '<cellStyles><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )


def _format(words: str) -> str:
    """Give a format that prints words beside a number; a quote in them stands for itself."""
    quoted = '"\\""'.join(words.split('"'))
    return f'General "{quoted}"'


def _book(sheets: Sequence[Sheet]) -> str:
    states = {True: ' state="hidden"', False: ""}
    told = "".join(
        f'<sheet name={quoteattr(one.name)} sheetId="{n}"{states[one.hidden]} r:id="rId{n}"/>'
        for n, one in enumerate(sheets, 1)
    )
    spaces = f'xmlns="{_MAIN}" xmlns:r="{_OFFICE}"'
    return f"{_HEAD}<workbook {spaces}><sheets>{told}</sheets></workbook>"


def _links(targets: Sequence[tuple[str, str]]) -> str:
    told = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    space = f'xmlns="{_SCHEMAS}/package/2006/relationships"'
    return f"{_HEAD}<Relationships {space}>{told}</Relationships>"


def _types(sheets: Sequence[str]) -> str:
    kinds = {"xl/workbook.xml": "sheet.main", "xl/styles.xml": "styles"}
    kinds |= {"xl/sharedStrings.xml": "sharedStrings"} | dict.fromkeys(sheets, "worksheet")
    told = "".join(
        f'<Override PartName="/{part}" ContentType="{_KIND}{kind}+xml"/>'
        for part, kind in kinds.items()
    )
    links = "application/vnd.openxmlformats-package.relationships+xml"
    return (
        f'{_HEAD}<Types xmlns="{_SCHEMAS}/package/2006/content-types">'
        f'<Default Extension="rels" ContentType="{links}"/>{told}</Types>'
    )


def _packed(parts: Mapping[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        for name, text in parts.items():
            data = text.encode("utf-8", "replace")
            one = zipfile.ZipInfo(name, _MADE)
            tight = len(zlib.compress(data, 1)) * _TIGHTEST < len(data)
            one.compress_type = zipfile.ZIP_STORED if tight else zipfile.ZIP_DEFLATED
            file.writestr(one, data)
    return buffer.getvalue()
