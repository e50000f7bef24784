"""Where a store lives: its folder, what its figures mean, how to read an original again.

Refuses to hand out an original that is no longer what was uploaded.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from kpi.catalogue import Catalogue
from kpi.errors import StoreUnavailable, error
from kpi.model import Observation, Upload
from kpi.store import ledger, readings
from kpi.store.files import Places
from kpi.store.ledger import Entry


@dataclass(frozen=True, slots=True)
class Home:
    """One data folder. ``reread`` turns an original's bytes into what was accepted from it."""

    root: Path
    catalogue: Catalogue
    reread: Callable[[Upload, bytes], Sequence[Observation]]

    @property
    def places(self) -> Places:
        """The folders and files under the root."""
        return Places(self.root)

    def history(self) -> tuple[Entry, ...]:
        """Give the ledger's committed lines.

        Raises:
            StoreUnavailable: a line was changed, is missing or cannot be read.
        """
        return ledger.read(self.places.ledger)

    def check_end(self) -> None:
        """Refuse a ledger whose last lines were served once and are gone.

        The pointer is read before the ledger: another process may publish in between, and then
        the ledger holds more than the pointer names, never less.

        Raises:
            StoreUnavailable: the line that the pointer names is in the ledger no more.
        """
        pointer = self.places.read_pointer()
        served = pointer.ledger if pointer else ledger.START
        entries = self.history()
        if served not in {ledger.START, *(one.digest() for one in reversed(entries))}:
            place = f"{self.places.ledger.name}:{len(entries) + 1}"
            raise StoreUnavailable(error("ledger-broken", place))

    def version(self, uploads: Sequence[Upload]) -> str:
        """Name one state of data and catalogue: 12 hex digits, the same wherever it is made."""
        digest = hashlib.sha256(self.catalogue.digest.encode())
        for one in uploads:
            if one.withdrawn_at is None:
                digest.update(f"\n{one.sha256} {one.reading} {one.invented}".encode())
        return digest.hexdigest()[:12]

    def original(self, upload: Upload) -> bytes:
        """Give an upload's bytes as they are kept: as they came, without personal data.

        Raises:
            StoreUnavailable: the file is missing or no longer what was kept.
        """
        path = self.places.original(upload.kept)
        try:
            data = path.read_bytes()
        except OSError as gone:
            raise StoreUnavailable(
                error("original-missing", path.name, found=upload.file)
            ) from gone
        if hashlib.sha256(data).hexdigest() != upload.kept:
            raise StoreUnavailable(error("original-damaged", path.name, found=upload.file))
        return data

    def read_all(self, uploads: Sequence[Upload], *, anew: bool, keep: bool) -> pa.Table:
        """Gather what every upload says.

        Args:
            uploads: whose figures.
            anew: read the originals and trust no reading that was kept.
            keep: keep what had to be read.
        """
        tables = []
        for one in uploads:
            if one.is_edit:
                continue  # it holds no figures of its own
            table = None if anew else readings.kept(self.places, one)
            if table is None:
                table = readings.table(self.reread(one, self.original(one)), one.seq)
                if keep:
                    with contextlib.suppress(OSError):
                        readings.keep(self.places, one, table)
            tables.append(table)
        return readings.joined(tables)
