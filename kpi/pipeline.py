"""From a file to published figures and back: the only orchestration in the house.

Refuses to store a part of a file, to publish over a state the user has not seen, and to change
anything without a line in the ledger.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from kpi import readers, store
from kpi.desk import Checked, Desk, NamedFile, Published, Refused
from kpi.errors import Finding, Severity, StoreUnavailable, WorkbookRejected, WrongUsage, error
from kpi.model import Changes, Observation, Upload
from kpi.periods import Period
from kpi.readers import neighbours
from kpi.store import Kept, Store, difference, files
from kpi.validate import validate

__all__ = [
    "Checked",
    "Desk",
    "NamedFile",
    "Published",
    "Refused",
    "check",
    "neighbourhood",
    "open_store",
    "publish",
    "rebuild",
    "template",
    "verify",
    "withdraw",
]


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

    Several files are checked as if they were published together, in their order.
    """
    now = store.current(_home(desk), keep=False)
    read = _read(given, desk, now, invented=invented)
    fresh = [one for one in read if not one.published_as]
    different = dict(
        zip(
            (id(one) for one in fresh),
            difference.changes(now, [one.observations for one in fresh]),
            strict=True,
        )
    )
    return tuple(
        replace(one, changes=different[id(one)][0], changed=different[id(one)][1])
        if id(one) in different
        else one
        for one in read
    )


def _read(
    given: Sequence[NamedFile], desk: Desk, now: Store, *, invented: bool
) -> tuple[Checked, ...]:
    """Read and validate; figures of a file that is published already are all unchanged."""
    return tuple(_one(name, data, desk, now, invented=invented) for name, data in given)


def _one(name: str, data: bytes, desk: Desk, now: Store, *, invented: bool) -> Checked:
    sha256 = hashlib.sha256(data).hexdigest()
    read = readers.read(name, data)
    told, findings = validate(read, desk.catalogue, today=desk.today)
    accepted = _acceptable(findings)
    observations = tuple(_marked(told, invented=invented)) if accepted else ()
    known = next((one.upload for one in now.active if accepted and one.sha256 == sha256), "")
    same = len(difference.keys(observations)) if known else 0
    return Checked(
        file=name,
        sha256=sha256,
        format=read.format,
        accepted=accepted,
        observations=observations,
        findings=tuple(findings),
        changes=Changes(0, 0, same),
        changed=(),
        published_as=known,
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
        checked = _read(given, desk, before, invented=invented)
        refused = [one for item in checked if not item.accepted for one in item.findings]
        if refused:
            raise Refused(checked, refused)
        fresh = _fresh(given, checked)
        if not fresh:
            ids = tuple(one.published_as for one in checked)
            return Published(checked, ids, published=False, version=before.version)
        return _committed(desk, before, checked, fresh, _Line(by, reason, invented))


@dataclass(frozen=True)
class _Line:
    """What the ledger says of a publish besides its files."""

    by: str
    reason: str
    invented: bool


def _committed(
    desk: Desk,
    before: Store,
    checked: tuple[Checked, ...],
    fresh: Mapping[str, tuple[bytes, Checked]],
    line: _Line,
) -> Published:
    """Write the ledger's lines, one per file, and tell what each file changed."""
    home = _home(desk)
    earlier = home.history()
    entries, kept = list(earlier), []
    for data, item in fresh.values():
        entry = store.next_entry(
            entries,
            desk.clock(),
            event="publish",
            upload=f"{len(entries) + 1:04d}-{item.sha256[:8]}",
            by=line.by,
            reason=line.reason,
            file=item.file,
            sha256=item.sha256,
            format=item.format,
            reader=readers.READER_VERSION,
            observations=len(item.observations),
            invented=line.invented,
        )
        entries.append(entry)
        kept.append(Kept(data, entry, item.observations))
    after = store.commit(home, earlier, kept, [one.entry for one in kept])
    asked = [difference.keys(one.observations) for one in kept]
    different = difference.between(before, after, asked)
    told = {
        one.entry.sha256: (one.entry.upload, *changes)
        for one, changes in zip(kept, different, strict=True)
    }
    done = tuple(
        replace(one, published_as=told[one.sha256][0], changes=told[one.sha256][1],
                changed=told[one.sha256][2])
        if one.sha256 in told
        else one
        for one in checked
    )  # fmt: skip
    ids = tuple(dict.fromkeys(one.published_as for one in done))
    return Published(done, ids, published=True, version=after.version)


def _fresh(
    given: Sequence[NamedFile], checked: Sequence[Checked]
) -> dict[str, tuple[bytes, Checked]]:
    """Leave out what is published already, and the same bytes given twice; by SHA-256."""
    found: dict[str, tuple[bytes, Checked]] = {}
    for (_, data), item in zip(given, checked, strict=True):
        if not item.published_as:
            found.setdefault(item.sha256, (data, item))
    return found


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
        asked = difference.spoken(after, known[upload].seq)
        return difference.between(before, after, [asked])[0][0]


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
    # Loaded here: every other command starts quicker without the file writer.
    from kpi.reports.template import template as build_template

    last: dict[str, tuple[Period, Decimal]] = {}
    for known in open_store(desk).observations():
        if known.value is not None and known.period.end <= period.start:
            held = last.get(known.indicator)
            if held is None or held[0].end <= known.period.end:
                last[known.indicator] = (known.period, known.value)
    return build_template(desk.catalogue, period, language, last)


def neighbourhood(
    current: Store, upload: str, cell: str, reach: int = 2
) -> tuple[tuple[str, ...], neighbours.Rows]:
    """Give a cell of an original among its neighbours: column letters, rows of texts."""
    name, data = current.original(upload)
    return neighbours.neighbourhood(name, data, cell, reach)
