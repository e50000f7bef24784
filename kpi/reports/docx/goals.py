"""A service area's goals in the report's four columns: goals, actions, indicators, realisation.

Refuses to judge: an action has its state in words, and what is not reported says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kpi.reports.docx.blocks import Element, Styled, paragraph
from kpi.reports.docx.tables import grid, is_long, row
from kpi.view.report_parts import ReportAction, ReportArea, ReportFigure, ReportGoal

# Together as wide as the page; the actions and what came of them need the most.
_WIDE = (2500, 4850, 2950, 4838)


def goals(columns: Sequence[str], area: ReportArea) -> Element:
    """Write the table of an area, a row for each goal."""
    return grid(area.title, columns, (_goal(one) for one in area.goals), _WIDE)


def _goal(goal: ReportGoal) -> Element:
    title = f"{goal.number} {goal.title}"
    cells = (
        [paragraph("Goal", title)],
        [_action(one) for one in goal.actions],
        [paragraph("TableBullet", one) for one in goal.indicators],
        list(_realised(goal)),
    )
    texts = (
        [title],
        [f"{one.number} {one.title} {one.state}" for one in goal.actions],
        goal.indicators,
        [
            *goal.paragraphs,
            *(f"{one.name}: {one.text}" for one in goal.figures),
            goal.completion,
        ],
    )
    high = is_long(zip(texts, _WIDE, strict=True))
    # A cell must have a paragraph, also where the plan has nothing.
    return row((one or [paragraph("TableText")] for one in cells), split=high)


def _action(action: ReportAction) -> Element:
    # The state stays with its dash; the title may be cut before it.
    return paragraph(
        "Action", f"{action.number}\t{action.title} –\u00a0", Styled(action.state, "State")
    )


def _realised(goal: ReportGoal) -> Iterator[Element]:
    for one in goal.paragraphs:
        yield paragraph("TableText", one)
    for figure in goal.figures:
        yield _figure(figure)
    if goal.completion:
        yield paragraph("Completion", goal.completion)


def _figure(figure: ReportFigure) -> Element:
    # What it is compared with stands in brackets and is not what a reader looks for.
    value, bracket, base = figure.text.partition(" (")
    said = value if figure.missing else Styled(value, "Strong")
    if figure.spoken:  # somebody's words, in their language
        return paragraph("Figure", f"{figure.name}: ", Styled(figure.text, "", figure.spoken))
    return paragraph("Figure", f"{figure.name}: ", said, bracket + base)
