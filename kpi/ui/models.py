"""Each page's view model for this visitor: built once per state, language, period and page.

Refuses to build anything by itself: it hands the session's choice to the view.
"""

from __future__ import annotations

from kpi import pipeline
from kpi.i18n import Language
from kpi.model import Provenance
from kpi.periods import Period
from kpi.store import Store
from kpi.ui import session
from kpi.view import funding as _funding
from kpi.view import indicator as _indicator
from kpi.view import overview as _overview
from kpi.view import plan_page as _plan
from kpi.view import report_page as _report
from kpi.view import service_area as _areas
from kpi.view import sharing as _sharing
from kpi.view import upload as _upload
from kpi.view.parts import (
    AreaPage,
    AreasPage,
    FundingPage,
    IndicatorPage,
    OverviewPage,
    PlainPage,
)
from kpi.view.plan_parts import GoalsPage, ReportPage

Grid = tuple[tuple[str, ...], tuple[tuple[str, tuple[str, ...]], ...]]


def overview() -> OverviewPage:
    """Give the front page."""
    return session.model("overview", _overview.overview)


def areas() -> AreasPage:
    """Give the index of the service areas."""
    return session.model("areas", _areas.areas)


def service_area() -> AreaPage:
    """Give the page of the service area that the address names."""
    area = session.area()
    return session.model(
        f"area {area}",
        lambda store, language, period: _areas.service_area(store, language, area, period),
    )


def funding() -> FundingPage:
    """Give the page of project funding."""
    return session.model("funding", _funding.funding)


def indicator() -> IndicatorPage:
    """Give the page of the indicator that the address names.

    Raises:
        WrongUsage: there is no such indicator.
    """
    asked = session.indicator()

    def build(store: Store, language: Language, period: Period) -> IndicatorPage:
        def neighbours(source: Provenance) -> Grid:
            columns, rows = pipeline.neighbourhood(
                session.desk(), store, source.upload, source.cell
            )
            return columns, tuple((str(number), texts) for number, texts in rows)

        return _indicator.indicator(store, language, asked, period, neighbours)

    return session.model(f"indicator {asked}", build)


def goals() -> GoalsPage:
    """Give the page of goals and actions."""
    return session.model("goals", _plan.goals)


def report() -> ReportPage:
    """Give the page of the report."""
    return session.model("report", _report.report_page)


def sharing() -> PlainPage:
    """Give the head and foot of the page of links."""
    return session.model("sharing", _sharing.sharing_page)


def upload() -> PlainPage:
    """Give the head and foot of the upload page."""
    return session.model("upload", _upload.upload_page)
