"""From the bytes of a text file to its letters.

Refuses bytes that are no text. An encoding is told by a mark at the beginning, by zero bytes, by
being valid UTF-8; what is none of these is read as Western Windows, which nearly any bytes are.
"""

from __future__ import annotations

import codecs
import re

from .limits import Refused

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Letters that are two bytes in UTF-8, read as two letters of the Western set.
TWICE = re.compile("Ã[¤¶¥„–…©¨¼]|â€[™œ“”¢]|Â[\xa0°±²³µ·]")
LOST = "\ufffd"
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_OTHERS = (b"%PDF", b"{\\rtf", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"\x1f\x8b", b"7z\xbc\xaf")


def decoded(data: bytes) -> tuple[str, str]:
    """Give the text and the name of its encoding.

    Raises:
        Refused: not a text, or one that is cut or broken.
    """
    if data.startswith(_OTHERS):
        raise Refused("not-a-workbook")
    encoding = _encoding(data)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as fault:
        if encoding.startswith("utf-8"):
            text = data.decode(encoding, "replace")  # cut in the middle of the last letter
        elif encoding.startswith("utf-16"):
            raise Refused("damaged-workbook") from fault
        else:
            raise Refused("not-a-workbook") from fault
    if "\0" in text or len(_CONTROL.findall(text)) * 200 > len(text):
        raise Refused("not-a-workbook")
    return text, encoding


def _encoding(data: bytes) -> str:
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name
    if b"\0" in data:
        return _by_zeros(data)
    try:
        data.decode()
    except UnicodeDecodeError as fault:
        cut = len(data) - fault.start < 4 and "unexpected end" in fault.reason
        return "utf-8" if cut else "cp1252"
    return "utf-8"


def _by_zeros(data: bytes) -> str:
    """Tell UTF-16 without a mark: one byte of nearly each pair is zero.

    Raises:
        Refused: the zeros stand anywhere.
    """
    first, second = data[::2].count(0), data[1::2].count(0)
    if second > 10 * first and second * 3 > len(data) // 2:
        return "utf-16-le"
    if first > 10 * second and first * 3 > len(data) // 2:
        return "utf-16-be"
    raise Refused("not-a-workbook")
