"""The shares of a stated total of money: a chart with its message, and the same as a table.

Refuses to repair a part or the total: what does not add up is said beside it.
"""

from __future__ import annotations

from decimal import Decimal

from kpi.catalogue_front import Message
from kpi.disagreement import Funding, FundingPart
from kpi.view.cards import way
from kpi.view.context import Context
from kpi.view.marks import invented_note, mark
from kpi.view.parts import Bar, Chart, Table


def shares(page: Context, funding: Funding, heading: str) -> Chart | None:
    """Draw the known parts by size, each with its share and amount; None where none is known."""
    known = [one for one in funding.parts if one.amount is not None and one.share is not None]
    if not known:
        return None
    known.sort(key=lambda one: -(one.amount or 0))
    text = page.speaker.text
    missing = [one.indicator for one in funding.parts if one not in known]
    notes = [text("chart.shares.note", total=_total(page, funding))]
    if missing:
        names = page.speaker.listed(page.speaker.label(one) for one in missing)
        notes.append(text("chart.left-out", names=names))
    notes += invented_note(page, [one.indicator for one in known])
    return Chart(
        shape="bars",
        heading=heading,
        name=_name(page, funding),
        table=table(page, funding),
        bars=tuple(_bar(page, one) for one in known),
        note=" ".join(notes),
    )


def message(page: Context, funding: Funding, wanted: Message) -> str:
    """Fill the heading with the leading part's share; the relation's name where it is not known."""
    lead = next((one for one in funding.parts if one.indicator == wanted.lead), None)
    if lead is None or lead.share is None or wanted.heading is None:
        return _name(page, funding)
    share = page.speaker.language.percent(lead.share)
    return page.speaker.say(wanted.heading).replace("{share}", share)


def table(page: Context, funding: Funding) -> Table:
    """List the parts by size with their shares of the stated total, then sum and total."""
    speaker, text = page.speaker, page.speaker.text
    parts = sorted(funding.parts, key=lambda one: -(one.amount or Decimal(-1)))
    rows = [
        (speaker.name(one.indicator), _amount(page, one.indicator, one.amount), _share(page, one))
        for one in parts
    ]
    total = page.speaker.catalogue.relations[funding.relation].total or ""
    dash = text("value.dash")
    rows.append((text("shares.sum"), _amount(page, total, funding.parts_sum), dash))
    rows.append((text("shares.total"), _amount(page, total, funding.stated_total), dash))
    links = [way(page, one.indicator) for one in parts]
    return Table(
        _name(page, funding),
        (text("column.part"), text("column.amount"), text("column.share-of-total")),
        tuple(rows),
        (False, True, True),
        (*links, None, way(page, total)),
    )


def _name(page: Context, funding: Funding) -> str:
    return page.speaker.say(page.speaker.catalogue.relations[funding.relation].label)


def _total(page: Context, funding: Funding) -> str:
    relation = page.speaker.catalogue.relations[funding.relation]
    return page.speaker.figure(str(relation.total), funding.stated_total)


def _bar(page: Context, part: FundingPart) -> Bar:
    return Bar(
        label=page.speaker.label(part.indicator),
        value=_share(page, part),
        fraction=float(part.share or 0),
        aside=_amount(page, part.indicator, part.amount),
        mark=mark(page, page.figures[part.indicator].now),
    )


def _amount(page: Context, indicator: str, amount: Decimal | None) -> str:
    if amount is None:
        return page.speaker.text("value.not-reported")
    return page.speaker.figure(indicator, amount)


def _share(page: Context, part: FundingPart) -> str:
    if part.share is None:
        return page.speaker.text("missing")
    return page.speaker.language.percent(part.share, 1)
