"""Text files: encodings, separators, and what a spreadsheet program did to them on the way."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi.errors import WorkbookRejected
from kpi.readers import guard
from kpi.readers.child import separated, written
from kpi.readers.child.decoding import decoded
from kpi.readers.child.limits import MOST_CELLS, MOST_ROWS, WIDEST, Refused

DAILY = '"Sivun käynnit"\n"Päivä","Primary"\n"2025-01-01T00:00:00","5"\n'
DAILY_ROWS = [["Sivun käynnit"], ["Päivä", "Primary"], ["2025-01-01T00:00:00", "5"]]


def rows(text: str) -> list[list[str]]:
    found, said = separated.rows(text)
    assert said == []
    return found


def refusal(data: bytes) -> str:
    with pytest.raises(WorkbookRejected) as caught:
        guard.opened(data)
    (one,) = caught.value.findings
    return f"{one.code} {one.cell} {one.found}".strip()


def quietly(data: bytes) -> str:
    """Give the code of a refusal without the price of a process."""
    with pytest.raises(Refused) as caught:
        written.opened(data)
    return str(caught.value.args[0])


# Encodings


@pytest.mark.parametrize(
    "data",
    [
        DAILY.encode("utf-16"),
        DAILY.encode("utf-16-le"),
        DAILY.encode("utf-16-be"),
        b"\xfe\xff" + DAILY.encode("utf-16-be"),
        DAILY.encode("utf-8"),
        DAILY.encode("utf-8-sig"),
        DAILY.encode("cp1252"),
    ],
)
def test_every_encoding_gives_the_same_sheet(data: bytes) -> None:
    book = guard.opened(data)
    assert (book.kind, book.findings, book.text) == ("text", (), "")
    (sheet,) = book.sheets
    assert (sheet.name, sheet.hidden, sheet.row, sheet.column) == ("csv", False, 1, 1)
    assert sheet.rows == DAILY_ROWS


def test_a_letter_cut_in_the_middle_is_lost_and_said() -> None:
    book = guard.opened("Kävijät;5\nYö".encode()[:-1])
    assert book.sheets[0].rows == [["Kävijät", "5"], ["Y\ufffd"]]
    assert [(f.code, f.cell, f.found) for f in book.findings] == [
        ("letters-lost", "csv!A2", "Y\ufffd")
    ]


def test_letters_that_were_decoded_twice_are_said() -> None:
    book = guard.opened("a;b\n1;KÃ¤vijÃ¤t".encode())
    (one,) = book.findings
    assert (one.code, one.cell, one.found) == ("letters-doubled", "csv!B2", "KÃ¤vijÃ¤t")


def test_a_damaged_letter_far_right_has_its_place() -> None:
    found = written.opened((";" * 27 + "\ufffd").encode())
    assert found.said == [("letters-lost", "csv!AB1", "\ufffd")]
    assert written.opened("sep=\ufffd\na;b".encode()).said == [("letters-lost", "", "")]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"\0\0\0\0", "not-a-workbook"),
        (b"a\0b;c\n" * 9, "not-a-workbook"),
        ("a\0b".encode("utf-16"), "not-a-workbook"),
        (b"\x81\x8d\x8f", "not-a-workbook"),
        (bytes(range(1, 128)) * 9, "not-a-workbook"),
        (b"\x89PNG....", "not-a-workbook"),
        (b"{\\rtf1 5}", "not-a-workbook"),
        ("Käynnit".encode("utf-16")[:-1], "damaged-workbook"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related", "other-workbook"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, code: str) -> None:
    assert quietly(data) == code


def test_a_workbook_in_xml_is_named() -> None:
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    assert refusal(f'<?xml version="1.0"?><Workbook xmlns="{space}">'.encode()) == (
        "other-workbook  XML 2003"
    )


@pytest.mark.parametrize("data", [b"\n", b"\xef\xbb\xbf", b" ; ;\n;;\n", b"sep=;\n"])
def test_a_text_without_a_word_has_no_rows(data: bytes) -> None:
    assert written.opened(data).sheets[0].rows == []


def test_a_stray_mark_is_kept_and_every_byte_of_the_western_set_read() -> None:
    assert decoded(b"sis\xe4lt\xe4\xe4 5 \x80" + b"a" * 400 + b"\x1b") == (
        f"sisältää 5 €{'a' * 400}\x1b",
        "cp1252",
    )


# Separators


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kk;Määrä\ntammi;1,5\nhelmi;2,5\n", [["Kk", "Määrä"], ["tammi", "1,5"], ["helmi", "2,5"]]),
        ("a;b\n1,5;2,5\n3,5;4,5", [["a", "b"], ["1,5", "2,5"], ["3,5", "4,5"]]),
        ("a,b\r\n1.5,2.5\r\n", [["a", "b"], ["1.5", "2.5"]]),
        ("a\tb\r1\t2\r", [["a", "b"], ["1", "2"]]),
        ("a|b\n1|2", [["a", "b"], ["1", "2"]]),
        ("Kävijät\n1,5\n2,5\n", [["Kävijät"], ["1,5"], ["2,5"]]),
        ("Kävijät\n1240\n", [["Kävijät"], ["1240"]]),
        ("Koko, Soutula\nSoutula, kesä\nKk;Määrä\n1;5\n2;6\n3;7", [["Koko, Soutula"],
         ["Soutula, kesä"], ["Kk", "Määrä"], ["1", "5"], ["2", "6"], ["3", "7"]]),
        ("# Vienti; kaikki; kävijät\n# Alku: 20250101\nPäivä,Käynnit\n20250101,5\n",
         [["# Vienti; kaikki; kävijät"], ["# Alku: 20250101"], ["Päivä", "Käynnit"],
          ["20250101", "5"]]),
        ("# vain otsikko\n", [["# vain otsikko"]]),
        ('a,"b;c;d"\n1,"2;3;4"\n', [["a", "b;c;d"], ["1", "2;3;4"]]),
        ('a,"kaksi\nriviä, \"\"pilkku\"\""\n1,2\n', [["a", 'kaksi\nriviä, "pilkku"'], ["1", "2"]]),
        ("a;b\n\n1;2\n", [["a", "b"], [], ["1", "2"]]),
        ("sep=;\na;b\n1;2,5", [["a", "b"], ["1", "2,5"]]),
        ('"sep=,"\r\na,b\r\n1,2', [["a", "b"], ["1", "2"]]),
        ("sep=\t\t\na\tb\n", [["a", "b"]]),
        ("SEP=,;;\na;b\n1;2", [["a", "b"], ["1", "2"]]),
        ("sep=^\na^b\n1^2,5", [["a", "b"], ["1", "2,5"]]),
    ],
)  # fmt: skip
def test_the_separator_is_found(text: str, expected: list[list[str]]) -> None:
    assert rows(text) == expected


WORDS = st.text("abcåäö 0123456789.-", min_size=1, max_size=6).filter(lambda w: w == w.strip())

CELLS = WORDS | st.just("1,5") | st.just('sanoi "5"\nkk')


@given(
    table=st.integers(2, 5).flatmap(
        lambda width: st.lists(
            st.lists(CELLS, min_size=width, max_size=width),
            min_size=1, max_size=6,
        )
    ),
    mark=st.sampled_from(separated.MARKS),
    end=st.sampled_from(["\n", "\r\n"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    sep=st.booleans(),
)  # fmt: skip
def test_what_was_written_is_read(
    table: list[list[str]], mark: str, end: str, quoting: int, sep: bool
) -> None:
    """Figures with decimal commas in every separator, quotes and line ends inside cells."""
    buffer = io.StringIO(newline="")
    head = [f"otsikko {n}" for n in range(len(table[0]))]
    csv.writer(buffer, delimiter=mark, lineterminator=end, quoting=quoting).writerows(  # type: ignore[call-overload]
        [head, *table]
    )
    text = (f"sep={mark}{end}" if sep else "") + buffer.getvalue()
    assert rows(text) == [head, *table]


# What a spreadsheet program did to it


def test_lines_that_were_put_into_one_cell_each_are_split_again() -> None:
    """An export with commas, opened where ; separates and saved as CSV again."""
    text = '"Aika,""Nimi"",Avattu"\n"1.3.,""Kutsu, kevät"",48"\n"2.3.,""Muistio"",50"\nYhteensä\n'
    found, said = separated.rows(text)
    assert found == [
        ["Aika", "Nimi", "Avattu"], ["1.3.", "Kutsu, kevät", "48"], ["2.3.", "Muistio", "50"],
        ["Yhteensä"],
    ]  # fmt: skip
    assert said == [("lines-unwrapped", "csv!A1", "")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"sanoi ""hei"""\n"sanoi ""moi"""\n', [['sanoi "hei"'], ['sanoi "moi"']]),
        ('a;"b ""c"", d"\n1;2\n', [["a", 'b "c", d'], ["1", "2"]]),
        ('"a ""b"", c"\nd\ne\nf\n', [['a "b", c'], ["d"], ["e"], ["f"]]),
    ],
)
def test_quoted_words_are_left_as_they_are(text: str, expected: list[list[str]]) -> None:
    assert rows(text) == expected


