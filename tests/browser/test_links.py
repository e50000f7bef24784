"""A board member's link on a phone, and the link made in the meeting room, in a real Chromium."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kpi import pipeline
from kpi.access import Role
from kpi.ui.session import COOKIE
from tests.access.visitors import desk, link
from tests.browser.visitor import SAY, SIZES, heading, opened, ready, serious, too_wide
from tests.serving import serving

if TYPE_CHECKING:
    from playwright.sync_api import Page

PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("links") / "data"


@pytest.fixture(scope="module")
def address(data: Path) -> Iterator[str]:
    with serving(data) as served:
        yield served


def test_who_makes_the_first_link_keeps_a_way_in(
    open_page: Callable[..., Page], address: str
) -> None:
    page = opened(open_page(), address, "jakaminen")
    page.get_by_label(SAY("sharing.label")).fill("Hallitus")
    page.get_by_label(SAY("sharing.by"), exact=True).fill("Maija")
    page.get_by_role("button", name=SAY("sharing.make")).click()
    page.locator("img.kpi-code").first.wait_for()
    ready(page)
    urls = page.locator(".kpi-secret").all_inner_texts()
    assert len(urls) == 2 and all(one.startswith(f"{address}/s/") for one in urls)
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_timeout(250)
        assert too_wide(page) == [] and serious(page) == [], f"at {width}"
    # The code is drawn, not an empty picture.
    assert page.locator("img.kpi-code").first.evaluate("one => one.naturalWidth") > 100
    # Whoever made it holds no link yet: the door is closed, and their own link opens it.
    page.goto(address)
    assert heading(page) == SAY("door.closed")
    page.goto(urls[1])
    assert heading(ready(page)) == "Tammi–kesäkuu 2025"
    opened(page, address, "jakaminen")


def test_a_link_on_a_phone_leaves_no_secret_behind(
    open_page: Callable[..., Page], address: str, data: Path
) -> None:
    made = link(data, Role.VIEWER)
    page = open_page()
    page.set_viewport_size(PHONE)
    referers: list[str] = []
    page.on("request", lambda asked: referers.append(asked.headers.get("referer", "")))
    page.goto(f"{address}/saavutettavuus")
    before = page.url
    page.goto(f"{address}/s/{made.secret}")
    ready(page)
    assert page.url == f"{address}/"
    assert COOKIE not in page.evaluate("document.cookie")
    kept = page.evaluate("JSON.stringify([localStorage, sessionStorage, history.state])")
    assert made.secret not in kept + page.content() + "".join(referers)
    (cookie,) = [one for one in page.context.cookies() if one["name"] == COOKIE]
    assert cookie["httpOnly"] and cookie["sameSite"] == "Lax"
    assert made.secret not in cookie["value"]
    assert page.get_by_role("link", name=SAY("ui.page.upload")).count() == 0
    assert too_wide(page) == [] and serious(page) == []
    page.go_back()
    assert page.url == before, "the secret's address is no step of the history"


def test_a_revoked_link_ends_at_the_next_click(
    open_page: Callable[..., Page], address: str, data: Path
) -> None:
    made = link(data, Role.VIEWER)
    page = open_page()
    page.goto(f"{address}/s/{made.secret}")
    ready(page)
    pipeline.revoke(made.share.id, desk(data), by="Maija")
    page.get_by_role("link", name="Rahoitus").first.click()
    page.get_by_role("heading", level=1, name=SAY("ui.ended")).wait_for()
    assert page.locator("footer.kpi-footer").count() == 0
    page.reload()
    assert heading(page) == SAY("door.closed")


def test_an_area_is_all_that_its_link_shows(
    open_page: Callable[..., Page], address: str, data: Path
) -> None:
    areas = desk(data).catalogue.areas
    made = link(data, Role.VIEWER, areas=("communications",))
    page = open_page()
    page.goto(f"{address}/s/{made.secret}")
    ready(page)
    text = page.locator("body").inner_text()
    assert "1\u00a0240" in text and "2\u00a0448\u00a0113" not in text
    others = [one.name.fi for one in areas.values() if one.id != "communications"]
    assert [one for one in others if one in text] == []
