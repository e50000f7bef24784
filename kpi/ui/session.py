"""What one visitor's session holds: every key, read and written only here.

Refuses to be a second truth: the address says which period and language are shown, the session
only carries them over to an address that lost them. Keys typed anywhere else are a defect.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import TypeVar
from urllib.parse import urlencode

import streamlit as st

from kpi import catalogue, i18n, pipeline, settings
from kpi.access import NOBODY, Permission, Viewer
from kpi.desk import Desk
from kpi.errors import PeriodUnreadable
from kpi.periods import Period, parse
from kpi.store import Store
from kpi.texts import isolated
from kpi.ui import labels
from kpi.ui.intake import Draft, Intake
from kpi.view.context import old
from kpi.view.parts import Choice, Link, Notice
from kpi.view.pickers import ordered_periods, periods

# In the address, in this order: another order would cost a step in the browser's history.
PERIOD, LANGUAGE, INDICATOR = "kausi", "kieli", "mittari"
# In the session only.
PICKER, TEMPLATE_PERIOD = "kausi_picker", "template_period"
BY, REASON, UNDO_BY, UNDO_WHY = "by", "reason", "undo_by", "undo_why"
FORGET_BY = "forget_by"
PLAN_GOAL, PLAN_BY = "plan_goal", "plan_by"
SHARE_BY, REVOKE_BY = "share_by", "revoke_by"
FREEZE_NAME, FREEZE_BY, FROZEN = "freeze_name", "freeze_by", "frozen"
_HERE, _AREA, _UNKNOWN, _PERIODS = "here", "area", "kausi_unknown", "periods"
_STORE, _PATH, _INTAKE, _DRAFT = "store", "path", "intake", "draft"
_VIEWER, _VIA, _NAMES = "viewer", "via", "names"
# What the browser holds of its session; set and read by the server too.
COOKIE = "seutumittari"

Model = TypeVar("Model")


@st.cache_resource(show_spinner=False)
def _shared_desk() -> Desk:
    """Give settings, catalogue and clock, read once for all visitors; nobody asks at it yet."""
    chosen = settings.from_environment()
    return Desk(chosen, catalogue.load(chosen.catalogue), lambda: datetime.now(UTC))


def desk() -> Desk:
    """Give settings, catalogue, clock, and who this run is for.

    Raises:
        KpiError: a setting or the catalogue is not usable.
    """
    return replace(_shared_desk(), viewer=viewer())


def begin_visit() -> Viewer:
    """Find out who this run is for; asked at every run, so that a revoked link ends at once.

    Raises:
        KpiError: sessions or links cannot be read; then nobody is let in.
    """
    st.session_state[_VIEWER] = NOBODY
    found = pipeline.visitor(_shared_desk(), held())
    came_in = (found.via, found.name)
    if came_in != st.session_state.setdefault(_VIA, came_in):
        found = NOBODY  # somebody else came in with this browser: the page has to be loaded anew
    st.session_state[_VIEWER] = found
    return found


def held() -> str:
    """Give what the browser holds of its session; empty for nothing."""
    found: object = st.context.cookies.get(COOKIE, "")
    # Without a browser, as in the framework's test harness, there is no text to read.
    return found if isinstance(found, str) else ""


def viewer() -> Viewer:
    """Give who this run is for; nobody before ``begin_visit`` found out."""
    known: Viewer = st.session_state.get(_VIEWER, NOBODY)
    return known


def has_accounts() -> bool:
    """Say whether people may sign in with an account of the organisation."""
    return _shared_desk().settings.accounts


def may(permission: Permission) -> bool:
    """Say whether this visitor is shown what needs a permission; the pipeline asks again."""
    return viewer().may(permission)


def store() -> Store:
    """Give the published state that this run shows: one and the same from head to footer."""
    found: Store = st.session_state[_STORE]
    return found


def refresh() -> Store:
    """Take the published state as it stands now; shared with everybody who sees the same one.

    Raises:
        StoreUnavailable: the store cannot be read.
    """
    found = pipeline.open_store(desk())
    st.session_state[_STORE] = found
    st.session_state[_NAMES] = pipeline.hidden_names(desk()).state
    return found


@st.cache_resource(show_spinner=False, max_entries=1024)
def _built(_build: Callable[[], Model], key: tuple[str, ...]) -> Model:
    return _build()


def model(name: str, build: Callable[[Store, i18n.Language, Period], Model]) -> Model:
    """Give a view model, built once per audience, state of the data, language, period and name.

    It is shared by reference with every visitor who sees the same, so nobody may change it.
    """
    known, words, shown = store(), language(), period()
    key = (viewer().sees, st.session_state[_NAMES], known.version, words.code, str(shown), name)
    return _built(lambda: build(known, words, shown), key)


def language() -> i18n.Language:
    """Give the language in use; the address chose it when the page was loaded."""
    return i18n.language(st.session_state.get(LANGUAGE, "fi"))


def label(message: str, **facts: str | int) -> str:
    """Give a message as the label of a widget."""
    return labels.label(language().text(message, **facts))


def owner() -> str:
    """Say whose figures these are; empty while that cannot be read."""
    known = st.session_state.get(_STORE)
    return known.catalogue.organisation.name.in_language(language().code) if known else ""


def titled(title: str) -> str:
    """Name the browser's window: the page's message and whose figures they are."""
    return " – ".join(isolated(part) for part in (title, owner()) if part)


def period() -> Period:
    """Give the period in use."""
    found: Period = st.session_state[PERIOD]
    return found


def area() -> str:
    """Give the id of the service area whose page is open."""
    return str(st.session_state[_AREA])


def enter(path: str, area_id: str) -> None:
    """Note which page is open, and whose when it is a service area's."""
    st.session_state[_PATH] = path
    st.session_state[_AREA] = area_id


