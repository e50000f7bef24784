"""Fifty texts that would run, written to every file and read back: letters, and nothing else."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from xml.etree import ElementTree

import docx
import openpyxl
import pptx
import pytest
from pypdf import PdfReader

from kpi import pipeline
from kpi.desk import Desk
from kpi.i18n import language
from kpi.periods import parse
from kpi.readers.annotate import annotated
from kpi.reports.template import template
from kpi.texts import turns
from kpi.web.calendar import calendar
from tests import payloads

PERIOD = parse(payloads.PERIOD)
FI = language("fi")
_SCRATCH = TemporaryDirectory(prefix="kpi-tests-")
OFFICE = ("docx", "pptx", "xlsx")
# What each file holds of the report, by the fields of the payloads.
NAMES = {
    "docx": ("action", "goal", "name", "area", "owner", "told"),
    "pptx": ("owner",),
    "xlsx": ("name", "area", "owner", "told"),
    "pdf": ("action", "goal", "name", "area", "owner", "told"),
}
TOLD = {"docx": ("word",), "pptx": (), "xlsx": (), "pdf": ("word",)}
UNSEEN = dict.fromkeys(map(ord, "＝＠"), "\ufffd")


@cache
def made() -> Desk:
    desk = payloads.desk(Path(_SCRATCH.name, "club"))
    payloads.publish(desk)
    return desk


@cache
def written(format_: str) -> bytes:
    return pipeline.export(made(), PERIOD, format_, FI).data


def books(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Give every part of a file of parts, and those of the workbooks within it."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        for name in packed.namelist():
            part = packed.read(name)
            yield name, part
            if name.endswith(".xlsx"):
                yield from ((f"{name}!{inner}", it) for inner, it in books(part))


def sheets(data: bytes) -> Iterator[Any]:
    for sheet in openpyxl.load_workbook(io.BytesIO(data)):
        for row in sheet.iter_rows():
            yield from row


def texts(format_: str) -> str:
    """Read a file as its own library does: every text that it shows."""
    data = io.BytesIO(written(format_))
    if format_ == "docx":
        return "\n".join(one.text for one in docx.Document(data).element.body.iter("{*}p"))
    if format_ == "pptx":
        return "\n".join(
            "".join(run.text or "" for run in one.iter("{*}t"))
            for slide in pptx.Presentation(data).slides
            for one in slide.element.iter("{*}p")
        )
    if format_ == "xlsx":
        return "\n".join(str(one.value) for one in sheets(written(format_)) if one.value)
    return "\n".join(page.extract_text() for page in PdfReader(data).pages)


def wanted(format_: str) -> list[str]:
    found = payloads.names_in(NAMES[format_]) + payloads.shown_in(TOLD[format_])
    return found + (payloads.WORDING.split("\n") if format_ in {"docx", "pdf"} else [])


@pytest.mark.parametrize("format_", OFFICE)
def test_every_text_stands_letter_for_letter(format_: str) -> None:
    said = texts(format_)
    assert [one for one in wanted(format_) if one not in said] == []


@pytest.mark.parametrize("format_", OFFICE)
def test_no_part_leads_out_or_runs(format_: str) -> None:
    for name, part in books(written(format_)):
        if name.endswith(".rels"):
            for one in ElementTree.fromstring(part):
                assert one.get("TargetMode") != "External", name
                assert payloads.HOST not in str(one.get("Target")), name
                assert not str(one.get("Type")).endswith(("/hyperlink", "/oleObject")), name
        if name.endswith(".xml"):
            for one in ElementTree.fromstring(part).iter():
                kind = one.tag.rpartition("}")[2]
                assert kind not in {"f", "hyperlink", "hlinkClick", "ddeLink"} or _own(one), name
                said = str(one.text) if kind in {"instrText", "fldSimple"} else ""
                assert not said or said.split()[0] in {"TOC", "PAGEREF", "PAGE", "NUMPAGES"}
                for value in one.attrib.values():
                    assert not value.startswith(("http://evil", f"https://{payloads.HOST}"))


def _own(one: ElementTree.Element) -> bool:
    """Say whether it is a reference of a chart to its own numbers, or of the contents to a page."""
    if one.tag.endswith("}f"):
        ours = re.fullmatch(r"'?[\w ]+'?!\$[A-Z]\$\d+(:\$[A-Z]\$\d+)?", str(one.text))
        return "chart" in one.tag and ours is not None
    anchors = [value for key, value in one.attrib.items() if key.endswith("}anchor")]
    return len(anchors) == 1 and anchors[0].startswith("_Toc")


def test_no_cell_of_a_workbook_is_a_formula() -> None:
    inner = [part for name, part in books(written("pptx")) if name.endswith(".xlsx")]
    for data in (written("xlsx"), *inner, template(made().catalogue, PERIOD, "fi", {})):
        for one in sheets(data):
            assert one.data_type != "f" and one.hyperlink is None, one
    assert inner


def test_a_workbook_given_back_with_remarks_has_no_formula_of_ours() -> None:
    data = payloads.refused_workbook()
    (checked,) = pipeline.check([("vika.xlsx", data)], made())
    cells = list(sheets(annotated(data, checked.findings, "fi")))
    assert not any(one.data_type == "f" or one.hyperlink for one in cells)
    said = "\n".join(str(one.value) for one in cells)
    assert [one for one in payloads.REFUSED if one not in said] == []


def _over_two_pages(text: str, said: str) -> bool:
    """Say whether a text goes on on the next page, below what each page begins with."""
    cuts = range(8, len(text) - 8)
    return any(text[:cut] in said and text[cut:] in said for cut in cuts)


def test_the_pdf_has_no_link_out_and_every_letter_that_has_a_picture() -> None:
    file = PdfReader(io.BytesIO(written("pdf")))
    for page in file.pages:
        for one in page.get("/Annots") or ():
            action = one.get_object().get("/A", {})
            assert "/URI" not in action and "/JS" not in action, action
    assert not re.search(rb"/(JavaScript|Launch|SubmitForm|ImportData|URI)\b", written("pdf"))
    said = re.sub(r"\s+", "", texts("pdf"))
    # What the fonts have no picture of is shown as such. What turns is read as it is seen: its
    # letters in another order, and what follows on its line as ever.
    told = [re.sub(r"\s+", "", one).translate(UNSEEN) for one in wanted("pdf") if not turns(one)]
    assert [one for one in told if one not in said and not _over_two_pages(one, said)] == []
    assert re.search(r"exe\.cod\W*:kesken", said)


def test_the_table_runs_nothing_and_gives_every_text_back() -> None:
    with zipfile.ZipFile(io.BytesIO(written("csv"))) as packed:
        rows = list(csv.DictReader(io.StringIO(packed.read("observations.csv").decode())))
        described = json.loads(packed.read("datapackage.json"))
    assert described["contributors"][0]["title"] == payloads.names_in(("owner",))[0]
    cells = [(key, cell) for row in rows for key, cell in row.items()]
    told = {undone(cell) for _, cell in cells}
    names = payloads.names_in(("name", "area")) + payloads.names_in(("name",), "en")
    assert set(names) - told == set()
    # What a file is called is not for the public: it is named by its upload.
    assert not any(payloads.SAFE_FILE in one for one in told)
    for key, cell in cells:
        if key != "value":
            assert not re.match("[^\\w']*[=+@＝＋－＠-]", cell), cell
            assert not re.search(r"[;\t\r\n] *\"?[=+@-]", cell), cell


def undone(cell: str) -> str:
    """Take back what defuses a cell, as its description tells."""
    return re.sub(r"(^|(?<=[;\t\r\n]))'(?=[ '\"]*[=+\-@\t\r\n＝＋－＠])", "", cell)


def test_the_calendar_has_every_line_of_its_own() -> None:
    text = calendar(pipeline.open_store(made()), FI, payloads.NOW.date()).decode()
    lines = text.replace("\r\n ", "").split("\r\n")
    names = {re.split("[:;]", line)[0] for line in lines if line}
    assert names <= {
        "BEGIN", "VERSION", "PRODID", "CALSCALE", "METHOD", "NAME", "X-WR-CALNAME",
        "REFRESH-INTERVAL", "X-PUBLISHED-TTL", "UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY",
        "DESCRIPTION", "TRANSP", "END",
    }  # fmt: skip
