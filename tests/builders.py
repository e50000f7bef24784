"""Small builders for the core: an invented catalogue, observations, a store without workbooks.

Refuses to mock: the catalogue is read from TOML, the database is real, and an "upload" is a little
JSON file that says its observations plainly, so that the store can be tested without a reader.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from hypothesis import settings

from kpi import store
from kpi.catalogue import Catalogue, load
from kpi.catalogue_rows import Indicator
from kpi.model import ConfStatus, Known, Observation, ObsStatus, Pair, Provenance, Upload
from kpi.periods import Period, parse
from kpi.store import Kept, Store, files

READER = "test-1"
START = dt.datetime(2025, 7, 1, 9, 0, tzinfo=dt.UTC)
Number = Decimal | int | str | None

CATALOGUE = """
[organisation]
id = "library"
name = { fi = "Kirjasto", en = "Library" }
report = { fi = "Vuosikirja", en = "Yearbook" }
period = "2025-S1"

[area.lending]
order = 1
name = { fi = "Lainaus", en = "Lending" }
short_name = { fi = "Lainaus", en = "Lending" }
path = "lainaus"
cards = ["loans"]

[area.house]
order = 2
name = { fi = "Talo", en = "House" }
short_name = { fi = "Talo", en = "House" }
path = "talo"

[goal]
"1.1" = { service_area = "lending", title = { fi = "Lainat", en = "Loans" } }
"1.10" = { service_area = "lending", title = { fi = "Kymmenes", en = "Tenth" } }
"1.2" = { service_area = "lending", title = { fi = "Toinen", en = "Second" } }
"2.1" = { service_area = "house", title = { fi = "Raha", en = "Money" } }

[action]
"1.1.1" = { goal = "1.1", title = { fi = "Lainataan", en = "Lend" } }
"1.1.2a" = { goal = "1.1", title = { fi = "Palautetaan", en = "Return" } }

[unit.books]
form = "count"
one = { fi = "kirja", en = "book" }
other = { fi = "kirjaa", en = "books" }

[unit.persons]
form = "count"
one = { fi = "henkilö", en = "person" }
other = { fi = "henkilöä", en = "persons" }

[unit]
EUR = { form = "money", symbol = "€" }
PERCENT = { form = "percent", symbol = "%" }
"""

# id, area, kind, unit, grain, decimals
INDICATORS = (
    ("loans", "lending", "flow", "books", "month", 0),
    ("returns", "lending", "flow", "books", "semester", 0),
    ("members", "lending", "stock", "persons", "semester", 0),
    ("shelves", "lending", "stock", "persons", "month", 0),
    ("borrowers", "lending", "distinct", "persons", "month", 0),
    ("satisfaction", "lending", "ratio", "PERCENT", "quarter", 1),
    ("daily_loans", "lending", "flow", "books", "day", 0),
    ("grant_total", "house", "flow", "EUR", "semester", 0),
    ("grant_state", "house", "flow", "EUR", "semester", 0),
    ("grant_city", "house", "flow", "EUR", "semester", 0),
    ("grant_share", "house", "ratio", "PERCENT", "semester", 1),
    ("atmosphere", "house", "qualitative", "", "year", 0),
)

RELATIONS = """
[[relation]]
id = "grants"
kind = "sum"
label = { fi = "Avustukset", en = "Grants" }
total = "grant_total"
parts = ["grant_state", "grant_city"]
tolerance = 1

[[relation]]
id = "city_share"
kind = "share"
label = { fi = "Kaupungin osuus", en = "City's share" }
numerator = ["grant_city"]
denominator = "grant_total"
stated = "grant_share"

[[relation]]
id = "same"
kind = "equal"
label = { fi = "Jäsenet", en = "Members" }
indicators = ["members", "shelves"]

[[relation]]
id = "returned"
kind = "part_of"
label = { fi = "Palautetut", en = "Returned" }
part = "returns"
whole = "loans"

