"""From a statistical table to series: one for each combination of values that is followed.

Refuses to put hundreds of questions: of a dimension with many values it is asked, once, which one
is followed. Refuses figures in thousands, and says which figures are not final.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice, product
from math import prod

from kpi.errors import Finding, error, warning
from kpi.periods import Period
from kpi.readers.asking import Asking
from kpi.readers.gathered import Gathered, Heading, named
from kpi.readers.numbers import clip
from kpi.readers.pxweb import meaning
from kpi.readers.pxweb.cube import Cube, too_large
from kpi.readers.pxweb.meaning import Chosen
from kpi.readers.pxweb.times import Clock, clock
from kpi.readers.reading import Series, Told
from kpi.readers.which_period import period_of

_MOST_SERIES, _EXAMPLES = 12, 3


@dataclass
class Tables:
    """Reads one table after another; series and findings gather."""

    asking: Asking
    gathered: Gathered = field(default_factory=Gathered)
    findings: list[Finding] = field(default_factory=list)
    _units: dict[str, str] = field(default_factory=dict)

    @property
    def series(self) -> tuple[Series, ...]:
        """Give the series read so far, each with its unit."""
        return tuple(replace(one, unit=self._units[one.cell]) for one in self.gathered.series)

    def read(self, cube: Cube, marks: Mapping[int, str]) -> None:
        """Take in one table.

        Args:
            cube: the table.
            marks: what stands with single figures, by number; it says that they are not final.
        """
        claimed = too_large(cube.sizes, cube.title, _cell(cube))
        if claimed is not None:
            self.findings.append(claimed)
            return
        if not prod(cube.sizes) == cube.figures.size > 0:
            found = f"{cube.figures.size} / {prod(cube.sizes)}"
            self.findings.append(error("statistics-damaged", _cell(cube), found=found))
            return
        cube = cube._replace(dimensions=[meaning.told_apart(one) for one in cube.dimensions])
        time = clock(cube)
        self.findings.extend(time.findings)
        if not time.places:
            time = time._replace(periods={(): period_of(self.asking, cube.figures.cell(0))})
        followed, is_open = self._followed(cube, time)
        if is_open:  # a few of them are shown; nothing is asked about them yet
            time = time._replace(periods=dict.fromkeys(time.periods))
        self._take(cube, time, islice(followed, _MOST_SERIES if is_open else None), marks)

    def _followed(self, cube: Cube, time: Clock) -> tuple[Iterator[Chosen], bool]:
        """Give the combinations to read, and whether a question about them is open."""
        sizes = enumerate(cube.sizes)
        values = {at: range(size) for at, size in sizes if at not in time.places}
        left, is_open = prod(map(len, values.values())), False
        for at in sorted(values, key=lambda at: -len(values[at])):
            if left > _MOST_SERIES:
                left //= len(values[at])
                chosen = self._which(cube, at)
                is_open = is_open or chosen is None
                values[at] = values[at] if chosen is None else range(chosen, chosen + 1)
        combined = product(*values.values())
        return (dict(zip(values, keys, strict=True)) for keys in combined), is_open

    def _which(self, cube: Cube, at: int) -> int | None:
        """Ask which value of a dimension is followed."""
        one = cube.dimensions[at]
        texts = [member.text for member in one.members]
        answer = self.asking.ask(
            "which-of-many", one.cell, texts, subject=f"{cube.table} {one.name or at + 1}",
            found=clip(one.name or f"{', '.join(texts[:_EXAMPLES])} …"),
        )  # fmt: skip
        return None if answer is None else texts.index(answer)

    def _take(
        self, cube: Cube, time: Clock, followed: Iterator[Chosen], marks: Mapping[int, str]
    ) -> None:
        scaled: dict[str, str] = {}
        early = dict.fromkeys(time.preliminary, _cell(cube))
        for chosen in followed:
            told = dict(_told(cube, time, chosen))
            if not told:
                continue
            where = cube.figures.cell(next(iter(told)))
            heading = meaning.heading(cube, chosen, where)
            if meaning.in_thousands(cube, chosen):
                scaled[heading.label] = where
                continue
            self._units[where] = meaning.unit(cube, chosen)
            for at, keys in told.items():
                self._figure(cube, at, time.periods[keys], heading)
                if at in marks:
                    early[f"{_said(cube, time, keys)} {marks[at]}"] = cube.figures.cell(at)
        self._say("scaled-left-out", scaled)
        self._say("preliminary-figures", early)

    def _figure(self, cube: Cube, at: int, period: Period | None, heading: Heading) -> None:
        value = cube.figure(at)
        if isinstance(value, Finding):
            self.findings.append(value)
        else:
            self.gathered.add(heading, Told(period, value, cube.figures.cell(at)))

    def _say(self, code: str, told: Mapping[str, str]) -> None:
        """Say once for a table what is so of several things; by their words, where they stand."""
        if told:
            self.findings.append(warning(code, next(iter(told.values())), found=named(told)))


def _told(cube: Cube, time: Clock, chosen: Chosen) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Give the numbers of a series' figures that the file has, with the places of their times."""
    for keys in time.periods:
        places = {**chosen, **dict(zip(time.places, keys, strict=True))}
        number = cube.number([places[at] for at in range(len(cube.dimensions))])
        if cube.figures.raw(number) != "":
            yield number, keys


def _said(cube: Cube, time: Clock, keys: tuple[int, ...]) -> str:
    """Give the words of a time."""
    pairs = zip(time.places, keys, strict=True)
    return " ".join(cube.dimensions[at].members[key].text for at, key in pairs)


def _cell(cube: Cube) -> str:
    """Give where what concerns the whole table is said."""
    return next((one.cell for one in cube.dimensions), "")
