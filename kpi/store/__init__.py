"""The store: uploads and ledger are the truth, the database is made from them and disposable.

Refuses to change a published figure in place: there are only uploads and withdrawals.
"""

from kpi.store.home import Home
from kpi.store.keep import Kept, commit, next_entry, rebuild, verify
from kpi.store.read import Store
from kpi.store.serve import current

__all__ = ["Home", "Kept", "Store", "commit", "current", "next_entry", "rebuild", "verify"]
