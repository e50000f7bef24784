"""What does not agree: funding and conflicts.

Refuses to settle anything: every side is shown with where it stands.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from kpi.cli import paper, shapes
from kpi.cli.session import Answer, Session
from kpi.view import conflicts as view

if TYPE_CHECKING:
    from kpi.disagreement import Conflict, Funding, FundingShare


def conflicts(session: Session) -> Answer:
    """List everything in the published data that disagrees with itself."""
    from kpi import checks

    found = checks.conflicts(session.store)
    data = [_conflict(one, session) for one in found]
    lines = [line for one in found for line in _told(one, session)]
    return Answer(data, "\n".join(lines) or session.language.text("cli.no-conflicts"))


def _conflict(one: Conflict, session: Session) -> shapes.Shape:
    return shapes.conflict(one, view.sentence(one, session.catalogue, session.language))


def _told(one: Conflict, session: Session) -> Iterator[str]:
    yield paper.indented(view.sentence(one, session.catalogue, session.language), "! ")
    for place in view.places(one, session.catalogue, session.language):
        yield paper.indented(place, "  · ")


def funding(session: Session) -> Answer:
    """Show how funding adds up: parts, shares of the stated total, what does not agree."""
    from kpi import checks

    found = checks.funding(session.store, session.the_period())
    if not found:
        empty = {"stated_total": None, "parts_sum": None, "difference": None}
        return Answer(
            empty | {"parts": [], "shares": [], "checks": []}, session.language.text("cli.empty")
        )
    first, *others = (_funding(one, session) for one in found)
    data = first | {"others": others} if others else first
    text = "\n\n".join("\n".join(_added_up(one, session)) for one in found)
    return Answer(data, text)


def _funding(one: Funding, session: Session) -> shapes.Shape:
    return {
        "relation": one.relation,
        "time_period": one.period.code,
        "stated_total": one.stated_total,
        "parts_sum": one.parts_sum,
        "difference": one.difference,
        "parts": [
            {"source": part.indicator, "amount": part.amount, "share": part.share}
            for part in one.parts
        ],
        "shares": [_share(share) for share in one.shares],
        "checks": [_conflict(check, session) for check in one.checks],
    }


def _share(one: FundingShare) -> shapes.Shape:
    return {
        "relation": one.relation,
        "numerator": one.numerator,
        "denominator": one.denominator,
        "share": one.fraction,
        "stated": one.stated,
    }


def _added_up(one: Funding, session: Session) -> Iterator[str]:
    say, known = session.speaker, session.catalogue.relations
    total = str(known[one.relation].total)
    yield f"{say.say(known[one.relation].label)}, {say.language.period(one.period)}"
    rows = [
        (
            say.name(part.indicator),
            say.figure(part.indicator, part.amount),
            _percent(part.share, session),
        )
        for part in one.parts
    ]
    rows.append((say.text("cli.parts-sum"), say.figure(total, one.parts_sum), ""))
    rows.append((say.name(total), say.figure(total, one.stated_total), ""))
    heads = ("source", "amount", "share")
    yield paper.table([say.text(f"column.{h}") for h in heads], rows, [False, True, True])
    for share in one.shares:
        yield f"{say.say(known[share.relation].label)}: {_percent(share.fraction, session)}"
    for check in one.checks:
        yield from _told(check, session)


def _percent(fraction: Decimal | None, session: Session) -> str:
    say = session.language
    return say.text("missing") if fraction is None else say.percent(fraction, 1)
