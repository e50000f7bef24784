"""The upload page: nothing before the accept, one publishing for two presses, every save undone."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from kpi import pipeline
from kpi.i18n import language
from kpi.periods import parse
from kpi.readers.columns import HEADINGS
from tests.pages.conftest import desk_at
from tests.pages.screen import read, started

HALF = parse("2025-S1")
MEETINGS = "customer_meetings"
SAY = language("fi").text


def workbook(figure: object, indicator: str = MEETINGS) -> bytes:
    """Fill one figure into the service's own template."""
    with tempfile.TemporaryDirectory() as empty:
        template = pipeline.template(desk_at(Path(empty)), HALF, "fi")
    book = openpyxl.load_workbook(io.BytesIO(template))
    sheet = book.worksheets[0]
    column = {cell.value: cell.column for cell in sheet[1]}
    for row in range(2, sheet.max_row + 1):
        if sheet.cell(row, column[HEADINGS["indicator"].fi]).value == indicator:
            sheet.cell(row, column[HEADINGS["value"].fi]).value = figure
            break
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def brought(data: bytes, name: str = "luvut.xlsx", code: str = "fi") -> AppTest:
    """Open the upload page and bring a file."""
    at = started("lisaa-luvut", kieli=code)
    at.file_uploader[0].set_value((name, data, "application/octet-stream")).run()
    return at


def pressed(at: AppTest, message: str) -> AppTest:
    (button,) = [one for one in at.button if one.label == SAY(message)]
    return button.click().run()


def typed(at: AppTest, message: str, text: str) -> None:
    (one,) = [one for one in at.text_input if one.label == SAY(message)]
    one.input(text)


def labels(at: AppTest) -> list[str]:
    return [one.label for one in at.button]


def version(data: Path) -> str:
    return pipeline.open_store(desk_at(data)).version


def value(data: Path) -> int:
    return int(pipeline.open_store(desk_at(data)).pair(MEETINGS, HALF).now.value or 0)


def accepted(at: AppTest, by: str = "Maija", reason: str = "korjattu") -> AppTest:
    typed(at, "ui.upload.by", by)
    if any(one.label == SAY("ui.upload.reason") for one in at.text_input):
        typed(at, "ui.upload.reason", reason)
    return pressed(at, "ui.upload.accept")


def test_a_preview_stores_nothing(data: Path) -> None:
    before = version(data)
    at = brought(workbook(431))
    page = read(at)
    assert "429" in page.text and "431" in page.text
    assert SAY("ui.upload.accept") in labels(at)
    assert version(data) == before


@pytest.mark.parametrize("code", ["fi", "en"])
def test_a_faulty_file_is_told_cell_by_cell_and_cannot_be_accepted(data: Path, code: str) -> None:
    at = brought(workbook("1.240"), code=code)
    page = read(at)
    assert [kind for kind, _ in page.notices][-1] == "error"
    assert "1.240" in page.text and "!" in page.text
    assert language(code).text("ui.upload.accept") not in labels(at)


def test_what_is_no_workbook_is_refused(data: Path) -> None:
    page = read(brought(b"%PDF-1.7 hello"))
    assert [kind for kind, _ in page.notices][-1] == "error"


def test_name_and_reason_are_asked_beside_their_fields(data: Path) -> None:
    before = version(data)
    at = pressed(brought(workbook(431)), "ui.upload.accept")
    said = [text for kind, text in read(at).notices if kind == "error"]
    assert said == [SAY("ui.upload.by-missing"), SAY("ui.upload.reason-missing")]
    assert version(data) == before


def test_accept_publishes_and_undo_brings_the_earlier_state_back(data: Path) -> None:
    before = version(data)
    at = accepted(brought(workbook(431)))
    done = [text for kind, text in read(at).notices if kind == "done"]
    assert done == [language("fi").plural("ui.upload.saved", 1)]
    assert value(data) == 431 and not at.file_uploader[0].value
    assert "431" in read(started()).text
    pressed(at, "ui.upload.undo")
    assert value(data) == 429 and version(data) == before
    assert "429" in read(started()).text


def test_the_same_file_again_is_nothing_new(data: Path) -> None:
    accepted(brought(workbook(431)))
    after = version(data)
    at = brought(workbook(431))
    assert SAY("ui.upload.accept") not in labels(at)
    assert version(data) == after


def test_a_store_that_changed_meanwhile_is_previewed_anew(data: Path) -> None:
    """The press belongs to the preview on the screen, not to what came after it."""
    at = brought(workbook(440))
    pipeline.publish([("b.xlsx", workbook(435))], desk_at(data), by="Toinen", reason="toinen")
    changed = version(data)
    at = accepted(at)
    assert version(data) == changed, "nothing was published unseen"
    page = read(at)
    assert "435" in page.text and "440" in page.text
    assert any(kind == "error" for kind, _ in page.notices)
    accepted(at)
    assert value(data) == 440


def test_cancel_forgets_the_file(data: Path) -> None:
    before = version(data)
    at = pressed(brought(workbook(431)), "ui.upload.cancel")
    assert SAY("ui.upload.accept") not in labels(at)
    assert version(data) == before


def test_any_earlier_file_can_be_undone_with_name_and_reason(data: Path) -> None:
    pipeline.publish([("b.xlsx", workbook(435))], desk_at(data), by="Toinen", reason="toinen")
    at = started("lisaa-luvut")
    at = pressed(at, "ui.upload.undo-accept")
    assert value(data) == 435, "not without a name and a reason"
    (which,) = [one for one in at.selectbox if one.label == SAY("ui.upload.undo-which")]
    which.select_index(0)
    typed(at, "ui.upload.undo-by", "Maija")
    typed(at, "ui.upload.undo-why", "väärä kausi")
    at = pressed(at, "ui.upload.undo-accept")
    assert value(data) == 429
    assert SAY("ui.upload.undone") in [text for _, text in read(at).notices]
    assert "väärä kausi" not in read(at).headings


def test_a_list_that_changed_meanwhile_undoes_nothing(data: Path) -> None:
    """The press belongs to the file on the screen, not to the one that took its place."""
    desk = desk_at(data)
    (newest,) = pipeline.publish([("b.xlsx", workbook(435))], desk, by="Toinen", reason="x").uploads
    at = started("lisaa-luvut")
    typed(at, "ui.upload.undo-by", "Maija")
    typed(at, "ui.upload.undo-why", "väärä kausi")
    pipeline.withdraw(newest, desk, by="Toinen", reason="peruttu")
    at = pressed(at, "ui.upload.undo-accept")
    assert value(data) == 429, "the worked example was not on the press"
    assert SAY("ui.upload.list-changed") in [text for _, text in read(at).notices]
    at = pressed(at, "ui.upload.undo-accept")
    left = [one.file for one in pipeline.open_store(desk).active]
    assert left == ["osavuosikatsaus-2025-1-6.xlsx"], "now it was seen"
    assert SAY("ui.upload.list-changed") not in [text for _, text in read(at).notices]


def test_the_template_can_be_taken_for_the_period_shown(data: Path) -> None:
    at = started("lisaa-luvut", kausi="2025-S1")
    (button,) = at.download_button
    assert language("fi").period(HALF, "long") in button.label
