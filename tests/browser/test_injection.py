"""Fifty texts that would run: on every page they are letters, and nothing else."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from kpi import pipeline
from kpi.access import Role
from kpi.desk import Desk
from kpi.ui.labels import JOINER
from tests import payloads
from tests.browser.visitor import SAY, bring, opened, ready
from tests.serving import serving

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

# The same pages for each; a role is how somebody comes in: what is done before the first page.
ROLES = (Role.ADMIN, Role.VIEWER)
PAGES = (
    "", "?kieli=en", "palvelualueet", "first", "second", "rahoitus", "tavoitteet", "raportti",
    "mittari?mittari=n0&kieli=en", "saavutettavuus",
    "?kausi=<img src=x onerror=window.__hit=1>", "mittari?mittari=<svg onload=window.__hit=1>",
    f"?kieli=![x](https://{payloads.HOST}/z)",
)  # fmt: skip
# What runs, loads or leads anywhere, and where to.
LEADING = """() => [...document.querySelectorAll('*')].flatMap((one) => [...one.attributes]
  .filter((it) => /^(href|src|srcset|(form)?action|poster|xlink:href|style|on.*)$/.test(it.name))
  .map((it) => [one.tagName, it.name, it.value]))"""


class Watch:
    """What a visitor's browser did: its requests, its dialogs, and what it showed."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.foreign: list[str] = []
        self.dialogs: list[str] = []
        self.shown: list[str] = []
        self._own = urlsplit(address).netloc
        context.on("request", lambda asked: self._note(asked.url))
        context.on("dialog", self._dismiss)

    def _note(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in {"data", "blob", "about"} and parts.netloc != self._own:
            self.foreign.append(url)

    def _dismiss(self, dialog: Any) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    def look(self, page: Page) -> str:
        """Find nothing on a page that came from a payload but its letters; give these."""
        for tag, name, value in page.evaluate(LEADING):
            place = f"{tag} {name}={value}"
            assert not name.startswith("on"), place
            assert payloads.HOST not in value or _in_query(value), place
            assert not re.match(r"\s*javascript:", value, re.IGNORECASE), place
            assert "__hit" not in value or _in_query(value), place
        assert page.evaluate("window.__hit") is None
        assert page.locator("iframe, object, embed, form[action]").count() == 0
        text: str = page.evaluate("document.body.textContent")
        self.shown.append(text)
        return text


def _in_query(address: str) -> bool:
    """Say whether it is one of our own addresses that carries the visitor's own parameters."""
    return address.startswith("./") and "?" in address


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Publish the club of payloads."""
    made = payloads.desk(tmp_path_factory.mktemp("hostile"))
    payloads.publish(made)
    return made


@pytest.fixture(scope="module")
def address(made: Desk) -> Iterator[str]:
    catalogue = str(made.settings.catalogue)
    with serving(made.settings.data, KPI_CATALOGUE=catalogue, KPI_SAMPLE="no") as served:
        yield served


@pytest.fixture(params=ROLES)
def visit(request: pytest.FixtureRequest, page: Page, address: str, made: Desk) -> Page:
    """Come in as somebody of this role, by a link whose label and maker are payloads too."""
    wanted = pipeline.Wanted(request.param, label=payloads.BY[:120])
    now = replace(made, clock=lambda: dt.datetime.now(dt.UTC))
    _, secret = pipeline.share(wanted, now, by=payloads.BY)
    page.goto(f"{address}/s/{secret}")
    return ready(page)


def test_no_page_runs_leads_or_loses_a_letter(
    visit: Page, address: str, request: pytest.FixtureRequest
) -> None:
    is_viewer = request.node.callspec.params["visit"] is Role.VIEWER
    inside = () if is_viewer else ("lisaa-luvut", "jakaminen")
    watch = Watch(visit.context, address)
    titles: list[str] = []
    indicators = [f"mittari?mittari=n{number}" for number in range(11)]
    for path in (*PAGES, *inside, *indicators, "mittari?mittari=told0", "mittari?mittari=funds"):
        asked = path if "kieli=" in path else f"{path}{'&' if '?' in path else '?'}kieli=fi"
        visit.goto(f"{address}/{asked}")
        if path == "saavutettavuus":
            visit.locator("main").wait_for()
        elif "mittari=<" in path:
            visit.get_by_role("alert").first.wait_for()
        else:
            ready(visit)
        watch.look(visit)
        titles.append(visit.title())
    assert watch.foreign == [] and watch.dialogs == []
    assert payloads.names_in(("owner",))[0] in titles[0]
    everything = "\n".join(watch.shown)
    wanted = payloads.names_in(("action", "goal", "name", "area", "owner"))
    wanted += [payloads.VERSION_NAME, *payloads.WORDING.split("\n")]
    if is_viewer:  # who did what is not told to a board
        assert payloads.BY not in everything and payloads.SAFE_FILE not in everything
    else:
        wanted += payloads.shown_in(("remark", "at", "until", "evidence", "word"))
        wanted += [payloads.BY, payloads.SAFE_FILE]
    assert [one for one in wanted if one not in everything] == []


def _given_back(page: Page, data: bytes) -> str:
    """Bring a faulty file of a hostile name, take it back with remarks, and give its new name."""
    opened(page, page.url.partition("/lisaa-luvut")[0], "lisaa-luvut")
    page.locator("input[type=file]").set_input_files(
        {"name": f'ä"\r\nX: y;{payloads.FILE}', "mimeType": "application/zip", "buffer": data}
    )
    page.locator(".kpi-notice-error").filter(has_text="__hit=1>=1+1").first.wait_for()
    ready(page)
    with page.expect_download() as download:
        page.get_by_role("button", name=SAY("ui.upload.remarked")).click()
    name = download.value.suggested_filename
    assert "ä" in name and not set(name) & set("\r\n/\\\u202e")
    return name


@pytest.mark.parametrize("visit", [Role.ADMIN], indirect=True)
def test_files_that_ask_or_are_refused_only_show_their_letters(
    visit: Page, address: str, made: Desk
) -> None:
    watch = Watch(visit.context, address)
    opened(visit, address, "lisaa-luvut")
    bring(visit, payloads.refused_workbook(), "vika.xlsx")
    refusal = watch.look(visit)
    assert [one for one in payloads.REFUSED if one[:50] not in refusal] == []
    assert _given_back(visit, payloads.refused_workbook()).endswith(".xlsx")
    opened(visit, address, "lisaa-luvut")
    visit.locator("input[type=file]").set_input_files(
        {"name": payloads.FILE, "mimeType": "application/zip", "buffer": payloads.table()}
    )
    visit.locator(".kpi-notice").filter(has_text="__hit=1>=1+1").first.wait_for()
    ready(visit)
    watch.look(visit)
    labels = visit.locator("[data-testid=stWidgetLabel]").all_text_contents()
    asked = "\n".join(labels).replace(JOINER, "")
    # A heading is read as one: without its notes, and without what nobody sees.
    (checked,) = pipeline.check([("t.xlsx", payloads.table())], made)
    heads = [one.facts["found"] for one in checked.questions]
    assert len(heads) > 40
    assert [one for one in heads if one not in asked] == []
    assert (
        visit.locator("[data-testid=stWidgetLabel] :is(a, img, code, strong, em, del)").count() == 0
    )
    assert watch.foreign == [] and watch.dialogs == []
    # The browser writes the quotation mark so when it sends the name.
    heading = SAY("ui.upload.questions", file=payloads.SAFE_FILE.replace('"', "%22"))
    assert heading in visit.locator("h3").all_text_contents()
