"""Text never becomes markup, tables are real tables, and cards say everything in words."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi.texts import turns
from kpi.ui import markup
from kpi.view.parts import AreaCard, Card, CellView, Footer, Link, Notice, Table, Tone

HOSTILE = "<script>alert(1)</script> & \"x\" 'y'"


class Reader(HTMLParser):
    """Collects tags with attributes and the text, as a browser would read them."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def all(self, name: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.tags if tag == name]


def href(link: Link) -> str:
    return f"./{link.path}"


@given(st.text(), st.text())
def test_text_and_attributes_come_back_as_they_were(text: str, value: str) -> None:
    read = Reader(markup.tag("p", text, title=value))
    assert [tag for tag, _ in read.tags] == (["p", "bdi"] if turns(text) else ["p"])
    assert "".join(read.text) == text
    assert read.all("p") == [{"title": value}]


@given(st.text())
def test_a_quoted_string_ends_neither_itself_nor_the_sheet(text: str) -> None:
    quoted = markup.quoted(text)
    assert quoted[0] == quoted[-1] == '"'
    assert not set(quoted[1:-1]) & set("\"<>{}\n;'")


@pytest.mark.parametrize("name", ["script", "style", "iframe", "object"])
def test_what_could_run_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="refused"):
        markup.tag(name)


def test_event_attributes_are_refused() -> None:
    with pytest.raises(ValueError, match="refused"):
        markup.tag("p", onclick="x()")


def test_a_table_names_its_heads_and_keeps_numbers_right() -> None:
    table = Table(
        HOSTILE,
        ("Lähde", "Euroa"),
        ((HOSTILE, "1 €"), ("Muut", "2 €")),
        (False, True),
        (Link("x", "mittari"), None),
    )
    read = Reader(markup.table(table, href))
    assert HOSTILE in read.text
    assert [one["scope"] for one in read.all("th")] == ["col", "col", "row", "row"]
    assert [one.get("class") for one in read.all("td")] == ["kpi-number", "kpi-number"]
    assert [one["href"] for one in read.all("a")] == ["./mittari"]
    region = read.all("div")[0]
    assert (region["role"], region["aria-label"], region["tabindex"]) == ("region", HOSTILE, "0")


def test_a_card_says_sign_arrow_and_reason() -> None:
    card = Card(
        "Henkilöstö", "20", "−7 (−25,9 %)", "Verrattu 30.6.2024: 27.", Tone.BAD, "down",
        ("fakta",), Link("Henkilöstö", "mittari"), "henkilöä",
    )  # fmt: skip
    read = Reader(markup.cards((card,), href))
    said = "".join(read.text)
    for part in ("20 henkilöä", "▼ −7 (−25,9 %)", "Verrattu 30.6.2024: 27.", "fakta"):
        assert part in said
    assert {"aria-hidden": "true"} in read.all("span")
    assert any(one.get("class") == "kpi-card-change kpi-tone-bad" for one in read.all("p"))


def test_a_card_without_a_comparison_has_no_empty_line() -> None:
    bare = Card("Nimi", "5", "", "", Tone.NEUTRAL, "", ())
    assert len(Reader(markup.cards((bare,), href)).all("p")) == 2


def test_the_cell_is_marked_among_its_neighbours() -> None:
    view = CellView("C2", ("B", "C"), (("1", ("a", "b")), ("2", ("c", HOSTILE))), "C", "2")
    read = Reader(markup.cell_view(view))
    assert len(read.all("mark")) == 1
    assert read.text[-1] == HOSTILE


def test_a_phone_shows_the_name_our_cell_and_the_one_after_it() -> None:
    columns = ("B", "F", "G", "H", "I", "J")
    view = CellView("H3", columns, (("3", ("nimi", "", "", "20", "henkilöä", "27")),), "H", "3")
    read = Reader(markup.cell_view(view))
    aside = [None, "kpi-aside", "kpi-aside", None, None, "kpi-aside"]
    assert [one.get("class") for one in read.all("td")][1:] == aside
    assert [one.get("class") for one in read.all("th")][:6] == aside


@pytest.mark.parametrize("period", ["1–6/2025", "1.1.–30.6.2025", "1–12/2025"])
def test_a_period_is_never_broken_at_its_dash(period: str) -> None:
    for made in (
        markup.bullets([f"Hankkeet, {period}: <15> ja 16."]),
        markup.notice(Notice("check", f"Hankkeet, {period}: <15> ja 16.")),
    ):
        assert f'Hankkeet, <span class="kpi-whole">{period}</span>: &lt;15&gt; ja 16.' in made
    made = markup.table(Table("t", (period, "b"), ((period, period),), (False, True)), href)
    assert made.count(f'<span class="kpi-whole">{period}</span>') == 3
    assert "span" not in markup.bullets(["hanke – toinen", "tammi–kesäkuu"])


def test_only_what_matters_at_once_is_announced() -> None:
    roles = [
        Reader(markup.notice(Notice(kind, "x"))).all("p")[0].get("role")
        for kind in ("error", "done", "sample")
    ]
    assert roles == ["alert", "status", None]


def test_areas_and_footer_are_lists_with_links() -> None:
    area = AreaCard("Alue", ("rivi",), Link("Alue", "alue"))
    assert [tag for tag, _ in Reader(markup.area_cards((area,), href)).tags][:4] == [
        "ul", "li", "h3", "a",
    ]  # fmt: skip
    made = markup.footer(
        Footer("lähde", "", "versio"), (markup.anchor(Link("seloste", "saavutettavuus"), href),)
    )
    assert [tag for tag, _ in Reader(made).tags] == ["footer", "ul", "li", "a", "p", "p"]


def test_a_long_table_is_folded_under_its_own_name() -> None:
    rows = tuple((str(number), "x") for number in range(markup.LONG + 1))
    made = markup.tables((Table("Luvut", ("a", "b"), rows, (False, False)),), href)
    read = Reader(made)
    assert len(read.all("details")) == 1 and read.text.count("Luvut") == 2
    short = markup.tables((Table("Luvut", ("a", "b"), rows[1:], (False, False)),), href)
    assert not Reader(short).all("details")


def test_words_in_another_language_are_marked_as_such() -> None:
    """A screen reader would read Finnish remarks aloud as English."""
    made = markup.table(
        Table("t", ("a", "b", "c"), (("1", "sana", "word"),), (False,) * 3, (), ("", "fi", "")),
        lambda link: link.path,
    )
    assert 'lang="fi">sana</td>' in made
    assert made.count("lang=") == 1
