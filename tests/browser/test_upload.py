"""The communications officer's two minutes a month: files of the services, few clicks."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest

from kpi import catalogue, pipeline
from kpi.desk import Decisions, Desk
from kpi.i18n import language
from kpi.periods import parse
from kpi.settings import Settings
from tests.browser.visitor import SAY, SIZES, accept, bring, opened, ready, serious, too_wide
from tests.exports import days, meta_daily
from tests.factories import office
from tests.serving import ROOT, serving

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

VIEWS, TALKS = "facebook_impressions", "facebook_interactions"
WHOSE, MEANT = "which-platform:csv!A1", "which-indicator:csv!A1"
FACEBOOK = {WHOSE: "facebook", MEANT: VIEWS}
JUNE = days("2025-06-01", range(1, 31))
JULY = days("2025-07-01", range(1, 32))
COUNT = "addEventListener('click', (e) => { if (e.isTrusted) window.pressed++; }, true)"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("upload") / "data"


@pytest.fixture(scope="module")
def address(data: Path) -> Iterator[str]:
    """Serve a folder that the test can look into."""
    with serving(data) as served:
        yield served


@pytest.fixture(autouse=True)
def desk(address: str, data: Path) -> Iterator[Desk]:
    """Give the desk; afterwards nothing is left but the worked example."""
    desk = office(Settings(data=data), catalogue.load(ROOT / "data" / "catalogue"))
    yield desk
    more = [one.upload for one in pipeline.open_store(desk).active[1:]]
    if more:
        pipeline.withdraw_together(more, desk, by="Testi", reason="testi")


def views(*told: tuple[str, int], title: str = "Views") -> bytes:
    return meta_daily((title, told))


def publish(desk: Desk, data: bytes) -> None:
    given = [("Views.csv", data)]
    pipeline.publish(given, desk, by="Maija", decided=Decisions({"": FACEBOOK}))


def value(desk: Desk, period: str, indicator: str = VIEWS) -> int | None:
    found = pipeline.open_store(desk).pair(indicator, parse(period)).now.value
    return None if found is None else int(found)


def rested(page: Page) -> None:
    """Wait until what was chosen has been sent and the page is whole again."""
    page.wait_for_timeout(150)
    ready(page)


def unfold(page: Page, field: str) -> None:
    """Open a field's list. A click that makes the page scroll would close it at once."""
    box = page.get_by_role("combobox", name=field)
    box.evaluate("one => one.scrollIntoView({block: 'center'})")
    page.wait_for_timeout(150)
    box.click()


def answer(page: Page, question: str, choice: str) -> None:
    """Choose from a question's list, and wait until the file was read anew."""
    unfold(page, question)
    page.get_by_role("option", name=choice, exact=True).click()
    rested(page)


def saved(page: Page) -> None:
    page.locator(".kpi-notice-done").filter(has_text="Tallennettu").wait_for()
    ready(page)


def open_questions(page: Page) -> list[str]:
    """Give the questions that have no answer on the screen."""
    boxes = page.locator("[class*=st-key-kpi-question-] input[role=combobox]").all()
    return [str(one.get_attribute("aria-label")) for one in boxes if not one.input_value()]


def bring_both(page: Page, *files: tuple[str, bytes]) -> None:
    """Choose files together and wait for what is said of each."""
    page.locator("input[type=file]").set_input_files(
        [{"name": name, "mimeType": "text/csv", "buffer": data} for name, data in files]
    )
    for name, _ in files:
        page.locator(".kpi-notice").filter(has_text=f"{name}:").wait_for()
    ready(page)


def answer_otherwise(page: Page) -> None:
    """Unfold the remembered answers; while it unfolds, what lies beneath moves."""
    page.get_by_text(SAY("ui.upload.answer-otherwise"), exact=True).click()
    page.wait_for_timeout(500)


# --- clicks


