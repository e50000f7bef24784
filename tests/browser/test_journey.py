"""The main journey in a real Chromium, and two people publishing at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kpi import catalogue, pipeline
from kpi.desk import Desk
from kpi.periods import parse
from kpi.settings import Settings
from tests.browser.visitor import SAY, accept, bring, card, filled, heading, opened, ready
from tests.factories import office
from tests.serving import ROOT, serving

if TYPE_CHECKING:
    from playwright.sync_api import Page

S = "\u00a0"
MEETINGS = "customer_meetings"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("journey") / "data"


@pytest.fixture(scope="module")
def address(data: Path) -> Iterator[str]:
    """Serve a folder that the test can look into."""
    with serving(data) as served:
        yield served


def desk(data: Path) -> Desk:
    return office(Settings(data=data), catalogue.load(ROOT / "data" / "catalogue"))


def workbook(data: Path, figure: int) -> bytes:
    template = pipeline.template(desk(data), parse("2025-S1"), "fi")
    return filled(template, {MEETINGS: figure})


def uploads(data: Path) -> list[tuple[str, bool]]:
    """Give every upload after the worked example: who, and whether it is in force."""
    known = pipeline.open_store(desk(data)).uploads()
    example = SAY("sample.by")
    own = [one for one in known if one.published_by != example]
    return [(one.published_by, one.withdrawn_at is None) for one in own]


def test_open_look_upload_see_the_change_and_undo(page: Page, address: str, data: Path) -> None:
    opened(page, address)
    assert heading(page) == "Tammi–kesäkuu 2025"
    assert "429" in card(page, "Asiakastapaamiset")

    # Another period, by keyboard alone, and back by the browser's own button.
    page.get_by_label(SAY("ui.period")).focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.type("2024")
    page.get_by_role("option", name="2024", exact=True).wait_for()
    page.keyboard.press("Enter")
    page.get_by_role("heading", level=1, name="2024", exact=True).wait_for()
    assert "kausi=2024-A1" in page.url
    page.go_back()
    page.get_by_role("heading", level=1, name="Tammi–kesäkuu 2025").wait_for()

    # An indicator, with the cell it came from.
    page.get_by_role("link", name="Asiakastapaamiset").first.click()
    page.locator("mark").wait_for()
    assert page.locator("mark").inner_text() == "429"
    assert "mittari=customer_meetings" in page.url and "kausi=2025-S1" in page.url

    # The template down, the workbook up.
    page.get_by_role("link", name=SAY("ui.page.upload")).click()
    page.get_by_role("heading", level=1, name="Lisää luvut").wait_for()
    with page.expect_download() as download:
        page.get_by_role("button", name="Lataa Excel-pohja").click()
    assert download.value.suggested_filename == "pohja-2025-S1.xlsx"
    template = Path(download.value.path()).read_bytes()
    bring(page, filled(template, {MEETINGS: 431}))
    row = page.get_by_role("row").filter(has_text="Asiakastapaamiset")
    assert "429" in row.inner_text() and "431" in row.inner_text()
    assert uploads(data) == [], "nothing is saved before the accept"
    accept(page, "Maija", "laskettu uudelleen", clicks=2)
    page.get_by_text(f"Tallennettu 1{' '}luku").wait_for()
    assert uploads(data) == [("Maija", True)], "two presses publish once"

    # The changed card, and the undo.
    page.get_by_role("button", name=SAY("ui.upload.undo"), exact=True).click()
    page.get_by_text(SAY("ui.upload.undone")).wait_for()
    assert uploads(data) == [("Maija", False)]
    bring(page, filled(template, {MEETINGS: 433}))
    accept(page, "Maija", "laskettu uudelleen")
    page.get_by_text("Tallennettu 1 luku").wait_for()
    page.get_by_role("link", name=SAY("ui.upload.see-overview")).click()
    page.get_by_role("heading", level=1, name="Tammi–kesäkuu 2025").wait_for()
    assert "433" in card(ready(page), "Asiakastapaamiset")
    assert uploads(data)[-1] == ("Maija", True)


def test_two_people_at_once_never_publish_unseen(
    open_page: Callable[..., Page], address: str, data: Path
) -> None:
    first, second = open_page(), open_page()
    for page, figure in ((first, 500), (second, 600)):
        opened(page, address, "lisaa-luvut")
        bring(page, workbook(data, figure))
        assert str(figure) in page.get_by_role("row").filter(has_text="Asiakas").inner_text()
    before = len(uploads(data))
    accept(first, "Eka", "eka")
    first.get_by_text("Tallennettu 1 luku").wait_for()
    accept(second, "Toka", "toka")
    second.locator(".kpi-notice-error").wait_for()
    row = second.get_by_role("row").filter(has_text="Asiakas").inner_text()
    assert "500" in row and "600" in row, "the preview is against what stands now"
    assert len(uploads(data)) == before + 1
    accept(second, "Toka", "toka")
    second.get_by_text("Tallennettu 1 luku").wait_for()
    assert len(uploads(data)) == before + 2


def test_a_faulty_workbook_is_told_and_nothing_is_stored(
    page: Page, address: str, data: Path
) -> None:
    before = uploads(data)
    opened(page, address, "lisaa-luvut")
    template = pipeline.template(desk(data), parse("2025-S1"), "fi")
    bring(page, filled(template, {MEETINGS: "1.240"}))
    alert = page.get_by_role("alert").filter(has_text="luvut.xlsx")
    assert "Lukuja ei ole tallennettu" in alert.inner_text()
    assert page.get_by_role("row").filter(has_text="1.240").count() == 1
    assert page.get_by_role("button", name=SAY("ui.upload.accept")).count() == 0
    assert uploads(data) == before
