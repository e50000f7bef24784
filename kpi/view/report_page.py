"""The report's page: what is missing before it can be approved, and what each version said.

Refuses to call a report finished: it lists what is open, and the approval is a person's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kpi import plan
from kpi.completion import completion
from kpi.coverage import Coverage, coverage
from kpi.i18n import Language
from kpi.model import Pair
from kpi.periods import Period
from kpi.store import Store, narrowed
from kpi.view import plan_page, report, wording
from kpi.view.cards import absent, card
from kpi.view.conflicts import sentence
from kpi.view.context import Context, context, footer, notices, subtitle
from kpi.view.parts import Notice, Table
from kpi.view.plan_parts import ReportPage


def report_page(store: Store, language: Language, period: Period) -> ReportPage:
    """Build the report's page of a period."""
    page = context(store, language, period)
    promises = coverage(store, period)
    made = report.report(store, language, period)
    text = page.speaker.text
    return ReportPage(
        title=made.title,
        subtitle=subtitle(page),
        notices=(*notices(page), *_left_out(page)),
        cards=tuple(
            card(page, one.indicator, one.beside) for one in page.speaker.catalogue.overview.card
        ),
        missing=tuple(_missing(page)),
        checks=tuple(
            sentence(one, page.speaker.catalogue, page.speaker.language) for one in page.conflicts
        ),
        coverage_line=report.coverage_line(page, promises),
        coverage=made.coverage,
        columns=made.columns,
        areas=made.areas,
        # To write there is for those who see everything.
        way=page.speaker.link(text("report.to-goals"), "tavoitteet", period)
        if store.sees == "all"
        else None,
        footer=footer(page),
    )


def _left_out(page: Context) -> Iterator[Notice]:
    """Say to who sees everything how many figures of the page are not in its files."""
    public = narrowed.published(page.store)
    if public is page.store:
        return
    known = {one for one, pair in public.figures(page.period).items() if _is_known(pair)}
    left = sum(_is_known(pair) and one not in known for one, pair in page.figures.items())
    if left:
        yield Notice("info", page.speaker.language.plural("report.left-out", left))


def _is_known(pair: Pair) -> bool:
    return pair.now.value is not None or pair.now.conflict


def _missing(page: Context) -> Iterator[str]:
    """Say what is open before the approval: states, texts, figures, contradictions, odd digits."""
    speaker, store = page.speaker, page.store
    statuses = store.statuses(page.period)
    counted = completion(statuses.values())
    plural = speaker.language.plural
    if counted.unclear:
        yield plural("report.missing.states", counted.unclear, of=speaker.language.number(
            counted.actions))  # fmt: skip
    words = plan.texts(store.tellings, page.period)
    code = speaker.language.code
    unworded = [one for one in speaker.catalogue.goals if (one, code) not in words]
    if unworded:
        of = speaker.language.number(len(speaker.catalogue.goals))
        yield plural("report.missing.texts", len(unworded), of=of)
    open_ = [one for one in coverage(store, page.period) if one.status is Coverage.NOT_REPORTED]
    if open_:
        yield plural("report.missing.figures", len(open_))
    if page.conflicts:
        yield plural("report.missing.conflicts", len(page.conflicts))
    for goal in speaker.catalogue.goals:
        for one in plan_page.remarks(page, goal, words.get((goal, code), "")):
            yield speaker.text("report.missing.watch", goal=goal, remark=one)


def since(then: Store, now: Store, language: Language, period: Period) -> Table | None:
    """Set what was reported beside what is known now, with the reason; None when nothing changed.

    Args:
        then: the frozen state.
        now: the live one.
        language: of the words.
        period: what was reported.
    """
    before, after = context(then, language, period), context(now, language, period)
    changed = [one for one in before.figures if _differs(before, after, one)]
    changed += [one for one in after.figures if one not in before.figures and after.reported(one)]
    if not changed:
        return None
    text = language.text
    rows = tuple(
        (after.speaker.name(one), _said(before, one), _said(after, one), _why(now, one, period))
        for one in changed
    )
    columns = (
        text("column.indicator"), text("report.then"), text("report.now"), text("column.reason"),
    )  # fmt: skip
    return Table(text("report.since"), columns, rows, (False, True, True, False))


def _differs(before: Context, after: Context, indicator: str) -> bool:
    return _said(before, indicator) != _said(after, indicator)


def _said(page: Context, indicator: str) -> str:
    """Give the figure as the report writes it."""
    if indicator not in page.figures:
        return page.speaker.text("value.dash")
    if not page.reported(indicator):
        return absent(page.speaker, page.figures[indicator].now)
    return wording.figure_with_base(page, indicator)


def _why(now: Store, indicator: str, period: Period) -> str:
    """Give the reason that was given with the newest telling of a figure."""
    if indicator not in now.catalogue.indicators:
        return ""
    found: Sequence[str] = [one.reason for one in now.revisions(indicator, period) if one.reason]
    return found[0] if found else ""
