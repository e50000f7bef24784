"""Claims against the role map: the highest role, addresses in doubt, and when it is too late."""

from __future__ import annotations

import contextlib
import datetime as dt
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from kpi.access import NOBODY, Role, Viewer
from kpi.links import Journal, Sessions, Shares, account, lacks_groups
from kpi.settings import RoleMap

NOW = dt.datetime(2025, 9, 24, 12, 0, tzinfo=dt.UTC)
ROLES = RoleMap(
    viewer=("domain:seura.example", "group:board", "role:Reader"),
    editor=("email:maija@seura.example", "group:Board"),
    admin=("role:Admin",),
)


def claims(**more: Any) -> dict[str, Any]:
    at = NOW.timestamp()
    return {"sub": "1", "name": "Maija Meikäläinen", "iat": at, "exp": at + 3600, **more}


@pytest.mark.parametrize(
    ("told", "role"),
    [
        ({}, None),
        ({"groups": ["board"]}, Role.VIEWER),
        ({"groups": ["Board"]}, Role.EDITOR),
        ({"groups": "board"}, Role.VIEWER),
        ({"groups": ["BOARD", 7, None]}, None),
        ({"groups": {"board": True}}, None),
        ({"roles": ["Admin", "Reader"], "groups": ["board"]}, Role.ADMIN),
        ({"roles": ["board"]}, None),
        ({"email": "Maija@SEURA.example"}, Role.EDITOR),
        ({"email": "matti@seura.example", "email_verified": True}, Role.VIEWER),
        ({"email": "matti@seura.example", "email_verified": "true"}, Role.VIEWER),
        ({"email": "maija@seura.example", "email_verified": False}, None),
        ({"email": "maija@seura.example", "email_verified": "false"}, None),
        ({"email": "maija@seura.example", "email_verified": None}, None),
        ({"email": "maija@seura.example", "email_verified": False, "roles": "Admin"}, Role.ADMIN),
        ({"email": "x@sub.seura.example"}, None),
        ({"email": "x@seura.example@muu.example"}, None),
        ({"email": ["maija@seura.example"]}, None),
        ({"preferred_username": "maija@seura.example"}, None),
    ],
)
def test_the_highest_role_that_a_rule_makes(told: dict[str, Any], role: Role | None) -> None:
    made = account(claims(**told), ROLES, NOW)
    assert made is not None
    assert made.viewer.role is role
    assert bool(made.rules) is (role is not None)


def test_with_google_a_domain_is_what_google_says_of_the_organisation() -> None:
    google = {"iss": "https://accounts.google.com", "email": "ex@seura.example"}
    once = account(claims(**google, email_verified=True), ROLES, NOW)
    now = account(claims(**google, email_verified=True, hd="seura.example"), ROLES, NOW)
    assert once and now
    assert (once.viewer.role, now.viewer.role) == (None, Role.VIEWER)


@pytest.mark.parametrize(
    ("iat", "exp", "holds"),
    [
        (0, 3600, True),
        (-600, 3600, True),
        (-601, 3600, False),
        (120, 3600, True),
        (121, 3600, False),
        (-300, -120, True),
        (-300, -121, False),
        (None, 3600, False),
        (0, None, False),
    ],
)
def test_a_sign_in_is_of_this_moment(iat: int | None, exp: int | None, holds: bool) -> None:
    at = NOW.timestamp()
    told = claims(roles=["Admin"])
    told |= {"iat": None if iat is None else at + iat, "exp": None if exp is None else at + exp}
    assert (account(told, ROLES, NOW) is not None) is holds


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ({}, "Maija Meikäläinen"),
        ({"name": "  Maija\n\u202eX\x00 "}, "Maija X"),
        ({"name": "", "email": "m@seura.example"}, "m@seura.example"),
        ({"name": None, "preferred_username": "mm"}, "mm"),
        ({"name": ["x"]}, "1"),
        ({"name": "", "sub": " "}, "?"),
        ({"name": "M" * 500}, "M" * 120),
    ],
)
def test_an_account_has_a_name_to_sign_with(told: dict[str, Any], name: str) -> None:
    made = account(claims(**told), ROLES, NOW)
    assert made is not None
    assert (made.viewer.name, made.viewer.via) == (name, "account")


def test_groups_that_were_left_out_are_noticed() -> None:
    assert not lacks_groups(claims(groups=[]))
    assert lacks_groups(claims(_claim_names={"groups": "src1"}))
    assert lacks_groups(claims(hasgroups=True))


# The session keeps the rules, not the role


def test_many_at_once_and_a_table_of_another_form(tmp_path: Path) -> None:
    with contextlib.closing(sqlite3.connect(tmp_path / "sessions.sqlite3")) as rows:
        rows.execute("create table session (id_sha256 text, role text)")
        rows.execute("insert into session values ('x', 'admin')")
        rows.commit()
    sessions = Sessions(tmp_path, Shares(Journal(tmp_path)), ROLES)
    somebody = Viewer(Role.EDITOR, name="Maija", via="account")
    with ThreadPoolExecutor(8) as many:
        held = list(many.map(lambda _: sessions.begin(somebody, NOW, ("group:Board",)), range(24)))
    assert {sessions.viewer(one, NOW) for one in held} == {somebody}
    assert sessions.viewer("x", NOW) == NOBODY


def test_a_session_without_a_rule_of_the_map_opens_nothing(tmp_path: Path) -> None:
    sessions = Sessions(tmp_path, Shares(Journal(tmp_path)), ROLES)
    said = Viewer(Role.ADMIN, name="Maija", via="account")
    for rules in ((), ("",), ("role:Gone",)):
        assert sessions.viewer(sessions.begin(said, NOW, rules), NOW) == NOBODY
