"""A store that holds only what somebody may see: what is not there cannot leak on any page.

Refuses what is internal or suppressed and whatever they could be computed from, who did what, the
files as they came, and any other day than the one it shows. Built in memory once for all who see
the same, and kept while the whole store that it was made of is the one in use.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from decimal import Decimal
from typing import Any, NoReturn

from kpi.access import Permission, Role, Viewer, require
from kpi.bindings import equations
from kpi.catalogue import Catalogue
from kpi.catalogue_narrowed import narrowed as narrowed_catalogue
from kpi.disclosure import Cell, secondary
from kpi.errors import NotPermitted, error
from kpi.store import duckdb, public
from kpi.store.decimals import plain
from kpi.store.public import Hidden
from kpi.store.read import Store

PUBLIC = Viewer(Role.VIEWER).sees
"""What everything that is for the public is called."""
# Each is a small database in memory; boards, areas and approved versions are few.
_MOST = 16
_HIDDEN = """
    select indicator_id, time_period, bool_or(conf_status = 'N') as is_internal
    from statement_current
    group by indicator_id, time_period
    having bool_or(conf_status = 'N') or bool_or(obs_status = 'Q')
"""
# What is made of internal figures, and levels that hold for longer periods too.
_MADE = """
    select indicator_id, time_period from reported
    where conf_status = 'N' and obs_value is not null
"""
_STANDING = """
    select
        indicator_id,
        time_period,
        case when count(*) = count(obs_value) and min(obs_value) = max(obs_value)
            then min(obs_value) end,
        count(obs_value)
    from statement_current
    where list_contains(?, indicator_id)
    group by indicator_id, time_period
"""

_NOTHING = Hidden(frozenset(), frozenset(), frozenset())


def hidden(whole: Store, now: Store | None = None) -> Hidden:
    """Say which figures of a whole store are not for the public, with what would give them away.

    Args:
        whole: everything, as it stands or as it stood on an earlier day.
        now: everything as it stands, where the other is of an earlier day: what is withheld since
            is not told of that day either, and what is told of both must not give it away.
    """
    later = _NOTHING if now is None or now.version == whole.version else hidden(now)
    found = whole.rows(_HIDDEN)
    if not found and later == _NOTHING:
        return _NOTHING
    gone = {(indicator, period) for indicator, period, is_internal in found if is_internal}
    gone |= later.gone
    suppressed = {(indicator, period) for indicator, period, _ in found} | later.withheld
    suppressed -= gone
    named = {indicator for indicator, _ in gone | suppressed}
    ties = _tied(whole.catalogue, named)
    shown: dict[Cell, Decimal | None] = {}
    void: set[Cell] = set()
    empty: set[Cell] = set()
    for indicator, period, value, valued in whole.rows(_STANDING, sorted(ties)):
        key = (indicator, period)
        if key in gone or key in suppressed:
            empty |= set() if valued else {key}
        elif valued:
            shown[key] = plain(value)
        else:
            void.add(key)
    secret = suppressed | (gone - empty) | {(row[0], row[1]) for row in whole.rows(_MADE)}
    binding = equations(whole.catalogue, shown, secret - shown.keys(), void)
    besides = secondary(shown, secret - shown.keys(), binding)
    bound = {cell[0] for one in binding for cell, _ in one.terms}
    return Hidden(
        frozenset(gone),
        frozenset(suppressed | besides),
        frozenset(bound | named),
    )


def _tied(catalogue: Catalogue, secret: set[str]) -> set[str]:
    """Give the indicators that relations lead to, from one to the next."""
    found = set(secret)
    relations = [set(one.uses) for one in catalogue.relations.values() if one.kind != "proxy"]
    while more := [one for one in relations if not one.isdisjoint(found) and not one <= found]:
        found.update(*more)
    return found


def withheld_since(then: Store, now: Store) -> bool:
    """Tell whether some figure of an earlier day may not be told any more."""
    return hidden(now) != _NOTHING and hidden(then, now) != hidden(then)


def narrowed(whole: Store, areas: Sequence[str], sees: str, now: Store | None = None) -> Store:
    """Build the store of somebody who sees what is public, of some areas or (none named) of all.

    Args:
        whole: everything, as it stands or as it was frozen.
        areas: ids of service areas; one that there is not brings nothing.
        sees: the name of what is in it, as ``Viewer.sees`` gives it.
        now: everything as it stands, where the other is of an earlier day.
    """
    catalogue = narrowed_catalogue(whole.catalogue, areas)
    secret = hidden(whole, now)
    told = public.statements(duckdb.standing(whole.connection), catalogue, secret)
    uploads = public.uploads(whole.uploads(), told, catalogue, secret)
    return Store(
        version=whole.version,
        catalogue=catalogue,
        connection=duckdb.build(None, catalogue, uploads, told, computed=False),
        all_uploads=uploads,
        rewind=_refused,
        fetch=_refused,
        sees=sees,
    )


def _refused(*_: object) -> NoReturn:
    raise NotPermitted(error("not-permitted"))


def published(whole: Store) -> Store:
    """Give what is public of a store, of all areas: what papers that leave the house are made of.

    One that was narrowed already is given back as it is.
    """
    if whole.sees != "all":
        return whole
    return kept(whole.connection, PUBLIC, lambda: narrowed(whole, (), PUBLIC))


def of_viewer(whole: Store, viewer: Viewer, source: Callable[[], Store] | None = None) -> Store:
    """Give what a viewer sees of a store; built once for all who see the same.

    Args:
        whole: the store as it stands.
        viewer: whose role permits reading.
        source: gives the store to narrow where that is another one: a frozen one.

    Raises:
        NotPermitted: this one may read nothing.
    """
    require(viewer, Permission.READ)
    if viewer.may(Permission.INTERNAL) and source is None:
        return whole
    areas, sees = viewer.scope.areas, viewer.sees
    return kept(
        whole.connection, sees, lambda: narrowed(source() if source else whole, areas, sees, whole)
    )


_KEPT: OrderedDict[tuple[int, str], tuple[Any, Future[Store]]] = OrderedDict()
_LOCK = threading.Lock()


def kept(connection: Any, sees: str, build: Callable[[], Store]) -> Store:  # noqa: ANN401
    """Give a store that was built before from the same connection for the same eyes, or build it.

    Whoever asks while it is being built waits for it. The connection is held with it: its identity
    is the state of the data, and another one must not get its number.
    """
    key = (id(connection), sees)
    with _LOCK:
        held = _KEPT.get(key)
        if held is not None:
            _KEPT.move_to_end(key)
        else:
            mine: Future[Store] = Future()
            _KEPT[key] = (connection, mine)
            while len(_KEPT) > _MOST:
                _KEPT.popitem(last=False)
    if held is not None:
        return held[1].result()
    try:
        made = build()
    except BaseException as stop:
        with _LOCK:
            _KEPT.pop(key, None)
        mine.set_exception(stop)
        raise
    mine.set_result(made)
    return made
