"""Slides read back: every word and figure of the view model is there, and no other."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import openpyxl
import pptx as library
import pytest
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Pt

from kpi.i18n import CODES
from kpi.reports import fitting
from kpi.reports.pptx import pptx
from kpi.view.report_parts import Report, Slide
from tests.reports.made import FORBIDDEN, LEFT, TRICKS, example, figures, nothing, town, tricky

EVERY = [(make, code) for make in (example, town, nothing) for code in CODES]
LONG = (
    "Kansainvälistymisvalmiuksien kehittämishankkeiden ulkopuolisesta rahoituksesta "
    "kahdeksankymmentäviisi prosenttia on muuta kuin kuntien maksamaa rahaa"
)


def read(report: Report) -> Any:
    return library.Presentation(io.BytesIO(pptx(report)))


def charts(slide: Any) -> list[Any]:
    return [one.chart for one in slide.shapes if one.has_chart]


def tables(slide: Any) -> list[list[list[str]]]:
    return [
        [[cell.text for cell in row.cells] for row in one.table.rows]
        for one in slide.shapes
        if one.has_table
    ]


def numbers(chart: Any) -> list[list[Any]]:
    """Read the workbook behind a chart: what one sees when editing its data."""
    book = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))
    return [list(row) for row in book.worksheets[0].iter_rows(values_only=True)]


def spoken(slide: Any) -> Iterator[str]:
    """Give every text that a slide shows, without its own number."""
    for shape in slide.shapes:
        if shape.has_text_frame and not shape.name.startswith("Slide Number"):
            yield shape.text_frame.text
    for table in tables(slide):
        for row in table:
            yield from row
    for chart in charts(slide):
        yield from chart.plots[0].categories


def told(report: Report, slide: Slide) -> Iterator[str]:
    yield slide.title
    yield from slide.lines
    yield from (report.banner, report.footer, report.standing)
    if slide.table is not None:
        yield from slide.table.columns
        for row in slide.table.rows:
            yield from row
    if slide.chart is not None:
        yield from slide.chart.categories


@pytest.mark.parametrize(("make", "code"), EVERY)
def test_every_word_and_figure_is_there_and_no_other(
    make: Callable[[str], Report], code: str
) -> None:
    report = make(code)
    deck = read(report)
    assert 0 < len(deck.slides) == len(report.slides) <= 8
    for slide, want in zip(deck.slides, report.slides, strict=True):
        said = list(spoken(slide))
        shown = "\n".join(said)
        assert [one for one in told(report, want) if one not in shown] == []
        assert figures(said) == figures(told(report, want))


@pytest.mark.parametrize(("make", "code"), EVERY)
def test_titles_notes_and_languages(make: Callable[[str], Report], code: str) -> None:
    report = make(code)
    deck = read(report)
    for number, (slide, want) in enumerate(zip(deck.slides, report.slides, strict=True), 1):
        first = slide.shapes[0]
        assert first == slide.shapes.title and first.text == want.title, "read first"
        assert slide.has_notes_slide == bool(want.notes)
        if want.notes:
            assert slide.notes_slide.notes_text_frame.text.split("\n") == list(want.notes)
        assert slide.shapes[-1].text_frame.text == str(number)
        runs = list(slide._element.iter("{*}rPr"))
        assert {one.get("lang") for one in runs} == {"fi-FI" if code == "fi" else "en-GB"}
    properties = deck.core_properties
    assert (properties.title, properties.author) == (report.title, report.organisation)
    assert properties.language == ("fi-FI" if code == "fi" else "en-GB")


@pytest.mark.parametrize(("make", "code"), EVERY)
def test_charts_hold_data_and_are_no_pictures(make: Callable[[str], Report], code: str) -> None:
    report = make(code)
    deck = read(report)
    for slide, want in zip(deck.slides, report.slides, strict=True):
        assert not [one for one in slide.shapes if one.shape_type == 13]
        found = charts(slide)
        assert len(found) == (want.chart is not None)
        if want.chart is None:
            continue
        (chart,) = found
        plot = chart.plots[0]
        series = [want.chart.values, *([want.chart.second] if want.chart.second else [])]
        assert chart.chart_type == XL_CHART_TYPE.BAR_CLUSTERED
        assert tuple(plot.categories) == want.chart.categories
        assert [one.values for one in plot.series] == [tuple(map(float, it)) for it in series]
        assert chart.has_legend == bool(want.chart.second)
        assert chart.category_axis.reverse_order, "the first bar is on top"
        assert chart.value_axis.minimum_scale == 0
        assert not chart.value_axis.has_major_gridlines
        for one in plot.series:
            labels = one.data_labels
            assert (labels.number_format, labels.show_value) == (want.chart.number_format, True)
        letters = list(chart._chartSpace.iter("{*}defRPr"))
        assert {one.get("lang") for one in letters} == {"fi-FI" if code == "fi" else "en-GB"}
        behind = numbers(chart)
        assert [row[0] for row in behind[1:]] == list(want.chart.categories)
        assert behind[0][1] == want.chart.name
        for column, values in enumerate(series, 1):
            kept = [pytest.approx(float(one), rel=1e-15) for one in values]
            assert [row[column] for row in behind[1:]] == kept


@pytest.mark.parametrize("code", CODES)
def test_charts_and_tables_have_a_text_alternative(code: str) -> None:
    report = example(code)
    for slide, want in zip(read(report).slides, report.slides, strict=True):
        alts = [
            one._element.nvGraphicFramePr.cNvPr.get("descr")
            for one in slide.shapes
            if one.has_chart or one.has_table
        ]
        wanted = [want.chart.alt] if want.chart else [want.table.caption] if want.table else []
        assert alts == wanted


def test_what_a_program_could_take_for_a_formula_stays_a_text() -> None:
    deck = read(tricky())
    words, table = deck.slides
    (chart,) = charts(words)
    assert words.shapes.title.text == "=slide" + LEFT
    assert list(chart.plots[0].categories) == [*TRICKS, LEFT]
    assert [one.name for one in chart.plots[0].series] == ["=1+2", "@2"]
    blob = chart.part.chart_workbook.xlsx_part.blob
    assert b"<f>" not in zipfile.ZipFile(io.BytesIO(blob)).read("xl/worksheets/sheet1.xml")
    assert [row[0] for row in numbers(chart)[1:]] == [*TRICKS, LEFT]
    assert numbers(chart)[0] == [None, "=1+2", "@2"]
    assert tables(table) == [[["=a", "=b"], [*TRICKS[:2]], [LEFT, "+c"]]]
    assert FORBIDDEN not in "".join(spoken(table))


def test_the_same_report_gives_the_same_bytes() -> None:
    first = pptx(example())
    # A zip keeps two seconds apart, a workbook one.
    time.sleep(2.1)
    assert pptx(example()) == first
    assert pptx(replace(example(), title="x")) != first


@pytest.mark.parametrize("code", CODES)
def test_nothing_leaves_the_slide_or_overlaps(code: str) -> None:
    report = example(code)
    long = replace(report.slides[1], title=LONG, lines=(LONG, LONG))
    report = replace(report, banner=f"{report.banner} {LONG}", slides=(*report.slides[:7], long))
    deck = read(report)
    assert (deck.slide_width, deck.slide_height) == (Pt(960), Pt(540))
    for slide in deck.slides:
        boxes = sorted(
            (one.top, one.top + one.height)
            for one in slide.shapes
            if not one.name.startswith("Slide Number")
        )
        assert boxes[-1][1] <= deck.slide_height
        assert all(upper[1] <= lower[0] for upper, lower in zip(boxes, boxes[1:], strict=False))
        assert all(one.left + one.width <= deck.slide_width for one in slide.shapes)
        sizes = [run.get("sz") for run in slide._element.iter("{*}rPr") if run.get("sz")]
        assert min(map(int, sizes)) >= 1400


def test_a_long_title_is_written_smaller() -> None:
    report = replace(example(), slides=(Slide("Lyhyt", ("a",)), Slide(LONG, ("a",))))
    short, long = (
        one.shapes.title.text_frame.paragraphs[0].runs[0].font.size for one in read(report).slides
    )
    assert Pt(32) == short > long >= Pt(20)


def test_many_long_lines_are_written_smaller_and_closer() -> None:
    report = replace(example(), slides=(Slide("a", ("b",)), Slide("a", (f"{LONG} {LONG}",) * 7)))
    few, many = (one.placeholders[1].text_frame.paragraphs[0] for one in read(report).slides)
    assert few.runs[0].font.size > many.runs[0].font.size >= Pt(14)
    assert few.space_after > many.space_after


def test_a_negative_amount_is_drawn_to_the_left_of_zero() -> None:
    slide = example().slides[1]
    assert slide.chart is not None
    chart = replace(slide.chart, values=tuple(-one for one in slide.chart.values))
    (made,) = charts(read(replace(example(), slides=(replace(slide, chart=chart),))).slides[0])
    assert made.value_axis.minimum_scale is None and made.value_axis.maximum_scale is None


def test_few_bars_are_no_planks() -> None:
    slide = example().slides[1]
    assert slide.chart is not None
    one = replace(slide.chart, categories=("a",), values=slide.chart.values[:1])
    report = replace(example(), slides=(example().slides[4], replace(slide, chart=one)))
    many, few = (charts(it)[0].plots[0].gap_width for it in read(report).slides)
    assert many == 45 and 500 >= few > 300


def test_without_a_warning_there_is_no_strip() -> None:
    slide = read(replace(example(), banner="", slides=(Slide("a", ("b",)),))).slides[0]
    assert [one.text_frame.text for one in slide.shapes][:2] == ["a", "b"]
    assert example().banner in read(example()).slides[0].shapes[1].text_frame.text


def test_only_used_layouts_are_in_the_file_and_nothing_of_the_template() -> None:
    names = zipfile.ZipFile(io.BytesIO(pptx(example()))).namelist()
    assert sum("slideLayouts/slideLayout" in one for one in names) == 2
    assert not [one for one in names if "thumbnail" in one or "printer" in one]


@pytest.mark.parametrize(
    ("text", "room", "count"),
    [("", 100, 1), ("sana", 100, 1), ("sana sana", 30, 2), ("a" * 30, 60, 3), ("a b", 200, 1)],
)
def test_lines_are_counted_as_words_break(text: str, room: float, count: int) -> None:
    assert fitting.lines(text, 10, room) == count


def test_the_smallest_size_is_taken_where_none_fits() -> None:
    assert fitting.largest((3, 2, 1), (False, True, True)) == 2
    assert fitting.largest((3, 2, 1), (False, False, False)) == 1
    assert fitting.height(("a", "b"), 10, 100, between=0) == 24
