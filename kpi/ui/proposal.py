"""A file as a proposal: its questions, what it would change, and which lines are left out.

Refuses to answer for the user: an open question has no choice made, and an answer that was
remembered says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

import streamlit as st

from kpi import pipeline
from kpi.desk import Checked, NamedFile
from kpi.ui import components, markup, session
from kpi.ui.intake import Intake
from kpi.view import upload as view
from kpi.view.parts import Choice, Notice
from kpi.view.proposal import UploadPreview
from kpi.view.questions import Asked

_LONGEST_NAME = 100


def _text(message: str, **facts: str | int) -> str:
    return session.language().text(message, **facts)


def named(files: Sequence[NamedFile]) -> tuple[NamedFile, ...]:
    """Give files names of their own: answers are told apart by them."""
    found: dict[str, bytes] = {}
    for typed, data in files:
        name = PurePath(typed).name[:_LONGEST_NAME]
        number = 2
        while name in found:
            name = f"{PurePath(typed).name[:_LONGEST_NAME]} ({number})"
            number += 1
        found[name] = data
    return tuple(found.items())


def show(intake: Intake) -> None:
    """Place each file's outcome, its questions, what it would change and what may be left out."""
    now, language = session.store(), session.language()
    recalled = pipeline.remembered(session.desk()) if _any_remembered(intake) else {}
    every: dict[str, Choice] = {}
    for number, one in enumerate(intake.checked):
        shown = view.preview(one, now.catalogue, language, now, recalled)
        kind = "info" if shown.accepted else "check" if _only_asked(one, shown) else "error"
        made = [markup.notice(Notice(kind, shown.headline))]
        made += [markup.table(shown.findings, session.href)] if shown.findings else []
        components.put(markup.tag("div", *made, class_="kpi-notices"))
        _questions(number, one, shown.questions, intake)
        tables = [table for table in (shown.changes, shown.effects) if table]
        if tables:
            components.put(markup.tables(tables, session.href))
        every |= {it.value: it for it in shown.choices}
    if len(every) > 1:
        _leave_out(tuple(every.values()), intake)


def _any_remembered(intake: Intake) -> bool:
    return any(one.remembered for it in intake.checked for one in it.questions)


def _only_asked(one: Checked, shown: UploadPreview) -> bool:
    return bool(shown.questions) and all(it.severity != "error" for it in one.findings)


def _questions(number: int, one: Checked, many: Sequence[Asked], intake: Intake) -> None:
    """Place the open questions, and the answered ones folded beneath them."""
    open_ones = [it for it in many if it.answer is None]
    told = [it for it in many if it.answer is not None]
    if open_ones:
        components.put(markup.heading(3, _text("ui.upload.questions", file=one.file)))
    for it in open_ones:
        _question(number, one.file, it, intake)
    if told:
        with st.expander(_text("ui.upload.answered"), expanded=any(it.remembered for it in told)):
            for it in told:
                _question(number, one.file, it, intake)


def _question(number: int, file: str, one: Asked, intake: Intake) -> None:
    values = [it.value for it in one.choices]
    words = {it.value: it.text for it in one.choices}
    if one.answer is not None and one.answer not in words:
        values.append(one.answer)
    key = f"answer-{intake.round}-{number}-{one.name}"
    st.selectbox(
        one.text,
        values,
        index=None if one.answer is None else values.index(one.answer),
        format_func=lambda value: words.get(value, value),
        placeholder=_text("ui.upload.choose"),
        accept_new_options=one.typed,
        key=key,
        on_change=_answered,
        args=(key, file, one.name),
        width=720,
    )
    components.put(markup.tag("p", one.note or one.advice, class_="kpi-note"))


def _answered(key: str, file: str, name: str) -> None:
    session.intake().answer(file, name, st.session_state[key])


def _leave_out(many: Sequence[Choice], intake: Intake) -> None:
    words = {one.value: one.text for one in many}
    key = f"left-out-{intake.round}"
    st.multiselect(
        _text("ui.upload.leave-out"),
        list(words),
        default=sorted(intake.left_out & words.keys()),
        format_func=lambda value: words[value],
        placeholder=_text("ui.upload.leave-out-none"),
        key=key,
        on_change=_left_out,
        args=(key,),
        width=720,
    )


def _left_out(key: str) -> None:
    session.intake().left_out = frozenset(st.session_state[key])
