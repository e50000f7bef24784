"""The catalogue: one entry is enough, and everything wrong is said at once, never a traceback."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi.catalogue import Catalogue, load
from kpi.errors import CatalogueInvalid, Finding
from kpi.i18n import CODES, language
from tests.builders import CATALOGUE, catalogue, entry, few, written
from tests.source import ROOT

MONEY = ("fines", "house", "flow", "EUR", "month")


def faults(folder: Path, *more: str) -> list[Finding]:
    """Give what is wrong with the invented catalogue and some more text."""
    with pytest.raises(CatalogueInvalid) as refused:
        catalogue(folder, *more)
    assert refused.value.exit_code == 1
    return list(refused.value.findings)


def codes(folder: Path, *more: str) -> list[str]:
    return sorted(one.code for one in faults(folder, *more))


def fault(folder: Path, *more: str) -> tuple[str, str, str]:
    """Give code, place and what was found, of the only fault."""
    (one,) = faults(folder, *more)
    return one.code, one.cell, one.found


@pytest.fixture
def made(tmp_path: Path) -> Catalogue:
    return catalogue(tmp_path)


# --- what is there


def test_the_published_catalogue_is_whole() -> None:
    held = load(ROOT / "data" / "catalogue")
    counts = (len(held.areas), len(held.goals), len(held.actions), len(held.indicators))
    assert counts == (7, 41, 192, 130)
    assert all(held.goals_of(area) and held.indicators_of(area) for area in held.areas)
    for name, indicator in held.headings().items():
        assert indicator in held.indicators, name


def test_numbers_are_in_document_order(made: Catalogue) -> None:
    assert list(made.goals) == ["1.1", "1.2", "1.10", "2.1"]
    assert [one.id for one in made.goals_of("lending")] == ["1.1", "1.2", "1.10"]
    assert list(made.areas) == ["lending", "house"]


def test_an_area_has_its_own_indicators_and_those_at_its_goals(tmp_path: Path) -> None:
    made = catalogue(tmp_path, entry(*MONEY, goals='[{ no = "1.2", listed = true }]'))
    assert "fines" in [one.id for one in made.indicators_of("lending")]
    assert "fines" in [one.id for one in made.indicators_of("house")]
    assert "loans" not in [one.id for one in made.indicators_of("house")]


def test_words_in_two_languages(made: Catalogue) -> None:
    one = made.indicators["loans"]
    assert (one.name.in_language("fi"), one.name.in_language("en")) == ("loans nimi", "loans name")
    assert one.name.in_language("sv") == "loans nimi"
    assert one.label == one.name
    assert {r.id for r in made.relations_of("proxy")} == {"stand_in"}


def test_one_entry_adds_an_indicator(tmp_path: Path) -> None:
    before = catalogue(tmp_path / "before")
    after = catalogue(tmp_path / "after", entry(*MONEY, headings='["Sakot"]'))
    assert set(after.indicators) - set(before.indicators) == {"fines"}
    assert after.headings()["sakot"] == "fines"
    assert after.digest != before.digest


def test_one_entry_adds_an_area(tmp_path: Path) -> None:
    area = """
