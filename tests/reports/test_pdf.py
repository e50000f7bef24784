"""The report on paper: every text where the tags say, letter for letter, and no other figure."""

from __future__ import annotations

import dataclasses
import datetime as dt
import pickle
import re
import subprocess
import sys
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi import catalogue, demo, pipeline
from kpi.catalogue import Catalogue
from kpi.desk import Desk
from kpi.i18n import CODES, language
from kpi.periods import parse
from kpi.reports.pdf import pdf
from kpi.settings import Settings
from kpi.view.parts import Table
from kpi.view.report import report
from kpi.view.report_parts import (
    Report,
    ReportAction,
    ReportArea,
    ReportFigure,
    ReportGoal,
    Slide,
    SlideChart,
)
from tests.factories import office
from tests.reports.tagged import Tag, margins, reader, tags
from tests.source import ROOT

TOWN = ROOT / "tests" / "other_town"
CLOCK = dt.datetime(2026, 11, 24, 19, 40, 12, 345, tzinfo=dt.UTC)
NUMBER = re.compile("[+\u2212-]?\\d(?:[\\d\u00a0.,:/\u2013-]*\\d)?")
HOSTILE = (
    "#pagebreak() #sys.inputs", "*ei lihava* _ei kursiivi_", "$x^2$ 5 $", "<nimi> @viite",
    "= Otsikko", "- kohta", "+ kohta", "/ sana: selitys", "`raw` ```typ #x```",
    "// ei huomautus /* eikä tämä */", "a -- b --- c ... d", "~ \\ \\u{41} \\#",
    "\"suora\" 'suora' ”kaareva”", "[#] {x} (y)", "https://esimerkki.fi/a_b?c=d&e=%20#f",
    "fi fl ffi ĳ ﬁ", "5\u00a0% \u22125 1\u2013 6\u00a0€", "ÅÄÖ åäö šž",
    "{{x}} ${y} %s %(z)s", "</text></svg> &amp; &lt;", "x\u00b2 ½ ≥ → •", "x" * 50,
    "Lentokonesuihkuturbiinimoottoriapumekaanikkoaliupseerioppilas",
)  # fmt: skip


def desk_at(folder: Path, definitions: Path = ROOT / "data" / "catalogue") -> Desk:
    settings = Settings(data=folder, catalogue=definitions)
    return office(settings, catalogue.load(definitions), lambda: CLOCK)


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Report]:
    desk = desk_at(tmp_path_factory.mktemp("example"))
    samples = sorted((ROOT / "data" / "sample").glob("*.xlsx"))
    pipeline.publish([(one.name, one.read_bytes()) for one in samples], desk, by="tiedottaja")
    store = pipeline.open_store(desk)
    return {code: report(store, language(code), parse("2025-S1")) for code in CODES}


@cache
def made(told: str) -> bytes:
    return pdf(pickle.loads(bytes.fromhex(told)))


def of(one: Report) -> bytes:
    """Make each report once for all tests."""
    return made(pickle.dumps(one).hex())


def blank(code: str = "fi", **fields: Any) -> Report:
    """Give a report with next to nothing in it."""
    nothing = Table("", ("",), (), (False,))
    words = dict.fromkeys(
        ("summary", "areas", "completion", "coverage", "funding", "contents", "page", "no-checks"),
        "sana",
    )
    empty = Report(
        code=code, title="Nimi", organisation="Seura", period="2025-S1", period_name="kausi",
        dates="1.1.", version="abc", standing="Luonnos", banner="", made_at=CLOCK,
        columns=("a", "b", "c", "d"), cards=nothing, areas=(), completion=nothing, counts=(),
        formula="kaava",
        coverage=nothing, coverage_line="rivi", checks=(), checks_title="sana", funding=(),
        definitions=nothing, slides=(), data=(), footer="alareuna", headings=words,
    )  # fmt: skip
    return dataclasses.replace(empty, **fields)


def cells(table: Tag) -> list[list[str]]:
    return [[one.text for one in row.all("TH", "TD")] for row in table.all("TR")]


def written(one: Table) -> list[list[str]]:
    return [list(one.columns), *(list(row) for row in one.rows)]


def goal_cells(goal: ReportGoal) -> list[str]:
    """Say what the four cells of a goal's row hold, in reading order."""
    realised = [*goal.paragraphs, *(f"–{one.name}: {one.text}" for one in goal.figures)]
    realised += [f"{one.number}{one.evidence}" for one in goal.actions if one.evidence]
    return [
        f"{goal.number} {goal.title}{goal.completion}",
        "".join(f"{one.number}{one.title}: {one.state}" for one in goal.actions),
        "".join(f"–{one}" for one in goal.indicators),
        "".join(realised),
    ]


