"""What a file would change, and what has been published: words for the upload page.

Refuses to call a file fine that is not accepted, and to hide which figure changes from what.
"""

from __future__ import annotations

from collections.abc import Iterator

from kpi.catalogue import Catalogue
from kpi.desk import Checked
from kpi.errors import Finding, Severity
from kpi.i18n import Language
from kpi.model import ChangedFigure
from kpi.periods import Period
from kpi.store import Store
from kpi.view.context import context, footer, notices
from kpi.view.parts import PlainPage, Table, UploadPreview
from kpi.view.speaker import Speaker


def upload_page(store: Store, language: Language, period: Period) -> PlainPage:
    """Build the head and foot of the upload page."""
    page = context(store, language, period)
    return PlainPage(
        language.text("upload.title"), language.text("upload.lead"), notices(page), footer(page)
    )


def preview(checked: Checked, catalogue: Catalogue, language: Language) -> UploadPreview:
    """Say what one file holds and what publishing it would change."""
    speaker = Speaker(catalogue, language)
    changes = checked.changes
    return UploadPreview(
        accepted=checked.accepted,
        headline=_headline(checked, speaker),
        findings=_findings(checked, speaker),
        changes=_changes(checked, speaker) if checked.accepted else None,
        counts=(changes.new, changes.changed, changes.unchanged),
    )


def _headline(checked: Checked, speaker: Speaker) -> str:
    if not checked.accepted:
        wrong = sum(one.severity is not Severity.WARNING for one in checked.findings)
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
    """List every finding: where, what was read, what is wrong, what to do."""
    if not checked.findings:
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
        for one in checked.findings
    )
    columns = ("cell", "severity", "found", "finding", "advice")
    heads = tuple(text(f"column.{one}") for one in columns)
    return Table(text("upload.findings"), heads, rows, (False,) * len(heads))


def _severity(one: Finding, speaker: Speaker) -> str:
    return speaker.text(f"severity.{one.severity}")


def _changes(checked: Checked, speaker: Speaker) -> Table | None:
    if not checked.changed:
        return None
    text = speaker.text
    rows = tuple(_change(one, speaker) for one in _ordered(checked, speaker))
    columns = ("indicator", "period", "before", "after", "change")
    heads = tuple(text(f"column.{one}") for one in columns)
    return Table(text("upload.changes"), heads, rows, (False, False, True, True, False))


def _ordered(checked: Checked, speaker: Speaker) -> Iterator[ChangedFigure]:
    """Put what changes before what is new, then by name and period."""
    yield from sorted(
        checked.changed,
        key=lambda one: (
            one.is_new,
            speaker.language.sort_key(speaker.name(one.indicator)),
            one.period,
        ),
    )


def _change(one: ChangedFigure, speaker: Speaker) -> tuple[str, ...]:
    kind = "conflict" if one.in_conflict else "new" if one.is_new else "changed"
    before = speaker.text("value.dash") if one.is_new else speaker.figure(one.indicator, one.before)
    return (
        speaker.name(one.indicator),
        speaker.language.period(one.period),
        before,
        speaker.figure(one.indicator, one.after),
        speaker.text(f"upload.kind-{kind}"),
    )


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
