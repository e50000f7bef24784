"""The README says what the product does: codes as the messages have them, commands that exist."""

import re
from pathlib import Path

from kpi.cli.arguments import COMMANDS
from tools.readme_codes import HEADING, section

README = Path(__file__).resolve().parent.parent / "README.md"


def test_the_list_of_codes_is_what_the_messages_say() -> None:
    """Write it anew with ``python -m tools.readme_codes``."""
    text = README.read_text("utf-8")
    assert HEADING + text.split(HEADING)[1] == section()


def test_every_command_in_the_readme_exists() -> None:
    named = set(re.findall(r"python -m kpi ([a-z-]+(?: [a-z]+)?)", README.read_text("utf-8")))
    assert named
    known = {*COMMANDS, "help"}
    assert all(one in known or one.split()[0] in known for one in named)


def test_the_picture_of_the_overview_is_there() -> None:
    pictures = re.findall(r"!\[[^]]+\]\(([^)]+)\)", README.read_text("utf-8"))
    assert pictures
    for picture in pictures:
        assert (README.parent / picture).stat().st_size < 400_000
