"""Roles: what each permits, and that nobody is somebody by default."""

from __future__ import annotations

import pytest

from kpi.access import CONSOLE, LOCAL, NOBODY, Permission, Role, Scope, Viewer, require
from kpi.errors import NotPermitted


def test_nobody_may_nothing() -> None:
    assert Viewer() == NOBODY
    assert not any(NOBODY.may(one) for one in Permission)
    assert NOBODY.sees == "nothing"


@pytest.mark.parametrize(
    ("role", "may"),
    [
        (Role.VIEWER, {"read"}),
        (Role.EDITOR, {"read", "internal", "publish"}),
        (Role.ADMIN, {"read", "internal", "publish", "freeze", "share", "audit"}),
    ],
)
def test_what_each_role_permits(role: Role, may: set[str]) -> None:
    assert {one.value for one in Permission if Viewer(role).may(one)} == may


def test_who_may_not_is_stopped() -> None:
    require(CONSOLE, Permission.AUDIT)
    require(LOCAL, Permission.SHARE)
    with pytest.raises(NotPermitted) as stopped:
        require(Viewer(Role.VIEWER), Permission.PUBLISH)
    assert [one.code for one in stopped.value.findings] == ["not-permitted"]
    assert stopped.value.exit_code == 4


def test_what_is_shared_between_visitors_is_named_by_what_they_see() -> None:
    everything = {Viewer(Role.EDITOR).sees, Viewer(Role.ADMIN).sees, CONSOLE.sees}
    assert everything == {"all"}
    narrowed = [
        Viewer(Role.VIEWER),
        Viewer(Role.VIEWER, Scope(areas=("a",))),
        Viewer(Role.VIEWER, Scope(areas=("a", "b"))),
        Viewer(Role.VIEWER, Scope(version="abc", period="2025-S1")),
    ]
    assert len({one.sees for one in narrowed} | everything) == 5
