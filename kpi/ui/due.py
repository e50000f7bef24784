"""The notice of what is missing and late, on the front page and where figures are added.

Refuses to be a wall: what does not fit in three sentences opens on demand.
"""

from __future__ import annotations

from kpi.access import Permission
from kpi.ui import components, markup, session
from kpi.view.due import DueBox, due_box
from kpi.view.parts import Table


def box() -> None:
    """Place the notice of today, for those who can do something about it.

    Nothing where no figure is ever expected.
    """
    if not session.may(Permission.INTERNAL):
        return
    today = session.desk().today
    one = session.model(
        f"due {today}", lambda store, language, period: due_box(store, language, today, period)
    )
    if one is not None:
        components.put(_built(one))


def _built(one: DueBox) -> markup.Html:
    alone = len(one.owed) == 1
    owed = (markup.folded(summary, _table(table), unfolded=alone) for summary, table in one.owed)
    ahead = markup.table(one.ahead, session.href) if one.ahead.rows else ""
    return markup.tag(
        "section",
        markup.heading(2, one.title),
        *(markup.tag("p", line) for line in one.lines),
        markup.folded(one.opens, *owed, ahead),
        markup.tag("p", markup.anchor(one.calendar, session.href)),
        class_="kpi-due kpi-due-late" if one.is_late else "kpi-due",
    )


def _table(one: Table) -> markup.Html:
    return markup.table(one, session.href, titled=False)