[area.yard]
order = 3
name = { fi = "Piha", en = "Yard" }
short_name = { fi = "Piha", en = "Yard" }
path = "piha"
"""
    assert list(catalogue(tmp_path, area).areas) == ["lending", "house", "yard"]


def test_the_same_files_have_the_same_digest(tmp_path: Path) -> None:
    one, two = catalogue(tmp_path / "a"), catalogue(tmp_path / "b")
    assert one.digest == two.digest
    (tmp_path / "b" / "catalogue" / "base.toml").write_text(CATALOGUE + "# note\n", "utf-8")
    assert load(tmp_path / "b" / "catalogue").digest != one.digest


# --- what is wrong


def test_no_folder_or_an_empty_one(tmp_path: Path) -> None:
    for folder in (tmp_path / "nowhere", tmp_path):
        with pytest.raises(CatalogueInvalid) as refused:
            load(folder)
        found = [one.code for one in refused.value.findings]
        assert found == ["catalogue-missing", "catalogue-lacks"]


def test_no_organisation(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text("", "utf-8")
    with pytest.raises(CatalogueInvalid) as refused:
        load(tmp_path)
    assert [(f.code, f.found) for f in refused.value.findings] == [
        ("catalogue-lacks", "organisation")
    ]


@pytest.mark.parametrize(
    ("text", "line", "there"),
    [
        ("[area", 1, "[area"),
        ("a = ", 1, "a ="),
        ("a = 1\n  a = 2\n", 2, "a = 2"),
        ("a = 1\n\nb = 'x", 3, "b = 'x"),
    ],
)
def test_no_toml(tmp_path: Path, text: str, line: int, there: str) -> None:
    """The line is shown, not what the parser says of it, which is English."""
    assert fault(tmp_path, text) == ("catalogue-syntax", f"more-0.toml:{line}", there)


def test_no_text(tmp_path: Path) -> None:
    folder = written(tmp_path / "catalogue")
    (folder / "latin.toml").write_bytes("# a\n# kes\xe4".encode("latin-1"))
    (folder / "folder.toml").mkdir()
    with pytest.raises(CatalogueInvalid) as refused:
        load(folder)
    assert [(f.code, f.cell) for f in refused.value.findings] == [
        ("catalogue-unreadable", "folder.toml"),
        ("catalogue-syntax", "latin.toml:2"),
    ]


def test_an_unknown_table(tmp_path: Path) -> None:
    assert fault(tmp_path, "[indicators.x]\na = 1\n") == (
        "catalogue-unknown-table",
        "more-0.toml",
        "indicators",
    )


def test_the_same_entry_in_two_files(tmp_path: Path) -> None:
    again = entry("loans", "lending", "flow", "books", "month")
    assert fault(tmp_path, again) == ("catalogue-twice", "more-0.toml", "indicator.loans")


def test_two_organisations_and_two_relations_of_one_name(tmp_path: Path) -> None:
    text = '[organisation]\nid = "x"\n[[relation]]\nid = "same"\nkind = "equal"\n'
    text += 'label = { fi = "a", en = "b" }\nindicators = ["loans", "returns"]\n'
    assert [(f.code, f.found) for f in faults(tmp_path, text)] == [
        ("catalogue-twice", "organisation"),
        ("catalogue-twice", "relation.same"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "indicator = 5",
        'indicator = "loans"',
        "[[indicator]]\nid = 'x'\n",
        "area = [1, 2]",
        "relation = 5",
        "[relation.grants]\nkind = 'sum'\n",
        "organisation = 5",
        "[[overview]]\ncard = []\n",
        "overview = false",
        "goal = 2025-01-01",
    ],
)
def test_a_table_of_another_shape(tmp_path: Path, text: str) -> None:
    assert all(one.code.startswith("catalogue-") for one in faults(tmp_path, text))


@pytest.mark.parametrize("text", ["[indicator]\nx = 5\n", "[indicator]\nx = ['a']\n"])
def test_an_entry_that_is_no_table(tmp_path: Path, text: str) -> None:
    found = faults(tmp_path, text)
    assert {one.cell for one in found} == {"indicator.x"}


@pytest.mark.parametrize(
    ("more", "field", "code"),
    [
        ({"kind": '"flows"'}, "kind", "-choice"),
        ({"decimals": "-1"}, "decimals", ""),
        ({"decimals": "7"}, "decimals", ""),
        ({"grain": '"week"'}, "grain", "-choice"),
        ({"direction": '"sideways"'}, "direction", "-choice"),
        ({"colour": '"red"'}, "colour", "-unknown"),
        ({"id": '"other"'}, "id", "-unknown"),
        ({"name": '{ fi = "vain suomeksi" }'}, "name.en", "-missing"),
        ({"name": '{ fi = " ", en = "x" }'}, "name.fi", ""),
        ({"definition_changed": '["eilen"]'}, "definition_changed.0", ""),
        ({"conf_status": '"secret"'}, "conf_status", "-choice"),
        ({"goals": '[{ no = "1.1" }]'}, "goals.0.listed", "-missing"),
        ({"goals": "[{ no = 1.1, listed = true }]"}, "goals.0.no", ""),
        ({"due": '"week"'}, "due", "-choice"),
        ({"due_days": "-1"}, "due_days", ""),
    ],
)
def test_a_field_that_is_not_usable(
    tmp_path: Path, more: dict[str, str], field: str, code: str
) -> None:
    text = entry(*MONEY)
    for key, value in more.items():
        lines = [line for line in text.splitlines() if not line.startswith(f"{key} =")]
        text = "\n".join([*lines, f"{key} = {value}"])
    (one,) = faults(tmp_path, text)
    assert (one.code, one.cell, one.facts["name"]) == (
        f"catalogue-field{code}", "indicator.fines", field,
    )  # fmt: skip


@pytest.mark.parametrize("code", CODES)
def test_what_is_wrong_is_said_in_the_language_of_the_reader(tmp_path: Path, code: str) -> None:
    """What pydantic says is English, and for programmers."""
    text = entry(*MONEY, colour='"red"', due_days="-1", grains='"x"', direction='"left"')
    text += relation("sum", total='"grant_total"') + relation("equal", indicators='["loans"]')
    words = language(code)
    told = [words.finding(one) + words.advice(one) for one in faults(tmp_path, text)]
    english = ("Input should", "Field required", "Extra inputs", "Value error", "at least")
    assert len(told) == 6
    assert not [one for one in told for said in english if said in one]


def test_the_choices_of_a_field_are_named(tmp_path: Path) -> None:
    (one,) = faults(tmp_path, entry("fines", "house", "flow", "EUR", "month", direction='"left"'))
    assert one.facts["nearest"] == "up, down, neutral"


def test_a_long_text_is_not_told_whole(tmp_path: Path) -> None:
    (one,) = faults(tmp_path, entry(*MONEY, due_days=f'"{"x" * 500}"'))
    assert one.found.endswith("x…")
    assert len(one.found) < 100


@pytest.mark.parametrize("name", ["Loans", "1st", "with-dash", "a b", "päiväkirja"])
def test_an_identifier_that_is_none(tmp_path: Path, name: str) -> None:
    text = entry(*MONEY).replace("[indicator.fines]", f'[indicator."{name}"]')
    assert {one.code for one in faults(tmp_path, text)} == {"catalogue-field"}


@pytest.mark.parametrize("period", ["2025-S3", "kevät", ""])
def test_a_first_period_that_is_none(tmp_path: Path, period: str) -> None:
    folder = written(tmp_path / "catalogue")
    text = CATALOGUE.replace('period = "2025-S1"', f'period = "{period}"')
    (folder / "base.toml").write_text(text, "utf-8")
    with pytest.raises(CatalogueInvalid) as refused:
        load(folder)
    assert [(one.code, one.cell) for one in refused.value.findings] == [
        ("catalogue-no-period", "organisation")
    ]


def test_a_unit_needs_its_words(tmp_path: Path) -> None:
    text = '[unit.a]\nform = "count"\n[unit.b]\nform = "money"\n'
    assert codes(tmp_path, text) == ["catalogue-field-missing"] * 2


def test_only_words_have_no_unit(tmp_path: Path) -> None:
    text = entry("fines", "house", "flow", "", "month")
    text += entry("mood", "house", "qualitative", "EUR", "month")
    assert [(one.code, one.cell) for one in faults(tmp_path, text)] == [
        ("catalogue-field-missing", "indicator.fines"),
        ("catalogue-words-only", "indicator.mood"),
    ]


@pytest.mark.parametrize(
    ("kind", "unit", "grain", "more", "expected"),
    [
        ("flow", "EUR", "semester", {"due": '"month"'}, "catalogue-due-finer"),
        ("flow", "EUR", "day", {"due": '"day"'}, "catalogue-field-choice"),
        ("qualitative", "", "month", {"due": '"month"'}, "catalogue-words-only"),
        ("qualitative", "", "month", {"due_days": "3"}, "catalogue-words-only"),
    ],
)
def test_what_cannot_be_due(
    tmp_path: Path, kind: str, unit: str, grain: str, more: dict[str, str], expected: str
) -> None:
    """Nobody is late with a figure that is collected less often, or that is told in words."""
    code, place, _ = fault(tmp_path, entry("fines", "house", kind, unit, grain, 0, **more))
    assert (code, place) == (expected, "indicator.fines")


def relation(kind: str, **sides: str) -> str:
    lines = [f"{key} = {value}" for key, value in sides.items()]
    head = f'[[relation]]\nid = "new"\nkind = "{kind}"\nlabel = {{ fi = "a", en = "b" }}\n'
    return head + "\n".join(lines) + "\n"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (relation("sum", total='"grant_total"'), "catalogue-field-missing"),
        (relation("sum", parts='["grant_city"]'), "catalogue-field-missing"),
        (relation("equal"), "catalogue-field-missing"),
        (relation("equal", indicators='["loans"]'), "catalogue-relation-repeats"),
        (relation("equal", indicators='["loans", "loans"]'), "catalogue-relation-repeats"),
        (relation("part_of", part='"loans"'), "catalogue-field-missing"),
        (relation("part_of", part='"loans"', whole='"loans"'), "catalogue-relation-repeats"),
        (relation("share", numerator='["grant_city"]'), "catalogue-field-missing"),
        (relation("share", denominator='"grant_total"'), "catalogue-field-missing"),
        (relation("proxy", promised='"loans"'), "catalogue-field-missing"),
        (
            relation("sum", total='"grant_total"', parts='["grant_city", "grant_city"]'),
            "catalogue-relation-repeats",
        ),
        (
            relation("sum", total='"grant_total"', parts='["grant_total", "grant_city"]'),
            "catalogue-relation-repeats",
        ),
        (
            relation("sum", total='"grant_total"', parts='["grant_city"]', tolerance="-1"),
            "catalogue-field",
        ),
        (
            relation("sum", total='"grant_total"', parts='["grant_city"]', stated='"grant_share"'),
            "catalogue-field-unknown",
        ),
        (
            relation("equal", indicators='["loans", "returns"]', tolerance="5"),
            "catalogue-field-unknown",
        ),
        (relation("sums"), "catalogue-field-choice"),
        (
            relation("sum", total='"grant_total"', parts='["grant_city"]', wrong="1"),
            "catalogue-field-unknown",
        ),
    ],
)
def test_a_relation_that_says_nothing_or_too_much(tmp_path: Path, text: str, code: str) -> None:
    found = faults(tmp_path, text)
    assert {(one.code, one.cell) for one in found} == {(code, "relation.new")}


@pytest.mark.parametrize(
    "text",
    [
        relation("sum", total='"grant_total"', parts='["grant_city", "atmosphere"]'),
        relation("equal", indicators='["loans", "grant_city"]'),
        relation("part_of", part='"members"', whole='"grant_total"'),
        relation("share", numerator='["grant_city"]', denominator='"loans"'),
    ],
)
def test_a_relation_of_unlike_things(tmp_path: Path, text: str) -> None:
    """Euros and persons are no sum, and words are no part of anything."""
    (one,) = faults(tmp_path, text)
    assert (one.code, one.cell) == ("catalogue-units-differ", "relation.new")


@pytest.mark.parametrize(
    ("text", "place", "found"),
    [
        ('[goal]\n"9.1" = { service_area = "x", title = { fi = "a", en = "b" } }', "goal.9.1", "x"),
        ('[action]\n"9.1.1" = { goal = "9.1", title = { fi = "a", en = "b" } }',
         "action.9.1.1", "9.1"),
        (entry("fines", "yard", "flow", "EUR", "month"), "indicator.fines", "yard"),
        (entry("fines", "house", "flow", "USD", "month"), "indicator.fines", "USD"),
        (entry(*MONEY, goals='[{ no = "9.9", listed = true }]'), "indicator.fines", "9.9"),
        (relation("equal", indicators='["loans", "gone"]'), "relation.new", "gone"),
        ('[[overview.card]]\nindicator = "gone"', "overview", "gone"),
        ('[[overview.card]]\nindicator = "loans"\nbeside = "gone"', "overview", "gone"),
        ('[[overview.highlight]]\nindicator = "loans"\npart = "gone"', "overview", "gone"),
        ('[[overview.message]]\nkind = "progress"\nindicators = ["gone"]', "overview", "gone"),
        ('[[overview.message]]\nkind = "shares"\nrelation = "gone"\nlead = "loans"\n'
         'heading = { fi = "a", en = "b" }', "overview", "gone"),
    ],
)  # fmt: skip
def test_what_is_named_and_not_defined(tmp_path: Path, text: str, place: str, found: str) -> None:
    assert fault(tmp_path, text) == ("catalogue-dangling", place, found)


def test_contracts_are_a_part_of_persons(tmp_path: Path) -> None:
    """Counts are named by what is counted; one may be a part of another all the same."""
    catalogue(tmp_path, relation("part_of", part='"members"', whole='"loans"'))


def test_cards_of_an_area_are_its_indicators(tmp_path: Path) -> None:
    text = CATALOGUE.replace('cards = ["loans"]', 'cards = ["gone"]')
    folder = written(tmp_path / "catalogue")
    (folder / "base.toml").write_text(text, "utf-8")
    with pytest.raises(CatalogueInvalid) as refused:
        load(folder)
    assert [one.cell for one in refused.value.findings] == ["area.lending"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('[[overview.message]]\nkind = "shares"\n', "catalogue-field-missing"),
        ('[[overview.message]]\nkind = "progress"\n', "catalogue-field-missing"),
        ('[[overview.message]]\nkind = "pie"\n', "catalogue-field-choice"),
        ("[overview]\ncards = []\n", "catalogue-field-unknown"),
    ],
)
def test_a_front_page_that_says_nothing(tmp_path: Path, text: str, code: str) -> None:
    assert {one.code for one in faults(tmp_path, text)} == {code}


@pytest.mark.parametrize(
    ("heading", "owner"),
    [
        ("loans nimi", "loans"),
        ("LOANS  NAME", "loans"),  # spaces and capitals make no other name
        ("loans\u00a0nimi", "loans"),
        ("loans", "loans"),  # an identifier is a name too: a file may give it
    ],
)
def test_a_name_of_two_indicators(tmp_path: Path, heading: str, owner: str) -> None:
    """A figure that could be either's would be stored under one of them in silence."""
    (one,) = faults(tmp_path, entry(*MONEY, headings=f'["{heading}"]'))
    assert (one.code, one.cell, one.facts["name"]) == ("catalogue-heading-twice", "fines", owner)


