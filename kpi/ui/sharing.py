"""The page of links: a new one with its code for the meeting room, all of them, what was done.

Refuses to show a secret again once the page has moved on.
"""

from __future__ import annotations

from functools import partial

import segno
import streamlit as st

from kpi import pipeline
from kpi.access import LOCAL, Role
from kpi.desk import Desk
from kpi.errors import KpiError
from kpi.i18n import CODES
from kpi.links import Share
from kpi.pipeline import Wanted
from kpi.reports import record as record_file
from kpi.ui import components, markup, session
from kpi.ui.fields import field, lacking
from kpi.ui.markup import Html
from kpi.ui.pressed import made_when_pressed
from kpi.view import sharing as view
from kpi.view.parts import Notice
from kpi.view.speaker import Speaker

_DAYS = (1, 7, 30, 90, 365)
# So many lines of the record stand on the page; the file has them all.
_LINES = 100


def _text(message: str, **facts: str | int) -> str:
    return session.language().text(message, **facts)


def _speaker() -> Speaker:
    return Speaker(session.store().catalogue, session.language())


def maker() -> None:
    """Offer a new link; show it, this once, when it was made."""
    components.heading("sharing.new")
    alone = session.viewer().via == LOCAL.via
    if alone:
        components.put(markup.notice(Notice("check", _text("sharing.first"))))
    with st.form("share", border=False, enter_to_submit=False, clear_on_submit=True):
        wanted = _wanted()
        by = field("sharing.by", session.SHARE_BY, name=True)
        pressed = st.form_submit_button(session.label("sharing.make"), type="primary", wrap=True)
    if pressed and not lacking(by):
        _make(wanted, by.text, alone=alone)


def _wanted() -> Wanted:
    """Take what the link is to be."""
    speaker, language = _speaker(), session.language()
    label = st.text_input(
        session.label("sharing.label"), max_chars=120, autocomplete="off", width=720
    )
    role = st.selectbox(
        session.label("sharing.role"),
        [one.value for one in Role],
        format_func=lambda one: _text(f"role.{one}"),
        width=360,
    )
    days = st.selectbox(
        session.label("sharing.days"),
        _DAYS,
        index=_DAYS.index(30),
        format_func=partial(language.plural, "sharing.day"),
        width=360,
    )
    components.paragraph(_text("sharing.scope-lead"))
    areas = st.multiselect(
        session.label("sharing.areas"),
        list(speaker.catalogue.areas),
        format_func=lambda one: speaker.say(speaker.catalogue.areas[one].name),
        placeholder=_text("sharing.areas-all"),
        width=720,
    )
    known = {one.version: one for one in pipeline.versions(session.desk())}
    version = st.selectbox(
        session.label("sharing.version"),
        ["", *known],
        format_func=lambda one: known[one].name if one else _text("sharing.live"),
        width=720,
    )
    code = st.selectbox(
        session.label("sharing.language"),
        list(CODES),
        format_func=lambda one: _text(f"sharing.language.{one}"),
        width=360,
    )
    return Wanted(Role(role), days, tuple(areas), version, code, label)


def _make(wanted: Wanted, by: str, *, alone: bool) -> None:
    desk = session.desk()
    try:
        made, secret = pipeline.share(wanted, desk, by=by)
        components.put(_shown(made, secret))
        if alone and made.role is not Role.ADMIN:
            # From now on a link is asked of everybody: whoever made the first needs one too.
            own = Wanted(Role.ADMIN, label=_text("sharing.own"), language=wanted.language)
            components.put(_shown(*pipeline.share(own, desk, by=by)))
    except KpiError as stop:
        words = session.language()
        told = " ".join(f"{words.finding(one)} {words.advice(one)}" for one in stop.findings)
        components.put(markup.notice(Notice("error", told)))


def _shown(made: Share, secret: str) -> Html:
    """Build what is shown of a new link, this once: its address and a code for a camera."""
    address = pipeline.address(session.desk(), secret)
    code = segno.make(address, error="m").svg_data_uri(scale=5, border=4, dark="#0a1014")
    name = view.called(made, _speaker())
    until = session.language().moment(made.expires_at)
    return markup.tag(
        "section",
        markup.heading(3, name),
        markup.notice(Notice("done", _text("sharing.made", until=until))),
        markup.tag("p", markup.tag("a", address, href=address), class_="kpi-secret"),
        markup.tag("img", src=code, alt=_text("sharing.code", name=name), class_="kpi-code"),
        class_="kpi-link",
    )


def listing() -> None:
    """List the links, and offer to end any that holds."""
    components.heading("sharing.links")
    desk = session.desk()
    many, now, speaker = pipeline.links(desk), desk.clock(), _speaker()
    if not many:
        components.paragraph(_text("cli.no-links"))
        return
    components.tables((view.links_table(many, speaker, now),), titled=False)
    holding = {one.id: _named(one, speaker) for one in many if one.holds(now)}
    if holding:
        with (
            st.expander(session.label("sharing.end")),
            st.form("end", border=False, enter_to_submit=False),
        ):
            chosen = st.selectbox(
                session.label("sharing.end-which"),
                list(holding),
                format_func=lambda one: holding.get(one, one),
                width=720,
            )
            by = field("sharing.end-by", session.REVOKE_BY, name=True)
            pressed = st.form_submit_button(session.label("sharing.end-do"), wrap=True)
        if pressed and not lacking(by):
            pipeline.revoke(chosen, desk, by=by.text)
            st.rerun()


def _named(one: Share, speaker: Speaker) -> str:
    own = f" – {_text('sharing.yours')}" if session.viewer().via == f"link:{one.id}" else ""
    return f"{view.called(one, speaker)}{own}"


def _all_of_it(desk: Desk) -> bytes:
    return record_file.table(pipeline.audit(desk))


def record() -> None:
    """Show what was done, and give all of it as a file."""
    components.heading("sharing.record")
    components.paragraph(_text("sharing.record-lead"))
    many = pipeline.audit(session.desk())
    components.folded(view.record_table(many[:_LINES], session.language()))
    st.download_button(
        session.label("sharing.record-file"),
        data=made_when_pressed(_all_of_it),
        file_name=_text("sharing.record-name"),
        mime="text/csv",
        on_click="ignore",
        wrap=True,
    )