[[relation]]
id = "stand_in"
kind = "proxy"
label = { fi = "Tilalla", en = "In place" }
promised = "atmosphere"
reported = ["borrowers"]
"""


def entry(
    name: str, area: str, kind: str, unit: str, grain: str, decimals: int = 0, **more: str
) -> str:
    """Write one indicator's entry; ``more`` are lines as TOML has them."""
    lines = [
        f"[indicator.{name}]",
        f'service_area = "{area}"',
        f'name = {{ fi = "{name} nimi", en = "{name} name" }}',
        f'kind = "{kind}"',
        f'grain = "{grain}"',
        f"decimals = {decimals}",
        'source = { fi = "kirja", en = "book" }',
        'owner = { fi = "johtaja", en = "head" }',
    ]
    if unit:
        lines.append(f'unit_measure = "{unit}"')
    lines += [f"{key} = {value}" for key, value in more.items()]
    return "\n".join(lines) + "\n"


def written(folder: Path, *more: str, without: Sequence[str] = ()) -> Path:
    """Write the invented catalogue; ``more`` are further TOML texts, ``without`` leaves out."""
    folder.mkdir(parents=True, exist_ok=True)
    kept = [one for one in INDICATORS if one[0] not in without]
    relations = "" if without else RELATIONS
    texts = {
        "base.toml": CATALOGUE,
        "indicators.toml": "\n".join(entry(*one) for one in kept),
        "relations.toml": relations,
    }
    texts |= {f"more-{number}.toml": text for number, text in enumerate(more)}
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def catalogue(folder: Path, *more: str, without: Sequence[str] = ()) -> Catalogue:
    """Load the invented catalogue from a folder of its own."""
    return load(written(folder / "catalogue", *more, without=without))


def indicator(kind: str = "flow", name: str = "loans", **more: Any) -> Indicator:
    """Build an indicator for a comparison."""
    words = {"fi": "nimi", "en": "name"}
    return Indicator.model_validate(
        {
            "id": name,
            "service_area": "lending",
            "name": words,
            "kind": kind,
            "unit_measure": "books",
            "source": words,
            "owner": words,
            **more,
        }
    )


def number(value: Number) -> Decimal | None:
    """Give a value as the store has it."""
    return None if value is None else Decimal(value)


def observed(name: str, period: str, value: Number = 1, **more: Any) -> Observation:
    """Build a statement: ``observed("loans", "2025-S1", 40)``."""
    given = {"cell": "Luvut!F2", "label": name, **more}
    given["obs_status"] = ObsStatus(given.get("obs_status", "A"))
    given["conf_status"] = ConfStatus(given.get("conf_status", "F"))
    given["undated_base"] = number(given.get("undated_base"))
    return Observation(name, "lending", parse(period), number(value), **given)


def known(period: str | Period, value: Number, name: str = "loans", **more: Any) -> Known:
    """Build what a store would know of a figure."""
    one = parse(period) if isinstance(period, str) else period
    exact = number(value)
    given: dict[str, Any] = {
        "obs_status": ObsStatus.NORMAL,
        "conf_status": ConfStatus.FREE,
        "have": 0 if exact is None else 1,
        "of": 1,
        "stated": True,
        "conflict": False,
        "undated_base": None,
        "provenance": Provenance("0001-aaaa", "a.xlsx", "Luvut!F2", START, "test"),
        **more,
    }
    given["undated_base"] = number(given["undated_base"])
    return Known(name, "lending", one, exact, **given)


def paired(
    now: Known, base: Known | None = None, year: Known | None = None, broken: bool = False
) -> Pair:
    """Build a pair as the store hands it to the comparison."""
    return Pair(now, base, year, broken)


# --- a store without workbooks


def file_of(observations: Iterable[Observation], note: str = "") -> bytes:
    """Write observations as the bytes of an upload; ``note`` makes a file another one."""
    rows = [
        {
            "indicator": one.indicator,
            "period": one.period.code,
            "value": None if one.value is None else str(one.value),
            "cell": one.cell,
            "label": one.label,
            "obs_status": one.obs_status.value,
            "conf_status": one.conf_status.value,
            "is_base": one.is_base,
            "undated_base": None if one.undated_base is None else str(one.undated_base),
            "goal": one.goal,
            "stands_at": one.stands_at,
            "remark": one.remark,
        }
        for one in observations
    ]
    return json.dumps({"note": note, "rows": rows}, ensure_ascii=False).encode()


