"""Old workbooks (.xls): what stands in their cells, and what the cells' dress adds."""

from __future__ import annotations

import datetime as dt
import os
import struct
from pathlib import Path

import pytest

from kpi.errors import WorkbookRejected
from kpi.readers import guard
from kpi.readers.cells import Mark, Marked
from kpi.readers.child import biff, books
from kpi.readers.child.limits import Refused
from kpi.readers.child.ole import Streams
from tests.old_books import (
    BIFF5,
    EMPTY,
    FAILED,
    MAGIC,
    Dressed,
    Failed,
    Formula,
    old_book,
    ole,
    record,
    result,
    stream,
)


def code_of(data: bytes) -> str:
    """Give the code of a refusal without the price of a process."""
    with pytest.raises(Refused) as caught:
        books.old(data)
    return " ".join(caught.value.args).strip()


def test_cells_have_their_values_and_marks() -> None:
    data = old_book(
        {
            "Luvut": [
                ["Kausi", "Määrä", "Osuus"],
                [Dressed(45658, "mmm yyyy"), 5, Dressed(0.133, "0.0 %")],
                [Dressed(45838, "d.m.yyyy"), 2.5, Dressed(7, '0" kpl"')],
                ["", Failed(7), Failed(42)],
                [True, Formula(FAILED), Formula(EMPTY)],
                [Formula(result(0.0), 2), Formula(result(0.0)), Formula(result(6.0), 2)],
                [
                    Formula(result(0.5), code="0 %"),
                    Dressed(0.5, "h:mm"),
                    Dressed(3, '0.00;-0" eur"'),
                ],
            ],
            "Piilossa": [[1]],
        },
        hidden={"Piilossa"},
        hidden_rows=[3],
        hidden_columns=[2, 4],
    )
    book = guard.opened(data)
    assert (book.kind, book.findings, book.text) == ("xls", (), "")
    sheet, hidden = book.sheets
    assert (sheet.name, sheet.hidden, hidden.name, hidden.hidden) == (
        "Luvut", False, "Piilossa", True,
    )  # fmt: skip
    assert (sheet.hidden_rows, sheet.hidden_columns) == ({3}, {2, 4})
    january = dt.date(2025, 1, 1)
    assert sheet.rows == [
        ["Kausi", "Määrä", "Osuus"],
        [Marked(Mark.MONTH, january), 5, Marked(Mark.PERCENT, 0.133)],
        [dt.date(2025, 6, 30), 2.5, Marked(Mark.UNIT, 7, "kpl")],
        ["", Marked(Mark.ERROR, "#DIV/0!"), Marked(Mark.ERROR, "#N/A")],
        [True, Marked(Mark.ERROR, "#DIV/0!"), ""],
        [Marked(Mark.NO_RESULT, 0), 0, 6],
        [Marked(Mark.PERCENT, 0.5), Marked(Mark.TIME, "12:00:00"), 3],
    ]


def test_numbers_side_by_side_in_one_record_have_their_marks() -> None:
    """Programs put whole rows of numbers into one record."""
    some = struct.pack("<HHHiHiH", 4, 1, 1, 13 << 2 | 3, 0, 5 << 2 | 2, 2)
    data = stream({"A": [[Dressed(0.5, "0 %")]]})
    end = data.rindex(record(0x0A))
    (seen,) = biff.seen(data[:end] + record(0xBD, some) + data[end:])
    assert seen.marks == [(1, 1, "percent", ""), (5, 2, "percent", "")]
    assert seen.extent == (5, 2)


@pytest.mark.parametrize("since_1904", [False, True])
def test_days_are_counted_from_the_workbook_s_own_first_day(since_1904: bool) -> None:
    number = 45658 - (1462 if since_1904 else 0)
    book = guard.opened(old_book({"A": [[Dressed(number, "d.m.yyyy")]]}, since_1904=since_1904))
    assert book.sheets[0].rows == [[dt.date(2025, 1, 1)]]


def test_a_workbook_of_1995_has_its_percents() -> None:
    sheets = biff.seen(stream({"A": [[Dressed(0.5, "0.0 %"), 5]]}, version=BIFF5))
    assert [one.marks for one in sheets] == [[(1, 1, "percent", "")]]
    assert code_of(old_book({"A": [[5]]}, version=0x400)) == "other-workbook Excel 4"


def test_macros_are_told_of() -> None:
    data = old_book({"A": [[5]]}, streams={"_VBA_PROJECT": b"x"})
    assert [one.code for one in guard.opened(data).findings] == ["macros-not-run"]


