"""What a reader for the blind gets from a PDF: its tags in order, with the text within each.

Refuses to guess from places on the page: text counts where the tags put it, letter for letter.
"""

from __future__ import annotations

import io
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ContentStream

# Where a font says which letters its glyphs are.
_LETTER = re.compile(r"<([0-9A-F]{4})> <([0-9A-F]+)>\n")


@dataclass
class Tag:
    """One tag: its role, its own words, the text alternative, what stands within."""

    role: str
    pieces: list[str | Tag] = field(default_factory=list)
    alt: str = ""

    @property
    def text(self) -> str:
        """Give all text within, in reading order."""
        return "".join(one if isinstance(one, str) else one.text for one in self.pieces)

    def walk(self) -> Iterator[Tag]:
        """Give this tag and all within, in reading order."""
        yield self
        for one in self.pieces:
            if isinstance(one, Tag):
                yield from one.walk()

    def all(self, *roles: str) -> list[Tag]:
        """Give the tags of some roles."""
        return [one for one in self.walk() if one.role in roles]


def reader(made: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(made))


@cache
def tags(made: bytes) -> Tag:
    """Read the tags of a PDF from their root."""
    file = reader(made)
    pages = {page.indirect_reference.idnum: number for number, page in enumerate(file.pages)}
    marked = [_marked(file, page)[0] for page in file.pages]
    root = Tag("Root")

    def fill(into: Tag, kid: Any, page: int) -> None:
        kid = kid.get_object()
        if isinstance(kid, list):
            for one in kid:
                fill(into, one, page)
        elif isinstance(kid, int):
            into.pieces.append(marked[page][kid])
        elif "/S" in kid or "/MCID" in kid:
            page = pages[kid.raw_get("/Pg").idnum] if "/Pg" in kid else page
            if "/MCID" in kid:
                into.pieces.append(marked[page][kid["/MCID"]])
                return
            made = Tag(str(kid["/S"])[1:], alt=str(kid.get("/Alt", "")))
            into.pieces.append(made)
            fill(made, kid["/K"], page) if "/K" in kid else None

    fill(root, file.trailer["/Root"]["/StructTreeRoot"]["/K"], -1)
    return root


def margins(made: bytes) -> list[str]:
    """Give what stands outside the tags on each page: its head and foot."""
    file = reader(made)
    return [_marked(file, page)[1] for page in file.pages]


def _marked(file: PdfReader, page: Any) -> tuple[dict[int, str], str]:
    """Give the text of each marked piece of a page by its number, and the text of no piece.

    A word parted at the end of a line has a soft hyphen there, and what may break anywhere has
    spaces of no width: neither is a letter of the text.
    """
    fonts = {name: _letters(font) for name, font in page["/Resources"]["/Font"].items()}
    said: dict[int, str] = defaultdict(str)
    opened: list[dict[str, Any]] = []
    font: dict[int, str] = {}
    for operands, operator in ContentStream(page.get_contents(), file).operations:
        text = ""
        if operator in {b"BDC", b"BMC"}:
            opened.append(dict(operands[1]) if len(operands) > 1 else {})
            text = str(opened[-1].get("/ActualText", ""))
        elif operator == b"EMC":
            opened.pop()
        elif operator == b"Tf":
            font = fonts[operands[0]]
        elif operator in {b"Tj", b"TJ"} and not any("/ActualText" in one for one in opened):
            given = operands[0] if operator == b"TJ" else operands
            strings = [one for one in given if not isinstance(one, int | float)]
            text = "".join(_read(one, font) for one in strings)
        numbers = [one["/MCID"] for one in opened if "/MCID" in one]
        said[numbers[-1] if numbers else -1] += re.sub("[\u00ad\u200b]", "", text)
    return said, said.pop(-1, "")


def _read(string: Any, font: dict[int, str]) -> str:
    raw = string.original_bytes
    return "".join(font[int.from_bytes(raw[i : i + 2])] for i in range(0, len(raw), 2))


def _letters(font: Any) -> dict[int, str]:
    table = font["/ToUnicode"].get_data().decode("ascii")
    return {
        int(glyph, 16): bytes.fromhex(text).decode("utf-16-be")
        for glyph, text in _LETTER.findall(table)
    }
