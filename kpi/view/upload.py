"""What a file would change, and what has been published: words for the upload page.

Refuses to call a file fine that is not accepted, and to hide which figure changes from what.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kpi.catalogue import Catalogue
from kpi.desk import Checked
from kpi.errors import Finding, Severity
from kpi.i18n import Language
from kpi.model import Upload
from kpi.periods import Period
from kpi.store import Store, memory
from kpi.store.memory import Remembered
from kpi.view import proposal
from kpi.view.context import context, footer, notices
from kpi.view.parts import PlainPage, Table
from kpi.view.proposal import UploadPreview
from kpi.view.questions import NOT_ALLOWED, Asked, questions
from kpi.view.speaker import Speaker

# What is left out by itself and needs nobody to do anything.
ASIDE = frozenset(
    {
        "columns-left-out",
        "comments-left-out",
        "difference-not-read",
        "makers-left-out",
        "series-not-taken",
        "shares-left-out",
        "sheets-left-out",
        "totals-left-out",
    }
)
TEXT_SHEET = "csv!"


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
    asked, fine = questions(checked, speaker, recalled), checked.accepted
    changes = checked.changes
    told = [one for one in checked.findings if not _asked(one)]
    warnings = [one for one in told if one.severity is Severity.WARNING]
    heeded = [one for one in warnings if one.code not in ASIDE]
    return UploadPreview(
        accepted=fine,
        headline=_headline(checked, speaker, asked),
        errors=_errors([one for one in told if one.severity is Severity.ERROR], speaker),
        remarks=_remarks(heeded, speaker),
        aside=tuple(language.finding(one) for one in warnings if one.code in ASIDE),
        counts=(changes.new, changes.changed, changes.unchanged),
        corrections=proposal.corrections(checked, speaker, now) if fine else None,
        additions=proposal.additions(checked, speaker, now) if fine else None,
        effects=proposal.effects(checked, speaker) if fine else None,
        questions=asked,
        choices=proposal.choices(checked, speaker),
        corrected=proposal.corrected(checked, speaker) if fine else (),
        approved=proposal.approved(checked, speaker) if fine else (),
    )


def _asked(one: Finding) -> bool:
    """Say whether a finding is a question, or an answer that is none: both stand by their field."""
    return one.severity is Severity.QUESTION or one.code == NOT_ALLOWED


def _headline(checked: Checked, speaker: Speaker, asked: Sequence[Asked]) -> str:
    name, plural = checked.file, speaker.language.plural
    if not checked.accepted:
        wrong = sum(one.severity is Severity.ERROR for one in checked.findings if not _asked(one))
        if wrong:
            return plural("upload.refused", wrong, file=name)
        waiting = sum(one.answer is None and not one.offered for one in asked)
        return plural("upload.asked", waiting, file=name)
    if checked.published_as:
        return speaker.text("upload.same-file", file=name)
    changes, told = checked.changes, checked.plan_changes
    if checked.told:
        facts = {"new": told.new, "changed": told.changed, "unchanged": told.unchanged}
        of_plan = speaker.text("upload.plan-changes", file=name, **facts)
        if not changes.new and not changes.changed:
            return of_plan
    if not changes.new and not changes.changed:
        return speaker.text("upload.nothing-new", file=name, unchanged=changes.unchanged)
    return speaker.text(
        "upload.counts",
        file=name,
        new=changes.new,
        changed=changes.changed,
        unchanged=changes.unchanged,
    )


def _errors(many: Sequence[Finding], speaker: Speaker) -> Table | None:
    """List what keeps the file out: where, what was read, what is wrong, what to do."""
    columns = ("cell", "found", "finding", "advice")
    language = speaker.language
    rows = [
        (_place(one, speaker), one.found or speaker.text("value.dash"), *_said(one, language))
        for one in many
    ]
    return _table("upload.errors", columns, rows, speaker)


def _remarks(many: Sequence[Finding], speaker: Speaker) -> Table | None:
    """List what is to be heeded: where, what, what to do. What was read stands in the sentence."""
    rows = [(_place(one, speaker), *_said(one, speaker.language)) for one in many]
    return _table("upload.remarks", ("cell", "finding", "advice"), rows, speaker)


def _said(one: Finding, language: Language) -> tuple[str, str]:
    return language.finding(one), language.advice(one)


def _place(one: Finding, speaker: Speaker) -> str:
    """Say where it is; a file of plain text has no sheets to name."""
    return one.cell.removeprefix(TEXT_SHEET) or speaker.text("upload.whole-file")


def _table(
    caption: str, columns: Sequence[str], rows: Sequence[tuple[str, ...]], speaker: Speaker
) -> Table | None:
    if not rows:
        return None
    heads = tuple(speaker.text(f"column.{one}") for one in columns)
    return Table(speaker.text(caption), heads, tuple(rows), (False,) * len(heads))


def uploads_table(store: Store, language: Language) -> Table:
    """List every published file, newest first, withdrawn ones too."""
    speaker = Speaker(store.catalogue, language)
    rows = tuple(
        (
            language.moment(one.published_at),
            one.file or language.text("upload.edited"),
            one.published_by,
            _reasons(one, speaker),
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


def _reasons(one: Upload, speaker: Speaker) -> str:
    """Say why earlier figures changed: the common reason, then those that lines have themselves."""
    own = memory.reasons(one.reasons)
    lines = [
        speaker.text("upload.line-reason", line=it.text, reason=own[it.value])
        for it in proposal.in_words(own, speaker)
    ]
    return " · ".join([*([one.reason] if one.reason else []), *lines]) or speaker.text("value.dash")
