"""How an office spells its periods, totals, notes and figures.

Refuses to judge: every spelling in here has been somebody's.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from kpi.periods import Grain, Period
from tests.readers.grids import MONTHS, NBSP, Cell, Day, Num, finnish

# Ordinary names of figures, and such as begin like a month, a total, a note or a quarter.
LABELS = (
    "Kävijät", "Facebook-seuraajat", "Uutiskirjeen tilaajat", "Menot", "Lainat", "Top 10 -sivut",
    "Tavoittavuus", "Yhteydenotot", "Elokuvailtojen yleisö", "Vuosikortit", "Summalaskut",
    "Kokoukset", "Lähdeviitteet", "Huomionosoitukset", "Maaliskuun Talon vieraat", "Kaivoluvat",
    "Kuukausiliput", "Keskusteluryhmät", "1. luokan oppilaat", "Kesäleirit", "Totalin tankkaukset",
    "Muutosilmoitukset", "Edelleenlähetykset", "Päivystyskäynnit", "Some-julkaisut", "Katsojat",
    "Tiedotteet", "Puhelinneuvonnat", "Arviointikäynnit", "Tavoitteelliset harrastajat",
    "Suunnittelukokoukset", "Eroilmoitukset", "Kasvukummit", "Haetut tuet", "Elo ja ilo -ryhmä",
    "Sähköpostitilaajat", "Viikkokisat", "Strategia 2030 -hankkeet", "Päivitetyt sivut",
)  # fmt: skip
UPPERS = ("Kirjasto", "Uimahalli", "Tammelan koulu", "Instagram")

LONG = tuple(f"{name}kuu" for name in MONTHS)
ENGLISH = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
ENGLISH_SHORT = tuple("Sept" if name == "September" else name[:3] for name in ENGLISH)
ROMAN = ("I", "II", "III", "IV")


def _short(one: Period) -> str:
    return MONTHS[one.start.month - 1]


def span(one: Period) -> str:
    """Give a period as the numbers of its months: 1–3."""
    return f"{one.start.month}–{one.last_day.month}"


def _spoken_span(one: Period) -> str:
    return f"{_short(one)}–{LONG[one.last_day.month - 1]}"


Speller = Callable[[Period], Cell]
# With its year, by grain. The first ones are in every tidy table's choice.
DATED: dict[Grain, dict[str, Speller]] = {
    Grain.MONTH: {
        "tammikuu 2025": lambda p: f"{LONG[p.index - 1]} {p.year}",
        "Tammi 2025": lambda p: f"{_short(p).capitalize()} {p.year}",
        "Tammi-25": lambda p: f"{_short(p).capitalize()}-{p.year % 100:02d}",
        "tammik. 2025": lambda p: f"{_short(p)}k. {p.year}",
        "tammikuuta 2025": lambda p: f"{LONG[p.index - 1]}ta {p.year}",
        "1/2025": lambda p: f"{p.index}/{p.year}",
        "01/2025": lambda p: f"{p.index:02d}/{p.year}",
        "1.2025": lambda p: f"{p.index}.{p.year}",
        "2025-01": lambda p: f"{p.year}-{p.index:02d}",
        "2025M01": lambda p: f"{p.year}M{p.index:02d}",
        "January 2025": lambda p: f"{ENGLISH[p.index - 1]} {p.year}",
        "Jan 2025": lambda p: f"{ENGLISH_SHORT[p.index - 1]} {p.year}",
        "month cell": lambda p: Day(p.start, month=True),
        "31.1.2025": lambda p: f"{p.last_day.day}.{p.last_day.month}.{p.year}",
        "last day cell": lambda p: Day(p.last_day),
        # Below: rarer, or open to doubt.
        "first day cell": lambda p: Day(p.start),
        "1.1.2025": lambda p: f"1.{p.index}.{p.year}",
        "1.1.–31.1.2025": lambda p: f"1.{p.index}.–{p.last_day.day}.{p.index}.{p.year}",
        "1/25": lambda p: f"{p.index}/{p.year % 100:02d}",
        "2025 tammikuu": lambda p: f"{p.year} {LONG[p.index - 1]}",
        "TAMMIKUU 2025": lambda p: f"{LONG[p.index - 1].upper()} {p.year}",
        "Tammikuun 2025": lambda p: f"{LONG[p.index - 1].capitalize()}n {p.year}",
        "2025/01": lambda p: f"{p.year}/{p.index:02d}",
        "202501": lambda p: f"{p.year}{p.index:02d}",
        "202501 number": lambda p: Num(Decimal(f"{p.year}{p.index:02d}")),
    },
    Grain.QUARTER: {
        "Q1/2025": lambda p: f"Q{p.index}/{p.year}",
        "Q1 2025": lambda p: f"Q{p.index} {p.year}",
        "1–3/2025": lambda p: f"{span(p)}/{p.year}",
        "2025-Q1": lambda p: f"{p.year}-Q{p.index}",
        "1. neljännes 2025": lambda p: f"{p.index}. neljännes {p.year}",
        "tammi–maaliskuu 2025": lambda p: f"{_spoken_span(p)} {p.year}",
        # Below: rarer.
        "2025Q1": lambda p: f"{p.year}Q{p.index}",
        "I/2025": lambda p: f"{ROMAN[p.index - 1]}/{p.year}",
    },
    Grain.SEMESTER: {
        "1–6/2025": lambda p: f"{span(p)}/{p.year}",
        "H1 2025": lambda p: f"H{p.index} {p.year}",
        "tammi–kesäkuu 2025": lambda p: f"{_spoken_span(p)} {p.year}",
        "1.1.–30.6.2025": lambda p: (
            f"1.{p.start.month}.–{p.last_day.day}.{p.last_day.month}.{p.year}"
        ),
        # Below: rarer.
        "2025/H1": lambda p: f"{p.year}/H{p.index}",
    },
    Grain.YEAR: {
        "2025 number": lambda p: Num(Decimal(p.year)),
        "2025": lambda p: str(p.year),
        # Below: rarer.
        "Vuosi 2025": lambda p: f"Vuosi {p.year}",
        "v. 2025": lambda p: f"v. {p.year}",
    },
}
# Without its year.
UNDATED: dict[Grain, dict[str, Speller]] = {
    Grain.MONTH: {
        "tammikuu": lambda p: LONG[p.index - 1],
        "Tammikuu": lambda p: LONG[p.index - 1].capitalize(),
        "Tammi": lambda p: _short(p).capitalize(),
        "tammik.": lambda p: f"{_short(p)}k.",
        "Jan": lambda p: ENGLISH_SHORT[p.index - 1],
        "January": lambda p: ENGLISH[p.index - 1],
        # Below: rarer.
        "TAMMI": lambda p: _short(p).upper(),
        "tammikuuta": lambda p: f"{LONG[p.index - 1]}ta",
        "tammikuun": lambda p: f"{LONG[p.index - 1]}n",
        "tam": lambda p: _short(p)[:3],
        "1": lambda p: Num(Decimal(p.index)),
        "1.": lambda p: f"{p.index}.",
        "01": lambda p: f"{p.index:02d}",
        "1 text": lambda p: str(p.index),
    },
    Grain.QUARTER: {
        "Q1": lambda p: f"Q{p.index}",
        "tammi–maaliskuu": _spoken_span,
        "1. neljännes": lambda p: f"{p.index}. neljännes",
        # Below: rarer.
        "1–3": span,
        "I neljännes": lambda p: f"{ROMAN[p.index - 1]} neljännes",
        "1. kvartaali": lambda p: f"{p.index}. kvartaali",
        "I": lambda p: ROMAN[p.index - 1],
    },
    Grain.SEMESTER: {
        "H1": lambda p: f"H{p.index}",
        "tammi–kesäkuu": _spoken_span,
        # Below: rarer.
        "1–6": span,
        "1. vuosipuolisko": lambda p: f"{p.index}. vuosipuolisko",
    },
}
# These mean a whole month only in a row of them.
ONLY_TOGETHER = frozenset(
    {"Tammi", "TAMMI", "Tammi 2025", "Tammi-25", "tam", "31.1.2025", "1.1.2025"}
    | {"last day cell", "first day cell"}
)
# A lone "Mar" is March in English and November in Finnish: it is refused, so not tidy.
TWO_LANGUAGES = frozenset({"Jan", "Jan 2025"})
# How many of the first spellings a tidy table chooses from.
TIDY_DATED = {Grain.MONTH: 15, Grain.QUARTER: 6, Grain.SEMESTER: 4, Grain.YEAR: 2}
TIDY_UNDATED = {Grain.MONTH: 6, Grain.QUARTER: 3, Grain.SEMESTER: 2}

TOTALS = ("Yhteensä", "Yht.", "yht", "Summa", "Total", "YHTEENSÄ", "Yhteensä (kpl)", "Kaikki yht.")
MEANS = ("Keskiarvo", "ka.", "KA", "Keskimäärin", "Ka/kk")
TARGETS = (
    "Tavoite", "Tavoite {year}", "tav.", "Budjetti", "TA {year}", "Tavoitetaso", "TPE {year}",
    "TAE {next}", "TS {next}", "TA{year}", "Käyttösuunnitelma {year}",
)  # fmt: skip
LAST = ("Edellinen vuosi", "Ed. vuosi", "{last} yht.", "Vertailu {last}", "{last}")
CHANGES = ("% muutos", "Muutos-%", "Muutos ed. vuodesta", "Muutos %", "+/- %")
RUNNING = ("Kumulatiivinen", "Kum.", "Kertymä", "kumul.")
REMARKS = ("Huom.", "Huomautus", "Kommentti", "Lisätietoja")
SAID = ("remontti 3 pv", "ks. liite 2", "n. 500 osallistujaa", "12.1. alkaen", "uusi laskuri", "12")
NOTES = (
    "Lähde: Tilastokeskus, väestö 31.12.2024",
    "* ennakkotieto",
    "1) mukana 3 uutta toimipistettä",
    "Huom! Luvut 12.1.{after} tilanteesta",
    "Yhteyshenkilö Maija, puh. 040 123 4567",
    "Päivitetty 3.2.{after}",
)
UNITS = ("kpl", "hlö", "€", "käyntiä")
MARKS = ("*", "†", "¹", " 1)", "**")


def words(text: str) -> frozenset[str]:
    """Give the words of a label, whatever stands around them."""
    return frozenset(re.findall(r"[a-zåäö0-9]+", text.casefold()))


def written(value: Decimal, writing: str, unit: str) -> Cell:
    """Write one figure."""
    if writing.startswith("typed"):
        return Num(value, unit if writing == "typed words" else "")
    if writing == "percent":
        return Num(value, percent=True)
    texts = {
        "hard spaces": finnish(value, NBSP),
        "spaces": finnish(value, " "),
        "text": finnish(value),
        "unit in cell": f"{finnish(value, NBSP)} {unit}",
        "percent text": f"{finnish(value)}{NBSP}%",
        "pointed": f"{value:,f}".translate(str.maketrans(",.", ".,")),
        "english": f"{value:,f}",
    }
    return texts[writing]