def test_a_file_with_a_remembered_answer_takes_at_most_four_clicks(
    page: Page, address: str, desk: Desk
) -> None:
    publish(desk, views(*JUNE))
    opened(page, address, "lisaa-luvut")
    page.evaluate(f"() => {{ window.pressed = 0; {COUNT}; }}")
    with page.expect_file_chooser() as asked:
        page.get_by_role("button", name="Valitse tiedosto").click()
    asked.value.set_files({"name": "Views.csv", "mimeType": "text/csv", "buffer": views(*JULY)})
    page.get_by_text("uutta 31").wait_for()
    ready(page)
    note = page.get_by_role("listitem").filter(has_text="muistettu vastaus (Maija, ")
    assert note.count() == 2, "both answers say whose they are"
    assert open_questions(page) == []
    page.get_by_label(SAY("ui.upload.by")).click()
    page.keyboard.type("Maija")
    page.get_by_role("button", name=SAY("ui.upload.accept")).click()
    saved(page)
    assert page.evaluate("() => window.pressed") <= 4
    assert value(desk, "2025-M07") == sum(range(1, 32))


def test_a_sum_that_is_left_out_can_be_taken(page: Page, address: str) -> None:
    text = "Henkilöstön määrä\n\nVuosi;Vakituiset;Sijaiset;Yhteensä\n2024;14;9;23\n".encode()
    opened(page, address, "lisaa-luvut")
    bring_both(page, ("Luvut.csv", text))
    page.get_by_text("vastaa 2 kysymykseen").wait_for()
    page.get_by_text(SAY("ui.upload.offered"), exact=True).click()
    page.wait_for_timeout(500)
    for name, choice in (("Vakituiset", SAY("choice.skip")), ("Sijaiset", SAY("choice.skip")),
                         ("Yhteensä", "Henkilöstön määrä")):  # fmt: skip
        answer(page, f"Mitä mittaria ”Henkilöstön määrä: {name}” tarkoittaa?", choice)
    page.get_by_text("uutta 1").wait_for()
    assert open_questions(page) == []


def test_the_name_is_remembered_for_the_visit(page: Page, address: str, desk: Desk) -> None:
    publish(desk, views(*JUNE))
    opened(page, address, "lisaa-luvut")
    bring(page, views(*JULY), "Views.csv")
    by = page.get_by_label(SAY("ui.upload.by"))
    assert by.get_attribute("autocomplete") == "name", "the browser may offer it the next time"
    accept(page, "Maija")
    saved(page)
    bring(page, views(("2025-08-01", 4)), "Views.csv")
    assert page.get_by_label(SAY("ui.upload.by")).input_value() == "Maija"


# --- questions


def test_the_first_time_two_questions_are_answered(page: Page, address: str, desk: Desk) -> None:
    opened(page, address, "lisaa-luvut")
    bring(page, views(*JUNE), "Views.csv")
    assert "vastaa yhteen kysymykseen" in page.locator(".kpi-notice-check").inner_text()
    assert page.get_by_role("button", name=SAY("ui.upload.accept")).count() == 0
    answer(page, "Facebookista vai Instagramista", "Facebook")
    answer(page, "Mitä mittaria", "Facebook-näyttökerrat")
    row = page.get_by_role("row").filter(has_text="6/2025")
    assert "465 näyttökertaa" in row.inner_text() and "30 uutta päivää" in row.inner_text()
    accept(page, "Maija")
    saved(page)
    assert value(desk, "2025-M06") == 465
    kept = [one.choice for one in pipeline.remembered(desk).values()]
    assert sorted(kept) == ["facebook", VIEWS]


def test_two_platforms_files_are_never_mixed(page: Page, address: str, desk: Desk) -> None:
    """Two downloads that differ in nothing but their figures; the browser adds "(1)" to a name."""
    opened(page, address, "lisaa-luvut")
    bring(page, views(*JUNE), "Views.csv")
    answer(page, "Facebookista vai Instagramista", "Facebook")
    answer(page, "Mitä mittaria", "Facebook-näyttökerrat")
    accept(page, "Maija")
    saved(page)
    bring(page, views(*days("2025-06-01", range(500, 530))), "Views (1).csv")
    assert len(open_questions(page)) == 1, "nothing is taken for granted"
    assert page.get_by_role("row").filter(has_text="ei sovi tähän tiedostoon").count() == 2
    assert page.get_by_role("button", name=SAY("ui.upload.accept")).count() == 0
    answer(page, "Facebookista vai Instagramista", "Instagram")
    answer(page, "Mitä mittaria", "Jätetään pois, ei seurata")
    assert page.get_by_role("button", name=SAY("ui.upload.accept")).count() == 0
    assert value(desk, "2025-M06") == 465


