"""What is kept has nobody's name in it and says the same figures in the same cells."""

from __future__ import annotations

import codecs
import csv
import io
import zipfile
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment

from kpi.errors import Finding, WorkbookRejected
from kpi.readers import guard, kept, read, rewrite
from kpi.readers.cells import Book, Sheet
from tests.factories import row, workbook
from tests.readers.grids import KINDS, TEXT_KINDS, Formula, Num, Page, file_of, page

SECRETS = ("Maija", "Meri", "maija", "040 123 4567", "example.fi", "131052-308T")
ROWS: Sequence[Sequence[Any]] = [
    ["Kävijät 2025"],
    [],
    ["Mittari", "Vastuuhenkilö", "Sähköposti", "tammi", "helmi", "Puhelin", "Hetu"],
    ["Käynnit, kpl", 'Maija "M" Meri', "maija@example.fi", 12, "1 240", "040 123 4567", "x"],
    ["Lainat", "Maija; Meri", "m.m@example.fi", 0.5, "..", "", "131052-308T"],
    ["Yhteensä", "", "", 12.5, "=1+1"],
    ["Lisätietoja: Maija, maija@example.fi"],
]


def leaks(data: bytes) -> list[str]:
    """Give what of the secrets is still there, as text or inside the parts of a zip."""
    pieces = [data, data.decode("utf-16", "ignore").encode()]
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            pieces += [parts.read(name) for name in parts.namelist()]
            pieces += [part.comment + part.extra for part in parts.infolist()]
    return [secret for secret in SECRETS if any(secret.encode() in piece for piece in pieces)]


def cells(data: bytes) -> Mapping[tuple[str, int, int], Any]:
    return {
        (sheet.name, number, column): raw
        for sheet in guard.opened(data).sheets
        for number, line in enumerate(sheet.rows, sheet.row)
        for column, raw in enumerate(line, sheet.column)
        if raw != ""
    }


def told(findings: tuple[Finding, ...]) -> list[tuple[str, str, str, str]]:
    return [(one.code, one.severity, one.cell.rpartition("!")[2], one.found) for one in findings]


@pytest.mark.parametrize("kind", KINDS)
def test_a_copy_without_names_in_every_kind_of_file(kind: str) -> None:
    data = file_of(kind, [page("Luvut", ROWS)])[1]
    copy, findings = kept(data)
    found = "Vastuuhenkilö, Sähköposti, Puhelin, Hetu, A7"
    assert told(findings) == [("personal-data-left-out", "warning", "B3", found)]
    assert leaks(copy) == []
    before, after = cells(data), cells(copy)
    gone = {(row, column) for (_, row, column) in before.keys() - after.keys()}
    assert gone == {(4, 2), (5, 2), (4, 3), (5, 3), (4, 6), (4, 7), (5, 7), (7, 1)}
    assert {at: raw for at, raw in before.items() if at in after} == after
    assert kept(copy) == (copy, ())
    assert kept(data)[0] == copy


@pytest.mark.parametrize("kind", sorted(TEXT_KINDS))
def test_a_text_stays_the_text_it_was(kind: str) -> None:
    separator, encoding = TEXT_KINDS[kind]
    data = file_of(kind, [page("Luvut", ROWS)])[1]
    copy = kept(data)[0].decode(encoding)
    lines = data.decode(encoding).split("\r\n")
    assert [line.count(separator) >= 6 for line in copy.split("\r\n")][:6] == [True] * 6
    first = csv.reader([copy.split("\r\n")[3]], delimiter=separator)
    assert next(first) == ["Käynnit, kpl", "", "", "12", "1 240", "", ""]
    assert copy.split("\r\n")[:3] == lines[:3]


def test_a_text_keeps_its_first_line_its_empty_lines_and_its_marks() -> None:
    text = (
        'sep=;\n\n"Kuukausi";"Käyttäjätunnus";\'Arvo\'\n\n'
        '2025-01;"mm;1""2";5\n2025-02;kk\u20092;"6"\n# loppu'
    )
    wanted = 'sep=;\n\n"Kuukausi";"Käyttäjätunnus";\'Arvo\'\n\n2025-01;"";5\n2025-02;;"6"\n# loppu'
    for mark, encoding in ((b"", "utf-8"), (codecs.BOM_UTF8, "utf-8"), (b"", "utf-16-le")):
        copy, (finding,) = kept(mark + text.encode(encoding))
        assert copy == mark + wanted.encode(encoding)
        assert finding.found == "Käyttäjätunnus"
    big = codecs.BOM_UTF16_BE + text.encode("utf-16-be")
    assert kept(big)[0] == codecs.BOM_UTF16_BE + wanted.encode("utf-16-be")


def test_one_column_and_odd_quotes() -> None:
    assert kept("Käynnit 5\nKysy a@example.fi\n".encode())[0] == b"K\xc3\xa4ynnit 5\n\n"
    data = b'Kuukausi;Posted by;Arvo\n2025-01;"Maija" "M";5\n2025-02;Kai;"6"\n'
    assert kept(data)[0] == b'Kuukausi;Posted by;Arvo\n2025-01;"";5\n2025-02;;"6"\n'


def test_lines_that_were_wrapped_stay_unwrapped() -> None:
    data = b'"Posted by,Views,""Month"""\r\n"Maija,5,""2025-01"""\r\n"Kai,6,""2025-02"""\r\n'
    copy, _ = kept(data)
    assert copy == b'Posted by,Views,"Month"\r\n,5,"2025-01"\r\n,6,"2025-02"\r\n'
    assert cells(copy) == {
        at: raw for at, raw in cells(data).items() if at not in {("csv", 2, 1), ("csv", 3, 1)}
    }


