"""Hostile and broken files cost a message, never the service."""

from __future__ import annotations

import io
import json
import random
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi.readers import guard, read
from kpi.readers.child.limits import LONGEST_ANSWER, Grid, Opened, Refused
from kpi.readers.child.packing import packed
from kpi.readers.waiting import Waiting
from tests.factories import part, repacked, row, sheets_of, workbook
from tests.old_books import Dressed, old_book
from tests.open_documents import number, table, words
from tests.open_documents import row as row_of
from tests.open_documents import zipped as zipped_ods

GOOD = workbook([row()])
SHEET, STYLES = "xl/worksheets/sheet1.xml", "xl/styles.xml"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ODD_CELL = '<row r="1"><c r="?" t="e"/></row>'


def refused(data: bytes) -> str:
    found = read("x.xlsx", data)
    assert found.format == "unknown"
    assert found.tables == ()
    (one,) = found.findings
    return one.code


def zipped(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return buffer.getvalue()


def sheet_of_cells(cells: str) -> bytes:
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    return f"<worksheet {space}><sheetData>{cells}</sheetData></worksheet>".encode()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty-workbook"),
        (b"\xff\xfe\n\0", "empty-workbook"),
        (b"%PDF-1.7 ...", "not-a-workbook"),
        (random.Random(1).randbytes(20_000), "not-a-workbook"),
        (zipped({"word/document.xml": b"<w/>"}), "not-a-workbook"),
        (GOOD[: len(GOOD) // 2], "damaged-workbook"),
        (GOOD[:100], "damaged-workbook"),
        (OLE + bytes(600), "damaged-workbook"),
        (bytes(guard.LARGEST_FILE + 1), "file-too-large"),
        (repacked(GOOD, {"../../etc/passwd": b"x"}), "unsafe-workbook"),
        (repacked(GOOD, {"/etc/passwd": b"x"}), "unsafe-workbook"),
        (repacked(GOOD, {"C:\\x.xml": b"x"}), "unsafe-workbook"),
        (repacked(GOOD, {f"a{n}.xml": b"x" for n in range(600)}), "unpacks-too-large"),
        (repacked(GOOD, {"xl/media/image1.png": bytes(3 << 20)}), "unpacks-too-large"),
        (repacked(GOOD, {STYLES: b"<!DOCTYPE x [<!ENTITY a 'b'>]><x/>"}), "unsafe-workbook"),
        (repacked(GOOD, {SHEET: "<!DOCTYPE x><x/>".encode("utf-16")}), "unsafe-workbook"),
        (repacked(GOOD, {SHEET: b"<worksheet><sheetData><row"}), "damaged-workbook"),
        (repacked(GOOD, {SHEET: sheet_of_cells(ODD_CELL)}), "damaged-workbook"),
        (repacked(GOOD, {SHEET: None}), "damaged-workbook"),
        (repacked(GOOD, {"xl/_rels/workbook.xml.rels": b"<x/>"}), "damaged-workbook"),
        (repacked(GOOD, {"xl/workbook.xml": b"<x/>"}), "damaged-workbook"),
    ],
)  # fmt: skip
def test_what_is_not_worth_reading_is_refused(data: bytes, code: str) -> None:
    assert refused(data) == code


def test_a_part_named_twice_is_refused() -> None:
    buffer = io.BytesIO(GOOD)
    with zipfile.ZipFile(buffer, "a") as file, pytest.warns(UserWarning, match="Duplicate"):
        file.writestr(SHEET, b"<other/>")
    assert refused(buffer.getvalue()) == "unsafe-workbook"


def test_an_encrypted_part_asks_for_the_password() -> None:
    data = bytearray(GOOD)
    at = data.rfind(b"PK\x01\x02")
    data[at + 8] |= 1
    assert refused(bytes(data)) == "password-protected"


def test_a_bomb_is_seen_from_the_directory_at_once() -> None:
    bomb = repacked(GOOD, {SHEET: bytes(100 << 20)})
    assert len(bomb) < guard.LARGEST_FILE
    start = time.monotonic()
    assert refused(bomb) == "unpacks-too-large"
    assert time.monotonic() - start < 1


ONE = "<v>1</v></c></row>"
LAST = f'<row r="1"><c r="A1">{ONE}<row r="1048576"><c r="XFD1048576">{ONE}'
CORNERS = f'<row r="1"><c r="XFD1">{ONE}<row r="1048576"><c r="A1048576">{ONE}'


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        (LAST, "sheet-too-large"),
        (CORNERS, "sheet-too-large"),
        (LAST + f'<row r="1048576"><c r="A1048576">{ONE}', "sheet-too-large"),
        (LAST.replace('"', "'"), "reader-stopped"),
    ],
)
def test_a_far_cell_does_not_take_the_process_with_it(cells: str, code: str) -> None:
    """calamine would reserve seventeen thousand million cells, and abort the whole process."""
    assert refused(repacked(GOOD, {SHEET: sheet_of_cells(cells)})) == code


