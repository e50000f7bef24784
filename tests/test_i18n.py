"""Words and numbers: nothing unsaid, every number readable in one way only.

That the languages are complete and every finding has its sentence is proved in test_house.py.
"""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi import i18n, periods
from kpi.catalogue_rows import Text, Unit
from kpi.errors import Finding, error
from kpi.i18n import CODES, Language, language
from kpi.model import Direction, Kind, ObsStatus, Reason, Verdict
from kpi.periods import Grain
from kpi.readers.numbers import Number, read_number

EURO = Unit(id="EUR", form="money", symbol="€")
KRONE = Unit(id="SEK", form="money", symbol="SEK")
PERCENT = Unit(id="percent", form="percent", symbol="%")
PROJECTS = Unit(
    id="projects",
    form="count",
    one=Text(fi="hanke", en="project"),
    other=Text(fi="hanketta", en="projects"),
)
PER_MONTH = Unit(id="per_month", form="rate", symbol=Text(fi="krt/kk", en="times a month"))
PLACEHOLDER = re.compile(r"\{(\w+)\}")
fi, en = language("fi"), language("en")
# What a cell may hold: the reader refuses longer numbers.
held = st.decimals(-(10**12), 10**12, places=6)
exact = st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**20))


# --- messages


@pytest.mark.parametrize("code", CODES)
def test_every_noun_of_the_model_has_words(code: str) -> None:
    words = language(code)
    for prefix, nouns in {
        "reason": Reason,
        "verdict": Verdict,
        "kind": Kind,
        "direction": Direction,
        "grain": Grain,
        "obs_status": ObsStatus,
    }.items():
        for noun in nouns:
            assert words.text(f"{prefix}.{noun}")


def test_finnish_and_english_do_not_leak_into_each_other() -> None:
    """A sentence of some length is never the same in both: that would be a forgotten one."""
    finnish, english = i18n.messages("fi"), i18n.messages("en")

    def words(form: str) -> list[str]:
        return re.findall(r"[^\W\d_]{2,}", PLACEHOLDER.sub("", form))

    same = [
        name
        for name, forms in finnish.items()
        if forms == english[name] and len(words(forms[0])) > 2
    ]
    assert same == []


def test_an_unknown_message_or_an_unfilled_fact_is_our_defect() -> None:
    with pytest.raises(KeyError):
        fi.text("no.such.message")
    with pytest.raises(KeyError):
        fi.text("points")
    with pytest.raises(KeyError):
        fi.plural("missing", 2)
    with pytest.raises(ValueError, match="no language"):
        language("sv")


def test_facts_are_filled_in_and_never_read_as_placeholders() -> None:
    words = Language("fi", {"a": ("{found}: {rows} riviä",), "b": ("{n} {what}", "{n} {what}ä")})
    assert words.text("a", found="{rows}", rows=12345) == "{rows}: 12\u00a0345 riviä"
    assert words.plural("b", 1, what="rivi") == "1 rivi"
    assert words.plural("b", 0, what="rivi") == "0 riviä"
    assert words.plural("b", 2000, what="rivi") == "2\u00a0000 riviä"


def test_a_finding_says_what_and_what_to_do() -> None:
    finding = error("period-unreadable", "Luvut!C4", found="1-5/2025")
    assert fi.finding(finding) == "”1-5/2025” ei ole raportointikausi."
    assert "2025-S1" in fi.advice(finding)
    assert en.finding(finding) == "“1-5/2025” is not a reporting period."


def test_a_finding_may_carry_a_fact_named_like_its_cell() -> None:
    finding = error("catalogue-twice", "areas.toml", found="area.x", cell="elsewhere")
    assert "area.x" in fi.finding(finding)


# --- numbers


@pytest.mark.parametrize(
    ("value", "finnish", "english"),
    [
        (2448113, "2\u00a0448\u00a0113", "2\u00a0448\u00a0113"),
        (Decimal("1240.5"), "1\u00a0240,5", "1\u00a0240.5"),
        (Decimal("1240.500000000000000000"), "1\u00a0240,5", "1\u00a0240.5"),
        (-12, "\u221212", "\u221212"),
        (Decimal("-0.5"), "\u22120,5", "\u22120.5"),
        (0, "0", "0"),
        (Decimal("-0"), "0", "0"),
        (Decimal("1E+3"), "1\u00a0000", "1\u00a0000"),
        (None, "ei tietoa", "no data"),
    ],
)
def test_numbers(value: Decimal | int | None, finnish: str, english: str) -> None:
    assert fi.number(value) == finnish
    assert en.number(value) == english


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [("2.5", 0, "3"), ("-2.5", 0, "\u22123"), ("0.45", 1, "0,5"), ("2", 2, "2,00")],
)
def test_rounding_is_half_up_and_away_from_zero(value: str, decimals: int, shown: str) -> None:
    assert fi.number(Decimal(value), decimals) == shown


