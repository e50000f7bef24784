"""What stands around a table: its titles, its corner, its sheet's name.

Refuses to let them go unsaid: a name under "Targets" or on a neighbour's sheet means another thing,
and a figure in thousands is no figure in ones.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from kpi.errors import Finding, error
from kpi.readers.numbers import clip, fold
from kpi.readers.reading import Series
from kpi.readers.table.grid import Grid
from kpi.readers.table.layout import Head, Layout
from kpi.readers.table.words import is_generic, is_note

_SCALE = re.compile(
    r"tuhan(?:sina|tta|net|sia|sissa)|(?<!\w)tuhatta|miljoon|(?<!\w)milj\b|thousands?(?!\w)"
    r"|millions?(?!\w)|(?<!\w)1[ .]?000 ?(?:€|e\b|eur|kpl|hlö|henk|kert|käyn)"
    r"|[(\[] ?1[ .]?000 ?[)\]]|(?<!\w)[tk] ?(?:€|eur|kpl)|(?<!\w)m ?(?:€|eur)",
)
_NOTED = re.compile(r"(?<!\w)(?:tuhan(?:sina|sissa)|miljoon(?:ina|issa)|in (?:thousands|millions))")
# All that a legend, a footnote or a cell beside the figures says: "Yksikkö: t€", "1 000 euroa".
_SCALES = (
    r"(?:t|k|m) ?€|(?:t|k|m) ?eur(?:oa?)?|t ?kpl|(?:1[ .]?000|tuhatta|tuhat|milj\.?|miljoonaa)"
    r" ?(?:€|e|eur|euro(?:a|ina|issa)?|kpl|hlö|henkilöä|kappaletta)|tuhansia|miljoonia"
)
_SAID = re.compile(
    r"(?:[*†‡§¹²³]+ ?|[0-9]\) ?)?(?:(?:luvut|luku|summat|määrät|rahamäärät|eurot|arvot|yksikkö"
    r"|rahayksikkö|yks|figures|amounts|unit)\b[^0-9€]{0,40}?)?"
    rf"[(\[]?(?:{_SCALES})[)\].]*"
)
_LONE_SCALE = re.compile(r"t\.?|1[ .]?000")


def surroundings(
    table: Layout, titles: Sequence[Head], sheet: str, notes: Sequence[str] = ()
) -> str:
    """Give the words around a table without years and months, each once; empty when none tell.

    Args:
        table: the table taken apart.
        titles: what stands over the whole sheet.
        sheet: what the sheet's name adds.
        notes: what notes say of all of its figures: first, for the rest may be cut off.
    """
    heads = [*table.corner, *table.titles, *titles]
    words = [one.heading.around or one.heading.label for one in heads]
    telling = [text for text in words if text and not is_generic(text) and not is_note(text)]
    return clip(", ".join(dict.fromkeys([*notes, *telling, *([sheet] if sheet else [])])))


def scales(series: Sequence[Series]) -> Iterator[Finding]:
    """Refuse figures in thousands or millions: what is stored is what is read, in ones."""
    for one in series:
        said = f"{one.source} {one.label}".casefold()
        unit = one.unit.casefold()
        if _SCALE.search(said) or _SCALE.search(unit) or _LONE_SCALE.fullmatch(unit):
            found = one.unit if not _SCALE.search(said) else f"{one.source} {one.label}".strip()
            yield error("scaled-figures", one.cell, found=clip(found))


def noted_scales(grid: Grid, told: Collection[tuple[int, int]] = ()) -> Iterator[Finding]:
    """Refuse a sheet on which any words, a note below too, say that figures are in thousands.

    "1 000 €" is a scale only where it is none of the figures that are ``told``.
    """
    for row, cells in enumerate(grid.sheet.rows):
        for column, raw in enumerate(cells):
            if not isinstance(raw, str) or (row, column) in told:
                continue
            text = fold(raw).casefold()
            if _NOTED.search(text) or _SAID.fullmatch(text):
                yield error("scaled-figures", grid.address(row, column), found=clip(fold(raw)))
                return
