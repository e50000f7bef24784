"""Project funding: the parts, the stated total, shares with their denominators, what is off.

Refuses to repair the total or a part, and to add figures that are no parts of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from kpi import checks
from kpi.disagreement import Funding, FundingShare
from kpi.i18n import Language
from kpi.periods import Period
from kpi.store import Store
from kpi.view.cards import card, shown, way
from kpi.view.conflicts import sentence
from kpi.view.context import Context, context, footer, notices, subtitle
from kpi.view.parts import Card, Chart, FundingPage, Notice, Table, Tone
from kpi.view.shares import message, shares, table

OWN_SENTENCE = {"sum-rounding", "sum-mismatch"}


def funding(store: Store, language: Language, period: Period) -> FundingPage:
    """Build the funding page from the sums of money in the catalogue; empty where there is none."""
    page = context(store, language, period)
    sums = checks.funding(store, period, page.figures, page.conflicts)
    known = [one for one in sums if one.stated_total is not None or _any_part(one)]
    said = [] if known else [Notice("empty", language.text("funding.empty"))]
    return FundingPage(
        title=_heading(page, known[0]) if known else language.text("funding.title"),
        subtitle=subtitle(page),
        notices=(*notices(page), *said),
        cards=tuple(one for item in known for one in _cards(page, item)),
        charts=tuple(_charts(page, known)),
        tables=tuple(one for item in known for one in _tables(page, item)),
        checks=tuple(one for item in known for one in _checks(page, item)),
        footer=footer(page),
    )


def _any_part(funding: Funding) -> bool:
    return any(one.amount is not None for one in funding.parts)


def _heading(page: Context, funding: Funding) -> str:
    """Take the front page's message about the same sum, if it has one."""
    for wanted in page.speaker.catalogue.overview.message:
        if wanted.kind == "shares" and wanted.relation == funding.relation:
            return message(page, funding, wanted)
    return page.speaker.say(page.speaker.catalogue.relations[funding.relation].label)


def _charts(page: Context, sums: list[Funding]) -> Iterator[Chart]:
    for one in sums:
        heading = page.speaker.text("funding.parts")
        made = shares(page, one, heading)
        if made is not None:
            # The page has the same table in the open; two regions of one name would confuse.
            yield replace(made, table=replace(made.table, caption=heading))


def _total(page: Context, funding: Funding) -> str:
    return str(page.speaker.catalogue.relations[funding.relation].total)


def _cards(page: Context, funding: Funding) -> Iterator[Card]:
    yield card(page, _total(page, funding))
    for share in funding.shares:
        if share.fraction is not None:
            yield _share_card(page, funding, share)


def _share_card(page: Context, funding: Funding, share: FundingShare) -> Card:
    """Show a share with both of its sides and whether the stated one agrees."""
    speaker = page.speaker
    total = _total(page, funding)
    fraction = share.fraction or Decimal(0)
    return Card(
        label=speaker.say(speaker.catalogue.relations[share.relation].label),
        value=speaker.language.percent(fraction, 1),
        change=_agreement(page, share),
        because=speaker.text(
            "funding.share-of",
            name=speaker.name(total),
            total=speaker.figure(total, share.denominator),
        ),
        tone=Tone.ATTENTION if _disagrees(page, share) else Tone.NEUTRAL,
        arrow="",
        facts=(speaker.figure(total, share.numerator),),
    )


def _disagrees(page: Context, share: FundingShare) -> bool:
    return any(
        one.code == "share-disagrees" and one.relation == share.relation for one in page.conflicts
    )


def _agreement(page: Context, share: FundingShare) -> str:
    """Say whether the share that the source states is the one computed from its euros."""
    stated = page.speaker.catalogue.relations[share.relation].stated
    if stated is None or share.stated is None:
        return page.speaker.text("funding.share-computed")
    figure = page.speaker.figure(stated, share.stated)
    kind = "differs" if _disagrees(page, share) else "agrees"
    return page.speaker.text(f"funding.share-{kind}", stated=figure)


def _tables(page: Context, funding: Funding) -> Iterator[Table]:
    yield table(page, funding)
    if funding.shares:
        yield _shares(page, funding)
    others = _others(page, funding)
    if others is not None:
        yield others


def _shares(page: Context, funding: Funding) -> Table:
    """List each share: what is divided by what, computed and stated."""
    speaker, text = page.speaker, page.speaker.text
    total = _total(page, funding)
    rows = []
    for one in funding.shares:
        relation = speaker.catalogue.relations[one.relation]
        computed = (
            text("missing") if one.fraction is None else speaker.language.percent(one.fraction, 1)
        )
        stated = (
            speaker.figure(relation.stated, one.stated)
            if relation.stated and one.stated is not None
            else text("funding.not-stated")
        )
        rows.append(
            (
                speaker.say(relation.label),
                speaker.figure(total, one.numerator),
                speaker.listed(speaker.name(name) for name in relation.numerator),
                speaker.figure(total, one.denominator),
                computed,
                stated,
            )
        )
    columns = (
        text("column.share"), text("column.amount"), text("column.whose"),
        text("column.denominator", name=speaker.name(total)), text("column.computed"),
        text("column.stated"),
    )  # fmt: skip
    numeric = (False, True, False, True, True, True)
    return Table(text("funding.shares"), columns, tuple(rows), numeric)


def _others(page: Context, funding: Funding) -> Table | None:
    """List the area's other euros: decided, refused, direct funding. No parts of the total."""
    speaker, text = page.speaker, page.speaker.text
    total = _total(page, funding)
    own = {total, *(one.indicator for one in funding.parts)}
    found = [
        one.id
        for one in speaker.catalogue.indicators_of(speaker.indicator(total).service_area)
        if one.id not in own and _is_money(page, one.id) and page.reported(one.id)
    ]
    if not found:
        return None
    rows = tuple((speaker.name(one), shown(page, one)) for one in found)
    columns = (text("column.indicator"), text("column.amount"))
    links = tuple(way(page, one) for one in found)
    return Table(text("funding.others"), columns, rows, (False, True), links)


def _is_money(page: Context, indicator: str) -> bool:
    unit = page.speaker.unit(indicator)
    return unit is not None and unit.form == "money"


def _checks(page: Context, funding: Funding) -> Iterator[str]:
    """Say what does not add up, the sum in our own full sentence."""
    speaker = page.speaker
    yield _sum_sentence(page, funding)
    for one in funding.checks:
        if one.code not in OWN_SENTENCE:
            yield speaker.text(
                "overview.check", sentence=sentence(one, speaker.catalogue, speaker.language)
            )


def _sum_sentence(page: Context, funding: Funding) -> str:
    speaker = page.speaker
    total = _total(page, funding)
    if funding.difference is None:
        missing = [speaker.name(one.indicator) for one in funding.parts if one.amount is None]
        missing += [speaker.name(total)] if funding.stated_total is None else []
        return speaker.text("funding.sum-unknown", names=speaker.listed(missing))
    facts = {
        "parts": speaker.figure(total, funding.parts_sum),
        "total": speaker.figure(total, funding.stated_total),
    }
    if funding.difference == 0:
        return speaker.text("funding.sum-agrees", **facts)
    side = "less" if funding.difference > 0 else "more"
    difference = speaker.figure(total, funding.difference.copy_abs())
    sentence_ = speaker.text(f"funding.sum-{side}", difference=difference, **facts)
    rounding = any(one.code == "sum-rounding" for one in funding.checks)
    pieces = [sentence_, speaker.text("funding.rounding")] if rounding else [sentence_]
    return speaker.text("overview.check", sentence=" ".join(pieces))
