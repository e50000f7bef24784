"""A page of our own without any script: what must be readable by anyone, whatever else fails.

Refuses wording of its own, and text that is not escaped.
"""

from __future__ import annotations

from kpi import texts
from kpi.i18n import Language

_STYLE = """
body { margin: 0; font: 1.125rem/1.5 "Segoe UI", system-ui, sans-serif; color: #0a1014; }
header, main, footer { max-width: 44rem; margin: 0 auto; padding: 1rem clamp(1rem, 5vw, 2rem); }
h1 { font-size: clamp(1.3rem, 0.75rem + 3vw, 2.2rem); line-height: 1.2; }
h1, h2 { overflow-wrap: anywhere; }
h2 { font-size: 1.35rem; margin-top: 2rem; }
a { color: #0b5a7d; overflow-wrap: anywhere; }
:focus-visible { outline: 3px solid #0a1014; outline-offset: 2px; }
li { margin-bottom: 0.5rem; }
button { min-height: 2.75rem; padding: 0 1.25rem; border: 0; border-radius: 4px; font: inherit; }
button { background: #0b5a7d; color: #fff; cursor: pointer; }
footer { margin-top: 2rem; }
"""


def plain_page(words: Language, title: str, body: str, *, back: bool = True) -> str:
    """Write a page round a body that is HTML already.

    Args:
        words: the language of the page; the other one is a link away.
        title: its heading and the name of the window.
        body: what stands under the heading.
        back: whether there is a way to the service.
    """
    other = "en" if words.code == "fi" else "fi"
    switch = words.text("ui.other-language")
    way = f'<a href="./?kieli={words.code}">{safe(words.text("statement.back"))}</a> · '
    return (
        f'<!DOCTYPE html>\n<html lang="{words.code}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{safe(title)} – {safe(words.text('web.product'))}</title>\n"
        f"<style>{_STYLE}</style>\n</head>\n<body>\n"
        f"<header>{way if back else ''}"
        f'<a href="?kieli={other}" hreflang="{other}" lang="{other}">{safe(switch)}</a></header>\n'
        f"<main>\n<h1>{safe(title)}</h1>\n{body}</main>\n"
        f"<footer>{_foot(words)}</footer>\n</body>\n</html>\n"
    )


def _foot(words: Language) -> str:
    """Link what must be found from every page; from the root, since a page may stand deeper."""
    ways = (("/saavutettavuus", "ui.accessibility"), ("/tietosuoja", "ui.privacy"))
    return " · ".join(
        f'<a href="{path}?kieli={words.code}">{safe(words.text(message))}</a>'
        for path, message in ways
    )


def safe(text: str) -> str:
    """Write a text so that HTML shows it letter for letter."""
    return texts.html(text)


def sentence(words: Language, message: str, **facts: str) -> str:
    """Write a message; what is an address in it becomes a link.

    A name is no link, whatever it looks like: only the message's own words and the contact are.
    """
    ours = words.text(message, **(facts | {"owner": ""})).split(" ")
    told = words.text(message, **facts).split(" ")
    return " ".join(_link(word) if word in ours else safe(word) for word in told)


def _link(word: str) -> str:
    bare = word.rstrip(".,")
    tail = safe(word[len(bare) :])
    if bare.startswith(("https://", "/")) and len(bare) > 1:
        return f'<a href="{texts.html_attribute(bare)}">{safe(bare)}</a>{tail}'
    if "@" in bare:
        return f'<a href="mailto:{texts.html_attribute(bare)}">{safe(bare)}</a>{tail}'
    return safe(word)
