"""What was kept of an approved version: its data, its catalogue, its files.

Refuses to give out what is not, to the byte, what was approved. Asks nobody who they are: who may
have it is decided where it is handed out.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kpi import catalogue
from kpi.desk import Desk
from kpi.errors import StoreUnavailable, error
from kpi.periods import Period
from kpi.pipeline.versions import Version
from kpi.store import Store

MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class Manifest:
    """The names of what was kept with their hashes.

    ``public``: its files hold nothing internal. Those of versions that were approved before files
    were made so may.
    """

    files: Mapping[str, str]
    public: bool


def folder(desk: Desk, version: str, period: Period) -> Path:
    """Give where a version is kept."""
    return desk.settings.data / "versions" / f"{version}-{period.code}"


def manifest(one: Version, desk: Desk) -> Manifest:
    """Give what was kept of a version.

    Raises:
        StoreUnavailable: it is missing or damaged.
    """
    held = json.loads(read(one, desk, MANIFEST, one.manifest))
    return Manifest(held["files"], held.get("public") is True)


def read(one: Version, desk: Desk, name: str, sha256: str) -> bytes:
    """Give one kept file.

    Raises:
        StoreUnavailable: it is missing or damaged.
    """
    path = folder(desk, one.version, one.period) / name
    with contextlib.suppress(OSError):
        data = path.read_bytes()
        if hashlib.sha256(data).hexdigest() == sha256:
            return data
    raise StoreUnavailable(error("frozen-damaged", name, found=one.name))


def whole(one: Version, now: Store, desk: Desk) -> Store:
    """Open all data as they stood when they were frozen, with the catalogue of that day.

    Args:
        one: which version.
        now: the whole store as it stands.
        desk: settings.

    Raises:
        StoreUnavailable: what was kept is missing or damaged, or no longer gives the same state.
    """
    held = manifest(one, desk).files
    for name in held:
        if name.startswith("catalogue/"):
            read(one, desk, name, held[name])
    defined = catalogue.load(folder(desk, one.version, one.period) / "catalogue")
    made = now.as_of(one.frozen_at, defined)
    if made.version != one.version:
        raise StoreUnavailable(error("frozen-differs", one.name, found=made.version))
    return made