def test_a_remembered_answer_can_be_given_otherwise(page: Page, address: str, desk: Desk) -> None:
    publish(desk, views(*JUNE))
    opened(page, address, "lisaa-luvut")
    bring(page, views(*JULY), "Views.csv")
    answer_otherwise(page)
    answer(page, "Mitä mittaria", "Facebook-vuorovaikutukset")
    accept(page, "Maija")
    saved(page)
    assert (value(desk, "2025-M07"), value(desk, "2025-M07", TALKS)) == (None, 496)


def test_an_answer_is_forgotten(page: Page, address: str, desk: Desk) -> None:
    publish(desk, views(*JUNE))
    opened(page, address, "lisaa-luvut")
    assert page.get_by_role("listitem").filter(has_text="Meta, päivittäiset luvut").count() == 2
    page.get_by_test_id("stExpander").filter(has_text=SAY("ui.upload.forget")).click()
    page.get_by_label(SAY("ui.upload.undo-by")).last.fill("Maija")
    page.get_by_role("button", name=SAY("ui.upload.forget")).click()
    page.get_by_text(SAY("ui.upload.forgotten")).wait_for()
    assert len(pipeline.remembered(desk)) == 1
    ready(page)
    bring(page, views(*JULY), "Views.csv")
    assert len(open_questions(page)) == 1


# --- what changes


def test_lines_are_left_out_and_taken_back(page: Page, address: str, desk: Desk) -> None:
    publish(desk, views(*JUNE))
    opened(page, address, "lisaa-luvut")
    bring(page, views(*JULY, ("2025-08-01", 5), ("2025-08-02", 6)), "Views.csv")
    lines = ("Facebook-näyttökerrat, 7/2025", "Facebook-näyttökerrat, 8/2025")
    for line in lines:
        unfold(page, SAY("ui.upload.leave-out"))
        page.get_by_role("option", name=line).click()
        rested(page)
    page.keyboard.press("Escape")
    page.get_by_role("alert").filter(has_text="Views.csv").wait_for()
    assert page.get_by_role("button", name=SAY("ui.upload.accept")).count() == 0
    page.get_by_role("button", name=f"Poista {lines[0]}").click()
    page.get_by_role("row").filter(has_text="7/2025").filter(has_text="496").wait_for()
    ready(page)
    assert page.get_by_role("row").filter(has_text="8/2025").filter(has_text="vajaa").count() == 0
    accept(page, "Maija")
    saved(page)
    assert (value(desk, "2025-M07"), value(desk, "2025-08-01")) == (496, None)


def test_a_changed_figure_asks_why_line_by_line_where_wanted(
    page: Page, address: str, desk: Desk
) -> None:
    publish(desk, views(*JUNE, *JULY))
    opened(page, address, "lisaa-luvut")
    changed = [("2025-06-01", 11), *JUNE[1:], ("2025-07-01", 21), *JULY[1:]]
    bring(page, views(*changed), "Views.csv")
    row = page.get_by_role("row").filter(has_text="6/2025").first.inner_text()
    assert "465 näyttökertaa" in row and "475 näyttökertaa" in row and "1 päivä muuttuu" in row
    accept(page, "Maija")
    page.get_by_role("alert").filter(has_text=SAY("ui.upload.reason-missing")).wait_for()
    assert value(desk, "2025-M06") == 465
    page.get_by_text(SAY("ui.upload.own-reasons"), exact=True).click()
    page.get_by_label("Facebook-näyttökerrat, 7/2025").fill("heinäkuu korjattu")
    accept(page, "Maija", "Meta korjasi")
    saved(page)
    store = pipeline.open_store(desk)
    assert store.revisions(VIEWS, parse("2025-06-01"))[0].reason == "Meta korjasi"
    assert store.revisions(VIEWS, parse("2025-07-01"))[0].reason == "heinäkuu korjattu"
    row = page.get_by_role("row").filter(has_text="Meta korjasi").inner_text()
    assert "Facebook-näyttökerrat, 7/2025: heinäkuu korjattu" in row


