"""What a file leaves open, for a terminal: what may be answered, and how an answer is written.

Refuses to answer: it lists the choices with the names by which ``--answers`` takes them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kpi.cli import paper
from kpi.cli.session import Session

if TYPE_CHECKING:
    from kpi.desk import Checked
    from kpi.view.questions import Asked


def still_open(checked: Checked, session: Session) -> tuple[Asked, ...]:
    """Give the questions that wait for an answer; none where an error keeps the file out anyway."""
    from kpi.errors import Severity
    from kpi.view import questions

    if checked.accepted or any(one.severity is Severity.ERROR for one in checked.findings):
        return ()
    every = questions.questions(checked, session.speaker)
    return tuple(one for one in every if one.answer is None and not one.offered)


def answered(checked: Checked, session: Session) -> Iterator[str]:
    """Say what was answered for an earlier file, and which sums nobody has taken."""
    say = session.language
    for one in checked.questions:
        found = one.facts.get("found", "")
        if one.remembered:
            choice = one.answer or ""
            yield f"  {say.text('cli.remembered', name=one.name, found=found, choice=choice)}"
        elif one.offered and one.answer is None:
            yield f"  {say.text('cli.offered', name=one.name, found=found)}"


def told(asked: tuple[Asked, ...], session: Session) -> Iterator[str]:
    """List the choices of each question, and show a file of answers to begin with."""
    say = session.language
    for one in asked:
        yield paper.indented(say.text("cli.choices", name=one.name), "  ? ")
        for choice in one.choices:
            yield paper.indented(f"{choice.value} = {choice.text}", "      · ")
        if one.typed:
            yield paper.indented(say.text("cli.choice-typed"), "      · ")
    if asked:
        choices = {one.name: "…" for one in asked}  # a choice would be taken over unread
        yield paper.indented(say.text("cli.how-to-answer"), "  ")
        yield f"    {json.dumps(choices, ensure_ascii=False)}"
