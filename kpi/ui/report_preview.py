"""The report as it will stand on paper: each service area's table of four columns.

Refuses to say anything that the files do not: it places the same view model.
"""

from __future__ import annotations

from collections.abc import Iterator

from kpi.ui import markup
from kpi.ui.markup import Html
from kpi.view.report_parts import ReportArea, ReportGoal


def area(one: ReportArea, columns: tuple[str, ...]) -> Html:
    """Build an area's part of the report, folded under its name."""
    heads = (markup.tag("th", text, scope="col", role="columnheader") for text in columns)
    rows = (_goal(goal, columns) for goal in one.goals)
    table = markup.tag(
        "table",
        markup.tag("caption", one.title, class_="kpi-unseen"),
        markup.tag("thead", markup.tag("tr", *heads, role="row"), role="rowgroup"),
        markup.tag("tbody", *rows, role="rowgroup"),
        class_="kpi-table kpi-stack kpi-paper",
        role="table",
    )
    region = markup.tag(
        "div", table, class_="kpi-scroll", role="region", aria_label=one.title, tabindex="0"
    )
    said = markup.tag("p", one.summary) if one.summary else ""
    return markup.folded(one.title, said, region)


def _goal(goal: ReportGoal, columns: tuple[str, ...]) -> Html:
    head = markup.tag("th", f"{goal.number} {goal.title}", scope="row", role="rowheader")
    actions = [
        markup.joined((one.number, " ", one.title, " – ", one.state)) for one in goal.actions
    ]
    cells = (
        markup.bullets(actions) if actions else "–",
        markup.bullets(goal.indicators) if goal.indicators else "–",
        markup.joined(_realised(goal)) or "–",
    )
    made = (
        markup.tag("td", cell, role="cell", data_label=column)
        for cell, column in zip(cells, columns[1:], strict=True)
    )
    return markup.tag("tr", head, *made, role="row")


def _realised(goal: ReportGoal) -> Iterator[Html]:
    yield from (markup.tag("p", one) for one in goal.paragraphs)
    if goal.figures:
        yield markup.bullets(
            markup.joined((one.name, ": ", markup.tag("span", one.text, lang=one.spoken or None)))
            for one in goal.figures
        )
    if goal.completion:
        yield markup.tag("p", goal.completion)
