"""Sharing: links made and ended, and the record of everything that was done."""

from kpi.ui import components, models, sharing

page = models.sharing()

components.head(page.title, page.subtitle, picker=False)
components.notices(page.notices)
sharing.maker()
sharing.listing()
sharing.record()
components.footer(page.footer)