def indicator() -> str:
    """Give the indicator that the address names, or the one seen last; empty for none."""
    asked = st.query_params.get(INDICATOR)
    if asked is not None:
        st.session_state[INDICATOR] = asked
    return str(st.session_state.get(INDICATOR, ""))


def begin_language() -> None:
    """Settle the language from the address, once per loaded page."""
    if LANGUAGE not in st.session_state:
        asked = st.query_params.get(LANGUAGE)
        chosen = asked if asked in i18n.CODES else _shared_desk().settings.language
        st.session_state[LANGUAGE] = chosen


def begin_period() -> None:
    """Settle the period from the address and put back what a change of page took from it.

    Call it before the navigation is set: only then does the browser's history stay one step per
    page.
    """
    known = refresh()
    first = parse(known.catalogue.organisation.period)
    st.session_state[_PERIODS] = ordered_periods(known)
    here = st.context.url
    moved = st.session_state.get(_HERE) != here
    st.session_state[_HERE] = here
    asked = st.query_params.get(PERIOD)
    held = st.session_state.get(PERIOD) if moved else None
    st.session_state[_UNKNOWN] = None
    if asked is not None:
        st.session_state[PERIOD] = _known(asked) or first
    else:
        st.session_state[PERIOD] = held or first
    _carry(first)


def _known(asked: str) -> Period | None:
    """Read the address's period; one that has no figures is remembered as unknown."""
    try:
        found = parse(asked)
    except PeriodUnreadable:
        found = None
    if found in st.session_state[_PERIODS]:
        return found
    st.session_state[_UNKNOWN] = asked
    return None


def _carry(first: Period) -> None:
    lost = {}
    if PERIOD not in st.query_params and period() != first:
        lost[PERIOD] = str(period())
    if LANGUAGE not in st.query_params and language().code != desk().settings.language:
        lost[LANGUAGE] = language().code
    if lost:
        st.query_params.from_dict({**lost, **st.query_params.to_dict()})


def choices() -> tuple[Choice, ...]:
    """Give the periods to choose from, in words."""
    return periods(store(), language())


def pick_period() -> None:
    """Follow the picker: the choice goes into the address."""
    st.query_params[PERIOD] = st.session_state[PICKER]


def notices() -> tuple[Notice, ...]:
    """Say what was wrong with the address, and that the figures are old; asked at every run."""
    words, made = language(), []
    found = st.session_state.get(_UNKNOWN)
    if found:
        shown = words.period(period(), "long")
        text = words.text("ui.period-unknown", found=found[:40], period=shown)
        made.append(Notice("check", text))
    aged = old(store(), words, desk().clock())
    return (*made, aged) if aged else tuple(made)


def href(link: Link) -> str:
    """Give the address of one of our pages, with period and language in it."""
    given = dict(link.params)
    query = {
        PERIOD: given.pop(PERIOD, str(period())),
        LANGUAGE: given.pop(LANGUAGE, language().code),
        **given,
    }
    return f"./{link.path}?{urlencode(query)}"


def here(code: str) -> str:
    """Give the address of this very view in another language."""
    named = ((INDICATOR, indicator()),) if INDICATOR in st.query_params else ()
    path = str(st.session_state.get(_PATH, ""))
    return href(Link("", path, ((LANGUAGE, code), *named)))


def intake() -> Intake:
    """Give this visitor's upload under way."""
    found: Intake = st.session_state.setdefault(_INTAKE, Intake())
    return found


def draft() -> Draft:
    """Give this visitor's edit of the plan under way."""
    found: Draft = st.session_state.setdefault(_DRAFT, Draft())
    return found


def uploader_key() -> str:
    """Give the uploader's key; another one empties it."""
    return f"file-{intake().round}"
