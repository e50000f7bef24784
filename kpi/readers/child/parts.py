"""The parts of a zipped workbook, read with care.

Refuses a part that declares entities (a few letters may stand for gigabytes) and believes no size:
never more is inflated than the directory said, which was judged before.
"""

from __future__ import annotations

import zipfile

from .limits import Refused

_HEAD = 4096
_ENTITY = tuple(
    word.encode(encoding)
    for word in ("<!DOCTYPE", "<!ENTITY")
    for encoding in ("ascii", "utf-16-le", "utf-16-be")
)


def part(parts: zipfile.ZipFile, name: str) -> bytes:
    """Give one part, its checksum proved.

    Raises:
        KeyError: there is none of that name.
        zipfile.BadZipFile: the part is not what the directory says.
    """
    about = parts.getinfo(name)
    with parts.open(about) as file:
        return file.read(about.file_size + 1)  # past the end, where the checksum is proved


def refuse_entities(parts: zipfile.ZipFile) -> None:
    """Look at the head of each part.

    Raises:
        Refused: one declares a document type.
    """
    for name in parts.namelist():
        with parts.open(name) as file:
            head = file.read(_HEAD)
        if any(word in head for word in _ENTITY):
            raise Refused("unsafe-workbook", name)
