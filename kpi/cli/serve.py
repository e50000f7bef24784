"""The service: publish the worked example where nothing is published yet, then serve.

Refuses to mix invented figures with real ones.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from kpi.cli.session import Answer, Session
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
    from kpi.web.server import serve as run

    address = f"http://{_host(session.settings.address)}:{session.settings.port}"
    data = {"address": address, "published": list(published)}
    told = session.language.text("cli.serving", address=address)
    return Answer(data, told, during=partial(run, session.settings))


def _host(address: str) -> str:
    return f"[{address}]" if ":" in address else address
