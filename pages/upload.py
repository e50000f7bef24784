"""Add figures: template down, workbook up, a preview, and only then the figures are published."""

from kpi.ui import components, due, models, upload, uploaded

page = models.upload()

components.head(page.title, page.subtitle, picker=False)
components.notices(page.notices)
due.box()
upload.template()
upload.review(upload.chosen())
uploaded.done()
uploaded.history()
uploaded.memory()
components.footer(page.footer)
