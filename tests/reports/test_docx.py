"""The report in Word, read back: every word and figure of the view model and no other.

What Word itself would show is not tested here: the file is read as python-docx reads it.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from kpi import catalogue, example, pipeline
from kpi.desk import Desk
from kpi.i18n import CODES, language
from kpi.periods import parse
from kpi.reports.docx import docx
from kpi.settings import Settings
from kpi.store import Store
from kpi.view.parts import Table
from kpi.view.report import report
from kpi.view.report_parts import Report, ReportGoal
from tests.factories import office
from tests.source import ROOT

HALF = parse("2025-S1")
CLOCK = dt.datetime(2026, 11, 24, 19, 40, tzinfo=dt.UTC)
TOWN = ROOT / "tests" / "other_town" / "catalogue"
SPACE = "\u00a0"


def desk_at(data: Path, definitions: Path) -> Desk:
    settings = Settings(data=data, catalogue=definitions)
    return office(settings, catalogue.load(definitions), lambda: CLOCK)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    desk = desk_at(tmp_path_factory.mktemp("example"), ROOT / "data" / "catalogue")
    assert example.publish_into_empty(desk)
    return pipeline.open_store(desk)


@pytest.fixture(scope="module", params=CODES)
def made(store: Store, request: pytest.FixtureRequest) -> Report:
    """Give the worked example's report in each language."""
    return report(store, language(request.param), HALF)


@pytest.fixture(scope="module")
def finnish(store: Store) -> Report:
    """Give the worked example's report in Finnish, with words of the staff at its first goal."""
    found = report(store, language("fi"), HALF)
    area = found.areas[0]
    told = dataclasses.replace(area.goals[0], paragraphs=("Kerrottu näin.", "Ja 1 asia näin."))
    area = dataclasses.replace(area, goals=(told, *area.goals[1:]))
    return dataclasses.replace(found, areas=(area, *found.areas[1:]))


def opened(data: bytes) -> Any:
    return Document(io.BytesIO(data))


def paragraphs(document: Any) -> list[Paragraph]:
    """Give every paragraph of the text, those in the contents and in cells too."""
    return [Paragraph(one, document) for one in document.element.body.iter(qn("w:p"))]


def texts(document: Any) -> set[str]:
    # An entry of the contents ends where its page number will stand.
    return {one.text.removesuffix("\t") for one in paragraphs(document)} - {""}


def of_table(table: Table, *, captioned: bool = True) -> Iterator[str]:
    if table.rows:
        yield from [table.caption] if captioned else []
        yield from table.columns
        for cells in table.rows:
            yield from cells


def of_goal(goal: ReportGoal) -> Iterator[str]:
    yield f"{goal.number} {goal.title}"
    yield from (f"{one.number}\t{one.title} –{SPACE}{one.state}" for one in goal.actions)
    yield from goal.indicators
    yield from goal.paragraphs
    yield from (f"{one.name}: {one.text}" for one in goal.figures)
    yield goal.completion


def expected(told: Report) -> Iterator[str]:
    """Give every paragraph that the report asks for."""
    yield from (told.title, told.footer, told.standing, told.banner, told.headings["contents"])
    yield told.headings["summary"]
    yield from of_table(told.cards, captioned=False)
    yield from told.columns
    for area in told.areas:
        yield from (area.title, area.summary)
        for goal in area.goals:
            yield from of_goal(goal)
    yield from (told.headings["completion"], told.formula)
    yield from of_table(told.completion)
    yield from (told.headings["coverage"], told.coverage_line)
    yield from of_table(told.coverage)
    yield told.headings["funding"]
    for one in told.funding:
        yield from of_table(one)
    yield told.checks_title
    yield from told.checks


def digits(said: set[str]) -> set[str]:
    found = {one for text in said for one in re.findall(r"[^ \t\n]*\d[^ \t\n]*", text)}
    return {one.strip(f"–{SPACE}:") for one in found}


