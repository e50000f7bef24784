"""Labels of the framework's widgets, which it reads as Markdown.

Refuses to let a text be a link, a picture, a formula or an icon, and to be read aloud with marks.
"""

from __future__ import annotations

import re

# What Markdown would take for emphasis, code, links, pictures, formulas, entities.
_ACTIVE = re.compile(r"[\\`*\[\]<>~$|]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)")
# What begins a list or a heading at the beginning of a text.
_BEGINS = re.compile(r"^(\d*)([#+=.)-])")
# What the framework looks for after Markdown was read, when no mark can keep it off: icons,
# emojis, colours, addresses, arrows made of letters.
_SOUGHT = re.compile(
    r"(:)(?=[\w+/:-])|((?i:www))(?=\.)|(?<=\w)()(?=@)|(?<!\S)(<-|[<>~]|-)(?=[->=]{1,2}(?!\S))"
)
_BLANK = re.compile("[\t\n\r ]+")
JOINER = "\u2060"


def label(text: str) -> str:
    """Make text a label of a widget, which the framework reads as Markdown: it shows the text.

    Only what would become markup is marked, because the framework hands the label as it is to
    screen readers. Where a mark does not help, an invisible joiner parts the letters. A label is
    one line; it is a block of its own, so that nothing beside it is turned by it.
    """
    line = _SOUGHT.sub(rf"\g<0>{JOINER}", _BLANK.sub(" ", text).strip(" "))
    return _BEGINS.sub(r"\1\\\2", _ACTIVE.sub(r"\\\g<0>", line))
