"""What has been saved: the last one with its undo, every earlier one, and the remembered answers.

Refuses to take back what another list showed in the chosen place.
"""

from __future__ import annotations

import streamlit as st

from kpi import pipeline
from kpi.model import Upload
from kpi.store.memory import Remembered
from kpi.ui import components, markup, session
from kpi.ui.fields import field, lacking
from kpi.view import upload as view
from kpi.view.parts import Link, Notice
from kpi.view.questions import remembered_words
from kpi.view.speaker import Speaker


def _text(message: str, **facts: str | int) -> str:
    return session.language().text(message, **facts)


def done() -> None:
    """Last step: what was saved, with its undo."""
    intake = session.intake()
    if not intake.told:
        return
    components.heading("ui.upload.step-done")
    components.put(markup.notice(Notice("done", intake.told)))
    with st.container(horizontal=True, vertical_alignment="center"):
        if intake.uploads and st.button(session.label("ui.upload.undo"), key="undo"):
            _withdraw(intake.uploads, intake.by, _text("ui.upload.undo-reason"))
        see = Link(_text("ui.upload.see-overview"), "")
        components.put(markup.tag("p", markup.anchor(see, session.href), class_="kpi-way"))


def _withdraw(uploads: tuple[str, ...], by: str, reason: str) -> None:
    intake, desk, language = session.intake(), session.desk(), session.language()
    told = language.text("ui.upload.undone")
    pipeline.withdraw_together(uploads, desk, by=by, reason=reason)
    intake.withdrawn(told, by)
    st.rerun()


def history() -> None:
    """List what has been published, and offer to take any of it back."""
    store, language, intake = session.store(), session.language(), session.intake()
    if not store.uploads():
        return
    components.heading("ui.upload.history")
    active = list(reversed(store.active))
    # No two lists of files in force have both of these alike: uploads are only added and withdrawn.
    listed = f"{len(active)}-{active[0].upload}" if active else "0"
    if intake.listed not in {"", listed}:
        components.put(markup.notice(Notice("info", _text("ui.upload.list-changed"))))
    intake.listed = listed
    components.tables((view.uploads_table(store, language),), titled=False)
    if active:
        with st.expander(session.label("ui.upload.undo-earlier")):
            _undo_form(active)


def _undo_form(active: list[Upload]) -> None:
    """Offer to take a file back.

    The form carries the list it was shown with in its name: another list would put another file
    where the chosen one stood, and the press would take that.
    """
    language, intake = session.language(), session.intake()
    with st.form(f"withdraw-{intake.listed}", border=False, enter_to_submit=False):
        one = st.selectbox(
            session.label("ui.upload.undo-which"),
            active,
            format_func=lambda one: language.text(
                "ui.upload.undo-choice",
                file=one.file or language.text("upload.edited"),
                moment=language.moment(one.published_at),
            ),
            width=720,
        )
        by = field("ui.upload.undo-by", session.UNDO_BY, intake.by, name=True)
        reason = field("ui.upload.undo-why", session.UNDO_WHY)
        pressed = st.form_submit_button(session.label("ui.upload.undo-accept"), wrap=True)
    if pressed and not lacking(by, reason):
        _withdraw((one.upload,), by.text, reason.text)


def memory() -> None:
    """List the remembered answers, and offer to forget any of them."""
    known = tuple(pipeline.remembered(session.desk()).values())
    intake = session.intake()
    if not known and not intake.forgotten:
        return
    components.heading("ui.upload.memory")
    if intake.forgotten:
        components.put(markup.notice(Notice("done", _text("ui.upload.forgotten"))))
        intake.forgotten = False
    if known:
        components.paragraph(_text("ui.upload.memory-lead"))
        speaker = Speaker(session.store().catalogue, session.language())
        words = {one.key: remembered_words(one, speaker) for one in known}
        components.put(markup.bullets(words.values()))
        with st.expander(session.label("ui.upload.forget")):
            _forget_form(known, words)


def _forget_form(known: tuple[Remembered, ...], words: dict[str, str]) -> None:
    """Offer to forget an answer; the choice is its own key, so another list forgets no other."""
    intake = session.intake()
    with st.form("forget", border=False, enter_to_submit=False):
        one = st.selectbox(
            session.label("ui.upload.forget-which"),
            [one.key for one in known],
            format_func=lambda key: words.get(key, key),
            width=720,
        )
        by = field("ui.upload.undo-by", session.FORGET_BY, intake.by, name=True)
        pressed = st.form_submit_button(session.label("ui.upload.forget"), wrap=True)
    if pressed and not lacking(by):
        pipeline.forget(one, session.desk(), by=by.text)
        intake.forgot(by.text)
        st.rerun()