def test_every_word_and_figure_of_the_report_and_no_other(made: Report) -> None:
    found = texts(opened(docx(made)))
    assert found == set(expected(made)) - {""}
    assert digits(found) == digits(set(expected(made)))
    assert len({one.number for area in made.areas for one in area.goals}) == 41


def test_words_of_the_staff_stand_before_the_figures(finnish: Report) -> None:
    cell = opened(docx(finnish)).tables[1].rows[1].cells[3]
    said = finnish.areas[0].goals[0]
    assert [one.text for one in cell.paragraphs] == [
        *said.paragraphs,
        *(f"{one.name}: {one.text}" for one in said.figures),
        said.completion,
    ]


def test_headings_are_real_and_the_contents_lead_to_them(made: Report) -> None:
    document = opened(docx(made))
    all_of_them = paragraphs(document)
    headings = {
        mark.get(qn("w:name")): one
        for one in all_of_them
        for mark in one._p.iter(qn("w:bookmarkStart"))
    }
    entries = [one for one in all_of_them if one.style.name.startswith("toc ")]
    links = {one._p.find(qn("w:hyperlink")).get(qn("w:anchor")): one.text for one in entries}
    assert links == {mark: f"{one.text}\t" for mark, one in headings.items()}
    levels = [(one.text, one.style.name) for one in all_of_them if "Heading " in one.style.name]
    areas = [(one.title, "Heading 1") for one in made.areas]
    head = made.headings
    assert [one for one in levels if not one[1].startswith("Table")] == [
        (head["summary"], "Heading 1"),
        *areas,
        (head["completion"], "Heading 1"),
        (head["coverage"], "Heading 1"),
        (head["funding"], "Heading 1"),
        *((one.caption, "Heading 2") for one in made.funding),
        (head["checks"], "Heading 1"),
    ]
    assert [one.text for one in headings.values()] == [
        text for text, style in levels if not style.startswith("Table")
    ]
    for name in ("Heading 1", "Heading 2", "Caption", "TOC Heading"):
        assert document.styles[name].paragraph_format.keep_with_next


def test_the_contents_are_a_field_that_asks_no_question(made: Report) -> None:
    document = opened(docx(made))
    body = document.element.body
    assert any('TOC \\o "1-2" \\h \\z \\u' in one.text for one in body.iter(qn("w:instrText")))
    kinds = [one.get(qn("w:fldCharType")) for one in body.iter(qn("w:fldChar"))]
    assert len({kinds.count(one) for one in ("begin", "separate", "end")}) == 1
    settings = document.settings.element
    assert settings.find(qn("w:updateFields")) is None
    assert settings.find(qn("w:autoHyphenation")) is not None


def test_tables_have_a_header_row_a_name_and_fit_the_page(made: Report) -> None:
    document = opened(docx(made))
    page = document.sections[0]
    room = page.page_width - page.left_margin - page.right_margin
    shown = [made.cards, *made.areas, made.completion, made.coverage, *made.funding]
    assert len(document.tables) == len(shown)
    for table, told in zip(document.tables, shown, strict=True):
        is_table = isinstance(told, Table)
        heads = [one.trPr.find(qn("w:tblHeader")) is not None for one in table._tbl.tr_lst]
        assert heads[0] and not any(heads[1:])
        columns = told.columns if is_table else made.columns
        assert tuple(one.text for one in table.rows[0].cells) == columns
        name = told.caption if is_table else told.title
        dress = table._tbl.tblPr
        for one in ("w:tblCaption", "w:tblDescription"):
            assert dress.find(qn(one)).get(qn("w:val")) == name
        wide = [one.width for one in table.columns]
        assert sum(wide) <= room
        assert all([cell.width for cell in row.cells] == wide for row in table.rows)
        assert len(table.rows) == 1 + len(told.rows if is_table else told.goals)


def test_numbers_stand_at_the_right(made: Report) -> None:
    table = opened(docx(made)).tables[0]
    styles = [[cell.paragraphs[0].style.name for cell in row.cells] for row in table.rows]
    assert styles[0] == ["Table Heading", "Table Heading Number", "Table Heading"]
    assert styles[1] == ["Table Text", "Table Number", "Table Text"]


