"""Words beside, over and under a table that say what its figures are: forecasts, means, shares.

Refuses to let a forecast pass for what came true because only a note says so: "* ennuste" under
"2025*", "arvio" behind a figure. What a note says of the whole table is told with its names, so
that a name is no longer believed by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from kpi.errors import Finding, error
from kpi.readers.asking import Asking
from kpi.readers.numbers import clip, fold
from kpi.readers.table.axis import Axis
from kpi.readers.table.estimates import settle_estimates
from kpi.readers.table.grid import Grid, Kind
from kpi.readers.table.layout import Head, Layout
from kpi.readers.table.part_words import years_in
from kpi.readers.table.words import PLANS, Role, is_note

_MARK = re.compile(r"(?:[*†‡§¹²³⁰⁴-⁹]+|[0-9]\)|\([0-9*a-z]\))\)?")
_MARKED = re.compile(r"(?:[*†‡§¹²³⁰⁴-⁹]+|(?<![0-9(])[0-9]\)|\([0-9*a-z]\))$")
_PLAN = (
    r"\w*ennust(?:e|een|eet|eita|etta|eena|eina)|\w*talousarvio\w*"
    r"|\w*budjet(?:ti|it|tia|teja|oi\w+)|\w*tavoit(?:e|teet|etta|teita|teena|teina)"
    r"|suunnitel(?:ma\w*|tu\w*|lut)|ennakoi(?:tu\w*|dut)|forecasts?|budget(?:ed)?"
    r"|targets?|projections?|prognos"
)
_ESTIMATE = r"\w*arvio(?:n|t|ta|ita|na|ina|itu\w*|idu\w*)?|estimate[sd]?"
_WINDOW = (
    r"liukuv\w+|rolling|trailing|(?:viimei\w+|edelli\w+|last|past) [0-9]+ ?(?:kk|kuukau\w+|months?)"
    r"|[0-9]+ ?(?:kk|kuukauden):?n? (?:summ\w+|liukuma\w*)"
)
_RUNNING = r"\w*kumul\w+|\w*kertym\w+|vuoden alusta|cumulative|year to date|ytd"
_OTHER = (
    r"asukasta (?:kohden|kohti)|asukaslu\w+|(?:/|per) ?(?:as(?:ukas|\.)?|capita|kk|kuukausi|month)"
    r"|(?:/|per) ?1 ?000 (?:asukasta|as\.?)|\w*osuu(?:s|det|ksia|ksina)"
    r"|\w*prosent(?:ti\w*|teja|teina)|\w*muuto(?:s|kset|ksia|ksina)|\w*indeks\w+"
    r"|per cent|percentages?"
)
_MEAN = r"\w*keskiarvo\w*|keskimäär\w+|mediaani\w*|averages?"


def _words(alternatives: str) -> re.Pattern[str]:
    return re.compile(rf"(?:(?<!\w)|(?=/))(?:{alternatives})(?!\w)")


_ROLLING = _words(_WINDOW)
_ROLES = (
    (Role.TARGET, _words(_PLAN)),
    (Role.ESTIMATE, _words(_ESTIMATE)),
    (Role.WINDOW, _ROLLING),
    (Role.RUNNING, _words(_RUNNING)),
    (Role.TOTAL, _words(_MEAN)),
    (Role.CHANGE, _words(_OTHER)),
)
_UNITS_PER = re.compile(rf"(?:€|eur\w*|kpl|hlö|%)? ?(?:{_OTHER})")
# Words that make a note one about the figures; without them "Tavoite saavutettiin" is a remark.
OF_FIGURES = re.compile(
    r"(?<!\w)(?:luku|luvut|lukujen|lukemat?|tiedot|tieto|määrät|summat|taulukko|taulukossa|taulukon"
    r"|figures?|numbers|values?|data)(?!\w)"
)
_FILLING = re.compile(
    r"on|ovat|vain|vielä|karkea|karkeat|oma|omat|myös|osin|osittain|ja|tai|eli|vuosi|vuoden|vuodet"
    r"|vuosien|vuonna|alkaen|lähtien|kaikki|luku|luvut|tieto|tiedot|kpl|hlö|eur|euroa|is|are|the|all"
)
_TOKEN = re.compile(r"[^\W_]+")
# "Luvut eivät sisällä ennusteita", "tavoite saavutettiin": of something else.
_DENIED = re.compile(r"(?<!\w)(?:ei|eivät|ilman|not|no|without)(?!\w)|saavut|ylitt|ylity|toteutu")
_SPAN = re.compile(r"((?:19|20|21)[0-9]{2}) ?[-–—] ?((?:19|20|21)[0-9]{2})")
_LONGEST_SPAN = 30

Place = tuple[int, int]


class Proviso(NamedTuple):
    """Words on a sheet that say what figures are; ``mark`` is the footnote mark they explain.

    ``alone`` says that nothing else is said: "arvio", "€/as.".
    """

    text: str
    at: Place
    role: Role
    mark: str
    alone: bool


def provisos_of(grid: Grid) -> list[Proviso]:
    """Give the words of a sheet that say what figures are."""
    found = []
    for row, cells in enumerate(grid.cells):
        for column, cell in enumerate(cells):
            if cell.kind is Kind.TEXT and isinstance(cell.raw, str):
                said = _said(fold(cell.raw))
                if said is not None:
                    found.append(Proviso(fold(cell.raw), (row, column), *said))
    return found


@lru_cache(maxsize=8192)
def _said(text: str) -> tuple[Role, str, bool] | None:
    plain = text.casefold().strip("()[] ")
    mark = _MARK.match(text.casefold())
    rest = plain[mark.end() :].strip(" )=:–-") if mark is not None else plain
    role = next((role for role, pattern in _ROLES if pattern.search(rest)), None)
    if role is None and _UNITS_PER.fullmatch(rest):
        role = Role.CHANGE
    if role is None or _DENIED.search(rest):
        return None
    left = rest
    for _, pattern in _ROLES:
        left = pattern.sub(" ", left)
    words = _TOKEN.findall(left) if not _UNITS_PER.fullmatch(rest) else []
    alone = all(_FILLING.fullmatch(word) or word.isdecimal() and years_in(word) for word in words)
    if not (alone or OF_FIGURES.search(rest)):
        return None
    return role, mark[0].rstrip(")") if mark is not None else "", alone


class Provisos:
    """What words around one table say of its figures; faults gather in ``findings``.

    ``said`` are the words that are of the whole table.
    """

    def __init__(
        self,
        grid: Grid,
        asking: Asking,
        table: Layout,
        found: Sequence[Proviso],
        titles: Sequence[Head],
    ) -> None:
        """Begin with one table. ``found`` are its sheet's words, ``titles`` what stands over it."""
        self._grid = grid
        self._asking = asking
        self._estimated: list[Place] = []
        self._table = table
        heads = {(one.row, one.column) for one in (*table.corner, *titles)}
        heads -= {(one.row, one.column) for one in titles if is_note(one.heading.text)}
        lines = (*table.columns, *table.rows)
        heads |= {(head.row, head.column) for line in lines for head in line.heads}
        heads |= {(it.section.row, it.section.column) for it in lines if it.section is not None}
        self._found = [one for one in found if one.at not in heads]
        self._titles = [one.heading.text for one in (*table.corner, *titles)]
        self.said: list[str] = []
        self.findings: list[Finding] = []

    def settle(self, columns: Axis, rows: Axis) -> None:
        """Leave out the lines that are said to be forecasts and the like, in place.

        What is only called an estimate is asked about.
        """
        for one in self._found:
            area = self._table.area
            inside = one.at[0] in area.rows and one.at[1] in area.columns
            if one.mark and self._marked(one, columns, rows):
                continue
            if one.alone and inside and not one.mark and self._beside(one, columns, rows):
                continue
            years = _years(one.text)
            if years and one.role in PLANS:
                for entry in (*columns.told, *rows.told):
                    if entry.stamp is not None and entry.stamp.year in years:
                        entry.left = one.role
            elif not years and (one.mark or OF_FIGURES.search(one.text.casefold())):
                self.said.append(one.text.rstrip("."))
        self._over_some(columns)
        self._windows(columns, rows)
        noted = [one.text for one in self._found if one.role is Role.ESTIMATE]
        self.findings += settle_estimates(
            self._grid, self._asking, self._table, columns, rows, self._estimated, noted
        )

    def _over_some(self, columns: Axis) -> None:
        """Leave out the columns from a lone word on: "Ennuste" right over the last of the years."""
        first = min((one.line.at for one in columns.told), default=0)
        top = min(self._table.levels, default=0)
        for head in self._table.titles:
            said = _said(head.heading.text)
            if said is None or said[0] not in PLANS or not said[2]:
                continue
            for entry in columns.told if head.row == top - 1 and head.column > first else ():
                if entry.line.at >= head.column:
                    entry.left = said[0]

    def _marked(self, one: Proviso, columns: Axis, rows: Axis) -> bool:
        """Leave out the times, and refuse the figures, that a note's mark is on."""
        if one.role not in PLANS:
            return False
        found = False
        for side in (columns, rows):
            for entry in side.told:
                heads = [it for it in entry.line.heads if self._mark(it.row, it.column) == one.mark]
                if any(head.heading.stamp is not None or not side.timed for head in heads):
                    entry.left, found = one.role, True
        for row, column in self._figures(columns, rows):
            if self._mark(row, column) == one.mark:
                found = True
                if one.role is Role.ESTIMATE:
                    self._estimated.append((row, column))
                else:
                    cell = self._grid.address(row, column)
                    self.findings.append(error("estimate-noted", cell, found=clip(one.text)))
        return found or one.role is Role.ESTIMATE

    def _figures(self, columns: Axis, rows: Axis) -> Iterator[Place]:
        for row in rows.told:
            for column in columns.told:
                if self._grid.is_number(row.line.at, column.line.at):
                    yield row.line.at, column.line.at

    def _mark(self, row: int, column: int) -> str:
        raw = self._grid.cells[row][column].raw
        found = _MARKED.search(fold(raw)) if isinstance(raw, str) else None
        return found[0].rstrip(")") if found else ""

    def _beside(self, one: Proviso, columns: Axis, rows: Axis) -> bool:
        """Leave out the row, or the column, of figures in which words stand alone."""
        row, column = one.at
        if one.role is Role.RUNNING:
            return False
        filled = [
            (entry, at, across)
            for side, at, across in ((rows, row, columns), (columns, column, rows))
            for entry in side.told
            if entry.line.at == at and entry.line.filled
        ]
        if len(filled) != 1:
            return False
        filled[0][0].left = one.role
        return True

    def _windows(self, columns: Axis, rows: Axis) -> None:
        """Leave out sums of rolling months: they stand under a month, and are not of it."""
        texts = [*self._titles, *self.said]
        if not any(_ROLLING.search(text.casefold()) for text in texts):
            return
        for side in (columns, rows):
            if side.timed and side.fine:
                for entry in side.told:
                    entry.left = Role.WINDOW


def _years(text: str) -> frozenset[int]:
    """Give the years that words name, those between two of them among them."""
    found = set(years_in(text))
    for span in _SPAN.finditer(text):
        first, last = int(span[1]), int(span[2])
        if first < last <= first + _LONGEST_SPAN:
            found |= set(range(first, last))
    return frozenset(found)
