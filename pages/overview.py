"""Front page: the figures of the period that matter most, and what to check in them."""

from kpi.ui import components, due, models

page = models.overview()

components.head(page.title, page.subtitle, report=True)
components.notices(page.notices)
components.cards(page.cards)
components.charts(page.charts, components.remarks((*page.highlights, *page.checks)))
due.box()
components.areas(page.areas, "ui.page.areas")
components.footer(page.footer)
