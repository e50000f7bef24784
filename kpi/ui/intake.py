"""One visitor's upload under way, between the file and what came of it.

Refuses to know the framework: see in the upload page why it must be changed without it.
"""

from __future__ import annotations

from dataclasses import dataclass

from kpi.desk import Checked, NamedFile, Published


@dataclass
class Intake:
    """One visitor's upload under way: what was checked, against which state, and what came of it.

    It is changed in place: a run that is cut short leaves it as it is.
    """

    round: int = 0
    shown: str = ""
    checked_for: tuple[str, tuple[NamedFile, ...]] | None = None
    checked: tuple[Checked, ...] = ()
    told: str = ""
    uploads: tuple[str, ...] = ()
    by: str = ""
    listed: str = ""

    def start_over(self) -> None:
        """Forget the file; the uploader is a new one."""
        self.round += 1
        self.shown, self.checked_for, self.checked = "", None, ()

    def _done(self, told: str, by: str) -> None:
        """Note what this visitor did; the list of files is another now, and that is no news."""
        self.told, self.by, self.listed = told, by, ""

    def published(self, made: Published, by: str, told: str) -> None:
        """Note what was saved and by whom."""
        self.start_over()
        self._done(told, by)
        self.uploads = made.uploads if made.published else ()

    def withdrawn(self, told: str, by: str) -> None:
        """Note that it was taken back."""
        self._done(told, by)
        self.uploads = ()
