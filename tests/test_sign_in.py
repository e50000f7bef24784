"""The secrets file: what it makes, and what is said of one that cannot be used, without values."""

from __future__ import annotations

import os
import subprocess
import sys
import traceback
from pathlib import Path

import pytest

from kpi.errors import WrongUsage
from kpi.i18n import CODES, language
from kpi.settings import ROOT, Settings, from_environment

SECRET = "never-shown-" * 4
AUTH = f"""
[auth]
redirect_uri = "https://mittari.example/oauth2callback"
cookie_secret = "{SECRET}"
client_id = "{SECRET}id"
client_secret = "{SECRET}client"
server_metadata_url = "https://login.microsoftonline.com/0000/v2.0/.well-known/openid-configuration"
"""
ROLES = """
[roles]
admin = ["role:Seutumittari.Admin"]
editor = ["group:0F3C1C1E-9A5D-4F0E-8F43-0D5A51C0FFEE", "email: Maija@Seura.example "]
viewer = ["domain:Seura.example", "group:Luottamushenkilöt"]
"""


def read(tmp_path: Path, text: str, **environment: str) -> Settings:
    file = tmp_path / "secrets.toml"
    file.write_text(text, encoding="utf-8")
    return from_environment({"KPI_SECRETS": str(file), **environment})


def refused(tmp_path: Path, text: str, **environment: str) -> list[tuple[str, str]]:
    """Give what is said of a file; nothing of its values may be in it, nor in a traceback."""
    with pytest.raises(WrongUsage) as stopped:
        read(tmp_path, text, **environment)
    words = [language(code) for code in CODES]
    said = [w.finding(one) + w.advice(one) for w in words for one in stopped.value.findings]
    said += traceback.format_exception(stopped.value)
    assert not [one for one in said if "never-shown" in one or "hidden" in one]
    return [(one.code, one.facts.get("name", "")) for one in stopped.value.findings]


def test_what_it_makes(tmp_path: Path) -> None:
    made = read(tmp_path, AUTH + ROLES, KPI_PUBLIC_URL="https://mittari.example")
    assert made.accounts and made.roles and made.auth
    assert made.roles.admin == ("role:Seutumittari.Admin",)
    assert made.roles.editor == (
        "group:0f3c1c1e-9a5d-4f0e-8f43-0d5a51c0ffee",
        "email:maija@seura.example",
    )
    assert made.roles.viewer == ("domain:seura.example", "group:Luottamushenkilöt")
    assert made.auth.providers == ("default",)
    assert made.sign_in_url == "https://mittari.example"


def test_nothing_of_it_is_shown(tmp_path: Path) -> None:
    made = read(tmp_path, AUTH + ROLES)
    for shown in (repr(made), str(made), repr(made.auth), made.model_dump_json()):
        assert "never-shown" not in shown


def test_the_framework_is_handed_the_same_and_a_proof_with_each_code(tmp_path: Path) -> None:
    made = read(tmp_path, AUTH + 'client_kwargs = { prompt = "login" }\n' + ROLES)
    assert made.auth
    handed = made.auth.handed_on()
    assert handed["client_kwargs"] == {"prompt": "login", "code_challenge_method": "S256"}
    assert handed["client_secret"] == f"{SECRET}client"
    assert made.auth.section["client_kwargs"] == {"prompt": "login"}


def test_several_providers(tmp_path: Path) -> None:
    shared, own = AUTH.split("client_id", 1)
    own = f"client_id{own}"
    two = f"{shared}[auth.entra]\n{own}[auth.muu]\n{own}"
    made = read(tmp_path, two + ROLES)
    assert made.auth and made.auth.providers == ("entra", "muu")
    handed = made.auth.handed_on()
    assert "client_kwargs" not in handed
    for name in ("entra", "muu"):
        assert handed[name]["client_kwargs"] == {"code_challenge_method": "S256"}


@pytest.mark.parametrize("text", ["", "[other]\nx = 1\n"])
def test_a_file_that_says_nothing_of_it_changes_nothing(tmp_path: Path, text: str) -> None:
    assert read(tmp_path, text) == Settings()


