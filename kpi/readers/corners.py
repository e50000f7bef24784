"""The corners of a workbook where people's names stand besides its cells.

Names of files and of sheets, who made the file, comments. Refuses to look further than at what a
text says of itself: an office and an empty field stay as they are.
"""

from __future__ import annotations

import html
import io
import re
import zipfile
import zlib
from collections.abc import Mapping, Sequence

from kpi.readers import people, personal
from kpi.readers.cells import Sheet
from kpi.texts import NAMELESS

_PROPERTIES = ("docProps/core.xml", "docProps/app.xml", "meta.xml")
_MAKER = re.compile(
    r"(<(?:\w+:)?(?:creator|lastModifiedBy|initial-creator|printed-by|Manager)\b[^>]*(?<!/)>)"
    r"([^<]*)(?=<)"
)
_WORDS = re.compile(
    r"(<(?:\w+:)?(?:title|subject|description|keywords?|category|user-defined)\b[^>]*(?<!/)>)"
    r"([^<]*)(?=<)"
)
_COMMENTS = re.compile(r"xl/(?:comments|threadedComments|persons).*\.xml", re.IGNORECASE)
_NOTE = re.compile(r"<office:annotation\b.*?</office:annotation>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
# More is not looked through: so many comments are somebody's in any case.
_MOST = 1 << 20
_DAMAGED = (zipfile.BadZipFile, zlib.error, OSError, ValueError, EOFError, RuntimeError)
_ZIP = b"PK\x03\x04"
_MADE = (2000, 1, 1, 0, 0, 0)


def sheet_names(sheets: Sequence[Sheet]) -> Mapping[str, str]:
    """Give other names for those sheets that are called by a person's."""
    taken = {one.name.casefold() for one in sheets}
    found = {}
    for number, one in enumerate(sheets, 1):
        named = people.is_name(one.name) and people.may_name(one.name)
        if named or personal.value(one.name) is not None:
            new = f"Taulukko{number}"
            while new.casefold() in taken:
                new += "_"
            found[one.name] = new
            taken.add(new.casefold())
    return found


def unnamed(file: str) -> str:
    """Give a file's name without people's names, addresses and codes; mostly the same."""
    stem, dot, last = file.rpartition(".") if "." in file else (file, "", "")
    words = personal.CALLED.sub("", personal.cut(stem)).replace("_", " ")
    whole = people.is_name(words) and people.may_name(words)
    left = "" if whole else people.without_names(words)
    if left == stem.replace("_", " "):
        return file
    return (" ".join(left.split()).strip(" ,;-") or NAMELESS) + dot + last


def has_comments_of_people(data: bytes) -> bool:
    """Say whether a workbook has comments in which somebody is named, as author or otherwise."""
    try:
        return data.startswith(_ZIP) and _told_in_comments(data)
    except _DAMAGED:  # what cannot be looked at is not kept
        return True


def _told_in_comments(data: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        for one in parts.infolist():
            if _COMMENTS.fullmatch(one.filename) and _of_people(parts, one):
                return True
            if one.filename == "content.xml" and one.file_size <= 16 * _MOST:
                notes = _NOTE.findall(parts.read(one).decode("utf-8", "replace"))
                if any(map(_names, notes)):
                    return True
    return False


def _of_people(parts: zipfile.ZipFile, one: zipfile.ZipInfo) -> bool:
    return one.file_size > _MOST or _names(parts.read(one).decode("utf-8", "replace"))


def _names(markup: str) -> bool:
    """Say whether one of the texts between tags is a person's name, or has personal data in it."""
    texts = filter(None, (html.unescape(one).strip() for one in _TAG.split(markup)))
    return any(_is_somebody(one) or personal.value(one) is not None for one in texts)


def _is_somebody(text: str) -> bool:
    return people.is_name(text.rstrip(":"))


def without_makers(data: bytes) -> bytes:
    """Give a workbook without the names of those who made it; the same bytes where none is named.

    Every other part is as it was. Nothing is given of one with a part that cannot be read.
    """
    try:
        return _without_makers(data) if data.startswith(_ZIP) else data
    except _DAMAGED:
        return b""


def _without_makers(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        infos = parts.infolist()
        told = {
            one.filename: parts.read(one).decode("utf-8", "replace")
            for one in infos
            if one.filename in _PROPERTIES and one.file_size <= _MOST
        }
        changed = {name: new for name, text in told.items() if (new := _unmade(text)) != text}
        if not changed:
            return data
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
            for one in infos:
                own = zipfile.ZipInfo(one.filename, _MADE)
                own.compress_type = one.compress_type
                left = changed.get(one.filename)
                made.writestr(own, parts.read(one) if left is None else left.encode())
    return buffer.getvalue()


def _unmade(text: str) -> str:
    return _WORDS.sub(_rest, _MAKER.sub(_nobody, text))


def _nobody(found: re.Match[str]) -> str:
    said = html.unescape(found[2])
    # Here the shape is enough: a program or an office in two capital words is lost for nothing.
    somebody = people.has_shape(said) or personal.value(said) is not None
    return found[1] if somebody else found[0]


def _rest(found: re.Match[str]) -> str:
    said = html.unescape(found[2])
    if _is_somebody(said) and people.may_name(said):
        return found[1]
    if personal.value(said) is None:
        return found[0]
    return found[1] + html.escape(personal.rest(said), quote=False)
