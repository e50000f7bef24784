"""What a file would change, and what has been published: words for the upload page.

Refuses to call a file fine that is not accepted, and to hide which figure changes from what.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from kpi.catalogue import Catalogue
from kpi.desk import Checked
from kpi.errors import Finding, Severity
from kpi.i18n import Language
from kpi.periods import Period
from kpi.store import Store
from kpi.store.memory import Remembered
from kpi.view.context import context, footer, notices
from kpi.view.parts import PlainPage, Table
from kpi.view.proposal import UploadPreview, choices, effects, lines
from kpi.view.questions import questions
from kpi.view.speaker import Speaker


def upload_page(store: Store, language: Language, period: Period) -> PlainPage:
    """Build the head and foot of the upload page."""
    page = context(store, language, period)
    return PlainPage(
        language.text("upload.title"), language.text("upload.lead"), notices(page), footer(page)
    )


def preview(
    checked: Checked,
    catalogue: Catalogue,
    language: Language,
    now: Store | None = None,
    recalled: Mapping[str, Remembered] | None = None,
) -> UploadPreview:
    """Say what one file holds and what publishing it would change.

    Args:
        checked: the file as it was read and checked.
        catalogue: names and units.
        language: of every text.
        now: what is published, to say also how a figure's base and status change.
        recalled: the remembered answers, to say when and by whom they were given.
    """
    speaker = Speaker(catalogue, language)
    changes = checked.changes
    return UploadPreview(
        accepted=checked.accepted,
        headline=_headline(checked, speaker),
        findings=_findings(checked, speaker),
        changes=lines(checked, speaker, now) if checked.accepted else None,
        counts=(changes.new, changes.changed, changes.unchanged),
        effects=effects(checked, speaker) if checked.accepted else None,
        questions=questions(checked, speaker, recalled),
        choices=choices(checked, speaker) if checked.accepted else (),
    )


def _headline(checked: Checked, speaker: Speaker) -> str:
    if not checked.accepted:
        kinds = Counter(one.severity for one in checked.findings)
        wrong, asked = kinds[Severity.ERROR], kinds[Severity.QUESTION]
        if not wrong:
            return speaker.language.plural("upload.asked", asked, file=checked.file)
        return speaker.language.plural("upload.refused", wrong, file=checked.file)
    if checked.published_as:
        return speaker.text("upload.same-file", file=checked.file)
    changes = checked.changes
    if not changes.new and not changes.changed:
        return speaker.text("upload.nothing-new", file=checked.file, unchanged=changes.unchanged)
    return speaker.text(
        "upload.counts",
        file=checked.file,
        new=changes.new,
        changed=changes.changed,
        unchanged=changes.unchanged,
    )


def _findings(checked: Checked, speaker: Speaker) -> Table | None:
    """List every finding: where, what was read, what is wrong, what to do; questions apart."""
    told = [one for one in checked.findings if one.severity is not Severity.QUESTION]
    if not told:
        return None
    text, language = speaker.text, speaker.language
    rows = tuple(
        (
            one.cell or text("upload.whole-file"),
            _severity(one, speaker),
            one.found or text("value.dash"),
            language.finding(one),
            language.advice(one),
        )
        for one in told
    )
    columns = ("cell", "severity", "found", "finding", "advice")
    heads = tuple(text(f"column.{one}") for one in columns)
    return Table(text("upload.findings"), heads, rows, (False,) * len(heads))


def _severity(one: Finding, speaker: Speaker) -> str:
    return speaker.text(f"severity.{one.severity}")


def uploads_table(store: Store, language: Language) -> Table:
    """List every published file, newest first, withdrawn ones too."""
    rows = tuple(
        (
            language.moment(one.published_at),
            one.file,
            one.published_by,
            one.reason or language.text("value.dash"),
            language.number(one.observations),
            language.text("value.withdrawn", moment=language.moment(one.withdrawn_at))
            if one.withdrawn_at
            else language.text("value.in-use"),
        )
        for one in reversed(store.uploads())
    )
    columns = ("published", "file", "by", "reason", "figures", "state")
    heads = tuple(language.text(f"column.{one}") for one in columns)
    numeric = (False, False, False, False, True, False)
    return Table(language.text("upload.published"), heads, rows, numeric)
