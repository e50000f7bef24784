"""The upload page's steps: template down, workbook up, preview, accept, undo.

Refuses to store anything before the accept, to publish over a state that the preview did not show,
and to publish twice what was accepted twice.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import PurePath

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from kpi import pipeline
from kpi.desk import Checked, NamedFile
from kpi.errors import Finding, KpiError, error
from kpi.model import Upload
from kpi.periods import Grain, Period, between, containing
from kpi.ui import components, markup, session
from kpi.ui.intake import Intake
from kpi.view import upload as view
from kpi.view.parts import Link, Notice

MEGABYTES = 5
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _text(message: str, **facts: str | int) -> str:
    return session.language().text(message, **facts)


def template() -> None:
    """First step: choose a period, take the workbook to fill in."""
    components.heading("ui.upload.step-template")
    periods = _template_periods()
    shown = session.period()
    language = session.language()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(
            _text("ui.upload.template-period"),
            periods,
            index=periods.index(shown) if shown in periods else 0,
            format_func=lambda one: language.period(one, "long"),
            key=session.TEMPLATE_PERIOD,
            width=320,
        )
        st.download_button(
            _text("ui.upload.download", period=language.period(chosen, "long")),
            data=partial(pipeline.template, session.desk(), chosen, language.code),
            file_name=_text("ui.upload.template-file", period=chosen.code),
            mime=XLSX,
            on_click="ignore",
            wrap=True,
        )


def _template_periods() -> list[Period]:
    """Give the periods that figures may be due for: this year's and last year's, newest first."""
    desk = session.desk()
    grains = {one.grain for one in desk.catalogue.indicators.values()} - {Grain.DAY}
    last_year = desk.today.replace(year=desk.today.year - 1, month=1, day=1)
    recent = [
        one
        for grain in sorted(grains, key=lambda grain: grain.rank)
        for one in reversed(between(containing(last_year, grain), containing(desk.today, grain)))
    ]
    shown = session.period()
    return recent if shown in recent or shown.grain not in grains else [shown, *recent]


def chosen() -> tuple[NamedFile, ...]:
    """Second step: the filled-in workbook; empty while none is chosen."""
    components.heading("ui.upload.step-file")
    one = st.file_uploader(
        _text("ui.upload.file", size=MEGABYTES),
        type=["xlsx"],
        max_upload_size=MEGABYTES,
        key=session.uploader_key(),
        width=720,
    )
    return () if one is None else ((PurePath(one.name).name[:100], one.getvalue()),)


def review(given: tuple[NamedFile, ...]) -> None:
    """Third step: what the file would change, and the accept."""
    intake = session.intake()
    if not given:
        intake.shown = ""
        return
    components.heading("ui.upload.step-review")
    version = session.store().version
    if intake.checked_for != (version, given):
        with st.spinner(_text("ui.upload.checking")):
            intake.checked = pipeline.check(given, session.desk())
        intake.checked_for = (version, given)
        intake.told, intake.uploads = "", ()
    moved = intake.shown not in {"", version}
    place = st.container()
    said = [Notice("error", _told(error("store-changed")))] if moved else []
    if _acceptable(intake.checked):
        said += _accept(given, intake, version)
    with place:
        _preview(intake.checked, said)
    intake.shown = version


def _acceptable(checked: tuple[Checked, ...]) -> bool:
    return all(one.accepted for one in checked) and any(
        one.changes.new or one.changes.changed for one in checked
    )


def _preview(checked: tuple[Checked, ...], said: list[Notice]) -> None:
    made = [markup.notice(one) for one in said]
    for one in checked:
        now = session.store()
        shown = view.preview(one, now.catalogue, session.language(), now)
        made.append(markup.notice(Notice("info" if shown.accepted else "error", shown.headline)))
        made += [
            markup.table(table, session.href) for table in (shown.findings, shown.changes) if table
        ]
    components.put(markup.tag("div", *made, class_="kpi-notices"))


def _accept(given: tuple[NamedFile, ...], intake: Intake, version: str) -> list[Notice]:
    """Offer the accept; publish when it is pressed. Gives what to say when it was refused.

    The form carries the version of its preview in its name, so that a press on an older preview
    is no press on this one.
    """
    changing = any(one.changes.changed for one in intake.checked)
    with st.form(f"accept-{version}", border=False, enter_to_submit=False):
        by = _field("ui.upload.by", session.BY, intake.by)
        reason = _field("ui.upload.reason", session.REASON) if changing else None
        with st.container(horizontal=True):
            pressed = st.form_submit_button(_text("ui.upload.accept"), type="primary", wrap=True)
            cancelled = st.form_submit_button(_text("ui.upload.cancel"))
    if cancelled:
        intake.start_over()
        st.rerun()
    if not pressed or _lacking(by, reason):
        return []
    return _publish(given, intake, version, by.text, reason.text if reason else "")


@dataclass(frozen=True)
class _Field:
    """A text that must be given: what was typed, and where to say that it is missing."""

    message: str
    text: str
    place: DeltaGenerator


def _field(message: str, key: str, value: str = "") -> _Field:
    typed = st.text_input(_text(message), value=value, max_chars=300, key=key, width=720)
    return _Field(message, typed.strip(), st.container())


def _lacking(*fields: _Field | None) -> bool:
    """Say beside each empty field that it is missing."""
    empty = [one for one in fields if one is not None and not one.text]
    for one in empty:
        with one.place:
            components.put(markup.notice(Notice("error", _text(f"{one.message}-missing"))))
    return bool(empty)


def _publish(
    given: tuple[NamedFile, ...], intake: Intake, version: str, by: str, reason: str
) -> list[Notice]:
    # A second press cuts this run short when it next asks anything of the framework. So nothing
    # stands between the publishing and the note of it: the next run then finds no file to accept.
    desk, language = session.desk(), session.language()
    figures = sum(one.changes.new + one.changes.changed for one in intake.checked)
    try:
        made = pipeline.publish(given, desk, by=by, reason=reason, expected=version)
        intake.published(made, by, language.plural("ui.upload.saved", figures))
    except KpiError as stop:
        if session.refresh().version == version:
            return [Notice("error", _told(*stop.findings))]
    return st.rerun()


def _told(*findings: Finding) -> str:
    language = session.language()
    return " ".join(f"{language.finding(one)} {language.advice(one)}" for one in findings)


def done() -> None:
    """Last step: what was saved, with its undo."""
    intake = session.intake()
    if not intake.told:
        return
    components.heading("ui.upload.step-done")
    components.put(markup.notice(Notice("done", intake.told)))
    with st.container(horizontal=True, vertical_alignment="center"):
        if intake.uploads and st.button(_text("ui.upload.undo"), key="undo"):
            _withdraw(intake.uploads, intake.by, _text("ui.upload.undo-reason"))
        see = Link(_text("ui.upload.see-overview"), "")
        components.put(markup.tag("p", markup.anchor(see, session.href), class_="kpi-way"))


def _withdraw(uploads: tuple[str, ...], by: str, reason: str) -> None:
    intake, desk, language = session.intake(), session.desk(), session.language()
    told = language.text("ui.upload.undone")
    for one in uploads:
        pipeline.withdraw(one, desk, by=by, reason=reason)
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
        with st.expander(_text("ui.upload.undo-earlier")):
            _undo_form(active)


def _undo_form(active: list[Upload]) -> None:
    """Offer to take a file back.

    The form carries the list it was shown with in its name: another list would put another file
    where the chosen one stood, and the press would take that.
    """
    language, intake = session.language(), session.intake()
    with st.form(f"withdraw-{intake.listed}", border=False, enter_to_submit=False):
        one = st.selectbox(
            _text("ui.upload.undo-which"),
            active,
            format_func=lambda one: language.text(
                "ui.upload.undo-choice", file=one.file, moment=language.moment(one.published_at)
            ),
            width=720,
        )
        by = _field("ui.upload.undo-by", session.UNDO_BY, intake.by)
        reason = _field("ui.upload.undo-why", session.UNDO_WHY)
        pressed = st.form_submit_button(_text("ui.upload.undo-accept"), wrap=True)
    if pressed and not _lacking(by, reason):
        _withdraw((one.upload,), by.text, reason.text)
