"""From known figures to the cells of one table: headings, totals, notes and what else is there.

Refuses to choose: everything that may be one way or another was drawn beforehand, or is picked
through the plan.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby
from typing import Any, NamedTuple

from kpi.periods import Grain, Period, period
from tests.readers.grids import NBSP, Cell, Fault, Formula, Num, Page, finnish, shown
from tests.readers.spelling import (
    CHANGES,
    DATED,
    LAST,
    MARKS,
    MEANS,
    NOTES,
    REMARKS,
    RUNNING,
    SAID,
    TARGETS,
    TOTALS,
    UNDATED,
    span,
    written,
)  # fmt: skip

Label = tuple[str, str]
"""Upper and lower words of a label; the upper ones are mostly empty."""
Figure = tuple[Label, Period]

# Where the year stands: in every heading, over or beside the periods (merged, at its first one,
# at every one), under them, or in the first heading only. The rest needs periods of one year.
IN_HEADINGS = ("each", "merged", "spread", "repeated", "once", "under")
ONE_YEAR = ("sheet", "title", "none")
PER_YEAR = {Grain.MONTH: 12, Grain.QUARTER: 4, Grain.SEMESTER: 2, Grain.YEAR: 1}


@dataclass(frozen=True)
class Line:
    """A row or a column of a table: its headings, outermost first, and what it holds.

    ``keys`` are what it is of: one label or period for figures, all those that a total adds up.
    """

    role: str
    heads: tuple[Cell, ...]
    keys: tuple[Any, ...] = ()


@dataclass
class Block:
    """One table as cells from (1, 1) on, before it has a place on a sheet."""

    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    faulty: set[tuple[int, int]] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    year: int = 0

    def turned(self) -> Block:
        """Give the table with rows for columns."""
        return Block(
            {(column, row): cell for (row, column), cell in self.cells.items()},
            [(left, top, right, low) for top, left, low, right in self.merged],
            {(column, row) for row, column in self.faulty},
            self.hidden_columns,
            self.hidden_rows,
            self.year,
        )

    def moved(self, down: int, across: int) -> Block:
        """Give the table further down and to the right."""
        return Block(
            {(r + down, c + across): cell for (r, c), cell in self.cells.items()},
            [(t + down, le + across, lo + down, r + across) for t, le, lo, r in self.merged],
            {(r + down, c + across) for r, c in self.faulty},
            {row + down for row in self.hidden_rows},
            {column + across for column in self.hidden_columns},
            self.year,
        )

    def put(self, page: Page) -> None:
        """Put the table on a sheet."""
        page.cells |= {place: cell for place, cell in self.cells.items() if cell != ""}
        page.merged += self.merged
        page.hidden_rows |= self.hidden_rows
        page.hidden_columns |= self.hidden_columns

    @property
    def size(self) -> tuple[int, int]:
        """The last row and column."""
        return max(r for r, _ in self.cells), max(c for _, c in self.cells)


# --- one table


@dataclass
class Plan:
    """Everything that was drawn for one table."""

    labels: list[Label]
    periods: list[Period]
    grain: Grain
    values: dict[Figure, Decimal | None]
    form: str
    year: str
    spelling: str
    writing: str
    unit: str
    noise: frozenset[str]
    pick: Callable[[Sequence[Any]], Any]
    also: dict[Figure, Decimal] = field(default_factory=dict)

    def value(self, label: Label, one: Period) -> Decimal | None:
        """Give a known figure."""
        return self.values.get((label, one))

    def said(self, texts: Sequence[str]) -> str:
        """Choose a heading and fill in the years."""
        first = self.periods[0].year
        # A note of a day within one of the years would say that the year is not whole.
        after = max(one.year for one in self.periods) + 1
        text = str(self.pick(texts))
        return text.format(year=first, last=first - 1, next=first + 1, after=after)

    def spelt(self, one: Period, *, year: bool) -> Cell:
        """Write a period's heading."""
        if year and self.year != "each":
            spelt = UNDATED[self.grain][self.spelling](one)
            return f"{shown(spelt)} {one.year}"
        table = DATED if self.year == "each" else UNDATED
        return table[self.grain][self.spelling](one)


