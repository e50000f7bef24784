"""From a file to published figures and back: the only orchestration in the house.

Refuses to store a part of a file, to publish over a state the user has not seen, and to change
anything without a line in the ledger.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from kpi import readers, store
from kpi.catalogue import Catalogue
from kpi.errors import Finding, Severity, StoreUnavailable, WorkbookRejected, WrongUsage, error
from kpi.model import ChangedFigure, Changes, Observation, Upload
from kpi.periods import Period
from kpi.reports.template import template as build_template
from kpi.settings import Settings
from kpi.store import Kept, Store, difference, files
from kpi.validate import validate

NamedFile = tuple[str, bytes]


@dataclass(frozen=True)
class Desk:
    """What every step is handed: settings, catalogue and the clock (aware, UTC)."""

    settings: Settings
    catalogue: Catalogue
    clock: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC)

    @property
    def today(self) -> dt.date:
        """The date of the clock in the office's own time zone, as the readers need it."""
        return self.clock().astimezone().date()


@dataclass(frozen=True)
class Checked:
    """What a file says and what publishing it would change. Nothing is stored by checking."""

    file: str
    sha256: str
    format: str
    accepted: bool
    observations: tuple[Observation, ...]
    findings: tuple[Finding, ...]
    changes: Changes
    changed: tuple[ChangedFigure, ...]
    published_as: str = ""


@dataclass(frozen=True)
class Published:
    """The outcome: what was checked, the ids given, whether anything new was published."""

    checked: tuple[Checked, ...]
    uploads: tuple[str, ...]
    published: bool
    version: str


def open_store(desk: Desk) -> Store:
    """Open the store as it stands, building the database when it is missing.

    Raises:
        StoreUnavailable: ledger or originals are damaged.
    """
    return store.current(_home(desk))


def _home(desk: Desk) -> store.Home:
    return store.Home(desk.settings.data, desk.catalogue, _rereader(desk))


def _rereader(desk: Desk) -> Callable[[Upload, bytes], Sequence[Observation]]:
    """Read an original again, as it was read when it was published.

    What the catalogue no longer knows is kept under the words it had: checks show it.
    """

    def reread(upload: Upload, data: bytes) -> Sequence[Observation]:
        read = readers.read(upload.file, data)
        observations, findings = validate(read, desk.catalogue, today=upload.published_at.date())
        if not _acceptable(findings):
            raise StoreUnavailable(
                [error("original-no-longer-read", upload.file, found=findings[0].code), *findings]
            )
        return _marked(observations, invented=upload.invented)

    return reread


def _marked(observations: Sequence[Observation], *, invented: bool) -> Sequence[Observation]:
    """Mark a generator's figures in the data itself, whatever the file says."""
    return difference.invented(observations) if invented else observations


def _acceptable(findings: Sequence[Finding]) -> bool:
    return all(one.severity is Severity.WARNING for one in findings)


def check(given: Sequence[NamedFile], desk: Desk, *, invented: bool = False) -> tuple[Checked, ...]:
    """Read and check files against what is published. Writes nothing.

    Several files are checked in their order, each on top of those before it.
    """
    now = open_store(desk)
    seen: list[tuple[int, Sequence[Observation]]] = []
    checked = []
    for number, (name, data) in enumerate(given):
        one = _check(name, data, desk, now, seen, invented=invented)
        if one.accepted and not one.published_as:
            seen.append((number, one.observations))
        checked.append(one)
    return tuple(checked)


def _check(
    name: str,
    data: bytes,
    desk: Desk,
    now: Store,
    seen: Sequence[tuple[int, Sequence[Observation]]],
    *,
    invented: bool,
) -> Checked:
    sha256 = hashlib.sha256(data).hexdigest()
    read = readers.read(name, data)
    told, findings = validate(read, desk.catalogue, today=desk.today)
    accepted = _acceptable(findings)
    observations = tuple(_marked(told, invented=invented)) if accepted else ()
    known = next((one.upload for one in now.active if one.sha256 == sha256), "")
    if known and accepted:
        figures = len(difference.keys(observations))
        changes, changed = Changes(0, 0, figures), ()
    else:
        changes, changed = difference.changes(now, [batch for _, batch in seen], observations)
    return Checked(
        name, sha256, read.format, accepted, observations, findings, changes, changed, known
    )


