"""Project funding: its parts, the stated total, and each share with its denominator named."""

from kpi.ui import components, models

page = models.funding()

components.head(page.title, page.subtitle)
components.notices(page.notices)
components.cards(page.cards)
components.charts(page.charts, components.remarks(page.checks, page.tables[:1]))
components.tables(page.tables[1:])
components.footer(page.footer)
