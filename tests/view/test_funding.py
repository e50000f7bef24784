"""Project funding: the parts, the total as stated, each share with its denominator."""

from __future__ import annotations

from pathlib import Path

import pytest

from kpi.i18n import language
from kpi.view.funding import funding
from kpi.view.parts import FundingPage, Tone
from tests.builders import observed
from tests.view.library import FINES, HALF, SPACE, half_a_year, library

FI = language("fi")


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> FundingPage:
    archive = half_a_year(library(tmp_path_factory.mktemp("money"), FINES))
    return funding(archive.open(), FI, HALF)


def test_the_heading_is_the_message(page: FundingPage) -> None:
    assert page.title == f"Valtio maksaa 75{SPACE}%"


def test_the_missing_euro_is_told_not_repaired(page: FundingPage) -> None:
    assert page.checks == (
        f"Tarkista: Osien summa 999{SPACE}€ on 1{SPACE}€ pienempi kuin ilmoitettu kokonaissumma "
        f"1{SPACE}000{SPACE}€. Ero mahtuu pyöristykseen.",
    )
    total, share = page.cards
    assert total.value == f"1{SPACE}000{SPACE}€"


def test_a_share_names_its_denominator(page: FundingPage) -> None:
    share = page.cards[1]
    assert (share.label, share.value) == ("Kaupungin osuus", f"24,9{SPACE}%")
    assert share.change == f"lähteessä 24,9{SPACE}%, täsmää"
    assert share.facts == (f"249{SPACE}€",)
    assert share.because == f"Osuus on laskettu tästä: grant_total nimi 1{SPACE}000{SPACE}€."
    assert share.tone is Tone.NEUTRAL


def test_tables(page: FundingPage) -> None:
    parts, shares, others = page.tables
    assert [row[0] for row in parts.rows] == [
        "grant_state nimi", "grant_city nimi", "Osien summa", "Ilmoitettu kokonaissumma",
    ]  # fmt: skip
    assert shares.rows[0][3:] == (f"1{SPACE}000{SPACE}€", f"24,9{SPACE}%", f"24,9{SPACE}%")
    assert "eivät ole kokonaissumman osia" in others.caption
    assert others.rows == (("Sakot", f"40{SPACE}€"),)
    names = [one.caption for one in page.tables] + [one.table.caption for one in page.charts]
    assert len(names) == len(set(names)), "two regions of one name confuse"


def changed(folder: Path, **values: int | str | None) -> FundingPage:
    archive = library(folder)
    told = {"grant_total": 1000, "grant_state": 750, "grant_city": 250, **values}
    archive.publish(*(observed(k, "2025-S1", v) for k, v in told.items() if v is not None))
    return funding(archive.open(), FI, HALF)


def test_parts_that_add_up(tmp_path: Path) -> None:
    page = changed(tmp_path)
    assert page.checks == (
        f"Osien summa 1{SPACE}000{SPACE}€ on sama kuin ilmoitettu kokonaissumma "
        f"1{SPACE}000{SPACE}€.",
    )
    assert page.cards[1].change == "laskettu euroista"
    assert len(page.tables) == 2
    assert page.tables[1].rows[0][-1] == "ei ilmoitettu"


def test_parts_over_the_total(tmp_path: Path) -> None:
    page = changed(tmp_path, grant_city=300)
    assert f"on 50{SPACE}€ suurempi kuin" in page.checks[0]
    assert "pyöristykseen" not in page.checks[0]


def test_a_stated_share_that_does_not_hold(tmp_path: Path) -> None:
    page = changed(tmp_path, grant_share="33.3")
    share = page.cards[1]
    assert share.change == f"lähteessä 33,3{SPACE}%, ei täsmää"
    assert share.tone is Tone.ATTENTION
    assert any("Kaupungin osuus" in one for one in page.checks)


def test_a_missing_part_leaves_the_sum_open(tmp_path: Path) -> None:
    page = changed(tmp_path, grant_city=None)
    assert page.checks == (
        "Osien summaa ei voi verrata kokonaissummaan, koska puuttuu: grant_city nimi.",
    )
    assert [one.label for one in page.cards] == ["grant_total nimi"]
    rows = dict((row[0], row[1:]) for row in page.tables[0].rows)
    assert rows["grant_city nimi"] == ("ei raportoitu", "ei tietoa")
    assert rows["Osien summa"][0] == "ei raportoitu"
    assert "Ei mukana" in page.charts[0].note
    assert page.tables[1].rows[0][4] == "ei tietoa"


def test_a_missing_total_gives_amounts_without_shares(tmp_path: Path) -> None:
    page = changed(tmp_path, grant_total=None)
    assert page.charts == ()
    assert page.title == "Avustukset"
    assert page.checks[0].endswith("puuttuu: grant_total nimi.")


def test_nothing_reported(tmp_path: Path) -> None:
    page = funding(library(tmp_path).open(), FI, HALF)
    assert page.title == "Rahoitus"
    assert (page.cards, page.charts, page.tables, page.checks) == ((), (), (), ())
    assert [one.kind for one in page.notices] == ["empty", "empty"]


def test_a_sum_without_a_message_is_named_by_its_label(tmp_path: Path) -> None:
    archive = half_a_year(library(tmp_path, FINES, front=""))
    assert funding(archive.open(), FI, HALF).title == "Avustukset"


NO_SHARES = """
[indicator.tolls_total]
service_area = "house"
name = { fi = "Maksut", en = "Tolls" }
kind = "flow"
unit_measure = "EUR"
source = { fi = "kirja", en = "book" }
owner = { fi = "johtaja", en = "head" }

[indicator.tolls_adults]
service_area = "house"
name = { fi = "Aikuisten maksut", en = "Adults" }
kind = "flow"
unit_measure = "EUR"
source = { fi = "kirja", en = "book" }
owner = { fi = "johtaja", en = "head" }

[[relation]]
id = "tolls"
kind = "sum"
label = { fi = "Maksujen summa", en = "Sum of tolls" }
total = "tolls_total"
parts = ["tolls_adults"]
"""


def test_two_sums_of_money_stand_after_each_other(tmp_path: Path) -> None:
    archive = library(tmp_path, NO_SHARES)
    archive.publish(
        observed("tolls_total", "2025-S1", 10),
        observed("tolls_adults", "2025-S1", 12),
        observed("grant_total", "2025-S1", 1000),
    )
    page = funding(archive.open(), FI, HALF)
    assert [one.label for one in page.cards] == ["Maksut", "grant_total nimi"]
    assert "Avustukset" in {one.caption for one in page.tables}
    assert "Maksujen summa" in {one.caption for one in page.tables}
    assert len(page.charts) == 1, "grants have no part to draw"
    assert f"on 2{SPACE}€ suurempi kuin" in page.checks[0]
