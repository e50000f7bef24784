"""What pages are made of: each function places one part of a view model.

Refuses to compute, word or format: every text comes from the view model or the message catalogue.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

import streamlit as st

from kpi.ui import markup, session
from kpi.ui.markup import Html
from kpi.view import charts as drawing
from kpi.view.parts import (
    AreaCard,
    Card,
    CellView,
    Chart,
    Footer,
    GoalRow,
    Link,
    Notice,
    Table,
)

_figure = lru_cache(maxsize=512)(drawing.figure)


def _words(message: str) -> str:
    return session.language().text(message)


def put(*pieces: str) -> None:
    """Place pieces of markup; text among them is escaped."""
    st.html(markup.joined(pieces))


def head(title: str, subtitle: str = "", *, picker: bool = True) -> None:
    """Place the page's message, its subtitle, the period picker and the way to the other language."""
    with st.container(key="kpi-head", horizontal=True, vertical_alignment="bottom", gap="medium"):
        lead = markup.tag("p", subtitle, class_="kpi-lead") if subtitle else ""
        put(markup.heading(1, title), lead, _other_language())
        if picker:
            _picker()


def _other_language() -> Html:
    """Build the link to the same view in the other language; a full load, so that lang follows."""
    other = "en" if session.language().code == "fi" else "fi"
    return markup.tag(
        "p",
        markup.tag("a", _words("ui.other-language"), href=session.here(other), hreflang=other),
        lang=other,
        class_="kpi-language",
    )


def _picker() -> None:
    many = session.choices()
    values = [one.value for one in many]
    texts = {one.value: one.text for one in many}
    st.session_state[session.PICKER] = str(session.period())
    st.selectbox(
        _words("ui.period"),
        values,
        format_func=lambda value: texts[value],
        key=session.PICKER,
        on_change=session.pick_period,
        width=220,
    )


def notices(many: Iterable[Notice]) -> None:
    """Place sentences to heed, those about the address first."""
    made = [markup.notice(one) for one in (*session.notices(), *many)]
    if made:
        put(markup.tag("div", *made, class_="kpi-notices"))


def heading(message: str) -> None:
    """Place a heading of the second level from the message catalogue."""
    put(markup.heading(2, _words(message)))


def paragraph(text: str) -> None:
    """Place a paragraph; nothing when there is no text."""
    if text:
        put(markup.tag("p", text, class_="kpi-summary"))


def cards(many: Sequence[Card]) -> None:
    """Place the grid of numbers."""
    if many:
        put(markup.cards(many, session.href))


def charts(many: Sequence[Chart], *beside: Html) -> None:
    """Place charts side by side where there is room, and what belongs beside them."""
    if not many and not any(beside):
        return
    with st.container(key="kpi-charts"):
        for number, one in enumerate(many):
            with st.container(key=f"kpi-chart-{number}"):
                _chart(one, number)
        for piece in beside:
            if piece:
                put(piece)


def _chart(one: Chart, number: int) -> None:
    """Draw one chart with its message above and the same numbers as a table beneath."""
    put(markup.heading(2, one.heading))
    st.plotly_chart(
        _figure(one),
        width="stretch",
        theme=None,
        key=f"chart-{number}",
        config=dict(drawing.CONFIG),
        alt=one.name,
    )
    note = markup.tag("p", one.note, class_="kpi-note") if one.note else ""
    table = markup.table(one.table, session.href)
    put(note, markup.folded(_words("ui.numbers-as-table"), table))


def remarks(lines: Sequence[str]) -> Html:
    """Build the list of what to notice and what to check in the figures."""
    if not lines:
        return Html("")
    title = markup.heading(2, _words("ui.highlights"))
    return markup.tag("section", title, markup.bullets(lines), class_="kpi-side")


def tables(many: Iterable[Table | None], message: str = "") -> None:
    """Place tables that stand in their own right, under a heading where one is given."""
    made = [markup.table(one, session.href) for one in many if one is not None and one.rows]
    if made:
        put(markup.heading(2, _words(message)) if message else "", *made)


def areas(many: Sequence[AreaCard], message: str = "") -> None:
    """Place the cards of the service areas, under a heading where one is given."""
    title = markup.heading(2, _words(message)) if message else ""
    put(title, markup.area_cards(many, session.href))


def goals(many: Sequence[GoalRow], message: str) -> None:
    """Place an area's goals under a heading: each with its figures, its actions folded."""
    if many:
        heading(message)
    for one in many:
        actions = ""
        if one.actions:
            said = session.language().plural("ui.actions", len(one.actions))
            actions = markup.folded(said, markup.bullets(one.actions))
        table = markup.table(one.table, session.href) if one.table else ""
        put(markup.tag("section", markup.heading(3, one.title), table, actions, class_="kpi-goal"))


def facts(pairs: Sequence[tuple[str, str]], message: str) -> None:
    """Place terms and what they are, under a heading."""
    if pairs:
        put(markup.heading(2, _words(message)), markup.facts(pairs))


def cells(many: Iterable[CellView]) -> None:
    """Place source cells among their neighbours."""
    for one in many:
        put(markup.cell_view(one))


def footer(one: Footer) -> None:
    """Place what every page ends with."""
    statement = markup.anchor(Link(_words("ui.accessibility"), "saavutettavuus"), session.href)
    put(markup.footer(one, (statement,)))
