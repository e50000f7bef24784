"""Service areas: the way to each area's own page."""

from kpi.ui import components, models

page = models.areas()

components.head(page.title, page.subtitle)
components.notices(page.notices)
components.areas(page.areas)
components.footer(page.footer)
