"""What can be asked: the list of commands, or one of them.

Refuses nothing: an unknown command in a request for help gets the whole list.
"""

from __future__ import annotations

from kpi.cli import paper
from kpi.cli.arguments import COMMANDS, EVERYWHERE, Command
from kpi.cli.session import Answer, Session


def guide(session: Session) -> Answer:
    """List the commands with what each does, or tell of the one that was named."""
    asked = session.asked.given[:1]
    one = COMMANDS.get(asked[0]) if asked else None
    chosen = [one] if one else list(COMMANDS.values())
    data = {"commands": [_shape(command, session) for command in chosen]}
    # Nothing typed at all is a slip, not a question.
    code = 2 if session.asked.option("--help") is None else 0
    return Answer(data, _one(one, session) if one else _all(session), code)


def _shape(command: Command, session: Session) -> dict[str, object]:
    return {
        "command": command.name,
        "usage": f"python -m kpi {command.usage}",
        "does": session.language.text(f"help.{command.name}"),
    }


def _one(command: Command, session: Session) -> str:
    say = session.language
    return (
        f"python -m kpi {command.usage}\n\n{paper.indented(say.text(f'help.{command.name}'), '')}"
    )


def _all(session: Session) -> str:
    say = session.language
    wide = max(len(one.name) for one in COMMANDS.values())
    listed = [
        paper.indented(say.text(f"help.{one.name}"), f"  {one.name.ljust(wide)}  ")
        for one in COMMANDS.values()
    ]
    everywhere = " ".join(f"[{one.usage}]" for one in EVERYWHERE)
    return "\n".join(
        [say.text("help"), "", *listed, "", f"{say.text('help.options')} {everywhere}"]
    )
