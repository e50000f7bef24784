"""Links and the record on the command line: shapes that others rely on, words for people."""

from __future__ import annotations

import pytest

from tests.cli.shell import Shell

KEYS = {
    "id", "label", "role", "created_at", "created_by", "expires_at", "revoked_at", "opened",
    "last_opened_at", "scope",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _public(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KPI_PUBLIC_URL", "https://mittarit.example")


def test_a_link_is_made_listed_and_revoked(shell: Shell) -> None:
    code, made = shell.ask("share", "create", "--role", "viewer", "--label", "Hallitus")
    assert code == 0
    assert set(made) == {"id", "url", "role", "expires_at"}
    assert made["url"].startswith("https://mittarit.example/s/")
    code, (listed,) = shell.ask("share", "list")
    assert code == 0 and set(listed) == KEYS
    assert (listed["id"], listed["label"], listed["role"]) == (made["id"], "Hallitus", "viewer")
    assert (listed["opened"], listed["last_opened_at"], listed["revoked_at"]) == (0, None, None)
    assert made["url"].rpartition("/")[2] not in str(listed)
    code, ended = shell.ask("share", "revoke", made["id"])
    assert code == 0 and ended["revoked_at"] is not None
    assert shell.ask("share", "revoke", made["id"])[0] == 2
    code, done = shell.ask("audit")
    assert code == 0
    assert [(one["event"], one["via"]) for one in done] == [
        ("revoke", "console"), ("share", "console"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "typed",
    [
        ("--area", "lending", "house"),
        ("--area", "lending", "--area", "house"),
        ("--area", "lending house"),
        ("--area", "lending", "lending", "--area", "house", "lending"),
    ],
)
def test_a_scope_of_several_areas(shell: Shell, typed: tuple[str, ...]) -> None:
    code, _ = shell.ask("share", "create", "--role", "viewer", *typed, "--language", "en")
    assert code == 0
    _, (listed,) = shell.ask("share", "list")
    assert listed["scope"] == {
        "areas": ["lending", "house"], "version": None, "period": None, "language": "en",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        (("--role", "viewer", "--days", "0"), "share-days"),
        (("--role", "viewer", "--days", "-5"), "share-days"),
        (("--role", "viewer", "--days", "366"), "share-days"),
        (("--role", "viewer", "--days", "999999999"), "share-days"),
        (("--role", "viewer", "--days", "1,5"), "days-unreadable"),
        (("--role", "viewer", "--days", "ensi vuonna"), "days-unreadable"),
        (("--role", "viewer", "--days", ""), "option-lacks-value"),
        (("--role", "viewer", "--days", "٣"), "days-unreadable"),
        (("--role", "viewer", "--days", "--1"), "option-lacks-value"),
        (("--role", "viewer", "--days", "-"), "days-unreadable"),
        (("--role", "viewer", "--days", "--"), "option-lacks-value"),
        (("--role", "viewer", "--area", ""), "option-lacks-value"),
        (("--role", "viewer", "--area", " \t"), "option-lacks-value"),
        (("--role", "viewer", "--area="), "option-lacks-value"),
        (("--role", "viewer", "--version", ""), "option-lacks-value"),
        (("--role", "viewer", "--area", "lending", "nowhere"), "unknown-area"),
        (("--role", "editor", "--area", "lending"), "scope-for-viewers"),
        (("--role", "admin", "--area", "lending"), "scope-for-viewers"),
        (("--role", "viewer", "--label", "x" * 121), "share-label-long"),
        (("--role", "viewer", "extra"), "argument-extra"),
        (("--role", "owner"), "option-not-allowed"),
        ((), "argument-missing"),
        (("--role", "viewer", "--area", "nowhere"), "unknown-area"),
        (("--role", "viewer", "--version", "nothing"), "unknown-version"),
        (("--role", "editor", "--version", "nothing"), "scope-for-viewers"),
    ],
)
def test_what_cannot_be_a_link_is_refused(shell: Shell, typed: tuple[str, ...], code: str) -> None:
    status, told = shell.ask("share", "create", *typed)
    assert status == 2
    assert [one["code"] for one in told["findings"]] == [code]
    assert shell.ask("share", "list") == (0, [])


def test_a_half_command_names_its_family(shell: Shell) -> None:
    for typed in (("share",), ("share", "open")):
        status, told = shell.ask(*typed)
        assert status == 2
        assert "share create" in str(told)


def test_a_name_is_hidden_from_the_record(shell: Shell) -> None:
    shell.ask("share", "create", "--role", "admin", "--by", "Maija Meikäläinen")
    status, told = shell.ask("hide-name", "Maija Meikäläinen", "--instead", "entinen työntekijä")
    assert (status, told) == (0, {"hidden": True})
    _, done = shell.ask("audit")
    assert [one["by"] for one in done if one["event"] == "share"] == ["entinen työntekijä"]


def test_what_people_read_says_it_once(shell: Shell) -> None:
    code, out, _ = shell.say("share", "create", "--role", "viewer", "--label", "Hallitus")
    secret = out.split("/s/")[1].split()[0]
    assert code == 0 and len(secret) == 43
    for typed in (("share", "list"), ("audit",)):
        code, out, _ = shell.say(*typed)
        assert code == 0 and "Hallitus" in out and secret not in out
    code, out, _ = shell.say("share", "list", "--language", "en")
    assert code == 0 and "Hallitus" in out


def test_lists_of_nothing_say_so(shell: Shell) -> None:
    assert shell.ask("share", "list") == (0, [])
    assert shell.ask("audit") == (0, [])
    for typed in (("share", "list"), ("audit",)):
        code, out, _ = shell.say(*typed)
        assert code == 0 and out.strip()


def test_a_journal_that_was_changed_is_told_by_audit(shell: Shell) -> None:
    for _ in range(2):
        shell.ask("share", "create", "--role", "viewer")
    path = shell.folder / "data" / "access.jsonl"
    whole = path.read_bytes()
    for damaged in (
        whole.replace(b"viewer", b"editor", 1),
        whole.splitlines(keepends=True)[0],
        b"",
    ):
        path.write_bytes(damaged)
        status, told = shell.ask("audit")
        assert (status, told["findings"][0]["code"]) == (3, "ledger-broken")
    path.write_bytes(whole)
    assert shell.ask("audit")[0] == 0


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        (("hide-name", "", "--instead", "x"), "name-missing"),
        (("hide-name", "  ", "--instead", "x"), "name-missing"),
        (("hide-name", "Maija", "--instead", " "), "name-missing"),
        (("hide-name", "Maija"), "argument-missing"),
        (("share", "revoke"), "argument-missing"),
        (("share", "revoke", "nothing"), "unknown-share"),
    ],
)
def test_what_cannot_be_done_is_refused(shell: Shell, typed: tuple[str, ...], code: str) -> None:
    status, told = shell.ask(*typed)
    assert (status, [one["code"] for one in told["findings"]]) == (2, [code])
    assert shell.ask("audit") == (0, [])


@pytest.mark.parametrize(
    ("noted", "given", "base"),
    [
        ("http://127.0.0.1:8600", {}, "http://127.0.0.1:8600"),
        ("http://127.0.0.1:8600", {"PORT": "8700"}, "http://127.0.0.1:8700"),
        ("http://127.0.0.1:8600", {"KPI_PUBLIC_URL": "https://a.example"}, "https://a.example"),
        ("javascript:alert(1)", {}, "http://127.0.0.1:8501"),
        (None, {}, "http://127.0.0.1:8501"),
    ],
)
def test_a_link_leads_to_where_the_service_was_started(
    shell: Shell,
    monkeypatch: pytest.MonkeyPatch,
    noted: str | None,
    given: dict[str, str],
    base: str,
) -> None:
    """A service on another port made links that led nowhere."""
    monkeypatch.delenv("KPI_PUBLIC_URL")
    monkeypatch.delenv("PORT", raising=False)
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    if noted is not None:
        (shell.folder / "data").mkdir(exist_ok=True)
        (shell.folder / "data" / "served-at").write_text(noted, "utf-8")
    code, made = shell.ask("share", "create", "--role", "viewer")
    assert code == 0
    assert made["url"].rpartition("/s/")[0] == base
