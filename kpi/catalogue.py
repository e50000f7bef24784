"""The catalogue: TOML files to areas, goals, actions, indicators and relations.

Refuses to start on a bad catalogue and lists everything that is wrong in it at once.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from kpi.catalogue_faults import garbled, told
from kpi.catalogue_front import Overview
from kpi.catalogue_rows import (
    RESERVED_PATHS,
    Action,
    Area,
    Goal,
    Indicator,
    Organisation,
    Relation,
    Unit,
)
from kpi.errors import CatalogueInvalid, Finding, error

R = TypeVar("R", bound=BaseModel)
_TABLES: Mapping[str, type[Any]] = {
    "area": Area,
    "goal": Goal,
    "action": Action,
    "unit": Unit,
    "indicator": Indicator,
}


@dataclass(frozen=True)
class Catalogue:
    """Everything that is defined, each by its id, in the files' order.

    ``digest`` is the SHA-256 of all files: a part of the version id.
    """

    organisation: Organisation
    overview: Overview
    areas: Mapping[str, Area]
    goals: Mapping[str, Goal]
    actions: Mapping[str, Action]
    units: Mapping[str, Unit]
    indicators: Mapping[str, Indicator]
    relations: Mapping[str, Relation]
    digest: str

    def goals_of(self, area: str) -> tuple[Goal, ...]:
        """Give an area's goals in document order (3.2 before 3.10)."""
        return tuple(g for g in self.goals.values() if g.service_area == area)

    def indicators_of(self, area: str) -> tuple[Indicator, ...]:
        """Give the indicators that an area owns or that stand at one of its goals."""
        numbers = {goal.id for goal in self.goals_of(area)}
        return tuple(
            one
            for one in self.indicators.values()
            if one.service_area == area or any(place.no in numbers for place in one.goals)
        )

    def relations_of(self, kind: str) -> tuple[Relation, ...]:
        """Give the relations of one kind: sum, equal, part_of, share or proxy."""
        return tuple(r for r in self.relations.values() if r.kind == kind)

    def headings(self) -> dict[str, str]:
        """Map every name an indicator has had, folded, to its id."""
        return {name: one.id for one in self.indicators.values() for name in _names(one)}


def _names(one: Indicator) -> set[str]:
    """Give the names of an indicator as a file may write them: spaces and capitals are no name."""
    names = (one.id, one.name.fi, one.name.en, *one.headings)
    return {" ".join(name.split()).casefold() for name in names}


def load(folder: Path) -> Catalogue:
    """Read and check every ``*.toml`` of a folder.

    Raises:
        CatalogueInvalid: lists every fault, each with the file and the entry.
    """
    faults: list[Finding] = []
    raw, digest = _merged(folder, faults)
    built: dict[str, dict[str, Any]] = {
        table: _rows(table, row, raw.get(table, {}), faults) for table, row in _TABLES.items()
    }
    relations = _relations(raw.get("relation", []), faults)
    organisation = _single("organisation", Organisation, raw, faults)
    overview = _single("overview", Overview, raw, faults) or Overview()
    if organisation is not None:
        made = Catalogue(
            organisation=organisation,
            overview=overview,
            areas=dict(sorted(built["area"].items(), key=lambda item: item[1].order)),
            goals=dict(sorted(built["goal"].items(), key=lambda item: _numbers(item[0]))),
            actions=dict(sorted(built["action"].items(), key=lambda item: _numbers(item[0]))),
            units=built["unit"],
            indicators=built["indicator"],
            relations=relations,
            digest=digest,
        )
        faults.extend(_references(made, raw))
        if not faults:
            return made
    raise CatalogueInvalid(faults)


def _numbers(number: str) -> tuple[tuple[int, str], ...]:
    parts = []
    for part in number.split("."):
        digits = "".join(ch for ch in part if ch.isdigit())
        parts.append((int(digits or 0), part))
    return tuple(parts)


def _merged(folder: Path, faults: list[Finding]) -> tuple[dict[str, Any], str]:
    """Read the files in name order into one mapping; the same entry twice is a fault."""
    merged: dict[str, Any] = {}
    digest = hashlib.sha256()
    files = sorted(folder.glob("*.toml")) if folder.is_dir() else []
    if not files:
        faults.append(error("catalogue-missing", found=folder.name))
    for path in files:
        try:
            data = path.read_bytes()
        except OSError:
            faults.append(error("catalogue-unreadable", path.name))
            continue
        try:
            content = tomllib.loads(data.decode("utf-8"))
        except ValueError as broken:
            faults.append(garbled(path.name, data, broken))
            continue
        digest.update(path.name.encode() + b"\0" + data)
        for table, entries in content.items():
            faults.extend(_put(merged, table, entries, path.name))
    return merged, digest.hexdigest()


