"""Everything that can be configured, read once from the environment.

Refuses unknown languages and unreadable ports with a finding, before anything starts.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from kpi.errors import WrongUsage, error

_NO = frozenset({"no", "0", "false", "ei"})
ROOT = Path(__file__).resolve().parent.parent


class RoleMap(BaseModel):
    """Which claims of an account make which role: "editor" = ["group:…", "email:…"]."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    viewer: tuple[str, ...] = ()
    editor: tuple[str, ...] = ()
    admin: tuple[str, ...] = ()


class Settings(BaseModel):
    """The configuration. ``data`` holds uploads, ledger, database and keys.

    ``public_url`` is the address that visitors see where a proxy stands in front. ``embed`` lists
    the origins whose pages may show ours in a frame, separated by spaces. ``announce``: an
    administrator's link is printed at every start. ``roles``: who of an organisation's accounts may
    come in, and as what; None where there are no accounts.
    """

    model_config = ConfigDict(frozen=True)

    data: Path = ROOT / "data"
    catalogue: Path = ROOT / "data" / "catalogue"
    sample: bool = True
    language: str = Field(default="fi", pattern="^(fi|en)$")
    address: str = "127.0.0.1"
    port: int = Field(default=8501, ge=1, le=65535)
    public_url: str = Field(default="", pattern=r"^(https?://[^\s/?#@]+)?$")
    embed: str = Field(default="", pattern=r"^(https?://[^\s/?#@;,'\"]+( |$))*$")
    announce: bool = True
    roles: RoleMap | None = None

    @property
    def accounts(self) -> bool:
        """Whether people may sign in with an account of the organisation."""
        return self.roles is not None

    @property
    def base_url(self) -> str:
        """Where visitors reach the service, as far as it knows itself."""
        host = f"[{self.address}]" if ":" in self.address else self.address
        return self.public_url or f"http://{host}:{self.port}"


def from_environment(environment: Mapping[str, str] | None = None) -> Settings:
    """Read ``KPI_DATA``, ``KPI_CATALOGUE``, ``KPI_SAMPLE``, ``KPI_LANGUAGE`` and the rest.

    The rest: ``KPI_ADDRESS``, ``PORT``, ``KPI_PUBLIC_URL``, ``KPI_EMBED``, ``KPI_ADMIN_LINK``.

    Raises:
        WrongUsage: a value is not usable; names the variable.
    """
    env = os.environ if environment is None else environment
    names = {
        "data": "KPI_DATA",
        "catalogue": "KPI_CATALOGUE",
        "language": "KPI_LANGUAGE",
        "address": "KPI_ADDRESS",
        "port": "PORT",
        "public_url": "KPI_PUBLIC_URL",
        "embed": "KPI_EMBED",
    }
    given: dict[str, object] = {key: env[name] for key, name in names.items() if env.get(name)}
    given["sample"] = env.get("KPI_SAMPLE", "yes").casefold() not in _NO
    given["announce"] = env.get("KPI_ADMIN_LINK", "yes").casefold() not in _NO
    try:
        return Settings.model_validate(given)
    except ValidationError as invalid:
        fields = [str(item["loc"][0]) for item in invalid.errors()]
        raise WrongUsage(
            [error("setting-unusable", found=str(given[f]), name=names[f]) for f in fields]
        ) from invalid
