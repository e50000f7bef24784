"""The service: publish the worked example where nothing is published yet, then serve.

Refuses to mix invented figures with real ones.
"""

from __future__ import annotations

import contextlib
from dataclasses import replace
from functools import partial

from kpi.cli.session import Answer, Session
from kpi.errors import StoreUnavailable
from kpi.settings import Settings


def serve(session: Session) -> Answer:
    """Publish the worked example into an empty store, print the address, serve until stopped."""
    from kpi.example import publish_into_empty

    return _serve(session, publish_into_empty(session.desk))


def demo(session: Session) -> Answer:
    """Publish three years of invented figures into a store of their own, and serve them."""
    from kpi.demo import generate

    own = replace(session, settings=apart(session.settings))
    return _serve(own, generate(own.desk))


def apart(settings: Settings) -> Settings:
    """Keep invented figures apart from the real ones, unless the operator says where they go."""
    if "data" in settings.model_fields_set:
        return settings
    return settings.model_copy(update={"data": settings.data / "demo-store"})


def _serve(session: Session, published: tuple[str, ...]) -> Answer:
    from kpi import pipeline
    from kpi.web.door import is_at_home
    from kpi.web.server import check_way_in
    from kpi.web.server import serve as run

    settings, say = session.settings, session.language
    check_way_in(session.desk)
    told = [say.text("cli.serving", address=settings.base_url)]
    if settings.address_guessed:
        told.append(say.text("cli.address-guessed"))
    link = None
    if settings.announce:
        # A disk that refuses is told of by the pages; the figures can still be looked at.
        with contextlib.suppress(StoreUnavailable):
            link = pipeline.start_link(session.desk)
            told.append(say.text("cli.admin-link", url=link))
    if is_at_home(settings) and not pipeline.configured(session.desk):
        told.append(say.text("ui.local"))
    data = {"address": settings.base_url, "published": list(published), "admin_link": link}
    # Printed here, once: not again by the server.
    told_of = settings.model_copy(update={"announce": False})
    return Answer(data, "\n".join(told), during=partial(run, told_of))
