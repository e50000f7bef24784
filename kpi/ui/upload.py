"""The upload page's steps: template down, workbook up, preview, accept, undo.

Refuses to store anything before the accept, to publish over a state that the preview did not show,
and to publish twice what was accepted twice.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import NamedTuple

import streamlit as st

from kpi import pipeline
from kpi.desk import Checked, NamedFile
from kpi.errors import Finding, KpiError, error
from kpi.periods import Grain, Period, between, containing
from kpi.ui import components, labels, markup, proposal, session
from kpi.ui.fields import field, lacking
from kpi.ui.intake import Intake
from kpi.ui.pressed import made_when_pressed
from kpi.view.parts import Choice, Notice
from kpi.view.proposal import UploadPreview

MEGABYTES = 5
KINDS = ("xlsx", "xlsm", "xls", "ods", "csv", "tsv", "txt", "html", "json", "px")


# Lines that get a field for a reason of their own.
_MOST_REASONS = 20


class _Press(NamedTuple):
    """What was pressed: on which preview, by whom, why."""

    version: str
    by: str
    reason: str
    own: dict[str, str]


def _text(message: str, **facts: str | int) -> str:
    return session.language().text(message, **facts)


def template() -> None:
    """First step: choose a period, take the workbook to fill in."""
    periods = _template_periods()
    if not periods:  # nothing is measured yet: there is nothing to fill in
        return
    components.heading("ui.upload.step-template")
    shown = session.period()
    language = session.language()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(
            session.label("ui.upload.template-period"),
            periods,
            index=periods.index(shown) if shown in periods else 0,
            format_func=lambda one: language.period(one, "long"),
            key=session.TEMPLATE_PERIOD,
            width=320,
        )
        st.download_button(
            session.label("ui.upload.download", period=language.period(chosen, "long")),
            data=made_when_pressed(
                partial(pipeline.template, period=chosen, language=language.code)
            ),
            file_name=_text("ui.upload.template-file", period=chosen.code),
            mime=proposal.XLSX,
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
        session.label("ui.upload.file", size=MEGABYTES),
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
        with st.spinner(session.label("ui.upload.checking")):
            intake.checked = pipeline.check(given, session.desk(), decided=intake.decided)
        intake.checked_for = checked_for
        intake.told, intake.uploads = "", ()
    moved = intake.shown not in {"", version}
    shown = proposal.previews(intake)
    place = st.container()
    said = [Notice("error", _told(error("store-changed")))] if moved else []
    if _acceptable(intake.checked):
        said += _accept(given, shown, intake, version)
    else:
        _held_back(intake.checked)
    with place:
        for one in said:
            components.put(markup.notice(one))
        proposal.show(given, shown, intake)
    intake.shown = version


def _acceptable(checked: tuple[Checked, ...]) -> bool:
    return all(one.accepted for one in checked) and any(
        made.new or made.changed for one in checked for made in (one.changes, one.plan_changes)
    )


def _held_back(checked: tuple[Checked, ...]) -> None:
    """Say which files the others wait for: all are saved, or none."""
    waiting = [one.file for one in checked if not one.accepted]
    if waiting and len(waiting) < len(checked):
        told = _text("ui.upload.held-back", files=", ".join(waiting))
        components.put(markup.notice(Notice("check", told)))


def _accept(
    given: tuple[NamedFile, ...], shown: tuple[UploadPreview, ...], intake: Intake, version: str
) -> list[Notice]:
    """Offer the accept; publish when it is pressed. Gives what to say when it was refused.

    The form carries the version of its preview in its name, so that a press on an older preview
    is no press on this one.
    """
    lines = {it.value: it for one in shown for it in one.corrected}
    with st.form(f"accept-{version}", border=False, enter_to_submit=False):
        by = field("ui.upload.by", session.BY, intake.by, name=True)
        reason = field("ui.upload.reason", session.REASON) if lines else None
        own = _own_reasons(tuple(lines.values()), intake)
        with st.container(horizontal=True):
            pressed = st.form_submit_button(
                session.label("ui.upload.accept"), type="primary", wrap=True
            )
            cancelled = st.form_submit_button(session.label("ui.upload.cancel"))
    if cancelled:
        intake.start_over()
        st.rerun()
    common = reason if lines.keys() - own.keys() else None
    if not pressed or lacking(by, common):
        return []
    return _publish(given, intake, _Press(version, by.text, reason.text if reason else "", own))


def _own_reasons(lines: tuple[Choice, ...], intake: Intake) -> dict[str, str]:
    """Offer a reason for each changing line of its own, where there are several; by line."""
    if len(lines) < 2:
        return {}
    with st.expander(session.label("ui.upload.own-reasons")):
        typed = {
            one.value: st.text_input(
                labels.label(one.text),
                max_chars=300,
                key=f"reason-{intake.round}-{one.value}",
                autocomplete="off",
                width=720,
            )
            for one in lines[:_MOST_REASONS]
        }
    return {line: text.strip() for line, text in typed.items() if text.strip()}


def _publish(given: tuple[NamedFile, ...], intake: Intake, press: _Press) -> list[Notice]:
    # A second press cuts this run short when it next asks anything of the framework. So nothing
    # stands between the publishing and the note of it: the next run then finds no file to accept.
    desk, language = session.desk(), session.language()
    known = {one.upload for one in session.store().active}
    figures = sum(
        made.new + made.changed
        for one in intake.checked
        for made in (one.changes, one.plan_changes)
    )
    try:
        made = pipeline.publish(
            given,
            desk,
            by=press.by,
            reason=press.reason,
            expected=press.version,
            decided=replace(intake.as_seen, reasons=press.own),
        )
        intake.published(made, press.by, language.plural("ui.upload.saved", figures), known)
    except KpiError as stop:
        if session.refresh().version == press.version:
            return [Notice("error", _told(*stop.findings))]
    return st.rerun()


def _told(*findings: Finding) -> str:
    language = session.language()
    return " ".join(f"{language.finding(one)} {language.advice(one)}" for one in findings)
