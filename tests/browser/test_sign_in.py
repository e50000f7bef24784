"""Signing in by the button in a real Chromium, with the page's own policy in force."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kpi.i18n import language
from tests.browser.visitor import SAY, SIZES, heading, opened, ready, serious
from tests.oidc_provider import PEOPLE, Provider, providing
from tests.serving import free_port, serving

if TYPE_CHECKING:
    from playwright.sync_api import Page


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with providing() as one:
        yield one


@pytest.fixture(scope="module")
def address(provider: Provider, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder: Path = tmp_path_factory.mktemp("sign-in")
    port = free_port()
    secrets = provider.secrets_file(folder, port)
    with serving(folder / "data", port=port, KPI_SECRETS=str(secrets)) as served:
        yield served


def test_in_by_the_button_to_the_page_that_was_wanted_and_out(
    page: Page, address: str, provider: Provider
) -> None:
    said: list[str] = []
    page.on("console", lambda one: said.append(one.text) if "ecurity" in one.text else None)
    provider.person = "editor"
    page.goto(f"{address}/rahoitus?kausi=2025-S1")
    assert heading(page) == "Kirjaudu sisään"
    page.get_by_role("button", name="Kirjaudu organisaation tunnuksella").click()
    ready(page)
    assert page.url == f"{address}/rahoitus?kausi=2025-S1"
    page.get_by_role("link", name=SAY("ui.page.upload")).click()
    page.get_by_role("heading", level=1, name="Lisää luvut").wait_for()
    opened(page, address)
    assert heading(page) == "Tammi–kesäkuu 2025"
    held = {one["name"]: one for one in page.context.cookies()}
    assert not [name for name in held if name.startswith("_streamlit_user")]
    assert held["seutumittari"]["httpOnly"]
    assert said == []

    page.get_by_role("link", name=SAY("ui.sign-out")).click()
    page.get_by_role("button", name=SAY("door.out.do")).click()
    assert heading(page) == SAY("door.left")
    page.goto(address)
    assert heading(page) == "Kirjaudu sisään"


def test_a_page_that_was_open_ends_when_somebody_else_signs_in(
    page: Page, address: str, provider: Provider
) -> None:
    provider.person = "editor"
    page.goto(address)
    page.get_by_role("button").click()
    ready(page)
    other = page.context.new_page()
    provider.person = "admin"
    other.goto(f"{address}/kirjaudu")
    other.get_by_role("button").click()
    ready(other)
    other.get_by_role("link", name=SAY("ui.page.sharing")).click()
    signs = other.get_by_label(SAY("sharing.by")).first
    signs.wait_for()
    assert signs.is_disabled()
    assert signs.input_value() == PEOPLE["admin"]["name"]
    page.get_by_role("link", name=SAY("ui.page.upload")).click()
    page.get_by_text(SAY("ui.ended.sign-in")).wait_for(timeout=20_000)


@pytest.mark.parametrize("size", SIZES)
def test_the_plain_pages_are_for_everybody(
    open_page: Callable[..., Page], address: str, provider: Provider, size: tuple[int, int]
) -> None:
    provider.person = "nobody"
    page = open_page(*size)
    page.goto(f"{address}/?kieli=en")
    assert heading(page) == "Sign in"
    assert serious(page) == []
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    title = language("en").text("door.no-right")
    page.get_by_role("heading", level=1, name=title).wait_for()
    assert PEOPLE["nobody"]["name"] in page.locator("main").inner_text()
    assert serious(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