def shown(one: Report) -> Iterator[str]:
    """Give every text of the report that is for paper."""
    yield from (one.title, one.organisation, one.dates, one.standing, one.banner, one.formula)
    yield from (one.coverage_line, one.checks_title, *one.checks, *one.columns)
    yield from one.headings.values()
    for table in (one.cards, one.completion, one.coverage, *one.funding):
        yield table.caption
        for row in written(table):
            yield from row
    for area in one.areas:
        yield from (area.title, area.summary)
        for goal in area.goals:
            yield from (goal.number, *goal_cells(goal), goal.title, goal.completion)
            yield from (text for it in goal.actions for text in (it.number, it.title, it.evidence))
            yield from (it.text for it in goal.figures)
    for slide in one.slides:
        if slide.chart is not None:
            chart = slide.chart
            yield from (slide.title, *slide.lines, chart.name, *chart.categories, *chart.labels)
            yield from (chart.second_name, chart.second_label)


def numbers(texts: Iterator[str] | list[str]) -> set[str]:
    return {found for text in texts for found in NUMBER.findall(text)}


def said(root: Tag) -> list[str]:
    """Give the texts of all tags but the contents, whose page numbers are no figures."""
    contents = {id(one) for toc in root.all("TOC") for one in toc.walk()}
    return [
        piece
        for one in root.walk()
        if id(one) not in contents
        for piece in [*(it for it in one.pieces if isinstance(it, str)), one.text]
        if one.role
        not in {"Root", "Document", "Div", "Table", "TBody", "THead", "TR", "L", "Figure"}
        and (one.role not in {"TD", "LI"} or not one.all("LI", "Lbl"))
    ]


@pytest.mark.parametrize("code", CODES)
def test_every_text_stands_where_the_tags_say_letter_for_letter(
    example: dict[str, Report], code: str
) -> None:
    one = example[code]
    root = tags(of(one))
    cards, *areas, completion, coverage, funding = root.all("Table")
    assert cells(cards) == written(one.cards)
    for area, table in zip(one.areas, areas, strict=True):
        assert cells(table) == [list(one.columns), *(goal_cells(goal) for goal in area.goals)]
    assert cells(completion) == written(one.completion)
    assert cells(coverage) == written(one.coverage)
    assert [cells(funding)] == [written(it) for it in one.funding]
    lines = {it.text for it in root.all("P", "LBody")}
    assert {one.formula, one.coverage_line, one.organisation, one.dates, one.standing} <= lines
    assert {area.summary for area in one.areas} | set(one.checks) <= lines
    assert [it.text for it in root.all("Title")] == [one.title]


@pytest.mark.parametrize("code", CODES)
def test_every_figure_is_in_it_and_no_other(example: dict[str, Report], code: str) -> None:
    one = example[code]
    root = tags(of(one))
    figures = [text for it in root.all("Figure") for text in it.pieces if isinstance(text, str)]
    found = numbers(said(root)) | numbers(figures)
    assert found - numbers(list(shown(one))) == set()
    wanted = [it.text for area in one.areas for goal in area.goals for it in goal.figures]
    wanted += [cell for table in (one.cards, *one.funding) for row in table.rows for cell in row]
    wanted += [it for slide in one.slides if slide.chart for it in slide.chart.labels]
    assert numbers(wanted) - found == set()


@pytest.mark.parametrize("code", CODES)
def test_a_message_is_a_figure_with_its_text_alternative(
    example: dict[str, Report], code: str
) -> None:
    one = example[code]
    slides = [(it.title, it.chart) for it in one.slides if it.chart is not None]
    figures = tags(of(one)).all("Figure")
    assert len(slides) >= 3
    for (_, chart), figure in zip(slides, figures, strict=True):
        assert figure.alt == chart.alt
        bars = zip(chart.categories, chart.labels, strict=True)
        level = f"{chart.second_name}: {chart.second_label}" if chart.second_label else ""
        assert figure.text == chart.name + "".join(a + b for a, b in bars) + level
    headings = [it.text for it in tags(of(one)).all("H2")]
    assert [title for title, _ in slides] == headings[: len(slides)]


