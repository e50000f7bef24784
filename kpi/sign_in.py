"""What the secrets file says of signing in: the provider as the framework is handed it, the roles.

Refuses a file that would fail at the first sign-in or let in whoever was not meant, and to show
anything that stands in it but the names of its entries.
"""

from __future__ import annotations

import copy
import ipaddress
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationError

from kpi.errors import Finding, WrongUsage, error

CALLBACK = "/oauth2callback"
# The name of the provider whose entries stand in [auth] itself.
DEFAULT = "default"
_SHARED = ("redirect_uri", "cookie_secret")
_OF_A_PROVIDER = ("client_id", "client_secret", "server_metadata_url")
_COOKIE_BYTES = 32
_PROVIDER = re.compile(r"[A-Za-z0-9-]{1,40}")
_KIND = re.compile(r"(email|domain|group|role):\s*(\S.*)")
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
# There any organisation's administrator may write any address to their own people.
_ANYBODY = re.compile(r"https://login\.microsoftonline\.com/(common|organizations|consumers)/")


def _rule(text: str) -> str:
    """Read one rule, in the form in which claims are compared with it."""
    read = _KIND.fullmatch(text.strip())
    if read is None:
        raise ValueError("no rule")
    kind, value = read[1], read[2].strip()
    if (kind == "email" and value.count("@") != 1) or (
        kind == "domain" and ("@" in value or "." not in value)
    ):
        raise ValueError("no address")
    return rule(kind, value)


def rule(kind: str, value: str) -> str:
    """Write a rule as it is compared: addresses and the numbers of groups have no capitals."""
    small = kind in {"email", "domain"} or _UUID.fullmatch(value) is not None
    return f"{kind}:{value.casefold() if small else value}"


def _not_a_domain(text: str) -> str:
    """Whoever changes figures is named: a whole domain is more people than anybody knows."""
    if text.startswith("domain:"):
        raise ValueError("a domain")
    return text


Rule = Annotated[str, AfterValidator(_rule)]
NamedRule = Annotated[Rule, AfterValidator(_not_a_domain)]


class RoleMap(BaseModel):
    """Which claims of an account make which role: "editor" = ["group:…", "email:…"]."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    viewer: tuple[Rule, ...] = ()
    editor: tuple[NamedRule, ...] = ()
    admin: tuple[NamedRule, ...] = ()


@dataclass(frozen=True, slots=True)
class Auth:
    """The section ``[auth]``; its content is shown to nobody but the framework."""

    section: Mapping[str, Any] = field(repr=False)

    @property
    def redirect_uri(self) -> str:
        """Where the provider sends people back to; ``{port}`` stands for the port."""
        return str(self.section["redirect_uri"])

    @property
    def providers(self) -> tuple[str, ...]:
        """The names of the providers to choose from."""
        return tuple(name for name, _ in _providers(self.section))

    def handed_on(self) -> dict[str, Any]:
        """Give it for the framework; a code that somebody overheard then opens nothing."""
        made = copy.deepcopy(dict(self.section))
        for name, _ in _providers(self.section):
            held = made if name == DEFAULT and DEFAULT not in made else made[name]
            held.setdefault("client_kwargs", {}).setdefault("code_challenge_method", "S256")
        return made


def read(path: Path, *, asked: bool, public_url: str = "") -> tuple[Auth, RoleMap] | None:
    """Read the file; None where it says nothing of signing in.

    Args:
        path: the file.
        asked: whether somebody named this file, so that it has to be there.
        public_url: the address that visitors see, where it is set.

    Raises:
        WrongUsage: it cannot be used; everything is told at once, no value with it.
    """
    if not asked and not path.exists():
        return None
    told = _loaded(path)
    if "auth" not in told and "roles" not in told:
        return None
    auth = told.get("auth")
    auth = auth if isinstance(auth, Mapping) else {}
    wrong = [*_shared_faults(auth, public_url), *_provider_faults(auth)]
    roles = told.get("roles")
    try:
        made = RoleMap.model_validate(roles if isinstance(roles, Mapping) else {})
    except ValidationError as invalid:
        made = None
        wrong += [_told(one["loc"]) for one in invalid.errors(include_input=False)]
    if made is not None and not (made.viewer or made.editor or made.admin):
        wrong.append(error("secrets-lacks", name="roles"))
    if wrong or made is None:
        raise WrongUsage(wrong)
    return Auth(auth), made


def _loaded(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as invalid:
        at = re.search(r"at line (\d+)", str(invalid))
        place = f"{path}:{at[1]}" if at else str(path)
    # Outside of the handler: what Python says of a file can quote it.
    raise WrongUsage(error("secrets-unreadable", found=place))


def _shared_faults(auth: Mapping[str, Any], public_url: str) -> Iterator[Finding]:
    for name in _SHARED:
        if not _is_text(auth.get(name)):
            yield error("secrets-lacks", name=f"auth.{name}")
    secret, back = auth.get("cookie_secret"), auth.get("redirect_uri")
    if _is_text(secret) and len(str(secret).encode()) < _COOKIE_BYTES:
        yield error("secrets-cookie-secret", name="auth.cookie_secret")
    if not _is_text(back):
        return
    if not _is_safe(str(back)) or not str(back).endswith(CALLBACK):
        yield error("secrets-address", name="auth.redirect_uri")
    elif public_url and str(back) != f"{public_url}{CALLBACK}":
        yield error("secrets-elsewhere", name="auth.redirect_uri", found=public_url)


def _provider_faults(auth: Mapping[str, Any]) -> Iterator[Finding]:
    for provider, held in _providers(auth) or [(DEFAULT, auth)]:
        where = "auth" if held is auth else f"auth.{provider}"
        if not _PROVIDER.fullmatch(provider):
            yield error("secrets-provider", name=where[:60])
        for name in _OF_A_PROVIDER:
            if not _is_text(held.get(name)):
                yield error("secrets-lacks", name=f"{where}.{name}"[:100])
        if not isinstance(held.get("client_kwargs", {}), Mapping):
            yield error("secrets-lacks", name=f"{where}.client_kwargs"[:100])
        told = held.get("server_metadata_url")
        if _is_text(told) and not _is_safe(str(told)):
            yield error("secrets-address", name=f"{where}.server_metadata_url"[:100])
        if _is_text(told) and _ANYBODY.match(str(told).casefold()):
            yield error("secrets-tenant", name=f"{where}.server_metadata_url"[:100])


def _providers(auth: Mapping[str, Any]) -> list[tuple[str, Mapping[str, Any]]]:
    named = [
        (name, held)
        for name, held in auth.items()
        if isinstance(held, Mapping) and name != "client_kwargs"
    ]
    own = [(DEFAULT, auth)] if any(name in auth for name in _OF_A_PROVIDER) else []
    return own + named if DEFAULT not in auth else named


def _told(where: tuple[int | str, ...]) -> Finding:
    """Name the entry that is no rule by its place in the list."""
    name = f"roles.{where[0]}"[:60]
    number = next((str(one + 1) for one in where if isinstance(one, int)), "")
    return error("secrets-rule", name=f"{name} {number}".strip())


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_safe(address: str) -> bool:
    """Tell whether what travels to an address is encrypted, or never leaves this machine."""
    try:
        told = urlsplit(address.replace("{port}", "1"))
        host = told.hostname or ""
    except ValueError:
        return False
    if told.scheme == "https":
        return bool(host)
    try:
        local = host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        local = False
    return told.scheme == "http" and local