def publish(
    given: Sequence[NamedFile],
    desk: Desk,
    *,
    by: str,
    reason: str = "",
    expected: str | None = None,
    invented: bool = False,
) -> Published:
    """Publish files, all or none.

    Args:
        given: names and bytes.
        desk: settings, catalogue, clock.
        by: who publishes, as the ledger shows it.
        reason: why an earlier figure changes.
        expected: the version that the user saw in the preview; another one refuses.
        invented: figures of a generator, marked so in the data.

    Raises:
        WorkbookRejected: a file has errors or open questions; nothing is stored.
        StoreUnavailable: the store cannot be written; the earlier state stays served.
    """
    with files.writing_alone(files.Places(desk.settings.data)):
        before = open_store(desk)
        if expected is not None and before.version != expected:
            raise WorkbookRejected(error("store-changed"))
        checked = check(given, desk, invented=invented)
        refused = [one for item in checked if not item.accepted for one in item.findings]
        if refused:
            raise Refused(checked, refused)
        fresh = _fresh(given, checked)
        if not fresh:
            ids = tuple(one.published_as for one in checked)
            return Published(checked, ids, published=False, version=before.version)
        home = _home(desk)
        entries = list(home.history())
        kept = []
        for data, item in fresh:
            entry = store.next_entry(
                entries,
                desk.clock(),
                event="publish",
                upload=f"{len(entries) + 1:04d}-{item.sha256[:8]}",
                by=by,
                reason=reason,
                file=item.file,
                sha256=item.sha256,
                format=item.format,
                reader=readers.READER_VERSION,
                observations=len(item.observations),
                invented=invented,
            )
            entries.append(entry)
            kept.append(Kept(data, entry, item.observations))
        lines = [one.entry for one in kept]
        after = store.commit(home, entries[: -len(lines)], kept, lines)
        ids = tuple(one.upload for one in lines)
        return Published(checked, ids, published=True, version=after.version)


class Refused(WorkbookRejected):
    """Files are refused; ``checked`` says what each of them held."""

    def __init__(self, checked: tuple[Checked, ...], findings: Sequence[Finding]) -> None:
        """Keep what was checked beside the findings."""
        super().__init__(findings)
        self.checked = checked


def _fresh(given: Sequence[NamedFile], checked: Sequence[Checked]) -> list[tuple[bytes, Checked]]:
    """Leave out what is published already, and the same bytes given twice."""
    found: dict[str, tuple[bytes, Checked]] = {}
    for (_, data), item in zip(given, checked, strict=True):
        if not item.published_as:
            found.setdefault(item.sha256, (data, item))
    return list(found.values())


def withdraw(upload: str, desk: Desk, *, by: str, reason: str) -> Changes:
    """Take a whole upload back; the figures before it return.

    Raises:
        WrongUsage: no such upload, withdrawn already, or no reason given.
        StoreUnavailable: the store cannot be written.
    """
    if not reason.strip():
        raise WrongUsage(error("reason-missing"))
    with files.writing_alone(files.Places(desk.settings.data)):
        before = open_store(desk)
        known = {one.upload: one for one in before.uploads()}
        if upload not in known:
            raise WrongUsage(error("unknown-upload", found=upload))
        if known[upload].withdrawn_at is not None:
            raise WrongUsage(error("withdrawn-already", found=upload))
        home = _home(desk)
        entries = home.history()
        line = store.next_entry(
            entries, desk.clock(), event="withdraw", upload=upload, by=by, reason=reason
        )
        after = store.commit(home, entries, (), (line,))
        return difference.between(before, after, known[upload])


def rebuild(desk: Desk) -> Store:
    """Build the database anew from originals and ledger.

    Raises:
        StoreUnavailable: an original is missing or damaged, or the disk refuses.
    """
    with files.writing_alone(files.Places(desk.settings.data)):
        return store.rebuild(_home(desk))


def verify(desk: Desk) -> tuple[dict[str, str], ...]:
    """Read every original again, build beside the live store, compare row by row.

    Returns:
        What differs, empty when nothing does: ``{table, row, live, rebuilt}``.
    """
    return store.verify(_home(desk))


def template(desk: Desk, period: Period, language: str) -> bytes:
    """Make the workbook to fill in for a period, with the last known values beside."""
    last: dict[str, tuple[Period, Decimal]] = {}
    for known in open_store(desk).observations():
        if known.value is not None and known.period.end <= period.start:
            held = last.get(known.indicator)
            if held is None or held[0].end <= known.period.end:
                last[known.indicator] = (known.period, known.value)
    return build_template(desk.catalogue, period, language, last)


def neighbourhood(
    current: Store, upload: str, cell: str, reach: int = 2
) -> tuple[tuple[str, ...], tuple[tuple[str, tuple[str, ...]], ...]]:
    """Give a cell of an original among its neighbours: column letters, rows of texts."""
    name, data = current.original(upload)
    return readers.neighbourhood(name, data, cell, reach)


def overrides(desk: Desk, changed: Mapping[str, object]) -> Desk:
    """Give the desk with other settings, for the command line and the tests."""
    return replace(desk, settings=desk.settings.model_copy(update=dict(changed)))
