"""A command line to talk to: a folder of its own, an invented catalogue, real workbooks."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from kpi.__main__ import main
from tests.factories import workbook


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

    def workbook(self, name: str, *rows: Mapping[str, object]) -> str:
        """Fill in a workbook as the template has it."""
        path = self.folder / name
        path.write_bytes(workbook(rows))
        return str(path)


def row(indicator: str, period: str, value: object, **more: object) -> dict[str, object]:
    """One row of a workbook."""
    return {"indicator": indicator, "period": period, "value": value, **more}