def test_too_many_cells_are_refused() -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 3))
    wide = f'{rows}<row r="9000"><c r="ZZ9000"><v>1</v></c></row>'
    assert refused(repacked(GOOD, {SHEET: sheet_of_cells(wide)})) == "sheet-too-large"


def test_repeated_long_words_do_not_flood_the_service() -> None:
    """One text of 30 000 letters, pointed at by 5 000 cells, is 150 million letters."""
    table = [["x" * 30_000] * 50 for _ in range(100)]
    assert refused(sheets_of({"A": table})) in {"sheet-too-large", "reader-stopped"}


def test_more_words_than_the_service_would_hold_are_not_sent() -> None:
    much = Grid("Luvut", False, [["x" * (LONGEST_ANSWER + 1)]])
    with pytest.raises(Refused) as caught:
        packed(Opened("xlsx", [much]))
    assert caught.value.args == ("sheet-too-large", "Luvut")


def claiming(data: bytes, name: str, size: int) -> bytes:
    """Give a zip whose directory lies about the size of one part."""
    changed = bytearray(data)
    at = data.index(b"PK\x01\x02")
    while data[at + 46 : at + 46 + len(name)] != name.encode():
        at = data.index(b"PK\x01\x02", at + 4)
    local = int.from_bytes(data[at + 42 : at + 46], "little")
    for place in (at + 24, local + 22):
        changed[place : place + 4] = size.to_bytes(4, "little")
    return bytes(changed)


def million_rows(_: int = 0) -> bytes:
    return sheet_of_cells("".join(f'<row r="{n}"><c r="A{n}">{ONE}' for n in range(1, 1_048_577)))


NOISE = random.Random(1).randbytes(400_000)  # lets a bomb pass for a file of ordinary density


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("a million rows", lambda: repacked(GOOD, {SHEET: million_rows()})),
        ("styles", lambda: repacked(GOOD, {"n": NOISE, STYLES: b"<styleSheet><cellXfs>"
                                           + b'<xf numFmtId="9"/>' * 900_000})),
        ("one long word", lambda: repacked(GOOD, {"n": NOISE, "xl/sharedStrings.xml":
                                                  b"<sst><si><t>" + b"x" * (60 << 20)})),
        ("merged areas", lambda: repacked(GOOD, {"n": NOISE, SHEET: sheet_of_cells("").replace(
            b"</worksheet>", b'<mergeCells>' + b'<mergeCell ref="A1:XFD1048576"/>' * 900_000
            + b"</mergeCells></worksheet>")})),
        ("hidden columns", lambda: repacked(GOOD, {"n": NOISE, SHEET: sheet_of_cells("").replace(
            b"<sheetData>", b"<cols>" + b'<col min="1" max="16384" hidden="1"/>' * 90_000
            + b"</cols><sheetData>")})),
        ("a lie", lambda: claiming(repacked(GOOD, {SHEET: million_rows()}), SHEET, 900)),
        ("a lie about words", lambda: claiming(
            repacked(GOOD, {"xl/sharedStrings.xml": b"<sst><si><t>" + b"x" * (200 << 20)}),
            "xl/sharedStrings.xml", 900)),
        ("late entities", lambda: repacked(GOOD, {SHEET: b"<!--" + b"x" * 5000
            + b'--><!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]>' + sheet_of_cells(
                '<row r="1"><c r="A1" t="str"><v>&b;</v></c></row>')})),
    ],
)  # fmt: skip
def test_a_file_made_to_hurt_costs_a_message(name: str, make: Callable[[], bytes]) -> None:
    data = make()
    assert len(data) < guard.LARGEST_FILE, name
    start = time.monotonic()
    assert refused(data) in {"sheet-too-large", "reader-stopped", "damaged-workbook"}
    assert time.monotonic() - start < 10


