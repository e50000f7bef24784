"""Service area: its figures, and goal by goal what was promised and what is reported."""

from kpi.ui import components, models

page = models.service_area()

components.head(page.title, page.subtitle, report=True)
components.notices(page.notices)
components.paragraph(page.summary)
components.cards(page.cards)
components.charts(page.charts)
components.goals(page.goals, "ui.goals")
components.footer(page.footer)
