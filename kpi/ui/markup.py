"""Safe HTML: the one place where text becomes markup.

Refuses text that is not escaped: whatever is not already ``Html`` goes through ``texts.html``,
and only this module makes ``Html``. Refuses scripts, styles and event attributes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from kpi.texts import html, html_attribute
from kpi.view.parts import AreaCard, Card, CellView, Footer, Link, Notice, Table

Href = Callable[[Link], str]
# Rows that are shown without being asked for.
LONG = 15
_EMPTY = {"br", "hr"}
_REFUSED = {"script", "style", "iframe", "object"}
# 1–6/2025 and 1.1.–30.6.2025
_SPAN = re.compile(r"(\d[\d./]*–\d[\d./]*\d)")
_ARROWS = {"up": "▲", "down": "▼"}


class Html(str):
    """Markup that is safe as it stands."""

    __slots__ = ()


def escaped(text: str) -> Html:
    """Make text safe; markup passes as it is."""
    return text if isinstance(text, Html) else Html(html(text))


def quoted(text: str) -> str:
    """Make text a string of a style sheet that can end neither itself nor the sheet."""
    kept = "".join(one if one.isalnum() or one in " .-" else f"\\{ord(one):x} " for one in text)
    return f'"{kept}"'


def joined(children: Iterable[str]) -> Html:
    """Put pieces after each other, escaping those that are text."""
    return Html("".join(escaped(child) for child in children))


def tag(name: str, *children: str, **attributes: str | None) -> Html:
    """Build one element.

    Args:
        name: the element's name.
        children: text (escaped here) and markup.
        attributes: ``class_`` for ``class``, ``aria_label`` for ``aria-label``; None leaves out.

    Raises:
        ValueError: an element or attribute that could run something. That is our defect.
    """
    if name in _REFUSED or any(key.startswith("on") for key in attributes):
        raise ValueError(f"{name} {sorted(attributes)} is refused")
    shown = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{html_attribute(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    return Html(
        f"<{name}{shown}>" if name in _EMPTY else f"<{name}{shown}>{joined(children)}</{name}>"
    )


def heading(level: int, text: str) -> Html:
    """Build a heading: 1 for the page's message, 2 and 3 below it."""
    return tag(f"h{level}", text, class_=f"kpi-h{level}")


def bullets(lines: Iterable[str], class_: str = "kpi-list") -> Html:
    """Build a list of lines."""
    return tag("ul", *(tag("li", _whole(line)) for line in lines), class_=class_)


def anchor(link: Link, href: Href, class_: str | None = None) -> Html:
    """Build a link to a page of ours."""
    return tag("a", link.text, href=href(link), class_=class_)


def notice(one: Notice) -> Html:
    """Build a sentence to heed; what must be read at once is announced."""
    loud = one.kind in {"error", "done"}
    return tag(
        "p",
        _whole(one.text),
        class_=f"kpi-notice kpi-notice-{one.kind}",
        role="alert" if one.kind == "error" else "status" if loud else None,
    )


def _card(card: Card, href: Href) -> Html:
    label = tag("a", card.label, href=href(card.link)) if card.link else card.label
    arrow = _ARROWS.get(card.arrow)
    change = (
        *((tag("span", arrow, aria_hidden="true"), " ") if arrow else ()),
        card.change,
    )
    return tag(
        "li",
        tag("p", label, class_="kpi-card-label"),
        tag(
            "p",
            card.value,
            *((" ", tag("span", card.unit, class_="kpi-card-unit")) if card.unit else ()),
            class_="kpi-card-value",
        ),
        tag("p", *change, class_=f"kpi-card-change kpi-tone-{card.tone.value}")
        if card.change
        else "",
        *(tag("p", fact, class_="kpi-card-fact") for fact in card.facts),
        tag("p", card.because, class_="kpi-card-because") if card.because else "",
        class_="kpi-card",
    )


def cards(many: Iterable[Card], href: Href) -> Html:
    """Build the grid of numbers."""
    made = [_card(one, href) for one in many]
    return tag("ul", *made, class_=f"kpi-cards kpi-cards-{len(made)}", role="list")


def _side(numeric: bool) -> str | None:
    return "kpi-number" if numeric else None


def _row(one: Table, number: int, href: Href) -> Html:
    """Build a row: its head, then cells that know their column's name for a narrow screen."""
    texts = one.rows[number]
    link = one.links[number] if number < len(one.links) else None
    first = tag("a", texts[0], href=href(link)) if link else _whole(texts[0])
    spoken = one.spoken or ("",) * len(texts)
    cells = (
        tag(
            "td",
            _whole(text),
            class_=_side(numeric),
            role="cell",
            data_label=_unbroken(column),
            lang=lang or None,
        )
        for text, numeric, column, lang in zip(
            texts[1:], one.numeric[1:], one.columns[1:], spoken[1:], strict=True
        )
    )
    head = tag("th", first, class_=_side(one.numeric[0]), scope="row", role="rowheader")
    return tag("tr", head, *cells, role="row")