def test_reports_that_are_packed_together_are_named() -> None:
    parts = {"mimetype.txt": b"", "pages.csv": b"a,b", "in/Visitors.CSV": b"a,b", "notes.md": b""}
    (one,) = read("export.zip", zipped(parts)).findings
    assert (one.code, one.found) == ("files-in-zip", "pages.csv, in/Visitors.CSV")
    letter = {"[Content_Types].xml": b"<t/>", "word/embeddings/a.xlsx": GOOD}
    assert refused(zipped(letter)) == "not-a-workbook"


def test_more_sheets_than_anybody_has_are_refused_before_the_tools_look_at_them() -> None:
    one = table(row_of(words("Kuukausi"), words("Kävijät")), "Luvut {}")
    data = zipped_ods("".join(one.replace("{}", str(number)) for number in range(501)))
    (finding,) = read("x.ods", data).findings
    assert (finding.code, finding.found, finding.facts["most"]) == ("too-many-sheets", "501", "500")


def test_a_zip_within_a_zip_and_odd_packing_are_refused() -> None:
    assert refused(zipped({"inner.zip": GOOD})) == "not-a-workbook"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_LZMA) as file:
        file.writestr("xl/workbook.xml", b"x")
    assert refused(buffer.getvalue()) == "unsafe-workbook"
    assert refused(zipped({"xl/Workbook.xml": b"", "xl/workbook.xml": b""})) == "unsafe-workbook"


def test_no_file_takes_more_memory_than_is_allowed() -> None:
    """The heaviest file that is still read: two hundred thousand rows of percents and words."""
    resource = pytest.importorskip("resource")
    cells = [
        f'<row r="{n}"><c r="A{n}" s="1"><v>0.{n}</v></c><c r="B{n}" s="1"><v>0.5</v></c>'
        f'<c r="C{n}" t="inlineStr"><is><t>rivi {n}</t></is></c></row>'
        for n in range(1, 200_001)
    ]
    styles = b'<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="9"/></cellXfs></styleSheet>'
    data = repacked(GOOD, {SHEET: sheet_of_cells("".join(cells)), STYLES: styles})
    code = (
        "import resource, sys; from kpi.readers import guard;"
        "book = guard.opened(sys.stdin.buffer.read());"
        "print(len(book.sheets[0].rows), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    assert resource
    root = Path(guard.__file__).parents[2]
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=root, input=data, capture_output=True)
    rows, peak = map(int, done.stdout.split())
    assert rows == 200_000
    assert peak <= 400 << 10


BASES = {
    "xlsx": GOOD,
    "xls": old_book({"Luvut": [["Kk", "Määrä"], ["tammi", 5], [Dressed(0.5, "0 %"), 2.5]]}),
    "ods": zipped_ods(table(row_of(words("Kk"), number(5), number(0.5, "percentage")))),
    "html": "<table><tr><td colspan=2>Kävijät<tr><td>tammi<td>5".encode(),
    "text": 'sep=;\n"Kävijät";\ntammi;"1 ""240"""\n'.encode("utf-16"),
}


# A thousand of each kind in the long run.
MUTATED = settings(max_examples=1000 if settings().max_examples > 1000 else 8)


