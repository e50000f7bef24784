"""The document's paragraphs: text, headings, the contents, and fields that a program fills in.

Refuses to let a text be anything but text: what XML cannot hold is dropped, nothing is markup.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from kpi.reports.plain import plain
from kpi.texts import isolated

# The library's elements are those of lxml, which has no types.
Element = Any

_BREAKS = re.compile("(\t|\r\n|[\n\r])")
_OUTLINE = {"Heading1": "TOC1", "Heading2": "TOC2"}


class Styled(NamedTuple):
    """A part of a paragraph in a character style, and its language where it is another."""

    text: str
    style: str
    lang: str = ""


def element(tag: str, /, *children: Element, **attributes: str) -> Element:
    """Make a ``w:`` element; an attribute ``val`` is written ``w:val``."""
    dressed = {qn(f"w:{key}"): plain(value) for key, value in attributes.items()}
    made: Element = OxmlElement(f"w:{tag}", dressed)
    made.extend(children)
    return made


def paragraph(
    style: str,
    *pieces: str | Styled | Element,
    keep: bool = False,
    new_page: bool = False,
) -> Element:
    """Make a paragraph of texts, styled texts and ready elements.

    Of several texts none turns the others (``texts.isolated``).

    Args:
        style: the id of its style.
        pieces: what stands in it, in order.
        keep: stays on the page of what follows.
        new_page: begins one.
    """
    dress = element("pPr", element("pStyle", val=style))
    if keep:
        dress.append(element("keepNext"))
    if new_page:
        # Nothing above it to keep away from.
        dress.extend([element("pageBreakBefore"), element("spacing", before="0")])
    return element("p", dress, *(_piece(one, alone=len(pieces) == 1) for one in pieces))


def heading(text: str, level: int = 1, *, new_page: bool = False) -> Element:
    """Make a heading; the contents list levels 1 and 2."""
    return paragraph(f"Heading{level}", text, new_page=new_page)


def contents(title: str, body: Iterable[Element]) -> Element:
    """Make the table of contents of a body, filled in, and mark its headings as the goals.

    It is a field, so the reader's program updates it when asked; in Word it has its own button.
    """
    entries = [
        _entry(one, f"_Toc{number:08}", number)
        for number, one in enumerate(_headings(body), start=1)
    ]
    begin, instruction, separate, end = field('TOC \\o "1-2" \\h \\z \\u')
    # The field begins in the first entry's paragraph and ends in the last one's.
    entries[0][1:1] = [begin, instruction, separate]
    entries[-1].append(end)
    gallery = element("docPartObj", element("docPartGallery", val="Table of Contents"))
    gallery.append(element("docPartUnique"))
    inside = element("sdtContent", paragraph("TOCHeading", title), *entries)
    return element("sdt", element("sdtPr", gallery), inside)


def field(instruction: str) -> tuple[Element, Element, Element, Element]:
    """Make a field without a result: begin, what it is, where the result would stand, end.

    PAGE and NUMPAGES are filled in by every program while it lays out the page.
    """
    code = element("instrText")
    code.text = f" {instruction} "
    code.set(qn("xml:space"), "preserve")
    begin, separate, end = (
        element("r", element("fldChar", fldCharType=one)) for one in ("begin", "separate", "end")
    )
    return begin, element("r", code), separate, end


def _headings(body: Iterable[Element]) -> Iterator[Element]:
    for one in body:
        if one.tag == qn("w:p") and one.style in _OUTLINE:
            yield one


def _entry(heading: Element, mark: str, number: int) -> Element:
    """Make the entry of a heading, which gets the bookmark that the entry leads to."""
    text: str = heading.text
    heading.insert(1, element("bookmarkStart", id=str(number), name=mark))
    heading.append(element("bookmarkEnd", id=str(number)))
    page = field(f"PAGEREF {mark} \\h")
    link = element("hyperlink", _run(text), element("r", element("tab")), *page, anchor=mark)
    link.set(qn("w:history"), "1")
    return paragraph(_OUTLINE[heading.style], link)


def _piece(piece: str | Styled | Element, *, alone: bool) -> Element:
    if not isinstance(piece, str | Styled):
        return piece
    one = piece if isinstance(piece, Styled) else Styled(piece, "")
    return _run(one.text if alone else isolated(one.text), one.style, one.lang)


def _run(text: str, style: str = "", lang: str = "") -> Element:
    dress = [element("rStyle", val=style)] if style else []
    dress += [element("lang", val=lang)] if lang else []
    run = element("r", element("rPr", *dress)) if dress else element("r")
    for part in _BREAKS.split(plain(text)):
        if part == "\t":
            run.append(element("tab"))
        elif part in {"\n", "\r", "\r\n"}:
            run.append(element("br"))
        elif part:
            said = element("t")
            said.text = part
            said.set(qn("xml:space"), "preserve")
            run.append(said)
    return run
