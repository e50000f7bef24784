"""A command line to talk to: a folder of its own, an invented catalogue, real workbooks."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from kpi.__main__ import main
from kpi.readers.columns import FIELDS, HEADINGS


@dataclass
class Shell:
    """What one types and what comes back."""

    folder: Path
    capsys: pytest.CaptureFixture[str]

    def say(self, *typed: str) -> tuple[int, str, str]:
        """Type a command: exit code, standard output, standard error."""
        self.capsys.readouterr()
        code = main(typed)
        said = self.capsys.readouterr()
        return code, said.out, said.err

    def ask(self, *typed: str) -> tuple[int, Any]:
        """Type a command with --json: exit code and the one document, numbers as decimals."""
        code, out, _ = self.say(*typed, "--json")
        return code, json.loads(out, parse_float=Decimal, parse_int=Decimal)

    def workbook(self, name: str, *rows: Mapping[str, object], goal: str = "") -> str:
        """Fill in a workbook as the template has it."""
        book = openpyxl.Workbook()
        sheet = book.active
        assert sheet is not None
        sheet.title = "Luvut"
        sheet.append([HEADINGS[field].fi for field in FIELDS])
        for row in rows:
            sheet.append([row.get(field, goal if field == "goal" else None) for field in FIELDS])
        path = self.folder / name
        book.save(path)
        return str(path)


def row(indicator: str, period: str | None, value: object, **more: object) -> dict[str, object]:
    """One row of a workbook."""
    return {"indicator": indicator, "period": period, "value": value, **more}