@pytest.mark.parametrize("code", CODES)
def test_it_states_to_be_pdf_ua_with_title_language_and_author(
    example: dict[str, Report], code: str
) -> None:
    one = example[code]
    file = reader(of(one))
    root = file.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"].value is True
    assert root["/Lang"] == code
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    about = file.trailer["/Root"]["/Metadata"].get_data().decode("utf-8")
    assert "<pdfuaid:part>1</pdfuaid:part>" in about
    assert f">{one.title}</rdf:li>" in about
    assert file.metadata is not None
    assert (file.metadata.title, file.metadata.author) == (one.title, one.organisation)
    assert file.metadata.subject == one.footer
    assert file.metadata.creation_date == one.made_at.replace(microsecond=0)
    assert file.metadata.modification_date == one.made_at.replace(microsecond=0)
    first = file.pages[0].mediabox
    assert (int(first.width), int(first.height)) == (841, 595)


def test_headings_skip_no_level_and_are_bookmarks(example: dict[str, Report]) -> None:
    one = example["fi"]
    headings = tags(of(one)).all("H1", "H2", "H3", "H4", "H5", "H6")
    levels = [int(it.role[1]) for it in headings]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert set(levels) == {1, 2}
    contents, *rest = (it.text for it in headings)
    assert contents == one.headings["contents"]
    assert [it for it in rest if it in {area.title for area in one.areas}] == [
        area.title for area in one.areas
    ]
    links = [re.sub("[ \u2060]+\\d+$", "", it.text) for it in tags(of(one)).all("Reference")]
    assert links == rest

    def titles(marks: list[Any]) -> Iterator[str]:
        for mark in marks:
            yield from titles(mark) if isinstance(mark, list) else [mark.title]

    assert set(rest) <= set(titles(reader(of(one)).outline))


def test_each_table_has_header_cells_and_repeats_them_on_every_page(
    example: dict[str, Report],
) -> None:
    one = example["fi"]
    for table in tags(of(one)).all("Table"):
        (head,) = table.all("THead")
        assert head.all("TH") == table.all("TH") != []
        assert head.all("TD") == []
        assert len({len(row.all("TH", "TD")) for row in table.all("TR")}) == 1
    # A repeated header is read out once and printed on each page.
    heads = "".join(one.columns)
    assert sum(heads in margin for margin in margins(of(one))) >= len(one.areas)


@pytest.mark.parametrize("code", CODES)
def test_period_version_and_page_are_on_every_page(example: dict[str, Report], code: str) -> None:
    one = example[code]
    found = margins(of(one))
    for number, margin in enumerate(found, 1):
        assert margin.endswith(f"{one.footer}{one.headings['page']} {number} / {len(found)}")
        assert number == 1 or f"{one.title} · {one.standing}{one.banner}" in margin
    assert one.dates in one.footer
    assert one.version in one.footer


def test_letters_are_embedded_and_none_comes_from_the_machine(example: dict[str, Report]) -> None:
    found = set()
    for page in reader(of(example["fi"])).pages:
        for font in page["/Resources"]["/Font"].values():
            (glyphs,) = font["/DescendantFonts"]
            assert {"/FontFile2", "/FontFile3"} & set(glyphs.get_object()["/FontDescriptor"])
            found.add(str(font["/BaseFont"]).partition("+")[2])
    assert found == {"SourceSans3-Roman"}


def test_the_same_report_gives_the_same_bytes_in_another_process(
    example: dict[str, Report], tmp_path: Path
) -> None:
    kept = tmp_path / "report"
    kept.write_bytes(pickle.dumps(example["fi"]))
    code = (
        "import hashlib, pathlib, pickle, sys; from kpi.reports.pdf import pdf; "
        "print(hashlib.sha256(pdf(pickle.loads(pathlib.Path(sys.argv[1]).read_bytes()))).hexdigest())"
    )
    asked = [sys.executable, "-c", code, str(kept)]
    ran = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == sha256(of(example["fi"])).hexdigest()


def test_another_state_of_the_data_gives_another_file(example: dict[str, Report]) -> None:
    one = dataclasses.replace(example["fi"], version="0123456789ab", footer="0123456789ab")
    assert of(one) != of(example["fi"])


@pytest.mark.parametrize("code", CODES)
def test_an_empty_store_gives_a_report_all_the_same(tmp_path: Path, code: str) -> None:
    one = report(pipeline.open_store(desk_at(tmp_path)), language(code), parse("2025-S1"))
    root = tags(of(one))
    assert one.headings["no-checks"] in {it.text for it in root.all("P")}
    assert len(root.all("Table")) >= len(one.areas)
    assert numbers(said(root)) - numbers(list(shown(one))) == set()


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    made = desk_at(tmp_path_factory.mktemp("town"), TOWN / "catalogue")
    demo.generate(made)
    return made


