"""What is somebody's is found by heading and by content; figures and labels are nobody's."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi.readers import personal, privacy
from kpi.readers.cells import Book, Mark, Marked, Raw, Sheet
from kpi.readers.columns import HEADINGS
from kpi.readers.personal import Sort

Rows = Sequence[Sequence[Raw]]
MONTHS = ("tammi 2025", "helmi 2025", "maalis 2025")


def book(rows: Rows, *more: Sheet, **about: object) -> Book:
    sheet = Sheet("S", False, 1, 1, rows)._replace(**about)
    return Book("xlsx", (sheet, *more))


def gone(rows: Rows, **about: object) -> dict[str, set[str]]:
    """Give what is personal: how it is named to the cells."""
    found: dict[str, set[str]] = {}
    for area in privacy.private(book(rows, **about)):
        cells = {f"{chr(64 + column)}{row}" for row, column in area.rests}
        found[area.found] = cells
    return found


def refused(rows: Rows, *more: Sheet) -> str | None:
    finding = privacy.refusal(book(rows, *more))
    if finding is None:
        return None
    assert (finding.code, finding.severity) == ("address-list", "error")
    return f"{finding.found} {finding.cell}"


# --- words and marks


@pytest.mark.parametrize(
    ("words", "sort"),
    [
        ("Sähköposti:", Sort.ADDRESS),
        ("E-mail address", Sort.ADDRESS),
        ("email_address", Sort.ADDRESS),
        (" Etunimi ", Sort.NAME),
        ("firstName", Sort.NAME),
        ("Posted by", Sort.NAME),
        ("Account username", Sort.NAME),
        ("Käyttäjätunnus", Sort.ID),
        ("User ID (hashed)", Sort.ID),
        ("Client ID", Sort.ID),
        ("Henkilötunnus", Sort.CODE),
        ("Puh.", Sort.PHONE),
        ("Yhteyshenkilön puhelin", Sort.PHONE),
        ("Contact e-mail", Sort.ADDRESS),
        ("Nimi ja sähköposti", Sort.ADDRESS),
        ("Etu- ja sukunimi", Sort.NAME),
        ("Kirjaaja, sähköposti", Sort.NAME),
        ("Puhelin/chat", None),
        ("Nimi / Name", None),
        ("Käynnit, kpl", None),
        ("Asiakkaan", None),
        ("Nimi", None),
        ("Name", None),
        ("Page name", None),
        ("Kunta", None),
        ("Käyttäjät", None),
        ("Users", None),
        ("Sähköpostin avaukset", None),
        ("Email opens", None),
        ("", None),
        ("Sähköposti " * 9, None),
    ],
)
def test_headings(words: str, sort: Sort | None) -> None:
    assert personal.heading(words) is sort


@pytest.mark.parametrize(
    ("text", "sort", "rest"),
    [
        ("maija.m@example.fi", Sort.ADDRESS, ""),
        ("Maija Meri <maija@example.fi>", Sort.ADDRESS, ""),
        ("maija(at)example.fi", Sort.ADDRESS, ""),
        ("Lisätietoja: Maija Meri, maija@example.fi, 040 123", Sort.ADDRESS, ""),
        ("Kävijät 2025 – lisätietoja: Maija, maija@example.fi", Sort.ADDRESS, "Kävijät 2025"),
        ("Maija, maija@example.fi; 1/2025; 2/2025", Sort.ADDRESS, "1/2025 – 2/2025"),
        ("maija.2025@example.fi", Sort.ADDRESS, ""),
        ('CONTACT="Office, a@example.fi";', Sort.ADDRESS, 'CONTACT="Office, ";'),
        (' "contact": "a@example.fi"', Sort.ADDRESS, ' "contact": ""'),
        ("/page?fbclid=IwAR1_x&b=2", Sort.LINK, "/page?&b=2"),
        ("https://x.fi/?a=1&gclid=Cj0K", Sort.LINK, "https://x.fi/?a=1&"),
        ("x.fi%3Fmsclkid%3Dabc%26b", Sort.LINK, "x.fi%3F%26b"),
        ("131052-308T", Sort.CODE, ""),
        ("hetu 131052-308T", Sort.CODE, ""),
        ("010150A899P", None, "010150A899P"),
        ("131052-308U", None, "131052-308U"),
        ("991352-308T", None, "991352-308T"),
        ("20@1.50 €", None, "20@1.50 €"),
        ("@example", None, "@example"),
        ("Käynnit", None, "Käynnit"),
        ("/uutiset?id=5", None, "/uutiset?id=5"),
    ],
)
def test_values(text: str, sort: Sort | None, rest: str) -> None:
    assert personal.value(text) is sort
    if sort is not None:
        assert personal.rest(text) == rest


@pytest.mark.parametrize("code", ["131052-308T", "131052A308T", "010594Y9032"])
def test_personal_identity_codes_of_each_century(code: str) -> None:
    check = "0123456789ABCDEFHJKLMNPRSTUVWXY"[int(code[:6] + code[7:10]) % 31]
    assert personal.value(code[:10] + check.lower()) is Sort.CODE


@pytest.mark.parametrize(
    ("raw", "phone"),
    [
        ("040 123 4567", True),
        ("+358-40-1234567", True),
        ("(09) 123 456", True),
        (401234567.0, True),
        ("401234567", True),
        ("123 456", False),
        (1240, False),
        (40123456.5, False),
        (True, False),
        (dt.date(2025, 1, 1), False),
        ("vaihde 040 1234567", False),
    ],
)
def test_phone_numbers_are_longer_than_counts_of_calls(raw: Raw, phone: bool) -> None:
    assert personal.is_phone(raw) is phone


@given(st.text(st.sampled_from("a@.%40-+ ,;?&=fbclidg(at)1920-") | st.characters(), max_size=80))
def test_what_may_stay_has_nothing_personal_in_it(text: str) -> None:
    if personal.value(text) is not None:
        assert personal.value(personal.rest(text)) in {None, Sort.LINK}


# --- columns


def test_a_table_of_posts_loses_who_posted() -> None:
    header = ["Post title", "Post link", "Posted by", "Impressions"]
    rows = [header, ["Avajaiset", "x", "Maija Meri", 12.0], ["Retki", "y", "Kai Koski", 3.0]]
    assert gone(rows) == {"Posted by": {"C2", "C3"}}


def test_names_are_words_and_figures_stay() -> None:
    """A total, its label, a figure, a period and "no data" are nobody's name."""
    rows = [
        ["Vastuuhenkilö", "Käynnit", 2025.0],
        ["Maija Meri", 1.0, 1.0],
        ["Marja Touko", 1.0, 1.0],
        [17.0, 1.0, 1.0],
        ["1 240", 1.0, 1.0],
        ["1-6/2025", 1.0, 1.0],
        ["..", 1.0, 1.0],
        ["Yhteensä", 2.0, 2.0],
    ]
    assert gone(rows) == {"Vastuuhenkilö": {"A2", "A3"}}


