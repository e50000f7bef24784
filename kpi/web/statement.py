"""The accessibility statement as a page that needs no script and no store.

Refuses wording of its own: every sentence is a message, every text is escaped.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from kpi.i18n import Language
from kpi.web.plain import plain_page, safe, sentence

# The sections, and under each its paragraphs; a list where the last word says so.
SECTIONS = {
    "status": ("level",),
    "gaps": ("intro", "list"),
    "data": ("where",),
    "feedback": ("how",),
    "authority": ("first", "who", "contact"),
    "made": ("how",),
}
GAPS = ("announced", "strings", "untested")
# When the statement was last checked against the service.
MADE_ON = dt.date(2026, 11, 24)


def page(words: Language, owner: str, contact: str = "") -> str:
    """Write the statement in a language.

    Args:
        words: the language.
        owner: whose service it is, in that language.
        contact: where feedback goes; empty says so instead of hiding it.
    """
    body = "".join(_section(words, name, owner, contact) for name in SECTIONS)
    intro = f"<p>{safe(words.text('statement.intro', owner=owner))}</p>\n"
    return plain_page(words, words.text("statement.title"), f"{intro}{body}")


def _section(words: Language, name: str, owner: str, contact: str) -> str:
    parts = "".join(_part(words, name, part, owner, contact) for part in SECTIONS[name])
    return f"<h2>{safe(words.text(f'statement.{name}'))}</h2>\n{parts}"


def _part(words: Language, name: str, part: str, owner: str, contact: str) -> str:
    if part == "list":
        return f"<ul>\n{''.join(_gaps(words))}</ul>\n"
    if (name, part) == ("feedback", "how"):
        part = "how" if contact else "nowhere"
    facts = {"owner": owner, "contact": contact, "date": words.date(MADE_ON)}
    return f"<p>{sentence(words, f'statement.{name}.{part}', **facts)}</p>\n"


def _gaps(words: Language) -> Iterator[str]:
    for gap in GAPS:
        yield f"<li>{safe(words.text(f'statement.gap.{gap}'))}</li>\n"