@pytest.mark.parametrize("code", CODES)
def test_another_organisation_has_its_report_too(town: Desk, code: str) -> None:
    one = report(pipeline.open_store(town), language(code), parse("2024-S2"))
    root = tags(of(one))
    words: Catalogue = town.catalogue
    for area in words.areas.values():
        assert area.name.in_language(code) in {it.text for it in root.all("H2")}
    assert numbers(said(root)) - numbers(list(shown(one))) == set()


# Whatever people write


def goal_of(text: str) -> ReportGoal:
    return ReportGoal(
        number=text, title=text, actions=(ReportAction(text, text, text, text),),
        indicators=(text,), figures=(ReportFigure(text, text, promised=True),),
        paragraphs=(text,), completion=text,
    )  # fmt: skip


def hostile(text: str) -> Report:
    """Put one text everywhere."""
    table = Table(text, (text, text), ((text, text),), (False, True))
    chart = SlideChart((text,), text, (Decimal(1),), "0", text, text, (Decimal(2),), (text,), text)
    return blank(
        title=text, organisation=text, dates=text, version=text, standing=text,
        banner=text, columns=(text,) * 4, cards=table, completion=table, coverage=table,
        areas=(ReportArea(text, text, (goal_of(text),)),), formula=text, coverage_line=text,
        checks=(text,), checks_title=text, funding=(table,), footer=text,
        slides=(Slide(text, (text + "!",), chart),), headings=dict.fromkeys(blank().headings, text),
    )  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_is_never_read_as_markup(text: str) -> None:
    one = hostile(text)
    root = tags(of(one))
    assert {it.text for it in root.all("Title", "H1", "H2", "TH", "Caption")} == {text}
    cards, area, *_ = root.all("Table")
    assert cells(cards) == written(one.cards)
    assert cells(area)[1] == goal_cells(goal_of(text))
    (figure,) = root.all("Figure")
    assert figure.alt == text
    assert figure.text == f"{text}{text}{text}{text}: {text}"
    assert reader(of(one)).metadata.title == text  # type: ignore[union-attr]


LETTERS = st.characters(
    max_codepoint=0x17F, categories=("L", "N", "P", "S"), include_characters="\u2013\u2212\u00a0€"
)


# Eight texts to a file: making and reading one takes longer than thinking up its texts.
@settings(max_examples=settings().max_examples // 8)
@given(
    texts=st.lists(
        st.lists(st.text(LETTERS, min_size=1, max_size=30), min_size=1, max_size=8).map(" ".join),
        min_size=8,
        max_size=8,
    )
)
def test_any_text_comes_out_letter_for_letter(texts: list[str]) -> None:
    table = Table("", tuple(texts[:2]), (tuple(texts[2:4]), tuple(texts[4:6])), (False, True))
    one = blank(checks=tuple(texts), coverage_line=texts[6], cards=table)
    root = tags(pdf(one))
    assert cells(root.all("Table")[0]) == written(table)
    assert [it.text for it in root.all("LBody")] == texts
    assert texts[6] in {it.text for it in root.all("P")}


def test_nothing_runs_over_the_edge_of_the_page() -> None:
    one = hostile("x" * 120)
    ends: list[float] = []

    def note(text: str, _: Any, place: list[float], *__: Any) -> None:
        ends.append(place[4] if text.strip() else 0)

    for page in reader(pdf(one)).pages:
        page.extract_text(visitor_text=note)
    assert max(ends) < 842


@pytest.mark.parametrize(
    ("text", "instead"),
    [
        ("Hyvä \U0001f600!", "Hyvä \ufffd!"),
        ("\u65e5\u672c 5", "\ufffd\ufffd 5"),
        ("a\x07b\x1f", "a\ufffdb\ufffd"),
        ('"\U0001f600" \\', '"\ufffd" \\'),
    ],
)
def test_a_letter_without_a_picture_is_shown_as_such_and_stops_nothing(
    text: str, instead: str
) -> None:
    root = tags(pdf(blank(checks=(text, "#ehjä"))))
    assert [it.text for it in root.all("LBody")] == [instead, "#ehjä"]


def test_what_is_no_fault_of_a_letter_is_told() -> None:
    with pytest.raises(typst.TypstError):
        pdf(blank(headings={}))
