"""Where a figure came from: its statements, their cells among neighbours, its revisions.

Refuses to leave out a side of a contradiction or a withdrawn value.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

from kpi.errors import KpiError
from kpi.model import Kind, Known, Provenance, Revision, Statement
from kpi.periods import Grain, Period
from kpi.view.cards import absent, status_facts
from kpi.view.context import Context
from kpi.view.parts import CellView, Table

MOST_CELLS = 4
STATEMENT = ("figure", "goal", "stands-at", "file", "cell", "remark")
Neighbours = Callable[[Provenance], tuple[tuple[str, ...], tuple[tuple[str, tuple[str, ...]], ...]]]


def statement_table(page: Context, indicator: str, statements: Sequence[Statement]) -> Table:
    """List what is stated of the period, each with its place in report and file."""
    text = page.speaker.text
    return Table(
        text("indicator.statements", period=page.speaker.language.period(page.period)),
        tuple(text(f"column.{one}") for one in STATEMENT),
        tuple(_statement(page, indicator, one) for one in statements),
        (True, False, False, False, False, False),
        spoken=_spoken(page, STATEMENT),
    )


def parts_table(page: Context, indicator: str, parts: Sequence[tuple[Period, Statement]]) -> Table:
    """List the statements that a figure nobody stated itself rests on, each with its period."""
    speaker = page.speaker
    return Table(
        speaker.text("indicator.parts", period=speaker.language.period(page.period)),
        tuple(speaker.text(f"column.{one}") for one in ("period", *STATEMENT)),
        tuple(
            (speaker.language.period(period), *_statement(page, indicator, one))
            for period, one in parts
        ),
        (False, True, False, False, False, False, False),
        spoken=_spoken(page, ("period", *STATEMENT)),
    )


def _spoken(page: Context, columns: Sequence[str]) -> tuple[str, ...]:
    """Say which columns hold the organisation's own words, so that they are read out as such."""
    own = page.speaker.foreign
    return tuple(own if one in ("stands-at", "reason") else "" for one in columns)


def _statement(page: Context, indicator: str, one: Statement) -> tuple[str, ...]:
    dash = page.speaker.text("value.dash")
    return (
        page.speaker.figure(indicator, one.value),
        one.goal or dash,
        one.stands_at or dash,
        one.provenance.file or page.speaker.text("upload.edited"),
        one.provenance.cell,
        _remarks(page, indicator, one) or dash,
    )


def _remarks(page: Context, indicator: str, one: Statement) -> str:
    said = [one.remark] if one.remark else []
    if one.is_base:
        said.append(page.speaker.text("value.quoted"))
    if one.undated_base is not None:
        base = page.speaker.figure(indicator, one.undated_base, words=False)
        said.append(page.speaker.text("words.undated.base", base=base))
    # A remark is a sentence of the source's own: its full stop and a semicolon do not meet.
    return "; ".join(part.rstrip(".") if part is not said[-1] else part for part in said)


def cells(
    page: Context, indicator: str, statements: Sequence[Statement], neighbours: Neighbours
) -> tuple[CellView, ...]:
    """Show the source cells among their neighbours; a file that is gone is left out.

    Each different cell once, four at most: the table above them names them all.
    """
    found: dict[tuple[str, str], CellView] = {}
    for one in statements:
        at = (one.provenance.upload, one.provenance.cell)
        if not one.provenance.cell:  # counted here: it stands in no cell
            continue
        if at in found or len(found) == MOST_CELLS:
            continue
        made = _cell(page, indicator, one, neighbours)
        if made is not None:
            found[at] = made
    return tuple(found.values())


def _cell(page: Context, indicator: str, one: Statement, neighbours: Neighbours) -> CellView | None:
    sheet, _, address = one.provenance.cell.rpartition("!")
    column = "".join(letter for letter in address if letter.isalpha())
    row = "".join(digit for digit in address if digit.isdigit())
    try:
        columns, rows = neighbours(one.provenance)
    except KpiError:
        return None
    figure = page.speaker.figure(indicator, one.value)
    caption = page.speaker.text(
        "indicator.cell", file=one.provenance.file, sheet=sheet, cell=address, figure=figure
    )
    texts = tuple((str(number), cells_) for number, cells_ in rows)
    return CellView(caption, columns, texts, column, row, page.speaker.foreign)


def revision_table(
    page: Context,
    indicator: str,
    revisions: Sequence[Revision],
    statements: Sequence[Statement],
) -> Table:
    """List every value ever published of the period, newest first, withdrawn ones too.

    Only what a current statement stands behind is in use: a value that a later file states anew
    is named as replaced, or two different values would both look valid.
    """
    speaker, text = page.speaker, page.speaker.text
    current = {(one.provenance.upload, one.provenance.cell) for one in statements}
    rows = tuple(
        (
            speaker.language.moment(one.published_at),
            speaker.figure(indicator, one.value),
            one.published_by or text("value.dash"),
            one.reason or text("value.dash"),
            one.cell,
            _standing(page, one, current),
        )
        for one in revisions
    )
    columns = ("published", "figure", "by", "reason", "cell", "withdrawn")
    return Table(
        text("indicator.revisions", period=speaker.language.period(page.period)),
        tuple(text(f"column.{one}") for one in columns),
        rows,
        (False, True, False, False, False, False),
        spoken=_spoken(page, columns),
    )


def _standing(page: Context, one: Revision, current: Collection[tuple[str, str]]) -> str:
    if one.withdrawn_at is None:
        in_use = (one.upload, one.cell) in current
        return page.speaker.text("value.in-use" if in_use else "value.replaced")
    return page.speaker.text(
        "value.withdrawn", moment=page.speaker.language.moment(one.withdrawn_at)
    )


def known_table(
    page: Context,
    indicator: str,
    series: Mapping[Grain, Sequence[Known]],
    quoted: Collection[Period],
) -> Table | None:
    """List every figure known of the indicator, newest first; None where there is none."""
    speaker, text = page.speaker, page.speaker.text
    stock = speaker.indicator(indicator).kind is Kind.STOCK
    known = [
        one
        for grain in reversed(list(series))
        for one in reversed(series[grain])
        # A stock's other periods only repeat the value of their last day.
        if one.stated or (not stock and (one.value is not None or one.have or one.conflict))
    ]
    if not known:
        return None
    rows = tuple(
        (
            speaker.language.period(one.period),
            absent(speaker, one) if one.value is None else speaker.figure(indicator, one.value),
            _how(page, one),
            ", ".join(_state(page, one, quoted)) or text("value.dash"),
            (one.provenance.file or text("upload.edited"))
            if one.provenance
            else text("value.dash"),
        )
        for one in known
    )
    columns = ("period", "figure", "how", "state", "file")
    return Table(
        text("indicator.periods"),
        tuple(text(f"column.{one}") for one in columns),
        rows,
        (False, True, False, False, False),
    )


def _how(page: Context, one: Known) -> str:
    """Say how a figure was got; one that is not there was not got at all."""
    if one.stated:
        return page.speaker.text("value.stated")
    return page.speaker.text("value.dash" if one.value is None else "value.summed")


def _state(page: Context, one: Known, quoted: Collection[Period]) -> list[str]:
    said = status_facts(page, one)
    if one.stated and one.period in quoted:
        said.append(page.speaker.text("value.quoted"))
    return said
