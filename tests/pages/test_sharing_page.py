"""The page of links, and what each role is shown of every other page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kpi import pipeline
from kpi.access import Role
from tests.pages.conftest import desk_at
from tests.pages.screen import addresses, read, started
from tests.pages.visitors import came_in

MADE = re.compile(r"http://127\.0\.0\.1:8501/s/([A-Za-z0-9_-]{43})")


def _make(at: object, by: str = "Maija") -> None:
    page = at  # type: ignore[assignment]
    next(one for one in page.text_input if one.key == "share_by").set_value(by)  # type: ignore[attr-defined]
    next(one for one in page.button if one.label == "Tee linkki").click()  # type: ignore[attr-defined]
    page.run()  # type: ignore[attr-defined]


def test_the_first_link_comes_with_one_for_who_makes_it(data: Path) -> None:
    at = started("jakaminen")
    assert "vaatii linkin kaikilta" in read(at).text
    _make(at)
    page = read(at)
    assert len(set(MADE.findall(page.text))) == 2
    made = pipeline.links(desk_at(data))
    assert [(one.role, one.created_by) for one in made] == [
        (Role.ADMIN, "Maija"), (Role.VIEWER, "Maija"),
    ]  # fmt: skip
    # The next click of this browser, which holds no link, finds the door closed.
    assert read(started()).headings == [(1, "Yhteys on päättynyt")]


def test_a_name_is_asked_for(data: Path) -> None:
    at = started("jakaminen")
    _make(at, by=" ")
    assert ("error", "Kirjoita, kuka tekee linkin. Nimi näkyy muutoshistoriassa.") in read(
        at
    ).notices
    assert pipeline.links(desk_at(data)) == ()


def test_a_link_is_listed_without_its_secret_and_can_be_ended(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = came_in(data, monkeypatch, Role.ADMIN)
    at = started("jakaminen")
    _make(at)
    (secret,) = set(MADE.findall(read(at).text))
    at = started("jakaminen")
    page = read(at)
    assert secret not in page.text
    other = next(one for one in pipeline.links(desk_at(data)) if one.id != own.id)
    assert other.id in page.text and own.id in page.text
    chosen = next(one for one in at.selectbox if one.label == "Linkki")
    assert [("tällä olet sisällä" in one) for one in chosen.options].count(True) == 1
    chosen.set_value(other.id)
    next(one for one in at.text_input if one.key == "revoke_by").set_value("Maija")
    next(one for one in at.button if one.key and "end" in one.key).click()
    at.run()
    now = {one.id: one.revoked_at for one in pipeline.links(desk_at(data))}
    assert now[other.id] is not None and now[own.id] is None


def test_a_revoked_link_ends_at_the_next_click(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = came_in(data, monkeypatch, Role.EDITOR)
    at = started()
    assert read(at).headings[0][1] != "Yhteys on päättynyt"
    pipeline.revoke(own.id, desk_at(data), by="Maija")
    at.run()
    page = read(at)
    assert page.headings == [(1, "Yhteys on päättynyt")]
    assert "1 240" not in page.text


@pytest.mark.parametrize(
    ("role", "hidden"),
    [
        (Role.VIEWER, {"lisaa-luvut", "jakaminen"}),
        (Role.EDITOR, {"jakaminen"}),
        (Role.ADMIN, set()),
    ],
)
def test_each_role_is_given_its_pages(
    data: Path, monkeypatch: pytest.MonkeyPatch, role: Role, hidden: set[str]
) -> None:
    everything = set(addresses(started()))
    came_in(data, monkeypatch, role)
    at = started()
    assert everything - set(addresses(at)) == hidden
    assert "Yhden hengen" not in read(at).text
    assert any(one.startswith("./ulos") for one in read(at).hrefs)


def test_the_history_names_what_was_done_and_by_whom(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = came_in(data, monkeypatch, Role.ADMIN)
    page = read(started("jakaminen")).text
    assert "julkaisi luvut" in page and "teki linkin" in page
    assert own.id in page