def test_undo_takes_back_what_was_just_saved_and_nothing_else(
    page: Page, address: str, desk: Desk
) -> None:
    """Also where one of the files had been saved before."""
    publish(desk, views(*JUNE))
    opened(page, address, "lisaa-luvut")
    bring_both(page, ("Views.csv", views(*JUNE)), ("heinä.csv", views(*JULY)))
    accept(page, "Maija")
    saved(page)
    assert value(desk, "2025-M07") == 496
    page.get_by_role("button", name=SAY("ui.upload.undo"), exact=True).click()
    page.get_by_text(SAY("ui.upload.undone")).wait_for()
    assert (value(desk, "2025-M06"), value(desk, "2025-M07")) == (465, None)


def test_two_files_at_once_wait_for_each_other(page: Page, address: str, desk: Desk) -> None:
    publish(desk, views(*JUNE))
    opened(page, address, "lisaa-luvut")
    talks = views(*JULY, title="Facebook content interactions")
    bring_both(page, ("Views.csv", views(*JULY)), ("Interactions.csv", talks))
    held = page.locator(".kpi-notice").filter(has_text="tallennetaan yhdessä")
    assert "Interactions.csv" in held.inner_text() and "Views.csv" not in held.inner_text()
    answer(page, "Mitä mittaria ”Facebook content", "Facebook-vuorovaikutukset")
    held.wait_for(state="detached")
    accept(page, "Maija")
    saved(page)
    assert (value(desk, "2025-M07"), value(desk, "2025-M07", TALKS)) == (496, 496)
    page.get_by_role("button", name=SAY("ui.upload.undo"), exact=True).click()
    page.get_by_text(SAY("ui.upload.undone")).wait_for()
    assert (value(desk, "2025-M07"), value(desk, "2025-M07", TALKS)) == (None, None)


# --- what is not taken


def test_a_faulty_workbook_comes_back_with_remarks(page: Page, address: str, desk: Desk) -> None:
    template = pipeline.template(desk, parse("2025-S1"), "fi")
    book = openpyxl.load_workbook(io.BytesIO(template))
    sheet = book.worksheets[0]
    column = next(cell.column for cell in sheet[1] if cell.value == "Arvo")
    sheet.cell(2, column).value = "1.240,5 kpl"
    buffer = io.BytesIO()
    book.save(buffer)
    opened(page, address, "lisaa-luvut")
    bring(page, buffer.getvalue(), "luvut.xlsx")
    with page.expect_download() as download:
        page.get_by_role("button", name=SAY("ui.upload.remarked")).click()
    assert download.value.suggested_filename == "korjattavaa-luvut.xlsx"
    marked = openpyxl.load_workbook(io.BytesIO(Path(download.value.path()).read_bytes()))
    remark = marked.worksheets[0].cell(2, column).comment
    assert remark is not None and "1.240,5 kpl" in remark.text


@pytest.mark.parametrize(
    ("code", "large", "other"),
    [
        ("fi", "Tiedosto saa olla enintään 5\u00a0Mt.", "Tuo Excel- tai CSV-tiedosto."),
        ("en", "File must be 5.0MB or smaller.", "Bring an Excel or CSV file."),
    ],
)
def test_limits_are_told_before_a_file_is_read(
    page: Page, address: str, code: str, large: str, other: str
) -> None:
    opened(page, address, f"lisaa-luvut?kieli={code}")
    zone = page.get_by_test_id("stFileUploader")
    zone.locator("input[type=file]").set_input_files(
        [
            {"name": "iso.csv", "mimeType": "text/csv", "buffer": b"a;b\n" * (3 << 19)},
            {"name": "raportti.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7"},
        ]
    )
    for words in (large, other):
        said = zone.get_by_role("alert").filter(has_text=words)
        said.wait_for()
        box = said.bounding_box()
        assert box is not None and box["width"] > 100, "read without hovering"
    passes(page, "refused files")


