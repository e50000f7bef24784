"""Whatever a statistical table holds, it is read back as it was written, or not as one at all."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import product
from math import prod

from hypothesis import given
from hypothesis import strategies as st

from kpi.readers import Asking, Reading, pxweb
from kpi.readers.cells import Book
from tests.readers import statistics
from tests.readers.statistics import Dim, Table, Value

REGIONS = ("KOKO MAA", "Kaukola", "Lähelä", "Meri-Lappi; pohjoinen", "Österby")
SEXES = ("Yhteensä", "Miehet", "Naiset", "15-24", "Muut, tuntematon")
CONTENTS = ("Työttömät (lkm)", "Avoimet työpaikat", "Työttömyysaste")
TIMES = (
    ("2024M11", "2024M12", "2025M01", "2025M02"),
    ("2024Q3", "2024Q4", "2025Q1"),
    ("2021", "2022", "2023", "2024"),
    ("2025M03*", "2025M04*"),
)
Figures = dict[tuple[frozenset[str], str], Decimal | None]


def dimension(name: str, words: Sequence[str], kind: str) -> st.SearchStrategy[Dim]:
    some = st.lists(st.sampled_from(words), min_size=1, max_size=len(words), unique=True)
    return some.map(
        lambda those: Dim(
            name, [Value(one, f"{name[:2]}{words.index(one)}") for one in those], kind
        )
    )


def times() -> st.SearchStrategy[Dim]:
    def sliced(those: Sequence[str], first: int, length: int) -> Dim:
        first = min(first, len(those) - 1)
        chosen = those[first : first + length]
        return Dim(
            "Kuukausi" if "M" in those[0] else "Vuosi", [Value(it, it) for it in chosen], "time"
        )

    return st.builds(sliced, st.sampled_from(TIMES), st.integers(0, 3), st.integers(1, 4))


def numbers() -> st.SearchStrategy[str]:
    whole = st.integers(-99_999, 9_999_999).map(str)
    parts = st.decimals(-999, 9999, places=2).map(lambda it: f"{it:f}")
    return st.one_of(whole, parts, st.sampled_from(("0", "..", ".", "...", "0.0")))


@st.composite
def tables(draw: st.DrawFn) -> Table:
    dims = [
        draw(times()),
        draw(dimension("Alue", REGIONS, "region")),
        draw(dimension("Tiedot", CONTENTS, "metric")),
        draw(dimension("Sukupuoli", SEXES, "plain")),
    ]
    dims = draw(st.permutations(dims[: draw(st.integers(2, 4))]))
    size = prod(len(one.values) for one in dims)
    figures = draw(st.lists(numbers(), min_size=size, max_size=size))
    stub = draw(st.integers(1, len(dims)))
    return statistics.table(dims=dims, figures=figures, stub=stub)


def written(one: Table) -> Figures:
    """Give what a table says: by all its words but the time, and the time."""
    found: Figures = {}
    for those, text in zip(product(*(it.values for it in one.dims)), one.figures, strict=True):
        pairs = list(zip(one.dims, those, strict=True))
        (time,) = (value.text for dim, value in pairs if dim.kind == "time")
        words = frozenset(value.text for dim, value in pairs if dim.kind != "time")
        found[words, time.rstrip("*")] = Decimal(text) if text.strip(".") else None
    return found


def read(book: Book, one: Table) -> Figures:
    """Read it, answering what is asked by every choice in turn, until all is read."""
    found: Figures = {}
    asking = Asking()
    told = pxweb.read(book, asking)
    if not asking.open:
        return taken(told, one)
    for answers in product(*([(q.name, it) for it in q.choices] for q in asking.questions)):
        asking = Asking(dict(answers))
        found |= taken(pxweb.read(book, asking), one)
        assert not asking.open
    return found


def taken(told: Reading, one: Table) -> Figures:
    assert [it.code for it in told.findings if it.severity == "error"] == []
    known = {value.text for dim in one.dims for value in dim.values}
    alone = {dim.values[0].text for dim in one.dims if len(dim.values) == 1 and dim.kind != "time"}
    found: Figures = {}
    for series in told.series:
        assert series.concept
        words = frozenset(one for one in known if one in series.label) | alone
        for figure in series.figures:
            assert figure.period is not None
            code = str(figure.period).replace("-A1", "").replace("-M", "M").replace("-Q", "Q")
            found[words, code] = figure.value
    return found


@given(one=tables())
def test_px_is_read_as_it_was_written(one: Table) -> None:
    book = statistics.loosely(statistics.px(one))
    assert pxweb.recognise(book) == "pxweb"
    assert read(book, one) == written(one)


@given(one=tables(), version=st.sampled_from((1, 2)), indent=st.sampled_from((None, 1)))
def test_jsonstat_is_read_as_it_was_written(one: Table, version: int, indent: int | None) -> None:
    book = statistics.loosely(statistics.jsonstat(one, version=version, indent=indent))
    assert pxweb.recognise(book) == "pxweb"
    assert read(book, one) == written(one)


@given(one=tables(), delimiter=st.sampled_from(",;\t"))
def test_separated_values_are_read_as_they_were_written(one: Table, delimiter: str) -> None:
    book = statistics.loosely(statistics.separated(one, delimiter=delimiter))
    assert pxweb.recognise(book)
    assert read(book, one) == written(one)


@given(one=tables(), coded=st.booleans())
def test_workbooks_are_read_as_they_were_written(one: Table, *, coded: bool) -> None:
    """With every dimension beside the figures, nothing stands above them; PxWeb offers no such."""
    one = one._replace(stub=min(one.stub, len(one.dims) - 1))
    book = statistics.loosely(statistics.workbook(one, coded=coded))
    assert pxweb.recognise(book)
    assert read(book, one) == written(one)
