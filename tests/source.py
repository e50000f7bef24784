"""The project's own source as material for tests: its modules, texts, messages and definitions.

Refuses to run any of it: what is read here is only parsed.
"""

from __future__ import annotations

import ast
import io
import re
import subprocess
import tomllib
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = sorted((ROOT / "kpi" / "locale").glob("*/LC_MESSAGES/kpi.po"))


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def product() -> list[Path]:
    found = [*ROOT.glob("app.py"), *ROOT.glob("pages/*.py"), *(ROOT / "kpi").rglob("*.py")]
    return sorted(found)


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def nodes(path: Path) -> Iterator[tuple[str, ast.AST]]:
    for node in ast.walk(tree(path)):
        yield f"{named(path)}:{getattr(node, 'lineno', 1)}", node


def literals(path: Path) -> Iterator[tuple[str, str]]:
    """Give the texts of a module with their places; docstrings say nothing to the program."""
    spoken = {id(n.value) for _, n in nodes(path) if isinstance(n, ast.Expr)}
    for place, node in nodes(path):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in spoken
        ):
            yield place, node.value


def called(node: ast.AST) -> str:
    """Give the last name of what is called: ``quantize`` for x.quantize(y)."""
    if not isinstance(node, ast.Call):
        return ""
    return getattr(node.func, "id", "") or getattr(node.func, "attr", "")


def first_text(node: ast.AST) -> str:
    first = node.args[0] if isinstance(node, ast.Call) and node.args else None
    return first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else ""


def imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        return [node.module or ""]
    return [first_text(node)] if called(node) in {"import_module", "__import__"} else []


@cache
def tracked() -> tuple[Path, ...]:
    """Give the files that git has or would take."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True)
    if listed.returncode:
        pytest.skip("not a git repository")
    paths = {ROOT / name for name in listed.stdout.decode().split("\0") if name}
    return tuple(sorted(path for path in paths if path.is_file()))


def contents(path: Path) -> Iterator[str]:
    """Give a file's text; of an Office file the text of each part."""
    data = path.read_bytes()
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            for part in parts.namelist():
                yield parts.read(part).decode("utf-8", errors="ignore")
    elif b"\0" not in data[:8192]:
        yield data.decode("utf-8", errors="ignore")


@cache
def messages(path: Path) -> dict[str, list[str]]:
    with path.open("rb") as file:
        catalog = read_po(file, abort_invalid=True)
    return {
        str(m.id[0] if isinstance(m.id, tuple) else m.id): (
            list(m.string) if isinstance(m.string, tuple | list) else [str(m.string)]
        )
        for m in catalog
        if m.id
    }


def placeholders(forms: list[str]) -> set[str]:
    return {name for form in forms for _, name, _, _ in Formatter().parse(form) if name is not None}


def findings() -> Iterator[tuple[str, str, ast.Call]]:
    """Give each finding that the code can make: place, code and the call that makes it."""
    for path in product():
        for place, node in nodes(path):
            if (
                isinstance(node, ast.Call)
                and called(node) in {"error", "warning", "question", "Finding"}
                and re.fullmatch(r"[a-z]+(-[a-z0-9]+)+", first_text(node))
            ):
                yield place, first_text(node), node


def catalogue() -> dict[str, dict[str, object]]:
    merged: dict[str, dict[str, object]] = {}
    for path in (ROOT / "data/catalogue").glob("*.toml"):
        for table, entries in tomllib.loads(path.read_text(encoding="utf-8")).items():
            if isinstance(entries, dict):
                merged.setdefault(table, {}).update(entries)
    return merged


def spoken_names(entry: object) -> set[str]:
    fields = entry if isinstance(entry, dict) else {}
    texts = [fields.get("name"), fields.get("short_name")]
    words = [t for text in texts for t in (text.values() if isinstance(text, dict) else [text])]
    return {str(word).casefold() for word in words if word}
