"""Each page's view model for this visitor: built once per state, language, period and page.

Refuses to build anything by itself: it hands the session's choice to the view.
"""

from __future__ import annotations

from functools import partial

from kpi.ui import session
from kpi.view.areas import areas as _areas
from kpi.view.funding import funding as _funding
from kpi.view.indicator import indicator as _indicator
from kpi.view.overview import overview as _overview
from kpi.view.parts import AreaPage, AreasPage, FundingPage, IndicatorPage, OverviewPage
from kpi.view.service_area import service_area as _service_area


def overview() -> OverviewPage:
    """Give the front page."""
    return _model("overview", _overview)


def areas() -> AreasPage:
    """Give the index of the service areas."""
    return _model("areas", _areas)