def test_quotes_in_the_middle_are_read_as_they_stand_and_said() -> None:
    found, said = separated.rows('nimi;määrä\n"Kahvila" Satama;5\nb;6')
    assert found == [["nimi", "määrä"], ["Kahvila Satama", "5"], ["b", "6"]]
    assert said == [("quotes-uneven", "csv!A2", "")]
    assert separated.rows('"a"b;5\n')[0] == [["ab", "5"]]


@pytest.mark.parametrize("end", ["", "\n"])
def test_a_quote_that_swallows_the_rest_refuses_the_file(end: str) -> None:
    assert refusal(f'nimi;määrä\na;5\n"b;6\nc;7{end}'.encode()) == "quote-not-closed csv!A3"


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ('kk;määrä\n"1/2025;3\n2/2025;4\n"3/2025;5\n', "csv!A2"),
        ('kk;määrä;huom\n1/2025;3;"uusi\n2/2025;4;näyttö\n3/2025;5;"\n4/2025;6;\n', "csv!A2"),
    ],
)
def test_a_quote_that_swallows_rows_refuses_the_file(text: str, cell: str) -> None:
    assert refusal(text.encode()) == f"quote-not-closed {cell}"


def test_a_caption_of_several_lines_is_one_cell() -> None:
    text = 'pvm,teksti\n1.1.,"Liput:\nHinta 3,50"\n2.1.,"Moi"\n'
    assert rows(text) == [["pvm", "teksti"], ["1.1.", "Liput:\nHinta 3,50"], ["2.1.", "Moi"]]


# Limits


def test_a_text_with_more_rows_or_columns_than_a_sheet_is_refused() -> None:
    assert refusal(b"1\n" * (MOST_ROWS + 1)) == "sheet-too-large  csv"
    assert refusal(b"1," * 100_000) == "sheet-too-large  csv"
    assert quietly((b"," * (WIDEST - 1) + b"1\n") * (MOST_CELLS // WIDEST + 1)) == "sheet-too-large"


def test_one_line_of_five_megabytes_is_one_cell() -> None:
    book = guard.opened(b"a" * guard.LARGEST_FILE)
    assert [len(cell) for row in book.sheets[0].rows for cell in row] == [guard.LARGEST_FILE]
