"""The checked file given back with remarks in its faulty cells: ``check FILE --annotate OUT``.

Refuses several files at once, and to write over the file that was checked.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from kpi.cli.session import Session
from kpi.errors import Finding, StoreUnavailable, WorkbookRejected, WrongUsage, error


def wanted(session: Session) -> Path | None:
    """Give where the file with the remarks is to go; None when none was asked for.

    Raises:
        WrongUsage: more than one file is checked, or the place is that of the file itself.
    """
    typed = session.asked.option("--annotate")
    if typed is None:
        return None
    given, out = session.asked.given, Path(typed)
    if len(given) > 1:
        raise WrongUsage(error("annotate-one-file", found=str(len(given))))
    if out.exists() and Path(given[0]).exists() and out.samefile(given[0]):
        raise WrongUsage(error("annotate-over-input", found=typed))
    return out


def write(out: Path, data: bytes, findings: Sequence[Finding], session: Session) -> bool:
    """Write the file with its remarks; False for a file that cannot be opened to put any in.

    Raises:
        StoreUnavailable: the place cannot be written to.
    """
    from kpi.readers.annotate import annotated

    try:
        marked = annotated(data, findings, session.language.code)
    except WorkbookRejected:
        return False
    try:
        out.write_bytes(marked)
    except OSError as refused:
        raise StoreUnavailable(error("file-not-writable", found=str(out))) from refused
    return True