def test_ids_go_whatever_they_look_like() -> None:
    rows = [["Client ID", "Sessions"], [1234567.5, 1.0], ["ab-12", 2.0], ["", 3.0]]
    assert gone(rows) == {"Client ID": {"A2", "A3"}}


def test_ways_to_get_in_touch_are_counted_too() -> None:
    """A table of contacts by channel has no address in it, and loses nothing."""
    rows = [
        ["Kuukausi", "Sähköposti", "Puhelin"],
        *([month, 12.0, 130.0 + n] for n, month in enumerate(MONTHS)),
        ["Palaute", "..", "-"],
    ]
    assert gone(rows) == {}
    assert gone([["Kanava", "tammi"], ["Sähköposti", 12.0], ["Puhelin", 4.0]]) == {}


def test_addresses_and_phones_under_their_headings_go() -> None:
    rows = [
        ["Kuukausi", "Sähköposti", "Puhelin", "Arvo"],
        ["tammi 2025", "a@example.fi", "040 123 4567", 1.0],
        ["helmi 2025", "ei ole", 401234567.0, 2.0],
        ["maalis 2025", "..", "kysy", 2.0],
    ]
    assert gone(rows) == {"Sähköposti": {"B2", "B3"}, "Puhelin": {"C2", "C3", "C4"}}
    rows = [["Kuukausi", "Puhelin"], ["tammi 2025", 401234567.0], ["helmi 2025", 12.0]]
    assert gone(rows) == {}