def _put(merged: dict[str, Any], table: str, entries: object, file: str) -> Iterator[Finding]:
    if table not in {*_TABLES, "relation", "organisation", "overview"}:
        yield error("catalogue-unknown-table", file, found=table)
    elif table == "relation" and isinstance(entries, list):
        merged.setdefault(table, []).extend(entries)
    elif table == "relation" or not isinstance(entries, dict):
        wanted = "[[relation]]" if table == "relation" else f"[{table}]"
        yield error("catalogue-table-form", file, name=table, found=wanted)
    elif table in _TABLES:
        held = merged.setdefault(table, {})
        for key, entry in entries.items():
            if key in held:
                yield error("catalogue-twice", file, found=f"{table}.{key}")
            held[key] = entry
    elif table in merged:
        yield error("catalogue-twice", file, found=table)
    else:
        merged[table] = entries


def _rows(
    table: str, row: type[Any], entries: Mapping[str, Any], faults: list[Finding]
) -> dict[str, Any]:
    made = {}
    for key, entry in entries.items():
        fields = entry if isinstance(entry, dict) else {"entry": entry}
        if "id" in fields:
            faults.append(error("catalogue-field-unknown", f"{table}.{key}", name="id"))
        one = _one(f"{table}.{key}", row, {**fields, "id": key}, faults)
        if one is not None:
            made[key] = one
    return made


def _relations(entries: list[Any], faults: list[Finding]) -> dict[str, Relation]:
    made: dict[str, Relation] = {}
    for entry in entries:
        name = str(entry.get("id", "?")) if isinstance(entry, dict) else "?"
        one = _one(f"relation.{name}", Relation, entry, faults)
        if one is not None and one.id in made:
            faults.append(error("catalogue-twice", "", found=f"relation.{one.id}"))
        elif one is not None:
            made[one.id] = one
    return made


def _single(table: str, row: type[R], raw: Mapping[str, Any], faults: list[Finding]) -> R | None:
    if table in raw:
        return _one(table, row, raw[table], faults)
    if table == "organisation":
        faults.append(error("catalogue-lacks", "", found=table))
    return None


def _one(place: str, row: type[R], entry: object, faults: list[Finding]) -> R | None:
    try:
        return row.model_validate(entry)
    except ValidationError as invalid:
        faults.extend(told(place, invalid))
        return None


def _references(made: Catalogue, raw: Mapping[str, Any]) -> Iterator[Finding]:
    """Find ids that are used and not defined, names of two indicators, sums of unlike units.

    An entry that is there and not usable is a fault of its own, not one of those who name it.
    """
    there = {f"{table}s": set(raw.get(table, {})) for table in _TABLES}
    rows = [one for one in raw.get("relation", []) if isinstance(one, dict)]
    there["relations"] = {str(one.get("id")) for one in rows}
    for place, kind, used in _uses(made):
        if used not in there[kind]:
            yield error("catalogue-dangling", place, found=used, name=kind)
    owner: dict[str, str] = {}
    for one in made.indicators.values():
        for name in sorted(_names(one)):
            if owner.setdefault(name, one.id) != one.id:
                yield error("catalogue-heading-twice", one.id, found=name, name=owner[name])
    yield from _addresses(made)
    yield from _unlike(made)


def _unlike(made: Catalogue) -> Iterator[Finding]:
    """Find relations that would add or compare euros with counts, or numbers with words."""
    for relation in made.relations.values():
        sides = [made.indicators[one] for one in relation.compared if one in made.indicators]
        known = {one.unit_measure: made.units.get(str(one.unit_measure)) for one in sides}
        forms = {unit.form if unit else str(name) for name, unit in known.items()}
        if len(forms) > 1:
            found = ", ".join(sorted(one.id for one in sides))
            yield error("catalogue-units-differ", f"relation.{relation.id}", found=found)


def _addresses(made: Catalogue) -> Iterator[Finding]:
    """Find pages that two areas want, or that the service needs for itself."""
    paths: dict[str, str] = {}
    for area in made.areas.values():
        if area.path in RESERVED_PATHS:
            yield error("catalogue-path-reserved", f"area.{area.id}", found=area.path)
        if paths.setdefault(area.path, area.id) != area.id:
            yield error("catalogue-twice", f"area.{area.id}", found=f"path {area.path}")


def _uses(made: Catalogue) -> Iterator[tuple[str, str, str]]:
    for goal in made.goals.values():
        yield f"goal.{goal.id}", "areas", goal.service_area
    for action in made.actions.values():
        yield f"action.{action.id}", "goals", action.goal
    for one in made.indicators.values():
        place = f"indicator.{one.id}"
        yield place, "areas", one.service_area
        yield from ((place, "goals", spot.no) for spot in one.goals)
        if one.unit_measure is not None:
            yield place, "units", one.unit_measure
    for relation in made.relations.values():
        yield from ((f"relation.{relation.id}", "indicators", used) for used in relation.uses)
    for area in made.areas.values():
        yield from ((f"area.{area.id}", "indicators", used) for used in area.cards)
    yield from (("overview", kind, used) for kind, used in made.overview.uses)
