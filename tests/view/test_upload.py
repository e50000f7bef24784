"""What a file would change, in words: nothing is hidden, nothing is called fine that is not."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from kpi.catalogue import Catalogue
from kpi.desk import Checked
from kpi.errors import error, warning
from kpi.i18n import CODES, language
from kpi.model import ChangedFigure, Changes, ObsStatus
from kpi.periods import parse
from kpi.view.pickers import ordered_periods, periods
from kpi.view.upload import preview, upload_page, uploads_table
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
    assert shown.accepted and shown.findings is None
    assert shown.headline == "kesä.xlsx: uutta 2, muuttuu 2, ennallaan 5"
    assert shown.counts == (2, 2, 5)
    assert shown.changes is not None
    assert shown.changes.rows == (
        ("grant_share nimi", "1–6/2025", f"24,9{SPACE}%", f"25,0{SPACE}%", "ristiriita lähteessä"),
        ("returns nimi", "1–6/2025", "100 kirjaa", f"{MINUS}90 kirjaa", "muuttuu"),
        ("loans nimi", "1–6/2025", "–", "600 kirjaa", "uusi"),
        ("members nimi", "1–6/2025", "–", "15 henkilöä", "uusi"),
    )


def test_what_changes_beside_a_value_is_said(tmp_path: Path) -> None:
    """The same value with its base gone, or with another status, is not the same figure."""
    archive = library(tmp_path)
    archive.publish(
        observed("members", "2025-S1", 15, undated_base=Decimal(12)),
        observed("loans", "2025-S1", 600),
        observed("returns", "2025-S1", 1, goal="1.1"),
        observed("returns", "2025-S1", 2, goal="1.2"),
    )
    store = archive.open()
    told = (
        observed("members", "2025-S1", 15),
        observed("loans", "2025-S1", 600, obs_status=ObsStatus.PROVISIONAL),
        observed("returns", "2025-S1", 2),
        observed("shelves", "2025-S1", 7, undated_base=Decimal(6)),
    )
    many = (
        figure("members", "15", "15"),
        figure("loans", "600", "600"),
        ChangedFigure("returns", HALF, None, Decimal(2), is_new=False),
        figure("shelves", None, "7"),
    )
    given = checked(changes=Changes(1, 3, 0), changed=many, observations=told)
    shown = preview(given, store.catalogue, FI, store).changes
    assert shown is not None
    rows = {row[0].split()[0]: row[2:] for row in shown.rows}
    assert rows["members"][2] == "muuttuu · aiempi luku: 12 henkilöä → –"
    assert rows["loans"][2] == "muuttuu · tila: toteutunut → ennakkotieto"
    assert rows["returns"][0] == FI.text("value.conflict")
    assert rows["shelves"][2].startswith("uusi · aiempi luku: – → 6")
    gone = ChangedFigure("loans", HALF, Decimal(600), None, is_new=False, in_conflict=True)
    shown = preview(checked(changed=(gone,), observations=told), store.catalogue, FI, store).changes
    assert shown is not None and shown.rows[0][3] == FI.text("value.conflict")


def test_errors_come_with_place_words_and_advice(catalogue: Catalogue) -> None:
    wrong = (
        error("two-values-in-cell", "Luvut!F4", found="19 000 kpl (2024: 32 000)"),
        error("empty-workbook"),
        warning("two-values-in-cell", "Luvut!F5", found="1 (2)"),
    )
    shown = preview(checked(accepted=False, findings=wrong), catalogue, FI)
    assert not shown.accepted
    assert shown.headline == "kesä.xlsx: 2 korjattavaa kohtaa. Lukuja ei ole tallennettu."
    assert shown.changes is None
    assert shown.findings is not None
    first, second, third = shown.findings.rows
    assert first[:3] == ("Luvut!F4", "Virhe", "19 000 kpl (2024: 32 000)")
    assert first[3] and first[4]
    assert second[:3] == ("koko tiedosto", "Virhe", "–")
    assert third[1] == "Huomio"
    one = preview(checked(accepted=False, findings=wrong[:1]), catalogue, FI)
    assert one.headline == "kesä.xlsx: 1 korjattava kohta. Lukuja ei ole tallennettu."


def test_the_same_again_changes_nothing(catalogue: Catalogue) -> None:
    again = checked(published_as="0001-ab", changes=Changes(0, 0, 9))
    assert "on jo tallennettu" in preview(again, catalogue, FI).headline
    same = preview(checked(changes=Changes(0, 0, 9)), catalogue, FI)
    assert same.headline.endswith("Ennallaan 9.")
    assert same.changes is None


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
