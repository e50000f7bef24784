"""What is handed out: the workbook to fill in, and a cell of an original among its neighbours.

Refuses to change anything.
"""

from __future__ import annotations

from decimal import Decimal

from kpi import expected
from kpi.access import Permission, require
from kpi.desk import Desk
from kpi.i18n import language as speak
from kpi.periods import Period
from kpi.pipeline.opening import open_store
from kpi.readers import neighbours
from kpi.store import Store


def template(desk: Desk, period: Period, language: str) -> bytes:
    """Make the workbook to fill in, with the last values and what is expected beside the cells.

    Args:
        desk: settings, catalogue, clock.
        period: what the figures are asked for.
        language: of headings, names and sentences.

    Raises:
        NotPermitted: this one may not publish; the workbook holds internal figures too.
        StoreUnavailable: the store cannot be read.
    """
    require(desk.viewer, Permission.PUBLISH)
    # Loaded here: every other command starts quicker without the file writer.
    from kpi.reports.template import template as build_template

    say = speak(language)
    last: dict[str, tuple[Period, Decimal]] = {}
    words: dict[str, str] = {}
    store = open_store(desk)
    known = expected.earlier(store, list(desk.catalogue.indicators), [period.grain])
    for name, series in known.items():
        indicator = desk.catalogue.indicators[name]
        before = expected.last_before(series, period)
        if before is not None and before.value is not None:
            last[name] = (before.period, before.value)
        usual = expected.range_of(series, period, indicator)
        if usual is not None:
            words[name] = expected.words(usual, indicator, say, last=usual.last != before)
        if store.invented and name in last:
            words[name] = " ".join(filter(None, [say.text("template.invented"), words.get(name)]))
    return build_template(desk.catalogue, period, language, last, words)


def neighbourhood(
    desk: Desk, current: Store, upload: str, cell: str, reach: int = 2
) -> tuple[tuple[str, ...], neighbours.Rows]:
    """Give a cell of an original among its neighbours: column letters, rows of texts.

    Raises:
        NotPermitted: the neighbours may be internal, so only those who see everything see them.
    """
    require(desk.viewer, Permission.INTERNAL)
    name, data = current.original(upload)
    return neighbours.neighbourhood(name, data, cell, reach)
