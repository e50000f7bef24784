"""Links and the record: made, listed, revoked; what was done; a name that is shown no more.

Refuses to show a secret a second time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpi.access import Role
from kpi.cli import shapes
from kpi.cli.figures import listed
from kpi.cli.intake import who
from kpi.cli.session import Answer, Session
from kpi.errors import WrongUsage, error

if TYPE_CHECKING:
    from kpi.links import Share


def create(session: Session) -> Answer:
    """Make a link and show it this once."""
    from kpi import pipeline
    from kpi.links import USUAL_DAYS

    asked = session.asked
    for name, value in (("--area", "ID…"), ("--version", "VERSION"), ("--days", "N")):
        # Of a script whose variable is empty: a link to less must not become one to everything.
        said = asked.option(name)
        if said is not None and not said.strip():
            raise WrongUsage(error("option-lacks-value", found=name, name=value))
    typed = asked.option("--days") or str(USUAL_DAYS)
    if not typed.isascii() or not typed.lstrip("-").isdigit() or len(typed) > 9:
        raise WrongUsage(error("days-unreadable", found=typed))
    wanted = pipeline.Wanted(
        role=Role(asked.option("--role") or ""),
        days=int(typed),
        areas=(asked.option("--area") or "").split(),
        version=asked.option("--version") or "",
        language=asked.option("--language") or "",
        label=asked.option("--label") or "",
    )
    made, secret = pipeline.share(wanted, session.desk, by=who(session))
    url = pipeline.address(session.desk, secret)
    data = {"id": made.id, "url": url, "role": made.role.value, "expires_at": made.expires_at}
    say = session.language
    told = say.text("cli.shared", url=url, until=say.moment(made.expires_at), id=made.id)
    return Answer(data, told)


def listing(session: Session) -> Answer:
    """List every link, newest first; never a secret."""
    from kpi import pipeline
    from kpi.view.sharing import state

    found, say, now = pipeline.links(session.desk), session.language, session.desk.clock()
    rows = [
        (
            one.id,
            one.label,
            say.text(f"role.{one.role}"),
            say.moment(one.expires_at),
            say.text(f"share.{state(one, now)}"),
            say.number(one.opened),
        )
        for one in found
    ]
    heads = ("link", "label", "role", "expires-at", "state", "opened")
    return Answer([_shape(one) for one in found], listed(heads, rows, session, "cli.no-links"))


def _shape(one: Share) -> shapes.Shape:
    scope = one.scope
    return {
        "id": one.id,
        "label": one.label,
        "role": one.role.value,
        "created_at": one.created_at,
        "created_by": one.created_by,
        "expires_at": one.expires_at,
        "revoked_at": one.revoked_at,
        "opened": one.opened,
        "last_opened_at": one.last_opened_at,
        "scope": {
            "areas": list(scope.areas) or None,
            "version": scope.version or None,
            "period": scope.period or None,
            "language": one.language or None,
        },
    }


def revoke(session: Session) -> Answer:
    """End a link at once, with every session behind it."""
    from kpi import pipeline

    made = pipeline.revoke(session.asked.given[0], session.desk, by=who(session))
    return Answer(_shape(made), session.language.text("cli.revoked", id=made.id))


def audit(session: Session) -> Answer:
    """List everything that was done, newest first."""
    from kpi import pipeline
    from kpi.view.sharing import record_table

    found, say = pipeline.audit(session.desk), session.language
    data = [
        {
            "at": one.at, "event": one.event, "what": one.what, "by": one.by, "via": one.via,
            "digest": one.digest,
        }
        for one in found
    ]  # fmt: skip
    rows = record_table(found, say).rows
    heads = ("moment", "event", "what", "by", "via")
    return Answer(data, listed(heads, rows, session, "cli.no-events"))


def hide_name(session: Session) -> Answer:
    """Show something else in place of a person's name from now on."""
    from kpi import pipeline

    name, instead = session.asked.given[0], session.asked.option("--instead") or ""
    pipeline.hide_name(name, instead, session.desk, by=who(session))
    return Answer({"hidden": True}, session.language.text("cli.name-hidden", instead=instead))
