"""The doors: links that open the service, sessions behind them, and a journal of both.

Refuses to keep a secret: only hashes are stored, and no visitor is followed. What a role permits is
decided in ``access``.
"""

from kpi.links.accounts import ACCOUNT, Account, account, lacks_groups
from kpi.links.journal import Event, Journal
from kpi.links.names import Names, hashed, names, split
from kpi.links.record import Done, record
from kpi.links.sessions import LONGEST, LONGEST_IDLE, Sessions
from kpi.links.shares import LONGEST_DAYS, USUAL_DAYS, Share, Shares

__all__ = [
    "ACCOUNT",
    "LONGEST",
    "LONGEST_DAYS",
    "LONGEST_IDLE",
    "USUAL_DAYS",
    "Account",
    "Done",
    "Event",
    "Journal",
    "Names",
    "Sessions",
    "Share",
    "Shares",
    "account",
    "hashed",
    "lacks_groups",
    "names",
    "record",
    "split",
]
