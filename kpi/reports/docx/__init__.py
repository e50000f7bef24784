"""The half-year report as a document that staff go on editing: Word's, in the report's own form.

Refuses to say anything of its own: every word and figure comes ready from the report, and the same
report gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from docx import Document

from kpi.reports.docx import blocks, frame
from kpi.reports.docx.blocks import Element
from kpi.reports.docx.goals import goals
from kpi.reports.docx.tables import table
from kpi.view.parts import Table
from kpi.view.report_parts import Report


def docx(report: Report) -> bytes:
    """Write the report as a .docx of A4 pages on their side.

    Title and contents, the front page's numbers, a chapter per service area with its goals in the
    report's four columns, then how far the plan has come, what it promised and what came of that,
    funding, and what to check. A chapter without anything to tell is left out; that of what to
    check never is. The contents' entries have no page number until the reader's program updates
    the field: only what lays pages out knows them.
    """
    document = Document()
    frame.prepare(document, report)
    chapters = [*_numbers(report), *_areas(report), *_standing(report), *_matters(report)]
    contents = blocks.contents(report.headings["contents"], chapters)
    frame.fill(document, [*_front(report), contents, *chapters])
    return frame.packed(document)


def _front(report: Report) -> Iterator[Element]:
    yield blocks.paragraph("Title", report.title)
    # The footer's line names the organisation, the days and the version.
    yield blocks.paragraph("Subtitle", report.footer)
    yield blocks.paragraph("Standing", report.standing)
    if report.banner:
        yield blocks.paragraph("Notice", report.banner)


def _numbers(report: Report) -> Iterator[Element]:
    if report.cards.rows:
        yield blocks.heading(report.headings["summary"])
        yield table(report.cards)


def _areas(report: Report) -> Iterator[Element]:
    for area in report.areas:
        yield blocks.heading(area.title, new_page=True)
        if area.summary:
            yield blocks.paragraph("Normal", area.summary, keep=bool(area.goals))
        if area.goals:
            yield goals(report.columns, area)


def _standing(report: Report) -> Iterator[Element]:
    """Tell how far the actions have come, and what was promised and is not reported."""
    yield blocks.heading(report.headings["completion"], new_page=True)
    yield blocks.paragraph("Normal", report.formula)
    yield from _captioned(report.completion)
    yield blocks.heading(report.headings["coverage"])
    yield blocks.paragraph("Normal", report.coverage_line)
    yield from _captioned(report.coverage)


def _matters(report: Report) -> Iterator[Element]:
    funding = [one for one in report.funding if one.rows]
    if funding:
        yield blocks.heading(report.headings["funding"])
    for one in funding:
        yield blocks.heading(one.caption, level=2)
        yield table(one)
    yield blocks.heading(report.checks_title)
    if not report.checks:
        yield blocks.paragraph("Normal", report.headings["no-checks"])
    yield from _bullets(report.checks)


def _captioned(shown: Table) -> Iterator[Element]:
    if shown.rows:
        yield blocks.paragraph("Caption", shown.caption)
        yield table(shown)


def _bullets(lines: Iterable[str]) -> Iterator[Element]:
    for line in lines:
        yield blocks.paragraph("ListBullet", line)
