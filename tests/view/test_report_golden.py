"""The half-year report of the worked example, word for word, in both languages.

The files are changed only after reading the difference: it is what the organisation hands out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from kpi import catalogue, example, pipeline
from kpi.i18n import CODES, language
from kpi.periods import parse
from kpi.settings import Settings
from kpi.store import narrowed
from kpi.view.parts import Table
from kpi.view.report import report
from kpi.view.report_parts import Report, ReportGoal, Slide
from tests.factories import office
from tests.source import ROOT
from tests.view.library import SPACE

GOLDEN = ROOT / "tests" / "golden"
CLOCK = dt.datetime(2026, 11, 24, 19, 40, tzinfo=dt.UTC)


def tabled(one: Table) -> Iterator[str]:
    yield f"    {one.caption}: {' | '.join(one.columns)}"
    yield from (f"    {' | '.join(row)}" for row in one.rows)


def of_goal(goal: ReportGoal) -> Iterator[str]:
    yield f"### {goal.number} {goal.title}"
    for one in goal.actions:
        yield f"    {one.number} {one.title}: {one.state}" + f" [{one.evidence}]" * bool(
            one.evidence
        )
    yield from (f"    ? {one}" for one in goal.indicators)
    yield from (f"    {one}" for one in goal.paragraphs)
    for figure in goal.figures:
        mark = "-" if figure.missing else "=" if figure.promised else "+"
        yield f"    {mark} {figure.name}: {figure.text}"
    yield f"    {goal.completion}"


def of_slide(one: Slide) -> Iterator[str]:
    yield f"## {one.title}"
    yield from (f"    {line}" for line in one.lines)
    if one.chart is not None:
        yield f"    {one.chart.name} ({one.chart.alt})"
        pairs = zip(one.chart.categories, one.chart.labels, strict=True)
        yield from (f"    {name}: {label}" for name, label in pairs)
        yield from [f"    {one.chart.second_name}: {one.chart.second_label}"] * bool(
            one.chart.second_name
        )
    if one.table is not None:
        yield from tabled(one.table)
    yield from (f"    > {note}" for note in one.notes)


def lines(made: Report) -> Iterator[str]:
    yield f"# {made.title} · {made.organisation} · {made.dates} · {made.standing}"
    yield made.banner
    yield " | ".join(made.columns)
    yield from tabled(made.cards)
    for area in made.areas:
        yield f"## {area.title}"
        yield f"    {area.summary}"
        for goal in area.goals:
            yield from of_goal(goal)
    yield from tabled(made.completion)
    yield f"    {made.formula}"
    yield f"    {made.coverage_line}"
    for one in (made.coverage, *made.funding):
        yield from tabled(one)
    yield f"## {made.checks_title}"
    yield from (f"    * {one}" for one in made.checks)
    for slide in made.slides:
        yield from of_slide(slide)
    for row in made.data:
        shown = (row.name, row.period, row.value, row.unit, row.verdict, row.reason, row.base_value)
        yield " | ".join("" if it is None else f"{it}" for it in (*shown, row.file, row.cell))


@pytest.mark.parametrize("code", CODES)
def test_the_report_word_for_word(tmp_path: Path, code: str) -> None:
    settings = Settings(data=tmp_path)
    desk = office(settings, catalogue.load(ROOT / "data" / "catalogue"), lambda: CLOCK)
    example.publish_into_empty(desk)
    public = narrowed.published(pipeline.open_store(desk))
    made = report(public, language(code), parse("2025-S1"))
    said = "".join(f"{one.rstrip()}\n" for one in lines(made)).replace(SPACE, " ")
    assert said == (GOLDEN / f"report-{code}.txt").read_text(encoding="utf-8")
