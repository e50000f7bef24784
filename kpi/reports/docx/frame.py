"""The document around the text: paper, styles, language, properties, footer, and its bytes.

Refuses the leftovers of the library's own template, and to let the clock into the file.
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Iterable
from pathlib import Path

from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Twips

from kpi.reports.docx.blocks import Element, field, paragraph
from kpi.reports.docx.tables import ROOM
from kpi.reports.plain import plain
from kpi.view.report_parts import Report

_HERE = Path(__file__).parent
# A language as Word's proofing tools and hyphenation know it.
_TAGS = {"fi": "fi-FI", "en": "en-GB"}
# Of the template's parts these are needed; its fonts, theme, picture and so on are not.
_KEPT = ("/styles", "/settings", "/numbering", "/footer", "/officeDocument", "/core-properties")
# Twentieths of a point: A4 on its side, margins of 15 mm beside the text.
_PAPER, _TOP, _BOTTOM, _FOOTER = (16838, 11906), 964, 1077, 510
# The oldest day that a zip archive can say: one state of the data, one file.
_DAY = (1980, 1, 1, 0, 0, 0)


def prepare(document: Document, report: Report) -> None:
    """Make the library's template the report's empty document."""
    tag = _TAGS.get(report.code, report.code)
    for rels in (document.part.rels, document.part.package.rels):
        for key in [key for key, one in rels.items() if not one.reltype.endswith(_KEPT)]:
            del rels[key]
    for name, into in (
        ("styles", document.styles.element),
        ("numbering", document.part.numbering_part.element),
        ("settings", document.settings.element),
    ):
        _replace(into, parse_xml((_HERE / f"{name}.xml").read_bytes()))
    for one in document.styles.element.iter(qn("w:lang")):
        for key in one.keys():  # noqa: SIM118  an element is no mapping
            one.set(key, tag)
    for one in document.settings.element.iter(qn("w:themeFontLang")):
        one.set(qn("w:val"), tag)
    _paper(document)
    _properties(document, report, tag)
    foot = paragraph("Footer", f"{report.footer}\t{report.headings['page']}\u00a0",
                     *field("PAGE"), " / ", *field("NUMPAGES"))  # fmt: skip
    _replace(document.sections[0].footer.part.element, [foot])


def fill(document: Document, body: Iterable[Element]) -> None:
    """Put the text before the section's own last element."""
    end = document.element.body[-1]
    for one in body:
        end.addprevious(one)


def packed(document: Document) -> bytes:
    """Give the file's bytes, the same whenever they are made."""
    raw, new_one = io.BytesIO(), io.BytesIO()
    document.save(raw)
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(new_one, "w") as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, _DAY)
            # Otherwise it names the system that made it.
            entry.create_system = 0
            new.writestr(entry, old.read(name), zipfile.ZIP_DEFLATED)
    return new_one.getvalue()


def _replace(element: Element, children: Iterable[Element]) -> None:
    element.clear()
    element.extend(list(children))


def _paper(document: Document) -> None:
    page = document.sections[0]
    page.orientation = WD_ORIENT.LANDSCAPE
    page.page_width, page.page_height = (Twips(one) for one in _PAPER)
    page.left_margin = page.right_margin = Twips((_PAPER[0] - ROOM) // 2)
    page.top_margin, page.bottom_margin = Twips(_TOP), Twips(_BOTTOM)
    page.header_distance = page.footer_distance = Twips(_FOOTER)


def _properties(document: Document, report: Report, tag: str) -> None:
    said = document.core_properties
    # The library takes no longer texts than these.
    title, author, subject = (
        plain(one)[:255] for one in (report.title, report.organisation, report.period_name)
    )
    said.title, said.author, said.subject, said.language = title, author, subject, tag
    said.last_modified_by, said.version, said.comments = author, report.version, ""
    # The file says it in universal time, without fractions of a second.
    said.created = said.modified = report.made_at.astimezone(dt.UTC)
