"""The template's sheets about the plan: a row per action, a row per promise told in words.

Refuses to ask for a state that the reader would not take: the cell has a list of them.
"""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from kpi.catalogue import Catalogue
from kpi.i18n import Language
from kpi.model import Kind
from kpi.periods import Period, parse
from kpi.plan import ActionStatus, InWords
from kpi.readers.columns import Names
from kpi.readers.plan_sheets import (
    ACTION_HEADINGS,
    ACTIONS_SHEET,
    IN_WORDS_HEADINGS,
    IN_WORDS_SHEET,
    STATES,
    WHOLE,
)

_WIDTHS = {
    "action": 12, "title": 60, "goal": 9, "period": 13, "state": 16, "until": 16, "evidence": 60,
    "said_by": 24, "indicator": 42, "name": 60, "whole": 12, "text": 60,
}  # fmt: skip
_TO_FILL = frozenset({"state", "until", "evidence", "said_by", "whole", "text"})

SIZE, _A4 = 11, 9
"""The size of the workbook's letters, in points."""

Row = Mapping[str, str]


class PlanSheet(NamedTuple):
    """One sheet: its name, its columns, its rows, and which column takes words of a list."""

    name: Names
    headings: Mapping[str, Names]
    rows: Sequence[Row]
    chosen: str
    words: Sequence[Names]


def sheets(
    catalogue: Catalogue,
    written: str,
    say: Language,
    statuses: Mapping[str, ActionStatus],
    in_words: Mapping[tuple[str, str], InWords],
) -> tuple[PlanSheet, PlanSheet]:
    """Lay the two sheets out.

    Args:
        catalogue: the plan.
        written: the period as it is written in the rows.
        say: the language.
        statuses: what is filled in already, by action.
        in_words: what is told in words already, by indicator and goal.
    """
    actions = [
        {
            "action": one.id,
            "title": one.title.in_language(say.code),
            "goal": one.goal,
            "period": written,
            **(_said(statuses[one.id], say) if one.id in statuses else {}),
        }
        for one in catalogue.actions.values()
    ]
    promised = [
        {
            "indicator": one.id,
            "name": one.name.in_language(say.code),
            "goal": place.no,
            "period": written,
            **(_told(in_words[one.id, place.no], say) if (one.id, place.no) in in_words else {}),
        }
        for one in catalogue.indicators.values()
        for place in one.goals
        if (place.listed and (one.kind is Kind.QUALITATIVE)) or (one.id, place.no) in in_words
    ]
    goals = list(catalogue.goals)
    promised.sort(key=lambda row: goals.index(row["goal"]))
    return (
        PlanSheet(ACTIONS_SHEET, ACTION_HEADINGS, actions, "state", list(STATES.values())),
        PlanSheet(IN_WORDS_SHEET, IN_WORDS_HEADINGS, promised, "whole", list(WHOLE.values())),
    )


def _said(one: ActionStatus, say: Language) -> Row:
    return {
        "state": STATES[one.state].in_language(say.code),
        "until": one.until,
        "evidence": one.evidence,
        "said_by": one.said_by,
    }


def _told(one: InWords, say: Language) -> Row:
    return {"whole": WHOLE[one.whole].in_language(say.code), "text": one.text}


def write(workbook: Any, one: PlanSheet, formats: Mapping[str, Any], say: Language) -> None:  # noqa: ANN401
    """Write one sheet into a workbook under way."""
    sheet = workbook.add_worksheet(one.name.in_language(say.code))
    for column, (field, names) in enumerate(one.headings.items()):
        fill = field in _TO_FILL
        sheet.set_column(column, column, _WIDTHS[field])
        head = formats["head_fill" if fill else "head"]
        sheet.write_string(0, column, names.in_language(say.code), head)
        dress = formats["fill_text" if fill else "fixed"]
        for number, row in enumerate(one.rows, 1):
            if row.get(field):
                sheet.write_string(number, column, row[field], dress)
            else:
                sheet.write_blank(number, column, None, dress)
        if field == one.chosen and one.rows:
            source = [names.in_language(say.code) for names in one.words]
            said = {
                "error_title": say.text("template.error.title"),
                "error_message": say.text("template.error.choice"),
            }
            sheet.data_validation(
                1, column, len(one.rows), column, {"validate": "list", "source": source, **said}
            )
    titles = {field: names.in_language(say.code) for field, names in one.headings.items()}
    for number, row in enumerate((titles, *one.rows)):
        sheet.set_row(number, max(height(row.get(f, ""), _WIDTHS[f], SIZE) for f in one.headings))
    sheet.freeze_panes(1, 2)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.protect("", {"format_columns": True, "format_rows": True})


def height(text: str, width: int, size: int) -> float:
    """Give the height of a row in points; not every program finds it out by itself.

    A column is as many letters wide at the figures' size, and a little less where they are broad.
    """
    lines = textwrap.wrap(text, int(width * SIZE / size * 0.95))
    return max(1, len(lines)) * size * 1.4


def asked(catalogue: Catalogue, period: Period) -> bool:
    """Say whether a period's workbook asks about the plan: not more often than it is reported."""
    return (
        bool(catalogue.actions)
        and period.grain.rank <= parse(catalogue.organisation.period).grain.rank
    )
