"""Reports for the tests of files: the worked example, the invented town, the club with nothing.

Refuses to mock: each is built by the view from a real store.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from kpi import catalogue, pipeline
from kpi.i18n import language
from kpi.periods import parse
from kpi.settings import Settings
from kpi.store import Store
from kpi.view.parts import Table
from kpi.view.report import report
from kpi.view.report_parts import Report, Slide, SlideChart
from tests.factories import office, write_catalogue
from tests.source import ROOT
from tests.test_any_organisation import FILLED, desk_at, filled

CLOCK = dt.datetime(2026, 11, 24, 19, 40, tzinfo=dt.UTC)
# What a spreadsheet would take for a formula, a link or a number, and what XML cannot hold.
TRICKS = (
    "=1+1", "@x", "+x", "-x", "=cmd|' /C calc'!A0", "https://example.org/", "007",
    "{=1+1}", "_x0041_", "a & <b>",
)  # fmt: skip
FORBIDDEN, LEFT = "a\x00\x0b\x1f\ud800\ufffeb", "ab"

# Goes with the process.
_SCRATCH = TemporaryDirectory(prefix="kpi-tests-")


@cache
def example_store() -> Store:
    settings = Settings(data=Path(_SCRATCH.name, "example"))
    desk = office(settings, catalogue.load(ROOT / "data" / "catalogue"), lambda: CLOCK)
    files = [(one.name, one.read_bytes()) for one in sorted((ROOT / "data/sample").glob("*.xlsx"))]
    pipeline.publish(files, desk, by=language("fi").text("sample.by"))
    return pipeline.open_store(desk)


@cache
def _town() -> Store:
    desk = desk_at(Path(_SCRATCH.name, "town"))
    for code, figures in FILLED.items():
        data = filled(pipeline.template(desk, parse(code), "fi"), figures)
        pipeline.publish([(f"{code}.xlsx", data)], desk, by="kirjastonhoitaja")
    return pipeline.open_store(desk)


@cache
def _nothing() -> Store:
    folder = Path(_SCRATCH.name, "nothing")
    club = catalogue.load(write_catalogue(folder / "catalogue"))
    return pipeline.open_store(office(Settings(data=folder / "data"), club))


@cache
def example(code: str = "fi") -> Report:
    return report(example_store(), language(code), parse("2025-S1"))


@cache
def town(code: str = "fi") -> Report:
    return report(_town(), language(code), parse("2024-S2"))


@cache
def nothing(code: str = "fi") -> Report:
    return report(_nothing(), language(code), parse("2025-S1"))


def tricky() -> Report:
    """Give a report whose every name is one of the tricks."""
    told = example()
    row = told.data[0]
    data = [
        replace(row, name=one, area=one, unit=one, file=one, cell=one, indicator=one)
        for one in (*TRICKS, FORBIDDEN)
    ]
    texts = tuple((one,) * 4 for one in (*TRICKS, FORBIDDEN))
    chart = SlideChart(
        (*TRICKS, FORBIDDEN), "=1+2", (Decimal(3),) * 11, "0", "=alt", "@2", (Decimal(1),) * 11
    )
    table = Table("=caption", ("=a", "=b"), (TRICKS[:2], (FORBIDDEN, "+c")), (False, True))
    return replace(
        told,
        title="=title" + FORBIDDEN,
        data=tuple(data),
        coverage=replace(told.coverage, rows=texts),
        checks=("=check",),
        slides=(Slide("=slide" + FORBIDDEN, TRICKS, chart), Slide("@t", (), None, table, TRICKS)),
    )


def figures(texts: Iterable[str]) -> set[str]:
    """Give the numbers written in texts, grouped ones whole."""
    number = re.compile("\\d+(?:[\u00a0 ]\\d{3})*(?:[.,]\\d+)?")
    return {one for text in texts for one in number.findall(text)}
