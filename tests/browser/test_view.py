"""What every visitor meets: language and period in the address, every size, the keyboard, axe."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.browser.visitor import SAY, SIZES, card, heading, opened, ready, serious, too_wide

if TYPE_CHECKING:
    from playwright.sync_api import Page

S = "\u00a0"
PAGES = {
    "front": "",
    "front in English": "?kieli=en",
    "another period": "?kausi=2024-A1",
    "unknown period": "?kausi=2031-S1",
    "areas": "palvelualueet",
    "area": "viestinta",
    "area without figures": "tyollisyys",
    "funding": "rahoitus",
    "indicator": "mittari?mittari=headcount",
    "disputed indicator": "mittari?mittari=business_newsletter_frequency",
    "told in words": "mittari?mittari=kulukuri_usage",
    "goals": "tavoitteet",
    "goals in English": "tavoitteet?kieli=en",
    "goals of another period": "tavoitteet?kausi=2024-A1",
    "report": "raportti",
    "report in English": "raportti?kieli=en",
    "upload": "lisaa-luvut",
    "upload in English": "lisaa-luvut?kieli=en",
    "sharing": "jakaminen",
    "sharing in English": "jakaminen?kieli=en",
}


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_every_page_at_every_size(page: Page, address: str, path: str) -> None:
    """No serious finding, no sideways scrolling, no error in the console, one title."""
    wrong: list[str] = []
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    opened(page, address, path)
    assert page.get_by_role("heading", level=1).count() == 1
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_timeout(250)
        assert too_wide(page) == [], f"at {width}"
        assert serious(page) == [], f"at {width}"
    assert wrong == []


def test_an_english_browser_sees_finnish_pages_with_finnish_numbers(
    open_page: Callable[..., Page], address: str
) -> None:
    page = opened(open_page(locale="en-US", timezone_id="America/New_York"), address)
    assert page.locator("html").get_attribute("lang") == "fi"
    assert heading(page) == "Tammi–kesäkuu 2025"
    assert f"2{S}448{S}113{S}€" in card(page, "Hankesalkku")
    assert f"13,3{S}%" in card(page, "Kuntarahoituksen osuus")
    # A chart is drawn after the page stands.
    page.locator(".js-plotly-plot").first.get_by_text("85,1").wait_for()
    chart = page.locator(".js-plotly-plot").first.inner_text().replace(" ", S)
    assert f"2{S}082{S}947{S}€" in chart and f"85,1{S}%" in chart


def test_a_deep_link_keeps_language_and_period_through_the_pages(page: Page, address: str) -> None:
    opened(page, address, "rahoitus?kausi=2024-A1&kieli=en")
    assert page.locator("html").get_attribute("lang") == "en"
    page.get_by_role("navigation").get_by_role("link", name="Overview").click()
    page.get_by_role("heading", level=1, name="2024", exact=True).wait_for()
    assert page.url.endswith("/?kausi=2024-A1&kieli=en")
    page.reload()
    ready(page)
    assert page.locator("html").get_attribute("lang") == "en"
    assert heading(page) == "2024"
    page.get_by_role("link", name="Communications and regional marketing").click()
    page.get_by_role("heading", level=1, name="Communications").wait_for()
    assert "kausi=2024-A1&kieli=en" in page.url
    ready(page)
    page.get_by_role("link", name="Suomeksi").click()
    page.get_by_role("heading", level=1, name="Viestintä ja aluemarkkinointi").wait_for()
    assert page.locator("html").get_attribute("lang") == "fi"
    assert "kausi=2024-A1&kieli=fi" in page.url


def test_the_keyboard_reaches_everything_and_focus_is_seen(page: Page, address: str) -> None:
    opened(page, address)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.innerText") == "Siirry sisältöön"
    reached: list[str] = []
    for _ in range(60):
        page.keyboard.press("Tab")
        name, outline = page.evaluate(
            """() => {
              const e = document.activeElement, c = getComputedStyle(e);
              return [(e.getAttribute('aria-label') || e.innerText || e.tagName).trim(),
                      e.id === 'stMain' || (c.outlineStyle !== 'none' && c.outlineWidth !== '0px')];
            }"""
        )
        assert outline or name in {"BODY", SAY("ui.period")}, f"no focus ring on {name!r}"
        reached.append(name)
        if name == SAY("ui.accessibility"):
            break
    for wanted in ("Rahoitus", "In English", "Kausi", "Hankesalkku", SAY("ui.accessibility")):
        assert wanted in reached, wanted
    # What is folded opens with the keyboard, too.
    fold = page.locator("summary").first
    fold.focus()
    page.keyboard.press("Enter")
    assert page.locator("details").first.get_by_role("table").is_visible()


def test_the_drawer_on_a_phone_opens_and_passes(
    open_page: Callable[..., Page], address: str
) -> None:
    page = opened(open_page(width=390, height=844), address)
    drawer = page.get_by_test_id("stSidebarNavLink")
    assert not drawer.first.is_visible(), "what is closed takes no focus"
    page.get_by_role("button", name="Avaa valikko").click()
    drawer.filter(has_text="Rahoitus").wait_for()
    page.wait_for_timeout(400)
    assert serious(page) == []
    drawer.filter(has_text="Rahoitus").click()
    page.wait_for_url("**/rahoitus**")


@pytest.mark.parametrize("path", ["", "lisaa-luvut"])
def test_what_is_missing_opens_role_by_role(page: Page, address: str, path: str) -> None:
    """Opened it passes at every size, and the deadlines come as a calendar."""
    opened(page, address, path)
    box = page.locator("section.kpi-due")
    assert box.bounding_box()["height"] < 400  # type: ignore[index]
    box.locator("summary").first.focus()
    page.keyboard.press("Enter")
    box.locator("summary").filter(has_text="tiedottaja").click()
    row = box.get_by_role("row").filter(has_text="heinäkuu 2025")
    assert "15.8.2025 alkaen" in row.first.inner_text()
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_timeout(250)
        assert too_wide(page) == [], f"at {width}"
        assert serious(page) == [], f"at {width}"
    with page.expect_download() as download:
        box.get_by_role("link", name=SAY("due.calendar")).click()
    assert download.value.suggested_filename == "maaraajat.ics"


CUT = """() => [...document.querySelectorAll('.stMain :is(p, h1, h2, h3, li, td, th, button)')]
  .filter((e) => e.getClientRects().length && e.scrollWidth > e.clientWidth + 1)
  .filter((e) => getComputedStyle(e).textOverflow === 'ellipsis')
  .map((e) => e.textContent)"""


@pytest.mark.parametrize("path", ["", "lisaa-luvut"])
def test_nothing_is_cut_with_dots(page: Page, address: str, path: str) -> None:
    opened(page, address, path)
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_timeout(250)
        assert page.evaluate(CUT) == [], f"at {width}"


def test_the_cell_and_its_verdict_are_seen_without_scrolling(page: Page, address: str) -> None:
    opened(page, address, "mittari?mittari=website_visitors_kaustisenseutu_fi")
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_timeout(250)
        for sought in (page.locator("mark"), page.get_by_text("tahdissa tai edellä").last):
            outer = sought.locator("xpath=ancestor::div[@class='kpi-scroll']").bounding_box()
            inner = sought.bounding_box()
            assert outer and inner
            assert inner["x"] + inner["width"] <= outer["x"] + outer["width"] + 1, f"at {width}"


@pytest.mark.parametrize("code", ["fi", "en"])
def test_the_name_stays_in_the_header_of_a_phone(
    open_page: Callable[..., Page], address: str, code: str
) -> None:
    """Squeezed by what stands beside it, it took three lines and lost the top of the first."""
    for width in (390, 320):
        page = opened(open_page(width=width, height=700), address, f"?kieli={code}")
        height: str = page.evaluate(
            "getComputedStyle(document.querySelector('.stAppToolbar'), '::before').height"
        )
        assert float(height.removesuffix("px")) < 60, f"at {width}"
        menu = page.get_by_test_id("stExpandSidebarButton").bounding_box()
        assert menu and menu["x"] + menu["width"] <= width


@pytest.mark.parametrize("code", ["fi", "en"])
def test_the_statement_fits_a_phone_and_passes(page: Page, address: str, code: str) -> None:
    """Its Finnish name is one word of twenty-one letters."""
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        page.goto(f"{address}/saavutettavuus?kieli={code}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert serious(page) == []


def test_a_page_that_cannot_be_shown_says_so_accessibly(page: Page, address: str) -> None:
    page.goto(f"{address}/mittari?mittari=headcont&kieli=fi")
    page.get_by_role("alert").filter(has_text="headcont").wait_for()
    assert heading(page) == SAY("ui.stopped")
    assert serious(page) == []
