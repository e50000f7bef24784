"""Widths are kept on the large side, and lines break where a reader would break them."""

from hypothesis import given
from hypothesis import strategies as st

from kpi.view.measure import width, wrapped

WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=["C", "Z"], include_characters=" "),
    max_size=60,
)


@given(text=WORDS, room=st.integers(60, 400))
def test_no_line_is_wider_than_the_room(text: str, room: int) -> None:
    for line in wrapped(text, room, 16):
        assert width(line, 16) <= room or len(line) == 1


@given(text=WORDS, room=st.integers(60, 400))
def test_nothing_of_the_text_is_lost(text: str, room: int) -> None:
    assert "".join(wrapped(text, room, 16)).replace(" ", "") == text.replace(" ", "")


def test_a_number_holds_together() -> None:
    """The space within "2 448 113 €" is no place to break a line."""
    number = "2\u00a0448\u00a0113\u00a0€"
    assert wrapped(f"Hankesalkku {number}", 100, 16) == ("Hankesalkku", number)


def test_a_long_compound_is_cut_after_its_hyphen() -> None:
    assert wrapped("Facebook-vuorovaikutukset", 130, 16)[0] == "Facebook-"


def test_bold_takes_more_room() -> None:
    assert width("Toteutuminen", 16, bold=True) > width("Toteutuminen", 16)
    assert width("", 16) == 0


def test_one_letter_in_no_room_stands_alone() -> None:
    assert wrapped("mm", 5, 16) == ("m", "m")
