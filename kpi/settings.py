"""Everything that can be configured, read once from the environment.

Refuses unknown languages and unreadable ports with a finding, before anything starts.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from kpi.errors import WrongUsage, error

ROOT = Path(__file__).resolve().parent.parent


class Settings(BaseModel):
    """The configuration. ``data`` holds uploads, ledger, database and keys."""

    model_config = ConfigDict(frozen=True)

    data: Path = ROOT / "data"
    catalogue: Path = ROOT / "data" / "catalogue"
    sample: bool = True
    language: str = Field(default="fi", pattern="^(fi|en)$")
    address: str = "127.0.0.1"
    port: int = Field(default=8501, ge=1, le=65535)


def from_environment(environment: Mapping[str, str] | None = None) -> Settings:
    """Read ``KPI_DATA``, ``KPI_CATALOGUE``, ``KPI_SAMPLE``, ``KPI_LANGUAGE`` and the rest.

    The rest: ``KPI_ADDRESS`` and ``PORT``.

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
    }
    given: dict[str, object] = {key: env[name] for key, name in names.items() if env.get(name)}
    given["sample"] = env.get("KPI_SAMPLE", "yes").casefold() not in {"no", "0", "false", "ei"}
    try:
        return Settings.model_validate(given)
    except ValidationError as invalid:
        fields = [str(item["loc"][0]) for item in invalid.errors()]
        raise WrongUsage(
            [error("setting-unusable", found=str(given[f]), name=names[f]) for f in fields]
        ) from invalid