def test_an_indicator_may_repeat_its_own_names(tmp_path: Path) -> None:
    catalogue(tmp_path, entry(*MONEY, headings='["fines", "Fines", "fines nimi"]'))


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("talo", "catalogue-twice"),
        ("rahoitus", "catalogue-path-reserved"),
        ("maaraajat", "catalogue-path-reserved"),
    ],
)
def test_an_address_that_is_taken(tmp_path: Path, path: str, code: str) -> None:
    area = f"""
[area.yard]
order = 3
name = {{ fi = "Piha", en = "Yard" }}
short_name = {{ fi = "Piha", en = "Yard" }}
path = "{path}"
"""
    assert codes(tmp_path, area) == [code]


def test_everything_wrong_is_said_at_once(tmp_path: Path) -> None:
    text = (
        entry("fines", "yard", "flows", "EUR", "month")
        + entry("gifts", "yard", "flow", "USD", "month")
        + relation("equal", indicators='["fines", "gone"]')
        + "[wrong]\na = 1\n"
    )
    found = Counter(codes(tmp_path, text, "[area"))
    assert found == {
        "catalogue-unknown-table": 1,
        "catalogue-syntax": 1,
        "catalogue-field-choice": 1,  # flows
        "catalogue-dangling": 3,  # yard, USD, gone; fines is there, only not usable yet
    }


@few(30)
@given(
    st.recursive(
        st.integers() | st.booleans() | st.text(max_size=5).filter(str.isalnum),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from(["id", "kind", "name", "fi", "goals"]), inner)
        ),
        max_leaves=6,
    ),
    st.sampled_from(
        ["area", "goal", "action", "unit", "indicator", "relation", "organisation", "overview"]
    ),
)
def test_any_content_is_a_list_of_faults(
    tmp_path_factory: pytest.TempPathFactory, content: object, table: str
) -> None:
    folder = written(tmp_path_factory.mktemp("any") / "catalogue")
    (folder / "more.toml").write_text(f"{table} = {toml(content)}\n", "utf-8")
    try:
        load(folder)
    except CatalogueInvalid as refused:
        assert all(one.code.startswith("catalogue-") for one in refused.findings)


def toml(content: object) -> str:
    if isinstance(content, dict):
        return "{" + ", ".join(f"{key} = {toml(value)}" for key, value in content.items()) + "}"
    if isinstance(content, list):
        return "[" + ", ".join(map(toml, content)) + "]"
    if isinstance(content, bool):
        return str(content).lower()
    if isinstance(content, int):
        return str(content % 1000)
    return f'"{content}"'
