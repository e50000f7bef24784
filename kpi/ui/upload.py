"""The upload page's steps: template down, workbook up, preview, accept, undo.

Refuses to store anything before the accept, to publish over a state that the preview did not show,
and to publish twice what was accepted twice.
"""

from __future__ import annotations

from functools import partial

import streamlit as st

from kpi import pipeline
from kpi.desk import Checked, NamedFile
from kpi.errors import Finding, KpiError, error
from kpi.periods import Grain, Period, between, containing
from kpi.ui import components, markup, proposal, session
from kpi.ui.fields import field, lacking
from kpi.ui.intake import Intake
from kpi.view.parts import Notice

MEGABYTES = 5
KINDS = ("xlsx", "xlsm", "xls", "ods", "csv", "tsv", "txt", "html", "json", "px")
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
    """Second step: the files; empty while none is chosen."""
    components.heading("ui.upload.step-file")
    many = st.file_uploader(
        _text("ui.upload.file", size=MEGABYTES),
        type=list(KINDS),
        accept_multiple_files=True,
        max_upload_size=MEGABYTES,
        key=session.uploader_key(),
        width=720,
    )
    return proposal.named([(one.name, one.getvalue()) for one in many])


def review(given: tuple[NamedFile, ...]) -> None:
    """Third step: what the files leave open, what they would change, and the accept."""
    intake = session.intake()
    if not given:
        intake.shown = ""
        return
    components.heading("ui.upload.step-review")
    version = session.store().version
    checked_for = (version, given, intake.decided)
    if intake.checked_for != checked_for:
        with st.spinner(_text("ui.upload.checking")):
            intake.checked = pipeline.check(given, session.desk(), decided=intake.decided)
        intake.checked_for = checked_for
        intake.told, intake.uploads = "", ()
    moved = intake.shown not in {"", version}
    place = st.container()
    said = [Notice("error", _told(error("store-changed")))] if moved else []
    if _acceptable(intake.checked):
        said += _accept(given, intake, version)
    with place:
        for one in said:
            components.put(markup.notice(one))
        proposal.show(intake)
    intake.shown = version


def _acceptable(checked: tuple[Checked, ...]) -> bool:
    return all(one.accepted for one in checked) and any(
        one.changes.new or one.changes.changed for one in checked
    )


def _accept(given: tuple[NamedFile, ...], intake: Intake, version: str) -> list[Notice]:
    """Offer the accept; publish when it is pressed. Gives what to say when it was refused.

    The form carries the version of its preview in its name, so that a press on an older preview
    is no press on this one.
    """
    changing = any(one.changes.changed for one in intake.checked)
    with st.form(f"accept-{version}", border=False, enter_to_submit=False):
        by = field("ui.upload.by", session.BY, intake.by)
        reason = field("ui.upload.reason", session.REASON) if changing else None
        with st.container(horizontal=True):
            pressed = st.form_submit_button(_text("ui.upload.accept"), type="primary", wrap=True)
            cancelled = st.form_submit_button(_text("ui.upload.cancel"))
    if cancelled:
        intake.start_over()
        st.rerun()
    if not pressed or lacking(by, reason):
        return []
    return _publish(given, intake, version, by.text, reason.text if reason else "")


def _publish(
    given: tuple[NamedFile, ...], intake: Intake, version: str, by: str, reason: str
) -> list[Notice]:
    # A second press cuts this run short when it next asks anything of the framework. So nothing
    # stands between the publishing and the note of it: the next run then finds no file to accept.
    desk, language = session.desk(), session.language()
    figures = sum(one.changes.new + one.changes.changed for one in intake.checked)
    try:
        made = pipeline.publish(
            given, desk, by=by, reason=reason, expected=version, decided=intake.as_seen
        )
        intake.published(made, by, language.plural("ui.upload.saved", figures))
    except KpiError as stop:
        if session.refresh().version == version:
            return [Notice("error", _told(*stop.findings))]
    return st.rerun()


def _told(*findings: Finding) -> str:
    language = session.language()
    return " ".join(f"{language.finding(one)} {language.advice(one)}" for one in findings)
