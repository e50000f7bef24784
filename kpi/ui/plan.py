"""The goals' page: the plan area by area, and the editor of one goal's states and text.

Refuses to save what was not previewed, and to save over a state that the preview did not show.
"""

from __future__ import annotations

import streamlit as st

from kpi import pipeline, plan
from kpi.access import Permission
from kpi.errors import KpiError
from kpi.plan import ActionState, ActionStatus, Status, Told, Wording
from kpi.ui import components, markup, session
from kpi.ui.fields import field, lacking
from kpi.ui.intake import Draft
from kpi.ui.markup import Html
from kpi.view import plan_page, report, standing, wording
from kpi.view.context import context
from kpi.view.parts import Notice
from kpi.view.plan_parts import ActionLine, AreaBlock, GoalBlock

_STATES = list(ActionState)


def _text(message: str, **facts: str | int) -> str:
    return session.language().text(message, **facts)


def areas(many: tuple[AreaBlock, ...]) -> None:
    """Place the plan area by area: the rate in the open, its goals folded."""
    components.heading("plan.areas")
    for one in many:
        goals = [_goal(goal) for goal in one.goals]
        shown = session.language().plural("plan.show-goals", len(goals))
        components.put(
            markup.tag(
                "section",
                markup.heading(3, one.title),
                markup.tag("p", one.completion) if one.completion else "",
                markup.folded(shown, *goals),
                class_="kpi-goal",
            )
        )


def _goal(one: GoalBlock) -> Html:
    said = [markup.tag("p", line) for line in (one.completion, *one.paragraphs) if line]
    groups = [markup.folded(it.title, markup.bullets(map(_line, it.lines))) for it in one.groups]
    figures = markup.bullets(one.figures) if one.figures else ""
    remarks = [markup.notice(Notice("check", it)) for it in one.remarks]
    title = markup.tag("h4", one.title, class_="kpi-h4")
    return markup.tag("section", title, *said, figures, *remarks, *groups)


def _line(one: ActionLine) -> Html:
    """Build an action's line; the evidence is in the language of whoever wrote it."""
    pieces = [markup.tag("span", one.text)]
    if one.evidence:
        evidence = markup.tag("span", one.evidence, lang=one.spoken or None)
        pieces += [markup.joined((f". {_text('plan.evidence')} ", evidence))]
    return markup.joined((*pieces, " ", one.told))


def editor() -> None:
    """Offer to say where a goal's actions stand and to write its realisation."""
    known = session.store().catalogue
    if not known.goals or not session.may(Permission.PUBLISH):
        return
    draft = session.draft()
    components.heading("plan.edit")
    if draft.said:
        components.put(markup.notice(Notice("done", draft.said)))
        if draft.saved and st.button(session.label("ui.upload.undo"), key="plan-undo"):
            _undo(draft)
    if draft.fault:
        components.put(markup.notice(Notice("error", draft.fault)))
    with st.expander(
        session.label("plan.edit-open"), expanded=bool(draft.told or draft.fault or draft.said)
    ):
        _edit(draft)


def _edit(draft: Draft) -> None:
    """Take the goal, then its states and text, or the decision on what was typed."""
    known = session.store().catalogue
    titles = {
        one.id: _text("goal.title", number=one.id, title=one.title.in_language(_code()))
        for one in known.goals.values()
    }
    goal = st.selectbox(
        session.label("plan.edit-goal"),
        list(titles),
        format_func=lambda one: titles[one],
        key=session.PLAN_GOAL,
        width=720,
    )
    if draft.told:
        _preview(draft)
    else:
        _form(goal, draft)


def _code() -> str:
    return session.language().code


def _form(goal: str, draft: Draft) -> None:
    """Take the states, what they rest on, and the text; nothing is saved by it."""
    store, period = session.store(), session.period()
    told = standing.of_goal(store.statuses(period), store.catalogue, goal)
    text = plan.texts(store.tellings, period).get((goal, _code()), "")
    with st.form(f"plan-{store.version}-{period}-{goal}", border=False, enter_to_submit=False):
        typed = [_action(one) for one in told]
        components.paragraph(_references(goal))
        written = st.text_area(
            session.label("plan.edit-text", period=session.language().period(period, "long")),
            value=text,
            max_chars=8000,
            height=180,
            key=f"plan-text-{goal}",
            width=960,
        )
        _earlier(goal)
        by = field("plan.by", session.PLAN_BY, draft.by, name=True)
        pressed = st.form_submit_button(session.label("plan.preview"), type="primary", wrap=True)
    if not pressed or lacking(by):
        return
    texts = (Wording(goal, period, _code(), written.strip()),) if written.strip() != text else ()
    changed = tuple(now for before, now in zip(told, typed, strict=True) if _differs(before, now))
    draft.told, draft.by = Told(changed, (), texts), by.text
    draft.version, draft.said, draft.saved = store.version, "", ""
    draft.fault = "" if draft.told else _text("plan.nothing-changed")
    st.rerun()


