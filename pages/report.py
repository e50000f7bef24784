"""Report: its files, what is missing before the approval, the approval, the approved versions."""

from kpi.ui import components, models, report

page = models.report()

components.head(page.title, page.subtitle)
report.downloads()
components.notices(page.notices)
components.cards(page.cards)
report.missing(page.missing)
components.put(components.way(page.way))
components.put(components.remarks(page.checks))
components.paragraph(page.coverage_line)
components.folded(page.coverage)
report.preview(page.areas, page.columns)
report.approval()
report.versions()
components.footer(page.footer)
