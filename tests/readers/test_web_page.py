"""A web page with tables that is called .xls: rows, spans, titles, and pages made to hurt."""

from __future__ import annotations

import pytest

from kpi.errors import WorkbookRejected
from kpi.readers import guard
from kpi.readers.child import markup, written
from kpi.readers.child.limits import MOST_ROWS, WIDEST, Refused


def rows(page: str) -> list[list[str]]:
    return markup.sheet(page).rows


def table(*lines: str) -> str:
    cells = ("".join(f"<td>{word}</td>" for word in line.split("|")) for line in lines)
    return f"<table>{''.join(f'<tr>{line}</tr>' for line in cells)}</table>"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_page_is_one_sheet_in_any_encoding(encoding: str) -> None:
    book = guard.opened(f"\n<html><body>{table('Kävijät|1&nbsp;240')}".encode(encoding))
    assert (book.kind, book.findings, book.text) == ("html", (), "")
    (sheet,) = book.sheets
    assert (sheet.name, sheet.row, sheet.column) == ("html", 1, 1)
    assert sheet.rows == [["Kävijät", "1 240"]]


@pytest.mark.parametrize(
    "start",
    [
        "<table>", "<TABLE border=1>", "<!DOCTYPE html><html>", "<meta charset=utf-8>",
        '<?xml version="1.0"?>\n<!-- a --><html xmlns="x">', "<!-- tehty --><div>", "<h1>",
    ],
)  # fmt: skip
def test_a_page_is_known_by_its_beginning(start: str) -> None:
    assert written.opened(f"{start}{table('5')}".encode()).kind == "html"


@pytest.mark.parametrize("start", ["a<table>", "<tablet>", "<kpi>", "x;y\n<table>"])
def test_other_text_is_no_page(start: str) -> None:
    assert written.opened(f"{start}{table('5')}".encode()).kind == "text"


def test_spans_are_merged_areas_and_push_what_follows_aside() -> None:
    sheet = markup.sheet(
        "<table><tr><td rowspan=3>2025<td colspan=2>Kävijät<td>Muut</tr>"
        "<tr><td>tammi<td>helmi<td>maalis</tr><tr><td>1<td rowspan=9>2<tr><td>3<td>4</table>"
    )
    assert sheet.rows == [
        ["2025", "Kävijät", "", "Muut"], ["", "tammi", "helmi", "maalis"], ["", "1", "2"],
        ["3", "4"],
    ]  # fmt: skip
    assert sheet.merged == [(1, 1, 3, 1), (1, 2, 1, 3), (3, 3, 4, 3)]


@pytest.mark.parametrize("span", ["0", "x", "-1", "", "9999999999"])
def test_a_span_that_is_none_is_one_cell(span: str) -> None:
    assert rows(f"<table><tr><td colspan={span!r} rowspan={span!r}>1<td>2</table>") == [["1", "2"]]


def test_words_are_read_as_they_are_shown() -> None:
    page = (
        "<html><head><title>99</title><style>a {}</style></head><body><script>99</script></style>"
        "<h1>Kävijät\n  2025</h1>alku<p>Lähde: &auml;&#228;</p><div></div>"
        "<table><caption>Otsake</caption><tr><th>a <b>b</b><br>c<p>d</p></th><td>&lt;5&gt;</td>"
        "</tr>väliin</table><p>Loppu</p>"
    )
    assert rows(page) == [
        ["Kävijät 2025"], ["alku"], ["Lähde: ää"], ["Otsake\nväliin"],
        ["a b\nc\nd", "<5>"], [], ["Loppu"],
    ]  # fmt: skip


def test_tables_stand_apart_and_one_inside_another_is_its_own() -> None:
    inner = table("kk|1", "2|3")
    assert rows(table("a|b") + table("c|d")) == [["a", "b"], [], ["c", "d"]]
    assert rows(f"<table><tr><td>{inner}</td></tr></table>") == [["kk", "1"], ["2", "3"]]
    assert rows(f"<table><tr><td>Ohje {inner}</td><td>5</td></tr></table></table>") == [
        ["kk", "1"], ["2", "3"], [], ["Ohje", "5"],
    ]  # fmt: skip


def test_hidden_rows_are_told_where_they_came_to_stand() -> None:
    sheet = markup.sheet(
        f"{table('a')}<table><td>b<tr style='Display : none'><td>c<tr hidden><td>d<tr style><td>e"
    )
    assert sheet.rows == [["a"], [], ["b"], ["c"], ["d"], ["e"]]
    assert sheet.hidden_rows == [4, 5]


def test_what_stands_outside_of_any_table_is_only_words() -> None:
    assert rows("<div><tr><td>5</td></tr></table></div>") == [["5"]]
    assert rows("<p></p>") == []


# Pages made to hurt


@pytest.mark.parametrize(
    "page",
    [
        "<table>" + "<tr><td colspan=1000>1" * 2100,
        "<table><tr>" + "<td>1" * (WIDEST + 1),
        "<table>" + "<tr><td>1" * (MOST_ROWS + 1),
    ],
)
def test_more_cells_than_a_sheet_has_are_refused(page: str) -> None:
    with pytest.raises(Refused) as caught:
        rows(page)
    assert caught.value.args == ("sheet-too-large", "html")


@pytest.mark.parametrize("part", ["<table><tr><td>", "<div>", "<td ", "<!--x", "&", "<![", "<?"])
def test_a_page_that_never_ends_is_read_or_refused(part: str) -> None:
    try:
        book = guard.opened(f"<html>{part * 1_500}".encode())
    except WorkbookRejected as refused:
        assert refused.findings[0].code in {"reader-stopped", "damaged-workbook"}
    else:
        assert book.kind == "html"
