"""The worked example: what an empty service shows, so that a newcomer sees a finished page.

Refuses to add anything to a store that has or had an upload of its own.
"""

from __future__ import annotations

from pathlib import Path

from kpi import pipeline
from kpi.desk import Desk
from kpi.i18n import language


def folder(catalogue: Path) -> Path:
    """Give where the worked example of a catalogue lies: in ``sample`` beside it."""
    return catalogue.parent / "sample"


def publish_into_empty(desk: Desk) -> tuple[str, ...]:
    """Publish the example's workbooks when nothing was ever published and settings allow it.

    Returns:
        The uploads' ids; none when there was nothing to do.

    Raises:
        WorkbookRejected: the example does not fit the catalogue.
        StoreUnavailable: the store cannot be read or written.
    """
    found = folder(desk.settings.catalogue).glob("*.xlsx")
    # A name with ~$ is Excel's own mark of a workbook that is open.
    paths = sorted(one for one in found if not one.name.startswith("~$"))
    if not desk.settings.sample or not paths or pipeline.open_store(desk).uploads():
        return ()
    say = language(desk.settings.language)
    files = [(one.name, one.read_bytes()) for one in paths]
    done = pipeline.publish(files, desk, by=say.text("sample.by"), reason=say.text("sample.reason"))
    return done.uploads
