"""The shapes of the JSON that others rely on, made from the house's nouns.

Refuses to compute: every value is handed on as it is known, a missing one as null.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from kpi.cli import paper
from kpi.cli.session import Session
from kpi.errors import Finding, Severity
from kpi.i18n import Language
from kpi.model import (
    Changes,
    Comparison,
    Known,
    Observation,
    ObsStatus,
    Revision,
    Statement,
    Upload,
    Verdict,
)
from kpi.periods import Period

if TYPE_CHECKING:
    from kpi.disagreement import Conflict, Side
    from kpi.readers import Question, Series
    from kpi.store.memory import Remembered

Shape = dict[str, object]


def finding(one: Finding, language: Language) -> Shape:
    """Give FINDING: what was found, and what to do, in one message."""
    shape: Shape = {
        "code": one.code,
        "severity": one.severity.value,
        "cell": one.cell,
        "found": one.found,
        "message": said(one, language),
    }
    if one.severity is Severity.QUESTION:
        shape["choices"] = list(one.choices)
    if one.facts.get("nearest"):
        shape["nearest"] = one.facts["nearest"].split(", ")
    return shape


def said(one: Finding, language: Language) -> str:
    """Say a finding and its advice as one text."""
    return f"{language.finding(one)} {language.advice(one)}"


def told(findings: Sequence[Finding], language: Language) -> Iterator[str]:
    """Tell of findings in lines, each with its place and what to do."""
    for one in findings:
        severity = language.text(f"severity.{one.severity}")
        place = f"{severity}, {one.cell}" if one.cell else severity
        yield from paper.indented(f"{place}: {said(one, language)}", "! ").splitlines()


def refusal(findings: Sequence[Finding], language: Language) -> Shape:
    """Give the document of a command that could not answer."""
    return {
        "error": said(findings[0], language),
        "findings": [finding(one, language) for one in findings],
    }


def observation(one: Observation, session: Session) -> Shape:
    """Give OBS: one statement as it was read from a file."""
    return {
        "label": one.label,
        "indicator": one.indicator,
        "time_period": one.period.code,
        "value": one.value,
        "unit_measure": _unit(one.indicator, session),
        "obs_status": one.obs_status.value,
        "cell": one.cell,
    }


def series(one: Series) -> Iterator[Shape]:
    """Give OBS for what the file says under a heading that is no indicator's (yet)."""
    for figure in one.figures:
        yield {
            "label": one.label,
            "indicator": None,
            "time_period": figure.period.code if figure.period else None,
            "value": figure.value,
            "unit_measure": None,
            "obs_status": ObsStatus.NORMAL.value,
            "cell": figure.cell,
        }


def question(one: Question) -> Shape:
    """Give one question about a file and its answer, null while it is open."""
    return {
        "question": one.name,
        "found": one.facts.get("found", ""),
        "choices": list(one.choices),
        "typed": one.typed,
        "answer": one.answer,
        "remembered": one.remembered,
        "offered": one.offered,
    }


def remembered(one: Remembered) -> Shape:
    """Give one answer that is given for the next file of its shape."""
    return {
        "key": one.key,
        "format": one.format,
        "code": one.code,
        "found": one.found,
        "choice": one.choice,
        "upload": one.upload,
        "answered_at": one.at,
        "answered_by": one.by,
    }


def _unit(indicator: str, session: Session) -> str | None:
    known = session.catalogue.indicators.get(indicator)
    return known.unit_measure if known else None


def value(known: Known, session: Session) -> Shape:
    """Give VALUE: one figure with its unit, status and the cell it came from."""
    indicator = session.catalogue.indicators[known.indicator]
    from_cell = known.provenance
    return {
        "indicator": known.indicator,
        "service_area": known.service_area,
        "time_period": known.period.code,
        "value": known.value,
        "unit_measure": indicator.unit_measure,
        "kind": indicator.kind.value,
        "obs_status": known.obs_status.value,
        "have": known.have,
        "of": known.of,
        "provenance": from_cell
        and {
            "upload": from_cell.upload,
            "file": from_cell.file,
            "cell": from_cell.cell,
            "published_at": from_cell.published_at,
            "published_by": from_cell.published_by,
        },
        "version": session.store.version,
    }


def comparison(one: Comparison) -> Shape:
    """Give what a comparison allows; ``expected`` only where there is progress to pace."""
    shape: Shape = {
        "verdict": one.verdict.value,
        "reason": one.reason and one.reason.value,
        "base_period": _code(one.base_period),
        "base_value": one.base_value,
        "difference": one.difference,
        "ratio": one.ratio,
    }
    if one.verdict is Verdict.PROGRESS:
        shape["expected"] = one.expected
    return shape


def _code(period: Period | None) -> str | None:
    return period.code if period else None


def statement(one: Statement) -> Shape:
    """Give one of several statements of a figure, and where it stands."""
    return {
        "value": one.value,
        "goal": one.goal,
        "stands_at": one.stands_at,
        "upload": one.provenance.upload,
        "cell": one.provenance.cell,
    }


def changes(one: Changes) -> Shape:
    """Count what a file would change."""
    return {"new": one.new, "changed": one.changed, "unchanged": one.unchanged}


def upload(one: Upload) -> Shape:
    """Give one published file."""
    return {
        "upload": one.upload,
        "file": one.file,
        "sha256": one.sha256,
        "format": one.format,
        "published_at": one.published_at,
        "published_by": one.published_by,
        "reason": one.reason,
        "withdrawn_at": one.withdrawn_at,
        "observations": one.observations,
        "invented": one.invented,
    }


def revision(one: Revision) -> Shape:
    """Give one published value of a figure."""
    return {
        "value": one.value,
        "upload": one.upload,
        "cell": one.cell,
        "published_at": one.published_at,
        "published_by": one.published_by,
        "reason": one.reason,
        "withdrawn_at": one.withdrawn_at,
    }


def point(known: Known) -> Shape:
    """Give one point of a series; a period that nobody reported has no value."""
    return {
        "time_period": known.period.code,
        "value": known.value,
        "obs_status": known.obs_status.value,
        "have": known.have,
        "of": known.of,
    }


def conflict(one: Conflict, message: str) -> Shape:
    """Give figures that disagree, each with where it stands."""
    return {
        "code": one.code,
        "message": message,
        "where": [_side(side, one.period) for side in one.sides],
    }


def _side(side: Side, period: Period) -> Shape:
    from_cell = side.provenance
    return {
        "indicator": side.indicator,
        "time_period": period.code,
        "value": side.value,
        "goal": side.goal,
        "stands_at": side.stands_at,
        "upload": from_cell and from_cell.upload,
        "file": from_cell and from_cell.file,
        "cell": from_cell and from_cell.cell,
    }
