"""What an account of the organisation makes of somebody: its claims held against the role map.

Refuses a sign-in that is not of this moment, and an address that the provider itself doubts. Pure:
that the claims are the provider's own was proved where they came in.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from kpi.access import Role, Viewer
from kpi.sign_in import RoleMap, rule

ACCOUNT = "account"
# From the provider's answer to ours, seconds; and how much clocks may differ.
_FRESH, _SKEW = 600, 120
_MOST_LETTERS = 120
_GOOGLE = ("https://accounts.google.com", "accounts.google.com")


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody whom the provider vouches for; ``rules`` are those of the role map that fit."""

    viewer: Viewer
    rules: tuple[str, ...]


def account(claims: Mapping[str, object], roles: RoleMap, now: dt.datetime) -> Account | None:
    """Give who a sign-in's claims speak of; None when they are not of this moment.

    The viewer's role is None where no rule fits.
    """
    if not _is_fresh(claims, now):
        return None
    held = frozenset(_held(claims))
    known = (*roles.viewer, *roles.editor, *roles.admin)
    rules = tuple(one for one in dict.fromkeys(known) if one in held)
    return Account(Viewer(role(rules, roles), name=_name(claims), via=ACCOUNT), rules)


def role(rules: Collection[str], roles: RoleMap) -> Role | None:
    """Give the highest role that one of these rules makes today; None where none does."""
    for made, known in (
        (Role.ADMIN, roles.admin),
        (Role.EDITOR, roles.editor),
        (Role.VIEWER, roles.viewer),
    ):
        if not frozenset(known).isdisjoint(rules):
            return made
    return None


def lacks_groups(claims: Mapping[str, object]) -> bool:
    """Tell whether the provider left the groups out because they are too many for a token."""
    told = claims.get("_claim_names")
    return bool(claims.get("hasgroups")) or (isinstance(told, Mapping) and "groups" in told)


def _is_fresh(claims: Mapping[str, object], now: dt.datetime) -> bool:
    made, ends, at = claims.get("iat"), claims.get("exp"), now.timestamp()
    if not isinstance(made, int | float) or not isinstance(ends, int | float):
        return False
    return -_SKEW <= at - made <= _FRESH and at <= ends + _SKEW


def _held(claims: Mapping[str, object]) -> Iterator[str]:
    """Give every rule that an account fulfils."""
    for kind, claim in (("group", "groups"), ("role", "roles")):
        for one in _texts(claims.get(claim)):
            yield rule(kind, one)
    email = claims.get("email")
    # Who runs the accounts of one organisation says nothing of it; who does not believe it, says.
    if not isinstance(email, str) or claims.get("email_verified", True) not in (True, "true"):
        return
    email = email.strip().casefold()
    if email.count("@") != 1:
        return
    yield rule("email", email)
    domain = email.partition("@")[2]
    # With Google anybody once had an address there; who has it now, says another claim.
    if claims.get("iss") not in _GOOGLE or str(claims.get("hd", "")).casefold() == domain:
        yield rule("domain", domain)


def _texts(told: object) -> tuple[str, ...]:
    if isinstance(told, str):
        return (told.strip(),)
    if not isinstance(told, list | tuple):
        return ()
    return tuple(one.strip() for one in told if isinstance(one, str))


def _name(claims: Mapping[str, object]) -> str:
    """Name who signs; never empty, or they could sign as somebody else."""
    for claim in ("name", "email", "preferred_username", "sub"):
        told = claims.get(claim)
        shown = (
            "".join(c if c.isprintable() else " " for c in told) if isinstance(told, str) else ""
        )
        if shown.strip():
            return " ".join(shown.split())[:_MOST_LETTERS]
    return "?"