def test_only_a_high_row_goes_over_a_page(finnish: Report) -> None:
    goal = finnish.areas[0].goals[0]
    long = dataclasses.replace(goal, paragraphs=("Pitkä kertomus siitä, mitä tehtiin. " * 60,))
    area = dataclasses.replace(finnish.areas[0], goals=(goal, long))
    table = opened(docx(dataclasses.replace(finnish, areas=(area,)))).tables[1]
    kept = [one.trPr.find(qn("w:cantSplit")) is not None for one in table._tbl.tr_lst]
    assert kept == [True, True, False]


def test_a_table_of_few_rows_stays_together(made: Report) -> None:
    cards, *_, coverage, _ = opened(docx(made)).tables
    kept = [row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in cards.rows[1:]]
    assert kept == [True] * (len(kept) - 1) + [None]
    assert not any(
        row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in coverage.rows[1:]
    )


def test_what_to_check_is_a_list(finnish: Report) -> None:
    document = opened(docx(finnish))
    last = document.paragraphs[-len(finnish.checks) :]
    assert [one.text for one in last] == list(finnish.checks)
    assert {one.style.name for one in last} == {"List Bullet"}
    assert document.styles["List Bullet"].element.pPr.numPr.numId.val == 1
    assert len(document.part.numbering_part.element.num_lst) == 2


def test_no_empty_paragraph_makes_room(made: Report) -> None:
    assert all(one.text for one in opened(docx(made)).paragraphs)


def test_every_page_says_what_it_is(made: Report) -> None:
    foot = opened(docx(made)).sections[0].footer
    (line,) = foot.paragraphs
    assert line.text == f"{made.footer}\t{made.headings['page']}{SPACE} / "
    fields = [one.text.strip() for one in line._p.iter(qn("w:instrText"))]
    assert fields == ["PAGE", "NUMPAGES"]


def test_paper_language_and_properties(made: Report) -> None:
    document = opened(docx(made))
    page, said = document.sections[0], document.core_properties
    assert page.orientation is WD_ORIENT.LANDSCAPE
    assert (page.page_width.mm, page.page_height.mm) == (
        pytest.approx(297, abs=0.1), pytest.approx(210, abs=0.1),
    )  # fmt: skip
    tag = {"fi": "fi-FI", "en": "en-GB"}[made.code]
    tags = {one.get(qn("w:val")) for one in document.styles.element.iter(qn("w:lang"))}
    assert tags == {tag} and said.language == tag
    assert (said.title, said.author, said.version) == (
        made.title, made.organisation, made.version,
    )  # fmt: skip
    assert said.last_modified_by == made.organisation
    assert said.created == said.modified == made.made_at.replace(microsecond=0)


def test_nothing_of_the_librarys_template_is_left(made: Report) -> None:
    data = docx(made)
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        names = parts.namelist()
        everything = b"".join(parts.read(one) for one in names)
    assert set(names) == {
        "[Content_Types].xml", "_rels/.rels", "docProps/core.xml", "word/document.xml",
        "word/_rels/document.xml.rels", "word/styles.xml", "word/settings.xml",
        "word/numbering.xml", "word/footer1.xml",
    }  # fmt: skip
    for word in (b"python-docx", b"Macintosh", b"Cambria", b"MS Mincho", b"Letter"):
        assert word not in everything
    document = opened(data)
    used = {one.style.style_id for one in paragraphs(document)}
    assert used <= {one.style_id for one in document.styles}
    assert "Normal" not in {one.style.name for table in document.tables
                            for row in table.rows for cell in row.cells
                            for one in cell.paragraphs}  # fmt: skip