def test_a_heading_over_several_columns_is_over_all_of_them() -> None:
    rows = [
        ["Mittari", "Yhteyshenkilö", "", "tammi 2025"],
        ["", "Nimi", "Rooli", ""],
        ["Käynnit", "Maija Meri", "sihteeri", 5.0],
    ]
    found = privacy.private(book(rows, merged=[(1, 2, 1, 3)]))
    assert [set(one.rests) for one in found] == [{(3, 2)}, {(3, 3)}]
    assert {one.cell for one in found} == {"S!B1"}


def test_a_form_has_its_answer_beside_its_question() -> None:
    rows = [["Laatija:", "Maija Meri"], ["Kausi:", "1-6/2025"], ["Käynnit", 12.0], ["Laatija:"]]
    assert gone(rows) == {"Laatija": {"B1"}}


def test_a_label_of_two_is_no_heading() -> None:
    rows = [["Vastuuhenkilö", "Maija Meri"], ["Käynnit", 12.0], ["Lainat", 13.0]]
    assert gone(rows) == {}
    assert gone([["Posted by", "Views"], ["Maija", 12.0]]) == {"Posted by": {"A2"}}
    assert gone([["Etunimi", "Laatija"], ["Maija", "Kai"]])["Laatija"] == {"B2"}
    assert gone([["Etunimi", "Sukunimi"], ["Maija", "Meri"]]) == {
        "Etunimi": {"A2"},
        "Sukunimi": {"B2"},
    }
    assert gone([["Käyttäjätunnus", 12.0, 13.0], ["Lainat", 12.0, 5.0]]) == {}


def test_a_column_alone_is_a_table_too() -> None:
    assert gone([["Käyttäjätunnus"], ["mm12"], ["kk13"]]) == {"Käyttäjätunnus": {"A2", "A3"}}
    assert gone([["Käyttäjätunnus"], ["Käynnit", 12.0]]) == {}


def test_the_next_table_keeps_its_words() -> None:
    """Below an empty row the list goes on only where its cells are as they were."""
    rows = [
        ["Etunimi", "Kuukausi", "Käynnit"],
        ["Maija", "tammi 2025", 3.0],
        [],
        ["Kai", "helmi 2025", 4.0],
        ["", "", ""],
        ["Lainat"],
        ["Kirjasto", "tammi 2025", "helmi 2025"],
        ["Pääkirjasto", 5.0, 6.0],
    ]
    assert gone(rows) == {"Etunimi": {"A2", "A4"}}
    assert gone([rows[0], [], *rows[1:]]) == {"Etunimi": {"A3", "A5"}}
    assert gone([*rows[:3], *rows[6:]]) == {"Etunimi": {"A2"}}
    assert gone([*rows[:3], ["", "tammi 2025", 5.0], ["Kai"]]) == {"Etunimi": {"A2"}}
    alone = [["Etunimi", "Sukunimi"], ["Maija", "Meri"], [], ["Kai", "Koski"]]
    assert gone(alone)["Sukunimi"] == {"B2", "B4"}


