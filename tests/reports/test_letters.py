"""Any text comes back letter for letter from each kind of file, read by that file's own library."""

from __future__ import annotations

import io
import json
from decimal import Decimal

import openpyxl
import plotly
import pptx
from docx.oxml import parse_xml
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from kpi.reports.docx.blocks import Styled, paragraph
from kpi.reports.plain import plain
from kpi.reports.sheets import Book, Head
from kpi.reports.slide_parts import write
from kpi.view.charts import figure
from kpi.view.parts import Bar, Chart, Table
from tests.builders import few
from tests.payloads import PAYLOADS
from tests.reports.made import example
from tests.test_texts import MARKS

# Excel keeps no carriage return of its own, and PowerPoint parts its lines into paragraphs.
LETTERS = st.text(
    st.characters(exclude_characters="\r", exclude_categories=["Cs"])
    | st.sampled_from(f"=+-@<>&\"'_x0041{MARKS}")
)
TEXTS = st.lists(LETTERS, min_size=1, max_size=60) | st.just(list(PAYLOADS))


@few(20)
@given(TEXTS)
def test_a_workbook_holds_texts_and_no_formula(texts: list[str]) -> None:
    book = Book(example())
    book.table("Sivu", [Head("a", 20), Head("b", 20)], [(one, Decimal(1)) for one in texts])
    sheet = openpyxl.load_workbook(io.BytesIO(book.packed()))["Sivu"]
    cells = [row[0] for row in sheet.iter_rows(min_row=2)]
    assert [one.value or "" for one in cells] == [plain(one) for one in texts]
    assert all(one.data_type in {"s", "n"} and one.hyperlink is None for one in cells)
    assert {one.data_type for one in cells if one.value} <= {"s"}


@given(LETTERS)
def test_a_paragraph_of_a_document_holds_the_text(text: str) -> None:
    read = parse_xml(etree.tostring(paragraph("Normal", text)))
    assert read.text == plain(text)
    kinds = {etree.QName(one).localname for one in read.iter()}
    assert kinds <= {"p", "pPr", "pStyle", "r", "t", "tab", "br"}


def test_of_several_texts_in_a_paragraph_none_turns_the_others() -> None:
    made = paragraph("Normal", "a\u202eb", Styled(": c", "Strong"))
    assert made.text == "\u2068a\u202eb\u2069: c"


@given(LETTERS.filter(lambda text: "\v" not in text))
def test_a_run_of_a_slide_holds_the_text(text: str) -> None:
    slides = pptx.Presentation()
    shape = slides.slides.add_slide(slides.slide_layouts[5]).shapes.title
    write(shape.text_frame, (text,), 12, "fi-FI")
    (run,) = etree.fromstring(etree.tostring(shape._element)).iter("{*}r")
    assert "".join(one.text or "" for one in run.iter("{*}t")) == plain(text)
    assert not list(run.iter("{*}hlinkClick", "{*}fld"))


@given(LETTERS)
def test_a_chart_draws_the_text_and_no_markup(text: str) -> None:
    table = Table("", (), (), ())
    made = figure(Chart("bars", "", "", table, bars=(Bar("x", text, 0.5, aside=text),)))
    read = json.loads(plotly.io.to_json(made))["layout"]["annotations"]
    aside, value = read[1]["text"] if text else "", read[-1]["text"]
    for one in (aside, value.removeprefix("<b>").removesuffix("</b>")):
        assert "<" not in one and ">" not in one
        back = one.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
        assert text in back
