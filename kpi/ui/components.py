"""What pages are made of: each function places one part of a view model.

Refuses to compute, word or format: every text comes from the view model or the message catalogue.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

import streamlit as st

from kpi.access import LOCAL
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
    """Place pieces of markup; text among them is escaped. Nothing is placed where there is none."""
    made = markup.joined(pieces)
    if made:
        st.html(made)


def head(title: str, subtitle: str = "", *, picker: bool = True, report: bool = False) -> None:
    """Place the page's message, its subtitle, the way to the other language and the picker.

    ``report`` offers the way to the report's files, which is the page's primary button.
    """
    st.set_page_config(page_title=session.titled(title))
    with st.container(key="kpi-head", horizontal=True, vertical_alignment="bottom", gap="medium"):
        lead = markup.tag("p", subtitle, class_="kpi-lead") if subtitle else ""
        put(markup.heading(1, title), lead, _other_language())
        if picker:
            _picker()
        if report:
            to = Link(_words("ui.to-report"), "raportti")
            button = markup.anchor(to, session.href, "kpi-button")
            st.html(markup.tag("p", button, class_="kpi-way"), width="content")


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
        session.label("ui.period"),
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
    """Place charts side by side where there is room, and what belongs beside them.

    One chart alone has its numbers beside it instead of folded beneath it, unless they are so
    many that the chart would stand beside an empty page.
    """
    pieces = [piece for piece in beside if piece]
    if not many and not pieces:
        return
    alone = len(many) == 1 and not pieces and len(many[0].table.rows) <= markup.LONG
    with st.container(key="kpi-charts"):
        for number, one in enumerate(many):
            with st.container(key=f"kpi-chart-{number}"):
                _chart(one, number, [] if alone else [_numbers(one)])
        for piece in [_numbers(many[0], unfolded=True)] if alone else pieces:
            put(piece)


def _chart(one: Chart, number: int, beneath: Sequence[Html]) -> None:
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
    note = [markup.tag("p", one.note, class_="kpi-note")] if one.note else []
    if note or beneath:
        put(*note, *beneath)


def _numbers(one: Chart, *, unfolded: bool = False) -> Html:
    table = markup.table(one.table, session.href)
    return markup.folded(_words("ui.numbers-as-table"), table, unfolded=unfolded)


def figure(card: Card, many: Sequence[Chart]) -> None:
    """Place one number and the charts that explain it beside it."""
    with st.container(key="kpi-figure"):
        cards((card,))
        charts(many)


def remarks(lines: Sequence[str], many: Sequence[Table] = ()) -> Html:
    """Build the list of what to notice and what to check in the figures, and tables under it."""
    if not lines and not many:
        return Html("")
    title = markup.heading(2, _words("ui.highlights")) if lines else ""
    shown = markup.bullets(lines) if lines else ""
    return markup.tag("section", title, shown, markup.tables(many, session.href), class_="kpi-side")


def tables(many: Iterable[Table | None], message: str = "", *, titled: bool = True) -> None:
    """Place tables that stand in their own right, under a heading where one is given."""
    made = [one for one in many if one is not None and one.rows]
    if not made:
        return
    if message:
        heading(message)
    put(markup.tables(made, session.href, titled=titled))


def folded(one: Table) -> None:
    """Place a table that opens on demand, under its own name."""
    if one.rows:
        put(markup.folded(one.caption, markup.table(one, session.href, titled=False)))


def areas(many: Sequence[AreaCard], message: str = "") -> None:
    """Place the cards of the service areas, under a heading where one is given."""
    if message:
        heading(message)
    put(markup.area_cards(many, session.href, 3 if message else 2))


def goals(many: Sequence[GoalRow], message: str) -> None:
    """Place an area's goals under a heading: each with its figures, its actions folded."""
    if many:
        heading(message)
    for one in many:
        actions = ""
        if one.actions:
            said = session.language().plural("ui.actions", len(one.actions))
            actions = markup.folded(said, markup.bullets(one.actions))
        table = markup.table(one.table, session.href, titled=False) if one.table else ""
        put(markup.tag("section", markup.heading(3, one.title), table, actions, class_="kpi-goal"))


def way(link: Link | None) -> Html:
    """Build a way to another page of ours, on a line of its own; nothing where there is none."""
    if link is None:
        return markup.joined(())
    return markup.tag("p", markup.anchor(link, session.href), class_="kpi-way")


def facts(pairs: Sequence[tuple[str, str]], message: str) -> None:
    """Place terms and what they are, under a heading."""
    if pairs:
        put(markup.heading(2, _words(message)), markup.facts(pairs))


def cells(many: Iterable[CellView]) -> None:
    """Place source cells among their neighbours."""
    made = [markup.cell_view(one) for one in many]
    if made:
        put(markup.tag("div", *made, class_="kpi-cells"))


def footer(one: Footer) -> None:
    """Place what every page ends with."""
    ways = [("ui.accessibility", "saavutettavuus"), ("ui.privacy", "tietosuoja")]
    came_in = session.viewer().via
    if came_in != LOCAL.via:
        ways.append(("ui.sign-out", "ulos"))
    links = [markup.anchor(Link(_words(text), path), session.href) for text, path in ways]
    if came_in == LOCAL.via:
        links.append(markup.tag("span", _words("ui.local")))
    put(markup.footer(one, links))
