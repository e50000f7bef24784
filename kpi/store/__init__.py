"""The store: uploads and ledger are the truth, the database is made from them and disposable.

Refuses to change a published figure in place: there are only uploads and withdrawals.
"""

from kpi.store.keep import Kept, commit, current, history, next_entry, rebuild, verify
from kpi.store.read import Store

__all__ = [
    "Kept",
    "Store",
    "commit",
    "current",
    "history",
    "next_entry",
    "rebuild",
    "verify",
]
