"""What can be wrong, as data.

A finding is a code, a place and the facts; its sentence lives in the message catalogue. Exceptions
are only for stopping. Refuses to hold prose: nobody builds a sentence here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from kpi.texts import printed


class Severity(StrEnum):
    """An error refuses the file, a question waits for an answer, a warning is shown."""

    ERROR = "error"
    QUESTION = "question"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to tell the user.

    ``code`` is kebab-case and stable; the sentence is the message ``finding.<code>``, the advice
    ``advice.<code>``. ``cell`` is ``sheet!A1`` (empty when it is the whole file), ``facts`` fills
    the placeholders of the sentence (always text ready to show), ``found`` is what stood there.
    """

    code: str
    severity: Severity
    cell: str = ""
    facts: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    choices: tuple[str, ...] = ()

    @property
    def found(self) -> str:
        """What was read, as it was; empty when nothing was."""
        return self.facts.get("found", "")


def error(code: str, cell: str = "", /, **facts: str) -> Finding:
    """Build a finding that refuses the file."""
    return Finding(code, Severity.ERROR, cell, MappingProxyType(facts))


def warning(code: str, cell: str = "", /, **facts: str) -> Finding:
    """Build a finding that is only shown."""
    return Finding(code, Severity.WARNING, cell, MappingProxyType(facts))


class KpiError(Exception):
    """Something stops the work; carries findings for the user. Never shown as a traceback."""

    exit_code = 1

    def __init__(self, findings: Finding | Iterable[Finding]) -> None:
        """Keep the findings; the exception's own text is their codes, one line for logs."""
        self.findings = (findings,) if isinstance(findings, Finding) else tuple(findings)
        super().__init__(", ".join(printed(f"{f.code} {f.cell}".strip()) for f in self.findings))


class CatalogueInvalid(KpiError):
    """The catalogue contradicts itself; every fault is listed."""


class WorkbookRejected(KpiError):
    """A file is refused; every finding is listed."""


class NotPermitted(KpiError):
    """The viewer may not do this."""

    exit_code = 4


class StoreUnavailable(KpiError):
    """The store or a file cannot be read or written."""

    exit_code = 3


class WrongUsage(KpiError):
    """The command or address was given something that is not there."""

    exit_code = 2


class PeriodUnreadable(WrongUsage):
    """A text that is no reporting period."""

    def __init__(self, text: str) -> None:
        """Keep the text as it was typed."""
        super().__init__(error("period-unreadable", found=text))
        self.text = text
