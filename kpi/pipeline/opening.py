"""The store as whoever asks may see it, and the answers that are remembered.

Refuses to hand a whole store to somebody who may not see all of it: they get one in which the rest
is not there.
"""

from __future__ import annotations

from collections.abc import Mapping

from kpi import garbage, store
from kpi.access import Permission, require
from kpi.desk import Desk
from kpi.errors import NotPermitted, error
from kpi.pipeline import frozen
from kpi.pipeline.homes import home
from kpi.pipeline.naming import without_names
from kpi.pipeline.versions import Version, every
from kpi.store import Store, files, memory, narrowed
from kpi.store.memory import Remembered


def open_store(desk: Desk) -> Store:
    """Open the store as it stands for whoever asks, building the database when it is missing.

    Who may see internal figures gets the whole store. Anybody else gets a store of what is public,
    narrowed to the areas of their link, or as it was frozen where the link names a version.

    Raises:
        NotPermitted: this one may read nothing, or their link names no version that there is.
        StoreUnavailable: ledger or originals are damaged.
    """
    require(desk.viewer, Permission.READ)
    whole = without_names(store.current(home(desk)), desk)
    one = None if desk.viewer.may(Permission.INTERNAL) else own_version(desk)
    if one is None:
        return narrowed.of_viewer(whole, desk.viewer)
    return narrowed.of_viewer(whole, desk.viewer, lambda: frozen.whole(one, whole, desk))


def own_version(desk: Desk) -> Version | None:
    """Give the frozen version that a viewer's link is narrowed to; None for the live figures.

    Raises:
        NotPermitted: the link names half of one, or one that there is not.
    """
    scope = desk.viewer.scope
    if not scope.version and not scope.period:
        return None
    for one in every(desk):
        if (one.version, one.period.code) == (scope.version, scope.period):
            return one
    raise NotPermitted(error("not-permitted"))


def remembered(desk: Desk) -> Mapping[str, Remembered]:
    """Give the answers that will be given for the next file, by what they are remembered by.

    Raises:
        NotPermitted: whoever may not publish is given no answers.
        StoreUnavailable: the ledger is damaged.
    """
    require(desk.viewer, Permission.PUBLISH)
    return memory.remembered(home(desk).history())


@garbage.left_alone()
def rebuild(desk: Desk) -> Store:
    """Build the database anew from originals and ledger.

    Raises:
        NotPermitted: for the administrator only.
        StoreUnavailable: an original is missing or damaged, or the disk refuses.
    """
    require(desk.viewer, Permission.AUDIT)
    with files.writing_alone(files.Places(desk.settings.data)):
        return store.rebuild(home(desk))


@garbage.left_alone()
def verify(desk: Desk) -> tuple[dict[str, str], ...]:
    """Read every original again, build beside the live store, compare row by row.

    Returns:
        What differs, empty when nothing does: ``{table, row, live, rebuilt}``.

    Raises:
        NotPermitted: for the administrator only.
    """
    require(desk.viewer, Permission.AUDIT)
    return store.verify(home(desk))