def test_what_rounds_to_nothing_carries_no_sign() -> None:
    assert fi.number(Decimal("-0.4"), 0) == "0"
    assert fi.number(Decimal("-0.4"), 0, signed=True) == "±0"
    assert fi.number(40, signed=True) == "+40"
    assert fi.number(-7, signed=True) == "\u22127"


def test_thirty_digits_are_all_shown() -> None:
    assert fi.number(Decimal("12345678901234567890123456789012.125")).endswith("012,125")


def test_what_is_no_number_is_our_defect() -> None:
    for odd in ("NaN", "Infinity"):
        with pytest.raises(ValueError, match="not a number"):
            fi.number(Decimal(odd))


@given(value=exact)
def test_what_is_shown_is_the_value(value: Decimal) -> None:
    """Taking the house's marks away gives back the very number, to the last digit."""
    for words, mark in ((fi, ","), (en, ".")):
        shown = words.number(value)
        assert re.fullmatch(rf"\u2212?\d{{1,3}}(\u00a0\d{{3}})*(\{mark}\d+)?", shown)
        plain = shown.replace("\u00a0", "").replace("\u2212", "-").replace(mark, ".")
        assert Decimal(plain) == value


@given(value=held, unit=st.sampled_from([None, EURO, PERCENT, PROJECTS]))
def test_the_reader_of_files_reads_back_what_is_shown(value: Decimal, unit: Unit | None) -> None:
    """What was copied from a page into a workbook comes back as itself, or is asked about."""
    shown = fi.figure(value, unit, 0)
    read = read_number(shown)
    if re.match(r"\u2212?[1-9]\d{0,2},\d{3}(?!\d)", shown):
        # "1,241" is a thousand and more to an English eye: the reader may refuse, not differ.
        assert isinstance(read, Finding) or (read is not None and read.value == value)
    else:
        assert isinstance(read, Number)
        assert read.value == value


@given(value=exact, decimals=st.integers(0, 4))
def test_rounding_is_never_off_by_more_than_half(value: Decimal, decimals: int) -> None:
    shown = en.number(value, decimals).replace("\u00a0", "").replace("\u2212", "-")
    assert abs(Decimal(shown) - value) * 2 <= Decimal(1).scaleb(-decimals)


# --- figures with their units


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "finnish", "english"),
    [
        ("2448113", EURO, 0, "2\u00a0448\u00a0113\u00a0€", "€2\u00a0448\u00a0113"),
        ("2448113", EURO, 2, "2\u00a0448\u00a0113\u00a0€", "€2\u00a0448\u00a0113"),
        ("12.5", EURO, 0, "12,50\u00a0€", "€12.50"),
        ("-12.345", EURO, 0, "\u221212,345\u00a0€", "\u2212€12.345"),
        ("90", KRONE, 0, "90\u00a0SEK", "90\u00a0SEK"),
        ("13.3", PERCENT, 1, "13,3\u00a0%", "13.3%"),
        ("40", PERCENT, 1, "40,0\u00a0%", "40.0%"),
        ("13.35", PERCENT, 1, "13,35\u00a0%", "13.35%"),
        ("1", PROJECTS, 0, "1 hanke", "1 project"),
        ("15", PROJECTS, 0, "15 hanketta", "15 projects"),
        ("0", PROJECTS, 0, "0 hanketta", "0 projects"),
        ("1.5", PROJECTS, 0, "1,5 hanketta", "1.5 projects"),
        ("1", PER_MONTH, 0, "1\u00a0krt/kk", "1\u00a0times a month"),
        ("7", None, 1, "7,0", "7.0"),
    ],
)
def test_figures(value: str, unit: Unit | None, decimals: int, finnish: str, english: str) -> None:
    assert fi.figure(Decimal(value), unit, decimals) == finnish
    assert en.figure(Decimal(value), unit, decimals) == english


def test_missing_is_said_in_words_and_never_zero() -> None:
    assert fi.figure(None, EURO, 0) == "ei tietoa"
    assert en.figure(None, PROJECTS, 0) == "no data"


