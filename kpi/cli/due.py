"""What is due and late, and whose it is.

Refuses to leave out what is not yet late: a deadline is worth knowing before it is past.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from kpi.cli import paper, shapes
from kpi.cli.session import Answer, Session
from kpi.errors import PeriodUnreadable, WrongUsage, error
from kpi.periods import Grain, parse

if TYPE_CHECKING:
    from kpi.progress import Due
    from kpi.view.owed import Group


def due(session: Session) -> Answer:
    """List the figures that are expected and have not come, the longest late first."""
    from kpi import progress
    from kpi.view.owed import grouped

    found = progress.due(session.catalogue, progress.known(session.store), _day(session))
    data = [_due(one, session) for one in found if one.state is not progress.State.ABSENT]
    text = "\n".join(_told(found, grouped(found, session.speaker), session))
    return Answer(data, text or session.language.text("due.nothing"))


def _day(session: Session) -> dt.date:
    """Give the day to look from: as typed, else today.

    Raises:
        WrongUsage: what was typed is no day.
    """
    typed = session.asked.option("--on")
    if typed is None:
        return session.desk.today
    try:
        day = parse(typed)
    except PeriodUnreadable as unreadable:
        raise WrongUsage(error("no-such-day", found=typed)) from unreadable
    if day.grain is not Grain.DAY:
        raise WrongUsage(error("no-such-day", found=typed))
    return day.start


def _due(one: Due, session: Session) -> shapes.Shape:
    return {
        "indicator": one.indicator.id,
        "service_area": one.indicator.service_area,
        "owner": session.speaker.say(one.indicator.owner),
        "time_period": one.period.code,
        "status": one.state.value,
        "due_on": one.due_on,
        "late_since": one.late_since,
        "missing": [period.code for period in one.missing],
    }


def _told(found: Sequence[Due], groups: Sequence[Group], session: Session) -> Iterator[str]:
    """Say it in short, then role by role, the worst first."""
    from kpi.view.owed import headlines, names, state
    from kpi.view.spans import spans

    say = session.speaker
    if found:
        yield from headlines(found, say)
    owner = None
    for one in groups:
        if one.owner != owner:
            owner = one.owner
            yield f"\n{say.say(owner)}"
        line = say.text(
            "due.line",
            period=spans(one.periods, say.language),
            state=state(one, say.language),
            names=names(one, say),
        )
        yield paper.indented(line, "  ! " if one.is_late else "  · ")
