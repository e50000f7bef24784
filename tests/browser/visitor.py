"""What a visitor does in a real browser: open a page and wait for it, bring a workbook, look at it.

Refuses to reach past the screen: everything is found by its role, label or text.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import openpyxl
from axe_playwright_python.sync_playwright import Axe

from kpi.i18n import language
from kpi.readers.columns import HEADINGS

if TYPE_CHECKING:
    from playwright.sync_api import Page

SIZES = ((1920, 1080), (390, 844), (320, 700))
SAY = language("fi").text
_axe = Axe()


def opened(page: Page, address: str, path: str = "") -> Page:
    """Go to a page and wait until its footer stands there: it is the last thing placed."""
    page.goto(f"{address}/{path}")
    return ready(page)


def ready(page: Page) -> Page:
    """Wait until the page is whole and the framework rests."""
    page.locator("footer.kpi-footer").wait_for(timeout=30_000)
    # A locator looks from outside: the page's own policy refuses scripts that are made of text.
    page.locator(".stApp[data-test-script-state=running]").wait_for(state="detached")
    return page


def card(page: Page, label: str) -> str:
    """Give the text of the card with this label."""
    return page.locator("li.kpi-card").filter(has=page.get_by_role("link", name=label)).inner_text()


def heading(page: Page) -> str:
    """Give the page's message."""
    return page.get_by_role("heading", level=1).inner_text()


def serious(page: Page) -> list[str]:
    """Give what the automatic check finds serious or critical, each with its first element."""
    found: Mapping[str, Any] = _axe.run(page).response
    return [
        f"{one['id']}: {one['nodes'][0]['html'][:160]}"
        for one in found["violations"]
        if one["impact"] in {"serious", "critical"}
    ]


def too_wide(page: Page) -> list[str]:
    """Give what makes the page scroll sideways; regions that scroll by themselves may."""
    found: list[str] = page.evaluate(
        """() => {
          const main = document.querySelector('[data-testid=stMain]');
          if (main.scrollWidth <= innerWidth && document.documentElement.scrollWidth <= innerWidth)
            return [];
          return [...main.querySelectorAll('*')]
            .filter((e) => e.getBoundingClientRect().right > innerWidth + 1)
            .filter((e) => !e.closest('.kpi-scroll, svg'))
            .map((e) => e.tagName + ' ' + e.className);
        }"""
    )
    return found


def filled(template: bytes, figures: Mapping[str, object]) -> bytes:
    """Type figures into a downloaded template, by the indicators' ids."""
    book = openpyxl.load_workbook(io.BytesIO(template))
    sheet = book.worksheets[0]
    column = {cell.value: cell.column for cell in sheet[1]}
    for row in range(2, sheet.max_row + 1):
        name = sheet.cell(row, column[HEADINGS["indicator"].fi]).value
        if name in figures:
            sheet.cell(row, column[HEADINGS["value"].fi]).value = figures[name]
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def bring(page: Page, data: bytes, name: str = "luvut.xlsx") -> None:
    """Choose a file on the upload page and wait for what is said of it."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    page.locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": kind, "buffer": data}
    )
    page.locator(".kpi-notice").filter(has_text=name).wait_for()
    ready(page)


def accept(page: Page, by: str, reason: str = "", clicks: int = 1) -> None:
    """Fill in who and why, and press accept."""
    page.get_by_label(SAY("ui.upload.by")).fill(by)
    if reason:
        page.get_by_label(SAY("ui.upload.reason")).fill(reason)
    page.get_by_role("button", name=SAY("ui.upload.accept")).click(click_count=clicks)
