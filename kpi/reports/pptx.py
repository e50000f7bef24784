"""The report as slides: at most eight, each with its message as title, in native, editable parts.

Refuses sentences of its own, pictures of charts, and letters too small for the back of a room.
"""

from __future__ import annotations

from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE
from pptx.util import Pt

from kpi.reports import deck, slide_chart, slide_parts
from kpi.reports.deck import ATTENTION, FOOT, MARGIN, ROOM, WHITE, WIDE
from kpi.reports.fitting import LINE, height, largest, lines
from kpi.reports.plain import plain
from kpi.reports.slide_parts import Box
from kpi.view.report_parts import Report, Slide

_TITLE_SIZES = (32, 28, 24, 20)
_TITLE_LINES = 2
# Below 18 only where a text would be clipped otherwise.
_LINE_SIZES = (28, 26, 24, 22, 20, 18, 16, 14)
_UNDER_SIZES, _UNDER_HIGH = (18, 16, 14), 120
# The mark before a line and its gap, as the master has them.
_MARK = 27
_BANNER = 14
_AIR = 12
_BETWEEN, _NEAR = 0.6, 0.25


def pptx(report: Report) -> bytes:
    """Write the slides. The same report gives the same bytes."""
    made = deck.blank(report.code)
    for number, one in enumerate(report.slides, 1):
        _slide(made, report, one, number)
    return deck.packed(
        made, plain(report.title), plain(report.organisation), report.made_at, report.code
    )


def _slide(made: Any, report: Report, told: Slide, number: int) -> None:  # noqa: ANN401
    lang = deck.spoken(report.code)
    layouts = {one.name: one for one in made.slide_layouts}
    layout = layouts["Title and Content" if told.lines else "Title Only"]
    slide = made.slides.add_slide(layout)
    top = _banner(slide, report.banner, lang) + _AIR
    top = _title(slide, told.title, top, lang) + _AIR
    bottom = FOOT - _AIR / 2
    if told.chart is None and told.table is None:
        _lines(slide, told.lines, Box(MARGIN, top, ROOM, bottom - top), lang)
    else:
        bottom = _under(slide, told.lines, bottom, lang)
        box = Box(MARGIN, top, ROOM, bottom - top)
        if told.chart is not None:
            slide_chart.chart(slide, told.chart, box, lang, report.made_at)
        if told.table is not None:
            slide_parts.table(slide, told.table, box, lang)
        for one in [one for one in slide.placeholders if one.placeholder_format.idx == 1]:
            # Read in the order in which the eye goes: the words come after what they are about.
            slide.shapes._spTree.append(one._element)
    texts = {"FOOTER": f"{report.footer} · {report.standing}", "SLIDE_NUMBER": str(number)}
    slide_parts.foot(slide, layout, texts, lang)
    if told.notes:
        notes = slide.notes_slide
        slide_parts.write(notes.notes_text_frame, told.notes, 12, lang)


def _banner(slide: Any, text: str, lang: str) -> float:  # noqa: ANN401
    """Put the warning on the upper edge; give where it ends."""
    if not text:
        return _AIR
    high = height((text,), _BANNER, ROOM, bold=True) + _AIR
    shape = slide.shapes.add_textbox(*Box(0, 0, WIDE, high).emu())
    shape.fill.solid()
    shape.fill.fore_color.rgb = RGBColor.from_string(ATTENTION)
    frame = shape.text_frame
    frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.MIDDLE
    frame.auto_size = MSO_AUTO_SIZE.NONE
    frame.margin_left = frame.margin_right = Pt(MARGIN)
    frame.margin_top = frame.margin_bottom = 0
    slide_parts.name(shape, text)
    slide_parts.write(frame, (text,), _BANNER, lang, colour=WHITE, bold=True)
    return high


def _title(slide: Any, text: str, top: float, lang: str) -> float:  # noqa: ANN401
    """Write the message as large as two lines allow; give where it ends."""
    counts = [lines(text, one, ROOM, bold=True) for one in _TITLE_SIZES]
    size = largest(_TITLE_SIZES, (count <= _TITLE_LINES for count in counts))
    high = counts[_TITLE_SIZES.index(int(size))] * size * LINE
    _place(slide.shapes.title, Box(MARGIN, top, ROOM, high))
    slide_parts.write(slide.shapes.title.text_frame, (text,), size, lang, bold=True)
    return top + high


def _lines(slide: Any, texts: tuple[str, ...], box: Box, lang: str) -> None:  # noqa: ANN401
    """Write the lines of a slide that has nothing else, as large as fits."""
    room = box.wide - _MARK
    heights = (height(texts, one, room, between=_between(one)) for one in _LINE_SIZES)
    size = largest(_LINE_SIZES, (high <= box.high for high in heights))
    body = slide.placeholders[1]
    _place(body, box)
    slide_parts.write(body.text_frame, texts, size, lang)
    for paragraph in body.text_frame.paragraphs:
        paragraph.space_before, paragraph.space_after = Pt(0), Pt(size * _between(size))


def _between(size: float) -> float:
    """Give the air after a line, in sizes of its letters: less where room is short."""
    return _BETWEEN if size > _UNDER_SIZES[0] else _NEAR


def _under(slide: Any, texts: tuple[str, ...], bottom: float, lang: str) -> float:  # noqa: ANN401
    """Write the lines under a chart or table; give where they begin."""
    if not texts:
        return bottom
    heights = [height(texts, one, ROOM, between=_NEAR) for one in _UNDER_SIZES]
    size = largest(_UNDER_SIZES, (high <= _UNDER_HIGH for high in heights))
    high = heights[_UNDER_SIZES.index(int(size))]
    body = slide.placeholders[1]
    _place(body, Box(MARGIN, bottom - high, ROOM, high))
    slide_parts.write(body.text_frame, texts, size, lang)
    for paragraph in body.text_frame.paragraphs:
        paragraph.space_before, paragraph.space_after = Pt(0), Pt(size * _NEAR)
        slide_parts.unmarked(paragraph)
    return bottom - high - _AIR / 2


def _place(shape: Any, box: Box) -> None:  # noqa: ANN401
    shape.left, shape.top, shape.width, shape.height = box.emu()
