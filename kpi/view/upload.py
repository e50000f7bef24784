"""What a file would change, and what has been published: words for the upload page.

Refuses to call a file fine that is not accepted, and to hide which figure changes from what.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from kpi.catalogue import Catalogue
from kpi.desk import Checked
from kpi.errors import Finding, Severity
from kpi.i18n import Language
from kpi.model import ChangedFigure, Known, Observation, ObsStatus, Pair
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


def preview(
    checked: Checked, catalogue: Catalogue, language: Language, now: Store | None = None
) -> UploadPreview:
    """Say what one file holds and what publishing it would change.

    Args:
        checked: the file as it was read and checked.
        catalogue: names and units.
        language: of every text.
        now: what is published, to say also how a figure's base and status change.
    """
    speaker = Speaker(catalogue, language)
    changes = checked.changes
    return UploadPreview(
        accepted=checked.accepted,
        headline=_headline(checked, speaker),
        findings=_findings(checked, speaker),
        changes=_changes(checked, speaker, now) if checked.accepted else None,
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


def _changes(checked: Checked, speaker: Speaker, now: Store | None) -> Table | None:
    if not checked.changed:
        return None
    text = speaker.text
    told = {(one.indicator, one.period): one for one in checked.observations}
    held = {one: now.figures(one) for one in {one.period for one in checked.changed}} if now else {}
    rows = tuple(
        _change(
            one,
            speaker,
            _now(held.get(one.period, {}).get(one.indicator)),
            told.get((one.indicator, one.period)),
        )
        for one in _ordered(checked, speaker)
    )
    columns = ("indicator", "period", "before", "after", "change")
    heads = tuple(text(f"column.{one}") for one in columns)
    return Table(text("upload.changes"), heads, rows, (False, False, True, True, False))


def _now(pair: Pair | None) -> Known | None:
    return pair.now if pair is not None and pair.now.stated else None


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


def _change(
    one: ChangedFigure, speaker: Speaker, known: Known | None, told: Observation | None
) -> tuple[str, ...]:
    kind = "conflict" if one.in_conflict else "new" if one.is_new else "changed"
    besides = list(_besides(one, speaker, known, told))
    return (
        speaker.name(one.indicator),
        speaker.language.period(one.period),
        _value(one.indicator, one.before, speaker, known is not None and known.conflict)
        if not one.is_new
        else speaker.text("value.dash"),
        _value(one.indicator, one.after, speaker, one.in_conflict),
        " · ".join((speaker.text(f"upload.kind-{kind}"), *besides)),
    )


def _value(indicator: str, value: Decimal | None, speaker: Speaker, conflict: bool) -> str:  # noqa: FBT001
    if conflict and value is None:
        return speaker.text("value.conflict")
    return speaker.figure(indicator, value)


def _besides(
    one: ChangedFigure, speaker: Speaker, known: Known | None, told: Observation | None
) -> Iterator[str]:
    """Say what changes though the value may stay: the earlier figure beside it, and its status."""
    if told is None or one.in_conflict:
        return
    base = known.undated_base if known else None
    status = known.obs_status if known else ObsStatus.NORMAL
    if base != told.undated_base:
        before, after = (_figure(one.indicator, it, speaker) for it in (base, told.undated_base))
        yield speaker.text("upload.base", before=before, after=after)
    if status is not told.obs_status and (known or told.obs_status is not ObsStatus.NORMAL):
        before, after = (speaker.text(f"obs_status.{it}") for it in (status, told.obs_status))
        yield speaker.text("upload.status", before=before, after=after)


def _figure(indicator: str, value: Decimal | None, speaker: Speaker) -> str:
    return speaker.text("value.dash") if value is None else speaker.figure(indicator, value)


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