def test_the_port_is_filled_in(tmp_path: Path) -> None:
    auth = AUTH.replace("https://mittari.example/", "http://localhost:{port}/")
    assert read(tmp_path, auth + ROLES, PORT="8600").sign_in_url == "http://localhost:8600"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (ROLES, [("secrets-lacks", f"auth.{name}") for name in (
            "redirect_uri", "cookie_secret", "client_id", "client_secret", "server_metadata_url")]),
        (AUTH, [("secrets-lacks", "roles")]),
        (AUTH + "[roles]\n", [("secrets-lacks", "roles")]),
        (AUTH + "roles = []\n", [("secrets-lacks", "roles")]),
        (AUTH.replace(SECRET + '"', 'hidden"') + ROLES,
         [("secrets-cookie-secret", "auth.cookie_secret")]),
        (AUTH.replace("https://mittari", "http://mittari") + ROLES,
         [("secrets-address", "auth.redirect_uri")]),
        (AUTH.replace("/oauth2callback", "/hidden") + ROLES,
         [("secrets-address", "auth.redirect_uri")]),
        (AUTH.replace("https://login", "http://login") + ROLES,
         [("secrets-address", "auth.server_metadata_url")]),
        (AUTH.replace("/0000/", "/Common/") + ROLES,
         [("secrets-tenant", "auth.server_metadata_url")]),
        (AUTH.replace("client_id =", "client_ID =") + ROLES, [("secrets-lacks", "auth.client_id")]),
        (AUTH.replace(f'"{SECRET}id"', "[]") + ROLES, [("secrets-lacks", "auth.client_id")]),
        (AUTH + 'client_kwargs = "hidden"\n' + ROLES, [("secrets-lacks", "auth.client_kwargs")]),
        (AUTH + ROLES + 'owner = ["group:hidden"]\n', [("secrets-rule", "roles.owner")]),
        (AUTH + '[roles]\nadmin = ["role:x", "hidden"]\n', [("secrets-rule", "roles.admin 2")]),
        (AUTH + '[roles]\nadmin = ["domain:hidden.example"]\n',
         [("secrets-rule", "roles.admin 1")]),
        (AUTH + '[roles]\neditor = ["email:hidden", "group: "]\n',
         [("secrets-rule", "roles.editor 1"), ("secrets-rule", "roles.editor 2")]),
        (AUTH + '[roles]\nviewer = "group:hidden"\n', [("secrets-rule", "roles.viewer")]),
        (AUTH + '[roles]\nviewer = [7]\n', [("secrets-rule", "roles.viewer 1")]),
        (f'[auth]\ncookie_secret = "{SECRET}\n', [("secrets-unreadable", "")]),
        (f"[auth]\ncookie_secret = {SECRET}\n", [("secrets-unreadable", "")]),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_named_and_not_shown(
    tmp_path: Path, text: str, said: list[tuple[str, str]]
) -> None:
    assert refused(tmp_path, text) == said


def test_a_providers_name_that_the_framework_cannot_use(tmp_path: Path) -> None:
    shared, own = AUTH.split("client_id", 1)
    text = f"{shared}[auth.my_own]\nclient_id{own}{ROLES}"
    assert refused(tmp_path, text) == [("secrets-provider", "auth.my_own")]


def test_it_has_to_be_where_visitors_are(tmp_path: Path) -> None:
    said = refused(tmp_path, AUTH + ROLES, KPI_PUBLIC_URL="https://other.example")
    assert said == [("secrets-elsewhere", "auth.redirect_uri")]


def test_a_file_that_was_named_has_to_be_there(tmp_path: Path) -> None:
    with pytest.raises(WrongUsage) as stopped:
        from_environment({"KPI_SECRETS": str(tmp_path / "nowhere.toml")})
    assert [one.code for one in stopped.value.findings] == ["secrets-unreadable"]


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    file = tmp_path / "secrets.toml"
    file.write_bytes(b"\xff\xfe[auth]")
    with pytest.raises(WrongUsage):
        from_environment({"KPI_SECRETS": str(file)})


@pytest.mark.slow
def test_the_service_does_not_start_and_says_where(tmp_path: Path) -> None:
    file = tmp_path / "secrets.toml"
    file.write_text(f'[auth]\ncookie_secret = "{SECRET}\n', encoding="utf-8")
    given = {**os.environ, "KPI_SECRETS": str(file), "KPI_DATA": str(tmp_path / "data")}
    ran = subprocess.run(
        [sys.executable, "-m", "kpi", "serve"],
        cwd=ROOT, env=given, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert ran.returncode == 2
    assert "secrets.toml:2" in ran.stdout + ran.stderr
    assert "never-shown" not in ran.stdout + ran.stderr
