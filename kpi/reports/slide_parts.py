"""What stands on a slide: words in placeholders, each in its language, and native tables.

Refuses letters that are larger than their place.
"""

from __future__ import annotations

import copy
from typing import Any, NamedTuple

from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Pt

from kpi.reports.deck import ACTUAL, INK, TRACK, WHITE
from kpi.reports.fitting import LINE, largest, lines, width
from kpi.reports.plain import plain
from kpi.view.parts import Table

_TABLE_SIZES = (24, 22, 20, 18, 16, 14)
_CELL_SIDE, _CELL_TOP = 10, 6


class Box(NamedTuple):
    """A place on a slide, in points."""

    left: float
    top: float
    wide: float
    high: float

    def emu(self) -> tuple[Pt, Pt, Pt, Pt]:
        """Give the four sides in the unit of the file."""
        return Pt(self.left), Pt(self.top), Pt(self.wide), Pt(self.high)


def write(
    frame: Any,  # noqa: ANN401
    texts: tuple[str, ...],
    size: float,
    lang: str,
    *,
    colour: str = INK,
    bold: bool | None = None,
) -> None:
    """Write paragraphs, each one run in one language."""
    for number, text in enumerate(texts):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        run = paragraph.add_run()
        run.text = plain(text)
        run.font.size, run.font.bold = Pt(size), bold
        run.font.color.rgb = RGBColor.from_string(colour)
        run._r.get_or_add_rPr().set("lang", lang)


def unmarked(paragraph: Any) -> None:  # noqa: ANN401
    """Take the mark of a list from a paragraph."""
    told = paragraph._p.get_or_add_pPr()
    told.set("marL", "0")
    told.set("indent", "0")
    told.append(told.makeelement(qn("a:buNone")))


def name(shape: Any, words: str, alt: str = "") -> None:  # noqa: ANN401
    """Name a shape in the list of a slide's shapes; ``alt`` is read aloud in its place."""
    told = shape._element.xpath(".//p:cNvPr")[0]
    told.set("name", plain(words))
    if alt:
        told.set("descr", plain(alt))


def table(slide: Any, told: Table, box: Box, lang: str) -> None:  # noqa: ANN401
    """Put a table on a slide, its letters as large as the place allows."""
    rows = (told.columns, *told.rows)
    shape = slide.shapes.add_table(len(rows), len(told.columns), *box.emu())
    name(shape, told.caption, told.caption)
    options = [_laid_out(rows, size, box.wide) for size in _TABLE_SIZES]
    size = largest(_TABLE_SIZES, (sum(heights) <= box.high for _, heights in options))
    widths, heights = options[_TABLE_SIZES.index(int(size))]
    for column, wide in zip(shape.table.columns, widths, strict=True):
        column.width = Pt(wide)
    for number, (row, high) in enumerate(zip(shape.table.rows, heights, strict=True)):
        row.height = Pt(high)
        for cell, text, numeric in zip(row.cells, rows[number], told.numeric, strict=True):
            _cell(cell, text, size, lang, head=number == 0, numeric=numeric)
    shape.height = Pt(sum(heights))


def _laid_out(
    rows: tuple[tuple[str, ...], ...], size: float, room: float
) -> tuple[list[float], list[float]]:
    """Give the widths of columns, shared by their longest texts, and the heights of rows."""
    wanted = [
        max(width(text, size, bold=True) for text in column) + 2 * _CELL_SIDE
        for column in zip(*rows, strict=True)
    ]
    widths = _shared(wanted, room)
    heights = [
        max(
            lines(text, size, wide - 2 * _CELL_SIDE, bold=True)
            for text, wide in zip(row, widths, strict=True)
        )
        * size
        * LINE
        + 2 * _CELL_TOP
        for row in rows
    ]
    return widths, heights


def _shared(wanted: list[float], room: float) -> list[float]:
    """Share the room: who asks for little gets it, who asks for much shares what is left."""
    left, given = room, dict.fromkeys(range(len(wanted)), 0.0)
    for done, at in enumerate(sorted(given, key=lambda one: wanted[one])):
        given[at] = min(wanted[at], left / (len(wanted) - done))
        left -= given[at]
    return [one * room / sum(given.values()) for one in given.values()]


def _cell(cell: Any, text: str, size: float, lang: str, *, head: bool, numeric: bool) -> None:  # noqa: ANN401
    cell.margin_left = cell.margin_right = Pt(_CELL_SIDE)
    cell.margin_top = cell.margin_bottom = Pt(_CELL_TOP)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    cell.fill.solid()
    cell.fill.fore_color.rgb = RGBColor.from_string(ACTUAL if head else TRACK)
    bold = head or numeric
    write(cell.text_frame, (text,), size, lang, colour=WHITE if head else INK, bold=bold)
    cell.text_frame.paragraphs[0].alignment = PP_ALIGN.RIGHT if numeric else PP_ALIGN.LEFT


def foot(slide: Any, layout: Any, texts: dict[str, str], lang: str) -> None:  # noqa: ANN401
    """Copy the layout's footer and slide number to a slide, which a new one does not have.

    Args:
        slide: gets them as its last shapes.
        layout: has them.
        texts: what they say, by the kind of placeholder; the number follows the slide's place.
        lang: of the words.
    """
    for one in layout.placeholders:
        kind = one.placeholder_format.type.name
        if kind not in texts:
            continue
        made = copy.deepcopy(one._element)
        slide.shapes._spTree.append(made)
        shape = slide.shapes[-1]
        shape._element.nvSpPr.cNvPr.set("id", str(len(slide.shapes) + 1))
        for place in made.findall(".//{*}xfrm"):
            place.getparent().remove(place)
        if kind == "SLIDE_NUMBER":
            field = made.find(".//{*}fld")
            field.find("{*}t").text = texts[kind]
            field.find("{*}rPr").set("lang", lang)
        else:
            write(shape.text_frame, (texts[kind],), 14, lang)
