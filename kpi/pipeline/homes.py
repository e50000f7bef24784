"""Where the desk's data lies, and how an original is read again.

Refuses to read an original in another way than it was read when it was published: the answers and
the lines left out stand in the ledger.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kpi import readers, store
from kpi.desk import Desk
from kpi.errors import Finding, Severity, StoreUnavailable, error
from kpi.model import Observation, Upload
from kpi.readers import Asking
from kpi.store import difference, memory
from kpi.validate import validate


def home(desk: Desk) -> store.Home:
    """Give where the desk's data lies."""
    return store.Home(desk.settings.data, desk.catalogue, _rereader(desk))


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
