"""The accessibility statement as a page that needs no script and no store.

Refuses wording of its own: every sentence is a message, every text is escaped.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator

from kpi import texts
from kpi.i18n import Language

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
_STYLE = """
body { margin: 0; font: 1.125rem/1.5 "Segoe UI", system-ui, sans-serif; color: #0a1014; }
header, main, footer { max-width: 44rem; margin: 0 auto; padding: 1rem clamp(1rem, 5vw, 2rem); }
h1 { font-size: clamp(1.3rem, 0.75rem + 3vw, 2.2rem); line-height: 1.2; }
h1, h2 { overflow-wrap: anywhere; }
h2 { font-size: 1.35rem; margin-top: 2rem; }
a { color: #0b5a7d; overflow-wrap: anywhere; }
:focus-visible { outline: 3px solid #0a1014; outline-offset: 2px; }
li { margin-bottom: 0.5rem; }
"""


def page(words: Language, owner: str, contact: str = "") -> str:
    """Write the statement in a language.

    Args:
        words: the language.
        owner: whose service it is, in that language.
        contact: where feedback goes; empty says so instead of hiding it.
    """
    other = "en" if words.code == "fi" else "fi"
    title = words.text("statement.title")
    body = "".join(_section(words, name, owner, contact) for name in SECTIONS)
    switch = words.text("ui.other-language")
    return (
        f'<!DOCTYPE html>\n<html lang="{words.code}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_safe(title)} – {_safe(words.text('web.product'))}</title>\n"
        f"<style>{_STYLE}</style>\n</head>\n<body>\n"
        f'<header><a href="./?kieli={words.code}">{_safe(words.text("statement.back"))}</a> · '
        f'<a href="?kieli={other}" hreflang="{other}" lang="{other}">{_safe(switch)}</a></header>\n'
        f"<main>\n<h1>{_safe(title)}</h1>\n"
        f"<p>{_safe(words.text('statement.intro', owner=owner))}</p>\n{body}</main>\n"
        "</body>\n</html>\n"
    )


def _section(words: Language, name: str, owner: str, contact: str) -> str:
    parts = "".join(_part(words, name, part, owner, contact) for part in SECTIONS[name])
    return f"<h2>{_safe(words.text(f'statement.{name}'))}</h2>\n{parts}"


def _part(words: Language, name: str, part: str, owner: str, contact: str) -> str:
    if part == "list":
        return f"<ul>\n{''.join(_gaps(words))}</ul>\n"
    if (name, part) == ("feedback", "how"):
        part = "how" if contact else "nowhere"
    facts = {"owner": owner, "contact": contact, "date": words.date(MADE_ON)}
    # A name is no link, whatever it looks like: only the sentence's own words and the contact are.
    ours = words.text(f"statement.{name}.{part}", **(facts | {"owner": ""})).split(" ")
    return f"<p>{_linked(words.text(f'statement.{name}.{part}', **facts), ours)}</p>\n"


def _gaps(words: Language) -> Iterator[str]:
    for gap in GAPS:
        yield f"<li>{_safe(words.text(f'statement.gap.{gap}'))}</li>\n"


def _safe(text: str) -> str:
    return texts.html(text)


def _linked(text: str, ours: Collection[str]) -> str:
    """Escape a sentence; what is an address among our own words in it becomes a link."""
    return " ".join(_link(word) if word in ours else _safe(word) for word in text.split(" "))


def _link(word: str) -> str:
    bare = word.rstrip(".,")
    tail = _safe(word[len(bare) :])
    if bare.startswith(("https://", "/")) and len(bare) > 1:
        return f'<a href="{texts.html_attribute(bare)}">{_safe(bare)}</a>{tail}'
    if "@" in bare:
        return f'<a href="mailto:{texts.html_attribute(bare)}">{_safe(bare)}</a>{tail}'
    return _safe(word)
