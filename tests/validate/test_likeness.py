"""Letters in common are counted as the standard library counts them."""

from __future__ import annotations

import difflib

from hypothesis import given
from hypothesis import strategies as st

from kpi.validate.likeness import matched, nearest
from tests.factories import catalogue

FEW = st.text("abä ", max_size=25)
ANY = st.text(max_size=25)


@given(FEW | ANY, FEW | ANY)
def test_the_same_letters_are_shared(left: str, right: str) -> None:
    theirs = difflib.SequenceMatcher(None, left, right, autojunk=False)
    assert matched(left, right) == sum(block.size for block in theirs.get_matching_blocks())


def test_nothing_asked_keeps_the_catalogue_s_order() -> None:
    known = list(catalogue().indicators.values())
    assert nearest([""], known) == [one.id for one in known]


@given(st.lists(FEW | ANY | st.sampled_from(["Souturetket", "Jäsenet", "visits", "members"])))
def test_every_indicator_is_offered_once(asked: list[str]) -> None:
    known = list(catalogue().indicators.values())
    assert sorted(nearest(asked, known)) == sorted(one.id for one in known)
