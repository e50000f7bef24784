"""Approved versions: a period's figures, texts, statuses, catalogue and files as they were.

Refuses to freeze what has nothing in it, to freeze one state twice, and to put anything internal
into a file: files leave the house, whoever asks for them.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from pathlib import Path

from kpi import store
from kpi.access import Permission, Scope, require
from kpi.desk import Desk
from kpi.errors import NotPermitted, WrongUsage, error
from kpi.i18n import CODES, Language
from kpi.i18n import language as speak
from kpi.periods import Period
from kpi.pipeline import frozen
from kpi.pipeline.homes import home
from kpi.pipeline.opening import open_store, own_version
from kpi.pipeline.versions import Version, version_of, versions
from kpi.reports import files as report_files
from kpi.store import Store, files, narrowed


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


def _kept(now: Store, period: Period, name: str, desk: Desk) -> str:
    """Write the files and the catalogue; gives the hash of the list of them."""
    folder = frozen.folder(desk, now.version, period)
    public = narrowed.published(now)
    written: dict[str, str] = {}
    with files.refusing_to_write(desk.settings.data):
        for path in sorted(desk.settings.catalogue.glob("*.toml")):
            written[f"catalogue/{path.name}"] = _write(folder / "catalogue" / path.name, path)
        for code in CODES:
            for format_ in report_files.FORMATS:
                data = report_files.made(public, speak(code), period, format_, name)
                called = report_files.name(speak(code), period, format_, now.version)
                written[called] = _write(folder / called, data)
        listed = {"name": name, "files": written, "public": True}
        text = json.dumps(listed, sort_keys=True, ensure_ascii=False)
        return _write(folder / frozen.MANIFEST, text.encode())


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
    told = versions(desk)
    fits = [
        one for one in told if version in {one.version, one.name} and period in {None, one.period}
    ]
    if not fits:
        known = ", ".join(dict.fromkeys(f"{one.version} ({one.name})" for one in told))
        raise WrongUsage(error("unknown-version", found=version, nearest=known))
    return fits[0]


def frozen_store(one: Version, desk: Desk) -> Store:
    """Open the data as they stood when they were frozen, as far as the desk's viewer sees them.

    Raises:
        NotPermitted: this one is not told of the version.
        StoreUnavailable: what was kept is missing or damaged, or no longer gives the same state.
    """
    require(desk.viewer, Permission.READ)
    now = store.current(home(desk))
    if desk.viewer.may(Permission.INTERNAL):
        return frozen.whole(one, now, desk)
    told = [it for it in versions(desk) if (it.version, it.period) == (one.version, one.period)]
    if not told:
        raise NotPermitted(error("not-permitted"))
    scope = Scope(desk.viewer.scope.areas, one.version, one.period.code)
    viewer = replace(desk.viewer, scope=scope)
    return narrowed.of_viewer(now, viewer, lambda: frozen.whole(told[0], now, desk))


def export(
    desk: Desk, period: Period, format_: str, language: Language, version: str | None = None
) -> Exported:
    """Give a file of a period's report: of the data as they stand, or of a frozen version.

    It holds what is public, and of that what the desk's viewer sees. A kept file is given to
    nobody who sees less than what it was made of, or than what was public when it was made.

    Raises:
        NotPermitted: this one may not read it.
        WrongUsage: no such format or version.
        StoreUnavailable: what was frozen is missing or damaged.
    """
    require(desk.viewer, Permission.READ)
    inside = desk.viewer.may(Permission.INTERNAL)
    own = None if inside else own_version(desk)
    if version is None and own is not None and own.period == period:
        version = own.version
    if version is None:
        now = narrowed.published(open_store(desk))
        data = report_files.made(now, language, period, format_)
        return Exported(_called(language, period, format_, now.version), now.version, data)
    one = found(desk, version, period)
    called = _called(language, period, format_, one.version)
    kept = frozen.manifest(one, desk)
    if called not in kept.files:
        known = ", ".join(report_files.FORMATS)
        raise WrongUsage(error("unknown-format-asked", found=format_, name=known))
    whole_file = kept.public and not desk.viewer.scope.areas
    if inside or (whole_file and not _withheld_since(one, desk)):
        data = frozen.read(one, desk, called, kept.files[called])
    else:
        seen = frozen_store(one, desk)
        data = report_files.made(seen, language, one.period, format_, one.name)
    return Exported(called, one.version, data)


def _withheld_since(one: Version, desk: Desk) -> bool:
    now = store.current(home(desk))
    return narrowed.withheld_since(frozen.whole(one, now, desk), now)


def _called(language: Language, period: Period, format_: str, version: str) -> str:
    if format_ not in report_files.FORMATS:
        known = ", ".join(report_files.FORMATS)
        raise WrongUsage(error("unknown-format-asked", found=format_, name=known))
    return report_files.name(language, period, format_, version)


def made_again(one: Version, desk: Desk, format_: str, language: Language) -> bytes:
    """Make a frozen file anew from what was frozen: it must come out as it was approved.

    Raises:
        NotPermitted: only who sees all that it was made of can compare.
        StoreUnavailable: what was kept is missing or damaged.
    """
    require(desk.viewer, Permission.INTERNAL)
    then = frozen_store(one, desk)
    public = narrowed.published(then) if frozen.manifest(one, desk).public else then
    return report_files.made(public, language, one.period, format_, one.name)
