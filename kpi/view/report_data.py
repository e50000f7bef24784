"""The report's figures for a workbook: tidy rows with exact numbers, definitions, sums of money.

Refuses to round, and to leave out where a figure came from.
"""

from __future__ import annotations

from collections.abc import Iterator

from kpi.disagreement import Funding
from kpi.model import ConfStatus, Kind
from kpi.view.context import Context
from kpi.view.definition import unit_words
from kpi.view.parts import Table
from kpi.view.report_parts import DataRow
from kpi.view.shares import table as shares_table


def rows(page: Context) -> Iterator[DataRow]:
    """Give every figure of the period that is known or disputed, in the catalogue's order."""
    speaker = page.speaker
    for one in speaker.catalogue.indicators.values():
        if one.kind is Kind.QUALITATIVE or not page.reported(one.id):
            continue
        now, comparison = page.figures[one.id].now, page.comparison(one.id)
        came, base = now.provenance, comparison.base_period
        yield DataRow(
            indicator=one.id,
            name=speaker.name(one.id),
            area=speaker.say(speaker.catalogue.areas[one.service_area].name),
            period=page.period.code,
            period_start=page.period.start,
            period_end=page.period.last_day,
            value=now.value,
            unit=unit_words(page, one),
            status=speaker.text(f"status.{now.obs_status}"),
            verdict=speaker.text(f"verdict.{comparison.verdict}"),
            reason=speaker.text(f"why.{comparison.reason}") if comparison.reason else "",
            base_period=base.code if base else "",
            base_value=comparison.base_value,
            difference=comparison.difference,
            ratio=comparison.ratio,
            upload=came.upload if came else "",
            file=(came.file or speaker.text("upload.edited")) if came else "",
            cell=came.cell if came else "",
            published_at=came.published_at if came else None,
            published_by=came.published_by if came else "",
        )


def definitions(page: Context) -> Table:
    """List what every indicator is: name, area, kind, unit, definition, source, owner."""
    speaker, text = page.speaker, page.speaker.text
    found = tuple(
        (
            speaker.name(one.id),
            speaker.say(speaker.catalogue.areas[one.service_area].name),
            text(f"fact.kind.{one.kind}"),
            unit_words(page, one),
            speaker.say(one.definition) if one.definition else "",
            speaker.say(one.note) if one.note else "",
            speaker.say(one.source),
            speaker.say(one.owner),
        )
        for one in speaker.catalogue.indicators.values()
        if one.conf_status is ConfStatus.FREE
    )
    columns = (
        text("column.indicator"), text("column.area"), text("fact.kind"), text("fact.unit"),
        text("fact.definition"), text("fact.note"), text("fact.source"), text("fact.owner"),
    )  # fmt: skip
    return Table(text("report.heading.definitions"), columns, found, (False,) * len(columns))


def money(page: Context, funding: Funding) -> Table:
    """Give the parts of a sum of money with their shares, the sum and the stated total."""
    return shares_table(page, funding)
