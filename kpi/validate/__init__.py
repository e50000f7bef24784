"""Raw rows and the catalogue to observations, with everything that is wrong said in one pass.

Refuses to repair and to guess: a row is what it says or it is a finding. Whether a file with
findings is stored is not decided here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Set

from kpi.catalogue import Catalogue
from kpi.errors import Finding, Severity, error
from kpi.model import Observation
from kpi.readers import Asking, FileRead
from kpi.validate.plan_rows import told as told_of_plan
from kpi.validate.repeats import settled
from kpi.validate.rows import RowReader
from kpi.validate.series import SeriesReader, ahead, gaps, partial
from kpi.validate.so_far import without_sums_so_far
from kpi.validate.subjects import Directory

__all__ = ["told_of_plan", "validate"]

# More would not be read by anyone; the first ones show what the file has wrong.
MOST_ERRORS = 500


def validate(
    read: FileRead, catalogue: Catalogue, *, today: dt.date, asking: Asking | None = None
) -> tuple[tuple[Observation, ...], tuple[Finding, ...]]:
    """Check every row and series of a file.

    Args:
        read: the file as it was read.
        catalogue: what is measured, in which unit and how often.
        today: the day of reading; a period that is not over then is a warning.
        asking: the questions put while reading; more are put here.

    Returns:
        The observations of what has nothing wrong, in the file's order, and the findings of reading
        and checking, open questions among them. A dated base is an observation of its own, marked
        ``is_base``.
    """
    asking = asking or Asking(today=today)
    findings = list(read.findings)
    told: list[Observation] = []
    directory = Directory(catalogue)
    for table in read.tables:
        rows = RowReader(table, directory, today)
        told.extend(rows.observations(MOST_ERRORS))
        findings.extend(rows.findings)
    statements, repeats = settled(told)
    findings.extend(repeats)
    if read.series:
        series = SeriesReader(directory, catalogue, asking)
        every = series.observations((*read.series, *read.offered))
        kept, so_far = without_sums_so_far(every, catalogue)
        statements.extend(kept)
        findings = [one for one in findings if not _is_taken(one, series.sums_taken)]
        findings.extend(
            (
                *series.findings,
                *so_far,
                *partial(statements, catalogue),
                *gaps(statements, catalogue),
                *ahead(statements, today),
            )
        )
    findings.extend(asking.open)
    nothing = not statements and not read.plan
    if nothing and all(one.severity is Severity.WARNING for one in findings):
        findings.append(error("nothing-followed" if read.series else "no-figures"))
    return tuple(statements), tuple(findings)


def _is_taken(one: Finding, taken: Set[str]) -> bool:
    """Say whether the only sum that a finding calls left out is taken after all."""
    return one.code == "totals-left-out" and one.cell in taken and "," not in one.found
