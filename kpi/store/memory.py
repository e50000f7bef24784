"""What was answered about earlier files, and what of it is remembered for the next one.

Refuses to remember what was answered in two ways where both may be right, what was taken back and
what belongs to a withdrawn file. The answers live in the ledger, with who gave them and when.
"""

from __future__ import annotations

import datetime as dt
import itertools
import json
from collections.abc import Iterable, Mapping, Sequence, Set
from typing import NamedTuple

from kpi.model import Observation
from kpi.periods import Grain, Period, containing
from kpi.store.ledger import Entry

# The answer that leaves a heading out; whoever meant it may come to follow the figures later.
_SKIP = "skip"


class Answer(NamedTuple):
    """One answer: the question's name, the choice, and what it is remembered by (empty: by none).

    ``found`` is what the question was about, in the file's words.
    """

    name: str
    choice: str
    key: str = ""
    found: str = ""


class Remembered(NamedTuple):
    """An answer that will be given for the next file, and where it comes from."""

    key: str
    choice: str
    found: str
    upload: str
    at: dt.datetime
    by: str

    @property
    def format(self) -> str:
        """The format whose files it is about."""
        return self.key.partition(" ")[0]

    @property
    def code(self) -> str:
        """The question."""
        return self.key.split(" ")[1]


def written(answers: Iterable[Answer]) -> str:
    """Write answers for the ledger; nothing when there are none."""
    given = sorted(answers)
    return json.dumps([list(one) for one in given], ensure_ascii=False) if given else ""


def read(text: str) -> tuple[Answer, ...]:
    """Read what ``written`` wrote."""
    return tuple(Answer(*one) for one in json.loads(text)) if text else ()


def by_name(text: str) -> dict[str, str]:
    """Give the choices by the questions' names, as reading the file again needs them."""
    return {one.name: one.choice for one in read(text)}


def written_lines(left_out: Iterable[str]) -> str:
    """Write for the ledger which lines of a file were left out; nothing when none were."""
    lines = sorted(left_out)
    return json.dumps(lines) if lines else ""


def lines(text: str) -> frozenset[str]:
    """Read what ``written_lines`` wrote."""
    return frozenset(json.loads(text)) if text else frozenset()


def written_reasons(given: Mapping[str, str], told: Iterable[Observation]) -> str:
    """Write for the ledger the reasons that a file's own lines have; nothing for none."""
    if not given:
        return ""
    mine = lines_of(told)
    kept = {name: text for name, text in sorted(given.items()) if name in mine and text}
    return json.dumps(kept, ensure_ascii=False) if kept else ""


def reasons(text: str) -> dict[str, str]:
    """Read what ``written_reasons`` wrote: by line, why its earlier figures change."""
    return {str(name): str(told) for name, told in json.loads(text).items()} if text else {}


def line(indicator: str, period: Period) -> str:
    """Name a line of a file: a figure, or an indicator's days of one month."""
    whole = containing(period.start, Grain.MONTH) if period.grain is Grain.DAY else period
    return f"{indicator} {whole.code}"


def lines_of(told: Iterable[Observation]) -> frozenset[str]:
    """Name the lines that a file has."""
    return frozenset(line(one.indicator, one.period) for one in told)


def taken(told: Sequence[Observation], left_out: Set[str]) -> tuple[Observation, ...]:
    """Give what is left when lines are left out."""
    if not left_out:
        return tuple(told)
    return tuple(one for one in told if line(one.indicator, one.period) not in left_out)


def remembered(entries: Sequence[Entry]) -> Mapping[str, Remembered]:
    """Give what is remembered, by key."""
    withdrawn = {one.upload for one in entries if one.event == "withdraw"}
    said: dict[str, list[Remembered]] = {}
    for entry in entries:
        if entry.event == "forget":
            for key in json.loads(entry.answers):
                said.pop(key, None)
        elif entry.event == "publish" and entry.upload not in withdrawn:
            for one in read(entry.answers):
                if one.key:
                    told = Remembered(
                        one.key, one.choice, one.found, entry.upload, entry.instant, entry.by
                    )
                    said.setdefault(one.key, []).append(told)
    return {key: told[-1] for key, told in sorted(said.items()) if _settled(told)}


def _settled(told: Sequence[Remembered]) -> bool:
    """Say whether the last answer stands for the next file too.

    Files of one shape may rightly be answered in two ways: a download of each platform, the
    figures of each site. Such a question is put every time.
    """
    choices = [one.choice for one in told]
    meant = list(itertools.dropwhile(lambda one: one == _SKIP, choices))
    return len(set(meant or choices)) == 1
