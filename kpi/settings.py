"""Everything that can be configured, read once from the environment and the secrets file.

Refuses unknown languages and unreadable ports with a finding, before anything starts.
"""

from __future__ import annotations

import ipaddress
import os
import socket
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from kpi.errors import WrongUsage, error
from kpi.sign_in import Auth, RoleMap, read

__all__ = ["ROOT", "Auth", "RoleMap", "Settings", "from_environment"]

_NO = frozenset({"no", "0", "false", "ei"})
ROOT = Path(__file__).resolve().parent.parent
SECRETS = ROOT / ".streamlit" / "secrets.toml"


class Settings(BaseModel):
    """The configuration. ``data`` holds uploads, ledger, database and keys.

    ``public_url`` is the address that visitors see where a proxy stands in front. ``embed`` lists
    the origins whose pages may show ours in a frame, separated by spaces. ``announce``: an
    administrator's link is printed at every start. ``roles``: who of an organisation's accounts may
    come in, and as what; None where there are no accounts. ``auth``: the provider who vouches for
    them, for the framework only.
    """

    model_config = ConfigDict(frozen=True)

    data: Path = ROOT / "data"
    catalogue: Path = ROOT / "data" / "catalogue"
    sample: bool = True
    language: str = Field(default="fi", pattern="^(fi|en)$")
    address: str = "127.0.0.1"
    port: int = Field(default=8501, ge=1, le=65535)
    public_url: str = Field(
        default="", pattern=r"^(https?://([^\s/?#@\[\]]+|\[[0-9A-Fa-f:.]+\](:\d+)?))?$"
    )
    embed: str = Field(default="", pattern=r"^(https?://[^\s/?#@;,'\"]+( |$))*$")
    announce: bool = True
    roles: RoleMap | None = None
    auth: Auth | None = Field(default=None, repr=False, exclude=True)

    @property
    def accounts(self) -> bool:
        """Whether people may sign in with an account of the organisation."""
        return self.roles is not None

    @property
    def address_guessed(self) -> bool:
        """Whether only the machine's name can stand in a link: it listens at all its addresses."""
        try:
            everywhere = ipaddress.ip_address(self.address).is_unspecified
        except ValueError:
            return False
        return everywhere and not self.public_url

    @property
    def base_url(self) -> str:
        """Where visitors reach the service, as far as it knows itself."""
        if self.address_guessed:
            return f"http://{socket.gethostname()}:{self.port}"
        host = f"[{self.address}]" if ":" in self.address else self.address
        return self.public_url or f"http://{host}:{self.port}"

    @property
    def sign_in_url(self) -> str:
        """Where accounts come back to: only there does the browser know of its own sign-in."""
        told = self.auth.redirect_uri if self.auth else self.base_url
        parts = urlsplit(told.replace("{port}", str(self.port)))
        return f"{parts.scheme}://{parts.netloc}"


def from_environment(environment: Mapping[str, str] | None = None) -> Settings:
    """Read ``KPI_DATA``, ``KPI_CATALOGUE``, ``KPI_SAMPLE``, ``KPI_LANGUAGE`` and the rest.

    The rest: ``KPI_ADDRESS``, ``PORT``, ``KPI_PUBLIC_URL``, ``KPI_EMBED``, ``KPI_ADMIN_LINK``, and
    the file that ``KPI_SECRETS`` names.

    Raises:
        WrongUsage: a value is not usable; names the variable or the entry of the file.
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
        made = Settings.model_validate(given)
    except ValidationError as invalid:
        fields = [str(item["loc"][0]) for item in invalid.errors()]
        raise WrongUsage(
            [error("setting-unusable", found=str(given[f]), name=names[f]) for f in fields]
        ) from invalid
    named = env.get("KPI_SECRETS", "")
    signs_in = read(
        Path(named) if named else SECRETS, asked=bool(named), public_url=made.public_url
    )
    if signs_in is None:
        return made
    return made.model_copy(update={"auth": signs_in[0], "roles": signs_in[1]})
