"""An empty 16:9 presentation in the house's colours and letters, and its bytes.

Refuses what python-pptx's own template brings along: 4:3, other colours, unused layouts, a
picture of an older title page. The same slides give the same bytes.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from typing import Any

import pptx
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.util import Pt

INK, ACTUAL, ATTENTION, COMPARISON, TRACK = "0A1014", "0B5A7D", "B5480B", "74868F", "E7EDF0"
WHITE = "FFFFFF"
WIDE, HIGH, MARGIN = 960, 540, 40
ROOM = WIDE - 2 * MARGIN
FOOT, FOOT_HIGH = 494, 38
NUMBER_WIDE = 60
FONT = "Arial"

_THEME = {
    "dk1": INK, "lt1": WHITE, "dk2": INK, "lt2": TRACK, "accent1": ACTUAL, "accent2": COMPARISON,
    "accent3": ATTENTION, "accent4": "17603A", "accent5": "6B3FA0", "accent6": "A3201A",
    "hlink": ACTUAL, "folHlink": "6B3FA0",
}  # fmt: skip
_LANGUAGES = {"fi": "fi-FI", "en": "en-GB"}
_LAYOUTS = {"Title and Content", "Title Only"}
# Placeholders in points: from the left, from the top, wide, high.
_PLACES = {
    "TITLE": (MARGIN, 36, ROOM, 84),
    "BODY": (MARGIN, 130, ROOM, 350),
    "FOOTER": (MARGIN, FOOT, ROOM - NUMBER_WIDE, FOOT_HIGH),
    "SLIDE_NUMBER": (WIDE - MARGIN - NUMBER_WIDE, FOOT, NUMBER_WIDE, FOOT_HIGH),
}
_NAMES = {"TITLE": "TITLE", "BODY": "BODY", "OBJECT": "BODY"}
# A zip has no earlier day.
_ZIP_DAY = (1980, 1, 1, 0, 0, 0)


def spoken(code: str) -> str:
    """Give the name that Office has for a language, so that spelling and speech follow it."""
    return _LANGUAGES.get(code, code)


def blank(code: str) -> Any:  # noqa: ANN401
    """Give a presentation without slides.

    Args:
        code: the language of its words.
    """
    made = pptx.Presentation()
    made.slide_width, made.slide_height = Pt(WIDE), Pt(HIGH)
    made.element.find(".//{*}sldSz").attrib.pop("type", None)
    _leave_out(made)
    master = made.slide_master
    for layout in list(made.slide_layouts):
        if layout.name in _LAYOUTS:
            _lay_out(layout)
        else:
            made.slide_layouts.remove(layout)
    _lay_out(master)
    _style(master, made, code)
    return made


def dress(theme: Any) -> None:  # noqa: ANN401
    """Give a theme the house's colours and letters."""
    text = theme.blob.decode("utf-8")
    for name, colour in _THEME.items():
        own = f'<a:{name}><a:srgbClr val="{colour}"/></a:{name}>'
        text = re.sub(rf"<a:{name}>.*?</a:{name}>", own, text, flags=re.DOTALL)
    text = re.sub(r'<a:latin typeface="[^"]*"', f'<a:latin typeface="{FONT}"', text)
    theme.blob = text.encode("utf-8")


def packed(made: Any, title: str, author: str, made_at: dt.datetime, code: str) -> bytes:  # noqa: ANN401
    """Give a presentation's bytes; they say whose it is and the instant that they are told."""
    told = made.core_properties
    told.title, told.author, told.last_modified_by = title, author, author
    told.language, told.comments = spoken(code), ""
    told.created = told.modified = made_at.astimezone(dt.UTC).replace(tzinfo=None, microsecond=0)
    raw, clean = io.BytesIO(), io.BytesIO()
    made.save(raw)
    with zipfile.ZipFile(raw) as came, zipfile.ZipFile(clean, "w") as goes:
        for name in came.namelist():
            member = zipfile.ZipInfo(name, _ZIP_DAY)
            member.compress_type = zipfile.ZIP_DEFLATED
            goes.writestr(member, came.read(name))
    return clean.getvalue()


def _leave_out(made: Any) -> None:  # noqa: ANN401
    """Drop the template's picture, printer and counts of another presentation."""
    unwanted = {
        RELATIONSHIP_TYPE.THUMBNAIL,
        RELATIONSHIP_TYPE.EXTENDED_PROPERTIES,
        RELATIONSHIP_TYPE.PRINTER_SETTINGS,
    }
    package = made.part.package
    for rels in (package._rels, made.part.rels):
        for key in [key for key, one in rels.items() if one.reltype in unwanted]:
            rels.pop(key)


def _lay_out(sheet: Any) -> None:  # noqa: ANN401
    """Put a layout's placeholders where a wide slide has them; the date's goes."""
    for one in list(sheet.placeholders):
        kind = one.placeholder_format.type.name
        kind = _NAMES.get(kind, kind)
        if kind not in _PLACES:
            one._element.getparent().remove(one._element)
            continue
        one.left, one.top, one.width, one.height = (Pt(side) for side in _PLACES[kind])


def _style(master: Any, made: Any, code: str) -> None:  # noqa: ANN401
    dress(master.part.part_related_by(RELATIONSHIP_TYPE.THEME))
    styles = master.element.find("{*}txStyles")
    title = styles.find("{*}titleStyle/{*}lvl1pPr")
    title.set("algn", "l")
    title.find("{*}defRPr").set("b", "1")
    for tree in (made.element, master.element, *(one.element for one in made.slide_layouts)):
        for run in tree.iter("{*}rPr", "{*}defRPr", "{*}endParaRPr"):
            if run.get("lang"):
                run.set("lang", spoken(code))
    for one in master.placeholders:
        _frame(one, one.placeholder_format.type.name)


def _frame(shape: Any, kind: str) -> None:  # noqa: ANN401
    """Let a placeholder of the master begin at its edge and keep the size it is given."""
    frame = shape._element.find(".//{*}bodyPr")
    for side in ("lIns", "rIns", "tIns", "bIns"):
        frame.set(side, "0")
    frame.set("anchor", {"TITLE": "t", "BODY": "t"}.get(kind, "ctr"))
    for fit in frame.findall("{*}normAutofit"):
        frame.remove(fit)
    if kind in {"FOOTER", "SLIDE_NUMBER"}:
        level = shape._element.find(".//{*}lvl1pPr")
        level.set("algn", "l" if kind == "FOOTER" else "r")
        level.find("{*}defRPr").set("sz", "1400")
        for paler in level.findall(".//{*}tint"):
            paler.getparent().remove(paler)
