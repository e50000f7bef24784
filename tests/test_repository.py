"""What may be in the repository: no data of an installation, no trace of one machine.

Reads tracked files and those that git would take; Office files part by part.
"""

from __future__ import annotations

import re
import subprocess
from importlib import metadata

import pytest
from packaging.requirements import Requirement

from tests.source import ROOT, contents, named, tracked


def test_no_trace_of_one_machine() -> None:
    home = re.compile(r"(?:^|[\s\"'=(:>])(?:/(?:work|root|home|tmp|Users)/[\w.]|[A-Z]:\\Users\\)")
    index = re.compile(r"https?://[^\s]*(?:pypi|pythonhosted|registry\.npm|deb\.debian)")
    option = re.compile(r"^\s*(?:--(?:extra-)?index-url|--find-links|-[if])\s", re.MULTILINE)
    wrong = [
        f"{named(path)} {found.group().strip()!r}"
        for path in tracked()
        for text in contents(path)
        for rule in (home, index, *([option] if path.name.startswith("requirements") else []))
        if (found := rule.search(text))
    ]
    assert not wrong


@pytest.mark.parametrize(
    ("path", "ignored"),
    [
        ("data/uploads/0a1b.xlsx", True),
        ("data/ledger.jsonl", True),
        ("data/kpi.duckdb", True),
        ("data/kpi-0123456789ab.duckdb", True),
        ("data/state/current", True),
        ("data/demo-store/ledger.jsonl", True),
        ("some/where/kpi.duckdb", True),
        (".venv/bin/python", True),
        ("data/catalogue/indicators.toml", False),
        ("data/sample/example.xlsx", False),
        ("data/demo/plan.toml", False),
        ("data/demo/2024.xlsx", True),
        ("kpi/store/ledger.py", False),
    ],
)
def test_data_stays_out_of_the_repository(path: str, ignored: bool) -> None:
    tracked()
    asked = subprocess.run(["git", "check-ignore", "-q", "--no-index", path], cwd=ROOT)
    assert (asked.returncode == 0) == ignored


def test_every_requirement_is_pinned_with_hashes() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        lines = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
        entries = [line for line in lines if line and not line.lstrip().startswith("#")]
        loose = [
            e for e in entries if "--hash=sha256:" not in e or not re.match(r"[\w.\-\[\]]+==", e)
        ]
        assert entries and not loose, name


def test_what_is_asked_for_with_extras_is_pinned_with_them() -> None:
    """An older pip looks past a pin without them and finds the newest release, with no hash."""
    pinned = (ROOT / "requirements.txt", ROOT / "requirements-dev.txt")
    lines = [line for one in pinned for line in one.read_text(encoding="utf-8").splitlines()]
    names = {line.split("==")[0] for line in lines if "==" in line}
    asked = {
        f"{wanted.name.lower()}[{','.join(sorted(wanted.extras))}]"
        for installed in metadata.distributions()
        for text in installed.requires or []
        if (wanted := Requirement(text)).extras
        and (wanted.marker is None or wanted.marker.evaluate({"extra": ""}))
        and {installed.metadata["Name"].lower(), wanted.name.lower()} <= {bare(it) for it in names}
    }
    assert asked and asked <= names


def bare(name: str) -> str:
    return name.split("[")[0].lower()