def _unbroken(text: str) -> str:
    """Keep a period on one line: a dash between numbers is no place to break."""
    return text.replace("–", "\u2060–\u2060")


def _whole(text: str) -> Html:
    """Do the same in markup, where the text stays as it was: periods are copied and looked for."""
    if isinstance(text, Html) or "–" not in text:
        return escaped(text)
    pieces = _SPAN.split(text)
    return joined(
        tag("span", one, class_="kpi-whole") if at % 2 else one for at, one in enumerate(pieces)
    )


def table(one: Table, href: Href, *, titled: bool = True) -> Html:
    """Build a real table: caption, column heads, row heads, numbers to the right.

    It lies in a region of its own that scrolls, so that the page never does; one of more than
    two columns is stacked on a phone, and the roles keep it a table there. Where a heading says
    the same (``titled`` False) the caption is there for the ear only.
    """
    heads = (
        tag("th", _whole(column), scope="col", role="columnheader", class_=_side(numeric))
        for column, numeric in zip(one.columns, one.numeric, strict=True)
    )
    body = (_row(one, number, href) for number in range(len(one.rows)))
    stacked = " kpi-stack" if len(one.columns) > 2 else ""
    return _scrolled(
        one.caption,
        tag(
            "table",
            tag("caption", one.caption, class_=None if titled else "kpi-unseen"),
            tag("thead", tag("tr", *heads, role="row"), role="rowgroup"),
            tag("tbody", *body, role="rowgroup"),
            class_=f"kpi-table{stacked}",
            role="table",
        ),
    )


def _scrolled(name: str, grid: Html) -> Html:
    return tag("div", grid, class_="kpi-scroll", role="region", aria_label=name, tabindex="0")


def tables(many: Iterable[Table], href: Href, *, titled: bool = True) -> Html:
    """Build tables that share a row where there is room for their columns; a long one folded."""
    made = []
    for one in many:
        shown = table(one, href, titled=titled and len(one.rows) <= LONG)
        if len(one.rows) > LONG:
            shown = folded(one.caption, shown)
        made.append(tag("div", shown, class_=f"kpi-columns-{min(len(one.columns), 8)}"))
    return tag("div", *made, class_="kpi-tables") if made else Html("")


def folded(summary: str, *content: str, unfolded: bool = False) -> Html:
    """Build something that opens on demand, also without a script and on paper."""
    shown = "" if unfolded else None
    return tag("details", tag("summary", summary), *content, class_="kpi-folded", open=shown)


def facts(pairs: Iterable[tuple[str, str]]) -> Html:
    """Build a list of terms and what they are."""
    rows = (tag("div", tag("dt", term), tag("dd", value)) for term, value in pairs)
    return tag("dl", *rows, class_="kpi-facts")


def area_cards(many: Iterable[AreaCard], href: Href, level: int = 3) -> Html:
    """Build the cards of the service areas, each with its heading of ``level`` as the link."""
    made = (
        tag(
            "li",
            tag(f"h{level}", tag("a", one.title, href=href(one.link)), class_="kpi-h3"),
            bullets(one.lines),
            class_="kpi-card kpi-area",
        )
        for one in many
    )
    return tag("ul", *made, class_="kpi-areas", role="list")


def cell_view(one: CellView) -> Html:
    """Build the source cell among its neighbours; ours is marked by a word and a frame.

    A phone has room for the first column, ours and the one after it; the letters tell the gap.
    """
    at = one.columns.index(one.column) if one.column in one.columns else 0
    aside = [None if n in (0, at, at + 1) else "kpi-aside" for n in range(len(one.columns))]
    named = zip(one.columns, aside, strict=True)
    head = tag("tr", tag("td"), *(tag("th", name, scope="col", class_=far) for name, far in named))
    body = []
    for number, texts in one.rows:
        ours = number == one.row
        cells = (
            tag("td", tag("mark", text) if ours and column == one.column else text, class_=far)
            for column, text, far in zip(one.columns, texts, aside, strict=True)
        )
        body.append(tag("tr", tag("th", number, scope="row"), *cells))
    grid = tag(
        "table",
        tag("caption", one.caption),
        tag("thead", head),
        tag("tbody", *body, lang=one.spoken or None),
        class_="kpi-table kpi-sheet",
    )
    return _scrolled(one.caption, grid)


def footer(one: Footer, links: Iterable[Html]) -> Html:
    """Build what every page ends with: links, source, freshness, version."""
    lines = (one.source, one.updated, one.version)
    return tag(
        "footer",
        tag("ul", *(tag("li", link) for link in links), role="list"),
        *(tag("p", line) for line in lines if line),
        class_="kpi-footer",
    )
