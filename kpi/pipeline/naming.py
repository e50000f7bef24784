"""Names that are shown no more, taken out of what is shown: the ledger's lines stay as they are.

Refuses to change anything that is stored.
"""

from __future__ import annotations

from dataclasses import replace

from kpi.desk import Desk
from kpi.links import Journal, Names, names
from kpi.store import Store


def hidden_names(desk: Desk) -> Names:
    """Give the names that are hidden, with what is shown instead.

    Raises:
        StoreUnavailable: the journal is damaged.
    """
    return names(Journal(desk.settings.data).events())


def without_names(whole: Store, desk: Desk) -> Store:
    """Give a store whose uploads name nobody whose name is hidden.

    Raises:
        StoreUnavailable: the journal is damaged.
    """
    known = hidden_names(desk)
    if not known:
        return whole
    return replace(
        whole,
        all_uploads=tuple(
            replace(one, published_by=known.shown(one.published_by), reason=known.shown(one.reason))
            for one in whole.all_uploads
        ),
    )