def test_a_long_list_is_followed_to_its_end() -> None:
    rows = [["Posted by", "Views", "Likes"], *(["Maija Meri", 1.0, 2.0] for _ in range(700))]
    (area,) = privacy.private(book(rows))
    assert len(area.rests) == 700


def test_writers_of_posts_in_another_language() -> None:
    """The order of the columns is not translated; their headings are."""
    header = ["Título", "Enlace", "Tipo", "Campaña", "Autoría", *(f"c{n}" for n in range(15))]
    post = ["Moi", "https://www.linkedin.com/feed/1", "", "", "Maija Meri", *[1.0] * 15]
    rows = [["note"], header, post, [*post[:4], "Kai Koski", *post[5:]], []]
    assert gone(rows) == {"Autoría": {"E3", "E4"}}
    assert gone([["note"], header, ["Moi", "https://example.fi/1", *post[2:]]]) == {}
    assert gone([["note"], header]) == {}


# --- content


def test_a_lone_address_in_a_note_is_found_and_named_by_its_place() -> None:
    rows = [["Kuukausi", "Arvo"], ["tammi 2025", 3.0], ["Kysy: maija@example.fi"]]
    assert gone(rows) == {"A3": {"A3"}}
    (area,) = privacy.private(book(rows, row=5, column=2))
    assert (area.cell, area.found) == ("S!B7", "B7")


def test_addresses_under_an_unknown_heading() -> None:
    rows = [["Kuukausi", "Kuka"], *([m, f"{n}a@example.fi"] for n, m in enumerate(MONTHS))]
    assert gone(rows) == {"Kuka": {"B2", "B3", "B4"}}
    rows = [["Otsikko"], ["x"], ["Maija Meri"], *([f"{n}a@example.fi"] for n in range(4))]
    assert gone([*rows, [1.0], [2.0]]) == {"A4, A5, A6 …": {"A4", "A5", "A6", "A7"}}


def test_no_cell_is_in_two_areas() -> None:
    rows = [
        ["Kuukausi", "Sähköposti", "Arvo"],
        ["tammi 2025", "a@example.fi", 1.0],
        ["helmi 2025", "131052-308T", 1.0],
    ]
    areas = privacy.private(book(rows))
    assert [set(one.rests) for one in areas] == [{(2, 2), (3, 2)}]


def test_typed_and_marked_cells_are_figures() -> None:
    rows = [
        ["Tilaaja", "Arvo"],
        [Marked(Mark.PERCENT, 0.5), dt.date(2025, 1, 1)],
        [True, Marked(Mark.ERROR, "#REF!")],
    ]
    assert gone(rows) == {}


# --- lists of people

PEOPLE = [[f"{name}@example.fi", name, 1.0] for name in ("maija", "kai", "olli", "aino")]


def test_a_list_with_a_row_for_each_address_is_refused() -> None:
    assert refused([["Email Address", "City", "Opens"], *PEOPLE]) == "Email Address S!A1"
    assert refused([["Jäsenet"], [], ["Osoite", "x", "y"], *PEOPLE]) == "A4, A5, A6 … S!A4"
    assert refused(PEOPLE) == "A1, A2, A3 … S!A1"


def test_names_beside_one_address_are_a_list_too() -> None:
    rows = [["Etunimi", "Sukunimi", "Sähköposti"], ["Maija", "Meri", "maija@example.fi"]]
    assert refused(rows) == "Sähköposti S!C1"


@pytest.mark.parametrize(
    ("heading", "values"),
    [
        ("User ID", ["u1", "u2", "u3"]),
        ("Puhelin", ["040 1234561", "040 1234562", "040 1234563"]),
        ("Tunnus", ["131052-308T", "010150-001X", "010150-002Y"]),
    ],
)
def test_other_ways_to_tell_people_apart(heading: str, values: list[str]) -> None:
    codes = "0123456789ABCDEFHJKLMNPRSTUVWXY"
    if heading == "Tunnus":
        values = [v[:10] + codes[int(v[:6] + v[7:10]) % 31] for v in values]
    rows = [[heading, "Sessions"], *([value, 4.0] for value in values)]
    assert refused(rows) == f"{heading} S!A1"


