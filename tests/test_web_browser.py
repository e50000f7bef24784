"""The server's part of a page, seen in a real browser: words, focus, quiet charts, policy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page


def opened(page: Page, address: str, path: str = "") -> list[str]:
    """Open a page and give what the console complained of, now and later."""
    said: list[str] = []
    page.on("console", lambda one: said.append(one.text) if one.type == "error" else None)
    page.on("pageerror", lambda one: said.append(str(one)))
    page.goto(f"{address}/{path}")
    page.locator("footer.kpi-footer").wait_for(timeout=30_000)
    return said


@pytest.mark.parametrize(
    "path", ["", "lisaa-luvut", "rahoitus?kieli=en", "palvelualueet?kausi=2024-A1"]
)
def test_nothing_breaks_the_policy_and_nothing_is_missing(
    page: Page, address: str, path: str
) -> None:
    missing: list[str] = []
    page.on("response", lambda one: missing.append(one.url) if one.status >= 400 else None)
    assert opened(page, address, path) == []
    assert missing == []


def test_the_first_tab_leads_to_the_content(page: Page, address: str) -> None:
    opened(page, address)
    page.keyboard.press("Tab")
    first = page.locator(":focus")
    assert first.inner_text() == "Siirry sisältöön"
    assert first.bounding_box()["y"] >= 0  # type: ignore[index]
    page.keyboard.press("Enter")
    assert page.locator(":focus").evaluate("one => one.tagName") == "MAIN"


def test_charts_speak_by_their_name_and_table_only(page: Page, address: str) -> None:
    opened(page, address)
    page.locator(".js-plotly-plot .main-svg").first.wait_for()
    charts = page.get_by_role("figure")
    assert charts.count() >= 1
    for number in range(charts.count()):
        drawn = charts.nth(number).locator(".js-plotly-plot")
        assert drawn.get_attribute("aria-hidden") == "true"
        assert drawn.locator("a, button, [tabindex='0']").count() == 0


def test_the_framework_speaks_finnish(page: Page, address: str) -> None:
    opened(page, address, "lisaa-luvut")
    zone = page.get_by_test_id("stFileUploader")
    zone.get_by_role("button", name="Valitse tiedosto").wait_for()
    zone.get_by_text("Enintään 5\u00a0Mt •").wait_for()
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(
        {"name": "large.xlsx", "mimeType": "application/x", "buffer": b"x" * (6 << 20)}
    )
    page.get_by_text("Tiedosto saa olla enintään 5").wait_for(timeout=10_000)
    page.goto(f"{address}/ei-ole")
    page.get_by_text("Sivua ei löydy").first.wait_for(timeout=20_000)
    shown = page.locator("body").inner_text()
    assert "Page not found" not in shown
    assert "Running the app" not in shown


def test_the_framework_is_left_alone_in_english(page: Page, address: str) -> None:
    opened(page, address, "lisaa-luvut?kieli=en")
    assert page.locator("html").get_attribute("lang") == "en"
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Skip to main content"


def test_a_single_letter_does_nothing(page: Page, address: str) -> None:
    """The framework reruns the page on "r"; someone who speaks to the computer says letters."""
    sent: list[str] = []
    page.on(
        "websocket",
        lambda one: one.on("framesent", lambda _: sent.append("a message to the server")),
    )
    opened(page, address)
    page.wait_for_timeout(1000)
    sent.clear()
    page.keyboard.press("r")
    page.keyboard.press("c")
    page.wait_for_timeout(500)
    assert sent == []


def test_without_scripts_a_sentence_says_why(browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    assert "Palvelu tarvitsee JavaScriptin." in page.locator("body").inner_text()
    context.close()
