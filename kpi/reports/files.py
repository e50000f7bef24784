"""Every file of the report, by its format: one view model, one writer each.

Refuses a format that is not one of ours, and to name a file without its period and version.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from kpi.errors import WrongUsage, error
from kpi.i18n import Language
from kpi.periods import Period
from kpi.store import Store
from kpi.view.report import report
from kpi.view.report_parts import Report

FORMATS = ("docx", "pptx", "xlsx", "pdf", "csv")
"""In the order in which they are offered."""
_ENDING = {"csv": "zip"}
MEDIA_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "csv": "application/zip",
}


def made(
    store: Store, language: Language, period: Period, format_: str, standing: str = ""
) -> bytes:
    """Make one file of a period's report.

    Args:
        store: one state of the data, live or frozen.
        language: of every word in it.
        period: what it reports.
        format_: one of FORMATS.
        standing: the frozen version's name; "" for a draft.

    Raises:
        WrongUsage: another format.
    """
    if format_ not in FORMATS:
        raise WrongUsage(error("unknown-format-asked", found=format_, name=", ".join(FORMATS)))
    if format_ == "csv":
        from kpi.reports.tidy import csv_bundle

        return csv_bundle(store, language, period)
    # Loaded here: each writer brings a library of its own, and most calls need none of them.
    write: Callable[[Report], bytes] = getattr(import_module(f"kpi.reports.{format_}"), format_)
    return write(report(store, language, period, standing))


def name(language: Language, period: Period, format_: str, version: str) -> str:
    """Name a file: "osavuosikatsaus-2025-S1-fi-0a1b2c3d4e5f.docx"."""
    ending = _ENDING.get(format_, format_)
    return f"{language.text('report.file')}-{period.code}-{language.code}-{version}.{ending}"