@pytest.mark.parametrize("kind", sorted(BASES))
@MUTATED
@given(seed=st.integers(0, 2**32), cut=st.booleans())
def test_a_mutated_file_is_read_or_refused(kind: str, seed: int, cut: bool) -> None:
    chance = random.Random(seed)
    data = bytearray(BASES[kind])
    for _ in range(chance.randint(1, 30)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    found = read(f"x.{kind}", bytes(data[: chance.randrange(len(data))] if cut else data))
    assert found.tables or found.series or found.findings


def test_external_links_and_formulas_are_only_words() -> None:
    link = (
        b'<Relationships><Relationship Id="rId1" Target="http://198.51.100.1/x"/></Relationships>'
    )
    data = repacked(GOOD, {"xl/externalLinks/_rels/externalLink1.xml.rels": link})
    assert read("x", data).findings == ()


SHORT = json.dumps(
    {
        "kind": "xlsx", "said": [], "encoding": "",
        "sheets": [
            {
                "name": "A", "hidden": False, "row": 1, "column": 1, "hidden_rows": [],
                "hidden_columns": [], "merged": [], "columns": [["d", [], [], []]], "height": 9,
            }
        ],
    }
)  # fmt: skip


def test_a_child_that_hangs_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slow = tmp_path / "slow.py"
    slow.write_text("import time; time.sleep(30)")
    monkeypatch.setattr("subprocess.run", _hurried(subprocess.run, slow))
    assert refused(GOOD) == "reader-stopped"


@pytest.mark.parametrize(
    "answer",
    [
        "import sys; sys.exit(3)",
        "print('nonsense')",
        "print('[' * 99999)",
        "print('[]')",
        f"print({SHORT!r})",
    ],
)
def test_a_child_that_dies_or_babbles_is_a_finding(
    answer: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    odd = tmp_path / "odd.py"
    odd.write_text(answer)
    monkeypatch.setattr("subprocess.run", _hurried(subprocess.run, odd))
    assert refused(GOOD) == "reader-stopped"


def _hurried(run, script: Path):
    """Run another script in the child's place, with half a second to live."""

    def hurried(command, **options):
        return run([*command[:-1], str(script)], **{**options, "timeout": 0.5})

    return hurried


@pytest.fixture
def waiting() -> Iterator[Waiting]:
    """Give a reader that stays, as a service has one."""
    guard.child.keep()
    yield guard.child
    guard.child.stop()


def test_a_child_that_waits_reads_the_next_file_and_no_other(waiting: Waiting) -> None:
    first = waiting._next
    assert guard.opened(GOOD).sheets
    assert first is not None
    assert first.returncode == 0, "it read the file"
    second = waiting._next
    assert second is not None
    assert second.pid != first.pid
    assert refused(b"\x00\x01") == "not-a-workbook"
    assert second.returncode == 0


def test_a_child_that_died_while_it_waited_is_replaced(waiting: Waiting) -> None:
    assert waiting._next is not None
    waiting._next.kill()
    waiting._next.wait()
    assert guard.opened(GOOD).sheets


def test_a_waiting_child_that_hangs_is_stopped(waiting: Waiting) -> None:
    slow = Waiting([sys.executable, "-c", "import time; time.sleep(30)"])
    slow.keep()
    child = slow._next
    with pytest.raises(subprocess.TimeoutExpired):
        slow.run(b"x", 0.2)
    slow.stop()
    assert child is not None
    assert child.returncode != 0


def test_limits_are_set_where_the_system_has_them() -> None:
    """The child itself says so: 400 mebibytes of memory are the most it can take."""
    code = (
        "from kpi.readers.child.limits import limit; limit();"
        "from resource import RLIMIT_AS, RLIMIT_CPU, getrlimit;"
        "print(getrlimit(RLIMIT_AS)[0], getrlimit(RLIMIT_CPU)[0])"
    )
    pytest.importorskip("resource")
    root = Path(guard.__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True)
    assert done.stdout.split() == [str(400 << 20), "8"]


def test_macros_are_told_of_and_the_cells_read() -> None:
    book = guard.opened(repacked(GOOD, {"xl/vbaProject.bin": b"x"}))
    assert book.sheets == guard.opened(GOOD).sheets
    assert [one.code for one in book.findings] == ["macros-not-run"]


def test_the_good_file_is_good() -> None:
    assert part(GOOD, SHEET)
    assert read("x", GOOD).findings == ()