def test_the_same_report_is_the_same_bytes(made: Report) -> None:
    first = docx(made)
    assert docx(made) == first
    assert docx(dataclasses.replace(made, standing="Hyväksytty")) != first
    with zipfile.ZipFile(io.BytesIO(first)) as parts:
        assert {one.date_time for one in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("code", CODES)
def test_nothing_published_is_a_report_too(tmp_path: Path, code: str) -> None:
    """A catalogue that shares nothing with the worked example, and no figure in the store."""
    store = pipeline.open_store(desk_at(tmp_path, TOWN))
    told = report(store, language(code), parse("2024-S2"))
    found = texts(opened(docx(told)))
    assert {told.title, told.checks_title, told.headings["no-checks"]} <= found
    for area in told.areas:
        assert {area.title, *(f"{one.number} {one.title}" for one in area.goals)} <= found
    assert digits(found) <= digits(set(expected(told)))


def test_a_chapter_without_anything_to_tell_is_left_out(finnish: Report) -> None:
    def bare(table: Table) -> Table:
        return dataclasses.replace(table, rows=())

    area = dataclasses.replace(finnish.areas[0], summary="", goals=())
    told = dataclasses.replace(
        finnish,
        banner="",
        cards=bare(finnish.cards),
        areas=(area,),
        completion=bare(finnish.completion),
        coverage=bare(finnish.coverage),
        funding=(bare(finnish.funding[0]),),
        checks=(),
    )
    document = opened(docx(told))
    head = told.headings
    assert not document.tables
    assert [one.text for one in document.paragraphs] == [
        told.title, told.footer, told.standing, area.title, head["completion"], told.formula,
        head["coverage"], told.coverage_line, told.checks_title, head["no-checks"],
    ]  # fmt: skip


def test_text_is_text(finnish: Report) -> None:
    hostile = "<script>alert(1)</script> &amp; {PAGE} =1+1\x00\x0b\ud800 ]]>"
    read = "<script>alert(1)</script> &amp; {PAGE} =1+1 ]]>"
    goal = finnish.areas[0].goals[0]
    one = dataclasses.replace(goal.actions[0], title=hostile)
    figure = dataclasses.replace(goal.figures[0], name=hostile, text="1\r\n2\t3\n4  5 ")
    goal = dataclasses.replace(
        goal, title=hostile, actions=(one,), figures=(figure,), paragraphs=(hostile,)
    )
    area = dataclasses.replace(finnish.areas[0], title=hostile, goals=(goal,))
    told = dataclasses.replace(
        finnish,
        title=hostile * 9,
        areas=(area,),
        checks=(hostile,),
        cards=dataclasses.replace(finnish.cards, caption=hostile, rows=((hostile,) * 3,)),
    )
    document = opened(docx(told))
    found = texts(document)
    assert {
        read,
        read * 9,
        f"{goal.number} {read}",
        f"{one.number}\t{read} –{SPACE}{one.state}",
        f"{read}: 1\n2\t3\n4  5 ",
    } <= found
    assert document.core_properties.title == (read * 9)[:255]
    assert document.tables[0]._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) == read


def test_words_wider_than_the_page_do_not_widen_the_table(finnish: Report) -> None:
    cell = "Pitkäyhdyssana" * 12
    told = dataclasses.replace(
        finnish, cards=dataclasses.replace(finnish.cards, rows=((cell, cell, cell),))
    )
    document = opened(docx(told))
    page = document.sections[0]
    wide = [one.width for one in document.tables[0].columns]
    assert sum(wide) <= page.page_width - page.left_margin - page.right_margin


def test_a_further_language_is_named_as_it_is(finnish: Report) -> None:
    document = opened(docx(dataclasses.replace(finnish, code="sv")))
    assert document.core_properties.language == "sv"


def test_a_goal_without_anything_has_its_cells(finnish: Report) -> None:
    goal = dataclasses.replace(
        finnish.areas[0].goals[0], actions=(), indicators=(), figures=(), paragraphs=(),
        completion="",
    )  # fmt: skip
    area = dataclasses.replace(finnish.areas[0], goals=(goal,))
    table = opened(docx(dataclasses.replace(finnish, areas=(area,)))).tables[1]
    assert [one.text for one in table.rows[1].cells] == [f"{goal.number} {goal.title}", "", "", ""]
