"""Names that are shown no more, and what stands in their place.

Refuses to hold a name: there is a hash of it and how many words it has, so a text is asked for it
word by word. The lines of the ledger stay as they are.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kpi.links.journal import Event

_WORD = re.compile(r"[\w'’-]+")


@dataclass(frozen=True, slots=True)
class Names:
    """What is shown instead, by how many words a name has and its hash."""

    instead: Mapping[tuple[int, str], str]

    def __bool__(self) -> bool:
        """Say whether any name is hidden."""
        return bool(self.instead)

    @property
    def state(self) -> str:
        """Name what is hidden: part of the key of what is built once and shown to many."""
        return repr(sorted(self.instead.items())) if self.instead else ""

    def shown(self, text: str) -> str:
        """Give a text with what is shown in place of each hidden name."""
        if not self.instead or not text:
            return text
        words = list(_WORD.finditer(text))
        for count in sorted({count for count, _ in self.instead}, reverse=True):
            for first in range(len(words) - count, -1, -1):
                part = words[first : first + count]
                known = self.instead.get((count, hashed([one.group() for one in part])))
                if known is not None:
                    start, end = part[0].start(), part[-1].end()
                    return f"{self.shown(text[:start])}{known}{self.shown(text[end:])}"
        return text


def hashed(words: Sequence[str]) -> str:
    """Name a name: the same however it is capitalised."""
    return hashlib.sha256(" ".join(words).casefold().encode()).hexdigest()


def split(name: str) -> tuple[str, ...]:
    """Take a name apart into its words, as they are looked for in a text."""
    return tuple(_WORD.findall(name))


def names(events: Sequence[Event]) -> Names:
    """Gather the names that are hidden; what was said last holds."""
    return Names(
        {(one.words, one.name_sha256): one.label for one in events if one.event == "rename"}
    )
