"""How far the actions of the plan have come, counted so that every count opens to its actions.

Refuses a rate without its parts, and to take silence for progress: what is unclear stays in what
was planned. Where nothing was told at all there is no rate, never 0.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from kpi.plan import ActionState, Status

_WORDS = tuple(one.value for one in ActionState)


@dataclass(frozen=True, slots=True)
class Completion:
    """The counts of some actions, and the rates made of them.

    ``planned`` is all but the cancelled, ``told`` how many somebody told of. The rates are
    unrounded fractions, None where nothing is planned or nothing told: ``rate_strict`` = done ÷
    planned, ``rate`` = (done + ongoing) ÷ planned, ``reported_share`` = (planned − unclear) ÷
    planned.
    """

    done: int = 0
    ongoing: int = 0
    in_progress: int = 0
    not_started: int = 0
    postponed: int = 0
    cancelled: int = 0
    unclear: int = 0
    told: int = 0

    @property
    def planned(self) -> int:
        """All actions but the cancelled ones."""
        return self.actions - self.cancelled

    @property
    def actions(self) -> int:
        """All actions."""
        return sum(getattr(self, one) for one in _WORDS)

    @property
    def rate(self) -> Decimal | None:
        """The share of what is planned that is done or, as continuous work, being done."""
        return self._of_planned(self.done + self.ongoing)

    @property
    def rate_strict(self) -> Decimal | None:
        """The share of what is planned that is finished."""
        return self._of_planned(self.done)

    @property
    def reported_share(self) -> Decimal | None:
        """The share of what is planned of which the period tells anything."""
        return self._of_planned(self.planned - self.unclear)

    def _of_planned(self, count: int) -> Decimal | None:
        return Decimal(count) / Decimal(self.planned) if self.planned and self.told else None


def completion(statuses: Iterable[Status]) -> Completion:
    """Count where actions stand.

    Example: 7 done and 77 ongoing of 192 with 1 cancelled is a rate of 84 ÷ 191.
    """
    found = list(statuses)
    counts = Counter(one.status.state.value for one in found)
    return Completion(**counts, told=sum(one.telling is not None for one in found))
