"""The state of things: catalogue, rebuild, verify.

Refuses to repair in silence: what differs is named.
"""

from __future__ import annotations

import time
from decimal import Decimal

from kpi.cli import paper, shapes
from kpi.cli.session import Answer, Session
from kpi.errors import CatalogueInvalid

_COUNTED = ("areas", "goals", "actions", "indicators")


def catalogue(session: Session) -> Answer:
    """Count what the catalogue defines, or list everything that is wrong in it."""
    say = session.language
    try:
        known = session.catalogue
    except CatalogueInvalid as bad:
        found = [shapes.finding(one, say) for one in bad.findings]
        told = [say.plural("cli.catalogue-faults", len(found))]
        told += shapes.told(bad.findings, say)
        return Answer(dict.fromkeys(_COUNTED) | {"findings": found}, "\n".join(told), code=1)
    counts = {name: len(getattr(known, name)) for name in _COUNTED}
    return Answer(counts | {"findings": []}, say.text("cli.catalogue", **counts))


def rebuild(session: Session) -> Answer:
    """Build the database anew from originals and ledger."""
    from kpi import pipeline

    began = time.perf_counter()
    made = pipeline.rebuild(session.desk)
    figures, seconds = len(made.observations()), _since(began)
    data = {"version": made.version, "observations": figures, "seconds": seconds}
    say = session.language
    told = say.plural("cli.rebuilt", figures, seconds=say.number(seconds))
    return Answer(data, f"{told} {say.text('cli.version', version=made.version)}")


def verify(session: Session) -> Answer:
    """Build beside the live store and compare row by row."""
    from kpi import pipeline

    began = time.perf_counter()
    differing = pipeline.verify(session.desk)
    say, seconds = session.language, _since(began)
    data = {"same": not differing, "version": session.store.version}
    data |= {"observations": len(session.store.observations()), "seconds": seconds}
    if not differing:
        return Answer(data, say.text("cli.same"))
    told = [say.plural("cli.differs", len(differing))]
    told += [
        paper.indented(" · ".join(f"{name}: {text}" for name, text in one.items()))
        for one in differing
    ]
    return Answer(data | {"differences": list(differing)}, "\n".join(told), code=1)


def _since(began: float) -> Decimal:
    """Give the seconds since ``began``, to the millisecond."""
    return Decimal(int((time.perf_counter() - began) * 1000)).scaleb(-3)
