"""PX and JSON through the door: laid out so that each figure has a cell, kept without persons."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi.readers import guard, kept, pxweb, read
from kpi.readers.child import notation, separated
from kpi.readers.child.limits import HIGHEST, MOST_CELLS, WIDEST, Refused
from kpi.readers.pxweb.places import Places
from tests.readers import statistics
from tests.readers.statistics import table
from tests.readers.told import asking

PX_START = 'CHARSET="ANSI";\n'
CONTACT = 'CONTACT="Maija Meri, Tilastovirasto#029 123 4567#maija@example.fi##Kai"\r\n"Kuu";'


def test_each_figure_has_a_cell() -> None:
    assert separated.rows(PX_START + 'VALUES("x")="a b";\r\nDATA=\n1 2\n3,4;5\n') == (
        [
            ['CHARSET="ANSI"', ""],
            ['VALUES("x")="a', 'b"', ""],
            ["DATA="],
            ["1", "2"],
            ["3", "4", "5"],
        ],
        [],
    )
    assert separated.rows('{"a": [1,2,\r\n3],\n"b": 4}') == (
        [['{"a": [1'], ["2"], ["3]"], ['"b": 4}']],
        [],
    )


@pytest.mark.parametrize("text", ["{a;b\n", "Luku,CHARSET\n", "a\n{", ""])
def test_other_texts_are_rows_themselves(text: str) -> None:
    assert notation.layout(text) is None


def test_a_single_line_may_have_more_figures_than_a_sheet_has_columns() -> None:
    many = WIDEST + 5
    found = separated.rows(f'{{"a": [{",".join(["1"] * many)}]}}')[0]
    assert len(found) == many
    assert len(separated.rows(PX_START + " ".join(["1"] * many))[0][1]) == many


@pytest.mark.parametrize(
    "text", ['{"' + "," * (HIGHEST + 1), PX_START + " " * MOST_CELLS, PX_START + "\n" * HIGHEST]
)
def test_more_than_can_be_held_is_refused(text: str) -> None:
    with pytest.raises(Refused) as caught:
        separated.rows(text)
    assert caught.value.answer["refused"] == "sheet-too-large"


@given(
    start=st.sampled_from((PX_START, '{"a":1')),
    rest=st.text(alphabet=' \t,;"\r\n12x', max_size=40),
)
def test_every_letter_is_found_in_its_cell(start: str, rest: str) -> None:
    text = start + rest
    by = notation.layout(text)
    assert by is not None
    rows, places = notation.rows(text, by), Places(text, by)
    ends = [found.span() for found in by.end.finditer(text)]
    for position, letter in enumerate(text):
        between = any(start <= position < end for start, end in ends)
        if between or (by.mark is not None and by.mark.match(letter)):
            continue
        column, row = places.cell(position).removeprefix("csv!"), 0
        word = column.rstrip("0123456789")
        row = int(column[len(word) :])
        number = 0
        for one in word:
            number = number * 26 + ord(one) - 64
        assert letter in rows[row - 1][number - 1]


# Whom to ask


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_px_file_is_kept_without_the_persons_to_ask(encoding: str) -> None:
    data = statistics.px(table(), more=CONTACT).encode(encoding)
    copy, (finding,) = kept(data)
    text = copy.decode(encoding)
    assert 'CONTACT="";' in text
    assert not any(one in text for one in ("Maija", "Kai", "029", "example"))
    assert (finding.code, finding.cell, finding.found) == (
        "personal-data-left-out",
        "csv!A31",
        "A31",
    )
    assert kept(copy) == (copy, ())
    told = read("x.px", copy, asking())
    assert [one.figures for one in told.series] != []
    assert (told.format, told.findings) == ("pxweb", ())


def test_each_contact_of_each_language_and_content() -> None:
    more = (
        'CONTACT[sv]="Maija#maija@example.fi";\nCONTACT("Työttömät (lkm)")="Maija (ap.) ; x"'
        '\n" #maija@example.fi";\nCONTACT="Tilastovirasto";'
    )
    copy, _ = kept(statistics.px(table(), more=more).encode())
    text = copy.decode()
    assert "Maija" not in text
    assert text.count('CONTACT="Tilastovirasto";') == 1


def test_a_json_is_kept_without_the_persons_to_ask() -> None:
    contact = [{"name": "Maija Meri", "mail": "maija@example.fi", "phone": "029", "raw": "Maija"}]
    px = {"tableid": "12xy"}
    text = statistics.jsonstat(table(), extension={"contact": contact, "px": px})
    copy, (finding,) = kept(text.encode())
    assert json.loads(copy)["extension"] == {"contact": [], "px": px}
    assert finding.code == "personal-data-left-out"
    assert len(read("x.json", copy, asking()).series) == 4


def test_an_address_elsewhere_is_cut_out_and_an_office_stays() -> None:
    note = 'NOTE="Kysy: maija@example.fi";\nCONTACT="Tilastovirasto#Kotisivu";'
    copy, (finding,) = kept(statistics.px(table(), more=note).encode())
    assert b'NOTE="Kysy: ";' in copy
    assert b'CONTACT="Tilastovirasto#Kotisivu";' in copy
    assert finding.cell == "csv!A31"
    plain = statistics.px(table(), more='CONTACT="Tilastovirasto";').encode()
    assert kept(plain) == (plain, ())


def test_big_endian_stays_so() -> None:
    data = b"\xfe\xff" + statistics.px(table(), more=CONTACT).encode("utf-16-be")
    copy, _ = kept(data)
    assert copy.startswith(b"\xfe\xff")
    assert guard.opened(copy).text.startswith('CHARSET="ANSI";')
    assert pxweb.recognise(guard.opened(copy)) == "pxweb"
