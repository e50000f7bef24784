"""One visitor's upload under way, between the file and what came of it.

Refuses to know the framework: see in the upload page why it must be changed without it.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, field

from kpi.desk import Checked, Decisions, NamedFile, Published
from kpi.plan import Told


@dataclass
class Intake:
    """One visitor's upload under way: what was checked, against which state, and what came of it.

    It is changed in place: a run that is cut short leaves it as it is.
    """

    round: int = 0
    shown: str = ""
    checked_for: tuple[str, tuple[NamedFile, ...], Decisions] | None = None
    checked: tuple[Checked, ...] = ()
    told: str = ""
    uploads: tuple[str, ...] = ()
    by: str = ""
    listed: str = ""
    answers: dict[str, dict[str, str]] = field(default_factory=dict)
    left_out: frozenset[str] = frozenset()
    forgotten: bool = False

    @property
    def decided(self) -> Decisions:
        """What was answered and left out so far; a copy, since it goes on changing."""
        return Decisions({name: dict(one) for name, one in self.answers.items()}, self.left_out)

    @property
    def as_seen(self) -> Decisions:
        """What the preview shows as answered: what was remembered then is said by the user now."""
        told = {
            one.file: {it.name: it.answer for it in one.questions if it.answer is not None}
            for one in self.checked
        }
        return Decisions(told, self.left_out)

    def answer(self, file: str, name: str, choice: str | None) -> None:
        """Note an answer about a file; None takes it back."""
        told = self.answers.setdefault(file, {})
        if choice is None:
            told.pop(name, None)
        else:
            told[name] = choice

    def start_over(self) -> None:
        """Forget the file; the uploader is a new one."""
        self.round += 1
        self.shown, self.checked_for, self.checked = "", None, ()
        self.answers, self.left_out = {}, frozenset()

    def _done(self, told: str, by: str) -> None:
        """Note what this visitor did; the list of files is another now, and that is no news."""
        self.told, self.by, self.listed = told, by, ""

    def published(self, made: Published, by: str, told: str, known: Container[str]) -> None:
        """Note what was saved and by whom; what was ``known`` before is not undone with it."""
        self.start_over()
        self._done(told, by)
        self.uploads = tuple(one for one in made.uploads if one not in known)

    def withdrawn(self, told: str, by: str) -> None:
        """Note that it was taken back."""
        self._done(told, by)
        self.uploads = ()

    def forgot(self, by: str) -> None:
        """Note that a remembered answer was forgotten; files under way are asked about anew."""
        self.by, self.forgotten, self.checked_for = by, True, None


@dataclass
class Draft:
    """One visitor's edit under way: what was typed, on which state, what came of it."""

    told: Told = Told()
    by: str = ""
    version: str = ""
    saved: str = ""
    said: str = ""
    fault: str = ""
