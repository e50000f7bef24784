"""Add figures: template down, workbook up, a preview, and only then the figures are published."""

from kpi.ui import components, models, upload

page = models.upload()

components.head(page.title, page.subtitle)
components.notices(page.notices)
upload.done()
upload.template()
upload.review(upload.chosen())
upload.history()
components.footer(page.footer)
