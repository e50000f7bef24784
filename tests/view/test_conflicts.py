"""Every kind of contradiction in one sentence, both figures named, in both languages."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kpi.catalogue import Catalogue
from kpi.disagreement import Conflict, Side
from kpi.i18n import CODES, language
from kpi.model import Provenance
from kpi.view.conflicts import places, sentence
from tests import builders
from tests.view.library import HALF, SPACE

FI = language("fi")
SOURCE = Provenance("0001-ab", "kesä.xlsx", "Luvut!F2", builders.START, "Maija")


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    return builders.catalogue(tmp_path_factory.mktemp("conflicts"))


def side(indicator: str, value: str | None, goal: str = "", *, told: bool = True) -> Side:
    number = None if value is None else Decimal(value)
    return Side(indicator, number, goal, provenance=SOURCE if told else None)


EVERY = {
    "statements-disagree": Conflict(
        "statements-disagree", HALF, (side("loans", "1", "1.1"), side("loans", "2"))
    ),
    "equal-disagree": Conflict(
        "equal-disagree", HALF, (side("members", "15"), side("shelves", "16")), "same"
    ),
    "sum-rounding": Conflict(
        "sum-rounding", HALF, (side("grant_total", "1000"),), "grants", Decimal(999), Decimal(1)
    ),
    "sum-mismatch": Conflict(
        "sum-mismatch", HALF, (side("grant_total", "1000"),), "grants", Decimal(1050), Decimal(-50)
    ),
    "part-over-whole": Conflict(
        "part-over-whole", HALF, (side("loans", "5"), side("returns", "9")), "returned", Decimal(5)
    ),
    "share-disagrees": Conflict(
        "share-disagrees", HALF, (side("grant_share", "33.3"),), "city_share", Decimal("24.9")
    ),
    "parts-disagree": Conflict(
        "parts-disagree", HALF, (side("loans", "10"),), expected=Decimal(12), difference=Decimal(-2)
    ),
    "same-date-disagrees": Conflict(
        "same-date-disagrees", HALF, (side("members", "10"),), expected=Decimal(12)
    ),
    "base-disagrees": Conflict(
        "base-disagrees", HALF, (side("loans", "10"),), expected=Decimal(12)
    ),
    "unknown-in-catalogue": Conflict("unknown-in-catalogue", HALF, (side("attic_books", "3"),)),
}


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("kind", EVERY)
def test_every_kind_has_a_sentence(catalogue: Catalogue, kind: str, code: str) -> None:
    said = sentence(EVERY[kind], catalogue, language(code))
    assert said.endswith(".") and "{" not in said


def test_both_figures_are_in_it(catalogue: Catalogue) -> None:
    said = {kind: sentence(one, catalogue, FI) for kind, one in EVERY.items()}
    assert f"999{SPACE}€" in said["sum-rounding"] and f"1{SPACE}000{SPACE}€" in said["sum-rounding"]
    assert f"50{SPACE}€" in said["sum-mismatch"], "a difference is told by its size"
    assert "1 kirja (tavoite 1.1)" in said["statements-disagree"]
    assert "2 kirjaa (kesä.xlsx Luvut!F2)" in said["statements-disagree"]
    assert "15 henkilöä" in said["equal-disagree"] and "16 henkilöä" in said["equal-disagree"]
    assert "attic_books" in said["unknown-in-catalogue"]


def test_where_each_side_stands(catalogue: Catalogue) -> None:
    both = Conflict("equal-disagree", HALF, (side("members", None, told=False),), "same")
    assert places(both, catalogue, FI) == ("members nimi: ei tietoa (laskettu osista)",)
    (where,) = places(EVERY["unknown-in-catalogue"], catalogue, FI)
    assert where == "attic_books: 3 (kesä.xlsx Luvut!F2)"
