"""The store as the house opens it: with its catalogue, and a way to read an original again.

Refuses to read an original in another way than it was read when it was published: the answers and
the lines left out stand in the ledger.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from kpi import garbage, readers, store
from kpi.desk import Desk
from kpi.errors import Finding, Severity, StoreUnavailable, error
from kpi.model import Observation, Upload
from kpi.readers import Asking
from kpi.store import Store, difference, files, memory
from kpi.store.memory import Remembered
from kpi.validate import validate


def open_store(desk: Desk) -> Store:
    """Open the store as it stands, building the database when it is missing.

    Raises:
        StoreUnavailable: ledger or originals are damaged.
    """
    return store.current(home(desk))


def home(desk: Desk) -> store.Home:
    """Give where the desk's data lies."""
    return store.Home(desk.settings.data, desk.catalogue, _rereader(desk))


def remembered(desk: Desk) -> Mapping[str, Remembered]:
    """Give the answers that will be given for the next file, by what they are remembered by.

    Raises:
        StoreUnavailable: the ledger is damaged.
    """
    return memory.remembered(home(desk).history())


def _rereader(desk: Desk) -> Callable[[Upload, bytes], Sequence[Observation]]:
    """Read an original again, as it was read when it was published.

    What the catalogue no longer knows is kept under the words it had: checks show it.
    """

    def reread(upload: Upload, data: bytes) -> Sequence[Observation]:
        today = upload.published_at.astimezone().date()
        asking = Asking(memory.by_name(upload.answers), today=today, settled=True)
        read = readers.read(upload.file, data, asking)
        told, findings = validate(read, desk.catalogue, today=today, asking=asking)
        if not acceptable(findings):
            raise StoreUnavailable(
                [error("original-no-longer-read", upload.file, found=findings[0].code), *findings]
            )
        taken = memory.taken(told, memory.lines(upload.left_out))
        return marked(taken, invented=upload.invented)

    return reread


def marked(observations: Sequence[Observation], *, invented: bool) -> Sequence[Observation]:
    """Mark a generator's figures in the data itself, whatever the file says."""
    return difference.invented(observations) if invented else observations


def acceptable(findings: Sequence[Finding]) -> bool:
    """Say whether nothing is wrong and nothing is open."""
    return all(one.severity is Severity.WARNING for one in findings)


@garbage.left_alone()
def rebuild(desk: Desk) -> Store:
    """Build the database anew from originals and ledger.

    Raises:
        StoreUnavailable: an original is missing or damaged, or the disk refuses.
    """
    with files.writing_alone(files.Places(desk.settings.data)):
        return store.rebuild(home(desk))


@garbage.left_alone()
def verify(desk: Desk) -> tuple[dict[str, str], ...]:
    """Read every original again, build beside the live store, compare row by row.

    Returns:
        What differs, empty when nothing does: ``{table, row, live, rebuilt}``.
    """
    return store.verify(home(desk))
