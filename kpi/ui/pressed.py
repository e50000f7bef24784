"""What a button makes only when it is pressed: whoever presses is asked for anew.

The framework makes it in a thread that knows neither page nor visitor, for as long as the page's
socket is open. Refuses what the page was allowed when it was drawn and its visitor is not any more.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from kpi import pipeline
from kpi.desk import Desk
from kpi.errors import NotPermitted, error
from kpi.ui import session


def made_when_pressed(make: Callable[[Desk], bytes]) -> Callable[[], bytes]:
    """Give what a button is to call; ``make`` asks the page for nothing: the desk is all it has."""
    return partial(_made, session.desk(), session.held(), make)


def _made(drawn_for: Desk, held: str, make: Callable[[Desk], bytes]) -> bytes:
    """Make it for whoever the browser's session belongs to by now.

    Raises:
        NotPermitted: the session has ended, or is another's.
    """
    then, now = drawn_for.viewer, pipeline.visitor(drawn_for, held)
    if (now.via, now.name) != (then.via, then.name):
        raise NotPermitted(error("not-permitted"))
    return make(replace(drawn_for, viewer=now))
