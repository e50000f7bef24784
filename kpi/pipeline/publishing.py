"""Publishing and taking back: the only things that change what is shown.

Refuses to store a part of a file, to publish over a state the user has not seen, and to change
anything without a line in the ledger.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from kpi import garbage, plan, readers, store
from kpi.access import Permission, require
from kpi.desk import Checked, Decisions, Desk, NamedFile, Published, Refused
from kpi.errors import WorkbookRejected, WrongUsage, error
from kpi.model import Changes, Upload
from kpi.pipeline.checking import read_all
from kpi.pipeline.homes import home
from kpi.pipeline.opening import open_store, remembered
from kpi.store import Kept, Store, difference, files, memory
from kpi.store.memory import Answer


@garbage.left_alone()
def publish(
    given: Sequence[NamedFile],
    desk: Desk,
    *,
    by: str,
    reason: str = "",
    expected: str | None = None,
    decided: Decisions | None = None,
    invented: bool = False,
) -> Published:
    """Publish files, all or none.

    Args:
        given: names and bytes.
        desk: settings, catalogue, clock.
        by: who publishes, as the ledger shows it.
        reason: why an earlier figure changes.
        expected: the version that the user saw in the preview; another one refuses.
        decided: the user's answers, the lines that are left out, reasons of single lines.
        invented: figures of a generator, marked so in the data.

    Raises:
        NotPermitted: this one may not publish.
        WorkbookRejected: a file has errors or open questions; nothing is stored.
        StoreUnavailable: the store cannot be written; the earlier state stays served.
    """
    require(desk.viewer, Permission.PUBLISH)
    with files.writing_alone(files.Places(desk.settings.data)):
        before = open_store(desk)
        if expected is not None and before.version != expected:
            raise WorkbookRejected(error("store-changed"))
        decided = decided or Decisions()
        checked = read_all(given, desk, before, decided, invented=invented)
        refused = [one for item in checked if not item.accepted for one in item.findings]
        if refused:
            raise Refused(checked, refused)
        fresh = _fresh(given, checked)
        if not fresh:
            ids = tuple(one.published_as for one in checked)
            return Published(checked, ids, published=False, version=before.version)
        return _committed(
            desk, before, checked, fresh, _Line(by, reason, invented, decided.reasons)
        )


@dataclass(frozen=True)
class _Line:
    """What the ledger says of a publish besides its files."""

    by: str
    reason: str
    invented: bool
    reasons: Mapping[str, str]


def _committed(
    desk: Desk,
    before: Store,
    checked: tuple[Checked, ...],
    fresh: Mapping[str, tuple[bytes, Checked]],
    line: _Line,
) -> Published:
    """Write the ledger's lines, one per file, and tell what each file changed."""
    where = home(desk)
    earlier = where.history()
    entries, kept = list(earlier), []
    for data, item in fresh.values():
        entry = store.next_entry(
            entries,
            desk.clock(),
            event="publish",
            upload=f"{len(entries) + 1:04d}-{item.sha256[:8]}",
            by=desk.signed(line.by),
            via=desk.viewer.via,
            reason=line.reason,
            file=readers.unnamed(item.file),
            sha256=item.sha256,
            format=item.format,
            reader=readers.READER_VERSION,
            observations=len(item.observations),
            invented=line.invented,
            answers=_answers(item),
            left_out=memory.written_lines(item.left_out),
            reasons=memory.written_reasons(line.reasons, item.observations),
            kept_sha256=hashlib.sha256(item.kept).hexdigest() if item.kept else "",
            told=plan.written(item.told),
        )
        entries.append(entry)
        kept.append(Kept(item.kept or data, entry, item.observations))
    different = difference.Between(before, [one.entry.seq for one in kept])
    after = store.commit(where, earlier, kept, [one.entry for one in kept], different.look)
    told = {
        one.entry.sha256: (one.entry.upload, *changes)
        for one, changes in zip(kept, different.found, strict=True)
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


def _answers(item: Checked) -> str:
    """Write what was answered about a file, also what was remembered from an earlier one."""
    return memory.written(
        Answer(one.name, one.answer, one.key, one.facts.get("found", ""))
        for one in item.questions
        if one.answer is not None
    )


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
    return withdraw_together([upload], desk, by=by, reason=reason)[0]


def withdraw_together(
    uploads: Sequence[str], desk: Desk, *, by: str, reason: str
) -> tuple[Changes, ...]:
    """Take uploads back that were published together: all or none.

    Raises:
        NotPermitted: this one may not publish.
        WrongUsage: no such upload, withdrawn already, or no reason given.
        StoreUnavailable: the store cannot be written.
    """
    require(desk.viewer, Permission.PUBLISH)
    if not reason.strip():
        raise WrongUsage(error("reason-missing"))
    with files.writing_alone(files.Places(desk.settings.data)):
        before = open_store(desk)
        taken = [_in_force(upload, before) for upload in dict.fromkeys(uploads)]
        where = home(desk)
        earlier = where.history()
        entries = list(earlier)
        for one in taken:
            line = store.next_entry(
                entries,
                desk.clock(),
                event="withdraw",
                upload=one.upload,
                by=desk.signed(by),
                reason=reason,
                via=desk.viewer.via,
            )
            entries.append(line)
        different = difference.Between(before, [one.seq for one in taken])
        store.commit(where, earlier, (), entries[len(earlier) :], different.look)
        return tuple(changes for changes, _ in different.found)


def _in_force(upload: str, before: Store) -> Upload:
    known = {one.upload: one for one in before.uploads()}
    if upload not in known:
        raise WrongUsage(error("unknown-upload", found=upload))
    if known[upload].withdrawn_at is not None:
        raise WrongUsage(error("withdrawn-already", found=upload))
    return known[upload]


def forget(key: str, desk: Desk, *, by: str, reason: str = "") -> None:
    """Take a remembered answer back; files published with it stay as they are.

    Raises:
        NotPermitted: this one may not publish.
        WrongUsage: no such answer is remembered.
        StoreUnavailable: the store cannot be written.
    """
    require(desk.viewer, Permission.PUBLISH)
    with files.writing_alone(files.Places(desk.settings.data)):
        if key not in remembered(desk):
            raise WrongUsage(error("unknown-answer", found=key))
        entries = home(desk).history()
        line = store.next_entry(
            entries, desk.clock(), event="forget", upload="", by=desk.signed(by), reason=reason,
            via=desk.viewer.via,
            answers=json.dumps([key], ensure_ascii=False),
        )  # fmt: skip
        store.commit(home(desk), entries, (), (line,))
