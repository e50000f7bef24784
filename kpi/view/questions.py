"""The questions about a file in words: what is asked, what may be answered, what is remembered.

Refuses to show an id or a code where people choose: every choice has its name.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from kpi.desk import Checked
from kpi.errors import Finding, PeriodUnreadable
from kpi.periods import Grain, parse
from kpi.readers import Question
from kpi.readers.asking import SKIP
from kpi.store.memory import Remembered
from kpi.view.parts import Choice
from kpi.view.speaker import Speaker

_INDICATOR, _WHOSE = "which-indicator", "which-platform"
# Their choices are words of the file.
_AS_IN_FILE = {"which-page", "which-of-many"}
NOT_ALLOWED = "answer-not-allowed"
_WORDS = "choice."


@dataclass(frozen=True, slots=True)
class Asked:
    """One question to a person.

    ``name`` is what the answer goes by, ``answer`` the value of the choice or what was typed,
    ``note`` says when and by whom an earlier file of the same shape was answered so, ``wrong`` what
    is wrong with an answer that was typed, ``said`` is the answer in words. ``offered``: nobody
    has to answer.
    """

    name: str
    text: str
    advice: str
    choices: tuple[Choice, ...]
    answer: str | None
    remembered: bool
    typed: bool
    offered: bool = False
    note: str = ""
    wrong: str = ""
    said: str = ""


def questions(
    checked: Checked, speaker: Speaker, recalled: Mapping[str, Remembered] | None = None
) -> tuple[Asked, ...]:
    """Give a file's questions in the order of asking, those that were answered before last.

    What a heading means is not asked while it is open whose heading it is.
    """
    open_cells = {it.cell for it in checked.questions if it.code == _WHOSE and it.answer is None}
    wrong = {it.facts["name"]: it for it in checked.findings if it.code == NOT_ALLOWED}
    asked = [
        _asked(one, speaker, (recalled or {}).get(one.key), wrong.get(one.name))
        for one in checked.questions
        if one.code != _INDICATOR or one.cell not in open_cells
    ]
    often = Counter(one.text for one in asked)
    told = [one if often[one.text] == 1 else _placed(one, speaker) for one in asked]
    return tuple(sorted(told, key=lambda one: one.remembered))


def _placed(one: Asked, speaker: Speaker) -> Asked:
    """Say where a question's heading stands: another one of the file asks the same."""
    cell = one.name.partition(":")[2].removeprefix("csv!")
    return replace(one, text=speaker.text("upload.question-at", question=one.text, cell=cell))


def _asked(
    one: Question, speaker: Speaker, recalled: Remembered | None, wrong: Finding | None
) -> Asked:
    language = speaker.language
    note = ""
    if one.remembered and recalled is not None:
        moment = language.date(recalled.at.astimezone().date())
        note = speaker.text("upload.remembered", date=moment, name=recalled.by)
    return Asked(
        name=one.name,
        text=language.finding(one.finding),
        advice=language.advice(one.finding),
        choices=_choices(one, speaker),
        answer=one.answer,
        remembered=one.remembered,
        typed=one.typed,
        offered=one.offered,
        note=note,
        wrong=_wrong(one.code, wrong.found, speaker) if wrong else "",
        said=choice(one.code, one.answer, speaker) if one.answer else "",
    )


def _choices(one: Question, speaker: Speaker) -> tuple[Choice, ...]:
    """Give the choices in their order; to leave it out comes first, where it is always in sight."""
    values = sorted(one.choices, key=lambda value: value != SKIP)
    return tuple(Choice(value, choice(one.code, value, speaker)) for value in values)


def _wrong(code: str, given: str, speaker: Speaker) -> str:
    return speaker.text("upload.not-allowed", found=choice(code, given, speaker))


def choice(code: str, value: str, speaker: Speaker) -> str:
    """Say a choice in words: an indicator, a word of ours, a date, a period, a name as it is."""
    if code in _AS_IN_FILE:
        return value
    if code == _INDICATOR and value != SKIP:
        return speaker.name(value)
    if speaker.language.has(f"{_WORDS}{value}"):
        return speaker.text(f"{_WORDS}{value}")
    return _dated(value, speaker) or value


def _dated(value: str, speaker: Speaker) -> str:
    if value.isdigit():
        return value
    try:
        return speaker.language.date(dt.date.fromisoformat(value))
    except ValueError:
        pass
    try:
        period = parse(value)
    except PeriodUnreadable:
        return ""
    return speaker.language.period(period, "dates" if period.grain is Grain.DAY else "long")


def remembered_words(one: Remembered, speaker: Speaker) -> str:
    """Say a remembered answer in one line: of which files, about what, what was answered."""
    return speaker.text(
        "upload.remembered-line" if one.found else "upload.remembered-bare",
        format=speaker.text(f"format.{one.format}"),
        found=one.found,
        choice=choice(one.code, one.choice, speaker),
        date=speaker.language.date(one.at.astimezone().date()),
        name=one.by,
    )
