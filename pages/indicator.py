"""One indicator: its series, what it is, why it compares as it does, and the cell it came from."""

from kpi.ui import components, models

page = models.indicator()

components.head(page.title, page.subtitle)
components.notices(page.notices)
components.figure(page.card, page.charts)
components.facts(page.facts, "ui.definition")
components.tables((page.statements,), "ui.statements")
components.cells(page.source_cells)
components.tables((page.periods, page.revisions), "ui.history")
components.footer(page.footer)