def _earlier(goal: str) -> None:
    """List every earlier wording of the goal, the newest first; none where there was one only."""
    words, store = session.language(), session.store()
    known = plan.text_versions(store.tellings, goal, session.period(), words.code)[1:]
    lines = [
        _text(
            "plan.earlier-line",
            moment=words.moment(telling.at),
            by=telling.by,
            text=text or _text("plan.text-removed"),
        )
        for telling, text in known
    ]
    if lines:
        components.put(markup.folded(_text("plan.earlier"), markup.bullets(lines)))


def _differs(before: Status, now: ActionStatus) -> bool:
    was = before.status
    return (was.state, was.until, was.evidence) != (now.state, now.until, now.evidence)


def _action(one: Status) -> ActionStatus:
    """Take one action's state, its new time and what it rests on."""
    status, words = one.status, session.language()
    title = session.store().catalogue.actions[status.action].title.in_language(words.code)
    components.paragraph(_text("goal.title", number=status.action, title=title))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        state = st.selectbox(
            session.label("plan.edit-state", number=status.action),
            _STATES,
            index=_STATES.index(status.state),
            format_func=lambda it: words.text(f"action.state.{it}"),
            key=f"plan-state-{status.action}",
            width=220,
        )
        evidence = st.text_input(
            session.label("plan.edit-evidence", number=status.action),
            value=status.evidence,
            max_chars=1000,
            key=f"plan-evidence-{status.action}",
            width=560,
        )
        until = st.text_input(
            session.label("plan.edit-until", number=status.action),
            value=status.until,
            max_chars=100,
            key=f"plan-until-{status.action}",
            width=260,
        )
    kept = until.strip() if state is ActionState.POSTPONED else ""
    return ActionStatus(status.action, status.period, state, kept, evidence.strip())


def _references(goal: str) -> str:
    """Say which figures of the goal a text can refer to, with what they would show."""
    page = context(session.store(), session.language(), session.period())
    known = [one.id for one, _ in report.at_goal(page, goal) if one.id in page.figures]
    if not known:
        return ""
    shown = "; ".join(f"{{{one}}} = {wording.figure_with_base(page, one)}" for one in known)
    return _text("plan.references", shown=shown)


def _preview(draft: Draft) -> None:
    """Show what would be saved, and take the decision."""
    store, words = session.store(), session.language()
    page = context(store, words, session.period())
    lines = []
    for one in draft.told.statuses:
        before = store.statuses(one.period)[one.action].status
        said = (_state(before), _state(one))
        lines.append(_text("plan.change", number=one.action, before=said[0], after=said[1]))
    if lines:
        components.put(markup.bullets(lines))
    for text in draft.told.texts:
        shown = wording.filled(page, text.text) or (_text("plan.text-removed"),)
        remarks = plan_page.remarks(page, text.goal, text.text)
        components.put(
            *(markup.tag("p", it) for it in shown),
            *(markup.notice(Notice("check", it)) for it in remarks),
        )
    with st.container(horizontal=True):
        if st.button(session.label("ui.upload.accept"), type="primary", key="plan-accept"):
            _save(draft)
        if st.button(session.label("ui.upload.cancel"), key="plan-cancel"):
            draft.told = Told()
            st.rerun()


def _state(one: ActionStatus) -> str:
    said = _text(f"action.state.{one.state}")
    return f"{said} ({one.evidence})" if one.evidence else said


def _save(draft: Draft) -> None:
    """Save; the note of it comes first, so that a second press finds nothing to save."""
    told, draft.told = draft.told, Told()
    try:
        draft.saved = pipeline.edit(told, session.desk(), by=draft.by, expected=draft.version)
        draft.said, draft.fault = _text("plan.saved"), ""
    except KpiError as stop:
        words = session.language()
        draft.fault = " ".join(f"{words.finding(it)} {words.advice(it)}" for it in stop.findings)
    st.rerun()


def _undo(draft: Draft) -> None:
    reason = _text("ui.upload.undo-reason")
    pipeline.withdraw(draft.saved, session.desk(), by=draft.by, reason=reason)
    draft.saved, draft.said = "", _text("ui.upload.undone")
    st.rerun()