def test_a_table_of_figures_is_no_list_of_those_named_in_it() -> None:
    across = [["Mittari", "Sähköposti", *MONTHS], *([n, a, 1.0, 2.0, 3.0] for a, n, _ in PEOPLE)]
    assert refused(across) is None
    years = [["Mittari", "Sähköposti", 2023.0, 2024.0], *([n, a, 1.0, 2.0] for a, n, _ in PEOPLE)]
    assert refused(years) is None
    down = [
        ["Kuukausi", "Kysy", "Käynnit"],
        *([month, PEOPLE[n][0], 12.0] for n, month in enumerate(MONTHS)),
    ]
    assert refused(down) is None
    joined = [["Kysy", "Liittyi"], *([a, dt.date(2025, 1, 5)] for a, _, _ in PEOPLE)]
    assert refused(joined) == "Kysy S!A1"


def test_a_few_addresses_beside_much_else_are_left_out_only() -> None:
    many = [["Kunta", "Käynnit"], *([f"Kunta {n}", 4.0] for n in range(20))]
    assert refused([*many, [], *([one[0]] for one in PEOPLE)]) is None
    contacts = Sheet("Yhteystiedot", False, 1, 1, [["Sähköposti"], *([p[0]] for p in PEOPLE)])
    assert refused(many, contacts) is None
    same = [["Kysy", "Kunta"], *(["maija@example.fi", f"Kunta {n}"] for n in range(20))]
    assert refused(same) is None
    assert refused([["Kysy"], ["a@example.fi"], ["b@example.fi"]]) is None
    assert refused([["Kunta", "Käynnit"], ["Aa", 4.0]]) is None


def test_our_own_template_is_never_refused() -> None:
    header = [names.fi for names in HEADINGS.values()] + ["Sähköposti"]
    rows = [header, *([*[""] * len(HEADINGS), one[0]] for one in PEOPLE)]
    assert refused(rows) is None
    assert [area.found for area in privacy.private(book(rows))] == ["Sähköposti"]


# --- who sent a newsletter


@pytest.mark.parametrize("number", [1, 2, 3, 4])
@pytest.mark.parametrize(
    ("name", "address"),
    [("From Name", "From Email"), ("Lähettäjän nimi", "Lähettäjän osoite"), ("Sender", "Reply To")],
)
def test_a_list_of_newsletters_is_no_list_of_people(name: str, address: str, number: int) -> None:
    """One or two newsletters with their sender were refused as an address list."""
    head = ["Campaign", "Send Date", name, address, "Sends"]
    sent = ["Kirje", "2025-06-03", "Maija Meikäläinen", "maija@seura.example", 100]
    rows = [head, *([*sent[:4], 100 + at] for at in range(number))]
    assert refused(rows) is None
    assert set(gone(rows)) >= {address} if number > 1 else gone(rows)
    kept = {cell for cells in gone(rows).values() for cell in cells}
    assert "D2" in kept and ("C2" in kept or name == "Sender")


def test_a_list_of_recipients_with_a_sender_is_refused_still() -> None:
    head = ["From", "Email", "Opens"]
    rows = [head, *(["toimisto@seura.example", f"a{n}@b.example", n] for n in range(5))]
    assert refused(rows) is not None


@pytest.mark.parametrize("heading", ["Luonut", "Lähettäjä", "Kommentoija", "Commenter"])
def test_who_made_or_said_it_is_personal(heading: str) -> None:
    names = ["Maija Meikäläinen", "Matti Virtanen", "Liisa Korhonen", "Pekka Mäkinen"]
    rows = [["Kirje", heading, "Avaukset"], *(["A", one, 3] for one in names)]
    assert gone(rows) == {heading: {"B2", "B3", "B4", "B5"}}
