"""The plan and the report: completion, coverage, freeze, versions, export.

Refuses a rate without the counts it is made of.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from kpi.cli import shapes
from kpi.cli.figures import listed
from kpi.cli.intake import who
from kpi.cli.session import Answer, Session
from kpi.errors import StoreUnavailable, error

if TYPE_CHECKING:
    from kpi.pipeline import Version
    from kpi.plan import Status

_COUNTS = (
    "done", "ongoing", "in_progress", "not_started", "postponed", "cancelled", "unclear", "planned",
    "rate", "rate_strict", "reported_share",
)  # fmt: skip


def completion(session: Session) -> Answer:
    """Count where the actions stand: per goal, per area and in all."""
    from kpi.view import standing

    period, chosen, say = session.the_period(), session.area(), session.speaker
    catalogue = session.catalogue
    statuses = session.store.statuses(period)
    areas = {
        one.id: standing.of_area(statuses, catalogue, one.id)
        for one in catalogue.areas.values()
        if chosen in {None, one.id}
    }
    goals = [one for area in areas for one in catalogue.goals_of(area)]
    of_goals = {one.id: standing.of_goal(statuses, catalogue, one.id) for one in goals}
    whole = [one for found in areas.values() for one in found]
    data = {
        "period": period.code,
        "version": session.store.version,
        "all": _counted(whole),
        "areas": [{"service_area": one} | _counted(found) for one, found in areas.items()],
        "goals": [
            {"goal_no": one.id, "service_area": one.service_area} | _counted(of_goals[one.id])
            for one in goals
        ],
    }
    rows = [(one.id, say.say(one.title), *_said(of_goals[one.id], session)) for one in goals]
    rows += [
        ("", say.say(catalogue.areas[one].name), *_said(found, session))
        for one, found in areas.items()
    ]
    rows.append(("", say.text("completion.all"), *_said(whole, session)))
    text = listed(("goal", "name", "planned", "done", "rate"), rows, session)
    return Answer(data, f"{text}\n{say.text('completion.formula')}")


def _counted(found: Iterable[Status]) -> shapes.Shape:
    from kpi.completion import completion as count

    made = count(found)
    return {one: getattr(made, one) for one in _COUNTS}


def _said(found: list[Status], session: Session) -> tuple[str, str, str]:
    from kpi.completion import completion as count
    from kpi.view.standing import rate

    made, say = count(found), session.language
    done = say.number(made.done + made.ongoing)
    return say.number(made.planned), done, rate(session.speaker, made.rate)


def coverage(session: Session) -> Answer:
    """List what the plan promised against what is reported, and count it."""
    from kpi.coverage import counts
    from kpi.coverage import coverage as covered

    period, say = session.the_period(), session.speaker
    found = covered(session.store, period)
    totals = counts(found)
    data = {
        "period": period.code,
        "version": session.store.version,
        "rows": [
            {
                "goal_no": one.goal,
                "indicator": one.indicator,
                "status": one.status.value,
                "instead": list(one.instead),
                "in_words": one.in_words.text if one.in_words else None,
            }
            for one in found
        ],
        "totals": totals | {"of": len(found)},
    }
    rows = [
        (one.goal, say.name(one.indicator), say.text(f"coverage.{one.status}")) for one in found
    ]
    text = listed(("goal", "indicator", "coverage"), rows, session)
    facts = {
        "of": len(found), "reported": totals["reported"], "partly": totals["partly"],
        "missing": totals["not_reported"],
    }  # fmt: skip
    return Answer(data, f"{text}\n{say.text('coverage.line', **facts)}")


def freeze(session: Session) -> Answer:
    """Keep a period as approved."""
    from kpi import pipeline

    name = session.asked.option("--name") or ""
    made = pipeline.freeze(session.the_period(), name, session.desk, by=who(session))
    told = session.language.text(
        "cli.frozen",
        name=made.name,
        period=session.language.period(made.period),
        version=made.version,
    )
    return Answer(_version(made), told)


def versions(session: Session) -> Answer:
    """List the frozen versions, newest first."""
    from kpi import pipeline

    found, say = pipeline.versions(session.desk), session.language
    rows = [
        (one.version, say.period(one.period), one.name, say.moment(one.frozen_at), one.frozen_by)
        for one in found
    ]
    heads = ("version", "period", "name", "frozen-at", "frozen-by")
    text = listed(heads, rows, session, "cli.no-versions")
    return Answer([_version(one) for one in found], text)


def _version(one: Version) -> shapes.Shape:
    return {
        "version": one.version,
        "period": one.period.code,
        "name": one.name,
        "frozen_at": one.frozen_at,
        "frozen_by": one.frozen_by,
    }


def export(session: Session) -> Answer:
    """Write a file of a period's report."""
    from kpi import pipeline

    asked, say = session.asked, session.language
    format_, version = asked.option("--format") or "", asked.option("--version")
    made = pipeline.export(session.desk, session.the_period(), format_, say, version)
    path = Path(asked.option("--output") or "")
    if path.is_dir():
        path = path / made.file
    try:
        path.write_bytes(made.data)
    except OSError as cannot:
        raise StoreUnavailable(error("file-not-writable", found=str(path))) from cannot
    size = len(made.data)
    data = {"file": str(path), "version": made.version, "bytes": size, "name": made.file}
    return Answer(data, say.text("cli.exported", file=str(path), version=made.version))
