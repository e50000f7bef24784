"""The front page in a real browser against a static page with the same charts.

Refuses to count the first visit after a start, and to reuse a browser's cache: each load is a
visitor who has never been here.
"""

from __future__ import annotations

import contextlib
import json
import os
import socket
import statistics
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from bench import plain
from bench.ratios import Row
from kpi import catalogue, pipeline
from kpi.access import CONSOLE
from kpi.desk import Desk
from kpi.i18n import language
from kpi.periods import Period, parse
from kpi.settings import Settings
from kpi.view import charts as drawing
from kpi.view.overview import overview
from kpi.view.parts import Chart
from tools.browser import find

PERIODS = (parse("2025-S1"), parse("2024-S1"))
TURNS = 9
_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
# Tells when every chart is drawn with the texts it should have; TEXTS has a list for each chart.
_WATCH = """
(() => {
  const watch = (texts, done) => {
    const drawn = () => {
      const plots = [...document.querySelectorAll(".js-plotly-plot")];
      return plots.length === texts.length && plots.every((plot, n) =>
        texts[n].every((text) => plot.textContent.includes(text)));
    };
    const look = new MutationObserver(() => {
      if (drawn()) { look.disconnect(); done(performance.now()); }
    });
    look.observe(document, {
      subtree: true, childList: true, attributes: true, characterData: true,
    });
  };
  window.__change = (texts) => {
    let start = 0;
    const begin = (event) => { start = event.timeStamp; };
    addEventListener("pointerup", begin, true);
    addEventListener("change", begin, true);
    window.__took = new Promise((tell) => watch(texts, (now) => {
      removeEventListener("pointerup", begin, true);
      removeEventListener("change", begin, true);
      tell(now - start);
    }));
  };
  window.__took = new Promise((tell) => watch(TEXTS, tell));
})();
"""
Texts = list[list[str]]


@dataclass(frozen=True, slots=True)
class Site:
    """A page to measure, and how its reader chooses one of the periods, 0 or 1."""

    address: str
    choose: Callable[[Page, int], None]


def run() -> list[Row]:
    """Load and change the front page, in turns with the static one."""
    path = find()
    if path is None:
        raise RuntimeError("Chromium was not found: run `make browser` once")
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="kpi-bench-")))
        driver = stack.enter_context(sync_playwright())
        browser = driver.chromium.launch(executable_path=path, args=_FLAGS)
        stack.callback(browser.close)
        rows: list[Row] = []
        for name, command, periods in (
            ("worked example", "serve", PERIODS[:1]),
            ("invented figures", "demo", PERIODS),
        ):
            with _both(folder / command, command, periods) as (ours, bare, texts):
                rows.extend(_measured(name, browser, ours, bare, texts))
    return rows


@contextlib.contextmanager
def _both(
    folder: Path, command: str, periods: Sequence[Period]
) -> Iterator[tuple[Site, Site, list[Texts]]]:
    """Serve the product and the static page with its charts."""
    here, there = _port(), _port()
    data = folder / "data"
    address = f"http://127.0.0.1:{here}/"
    environment = {**os.environ, "KPI_DATA": str(data), "PORT": str(here), "KPI_LANGUAGE": "fi"}
    with plain.running(["-m", "kpi", command], f"{address}healthz", **environment):
        many = [_charts(data, period) for period in periods]
        plain.write(folder / "www", many)
        static = f"http://127.0.0.1:{there}/"
        arguments = ["-m", "http.server", str(there), "--bind", "127.0.0.1"]
        with plain.running([*arguments, "-d", str(folder / "www")], static):
            words = language("fi")
            names = [words.period(period) for period in periods]
            ours = Site(address, lambda page, one: _pick(page, names[one]))
            bare = Site(static, lambda page, one: _select(page, str(one)))
            yield ours, bare, [[_texts(chart) for chart in charts] for charts in many]


def _charts(data: Path, period: Period) -> tuple[Chart, ...]:
    settings = Settings(data=data)
    desk = Desk(settings, catalogue.load(settings.catalogue), viewer=CONSOLE)
    found = overview(pipeline.open_store(desk), language("fi"), period).charts
    if not found:
        raise RuntimeError(f"the front page of {period} has no charts")
    return found


def _texts(chart: Chart) -> list[str]:
    """Give what must be read in a drawn chart: every text that the figure writes."""
    layout = drawing.figure(chart).to_plotly_json()["layout"]
    return [one["text"].replace("<b>", "").replace("</b>", "") for one in layout["annotations"]]


def _measured(
    name: str, browser: Browser, ours: Site, bare: Site, texts: list[Texts]
) -> Iterator[Row]:
    took: dict[str, list[float]] = {"load ours": [], "load bare": []}
    took |= {"change ours": [], "change bare": []} if len(texts) > 1 else {}
    for turn in range(TURNS + 1):
        for which, site in (("ours", ours), ("bare", bare)):
            load, change = _visit(browser, site, texts)
            if turn:  # the first visit after a start is nobody's everyday
                took[f"load {which}"].append(load)
                took.get(f"change {which}", []).append(change)
    middle = {key: statistics.median(values) for key, values in took.items()}
    yield Row(f"load of the front page, {name}", middle["load ours"], middle["load bare"], 2.0)
    if len(texts) > 1:
        what = f"change of period, {name}"
        yield Row(what, middle["change ours"], middle["change bare"], 4.0)


def _visit(browser: Browser, site: Site, texts: list[Texts]) -> tuple[float, float]:
    """Come for the first time, then change the period there and back; seconds."""
    context = browser.new_context(viewport={"width": 1920, "height": 1080}, locale="fi-FI")
    page = context.new_page()
    page.add_init_script(_WATCH.replace("TEXTS", json.dumps(texts[0])))
    page.goto(site.address, wait_until="commit")
    load = _took(page)
    changes = []
    for one in (1, 0) if len(texts) > 1 else ():
        page.wait_for_timeout(700)  # as a reader would; what loads late is loaded by then
        page.evaluate("(texts) => { window.__change(texts); }", texts[one])
        site.choose(page, one)
        changes.append(_took(page))
    context.close()
    return load, statistics.mean(changes) if changes else 0.0


def _took(page: Page) -> float:
    return float(page.evaluate("() => window.__took")) / 1000


def _pick(page: Page, name: str) -> None:
    page.get_by_test_id("stSelectbox").locator("input").click()
    page.get_by_role("option", name=name, exact=True).click()


def _select(page: Page, value: str) -> None:
    page.locator("#period").select_option(value)


def _port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
