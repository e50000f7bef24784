"""The frame round every page: look, language, navigation, period, and what to say when it breaks.

Refuses to show a traceback: a refusal is told by its findings, a defect by a code that the log has.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import Page

from kpi import i18n
from kpi.access import Permission
from kpi.catalogue import Catalogue
from kpi.errors import KpiError
from kpi.ui import markup, session, style
from kpi.view.parts import Notice

PAGES = Path(__file__).resolve().parents[2] / "pages"
_log = logging.getLogger(__name__)


def run() -> None:
    """Settle the view from the address and run the page that it names."""
    st.set_page_config(layout="wide")
    page: Page | None = None
    with told():
        session.begin_language()
        if session.begin_visit().may(Permission.READ):
            session.begin_period()
            page = _navigation(session.store().catalogue, session.language())
        else:
            _ended(session.language())
    style.apply(session.owner(), session.language().text("ui.menu"))
    if page is not None:
        with told():
            page.run()


def _navigation(catalogue: Catalogue, words: i18n.Language) -> Page:
    """Offer the pages that this visitor may open; the framework runs no other.

    The areas' own pages stand behind one entry, so that seven never grow.
    """
    areas = {
        area.path: st.Page(
            PAGES / "service_area.py",
            title=area.name.in_language(words.code),
            url_path=area.path,
            visibility="hidden",
        )
        for area in catalogue.areas.values()
    }
    offered = [
        _page("overview", words, "", default=True),
        _page("areas", words, "palvelualueet"),
        *([_page("funding", words, "rahoitus")] if catalogue.relations_of("sum") else []),
        *([_page("goals", words, "tavoitteet")] if catalogue.goals else []),
        _page("report", words, "raportti"),
        *([_page("upload", words, "lisaa-luvut")] if session.may(Permission.PUBLISH) else []),
        *([_page("sharing", words, "jakaminen")] if session.may(Permission.SHARE) else []),
        _page("indicator", words, "mittari", visible=False),
    ]
    page = st.navigation([*offered, *areas.values()], position="top")
    ids = {area.path: area.id for area in catalogue.areas.values()}
    session.enter(page.url_path, ids.get(page.url_path, ""))
    return page


def _page(
    script: str,
    words: i18n.Language,
    path: str,
    *,
    default: bool = False,
    visible: bool = True,
) -> Page:
    return st.Page(
        PAGES / f"{script}.py",
        title=words.text(f"ui.page.{script}"),
        url_path=path or script,
        default=default,
        visibility="visible" if visible else "hidden",
    )


@contextmanager
def told() -> Iterator[None]:
    """Tell in the reader's language what stopped the page."""
    try:
        yield
    except KpiError as stop:
        words = session.language()
        _log.warning("refused: %s", stop)
        _say(f"{words.finding(one)} {words.advice(one)}" for one in stop.findings)
    except Exception:
        code = secrets.token_hex(4)
        _log.exception("defect %s", code)
        _say([session.language().text("ui.defect", code=code)])


def _ended(words: i18n.Language) -> None:
    """Say that the way in has ended; nothing else is on the page, not even its menu."""
    title = markup.heading(1, words.text("ui.ended"))
    how = "ui.ended.sign-in" if session.has_accounts() else "ui.ended.how"
    told_ = markup.notice(Notice("info", words.text(how)))
    st.html(markup.joined((title, markup.tag("div", told_, class_="kpi-notices"))))


def _say(sentences: Iterable[str]) -> None:
    title = markup.heading(1, session.language().text("ui.stopped"))
    made = [markup.notice(Notice("error", sentence)) for sentence in sentences]
    st.html(markup.joined((title, markup.tag("div", *made, class_="kpi-notices"))))
