"""What of the statements, the uploads and the plan's tellings is for the public.

Refuses who did what, and why: names, reasons, evidence and the names of files stay inside. Refuses
what stands no longer: an earlier telling was put right for a reason.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any, NamedTuple, TypeVar

import pyarrow as pa
import pyarrow.compute as pc

from kpi import plan
from kpi.catalogue import Catalogue
from kpi.i18n import CODES, language
from kpi.model import ConfStatus, ObsStatus, Upload
from kpi.plan import ActionStatus, InWords, Told, Wording
from kpi.store.readings import SCHEMA

Key = tuple[str, str]
_ELSEWHERE = "…"
_Row = TypeVar("_Row", ActionStatus, InWords, Wording)


class Hidden(NamedTuple):
    """What is not for the public, by indicator and period's code.

    ``gone`` leaves no trace, ``withheld`` is said to be there without its value. ``bound`` are the
    indicators that something hidden might be computed from: their undated bases go as well.
    """

    gone: frozenset[Key]
    withheld: frozenset[Key]
    bound: frozenset[str]


def statements(standing: pa.Table, catalogue: Catalogue, hidden: Hidden) -> pa.Table:
    """Give of the statements that stand those for the public, free of remarks and labels.

    Args:
        standing: rows of the statement table.
        catalogue: the narrowed one; what it does not know is left out.
        hidden: what must not be told.
    """
    named, when = standing["indicator_id"], standing["time_period"]
    keys = pc.binary_join_element_wise(named, when, " ")
    known = pc.is_in(named, value_set=_texts(catalogue.indicators))
    gone, withheld = (pc.is_in(keys, value_set=_keys(one)) for one in hidden[:2])
    told = standing.filter(pc.and_(known, pc.invert(pc.or_(gone, withheld))))
    bound = pc.is_in(told["indicator_id"], value_set=_texts(hidden.bound))
    empty = pa.array([""] * told.num_rows, pa.string())
    undated = pc.if_else(bound, pa.scalar(None, SCHEMA.field("undated_base").type),
                         told["undated_base"])  # fmt: skip
    for name, column in (("label", empty), ("remark", empty), ("undated_base", undated)):
        place = SCHEMA.get_field_index(name)
        told = told.set_column(place, SCHEMA.field(name), column)
    silent = standing.filter(pc.and_(known, withheld)).to_pylist()
    return pa.concat_tables([told, pa.Table.from_pylist(list(_emptied(silent)), SCHEMA)])


def _texts(names: Any) -> pa.Array:  # noqa: ANN401 - any collection of texts
    return pa.array(sorted(names), pa.string())


def _keys(keys: frozenset[Key]) -> pa.Array:
    return _texts(" ".join(one) for one in keys)


def _emptied(rows: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Give one row for each figure that is withheld: why it is, nobody can tell from it."""
    first: dict[Key, dict[str, Any]] = {}
    for row in rows:
        first.setdefault((row["indicator_id"], row["time_period"]), row)
    nothing = {
        "obs_value": None,
        "undated_base": None,
        "obs_status": ObsStatus.SUPPRESSED.value,
        "conf_status": ConfStatus.FREE.value,
        "goal_no": "",
        "label": "",
        "stands_at": "",
        "remark": "",
    }
    return (row | nothing for row in first.values())


def uploads(
    known: Sequence[Upload], told: pa.Table, catalogue: Catalogue, hidden: Hidden
) -> tuple[Upload, ...]:
    """Give the uploads that the public figures and tellings stand in, without names or reasons."""
    counted = Counter(told["upload_seq"].to_pylist())
    spoken = _tellings([one for one in known if one.withdrawn_at is None], catalogue, hidden)
    return tuple(
        Upload(
            upload=one.upload,
            file="" if one.is_edit else one.upload,
            sha256="",
            format=one.format,
            published_at=one.published_at,
            published_by=one.published_by if _is_own(one.published_by) else "",
            reason="",
            withdrawn_at=None,
            observations=counted[one.seq],
            seq=one.seq,
            invented=one.invented,
            told=plan.written(spoken[one.seq]),
        )
        for one in known
        if one.seq in spoken and (counted[one.seq] or spoken[one.seq])
    )


def _is_own(name: str) -> bool:
    """Say whether a name is the service's own, by which the worked example is known."""
    return name in {language(code).text("sample.by") for code in CODES}


def _tellings(known: Sequence[Upload], catalogue: Catalogue, hidden: Hidden) -> dict[int, Told]:
    """Give what is told of the plan and stands, by upload."""
    silent = hidden.gone | hidden.withheld
    seen: set[object] = set()

    def standing(
        rows: Sequence[_Row], key: Callable[[_Row], object], public: Callable[[_Row], _Row | None]
    ) -> tuple[_Row, ...]:
        # The latest telling stands, within one file too.
        found: list[_Row] = []
        for one in reversed(rows):
            made = None if key(one) in seen else public(one)
            seen.add(key(one))
            found += [] if made is None else [made]
        return tuple(reversed(found))

    def state(one: ActionStatus) -> ActionStatus | None:
        bare = replace(one, evidence="", said_by="", cell="")
        return bare if one.action in catalogue.actions else None

    def words(one: InWords) -> InWords | None:
        there = one.indicator in catalogue.indicators and one.goal in catalogue.goals
        free = there and (one.indicator, one.period.code) not in silent
        return replace(one, text=_public(one.text, catalogue), cell="") if free else None

    def text(one: Wording) -> Wording | None:
        kept = one.text and one.goal in catalogue.goals
        return replace(one, text=_public(one.text, catalogue)) if kept else None

    made: dict[int, Told] = {}
    for upload in reversed(known):
        told = plan.read(upload.told)
        made[upload.seq] = Told(
            standing(told.statuses, lambda one: (one.action, one.period), state),
            standing(told.in_words, lambda one: (one.indicator, one.goal, one.period), words),
            standing(told.texts, lambda one: (one.goal, one.period, one.language), text),
        )
    return made


def _public(text: str, catalogue: Catalogue) -> str:
    """Leave out of a text the figures that it names and that nobody here may know of."""
    return plan.BOUND.sub(
        lambda found: found[0] if found[1] in catalogue.indicators else _ELSEWHERE, text
    )
