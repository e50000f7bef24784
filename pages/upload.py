"""Add figures: template down, workbook up, a preview, and only then the figures are published."""

from kpi.ui import components, models, upload

page = models.upload()

components.head(page.title, page.subtitle, picker=False)
components.notices(page.notices)
upload.template()
upload.review(upload.chosen())
upload.done()
upload.history()
components.footer(page.footer)
