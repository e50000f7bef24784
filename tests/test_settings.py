"""Settings: read once from the environment, refused by name."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from pydantic import ValidationError

from kpi.errors import WrongUsage
from kpi.settings import ROOT, Settings, from_environment


def test_nothing_set_is_the_default() -> None:
    made = from_environment({})
    assert made == Settings()
    assert made.data == ROOT / "data"
    assert made.catalogue == ROOT / "data" / "catalogue"
    assert (made.sample, made.language, made.address, made.port) == (True, "fi", "127.0.0.1", 8501)


def test_an_empty_value_is_no_value() -> None:
    names = ("KPI_DATA", "KPI_CATALOGUE", "KPI_LANGUAGE", "KPI_ADDRESS", "PORT")
    assert from_environment(dict.fromkeys(names, "")) == Settings()


def test_everything_set() -> None:
    made = from_environment(
        {
            "KPI_DATA": "some/folder",
            "KPI_CATALOGUE": "other",
            "KPI_LANGUAGE": "en",
            "KPI_ADDRESS": "0.0.0.0",  # noqa: S104 - whoever writes it means it
            "PORT": "8600",
            "KPI_SAMPLE": "no",
        }
    )
    assert made == Settings(
        data=Path("some/folder"),
        catalogue=Path("other"),
        sample=False,
        language="en",
        address="0.0.0.0",  # noqa: S104
        port=8600,
    )


@pytest.mark.parametrize(
    ("said", "meant"),
    [("no", False), ("NO", False), ("0", False), ("false", False), ("ei", False),
     ("yes", True), ("kyllä", True), ("", True), ("1", True)],
)  # fmt: skip
def test_the_sample_may_be_left_out(said: str, meant: bool) -> None:
    assert from_environment({"KPI_SAMPLE": said}).sample is meant


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("KPI_LANGUAGE", "sv"),
        ("KPI_LANGUAGE", "FI"),
        ("KPI_LANGUAGE", "fi\n"),
        ("PORT", "abc"),
        ("PORT", "0"),
        ("PORT", "65536"),
        ("PORT", "8501.5"),
        ("PORT", "-1"),
    ],
)
def test_what_cannot_be_used_is_named(name: str, value: str) -> None:
    with pytest.raises(WrongUsage) as refused:
        from_environment({name: value})
    (one,) = refused.value.findings
    assert (one.code, one.found, one.facts["name"]) == ("setting-unusable", value, name)
    assert refused.value.exit_code == 2


def test_all_of_it_is_said_at_once() -> None:
    with pytest.raises(WrongUsage) as refused:
        from_environment({"KPI_LANGUAGE": "sv", "PORT": "x"})
    assert [one.facts["name"] for one in refused.value.findings] == ["KPI_LANGUAGE", "PORT"]


def test_settings_are_frozen() -> None:
    with pytest.raises(ValidationError):
        Settings().port = 1


@pytest.mark.parametrize("everywhere", ["0.0.0.0", "::"])  # noqa: S104 - a link is asked for
def test_a_link_names_a_machine_and_not_every_machine(everywhere: str) -> None:
    """0.0.0.0 is where the service listens; no browser comes to it from elsewhere."""
    made = from_environment({"KPI_ADDRESS": everywhere, "PORT": "8600"})
    assert made.base_url == f"http://{socket.gethostname()}:8600"
    assert made.address_guessed and not from_environment({}).address_guessed
    told = from_environment({"KPI_ADDRESS": everywhere, "KPI_PUBLIC_URL": "https://a.example"})
    assert told.base_url == "https://a.example" and not told.address_guessed


def test_the_process_environment_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "8700")
    assert from_environment().port == 8700


@pytest.mark.parametrize(
    "url", ["https://[", "https://a]", "https://a/", "https://a?b", "ftp://a", "https://u@a", "a"]
)
def test_a_public_address_is_scheme_and_host_only(url: str) -> None:
    with pytest.raises(WrongUsage) as refused:
        from_environment({"KPI_PUBLIC_URL": url})
    assert [one.facts["name"] for one in refused.value.findings] == ["KPI_PUBLIC_URL"]
    for good in ("https://mittarit.example", "http://a:8600", "https://[2001:db8::1]:8443"):
        assert from_environment({"KPI_PUBLIC_URL": good}).base_url == good
