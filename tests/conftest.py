"""What every test stands on: Hypothesis profiles, a real Chromium, a real server, clean settings.

Refuses to let a test reach the repository's own data or another host. Builders of workbooks and
observations are in ``factories.py``.
"""

from __future__ import annotations

import contextlib
import os
import re
import tempfile
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from hypothesis import HealthCheck, settings

from tests.serving import serving
from tools.browser import find

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parent.parent
ARTEFACTS = ROOT / "test-artefacts"
OURS = ("KPI_DATA", "KPI_CATALOGUE", "KPI_SAMPLE", "KPI_LANGUAGE", "KPI_ADDRESS", "PORT")
LOCAL = {"127.0.0.1", "localhost", "::1", None}

pytest.register_assert_rewrite("tests.factories")

# A shared build machine is slow at times, so no example has a deadline.
# The same examples at every landing; the long run looks for new ones.
settings.register_profile(
    "ci",
    max_examples=200,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile(
    "nightly", settings.get_profile("ci"), max_examples=2000, derandomize=False
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


def pytest_configure(config: pytest.Config) -> None:
    """Point the settings at an empty folder: a forgetful test must not touch real figures."""
    for name in OURS:
        os.environ.pop(name, None)
    scratch = tempfile.TemporaryDirectory(prefix="kpi-tests-")
    config.add_cleanup(scratch.cleanup)
    os.environ["KPI_DATA"] = scratch.name
    # Neither may it read whom somebody lets in where they work on the code.
    secrets = Path(scratch.name, "no-secrets.toml")
    secrets.touch()
    os.environ["KPI_SECRETS"] = str(secrets)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what drives a browser and run it last: the quick tests speak first.

    Last also because the browser driver keeps an event loop in this thread.
    """
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Take a picture of each page that a failing browser test had open."""
    report = yield
    if report.failed and call.when == "call":
        for number, page in enumerate(getattr(item, "open_pages", [])):
            name = re.sub(r"\W+", "-", item.nodeid).strip("-")[-120:]
            ARTEFACTS.mkdir(exist_ok=True)
            with contextlib.suppress(Exception):  # the page may be gone; the failure itself counts
                page.screenshot(path=ARTEFACTS / f"{name}-{number}.png", full_page=True)
    return report


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start one Chromium for the whole run."""
    from playwright.sync_api import sync_playwright

    path = find()
    if path is None:
        pytest.fail("Chromium was not found: run `make browser` once")
    with sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Callable[..., Page]]:
    """Give ``open_page(width=1920, height=1080, **context options)``: a page of its own visitor.

    After the test it fails when a page asked anything of another host.
    """
    foreign: list[str] = []
    contexts = []
    request.node.open_pages = []

    def note(url: str) -> None:
        address = urlsplit(url)
        if address.scheme not in {"data", "blob", "about"} and address.hostname not in LOCAL:
            foreign.append(url)

    def open_one(width: int = 1920, height: int = 1080, **options: Any) -> Page:
        chosen = {"locale": "fi-FI", "timezone_id": "Europe/Helsinki", **options}
        context = browser.new_context(viewport={"width": width, "height": height}, **chosen)
        context.on("request", lambda asked: note(asked.url))
        contexts.append(context)
        page = context.new_page()
        request.node.open_pages.append(page)
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert not foreign, f"asked another host: {sorted(set(foreign))}"


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Page:
    """Give one page in the projector's size."""
    return open_page()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the worked example from an empty folder for the tests of one module."""
    with serving(tmp_path_factory.mktemp("served") / "data") as served:
        yield served
