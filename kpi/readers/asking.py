"""Questions that a file alone cannot settle, and the answers to them.

Refuses to guess: a question has an answer that somebody gave, for this file or for an earlier one
of its shape, or it stays open and the file is not accepted.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from kpi.errors import Finding, Severity, error

SKIP = "skip"
"""The choice that leaves a series out."""


class Question(NamedTuple):
    """One question as it was put. ``answer`` is None while it is open.

    ``remembered`` is True for an answer that was given for an earlier file; ``key`` is what it is
    remembered by, empty for a question whose answer is another every time (which day, which year).
    ``typed`` is True where other answers than the choices are read too. ``offered`` is True where
    nobody has to answer: something is left out, and may be taken.
    """

    code: str
    cell: str
    choices: tuple[str, ...]
    facts: Mapping[str, str]
    key: str
    answer: str | None
    remembered: bool
    typed: bool
    offered: bool = False

    @property
    def name(self) -> str:
        """What an answer names the question by: ``<code>:<cell>``."""
        return f"{self.code}:{self.cell}"

    @property
    def finding(self) -> Finding:
        """The question as a finding."""
        return Finding(self.code, Severity.QUESTION, self.cell, self.facts, self.choices)


class Asking:
    """Puts questions about one file and knows what was answered.

    Args:
        answers: what was answered for this file, ``<code>:<cell>`` to the choice.
        remembered: what was answered for earlier files, by the questions' keys.
        today: the day of reading in the office, for choices of dates and years.
        settled: the answers were accepted when the file was published; they stand as they are,
            whatever the choices would be today.
    """

    def __init__(
        self,
        answers: Mapping[str, str] = MappingProxyType({}),
        remembered: Mapping[str, str] = MappingProxyType({}),
        today: dt.date = dt.date.min,
        *,
        settled: bool = False,
    ) -> None:
        """Start with no question put."""
        self.format = ""
        self.today = today
        self._settled = settled
        self._answers = answers
        self._remembered = remembered
        self._put: dict[str, Question] = {}
        self.findings: list[Finding] = []

    def ask(
        self,
        code: str,
        cell: str,
        choices: Sequence[str],
        /,
        *,
        subject: str = "",
        reads: Callable[[str], bool] | None = None,
        trusted: bool = True,
        offered: bool = False,
        **facts: str,
    ) -> str | None:
        """Ask, or give the answer.

        Args:
            code: kebab-case, one sentence ``finding.<code>`` each.
            cell: ``sheet!A1``.
            choices: stable words, ids, numbers or ISO dates; the page shows them in its language.
            subject: what of the file's shape the answer is about (a concept, a heading). Empty:
                the answer is not remembered.
            reads: says whether another answer than the choices is one (a typed date).
            trusted: False where something in the file speaks against the remembered answer.
            offered: nobody has to answer.
            facts: fill the sentence.

        Returns:
            The answer, None while the question is open.
        """
        name = f"{code}:{cell}"
        key = self._key(code, subject)
        before = self._put.get(name)
        if before is not None and (before.key, before.facts) != (key, facts):
            # One answer would be taken for both, and nobody would see the second question.
            self.findings.append(error("question-not-alone", cell))
            return None
        given = self._answers.get(name)
        told = given if given is not None or not trusted else self._remembered.get(key)
        if told is not None and not (self._settled or told in choices or (reads and reads(told))):
            if given is not None:
                self.findings.append(error("answer-not-allowed", cell, found=told, name=name))
            told = None
        self._put[name] = Question(
            code, cell, tuple(choices), MappingProxyType(facts), key, told,
            given is None and told is not None, reads is not None, offered,
        )  # fmt: skip
        return told

    def recalling(self, remembered: Mapping[str, str]) -> Asking:
        """Start over with the same answers and other remembered ones."""
        return Asking(self._answers, remembered, self.today, settled=self._settled)

    def recalled(self, code: str, subject: str) -> str | None:
        """Give what was answered for an earlier file, without asking."""
        return self._remembered.get(self._key(code, subject))

    def _key(self, code: str, subject: str) -> str:
        return f"{self.format} {code} {subject}" if subject else ""

    @property
    def questions(self) -> tuple[Question, ...]:
        """Every question put, in the order of asking."""
        return tuple(self._put.values())

    @property
    def open(self) -> tuple[Finding, ...]:
        """The questions that nobody has answered, and answers that are none of the choices."""
        put = self._put.values()
        waiting = [one.finding for one in put if one.answer is None and not one.offered]
        return (*self.findings, *waiting)
