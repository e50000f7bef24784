"""Files in and out: check, publish, uploads, withdraw, template.

Refuses to publish a part: of several files all are published or none.
"""

from __future__ import annotations

import getpass
import json
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from kpi.cli import asking, figures, paper, remarks, shapes
from kpi.cli.jsontext import Each
from kpi.cli.session import Answer, Session
from kpi.errors import StoreUnavailable, WrongUsage, error
from kpi.model import ChangedFigure, Changes
from kpi.texts import base_name
from kpi.view import proposal

if TYPE_CHECKING:
    from kpi.desk import Checked, Decisions


def check(session: Session) -> Answer:
    """Read files and say what publishing them would change; stores nothing."""
    from kpi import pipeline

    out = remarks.wanted(session)
    files = _files(session.asked.given)
    checked = pipeline.check(files, session.desk, decided=_decided(session))
    data = [_checked(one, session) for one in checked]
    text = "\n\n".join("\n".join(_told(one, session)) for one in checked)
    if out is not None:
        done = remarks.write(out, files[0][1], checked[0].findings, session)
        data[0] |= {"annotated": str(out) if done else None}
        outcome = "cli.annotated" if done else "cli.not-annotated"
        text = f"{text}\n{session.language.text(outcome, file=str(out))}"
    return Answer(data, text, code=0 if all(one.accepted for one in checked) else 1)


def publish(session: Session) -> Answer:
    """Publish files, all or none; what is published already changes nothing."""
    from kpi import pipeline
    from kpi.desk import Refused

    files = _files(session.asked.given)
    known = {one.upload for one in session.store.uploads()}
    reason = session.asked.option("--reason") or ""
    try:
        done = pipeline.publish(
            files, session.desk, by=who(session), reason=reason, decided=_decided(session)
        )
    except Refused as refused:
        return _refused(refused.checked, session)
    data, lines = [], []
    for one in done.checked:
        upload = one.published_as
        fresh = done.published and upload not in known
        data.append(_checked(one, session) | {"upload": upload, "published": fresh})
        outcome = "cli.published" if fresh else "cli.published-before"
        lines += [*_told(one, session), session.language.text(outcome, upload=upload), ""]
    told = session.language.text("cli.version", version=done.version)
    return Answer(data, "\n".join([*lines, told]))


def _refused(checked: Sequence[Checked], session: Session) -> Answer:
    data = [_checked(one, session) | {"upload": None, "published": False} for one in checked]
    told = ["\n".join(_told(one, session)) for one in checked]
    return Answer(data, "\n\n".join([*told, session.language.text("cli.nothing-published")]), 1)


def _decided(session: Session) -> Decisions:
    """Read the answers that were handed in: choices by question, or those by file.

    Raises:
        StoreUnavailable: the file cannot be read.
        WrongUsage: it holds something else than answers.
    """
    from kpi.desk import Decisions

    typed = session.asked.option("--answers")
    if typed is None:
        return Decisions()
    ((_, data),) = _files([typed])
    try:
        held = json.loads(data)
        every = {name: one for name, one in held.items() if isinstance(one, str)}
        for_file = {base_name(name): dict(one) for name, one in held.items() if name not in every}
    except (ValueError, TypeError, AttributeError, RecursionError) as wrong:
        raise WrongUsage(error("answers-unreadable", found=typed)) from wrong
    if not all(isinstance(one, str) for told in for_file.values() for one in told.values()):
        raise WrongUsage(error("answers-unreadable", found=typed))
    return Decisions({**for_file, "": every})


def answers(session: Session) -> Answer:
    """List the answers that are given for the next file of their shape."""
    from kpi import pipeline

    say, found = session.language, list(pipeline.remembered(session.desk).values())
    heads = ("key", "found", "choice", "answered-at", "answered-by")
    rows = [(one.key, one.found, one.choice, say.moment(one.at), one.by) for one in found]
    text = figures.listed(heads, rows, session, "cli.no-answers")
    return Answer([shapes.remembered(one) for one in found], text)


def forget(session: Session) -> Answer:
    """Take a remembered answer back; the question is put again."""
    from kpi import pipeline

    key, reason = session.asked.given[0], session.asked.option("--reason") or ""
    pipeline.forget(key, session.desk, by=who(session), reason=reason)
    told = session.language.text("cli.forgotten", name=key)
    return Answer({"key": key, "forgotten": True}, told)


def who(session: Session) -> str:
    """Give who publishes: as typed, else the name on this computer."""
    typed = session.asked.option("--by")
    if typed:
        return typed
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # an account without a name
        return session.language.text("cli.somebody")


def _files(paths: Sequence[str]) -> list[tuple[str, bytes]]:
    """Read files whole.

    Raises:
        StoreUnavailable: names every file that cannot be read.
    """
    found, missing = [], []
    for typed in paths:
        path = Path(typed)
        try:
            found.append((base_name(path.name), path.read_bytes()))
        except FileNotFoundError:
            missing.append(error("file-not-found", found=typed))
        except OSError:
            missing.append(error("file-not-readable", found=typed))
    if missing:
        raise StoreUnavailable(missing)
    return found