# --- everybody


def test_in_english(page: Page, address: str, desk: Desk) -> None:
    say = language("en").text
    opened(page, address, "lisaa-luvut?kieli=en")
    bring(page, views(*JUNE), "Views.csv")
    answer(page, "from Facebook or from Instagram", "Facebook")
    unfold(page, "Which indicator does")
    choices = page.get_by_role("option").all_inner_texts()
    assert choices[0] == say("choice.skip"), "to leave it out is always in sight"
    page.get_by_role("option", name="Facebook impressions").click()
    rested(page)
    page.get_by_label(say("ui.upload.by")).fill("Mary")
    page.get_by_role("button", name=say("ui.upload.accept")).click()
    page.get_by_text("30 figures saved.").wait_for()
    assert value(desk, "2025-M06") == 465


def test_by_keyboard_alone(page: Page, address: str, desk: Desk) -> None:
    opened(page, address, "lisaa-luvut")
    bring(page, views(*JUNE), "Views.csv")
    field = "[class*=st-key-kpi-question-] input:focus"
    for typed, chosen in (("Face", "Facebook"), ("näyttöker", "Facebook-näyttökerrat")):
        tab_to(page, page.locator(field), empty=True)
        page.keyboard.press("ArrowDown")
        page.keyboard.type(typed)
        page.get_by_role("option", name=chosen, exact=True).wait_for()
        page.keyboard.press("Enter")
        rested(page)
        assert page.locator(field).input_value() == chosen, "the focus stays where it was"
    tab_to(page, page.get_by_label(SAY("ui.upload.by")).and_(page.locator(":focus")))
    page.keyboard.type("Maija")
    button = page.get_by_role("button", name=SAY("ui.upload.accept"))
    tab_to(page, button.and_(page.locator(":focus")))
    page.keyboard.press("Enter")
    saved(page)
    assert value(desk, "2025-M06") == 465
    undo = page.get_by_role("button", name=SAY("ui.upload.undo"), exact=True)
    tab_to(page, undo.and_(page.locator(":focus")))
    page.keyboard.press("Enter")
    page.get_by_text(SAY("ui.upload.undone")).wait_for()
    assert value(desk, "2025-M06") is None


def tab_to(page: Page, wanted: Locator, *, empty: bool = False) -> None:
    """Press Tab until the focus is there; ``empty`` passes by a field that holds an answer."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if wanted.count() and not (empty and wanted.input_value()):
            return
    pytest.fail("the keyboard does not reach it")


def test_every_state_passes_at_every_size(page: Page, address: str, desk: Desk) -> None:
    publish(desk, views(*JUNE))
    opened(page, address, "lisaa-luvut")
    changed = views(*[("2025-06-01", 11), *JUNE[1:], *JULY])
    bring_both(page, ("Views.csv", changed), ("Interactions.csv", views(*JULY, title="X")))
    passes(page, "open questions beside a preview")
    answer(page, "Laskeeko ”X”", SAY("choice.flow"))
    answer(page, "Onko ”X” Facebookista", "Facebook")
    answer(page, "Mitä mittaria ”X”", "Facebook-vuorovaikutukset")
    answer_otherwise(page)
    unfold(page, SAY("ui.upload.leave-out"))
    page.get_by_role("option").first.click()
    rested(page)
    page.keyboard.press("Escape")
    passes(page, "a preview")


def passes(page: Page, state: str) -> None:
    ready(page)
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_timeout(300)
        assert too_wide(page) == [], f"{state} at {width}"
        assert serious(page) == [], f"{state} at {width}"
    page.set_viewport_size({"width": 1920, "height": 1080})
