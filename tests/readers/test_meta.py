"""Which of Meta's files a file is; the report of advertisements is refused by name."""

from __future__ import annotations

import pytest

from kpi import readers
from kpi.errors import Severity
from kpi.readers import Asking, meta
from kpi.readers.cells import Raw
from tests.readers.meta_files import book, days, native, saved_as_xlsx, told

ADS: list[list[Raw]] = [
    ["Campaign name", "Month", "Amount spent (EUR)", "Reporting starts", "Reporting ends"],
    ["", "", 120.5, "2025-01-01", "2025-03-31"],
    ["Kesä", "2025-01-01 - 2025-01-31", 20, "2025-01-01", "2025-03-31"],
]


def test_a_report_of_advertisements_is_refused_by_name() -> None:
    (wrong,) = told(book(ADS, kind="xlsx"), "meta-ads").findings
    assert (wrong.code, wrong.severity) == ("meta-ads-not-read", Severity.ERROR)
    read = readers.read("x", saved_as_xlsx(ADS))
    assert (read.format, [one.code for one in read.findings]) == ("meta-ads", ["meta-ads-not-read"])


def test_the_service_reads_it_by_its_content() -> None:
    asking = Asking()
    read = readers.read("anything.bin", native(days([1, 2], "Views")), asking)
    assert (read.format, [one.label for one in read.series]) == ("meta-daily", ["Views"])
    assert [one.name for one in asking.questions] == ["which-platform:csv!A1"]


@pytest.mark.parametrize("rows", [[], [[]], [["Kuukausi", "Kävijät"], ["1/2025", "7"]]])
def test_any_other_file_is_none_of_them(rows: list[list[str]]) -> None:
    assert meta.recognise(book(rows)) == ""
