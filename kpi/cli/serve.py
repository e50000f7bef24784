"""The service: publish the worked example where nothing is published yet, then serve.

Refuses to mix invented figures with real ones.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

from kpi.cli.session import Answer, Session
from kpi.settings import Settings


def serve(session: Session) -> Answer:
    """Publish the worked example into an empty store, print the address, serve until stopped."""
    published = _sample(session) if session.settings.sample else ()
    return _serve(session, published)


def sample_folder(catalogue: Path) -> Path:
    """Give where the worked example of a catalogue lies: in ``sample`` beside it."""
    return catalogue.parent / "sample"


def _sample(session: Session) -> tuple[str, ...]:
    from kpi import pipeline

    folder = sample_folder(session.settings.catalogue)
    # A name with ~$ is Excel's own mark of a workbook that is open.
    paths = sorted(one for one in folder.glob("*.xlsx") if not one.name.startswith("~$"))
    if session.store.uploads() or not paths:
        return ()
    files = [(one.name, one.read_bytes()) for one in paths]
    say = session.language
    done = pipeline.publish(
        files, session.desk, by=say.text("sample.by"), reason=say.text("sample.reason")
    )
    return done.uploads


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
