"""Ways in which a file gets damaged: on its way, by a person, by somebody who means harm.

Refuses chance that cannot be repeated: a seed gives the same damage every time.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from random import Random

_NUMBER = re.compile(rb"[0-9]+(?:[.,:/-][0-9]+)*")
# What stands in a cell when somebody slips, when a program fails, and when somebody tries.
_ODD = tuple(
    text.encode()
    for text in (
        "", " ", "-", "..", "n/a", "0", "-1", "-0", "+5", "1e999", "NaN", "inf", "1_000", "0x1F",
        "1.240", "1,240", "1 240", "1 2 3", "19 000 (32 000)", "12,5 %", "99999999999999999999",
        "9" * 400, "0.1234567890123456789", "31.2.2025", "2025-13-01", "0000-00-00", "9999-12-31",
        "10000-01-01", "2025-W01", "2025-H1", "06/07", "1904", "２０２５", "١٢", "½", "²", "\u2212",
        "\u202e12", "\u200b", "\0", "\x1f", "\ud7ff", "'", '"', '""', ";", ",", "\t", "\n", "\r\n",
        "=1+1", "@SUM(A1)", "#REF!", "<b>", "</c>", "&#0;", "&amp;", "]]>", "<!-- -->", "tammikuu",
        "yhteensä", "maija@example.org", "120464-126J", "\N{GRINNING FACE}", "sep=;",
    )
)  # fmt: skip

_Hurt = Callable[[bytearray, Random], None]


def damaged(data: bytes, chance: Random) -> bytes:
    """Give a file with one to a few things wrong; a zip mostly inside, where it still opens."""
    if data.startswith(b"PK") and chance.random() < 0.8:
        return _inside(data, chance)
    return _hurt(data, chance)


def _hurt(data: bytes, chance: Random) -> bytes:
    content = bytearray(data)
    for _ in range(chance.choice((1, 1, 1, 2, 3, 8))):
        if content:
            chance.choice(_WAYS)(content, chance)
    return bytes(content)


def _inside(data: bytes, chance: Random) -> bytes:
    """Damage one part, sheets more often than the rest, and pack it anew."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        names = old.namelist()
        sheets = [name for name in names if "sheet" in name or name == "content.xml"]
        hurt = chance.choice(sheets if sheets and chance.random() < 0.7 else names)
        for name in names:
            part = old.read(name)
            new.writestr(name, _hurt(part, chance) if name == hurt else part)
    return made.getvalue()


def _turn_bytes(content: bytearray, chance: Random) -> None:
    for _ in range(chance.randint(1, 30)):
        content[chance.randrange(len(content))] = chance.randrange(256)


def _cut(content: bytearray, chance: Random) -> None:
    del content[chance.randrange(len(content)) :]


def _leave_out(content: bytearray, chance: Random) -> None:
    start, end = _span(content, chance)
    del content[start:end]


def _say_twice(content: bytearray, chance: Random) -> None:
    start, end = _span(content, chance)
    content[end:end] = content[start:end]


def _put_in(content: bytearray, chance: Random) -> None:
    at = chance.randrange(len(content) + 1)
    content[at:at] = chance.choice((chance.choice(_ODD), chance.randbytes(chance.randint(1, 60))))


def _other_number(content: bytearray, chance: Random) -> None:
    """Write something else where a number, a date or a reference stands."""
    found = list(_NUMBER.finditer(bytes(content)))
    if found:
        start, end = chance.choice(found).span()
        content[start:end] = chance.choice(_ODD)


def _other_lines(content: bytearray, chance: Random) -> None:
    """Lose, repeat or exchange lines; rows and cells of a workbook count as lines."""
    mark = next((one for one in (b"<row", b"<tr", b"<c ", b"\n") if one in content), b"\n")
    lines = bytes(content).split(mark)
    here, there = chance.randrange(len(lines)), chance.randrange(len(lines))
    way = chance.randrange(3)
    if way == 0:
        del lines[here]
    elif way == 1:
        lines.insert(there, lines[here])
    else:
        lines[here], lines[there] = lines[there], lines[here]
    content[:] = mark.join(lines)


def _other_separator(content: bytearray, chance: Random) -> None:
    old, new = chance.sample((b",", b";", b"\t", b".", b'"', b"\n"), 2)
    content[:] = bytes(content).replace(old, new, chance.choice((1, 3, -1)))


def _span(content: bytearray, chance: Random) -> tuple[int, int]:
    start = chance.randrange(len(content))
    return start, min(len(content), start + chance.choice((1, 2, 8, 40, 400)))


_WAYS: tuple[_Hurt, ...] = (
    _turn_bytes,
    _cut,
    _leave_out,
    _say_twice,
    _put_in,
    _other_number,
    _other_number,
    _other_lines,
    _other_separator,
)