def told_by(data: bytes) -> tuple[Observation, ...]:
    """Read the bytes of ``file_of`` back."""
    return tuple(
        observed(
            row.pop("indicator"),
            row.pop("period"),
            row.pop("value"),
            **row,
        )
        for row in json.loads(data)["rows"]
    )


@dataclass
class Archive:
    """A data folder and what one can do with it. ``reread`` lists the originals read again."""

    root: Path
    catalogue: Catalogue
    now: dt.datetime = START
    reread: list[str] = field(default_factory=list)

    @property
    def home(self) -> store.Home:
        """The home that the store is opened with."""
        return store.Home(self.root, self.catalogue, self._read_again)

    def _read_again(self, upload: Upload, data: bytes) -> Sequence[Observation]:
        self.reread.append(upload.upload)
        return told_by(data)

    def open(self) -> Store:
        """Open the store as it stands."""
        return store.current(self.home)

    def publish(
        self, *observations: Observation, by: str = "Maija", reason: str = "", note: str = ""
    ) -> str:
        """Publish observations as one file; the clock goes a minute on. Gives the upload's id."""
        return self.publish_all([observations], by=by, reason=reason, note=note)[0]

    def publish_all(
        self,
        batches: Sequence[Sequence[Observation]],
        *,
        by: str = "Maija",
        reason: str = "",
        note: str = "",
        **more: Any,
    ) -> tuple[str, ...]:
        """Publish several files in one step."""
        self.now += dt.timedelta(minutes=1)
        with files.writing_alone(files.Places(self.root)):
            earlier = self.home.history()
            entries, kept = list(earlier), []
            for batch in batches:
                data = file_of(batch, note or f"{len(entries) + 1}")
                sha256 = hashlib.sha256(data).hexdigest()
                line = store.next_entry(
                    entries,
                    self.now,
                    event="publish",
                    upload=f"{len(entries) + 1:04d}-{sha256[:8]}",
                    by=by,
                    reason=reason,
                    file=f"{len(entries) + 1}.json",
                    sha256=sha256,
                    format="workbook",
                    reader=READER,
                    observations=len(batch),
                    **more,
                )
                entries.append(line)
                kept.append(Kept(data, line, batch))
            lines = [one.entry for one in kept]
            store.commit(self.home, earlier, kept, lines)
        return tuple(one.upload for one in lines)

    def withdraw(self, upload: str, reason: str = "virhe") -> None:
        """Take an upload back; the clock goes a minute on."""
        self.now += dt.timedelta(minutes=1)
        with files.writing_alone(files.Places(self.root)):
            earlier = self.home.history()
            line = store.next_entry(
                earlier, self.now, event="withdraw", upload=upload, by="Maija", reason=reason
            )
            store.commit(self.home, earlier, (), (line,))


def archive(folder: Path, made: Catalogue | None = None) -> Archive:
    """Make an empty archive, with the invented catalogue unless another one is given."""
    return Archive(folder / "data", made or catalogue(folder))


def contents(one: Store) -> dict[str, list[tuple[Any, ...]]]:
    """Give every row of a store, sorted: what "the same rows" means."""
    return {
        table: sorted(one.rows(f"select * from {table}"), key=str)  # noqa: S608 - our own names
        for table in ("upload", "statement", "observation_current", "reported")
    }


def listing(folder: Path) -> dict[str, str]:
    """Give every file of a folder with the hash of its bytes."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        if path.is_file()
        else "folder"
        for path in sorted(folder.rglob("*"))
    }


def few(examples: int, **more: Any) -> settings:
    """Give settings for properties that build databases; the nightly run tries more."""
    nightly = os.environ.get("HYPOTHESIS_PROFILE") == "nightly"
    return settings(max_examples=examples * 25 if nightly else examples, **more)
