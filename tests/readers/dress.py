"""Known figures, and the dress that an office puts them in: what a table reader is tried with.

``messy`` makes a file of hand-kept tables together with the figures that are truly in it, so that
whatever a reader tells of the file can be held against them. Refuses to make what nobody could
read: two labels of one file never have the same words.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from hypothesis import strategies as st

from kpi.periods import Grain, Period, period
from kpi.readers.asking import Question
from tests.readers.grids import (
    KINDS,
    TEXT_KINDS,
    Cell,
    Num,
    Page,
    address,
    file_of,
    sheet_name,
    shown,
)
from tests.readers.layout import (
    IN_HEADINGS,
    LAYOUTS,
    ONE_YEAR,
    PER_YEAR,
    Figure,
    Label,
    Plan,
    sheet_named,
    titled,
)
from tests.readers.spelling import (
    DATED,
    LABELS,
    ONLY_TOGETHER,
    TIDY_DATED,
    TIDY_UNDATED,
    TWO_LANGUAGES,
    UNDATED,
    UNITS,
    UPPERS,
    words,
)

# One of these at a time is daily bread: such a table is read whole, without a question.
ORDINARY = (
    "total", "total row", "mean", "notes", "title", "unit in label", "gap row", "remarks",
    "formulas", "dots", "ahead", "other page", "below", "second page", "section", "remark row",
    "label marks", "downward", "two levels", "target row", "running row", "change",
    "numbers", "units", "margin",
)  # fmt: skip
# These may be refused or asked about, and must not be read wrongly.
WILD = (
    "total first", "quarters", "quarters spelt", "target", "last year", "last year row", "running",
    "gap column", "gap in header", "beside", "hidden line", "hidden page", "marks", "figure marks",
    "updated", "plan title", "fault", "no result", "change row", "mean row", "words beside",
    "mixed text", "doubled", "total in middle", "tail text", "right below",
)  # fmt: skip


# --- figures


_COUNTS = st.one_of(
    st.integers(0, 60),
    st.integers(0, 99_999),
    st.sampled_from([0, 1, 12, 31, 1000, 1240, 2024, 2025, 2026, 2_448_113]),
).map(Decimal)
_DECIMALS = st.integers(0, 9_999_99).map(lambda n: Decimal(n).scaleb(-2))
_PERCENTS = st.integers(0, 1000).map(lambda n: Decimal(n).scaleb(-1))
# How the figures of a table are written, with what they are.
WRITINGS: dict[str, st.SearchStrategy[Decimal]] = {
    "typed": _COUNTS,
    "typed decimals": _DECIMALS,
    "typed words": _COUNTS,
    "hard spaces": _COUNTS,
    "spaces": _DECIMALS,
    "text": _DECIMALS,
    "unit in cell": _COUNTS,
    "percent": _PERCENTS,
    "percent text": _PERCENTS,
    "pointed": _COUNTS,
    "english": _COUNTS,
}
TIDY_WRITINGS = ("typed", "typed decimals", "hard spaces", "spaces", "text", "percent")


# The answers that are true of every file in here; what has no period is none of its figures.
TRUTHS = {
    "thousands-mark": "thousands",
    "day-or-month": "month-year",
    "first-day-or-month": "month",
    "which-period": "skip",
}


class Placed(NamedTuple):
    """Where a table stands: its sheet as a reader calls it, its area and its year."""

    sheet: str
    area: tuple[int, int, int, int]
    year: int


@dataclass
class Messy:
    """A file and what is truly in it.

    ``known`` has None where the file has no figure; ``also`` are true figures that the file states
    beside the wanted ones (a whole year's total), which may come out or not; ``faulty`` are cells
    that no reader may pass over.
    """

    kind: str
    pages: list[Page]
    known: dict[Figure, Decimal | None]
    also: dict[Figure, Decimal]
    placed: list[Placed]
    faulty: list[str]
    today: dt.date
    noise: frozenset[str]
    name: str = ""
    data: bytes = b""

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        printer.text(f"\n{self!r}\n")

    def __repr__(self) -> str:
        """Show the sheets as they look."""
        lines = [f"{self.kind} {sorted(self.noise)}"]
        for one in self.pages:
            lines.append(f"--- {one.name!r}{' hidden' if one.hidden else ''} {one.merged}")
            lines += [" | ".join(shown(cell) or "·" for cell in row) for row in one.rows()]
        return "\n".join(lines)

    def whose(self, label: str) -> Label | None:
        """Give the known label that a series' label means, None when it means none or several."""
        said = words(label)
        labels = {one for one, _ in self.known}
        found = [one for one in labels if words(one[1]) <= said]
        if len(found) > 1:
            found = [one for one in found if words(one[0]) <= said]
        return found[0] if len(found) == 1 else None

    def truth(self, question: Question) -> str | None:
        """Give the true answer to a question, None where nobody thought of the question."""
        if question.code == "which-year":
            return next((str(p.year) for p in self.placed if _within(question.cell, p)), None)
        return TRUTHS.get(question.code)


def _within(cell: str, placed: Placed) -> bool:
    sheet, _, rest = cell.rpartition("!")
    found = re.fullmatch(r"([A-Z]+)(\d+)", rest)
    if sheet != placed.sheet or not found:
        return False
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    top, left, low, right = placed.area
    return top <= int(found[2]) <= low and left <= column <= right


# --- strategies


@st.composite
def _runs(draw: st.DrawFn, grain: Grain, year: str, base: int) -> list[Period]:
    """Draw successive periods; where the year stands once for all, within it."""
    per_year = PER_YEAR[grain]
    start = draw(st.integers(1, per_year - (year == "matrix")))
    if year in {"under", "matrix"}:
        last = draw(st.integers(start + (year == "matrix"), per_year))
        years = range(base, base + draw(st.integers(2, 3 if last - start < 8 else 2)))
        return [period(y, grain, index) for index in range(start, last + 1) for y in years]
    most = per_year - start + 1 if year in ONE_YEAR else 24
    most = min(most, 8) if grain is Grain.YEAR else most
    count = draw(st.integers(1, most))
    found = [period(base, grain, start)]
    while len(found) < count:
        found.append(found[-1].next())
    return found


class Office(NamedTuple):
    """What the tables of one file have in common."""

    kind: str
    noise: frozenset[str]
    tidy: bool
    pool: list[str]


@st.composite
def plans(draw: st.DrawFn, office: Office, base: int, before: Plan | None = None) -> Plan:
    """Draw one table: figures and dress. It goes on with the labels of the one before, if any."""
    kind, noise, tidy, pool = office
    grain = draw(st.sampled_from([Grain.MONTH] * 5 + [Grain.QUARTER, Grain.SEMESTER, Grain.YEAR]))
    year = "each" if grain is Grain.YEAR else draw(_year_places(office, wild=not tidy))
    form = draw(st.sampled_from(["across", "across", "down", "down", "long", "matrix", "crossed"]))
    form, year = _fitting(form, year, grain, noise)
    labels = before.labels if before else None
    periods = draw(_runs(grain, form if form == "matrix" else year, base))
    if form == "matrix":
        labels = [("", labels[0][1] if labels else pool.pop())]
    labels = labels or draw(_labels(pool, two=bool({"two levels", "section"} & noise)))
    spellings = DATED[grain] if year == "each" else UNDATED[grain]
    usual = (TIDY_DATED if year == "each" else TIDY_UNDATED)[grain]
    some = list(spellings)[: usual if tidy else None]
    if len({one.index for one in periods}) < 3:
        # A lone "Kesä" is the summer, also over three years; a lone day is that day.
        doubtful = ONLY_TOGETHER | TWO_LANGUAGES if tidy else ONLY_TOGETHER
        some = [one for one in some if one not in doubtful]
    spelling = draw(st.sampled_from(some))
    writings = [before.writing] if before else TIDY_WRITINGS if tidy else list(WRITINGS)
    writing = draw(st.sampled_from(writings))
    values = draw(_figures([(label, p) for p in periods for label in labels], writing))
    if "ahead" in noise:
        for one in sorted(periods)[(len(periods) + 1) // 2 :]:
            values |= {(label, one): None for label in labels}
    if "gap row" in noise:
        values |= draw(_beside_lone(values, writing))
    # A table of nothing is no table.
    if all(one is None for one in values.values()):
        values[next(iter(values))] = draw(WRITINGS[writing])
    # "H2 | H1" under the title 2019 may as well be the halves around a turn of the year.
    turning = grain is Grain.SEMESTER and year in ONE_YEAR
    if "downward" in noise and not (turning or year in {"once", "under"} or form == "matrix"):
        periods = periods[::-1]
    pick = _picker(draw)
    return Plan(
        list(labels), periods, grain, values, form, year, spelling, writing,
        pick(UNITS), noise, pick,
    )  # fmt: skip


@st.composite
def _beside_lone(
    draw: st.DrawFn, values: dict[Figure, Decimal | None], writing: str
) -> dict[Figure, Decimal | None]:
    """Draw a second figure where a label has one only.

    Below an empty line a number under the first month alone may as well be a remark
    ("Aukiolopäiviä | 250"), which is asked about.
    """
    found: dict[Figure, Decimal | None] = {}
    for label in dict.fromkeys(label for label, _ in values):
        own = [key for key in values if key[0] == label]
        if sum(values[key] is not None for key in own) == 1:
            empty = next((key for key in own if values[key] is None), None)
            found |= {empty: draw(WRITINGS[writing])} if empty else {}
    return found


def _fitting(form: str, year: str, grain: Grain, noise: frozenset[str]) -> tuple[str, str]:
    """Give a form and a place of the year that go together."""
    if form == "matrix":
        fits = grain is not Grain.YEAR and not _needs_axes(noise - {"total", "mean", "mean row"})
        return ("matrix", "spread") if fits else ("across", year)
    if form == "crossed":
        fits = "two levels" in noise and not _needs_axes(
            noise - {"two levels", "ahead", "downward"}
        )
        return ("crossed" if fits else "across"), (year if year in {"each", *ONE_YEAR} else "each")
    if "section" in noise:
        form = "across"
    if form == "long" and (year not in {"each", *ONE_YEAR} or _needs_axes(noise)):
        return "down", year
    if "doubled" in noise and year in {"merged", "spread", "repeated", "under"}:
        return form, "each"
    return form, year


@st.composite
def _year_places(draw: st.DrawFn, office: Office, wild: bool) -> str:
    places = [*IN_HEADINGS, "title", *(() if _nameless(office.kind) else ("sheet",))]
    where: str = draw(st.sampled_from([*places, "none"] if wild else places))
    return where


@st.composite
def _figures(draw: st.DrawFn, keys: Sequence[Figure], writing: str) -> dict[Figure, Decimal | None]:
    one = WRITINGS[writing]
    cells = st.lists(st.one_of(one, one, one, st.none()), min_size=len(keys), max_size=len(keys))
    return dict(zip(keys, draw(cells), strict=True))


def _picker(draw: st.DrawFn) -> Callable[[Sequence[Any]], Any]:
    return lambda choices: draw(st.sampled_from(list(choices)))


def _nameless(kind: str) -> bool:
    return kind in TEXT_KINDS or kind == "html"


_OUTSIDE = frozenset({"title", "notes", "dots", "formulas", "other page", "hidden page", "margin"})


def _needs_axes(noise: frozenset[str]) -> bool:
    """Say whether any of the noise is made of rows and columns of totals and the like."""
    return bool(noise - _OUTSIDE)


@st.composite
def _labels(draw: st.DrawFn, pool: list[str], two: bool) -> list[Label]:
    count = draw(st.integers(1, 4))
    if not two:
        return [("", pool.pop()) for _ in range(count)]
    lowers = [pool.pop() for _ in range(draw(st.integers(1, 2)))]
    uppers = draw(st.permutations(UPPERS))[: draw(st.integers(1, 2))]
    return [(upper, lower) for upper in uppers for lower in lowers]


@st.composite
def messy(
    draw: st.DrawFn, noises: st.SearchStrategy[frozenset[str]], *, tidy: bool = False
) -> Messy:
    """Draw a file of tables.

    Args:
        noises: what stands in and around the tables besides the figures; names of ORDINARY, WILD.
        tidy: only the plain spellings and writings.
    """
    noise = draw(noises)
    kind = draw(st.sampled_from([*["xlsx"] * 3, *KINDS]))
    if {"hidden page", "other page", "second page"} & noise and _nameless(kind):
        kind = draw(st.sampled_from(["xlsx", "xlsx-1904", "ods"]))
    if {"hidden line", "fault", "no result"} & noise and _nameless(kind):
        kind = "xlsx"
    base = draw(st.integers(2019, 2026))
    office = Office(kind, noise, tidy, list(draw(st.permutations(LABELS))))
    made = Messy(kind, [], {}, {}, [], [], dt.date(base + 1, 1, 15), noise)
    more = 1 + len({"below", "beside", "right below"} & noise)
    drawn = [draw(plans(office, base)) for _ in range(more)]
    _laid(made, drawn, "")
    if "second page" in noise:
        # The next year's sheet has the same labels.
        ended = max(one.year for one in drawn[0].periods) == base
        before = drawn[0] if ended and len(drawn) == 1 else None
        _laid(made, [draw(plans(office, base + 1, before))], " (2)")
    pages = made.pages
    if "other page" in noise:
        pages.append(Page("Ohje", {(1, 1): "Täytä luvut kuukausittain.", (3, 1): "Kysy Maijalta."}))
    if "hidden page" in noise:
        pages.append(_decoy(pages[0]))
    made.name, made.data = file_of(kind, pages)
    return made


def _laid(made: Messy, drawn: list[Plan], ending: str) -> None:
    """Lay the tables of one sheet out, below or beside each other."""
    named = next((plan for plan in drawn if plan.year == "sheet"), drawn[0])
    page = Page(sheet_named(named) + ending)
    # Where the next table goes: below an empty row or right under the last row, then beside.
    ways = [one for one in ("below", "right below", "beside") if one in made.noise]
    down = across = 0
    for plan, way in zip(drawn, [*ways, ""], strict=False):
        block = titled(plan, LAYOUTS[plan.form](plan))
        block = block.moved(down, across)
        block.put(page)
        low, right = block.size
        sheet = sheet_name(made.kind, page.name)
        made.placed.append(Placed(sheet, (down + 1, across + 1, low, right), block.year))
        made.faulty += [address(sheet, place) for place in block.faulty]
        made.known |= plan.values
        made.also |= plan.also
        if way == "beside":
            across = right + int(plan.pick((1, 2)))
        elif way:
            down = low + (int(plan.pick((1, 2))) if way == "below" else 0)
    made.pages.append(page)


def _decoy(page: Page) -> Page:
    """Give last year's copy that somebody hid: the same words, other figures."""
    cells: dict[tuple[int, int], Cell] = {
        place: Num(cell.value + 5, cell.words, cell.percent)
        if isinstance(cell, Num) and cell.value < 2000
        else cell
        for place, cell in page.cells.items()
    }
    return Page("vanha", cells, hidden=True)
