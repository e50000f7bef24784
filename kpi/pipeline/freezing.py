"""Approved versions: a period's figures, texts, statuses, catalogue and files as they were.

Refuses to freeze what has nothing in it, to freeze one state twice, and to give out a frozen file
that is not, to the byte, what was approved.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kpi import catalogue, store
from kpi.access import Permission, require
from kpi.desk import Desk
from kpi.errors import StoreUnavailable, WrongUsage, error
from kpi.i18n import CODES, Language
from kpi.i18n import language as speak
from kpi.periods import Period
from kpi.pipeline.opening import home, open_store
from kpi.pipeline.versions import Version, version_of, versions
from kpi.reports import files as report_files
from kpi.store import Store, files

_MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class Exported:
    """One file: its name, the version it shows, its bytes."""

    file: str
    version: str
    data: bytes


def freeze(period: Period, name: str, desk: Desk, *, by: str) -> Version:
    """Keep a period as it stands, with its files in every language and format.

    Raises:
        NotPermitted: this one may not approve.
        WrongUsage: no name, nothing reported in the period, or this state is frozen already.
        StoreUnavailable: the store cannot be written.
    """
    require(desk.viewer, Permission.FREEZE)
    if not name.strip():
        raise WrongUsage(error("freeze-unnamed"))
    with files.writing_alone(files.Places(desk.settings.data)):
        now = open_store(desk)
        same = (now.version, period)
        known = [one for one in versions(desk) if (one.version, one.period) == same]
        if known:
            raise WrongUsage(error("frozen-already", found=known[0].name))
        if not any(one.now.value is not None for one in now.figures(period).values()):
            raise WrongUsage(error("nothing-to-freeze", found=period.code))
        manifest = _kept(now, period, name.strip(), desk)
        where = home(desk)
        entries = where.history()
        entry = store.next_entry(
            entries,
            desk.clock(),
            event="freeze",
            upload=now.version,
            by=desk.signed(by),
            via=desk.viewer.via,
            reason="",
            file=name.strip(),
            format=period.code,
            sha256=manifest,
        )
        store.commit(where, entries, (), (entry,))
        return version_of(entry)


def _folder(desk: Desk, version: str, period: Period) -> Path:
    return desk.settings.data / "versions" / f"{version}-{period.code}"


def _kept(now: Store, period: Period, name: str, desk: Desk) -> str:
    """Write the files and the catalogue; gives the hash of the list of them."""
    folder = _folder(desk, now.version, period)
    written: dict[str, str] = {}
    with files.refusing_to_write(desk.settings.data):
        for path in sorted(desk.settings.catalogue.glob("*.toml")):
            written[f"catalogue/{path.name}"] = _write(folder / "catalogue" / path.name, path)
        for code in CODES:
            for format_ in report_files.FORMATS:
                data = report_files.made(now, speak(code), period, format_, name)
                called = report_files.name(speak(code), period, format_, now.version)
                written[called] = _write(folder / called, data)
        listed = json.dumps({"name": name, "files": written}, sort_keys=True, ensure_ascii=False)
        return _write(folder / _MANIFEST, listed.encode())


def _write(path: Path, content: Path | bytes) -> str:
    data = content.read_bytes() if isinstance(content, Path) else content
    path.parent.mkdir(parents=True, exist_ok=True)
    files.write_whole(path, data)
    return hashlib.sha256(data).hexdigest()


def found(desk: Desk, version: str, period: Period | None = None) -> Version:
    """Give a frozen version by its id or its name, the newest that fits.

    Raises:
        WrongUsage: there is none.
    """
    every = versions(desk)
    fits = [
        one for one in every if version in {one.version, one.name} and period in {None, one.period}
    ]
    if not fits:
        known = ", ".join(dict.fromkeys(f"{one.version} ({one.name})" for one in every))
        raise WrongUsage(error("unknown-version", found=version, nearest=known))
    return fits[0]


def frozen_store(one: Version, desk: Desk) -> Store:
    """Open the data as it stood when it was frozen, with the catalogue of that day.

    Raises:
        StoreUnavailable: what was kept is missing or damaged, or no longer gives the same state.
    """
    manifest = _manifest(one, desk)
    folder = _folder(desk, one.version, one.period) / "catalogue"
    for name in manifest:
        if name.startswith("catalogue/"):
            _read(one, desk, name, manifest[name])
    made = open_store(desk).as_of(one.frozen_at, catalogue.load(folder))
    if made.version != one.version:
        raise StoreUnavailable(error("frozen-differs", one.name, found=made.version))
    return made


def _manifest(one: Version, desk: Desk) -> Mapping[str, str]:
    """Give the names of what was kept and their hashes."""
    data = _read(one, desk, _MANIFEST, one.manifest)
    held: Mapping[str, str] = json.loads(data)["files"]
    return held


def _read(one: Version, desk: Desk, name: str, sha256: str) -> bytes:
    path = _folder(desk, one.version, one.period) / name
    with contextlib.suppress(OSError):
        data = path.read_bytes()
        if hashlib.sha256(data).hexdigest() == sha256:
            return data
    raise StoreUnavailable(error("frozen-damaged", name, found=one.name))


def export(
    desk: Desk, period: Period, format_: str, language: Language, version: str | None = None
) -> Exported:
    """Give a file of a period's report: of the data as they stand, or of a frozen version.

    Raises:
        NotPermitted: this one may not read it.
        WrongUsage: no such format or version.
        StoreUnavailable: what was frozen is missing or damaged.
    """
    if version is None:
        now = open_store(desk)
        data = report_files.made(now, language, period, format_)
        called = report_files.name(language, period, format_, now.version)
        return Exported(called, now.version, data)
    one = found(desk, version, period)
    called = report_files.name(language, period, format_, one.version)
    kept = _manifest(one, desk)
    if called not in kept:
        known = ", ".join(report_files.FORMATS)
        raise WrongUsage(error("unknown-format-asked", found=format_, name=known))
    return Exported(called, one.version, _read(one, desk, called, kept[called]))


def made_again(one: Version, desk: Desk, format_: str, language: Language) -> bytes:
    """Make a frozen file anew from what was frozen: it must come out as it was approved."""
    return report_files.made(frozen_store(one, desk), language, one.period, format_, one.name)
