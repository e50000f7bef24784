"""How special figures are drawn and explained.

Refuses a hatching that no sentence explains.
"""

from __future__ import annotations

from collections.abc import Iterable

from kpi.model import Known, ObsStatus
from kpi.view.context import Context
from kpi.view.parts import Mark


def mark(page: Context, now: Known) -> Mark:
    """Say how a figure is drawn: invented ones are hatched or hollow."""
    if now.value is not None and now.obs_status is ObsStatus.ESTIMATE and page.store.invented:
        return Mark.INVENTED
    return Mark.NONE


def status(page: Context, now: Known) -> str:
    """Name a figure's status; what a generator made is called invented, not an estimate."""
    if mark(page, now) is Mark.INVENTED:
        return page.speaker.text("value.invented")
    return page.speaker.text(f"obs_status.{now.obs_status}")


def invented_note(page: Context, indicators: Iterable[str]) -> list[str]:
    """Explain the hatching where a chart has any."""
    some = any(mark(page, page.figures[one].now) is Mark.INVENTED for one in indicators)
    return [page.speaker.text("chart.invented")] if some else []