def _checked(one: Checked, session: Session) -> shapes.Shape:
    """Give one file; its figures may be hundreds of thousands and are made as they are written."""
    return {
        "file": one.file,
        "sha256": one.sha256,
        "format": one.format,
        "accepted": one.accepted,
        "observations": Each(lambda: _observations(one, session)),
        "changes": shapes.changes(one.changes),
        "figures": Each(lambda: map(_figure, one.changed)),
        "findings": [shapes.finding(item, session.language) for item in one.findings],
        "questions": [shapes.question(item) for item in one.questions],
        "approved": [
            {"indicator": it.indicator, "time_period": it.period.code, "version": version}
            for it, version in one.approved
        ],
        "plan": {
            "statuses": len(one.told.statuses),
            "in_words": len(one.told.in_words),
            "changes": shapes.changes(one.plan_changes),
        },
    }


def _observations(one: Checked, session: Session) -> Iterator[shapes.Shape]:
    for item in chain(one.observations, one.pending):
        yield shapes.observation(item, session)
    for series in one.series:
        yield from shapes.series(series)


def _figure(one: ChangedFigure) -> shapes.Shape:
    return {
        "indicator": one.indicator,
        "time_period": one.period.code,
        "before": one.before,
        "after": one.after,
        "new": one.is_new,
        "conflict": one.in_conflict,
    }


def _told(one: Checked, session: Session) -> Iterator[str]:
    """Tell of one file: whether it is accepted, what it would change, what is wrong."""
    say, waiting = session.language, asking.still_open(one, session)
    if waiting:
        yield say.plural("upload.asked", len(waiting), file=one.file)
    else:
        yield say.text("cli.accepted" if one.accepted else "cli.refused", file=one.file)
    if one.accepted:
        yield paper.indented(counts(one.changes, session), "  ")
        if one.told:
            made = one.plan_changes
            told = say.text(
                "cli.plan-changes", new=made.new, changed=made.changed, unchanged=made.unchanged
            )
            yield paper.indented(told, "  ")
    yield from asking.answered(one, session)
    for item in one.changed:
        if not item.is_new:
            yield paper.indented(_change(item, session), "  · ")
    yield from (paper.indented(it, "  ! ") for it in proposal.approved(one, session.speaker))
    yield from (f"  {line}" for line in shapes.told(one.findings, say))
    yield from asking.told(waiting, session)


def counts(changes: Changes, session: Session) -> str:
    """Say how many figures are new, change and stay."""
    return session.language.text(
        "cli.changes", new=changes.new, changed=changes.changed, unchanged=changes.unchanged
    )


def _change(one: ChangedFigure, session: Session) -> str:
    say = session.speaker
    after = say.figure(one.indicator, one.after)
    return say.text(
        "cli.change",
        indicator=say.name(one.indicator),
        period=say.language.period(one.period),
        before=say.figure(one.indicator, one.before),
        after=say.text("cli.conflict") if one.in_conflict else after,
    )


def uploads(session: Session) -> Answer:
    """List every published file, withdrawn ones too."""
    say, found = session.language, session.store.uploads()
    heads = ("upload", "file", "published-at", "published-by", "figures", "withdrawn-at")
    rows = [
        (
            one.upload,
            one.file or say.text("upload.edited"),
            say.moment(one.published_at),
            one.published_by,
            say.number(one.observations),
            say.moment(one.withdrawn_at) if one.withdrawn_at else "",
        )
        for one in found
    ]
    text = figures.listed(heads, rows, session, "cli.no-uploads")
    return Answer([shapes.upload(one) for one in found], text)


def withdraw(session: Session) -> Answer:
    """Take an upload back; the figures before it return."""
    from kpi import pipeline

    upload = session.asked.given[0]
    reason = session.asked.option("--reason") or ""
    changes = pipeline.withdraw(upload, session.desk, by=who(session), reason=reason)
    data = {"upload": upload, "withdrawn": True, "changes": shapes.changes(changes)}
    told = session.language.text("cli.withdrawn", upload=upload)
    return Answer(data, f"{told} {counts(changes, session)}")


def template(session: Session) -> Answer:
    """Write the workbook to fill in for a period."""
    from kpi import pipeline

    period, path = session.the_period(), Path(session.asked.option("--output") or "")
    data = pipeline.template(session.desk, period, session.language.code)
    try:
        path.write_bytes(data)
    except OSError as refused:
        raise StoreUnavailable(error("file-not-writable", found=str(path))) from refused
    say = session.language
    text = say.text("cli.template", file=str(path), period=say.period(period, "long"))
    return Answer({"file": str(path), "time_period": period.code, "bytes": len(data)}, text)
