"""Goals: how far the plan has come, every count with its actions, and the editor of one goal."""

from kpi.ui import components, models, plan

page = models.goals()

components.head(page.title, page.subtitle)
components.notices(page.notices)
components.cards(page.cards)
components.charts(page.charts)
components.paragraph(page.formula)
components.folded(page.table)
plan.areas(page.areas)
plan.editor()
components.footer(page.footer)
