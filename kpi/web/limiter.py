"""How often an address may be wrong at the door.

Refuses to remember more than it must, to follow anybody, and to stop a right secret: only what is
wrong is counted, so that nobody is locked out by their neighbour's guessing.
"""

from __future__ import annotations

import time
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass, field

MISSES = 20
WINDOW = 60.0
# In all, whoever asks: many addresses guess no better than one.
_MISSES_OF_ALL = 600
_MOST_ADDRESSES = 2048
# What stands where an address should may be of any length.
_LONGEST = 64


@dataclass(slots=True)
class Limiter:
    """Counts misses by address for a minute; forgets the oldest addresses when there are many."""

    clock: Callable[[], float] = time.monotonic
    _by_address: OrderedDict[str, deque[float]] = field(default_factory=OrderedDict)
    _all: deque[float] = field(default_factory=deque)

    def missed(self, address: str) -> bool:
        """Count a miss; tells whether it is one too many."""
        now, address = self.clock(), address[:_LONGEST]
        mine = self._by_address.pop(address, None) or deque(maxlen=MISSES + 1)
        mine.append(now)
        self._by_address[address] = mine
        while len(self._by_address) > _MOST_ADDRESSES:
            self._by_address.popitem(last=False)
        self._all.append(now)
        _forget(mine, now)
        _forget(self._all, now)
        while len(self._all) > _MISSES_OF_ALL + 1:
            self._all.popleft()
        return len(mine) > MISSES or len(self._all) > _MISSES_OF_ALL


def _forget(times: deque[float], now: float) -> None:
    while times and now - times[0] > WINDOW:
        times.popleft()