def _period_lines(plan: Plan) -> list[Line]:
    """Give the lines of the axis of time, noise among them."""
    lines: list[Line] = []
    seen: set[int] = set()
    for number, one in enumerate(plan.periods):
        once = plan.year == "once" and one.year not in seen
        seen.add(one.year)
        lines.append(Line("figures", (plan.spelt(one, year=once),), (one,)))
        lines += _between(plan, number, one)
    return _around(plan, _doubled(plan, lines) if "doubled" in plan.noise else lines)


def _doubled(plan: Plan, lines: list[Line]) -> list[Line]:
    """Put a target beside every figure, both under the period's heading."""
    actual, target = plan.pick((("Toteuma", "Tavoite"), ("Tot.", "Budj."), ("Toteutunut", "TA")))
    found = []
    for line in lines:
        if line.role == "figures":
            found.append(Line("figures", (*line.heads, actual), line.keys))
            found.append(Line("target", (*line.heads, target), line.keys))
        else:
            found.append(Line(line.role, ("", *line.heads), line.keys))
    return found


def _between(plan: Plan, number: int, one: Period) -> list[Line]:
    """Give what an office puts between its months: sums so far, quarters, gaps."""
    lines = []
    done = plan.periods[: number + 1]
    if "running" in plan.noise and number:
        lines.append(Line("sum", (plan.said(RUNNING),), tuple(done)))
    quarterly = {"quarters", "quarters spelt"} & plan.noise and one.grain is Grain.MONTH
    if quarterly and one.index % 3 == 0:
        quarter = period(one.year, Grain.QUARTER, one.index // 3)
        parts = tuple(p for p in plan.periods if quarter.contains(p))
        if len(parts) == 3:
            lines.append(Line("sum", (_quarter_head(plan, quarter),), parts))
            _state(plan, quarter, parts)
    if "total in middle" in plan.noise and number == len(plan.periods) // 2:
        lines.append(Line("sum", (plan.said(TOTALS),), tuple(plan.periods)))
    if "gap column" in plan.noise and number % 3 == 1:
        lines.append(Line("spacer", ("",)))
    return lines


def _quarter_head(plan: Plan, quarter: Period) -> Cell:
    if "quarters" in plan.noise:
        return f"{span(quarter)} yht."
    heads = [f"Q{quarter.index}", f"Q{quarter.index} yht.", f"{quarter.index}. neljännes"]
    return str(plan.pick(heads))


def _state(plan: Plan, whole: Period, parts: Iterable[Period]) -> None:
    """Note that the file truly states a longer period's sum."""
    if {p.code for p in parts} != {p.code for p in whole.parts(plan.grain)}:
        return
    for label in plan.labels:
        values = [plan.value(label, one) for one in parts]
        if None not in values:
            plan.also[label, whole] = sum((v for v in values if v is not None), Decimal(0))


def _around(plan: Plan, lines: list[Line]) -> list[Line]:
    """Put totals, means, targets and remarks before and after the periods."""
    every = tuple(plan.periods)
    years = {one.year for one in every}
    told: tuple[str, ...] = ()
    if len(years) == 1:
        _state(plan, every[0].whole_year(), every)
        told = ("Koko vuosi", "{year} yhteensä", "Vuosi {year}")
    after = {
        "total": ("sum", (*TOTALS, *told)),
        "mean": ("mean", MEANS),
        "target": ("target", TARGETS),
        "last year": ("last", LAST),
        "change": ("change", CHANGES),
        "remarks": ("remark", REMARKS),
    }
    ends = [
        Line(role, (plan.said(heads),), every)
        for flag, (role, heads) in after.items()
        if flag in plan.noise
    ]
    if "last year" in plan.noise:
        _state_last_year(plan, every)
    if "total first" in plan.noise:
        lines = [Line("sum", (plan.said(TOTALS),), every), *lines]
    first = bool(ends) and plan.pick((False, False, False, True))
    # Before a lone period a change or a mean is of nothing, and nobody could tell it from one.
    return [*ends, *lines] if first and len(every) > 1 else [*lines, *ends]


def _state_last_year(plan: Plan, every: tuple[Period, ...]) -> None:
    """Note what the file truly states of the year before."""
    year = period(min(every).year - 1, Grain.YEAR, 1)
    for label in plan.labels:
        plan.also[label, year] = _reckoned("last", _values(plan, (label,), every))


def _label_lines(plan: Plan) -> list[Line]:
    """Give the lines of the axis of labels, noise among them."""
    two = any(upper for upper, _ in plan.labels)
    lines: list[Line] = []
    above = ""
    for label in plan.labels:
        upper, lower = label
        if "section" in plan.noise and upper != above:
            lines.append(Line("section", (upper,)))
        above = upper
        text = lower + (f" ({plan.unit})" if "unit in label" in plan.noise else "")
        text += plan.said(MARKS) if "label marks" in plan.noise else ""
        heads = (upper, text) if two and "section" not in plan.noise else (text,)
        lines.append(Line("figures", heads, (label,)))
        lines += _beside(plan, label, text)
    every = tuple(plan.labels)
    if "total row" in plan.noise:
        lines.append(Line("sum", (plan.said(TOTALS),), every))
    if "mean row" in plan.noise:
        lines.append(Line("mean", (plan.said(MEANS),), every))
    if "change row" in plan.noise:
        lines.append(Line("change", (plan.said(CHANGES),), every))
    if "remark row" in plan.noise:
        lines.append(Line("remark", (plan.said(REMARKS),), every))
    return lines


def _beside(plan: Plan, label: Label, text: str) -> list[Line]:
    """Give the lines that go with one label: its target, its running total, its year before."""
    lines = []
    if "target row" in plan.noise:
        heads: tuple[str, ...] = (*TARGETS, text + " tavoite", text + ", budjetti")
        lines.append(Line("target", (plan.said(heads),), (label,)))
    if "running row" in plan.noise:
        heads = (*RUNNING, text + " kumulatiivinen", text + ", kertymä")
        lines.append(Line("running", (plan.said(heads),), (label,)))
    if "last year row" in plan.noise:
        heads = ("Edellinen vuosi", "Ed. vuosi", "Vertailu {last}", text + " {last}")
        lines.append(Line("last", (plan.said(heads),), (label,)))
        for one in plan.periods:
            earlier = one.a_year_earlier()
            if (
                earlier
                and plan.value(label, one) is not None
                and (label, earlier) not in plan.values
            ):
                plan.also[label, earlier] = _reckoned("last", _values(plan, (label,), (one,)))
    if "gap row" in plan.noise:
        lines.append(Line("spacer", ("",)))
    return lines


def _values(plan: Plan, labels: Iterable[Label], periods: Iterable[Period]) -> list[Decimal]:
    cells = [plan.value(label, one) for label in labels for one in periods]
    return [one for one in cells if one is not None]


def _reckoned(role: str, values: Sequence[Decimal]) -> Decimal:
    """Reckon what an office reckons beside its figures; never the figure itself by chance."""
    total = sum(values, Decimal(0))
    if role == "mean":
        return (total / max(len(values), 1)).quantize(Decimal("0.01"))
    if role == "target":
        return total + 1013
    return total + 37 if role == "last" else total


class Lines(NamedTuple):
    """The two axes of a table."""

    labels: list[Line]
    periods: list[Line]


def _inside(plan: Plan, a: Line, b: Line) -> Cell:
    """Give the cell where a line of labels and a line of periods meet."""
    if {a.role, b.role} & {"spacer", "section"}:
        return ""
    if (a.role, b.role) == ("figures", "figures"):
        return _figure(plan, plan.value(a.keys[0], b.keys[0]))
    if "remark" in {a.role, b.role}:
        plain = (a.role if b.role == "remark" else b.role) == "figures"
        return plan.said(("", "", *SAID)) if plain else ""
    role = b.role if a.role == "figures" else a.role
    periods: Sequence[Period] = b.keys
    if role == "running":
        last = max(b.keys)
        periods = [one for one in plan.periods if one <= last and one.year == last.year]
    values = _values(plan, a.keys, periods)
    if role == "change":
        base = _reckoned("last", values)
        change = ((sum(values, Decimal(0)) - base) / base * 100).quantize(Decimal("0.1"))
        return Num(change, percent=True) if values else Fault()
    result = _reckoned(role, values)
    if "formulas" in plan.noise or plan.writing == "typed":
        return Formula(result=result)
    return written(result, plan.writing, plan.unit)


def _figure(plan: Plan, value: Decimal | None) -> Cell:
    if value is None:
        return plan.said(("..", "-", "ei tietoa", "–")) if "dots" in plan.noise else ""
    if "formulas" in plan.noise:
        return Formula(result=value)
    if "mixed text" in plan.noise and plan.pick((True, False)):
        return finnish(value, NBSP)
    cell = written(value, plan.writing, plan.unit)
    if "figure marks" in plan.noise and plan.pick((True, False, False)):
        return shown(cell) + plan.said(MARKS)
    return cell


def _years_of(line: Line, before: str) -> str:
    return str(line.keys[-1].year) if line.role == "figures" else before


def _two_levels(plan: Plan, lines: list[Line]) -> list[Line]:
    """Put the years over the periods where they stand there."""
    if plan.year == "under":
        return [
            Line(
                line.role,
                (*line.heads, Num(Decimal(line.keys[0].year)) if line.role == "figures" else ""),
                line.keys,
            )
            for line in lines
        ]
    if plan.year not in {"merged", "spread", "repeated"}:
        return lines
    found, year = [], ""
    for number, line in enumerate(lines):
        year = _years_of(line, year)
        # What stands between the months of a year stands under the year, the rest does not.
        later = any(_years_of(other, "") == year for other in lines[number:])
        found.append(Line(line.role, (year if later else "", *line.heads), line.keys))
    return found


def _table(plan: Plan) -> Block:
    """Lay a table out with its periods across."""
    axes = Lines(_label_lines(plan), _two_levels(plan, _period_lines(plan)))
    deep = max(len(line.heads) for line in axes.periods)
    wide = max(len(line.heads) for line in axes.labels)
    gap = 1 if "gap in header" in plan.noise else 0
    block = Block(year=plan.periods[0].year)
    down = plan.form == "down"
    corner = ("Kuukausi", "kk", "Jakso", "") if down else ("", "Mittari", "Kohde", "Tunnusluku")
    block.cells[deep, wide] = plan.said(corner)
    # A month called "1" under "Vuosi" is of the year 1: no office heads its months so.
    if deep == 2 and down and plan.year in {"merged", "spread", "repeated"}:
        block.cells[1, wide] = plan.said(("Vuosi", ""))
    names = wide
    wide += int("units" in plan.noise and not down)
    for column, line in enumerate(axes.periods, wide + 1):
        for level, head in enumerate(line.heads, deep - len(line.heads) + 1):
            block.cells[level, column] = _marked(plan, head)
    for row, line in enumerate(axes.labels, deep + gap + 1):
        for level, head in enumerate(line.heads, names - len(line.heads) + 1):
            block.cells[row, level] = head
        for column, other in enumerate(axes.periods, wide + 1):
            block.cells[row, column] = _inside(plan, line, other)
    how = plan.year if plan.year in {"spread", "repeated"} else "merged"
    _merge(block, [line.heads for line in axes.periods], wide, how, along_row=True)
    how = plan.pick(("merged", "spread", "repeated"))
    _merge(block, [line.heads for line in axes.labels], deep + gap, how, along_row=False)
    _spoil(plan, block, axes, deep + gap, wide)
    if not down:
        rows = [n for n, line in enumerate(axes.labels, deep + gap + 1) if line.role == "figures"]
        block = _beside_names(plan, block, deep, rows, wide)
    return block.turned() if down else block


def _beside_names(plan: Plan, block: Block, head: int, rows: list[int], units: int) -> Block:
    """Put units after the names of figures, and numbers before them."""
    if "units" in plan.noise:
        block.cells[head, units] = plan.said(("Yksikkö", "yks."))
        unit = "%" if plan.writing.startswith("percent") else plan.unit
        block.cells |= {(row, units): unit for row in rows}
    if "numbers" in plan.noise:
        block = block.moved(0, 1)
        block.cells[head, 1] = plan.said(("Nro", "#", "Nro."))
        block.cells |= {(row, 1): Num(Decimal(n)) for n, row in enumerate(rows, 1)}
    return block


def _marked(plan: Plan, head: Cell) -> Cell:
    if "marks" in plan.noise and isinstance(head, str) and head and plan.pick((True, False)):
        return head + plan.said(MARKS)
    return head


def _merge(
    block: Block, heads: list[tuple[Cell, ...]], before: int, how: str, along_row: bool
) -> None:
    """Show equal outer headings as one: merged, or once where they begin, or each of them."""
    deep = max(map(len, heads))
    if deep < 2 or how == "repeated":
        return
    at = before + 1
    for outer, run in groupby(heads, key=lambda one: one[0] if len(one) == deep else ""):
        long = len(list(run))
        places = [(1, at + n) if along_row else (at + n, 1) for n in range(long)]
        at += long
        if not outer or long < 2:
            continue
        for place in places[1:]:
            block.cells[place] = ""
        if how == "merged":
            block.merged.append((*places[0], *places[-1]))


def _spoil(plan: Plan, block: Block, axes: Lines, above: int, before: int) -> None:
    """Put in what makes a cell unreadable or a line unseen."""
    rows = [n for n, line in enumerate(axes.labels, above + 1) if line.role == "figures"]
    columns = [n for n, line in enumerate(axes.periods, before + 1) if line.role == "figures"]
    at = (plan.pick(rows), plan.pick(columns))
    if {"fault", "no result"} & plan.noise:
        block.cells[at] = Fault() if "fault" in plan.noise else Formula()
        block.faulty.add(at)
    if "hidden line" in plan.noise:
        if plan.pick((True, False)):
            block.hidden_rows.add(at[0])
        else:
            block.hidden_columns.add(at[1])


def _long(plan: Plan) -> Block:
    """Lay a table out with one figure on a row."""
    block = Block(year=plan.periods[0].year)
    two = any(upper for upper, _ in plan.labels)
    upper = [plan.said(("Toimipiste", "Kohde"))] if two else []
    header: list[Cell] = [plan.said(("Kuukausi", "Jakso")), *upper, "Mittari", "Arvo"]
    rows: list[list[Cell]] = [header]
    for one in plan.periods:
        for label in plan.labels:
            names = list(label) if two else [label[1]]
            figure = _figure(plan, plan.value(label, one))
            rows.append([plan.spelt(one, year=False), *names, figure])
    block.cells = {(r, c): cell for r, row in enumerate(rows, 1) for c, cell in enumerate(row, 1)}
    return block


def _matrix(plan: Plan) -> Block:
    """Lay the years of one label out against the months of the year."""
    (label,) = plan.labels
    years = sorted({one.year for one in plan.periods})
    parts = [one for one in plan.periods if one.year == years[0]]
    corner = plan.pick((label[1], ""))
    rows: list[list[Cell]] = [[corner, *(plan.spelt(one, year=False) for one in parts)]]
    for year in years:
        row = [period(year, plan.grain, one.index) for one in parts]
        figures = [_figure(plan, plan.value(label, one)) for one in row]
        rows.append([Num(Decimal(year)), *figures])
        _state(plan, period(year, Grain.YEAR, 1), row)
        if "total" in plan.noise:
            rows[-1].append(Num(sum(_values(plan, (label,), row), Decimal(0))))
    if "total" in plan.noise:
        rows[0].append(plan.said(TOTALS))
    if {"mean row", "mean"} & plan.noise:
        columns = [[period(year, plan.grain, one.index) for year in years] for one in parts]
        means = [_reckoned("mean", _values(plan, (label,), column)) for column in columns]
        rows.append([plan.said(MEANS), *map(Num, means)])
    block = Block(year=years[0])
    block.cells = {(r, c): cell for r, row in enumerate(rows, 1) for c, cell in enumerate(row, 1)}
    block = block.turned() if plan.pick((True, False)) else block
    if not corner:
        block = block.moved(1, 0)
        block.cells[1, 1] = label[1]
    return block


def _crossed(plan: Plan) -> Block:
    """Lay the upper words out against periods with the lower words under each of them."""
    uppers = list(dict.fromkeys(upper for upper, _ in plan.labels))
    lowers = list(dict.fromkeys(lower for _, lower in plan.labels))
    heads: list[tuple[Cell, ...]] = []
    block = Block(year=plan.periods[0].year)
    block.cells[2, 1] = plan.said(("", "Toimipiste"))
    for number, one in enumerate(plan.periods):
        for lower in lowers:
            column = 2 + len(heads)
            once = plan.year == "once" and not number
            heads.append((plan.spelt(one, year=once), lower))
            block.cells[1, column], block.cells[2, column] = heads[-1]
            for row, upper in enumerate(uppers, 3):
                block.cells[row, column] = _figure(plan, plan.value((upper, lower), one))
    for row, upper in enumerate(uppers, 3):
        block.cells[row, 1] = upper
    _merge(block, heads, 1, plan.pick(("merged", "spread", "repeated")), along_row=True)
    return block.turned() if plan.pick((False, False, True)) else block


LAYOUTS: dict[str, Callable[[Plan], Block]] = {
    "across": _table,
    "down": _table,
    "long": _long,
    "matrix": _matrix,
    "crossed": _crossed,
}

# --- what stands around a table


def titled(plan: Plan, block: Block) -> Block:
    """Put titles over a table and notes under it."""
    above = list(_above(plan))
    space = int(plan.pick((0, 1))) if above else 0
    block = block.moved(len(above) + space, 0)
    for row, text in enumerate(above, 1):
        block.cells[row, 1] = text
    low, right = block.size
    if "notes" in plan.noise:
        for row in range(int(plan.pick((1, 2)))):
            block.cells[low + 1 + row + int(plan.pick((0, 1))), 1] = plan.said(NOTES)
    if "tail text" in plan.noise:
        block.cells[low, right + 2] = plan.said(NOTES)
    if "words beside" in plan.noise:
        block.cells[low + 2, right + 3] = "Aukiolopäiviä"
        block.cells[low + 2, right + 4] = Num(Decimal(250))
    if "margin" in plan.noise:
        block = block.moved(int(plan.pick((1, 2))), int(plan.pick((1, 2))))
    return block


def _above(plan: Plan) -> Iterator[str]:
    """Give the lines over a table."""
    if plan.year == "title":
        yield plan.said(("Seuranta {year}", "Tilasto vuodelta {year}", "{year}"))
    elif "title" in plan.noise:
        yield plan.said(("Hallituksen seurantataulukko", "Luvut kuukausittain"))
    if "plan title" in plan.noise and plan.year in IN_HEADINGS:
        yield "Toimintasuunnitelma 2022–2029"
    if "updated" in plan.noise:
        yield plan.said(("Päivitetty 3.2.{next}", "Tulostettu 15.1.2027", "Versio 2.0"))


def sheet_named(plan: Plan) -> str:
    if plan.year != "sheet":
        return plan.said(("Taul1", "Luvut", "Sheet1"))
    return plan.said(("{year}", "Seuranta {year}", "v{year}", "kävijät_{year}"))