def test_code_stays_code_and_a_page_keeps_its_address() -> None:
    text = '{"title": "x", "contact": "Maija <maija@example.fi>",\n "list": ["a@example.fi"]}\n'
    copy, (finding,) = kept(text.encode())
    assert copy == b'{"title": "x", "contact": "Maija <>",\n "list": [""]}\n'
    assert "{" not in finding.found
    copy, _ = kept(b'Landing page,Sessions\n/a?fbclid=IwAR1&b=1,4\n"/b,c?gclid=Cj1",5\n')
    assert copy == b'Landing page,Sessions\n/a?&b=1,4\n"/b,c?",5\n'


def test_a_title_keeps_its_year() -> None:
    rows = [["Kävijät 2025, kysy: maija@example.fi"], ["tammi", 5]]
    for kind in ("xlsx", "csv-semicolon", "csv-comma"):
        data = file_of(kind, [page("Luvut", rows)])[1]
        copy, _ = kept(data)
        assert next(iter(cells(copy).values())) == "Kävijät 2025"


def test_nothing_personal_means_the_same_bytes() -> None:
    data = workbook([row(), row("members", 5, remark="hyvä")])
    assert kept(data) == (data, ())
    assert kept(data, guard.opened(data)) == (data, ())


def test_a_workbook_takes_nothing_along_that_hides_names() -> None:
    """Authors, comments, links and formulas are corners where names stay when cells go."""
    book = openpyxl.load_workbook(io.BytesIO(file_of("xlsx", [page("Luvut", ROWS)])[1]))
    book.properties.creator = book.properties.lastModifiedBy = "Maija Meri"
    book["Luvut"]["A1"].comment = Comment("Kysy Maijalta", "Maija Meri")
    book["Luvut"]["A1"].hyperlink = "mailto:maija@example.fi"
    book["Luvut"]["H4"] = '="Maija"'
    buffer = io.BytesIO()
    book.save(buffer)
    assert leaks(buffer.getvalue())
    assert leaks(kept(buffer.getvalue())[0]) == []


def test_the_template_is_read_as_before() -> None:
    data = workbook(
        [row(), row("members", 5, remark="Kysy Maija, maija@example.fi")],
        fields=["name", "indicator", "period", "value", "remark", "stands_at"],
        headings={"stands_at": "Vastuuhenkilö"},
    )
    copy, _ = kept(data)
    before, after = read("x", data), read("x", copy)
    assert before.format == after.format == "workbook"
    columns = after.tables[0].columns
    assert columns["value"] == before.tables[0].columns["value"]
    assert list(columns["remark"]) == ["", ""]


def test_hidden_sheets_dress_and_places_are_kept() -> None:
    dressed = [Num(Decimal("13.3"), percent=True), Formula("=A1", None), Num(Decimal(5), "kpl")]
    rows = [["Posted by", "Share", "Formula", "Count"], ["Maija", *dressed]]
    hidden = Page("Piilo", {(3, 3): "x"}, hidden=True)
    data = file_of("xlsx", [page("S", rows, hidden_rows={7}, merged=[(5, 1, 6, 2)]), hidden])[1]
    before, after = guard.opened(data), guard.opened(kept(data)[0])
    assert [one.hidden for one in after.sheets] == [False, True]
    assert after.sheets[0].hidden_rows == before.sheets[0].hidden_rows
    assert after.sheets[0].merged == before.sheets[0].merged
    assert cells(kept(data)[0]) == {at: v for at, v in cells(data).items() if v != "Maija"}


def test_a_list_of_people_is_not_kept_at_all() -> None:
    people = [["Email Address", "Opens"], *([f"maija{n}@example.fi", n] for n in range(4))]
    copy, findings = kept(file_of("csv-comma", [page("x", people)])[1])
    assert copy == b""
    assert told(findings) == [("address-list", "error", "A1", "Email Address")]


@pytest.mark.parametrize("odd", ["x" * (6 << 20), "half a letter \ud800"])
def test_a_file_of_which_no_good_copy_can_be_made_is_not_kept(odd: str) -> None:
    """One too large to be opened again, and one with a cell that does not come back as it was."""
    rows = [["Posted by", "Views", "Text"], ["Maija", 1.0, odd]]
    copy, findings = kept(b"", Book("xls", (Sheet("S", False, 1, 1, rows),)))
    assert copy == b""
    assert told(findings) == [("copy-not-made", "error", "A1", "Posted by")]


def test_a_file_that_cannot_be_opened_is_refused_by_the_door() -> None:
    with pytest.raises(WorkbookRejected):
        kept(b"PK\x03\x04 cut")


@settings(max_examples=15)
@given(
    st.lists(
        st.lists(
            st.text(st.sampled_from('ab;,\t"\n\r |€ä@.1='), max_size=6) | st.just("a@b.fi"),
            min_size=3, max_size=3,
        ),
        min_size=1, max_size=30,
    ),
    st.sampled_from(";,\t"),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]),
)  # fmt: skip
def test_any_text_is_kept_without_addresses(
    rows: list[list[str]], mark: str, ending: str, quoting: Any
) -> None:
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=mark, lineterminator=ending, quoting=quoting).writerows(
        [["Kuukausi", "Määrä", "Muu"], *rows, ["x", "a@b.fi", "y"], ["2025", "2", "3"]]
    )
    data = buffer.getvalue().encode()
    copy, findings = kept(data)
    if findings[0].code == "address-list":
        return
    assert findings[0].code == "personal-data-left-out"
    assert b"a@b.fi" not in copy
    assert rewrite.kept(copy) == (copy, ())
