"""Work on a large file without the garbage collector walking through all of it again and again.

Refuses to leave it off: while several threads work so, the last one to end turns it on again. What
such work makes is freed by counting, as ever; only what refers to itself waits, some seconds.
"""

from __future__ import annotations

import contextlib
import gc
import threading
from collections.abc import Iterator

_LOCK = threading.Lock()
_AT_WORK: list[bool] = []


@contextlib.contextmanager
def left_alone() -> Iterator[None]:
    """Keep the collector off; a hundred thousand rows are millions of objects that all live on."""
    with _LOCK:
        _AT_WORK.append(gc.isenabled())
        gc.disable()
    try:
        yield
    finally:
        with _LOCK:
            was_on = _AT_WORK.pop()
            if was_on and not _AT_WORK:
                gc.enable()