def test_a_chart_inside_a_sheet_is_no_end_of_it() -> None:
    chart = record(0x809, struct.pack("<HHHHII", 0x600, 0x20, 0, 0, 0, 6)) + record(0x0A)
    data = stream({"A": [[Dressed(0.5, "0 %")]]})
    end = data.rindex(record(0x203)[:2], 0, data.rindex(record(0x0A)))
    (seen,) = biff.seen(data[:end] + chart + data[end:])
    assert seen.marks == [(1, 1, "percent", "")]
    assert biff.seen(data[: len(data) - 4])[0].marks == seen.marks  # no end at all


# What is refused


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (ole({"EncryptedPackage": b"x"}), "password-protected"),
        (old_book({"A": [[5]]}, more=[record(0x2F, bytes(6))]), "password-protected"),
        (ole({"WordDocument": b"x"}), "not-a-workbook"),
        (MAGIC + bytes(600), "damaged-workbook"),
        (old_book({"A": [[5]]})[:2000], "damaged-workbook"),
        (old_book({"A": [["x"] * 200] + [[]] * 50_000 + [["x"]]}), "sheet-too-large GR50002"),
    ],
)
def test_what_is_not_read_is_refused(data: bytes, code: str) -> None:
    assert code_of(data) == code


def test_the_refusal_is_told_by_the_door() -> None:
    with pytest.raises(WorkbookRejected) as caught:
        guard.opened(old_book({"A": [[5]]}, more=[record(0x2F, bytes(6))]))
    assert [one.code for one in caught.value.findings] == ["password-protected"]


def test_sectors_in_a_circle_are_damage() -> None:
    data = old_book({"A": [[5]]})
    assert code_of(data[:-512] + struct.pack("<128I", *[0] * 128)) == "damaged-workbook"


def test_a_record_that_cannot_be_is_damage_and_no_crash() -> None:
    """calamine stops with a panic, which is no ordinary exception."""
    data = old_book({"A": [[Formula(result(1.0))]]})
    at = data.index(struct.pack("<HH", 6, 25))
    with pytest.raises(WorkbookRejected) as caught:
        guard.opened(data[:at] + struct.pack("<HH", 6, 23) + data[at + 4 :])
    assert [one.code for one in caught.value.findings] == ["damaged-workbook"]


# The file system inside


def test_small_streams_lie_in_sectors_of_their_own_size() -> None:
    """Whole workbooks are never so small, but the streams beside them are."""
    small = b"pieni".ljust(64, b"\0") + b"virta"
    next_ones = struct.pack("<128I", 1, *[2**32 - 2] * 127)
    data = bytearray(ole({"small": small, "mini table": next_ones, "mini": small}))
    at = data.index("small".encode("utf-16-le"))
    struct.pack_into("<II", data, at + 116, 0, 69)
    root = data.index("Root Entry".encode("utf-16-le"))
    mini = struct.unpack_from("<I", data, data.index("mini\0".encode("utf-16-le")) + 116)[0]
    struct.pack_into("<II", data, root + 116, mini, 4096)
    table = struct.unpack_from("<I", data, data.index("mini table".encode("utf-16-le")) + 116)[0]
    struct.pack_into("<I", data, 60, table)
    streams = Streams(bytes(data))
    assert streams["small"] == small
    assert "small" in streams and "Root Entry" not in streams and "none" not in streams


def test_a_table_of_sectors_may_go_on_in_sectors_of_its_own() -> None:
    data = bytearray(ole({"stream": b"abc"}))
    (first,) = struct.unpack_from("<I", data, 76)
    struct.pack_into("<I", data, 76, 2**32 - 1)
    more = len(data) // 512 - 1
    struct.pack_into("<I", data, 68, more)
    data += struct.pack("<128I", first, *[2**32 - 1] * 126, 2**32 - 2)
    assert Streams(bytes(data))["stream"].startswith(b"abc")
    struct.pack_into("<I", data, len(data) - 4, more)  # a table that leads to itself
    assert Streams(bytes(data))["stream"].startswith(b"abc")


@pytest.mark.skipif("KPI_EXAMPLES" not in os.environ, reason="no folder of other people's files")
def test_a_native_export_opens() -> None:
    for path in Path(os.environ["KPI_EXAMPLES"]).rglob("*.xls"):
        assert guard.opened(path.read_bytes()).kind == "xls"
