"""The notice of missing figures on its two pages, as it is sent to the screen."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import pytest
import streamlit

from kpi.i18n import CODES, language
from tests.factories import write_catalogue
from tests.pages.screen import Read, read, started


def calendars(page: Read) -> list[str]:
    return [one for one in page.hrefs if urlsplit(one).path == "./maaraajat.ics"]


@pytest.mark.parametrize("path", ["", "lisaa-luvut"])
@pytest.mark.parametrize("code", CODES)
def test_what_is_missing_is_said_and_opens_by_role(data: Path, path: str, code: str) -> None:
    """The worked example ends in June 2025: whenever this runs, what is due by month is late."""
    page, say = read(started(path, kieli=code)), language(code)
    assert (2, say.text("due.title")) in page.headings
    roles = {"fi": "tiedottaja: ", "en": "communications officer: "}
    assert roles[code] in page.text and say.text("due.opens") in page.text
    months = {"fi": "heinäkuu 2025 – ", "en": "July 2025 – "}
    assert months[code] in page.text
    (address,) = calendars(page)
    assert f"kieli={code}" in address


def test_other_pages_leave_it_out(data: Path) -> None:
    for path in ("palvelualueet", "rahoitus", "viestinta"):
        assert calendars(read(started(path))) == []


def test_where_nothing_is_expected_nothing_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_catalogue(tmp_path / "catalogue")
    listed = (folder / "all.toml").read_text(encoding="utf-8")
    (folder / "all.toml").write_text(listed.replace("listed = true", "listed = false"), "utf-8")
    monkeypatch.setenv("KPI_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("KPI_CATALOGUE", str(folder))
    streamlit.cache_resource.clear()
    page = read(started())
    assert calendars(page) == [] and language("fi").text("due.title") not in page.text
    streamlit.cache_resource.clear()
