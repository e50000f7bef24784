"""What is too large to have been kept by hand costs a message, not the service's time."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from kpi import readers


def text(rows: Iterable[Sequence[object]]) -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows(rows)
    return out.getvalue().encode()


def codes(data: bytes) -> list[str]:
    return [one.code for one in readers.read("Luvut.csv", data).findings]


def test_more_figures_than_anyone_keeps_by_hand_are_refused() -> None:
    wide = [["Päivä", *(f"Mitta {n}" for n in range(50))]]
    days = [[f"{day % 28 + 1}.{day // 28 % 12 + 1}.{1990 + day // 336}", *range(50)]
            for day in range(readers.MOST_KEPT_BY_HAND // 50)]  # fmt: skip
    assert codes(text([*wide, *days])) == ["sheet-too-large"]


def test_more_names_than_anyone_could_be_asked_about_are_refused() -> None:
    events = ([f"1.{n % 12 + 1}.2025", f"Tapahtuma {n} A", n % 90] for n in range(60_000))
    assert codes(text([["Päivä", "Tapahtuma", "Osallistujia"], *events])) == ["sheet-too-large"]
