"""Legends of marks that no reader sees: "keltaisella arviot", "punaiset eivät ole lopullisia".

Refuses to read colours: a fill may mean anything, and its loss in copying nothing. Words that give
one a meaning lead to a question about the sheet. Words that call all of it preliminary are said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kpi.errors import Finding, warning
from kpi.readers.asking import SKIP, Asking
from kpi.readers.cells import Raw, Sheet, texts
from kpi.readers.numbers import clip, fold
from kpi.readers.table.asked import all_or_none
from kpi.readers.table.blocks import Block
from kpi.readers.table.grid import Grid, Kind
from kpi.readers.table.provisos import OF_FIGURES, Proviso
from kpi.readers.table.words import PLANS

_COLOUR = (
    r"(?:vaalean|tumman)?-?(?:keltai|punai|vihre|sini|oranss|harma|ruske|violet|lila|pink|turkoo)"
)
# "Vihreän siirtymän tavoitteet" are nobody's legend.
_DRESS = re.compile(
    rf"(?<!\w){_COLOUR}\w*(?:ll[aä]|[sn]?n[aä])(?!\w)"
    rf"|(?<!\w){_COLOUR}\w* ?(?:[=:–—-] |(?:luvut?|solut?|arvot?|fontti|teksti|tausta|väri)\w*)"
    r"|(?<!\w)(?:väri(?:llä|llinen|llisi\w*|lliset|t|ssä|koodi\w*|merkin\w*)?|värjät\w+|taustaväri\w*"
    r"|korostet\w+|korostuks\w+|kursiivi\w*|kursivoi\w+|lihavoi\w+|tummennet\w+|tummennuks\w+"
    r"|alleviiv\w+|yliviiva\w+|coloured|colored|highlighted|in (?:italics|bold))(?!\w)"
    r"|(?<!\w)(?:yellow|red|green|blue|orange|gr[ea]y)(?: ?[=:–—-] | (?:figures|cells|numbers))"
)
_MEANING = re.compile(
    r"ennust|(?<!\w)\w*arvio(?!in|ij)|budjet|tavoit(?:e|teet|teita)|suunnitel|ennako|ennakko|alustav"
    r"|lopulli|vahvist|tarkist|tarkent|puutt|epävar|korja|kesken|vajaa|laskennalli|forecast|estimat"
    r"|prelim|provisional|not final|missing|unconfirmed|budget|target"
)
_PRELIMINARY = re.compile(
    r"(?<!\w)ei(?:vät)? (?:ole )?(?:vielä )?lopulli\w+"
    r"|(?<!\w)(?:luvut|luku|tiedot|tieto|figures|data)\b.{0,40}(?<!\w)(?:alustav\w+|vahvistamat\w+"
    r"|tarkentu\w+|preliminary|provisional|not (?:yet )?final)"
    r"|^\W*(?:alustav(?:a|at|ia)|ennakkotietoja)\W*$"
)
_LONGEST = 160


def legend_of(grid: Grid) -> tuple[int, int] | None:
    """Give the place of a sheet's first words that give a colour or a type face a meaning."""
    for row, cells in enumerate(grid.cells):
        for column, cell in enumerate(cells):
            if cell.kind is Kind.TEXT and isinstance(cell.raw, str) and _is_legend(cell.raw):
                return row, column
    return None


def _is_legend(raw: str) -> bool:
    text = fold(raw).casefold()
    return len(text) <= _LONGEST and bool(_DRESS.search(text) and _MEANING.search(text))


def on_its_own_sheet(sheets: Sequence[Sheet], asking: Asking) -> bool:
    """Ask about a legend on a sheet of instructions; say whether the figures are left out."""
    for sheet in sheets if len(sheets) > 1 else ():
        if any(map(_is_legend, texts(sheet))) and not any(_has_numbers(row) for row in sheet.rows):
            grid = Grid(sheet)
            if is_left_out(grid, asking, (), (Block(grid.whole),)):
                return True
    return False


def _has_numbers(row: Sequence[Raw]) -> bool:
    return any(isinstance(raw, int | float) for raw in row)


def stray(found: Sequence[Proviso], tables: Sequence[Block]) -> tuple[int, int] | None:
    """Give the place of a word like "arvio" that stands alone and away from every table.

    Beside a cell that is nothing but coloured it explains the colour.
    """
    titles = {at for one in tables for at in one.titles}
    last = max((one.area.low for one in tables), default=0)
    for one in found:
        inside = any(
            one.at[0] in table.area.rows and one.at[1] in table.area.columns for table in tables
        )
        plain = one.alone and not one.mark and one.role in PLANS and one.at not in titles
        plain = plain and not OF_FIGURES.search(one.text.casefold())
        if plain and not inside and one.at[0] > last:
            return one.at
    return None


def is_left_out(
    grid: Grid, asking: Asking, found: Sequence[Proviso], tables: Sequence[Block]
) -> bool:
    """Ask whether a sheet's figures have all come true, where words say that some may not have."""
    at = legend_of(grid) or stray(found, tables)
    if at is None or not tables:
        return False
    said = clip(fold(str(grid.cells[at[0]][at[1]].raw)))
    return all_or_none(asking, grid.address(*at), said) == SKIP


def preliminary(grid: Grid) -> Iterator[Finding]:
    """Say that a sheet calls its figures preliminary: the final ones have to be brought, too."""
    for row, cells in enumerate(grid.cells):
        for column, cell in enumerate(cells):
            if cell.kind is Kind.TEXT and isinstance(cell.raw, str):
                text = fold(cell.raw)
                if _PRELIMINARY.search(text.casefold()):
                    yield warning("preliminary-noted", grid.address(row, column), found=clip(text))
                    return
