"""What is published: observations, compare, series, revisions.

Refuses to show a figure without its unit, its period and where it stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from kpi.cli import paper, shapes
from kpi.cli.session import Answer, Session
from kpi.model import Known, Statement
from kpi.periods import Grain

if TYPE_CHECKING:
    from kpi.catalogue_rows import Indicator
    from kpi.view.words import Words

_NUMERIC = {"value", "figures"}


def observations(session: Session) -> Answer:
    """List every figure as it was stated."""
    found = session.store.observations(session.period(), session.area())
    say = session.speaker
    heads = ("indicator", "period", "value", "file", "cell")
    rows = [
        (
            say.name(one.indicator),
            say.language.period(one.period),
            shown(one, session),
            one.provenance.file if one.provenance else "",
            one.provenance.cell if one.provenance else "",
        )
        for one in found
    ]
    data = [shapes.value(one, session) for one in found]
    return Answer(data, listed(heads, rows, session))


def listed(
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    session: Session,
    empty: str = "cli.empty",
) -> str:
    """Lay out rows under the headings ``column.<head>``; says so when there are none."""
    if not rows:
        return session.language.text(empty)
    columns = [session.language.text(f"column.{head}") for head in heads]
    return paper.table(columns, rows, [head in _NUMERIC for head in heads])


def shown(known: Known, session: Session) -> str:
    """Write a figure with its unit; a conflict and a missing value are said in words."""
    if known.conflict:
        return session.language.text("cli.conflict")
    return session.speaker.figure(known.indicator, known.value)


def compare(session: Session) -> Answer:
    """Set a figure beside what it may be compared with, and say when it may not."""
    from kpi.compare import compare as compared
    from kpi.view.words import words

    indicator, period, instant = session.indicator(), session.the_period(), session.instant()
    store = session.store if instant is None else session.store.as_of(instant)
    pair = store.pair(indicator.id, period)
    verdict = compared(pair, indicator)
    statements = store.statements(indicator.id, period) if pair.now.conflict else ()
    data = shapes.value(pair.now, session) | {
        "version": store.version,
        "comparison": shapes.comparison(verdict),
    }
    if statements:
        data["statements"] = [shapes.statement(one) for one in statements]
    said = words(verdict, indicator, session.speaker, [one.value for one in statements])
    return Answer(data, "\n".join(_compared(pair.now, said, statements, session)))


def _compared(
    now: Known, said: Words, statements: Sequence[Statement], session: Session
) -> Iterator[str]:
    say = session.speaker
    yield say.name(now.indicator)
    yield f"  {say.language.period(now.period)}: {shown(now, session)}"
    for one in statements:
        yield paper.indented(_stated(one, now.indicator, session), "  · ")
    yield paper.indented(say.text("cli.comparison", change=said.change, because=said.because), "  ")
    for fact in said.facts:
        yield paper.indented(fact, "  · ")
    if now.provenance and not statements:
        yield paper.indented(
            say.text(
                "cli.source",
                file=now.provenance.file,
                cell=now.provenance.cell,
                by=now.provenance.published_by,
                at=say.language.moment(now.provenance.published_at),
            ),
            "  ",
        )


def _stated(one: Statement, indicator: str, session: Session) -> str:
    return session.language.text(
        "cli.statement",
        value=session.speaker.figure(indicator, one.value),
        place=one.stands_at or one.goal or one.provenance.file,
        cell=one.provenance.cell,
    )


def series(session: Session) -> Answer:
    """List an indicator's periods from the first to the last; gaps are shown as gaps."""
    indicator, say = session.indicator(), session.speaker
    grain, points = _points(indicator, session)
    rows = [
        (
            say.language.period(one.period),
            shown(one, session),
            say.text("cli.parts", have=one.have, of=one.of) if one.of > 1 else "",
        )
        for one in points
    ]
    text = listed(("period", "value", "parts"), rows, session)
    data = {
        "indicator": indicator.id,
        "grain": grain.value,
        "points": [shapes.point(one) for one in points],
    }
    return Answer(data, f"{say.name(indicator.id)}\n{text}")


def _points(indicator: Indicator, session: Session) -> tuple[Grain, tuple[Known, ...]]:
    """Give the series at the grain that was asked for, else at the finest that was stated.

    What is collected by the month may so far be known by the half-year only.
    """
    asked = session.asked.option("--grain")
    if asked:
        return Grain(asked), session.store.series(indicator.id, Grain(asked))
    # Days are kept, and read by the month.
    own = Grain.MONTH if indicator.grain is Grain.DAY else indicator.grain
    for grain in sorted(Grain, key=lambda one: -one.rank):
        if grain.rank <= own.rank:
            points = session.store.series(indicator.id, grain)
            if any(one.stated for one in points):
                return grain, points
    return own, session.store.series(indicator.id, own)


def revisions(session: Session) -> Answer:
    """List every value ever published for a figure, newest first."""
    indicator, period, say = session.indicator(), session.the_period(), session.speaker
    found = session.store.revisions(indicator.id, period)
    heads = ("value", "upload", "cell", "published-at", "published-by", "reason", "withdrawn-at")
    rows = [
        (
            say.figure(indicator.id, one.value),
            one.upload,
            one.cell,
            say.language.moment(one.published_at),
            one.published_by,
            one.reason,
            say.language.moment(one.withdrawn_at) if one.withdrawn_at else "",
        )
        for one in found
    ]
    text = (
        f"{say.name(indicator.id)}, {say.language.period(period)}\n{listed(heads, rows, session)}"
    )
    return Answer([shapes.revision(one) for one in found], text)
