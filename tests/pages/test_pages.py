"""Each page in each language, as it is sent to the screen from the worked example."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import streamlit
from streamlit.testing.v1 import AppTest

from kpi import pipeline
from kpi.i18n import CODES, language
from tests.pages.conftest import desk_at
from tests.pages.screen import ROOT, addresses, read, started

S, MINUS = "\u00a0", "\u2212"
SAY = language("fi").text
AREAS = 7
FIXED = ("", "palvelualueet", "rahoitus", "tavoitteet", "raportti", "lisaa-luvut", "jakaminen")


def paths() -> list[str]:
    """Give the addresses of the pages that need nothing but a period."""
    text = (ROOT / "data" / "catalogue" / "areas.toml").read_text(encoding="utf-8")
    return [*FIXED, *re.findall(r'^path = "(.+)"', text, re.MULTILINE)]


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("path", [*paths(), "mittari"])
def test_each_page_has_one_title_and_no_skipped_heading(data: Path, path: str, code: str) -> None:
    at = started(path, kieli=code, mittari="headcount")
    page = read(at)
    levels = [level for level, _ in page.headings]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(later <= earlier + 1 for earlier, later in zip(levels, levels[1:], strict=False))
    assert not [kind for kind, _ in page.notices if kind == "error"]
    assert language(code).text("ui.accessibility") in page.text
    version = re.search(r"[0-9a-f]{12}", page.text)
    assert version, "every page ends with the version of the data"
    assert not re.findall(r"\b(?:ui|finding|page|notice|value|column)\.[a-z]", page.text)


@pytest.mark.parametrize("code", CODES)
def test_links_keep_period_and_language(data: Path, code: str) -> None:
    """Also the page opened next shows the same period in the same language."""
    for path in ("", "palvelualueet", "rahoitus", "viestinta"):
        page = read(started(path, kausi="2025-S1", kieli=code))
        asked = [parse_qs(urlsplit(one).query) for one in page.hrefs]
        spoken = {one["kieli"][0] for one in asked}
        assert {one["kausi"][0] for one in asked} == {"2025-S1"}
        assert spoken == set(CODES), "all ours but the one to the other language"
        assert [one["kieli"][0] for one in asked].count(code) == len(asked) - 1


def test_the_six_numbers_stand_as_the_report_prints_them(data: Path) -> None:
    page = read(started())
    assert page.headings[0] == (1, "Tammi–kesäkuu 2025")
    for figure in (
        f"1{S}240", "477", f"19{S}000", "429", f"2{S}448{S}113{S}€", f"13,3{S}%",
        f"59{S}%", f"32{S}000", f"326{S}603{S}€", f"1{S}200",
    ):  # fmt: skip
        assert figure in page.text, figure
    assert f"{MINUS}41" not in page.text, "half a year is no decline of the whole year"


def test_english_pages_have_the_same_figures(data: Path) -> None:
    page = read(started(kieli="en"))
    assert page.headings[0] == (1, "January–June 2025")
    for figure in (f"1{S}240", f"19{S}000", f"€2{S}448{S}113", "13.3%"):
        assert figure in page.text, figure


def test_the_navigation_offers_few_pages_and_knows_all(data: Path) -> None:
    at = started()
    known = addresses(at)
    assert set(known) == {*paths(), "mittari"}
    assert len(known) == AREAS + 8


def test_the_picker_puts_the_period_into_the_address(data: Path) -> None:
    at = started()
    at.selectbox(key="kausi_picker").select("2024-A1").run()
    assert at.query_params["kausi"] == "2024-A1"
    assert read(at).headings[0] == (1, "2024")


def test_the_address_chooses_the_period(data: Path) -> None:
    at = started(kausi="2024-A1")
    assert at.selectbox(key="kausi_picker").value == "2024-A1"
    assert read(at).headings[0] == (1, "2024")


@pytest.mark.parametrize("asked", ["2031-S1", "hölynpöly", "<b>2025</b>"])
@pytest.mark.parametrize("code", CODES)
def test_an_unknown_period_is_said_and_the_usual_one_is_shown(
    data: Path, asked: str, code: str
) -> None:
    page = read(started(kausi=asked, kieli=code))
    said = [text for kind, text in page.notices if kind == "check"]
    assert len(said) == 1 and asked in said[0]
    assert "2025" in page.headings[0][1]
    assert "b" not in page.tags


def test_an_unknown_indicator_is_said_without_a_trace(data: Path) -> None:
    hostile = "<script>alert(1)</script>"
    for asked in ("headcont", hostile):
        page = read(started("mittari", mittari=asked))
        errors = [text for kind, text in page.notices if kind == "error"]
        assert len(errors) == 1 and asked in errors[0]
        assert "Traceback" not in page.text and "script" not in page.tags


def test_the_indicator_page_leads_to_the_cell(data: Path) -> None:
    page = read(started("mittari", mittari="headcount"))
    assert "20" in page.text and f"{MINUS}7" in page.text and "mark" in page.tags
    assert {"table", "caption", "dl"} <= set(page.tags)


def test_many_numbers_beside_one_chart_are_folded(data: Path) -> None:
    """Three years of months unfolded left the chart alone beside a page of empty ground."""
    assert unfolded("headcount") == 1
    months = [f"{month}/{year};{600 + month}" for year in (2023, 2024) for month in range(1, 13)]
    table = "\n".join(["Kuukausi;Instagram-seuraajat", *months]).encode()
    pipeline.publish([("seuraajat.csv", table)], desk_at(data), by="Maija")
    assert unfolded("instagram_followers") == 0


def unfolded(indicator: str) -> int:
    bodies = [
        one.proto.body for one in started("mittari", mittari=indicator).main if one.type == "html"
    ]
    assert any(SAY("ui.numbers-as-table") in body for body in bodies)
    return sum(body.count('<details class="kpi-folded" open') for body in bodies)


def test_statements_that_disagree_are_both_shown(data: Path) -> None:
    page = read(started("mittari", mittari="business_newsletter_frequency"))
    assert any(kind == "check" for kind, _ in page.notices)
    assert f"1{S}krt/kk" in page.text and f"2{S}krt/kk" in page.text


def test_funding_names_the_missing_euro_and_the_denominators(data: Path) -> None:
    page = read(started("rahoitus"))
    for figure in (f"2{S}448{S}112{S}€", f"2{S}448{S}113{S}€", f"1{S}€", f"13,3{S}%", f"14,6{S}%"):
        assert figure in page.text, figure


@pytest.mark.parametrize("code", CODES)
def test_a_store_that_cannot_be_read_is_told_in_words(data: Path, code: str) -> None:
    (data / "ledger.jsonl").write_text("not a ledger\n", encoding="utf-8")
    page = read(started(kieli=code))
    (kind, text) = page.notices[0]
    assert kind == "error" and len(text) > 20
    assert "Traceback" not in page.text and [level for level, _ in page.headings] == [1]


def test_a_defect_is_told_by_a_code_that_the_log_has(caplog: pytest.LogCaptureFixture) -> None:
    def script() -> None:
        from kpi.ui import frame

        with frame.told():
            raise ZeroDivisionError("secret detail")

    page = read(AppTest.from_function(script).run())
    ((kind, text),) = page.notices
    code = re.search(r"[0-9a-f]{8}", text)
    assert kind == "error" and code and "secret" not in page.text
    assert code.group() in caplog.text and "secret detail" in caplog.text


@pytest.mark.parametrize("code", CODES)
def test_a_bad_catalogue_is_told_in_words(
    data: Path, code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "catalogue"
    folder.mkdir()
    (folder / "a.toml").write_text("[organisation", encoding="utf-8")
    monkeypatch.setenv("KPI_CATALOGUE", str(folder))
    streamlit.cache_resource.clear()
    page = read(started(kieli=code))
    assert page.notices and {kind for kind, _ in page.notices} == {"error"}
    assert "a.toml" in page.text


@pytest.mark.parametrize("code", CODES)
def test_an_empty_store_says_so_on_every_page(
    tmp_path: Path, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KPI_DATA", str(tmp_path / "nothing"))
    streamlit.cache_resource.clear()
    for path in FIXED:
        page = read(started(path, kieli=code))
        assert "empty" in {kind for kind, _ in page.notices}, path
        assert len(page.headings) > 0
    streamlit.cache_resource.clear()
