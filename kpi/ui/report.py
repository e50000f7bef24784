"""The report's page: its files, the approval, and what each approved version said.

Refuses to approve without a name and a person, and to make a file before it is asked for.
"""

from __future__ import annotations

from functools import partial

import streamlit as st

from kpi import pipeline
from kpi.access import Permission
from kpi.desk import Desk
from kpi.errors import KpiError
from kpi.i18n import Language
from kpi.periods import Period
from kpi.pipeline import Version
from kpi.reports import files
from kpi.ui import components, markup, report_preview, session
from kpi.ui.fields import field, lacking
from kpi.ui.pressed import made_when_pressed
from kpi.view.parts import Notice
from kpi.view.report_page import since
from kpi.view.report_parts import ReportArea


def _text(message: str, **facts: str | int) -> str:
    return session.language().text(message, **facts)


def downloads(version: Version | None = None) -> None:
    """Offer the report's files; each is made when it is pressed."""
    words = session.language()
    period = version.period if version else session.period()
    called = version.version if version else session.store().version
    with st.container(horizontal=True):
        for one in files.FORMATS:
            st.download_button(
                session.label(f"report.format.{one}"),
                data=made_when_pressed(partial(_made, one, period, words, version)),
                file_name=files.name(words, period, one, called),
                mime=files.MEDIA_TYPES[one],
                key=f"download-{'approved' if version else 'live'}-{called}-{period}-{one}",
                on_click="ignore",
                type="primary" if version is None else "secondary",
                wrap=True,
            )


def _made(
    format_: str, period: Period, words: Language, version: Version | None, desk: Desk
) -> bytes:
    asked = version.version if version else None
    return pipeline.export(desk, period, format_, words, asked).data


def preview(many: tuple[ReportArea, ...], columns: tuple[str, ...]) -> None:
    """Place the report area by area, folded, as it will stand in the files."""
    components.heading("report.preview")
    components.put(*(report_preview.area(one, columns) for one in many))


def approval() -> None:
    """Offer to approve the period as it stands, to whoever may."""
    if not session.may(Permission.FREEZE):
        return
    store = session.store()
    components.heading("report.approve")
    known = [one for one in pipeline.versions(session.desk()) if one.period == session.period()]
    said = st.session_state.pop(session.FROZEN, "")
    if said:
        components.put(markup.notice(Notice("done", said)))
    if known and known[0].version == store.version:
        components.paragraph(_text("report.approved-as", name=known[0].name))
        return
    components.paragraph(_text("report.approve-lead"))
    with st.form(f"freeze-{store.version}", border=False, enter_to_submit=False):
        name = field("report.approve-name", session.FREEZE_NAME)
        by = field("report.approve-by", session.FREEZE_BY, name=True)
        pressed = st.form_submit_button(
            session.label("report.approve-do"), type="primary", wrap=True
        )
    if pressed and not lacking(name, by):
        _freeze(name.text, by.text)


def _freeze(name: str, by: str) -> None:
    words = session.language()
    try:
        with st.spinner(session.label("report.approving")):
            made = pipeline.freeze(session.period(), name, session.desk(), by=by)
    except KpiError as stop:
        told = " ".join(f"{words.finding(it)} {words.advice(it)}" for it in stop.findings)
        components.put(markup.notice(Notice("error", told)))
        return
    st.session_state[session.FROZEN] = _text(
        "cli.frozen", name=made.name, period=words.period(made.period), version=made.version
    )
    st.rerun()


def versions() -> None:
    """List the period's approved versions: their files, and what is known otherwise by now."""
    desk, words, now = session.desk(), session.language(), session.store()
    known = [one for one in pipeline.versions(desk) if one.period == session.period()]
    if not known:
        return
    components.heading("report.versions")
    for one in known:
        facts = {"moment": words.moment(one.frozen_at), "version": one.version}
        line = (
            _text("report.version-line", by=one.frozen_by, **facts)
            if one.frozen_by
            else _text("report.version-line-unnamed", **facts)
        )
        components.put(markup.heading(3, one.name), markup.tag("p", line))
        downloads(one)
        try:
            changed = since(pipeline.frozen_store(one, desk), now, words, one.period)
        except KpiError as stop:
            told = " ".join(f"{words.finding(it)} {words.advice(it)}" for it in stop.findings)
            components.put(markup.notice(Notice("error", told)))
            continue
        if changed is None:
            components.paragraph(_text("report.unchanged"))
        else:
            components.tables((changed,))


def missing(lines: tuple[str, ...]) -> None:
    """List what is open before the approval, for those who prepare it."""
    if not session.may(Permission.INTERNAL):
        return
    components.heading("report.missing")
    if not lines:
        components.paragraph(_text("report.missing.nothing"))
    elif len(lines) > markup.LONG:
        components.put(markup.bullets(lines[: markup.LONG]))
        rest = session.language().plural("report.missing.more", len(lines) - markup.LONG)
        components.put(markup.folded(rest, markup.bullets(lines[markup.LONG :])))
    else:
        components.put(markup.bullets(lines))
