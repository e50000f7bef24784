"""A file as a proposal: its questions, what it would change, and which lines are left out.

Refuses to answer for the user: an open question has no choice made, and an answer that was
remembered says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import PurePath

import streamlit as st

from kpi import pipeline
from kpi.desk import Checked, Desk, NamedFile
from kpi.errors import Severity
from kpi.readers.annotate import annotated
from kpi.texts import base_name, numbered
from kpi.ui import components, labels, markup, session
from kpi.ui.intake import Intake
from kpi.ui.pressed import made_when_pressed
from kpi.view import upload as view
from kpi.view.parts import Choice, Notice
from kpi.view.proposal import UploadPreview
from kpi.view.questions import Asked

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Remarks that are shown without being asked for.
_MANY = 5


def _text(message: str, **facts: str | int) -> str:
    return session.language().text(message, **facts)


def named(files: Sequence[NamedFile]) -> tuple[NamedFile, ...]:
    """Give files safe names of their own: answers are told apart by them."""
    found: dict[str, bytes] = {}
    for typed, data in files:
        name = safe = base_name(typed)
        number = 2
        while name in found:
            name, number = numbered(safe, number), number + 1
        found[name] = data
    return tuple(found.items())


def previews(intake: Intake) -> tuple[UploadPreview, ...]:
    """Say what each file holds and what it would change."""
    now, language = session.store(), session.language()
    recalled = pipeline.remembered(session.desk()) if _any_remembered(intake) else {}
    return tuple(
        view.preview(one, now.catalogue, language, now, recalled) for one in intake.checked
    )


def show(given: Sequence[NamedFile], shown: Sequence[UploadPreview], intake: Intake) -> None:
    """Place each file's outcome, its questions, what it would change and what may be left out."""
    for number, (one, told) in enumerate(zip(intake.checked, shown, strict=True)):
        with st.container(key=f"kpi-file-{number}"):
            _outcome(number, one, told, given[number][1])
            _questions(number, one.file, told.questions, intake)
            _remarks(told)
            for sentence in told.approved:
                components.put(markup.notice(Notice("check", sentence)))
            _remembered(number, one.file, told.questions, intake)
            _offered(number, one.file, told.questions, intake)
            tables = (told.corrections, told.additions, told.effects)
            components.tables(tables)
    every = {it.value: it for told in shown for it in told.choices}
    if every:
        _leave_out(tuple(every.values()), intake)


def _any_remembered(intake: Intake) -> bool:
    return any(one.remembered for it in intake.checked for one in it.questions)


def _outcome(number: int, one: Checked, shown: UploadPreview, data: bytes) -> None:
    """Say what became of a file; a faulty one can be taken back with remarks in its cells."""
    kind = "info" if shown.accepted else "error" if shown.errors else "check"
    components.put(markup.notice(Notice(kind, shown.headline)))
    components.tables((shown.errors,))
    if any(it.severity is Severity.ERROR and "!" in it.cell for it in one.findings):
        st.download_button(
            session.label("ui.upload.remarked"),
            data=made_when_pressed(partial(_annotated, data, one, session.language().code)),
            file_name=base_name(_text("ui.upload.remarked-file", name=PurePath(one.file).stem)),
            mime=XLSX,
            key=f"remarked-{number}",
            on_click="ignore",
            wrap=True,
        )


def _annotated(data: bytes, one: Checked, code: str, _: Desk) -> bytes:
    return annotated(data, one.findings, code)


def _remarks(shown: UploadPreview) -> None:
    """Place what is to be heeded, folded where it is much, and what is left out by itself."""
    made = []
    if shown.remarks:
        table = markup.table(shown.remarks, session.href)
        many = len(shown.remarks.rows)
        said = session.language().plural("ui.upload.remarks", many)
        made.append(table if many <= _MANY else markup.folded(said, table))
    if shown.aside:
        made.append(markup.folded(_text("ui.upload.aside"), markup.bullets(shown.aside)))
    if made:
        components.put(markup.tag("div", *made, class_="kpi-remarks"))


def _questions(number: int, file: str, many: Sequence[Asked], intake: Intake) -> None:
    """Place the questions that are put this time; an answered one stays where it is."""
    asked = [one for one in many if not one.remembered and not one.offered]
    if not asked:
        return
    components.put(markup.heading(3, _text("ui.upload.questions", file=file)))
    with st.container(key=f"kpi-questions-{number}"):
        told = ""
        for one in asked:
            _question(number, file, one, "" if one.advice == told else one.advice, intake)
            told = one.advice


def _remembered(number: int, file: str, many: Sequence[Asked], intake: Intake) -> None:
    """Say what was answered for an earlier file; the fields to answer otherwise are folded."""
    told = [one for one in many if one.remembered]
    if not told:
        return
    lines = (
        markup.joined((one.text, " ", markup.tag("strong", one.said), " ", one.note))
        for one in told
    )
    components.put(markup.bullets(lines))
    with st.expander(session.label("ui.upload.answer-otherwise")):
        for one in told:
            _question(number, file, one, "", intake)


def _offered(number: int, file: str, many: Sequence[Asked], intake: Intake) -> None:
    """Offer what is left out by itself and may be what is followed: a sum over towns."""
    told = [one for one in many if one.offered and not one.remembered]
    if not told:
        return
    # By a name of its own it stays unfolded while the questions above it are answered.
    with st.expander(session.label("ui.upload.offered"), key=f"offered-{intake.round}-{number}"):
        for one in told:
            _question(number, file, one, "", intake)


def _question(number: int, file: str, one: Asked, advice: str, intake: Intake) -> None:
    values = [it.value for it in one.choices]
    words = {it.value: it.text for it in one.choices}
    if one.answer is not None and one.answer not in words:
        values.append(one.answer)
    key = f"answer-{intake.round}-{number}-{one.name}"
    with st.container(key=f"kpi-question-{number}-{one.name}"):
        st.selectbox(
            labels.label(one.text),
            values,
            index=None if one.answer is None else values.index(one.answer),
            format_func=lambda value: words.get(value, value),
            placeholder=_text("ui.upload.choose-or-type" if one.typed else "ui.upload.choose"),
            accept_new_options=one.typed,
            key=key,
            on_change=_answered,
            args=(key, file, one.name),
            width=720,
        )
        if one.wrong:
            components.put(markup.notice(Notice("error", one.wrong)))
        if advice:
            components.put(markup.tag("p", advice, class_="kpi-note"))


def _answered(key: str, file: str, name: str) -> None:
    session.intake().answer(file, name, st.session_state[key])


def _leave_out(many: Sequence[Choice], intake: Intake) -> None:
    words = {one.value: one.text for one in many}
    key = f"left-out-{intake.round}"
    st.multiselect(
        session.label("ui.upload.leave-out"),
        list(words),
        default=sorted(intake.left_out & words.keys()),
        format_func=lambda value: words[value],
        placeholder=_text("ui.upload.leave-out-none"),
        key=key,
        on_change=_left_out,
        args=(key,),
        select_all=False,
        width=720,
    )


def _left_out(key: str) -> None:
    session.intake().left_out = frozenset(st.session_state[key])
