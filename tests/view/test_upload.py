"""What a file would change, in words: nothing is hidden, nothing is called fine that is not."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from kpi.catalogue import Catalogue
from kpi.desk import Checked
from kpi.errors import error, warning
from kpi.i18n import CODES, language
from kpi.model import ChangedFigure, Changes
from kpi.periods import parse
from kpi.view.pickers import ordered_periods, periods
from kpi.view.upload import ASIDE, preview, upload_page, uploads_table
from tests import builders
from tests.builders import observed
from tests.view.library import HALF, MINUS, SPACE, library

FI = language("fi")


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    return builders.catalogue(tmp_path_factory.mktemp("upload"))


def checked(**more: object) -> Checked:
    plain = Checked("kesä.xlsx", "ab", "workbook", True, (), (), Changes(0, 0, 0), ())
    return replace(plain, **more)  # type: ignore[arg-type]


def figure(indicator: str, before: str | None, after: str, **more: bool) -> ChangedFigure:
    old = None if before is None else Decimal(before)
    given = {"is_new": before is None, **more}
    return ChangedFigure(indicator, HALF, old, Decimal(after), **given)


def test_new_changed_unchanged(catalogue: Catalogue) -> None:
    many = (
        figure("members", None, "15"),
        figure("loans", None, "600"),
        figure("returns", "100", "-90"),
        figure("grant_share", "24.9", "25", in_conflict=True),
    )
    shown = preview(checked(changes=Changes(2, 2, 5), changed=many), catalogue, FI)
    assert shown.accepted and shown.errors is None and shown.remarks is None
    assert shown.headline == "kesä.xlsx: uutta 2, muuttuu 2, ennallaan 5"
    assert shown.counts == (2, 2, 5)
    assert shown.corrections is not None and shown.additions is not None
    assert shown.corrections.rows == (
        ("grant_share nimi", "1–6/2025", f"24,9{SPACE}%", f"25,0{SPACE}%", "ristiriita lähteessä"),
        ("returns nimi", "1–6/2025", "100 kirjaa", f"{MINUS}90 kirjaa", ""),
    )
    assert shown.additions.rows == (
        ("loans nimi", "1–6/2025", "600 kirjaa"),
        ("members nimi", "1–6/2025", "15 henkilöä"),
    )
    assert [one.value for one in shown.corrected] == ["grant_share 2025-S1", "returns 2025-S1"]


def test_errors_come_with_place_words_and_advice(catalogue: Catalogue) -> None:
    wrong = (
        error("two-values-in-cell", "Luvut!F4", found="19 000 kpl (2024: 32 000)"),
        error("empty-workbook"),
        warning("two-values-in-cell", "csv!F5", found="1 (2)"),
        warning("series-not-taken", "csv!B1", found="Likes, Shares"),
    )
    shown = preview(checked(accepted=False, findings=wrong), catalogue, FI)
    assert not shown.accepted
    assert shown.headline == "kesä.xlsx: 2 korjattavaa kohtaa. Lukuja ei ole tallennettu."
    assert shown.corrections is shown.additions is None
    assert shown.errors is not None and shown.remarks is not None
    first, second = shown.errors.rows
    assert first[:2] == ("Luvut!F4", "19 000 kpl (2024: 32 000)")
    assert first[2] and first[3]
    assert second[:2] == ("koko tiedosto", "–")
    ((place, *said),) = shown.remarks.rows
    assert place == "F5" and all(said)
    assert shown.aside == ("Näitä tietoja ei oteta talteen: Likes, Shares.",)
    one = preview(checked(accepted=False, findings=wrong[:1]), catalogue, FI)
    assert one.headline == "kesä.xlsx: 1 korjattava kohta. Lukuja ei ole tallennettu."


def test_what_is_left_out_by_itself_needs_nothing_done(catalogue: Catalogue) -> None:
    for code in ASIDE:
        advice = FI.advice(warning(code, found="", name="", period=""))
        assert advice.startswith("Ei tarvitse tehdä mitään."), code


def test_the_same_again_changes_nothing(catalogue: Catalogue) -> None:
    again = checked(published_as="0001-ab", changes=Changes(0, 0, 9))
    assert "on jo tallennettu" in preview(again, catalogue, FI).headline
    same = preview(checked(changes=Changes(0, 0, 9)), catalogue, FI)
    assert same.headline.endswith("Ennallaan 9.")
    assert same.corrections is same.additions is None


@pytest.mark.parametrize("code", CODES)
def test_published_files_newest_first_with_their_undo(tmp_path: Path, code: str) -> None:
    archive = library(tmp_path)
    first = archive.publish(observed("loans", "2025-S1", 1), by="Maija")
    archive.publish(observed("loans", "2025-S2", 2), by="Kalle", reason="uusi kausi")
    archive.withdraw(first)
    rows = uploads_table(archive.open(), language(code)).rows
    assert [row[1:5] for row in rows] == [
        ("2.json", "Kalle", "uusi kausi", "1"),
        ("1.json", "Maija", "–", "1"),
    ]
    assert rows[0][5] == {"fi": "käytössä", "en": "in use"}[code]
    assert rows[1][5].startswith({"fi": "peruttu", "en": "withdrawn"}[code])


def test_reasons_of_single_lines_stand_after_the_common_one(tmp_path: Path) -> None:
    archive = library(tmp_path)
    own = json.dumps({"loans 2025-S1": "virhe", "members 2025-S1": "tarkistus"})
    archive.publish_all([[observed("loans", "2025-S1", 1)]], reason="uusi laskenta", reasons=own)
    archive.publish_all([[observed("loans", "2025-S2", 1)]], reasons=own)
    rows = uploads_table(archive.open(), FI).rows
    lines = "loans nimi, 1–6/2025: virhe · members nimi, 1–6/2025: tarkistus"
    assert [row[3] for row in rows] == [lines, f"uusi laskenta · {lines}"]


def test_head_and_foot(tmp_path: Path) -> None:
    page = upload_page(library(tmp_path).open(), FI, HALF)
    assert page.title == "Lisää luvut"
    assert "ennen kuin hyväksyt" in page.subtitle
    assert page.notices[0].kind == "empty"


def test_periods_in_an_order_that_a_reader_expects(tmp_path: Path) -> None:
    archive = library(tmp_path)
    archive.publish(
        observed("shelves", "2024-M12", 1),
        observed("loans", "2025-M02", 1),
        observed("loans", "2025-M01", 1),
        observed("loans", "2025-M03", 1),
        observed("loans", "2024-A1", 1),
        observed("returns", "2024-S1", 1),
    )
    store = archive.open()
    codes = [one.code for one in ordered_periods(store)]
    assert codes[0] == "2025-S1", "the organisation's own period, though it has no figures"
    assert codes.index("2024-S2") < codes.index("2024-S1") < codes.index("2024-A1")
    assert codes.index("2024-A1") < codes.index("2025-Q1") < codes.index("2025-M03")
    assert codes.index("2025-M03") < codes.index("2025-M01") < codes.index("2024-M12")
    assert len(codes) == len(set(codes))
    assert set(store.periods()) <= {parse(one) for one in codes}
    first = periods(store, FI)[0]
    assert (first.value, first.text) == ("2025-S1", "1–6/2025")
