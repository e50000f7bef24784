"""Texts of others in our places: letter for letter, closed in, on one line, or a safe name."""

from __future__ import annotations

import unicodedata
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi.errors import KpiError, error
from kpi.i18n import language
from kpi.texts import (
    LONGEST_NAME,
    NAMELESS,
    base_name,
    html,
    html_attribute,
    isolated,
    numbered,
    printed,
    turns,
)

MARKS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
TURNED = st.text(st.sampled_from(f"{MARKS}ab1 אب("), max_size=12)


def left_open(text: str) -> tuple[int, bool]:
    """Walk a text as UAX #9 does: isolates left open, and whether one was closed too many."""
    depth, out = 0, False
    for letter in text:
        if letter in "\u2066\u2067\u2068":
            depth += 1
        elif letter == "\u2069":
            out, depth = out or depth == 0, max(depth - 1, 0)
    return depth, out


@given(TURNED)
def test_what_turns_is_closed_in_and_stays_letter_for_letter(text: str) -> None:
    made = isolated(text)
    assert text in made
    assert left_open(made) == (0, False)
    if turns(text):
        # Whatever the text closes, the outermost isolate stands until its very end.
        depths = [left_open(made[:at])[0] for at in range(1, len(made))]
        assert made[0] == "\u2068" and made[-1] == "\u2069" and min(depths) >= 1
    else:
        assert made == text


@given(st.text(st.characters(max_codepoint=0x24F)))
def test_a_text_from_left_to_right_is_left_alone(text: str) -> None:
    assert isolated(text) == text
    assert not turns(text)


def test_a_sentence_is_not_turned_by_what_it_quotes() -> None:
    said = language("fi").text("ui.upload.questions", file="a\u202eb\u2069")
    assert said.endswith("\u2068\u2068a\u202eb\u2069\u2069")


class Reader(HTMLParser):
    """Reads a paragraph back: its elements, its attribute, its letters."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.title: str | None = None
        self.letters = ""
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.title = dict(attrs).get("title", self.title)

    def handle_data(self, data: str) -> None:
        self.letters += data


@given(st.text(), st.text() | TURNED)
def test_html_reads_back_as_it_was(value: str, text: str) -> None:
    read = Reader(f'<p title="{html_attribute(value)}">{html(text)}</p>')
    assert (read.title, read.letters) == (value, text)
    assert read.tags == (["p", "bdi"] if turns(text) else ["p"])


@given(st.text() | TURNED)
def test_what_is_printed_is_one_line_that_steers_nothing(text: str) -> None:
    made = printed(text)
    assert len(made.splitlines()) <= 1
    assert not any(unicodedata.category(one) in {"Cc", "Cs"} for one in made)
    assert not set(made) & set(MARKS)
    assert made.isascii() or made.encode()


def test_what_steers_a_terminal_is_written_out() -> None:
    assert printed("\x1b[31mpunainen\n\x9bK\u202e ä€😀\\n") == (
        r"\x1b[31mpunainen\n\x9bK\u202e ä€😀\n"
    )


def test_the_text_of_a_refusal_is_one_line_for_the_log() -> None:
    stop = KpiError(error("not-a-number", "Luvut\nWARNING keksitty: rivi!\x1b[2JB2", found="x"))
    assert str(stop) == r"not-a-number Luvut\nWARNING keksitty: rivi!\x1b[2JB2"


@given(st.text() | st.text(st.sampled_from("a./\\ \u202e\x00"), max_size=8))
def test_a_name_is_safe_and_its_own_safe_name(typed: str) -> None:
    name = base_name(typed)
    assert name and len(name) <= LONGEST_NAME
    assert not set(name) & {"/", "\\", *MARKS}
    assert name not in {".", ".."} and name == name.strip()
    assert not {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"} & set(map(unicodedata.category, name))
    assert base_name(name) == name


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("luvut.xlsx", "luvut.xlsx"),
        ("C:\\Users\\maija\\luvut.xlsx", "luvut.xlsx"),
        ("../../etc/passwd", "passwd"),
        ("..", NAMELESS),
        ("", NAMELESS),
        ("kansio/", NAMELESS),
        (".xlsx", f"{NAMELESS}.xlsx"),
        ("\u202exslx.exe", "xslx.exe"),
        ("a\r\nSet-Cookie: x=1.xlsx", "aSet-Cookie: x=1.xlsx"),
        ("  vuosi   2025 .xlsx ", "vuosi 2025.xlsx"),
        (f"{'ä' * 200}.xlsx", f"{'ä' * 95}.xlsx"),
        ("Ääkköset & <b> 'x' \"y\".csv", "Ääkköset & <b> 'x' \"y\".csv"),
        ("raportti. ", "raportti"),
    ],
)
def test_names(typed: str, name: str) -> None:
    assert base_name(typed) == name


@given(st.text(max_size=120), st.integers(2, 999))
def test_a_second_file_of_a_name_has_another_that_is_safe_too(typed: str, number: int) -> None:
    name = base_name(typed)
    other = numbered(name, number)
    assert other != name and len(other) <= LONGEST_NAME
    assert base_name(other) == other


def test_the_number_stands_before_the_ending() -> None:
    assert numbered("luvut.xlsx", 2) == "luvut (2).xlsx"
