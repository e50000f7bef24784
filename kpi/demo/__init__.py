"""Invented figures for showing the service: the plan's months, published as marked workbooks.

Refuses to be added to a store of real figures. Made twice, nothing changes.
"""

from __future__ import annotations

from kpi import pipeline
from kpi.demo import figures
from kpi.demo.plan import load, place
from kpi.desk import Desk, NamedFile
from kpi.errors import WrongUsage, error
from kpi.i18n import Language, language
from kpi.periods import Period
from kpi.reports.demo_workbook import demo_workbook
from kpi.reports.template import Line, line


def generate(desk: Desk) -> tuple[str, ...]:
    """Make the demo's workbooks and publish them together, marked as invented.

    Args:
        desk: settings, catalogue and clock; the plan lies beside the catalogue.

    Returns:
        The ids of the uploads, one per month, in order; the same ones when they were there.

    Raises:
        WrongUsage: no plan, a faulty one, or real figures are published in this store.
        StoreUnavailable: the store cannot be written.
    """
    now = pipeline.open_store(desk)
    # In a store that began as a demo, people try things out; it stays one.
    if now.active and not now.invented:
        raise WrongUsage(error("demo-among-real", found=str(desk.settings.data)))
    given, say = _files(desk)
    done = pipeline.publish(
        given, desk, by=say.text("demo.by"), reason=say.text("demo.reason"), invented=True
    )
    return done.uploads


def workbooks(desk: Desk) -> tuple[NamedFile, ...]:
    """Make the demo's workbooks, one per month: name and bytes, the same every time.

    A half-year's figures stand in the workbook of its last month.

    Raises:
        WrongUsage: no plan, or a faulty one.
    """
    return _files(desk)[0]


def _files(desk: Desk) -> tuple[tuple[NamedFile, ...], Language]:
    plan = load(place(desk.settings.catalogue), desk.catalogue)
    say = language(plan.language)
    made = figures.make(plan, desk.catalogue)
    return tuple(
        (
            say.text("demo.file", period=month.start.strftime("%Y-%m")),
            demo_workbook(_rows(desk, made, month, say), say),
        )
        for month in plan.months
    ), say


def _rows(desk: Desk, made: figures.Figures, month: Period, say: Language) -> list[Line]:
    """Give the figures of the periods that end with a month, shortest periods first."""
    catalogue = desk.catalogue
    rows = [
        (period, line(catalogue, catalogue.indicators[name], "", period, say.code, {"value": one}))
        for name, values in made.items()
        for period, one in values.items()
        if period.end == month.end
    ]
    return [row for _, row in sorted(rows, key=lambda item: item[0].days)]