def test_a_count_without_words_is_the_bare_number() -> None:
    assert fi.figure(Decimal(1240), PROJECTS, 0, words=False) == "1\u00a0240"


def test_a_difference_of_percents_is_in_percentage_points() -> None:
    change = Decimal("1.2")
    assert fi.figure(change, PERCENT, 1, signed=True) == "+1,2 prosenttiyksikköä"
    assert fi.figure(change, PERCENT, 1, signed=True, words=False) == "+1,2\u00a0%-yks."
    assert fi.figure(-change, EURO, 0, signed=True) == "\u22121,20\u00a0€"
    assert en.figure(change, EURO, 0, signed=True) == "+€1.20"


def test_percent_of_a_fraction() -> None:
    assert fi.percent(Decimal("0.59375")) == "59\u00a0%"
    assert fi.percent(Decimal("326603") / Decimal("2448113"), 1) == "13,3\u00a0%"
    assert fi.percent(Decimal(-7) / 27, 1, signed=True) == "\u221225,9\u00a0%"
    assert en.percent(Decimal("0.59375")) == "59%"


# --- periods, dates, order


@pytest.mark.parametrize(
    ("code", "short", "long", "dates"),
    [
        ("2025-A1", "2025", "2025", "1.1.–31.12.2025"),
        ("2025-S1", "1–6/2025", "tammi–kesäkuu 2025", "1.1.–30.6.2025"),
        ("2025-S2", "7–12/2025", "heinä–joulukuu 2025", "1.7.–31.12.2025"),
        ("2025-Q2", "2. neljännes 2025", "2. neljännes 2025", "1.4.–30.6.2025"),
        ("2024-M02", "2/2024", "helmikuu 2024", "1.2.–29.2.2024"),
        ("2025-06-07", "7.6.2025", "7.6.2025", "7.6.2025"),
    ],
)
def test_periods_in_finnish(code: str, short: str, long: str, dates: str) -> None:
    period = periods.parse(code)
    assert fi.period(period) == short
    assert fi.period(period, "long") == long
    assert fi.period(period, "dates") == dates


@pytest.mark.parametrize(
    ("code", "short", "long"),
    [
        ("2025-A1", "2025", "2025"),
        ("2025-S1", "Jan–Jun 2025", "January–June 2025"),
        ("2025-Q2", "Q2 2025", "quarter 2 of 2025"),
        ("2024-M02", "Feb 2024", "February 2024"),
        ("2025-06-07", "7 June 2025", "7 June 2025"),
    ],
)
def test_periods_in_english(code: str, short: str, long: str) -> None:
    period = periods.parse(code)
    assert en.period(period) == short
    assert en.period(period, "long") == long
    assert en.period(periods.parse("2025-S1"), "dates") == "1 January – 30 June 2025"


@given(day=st.dates(dt.date(1900, 1, 1), dt.date(2199, 12, 31)), grain=st.sampled_from(list(Grain)))
def test_a_period_named_in_finnish_is_read_back_as_the_same(day: dt.date, grain: Grain) -> None:
    period = periods.containing(day, grain)
    for form in ("short", "long", "dates"):
        assert periods.parse(fi.period(period, form)) == period


def test_another_form_of_a_period_is_our_defect() -> None:
    with pytest.raises(ValueError, match="no form"):
        fi.period(periods.parse("2025"), "medium")


def test_dates_and_moments_by_the_clock_of_finland() -> None:
    assert fi.date(dt.date(2025, 6, 30)) == "30.6.2025"
    assert en.date(dt.date(2025, 6, 7)) == "7 June 2025"
    late = dt.datetime(2026, 11, 24, 22, 5, tzinfo=dt.UTC)
    assert fi.moment(late) == "25.11.2026 klo 0.05"
    assert en.moment(late) == "25 November 2026 at 0:05"
    with pytest.raises(ValueError, match="time zone"):
        fi.moment(late.replace(tzinfo=None))


def test_names_stand_in_the_order_of_the_finnish_alphabet() -> None:
    names = ["Öja", "Ähtäri", "Åland", "Zürich", "Wasa", "Vaasa", "yö", "über", "Étoile", "eteinen"]
    assert sorted(names, key=fi.sort_key) == [
        "eteinen", "Étoile", "Vaasa", "Wasa", "über", "yö", "Zürich", "Åland", "Ähtäri", "Öja",
    ]  # fmt: skip
