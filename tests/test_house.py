"""The rules of the house, as far as reading the source can prove them.

Import order, types, complexity, naive dates and print are left to the linters of ``make check``;
rebuilding the database to the same rows is proved where the store is tested.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.source import (
    LANGUAGES,
    ROOT,
    called,
    catalogue,
    findings,
    imported,
    literals,
    messages,
    named,
    nodes,
    placeholders,
    product,
    spoken_names,
    tree,
)

# Where a library may be imported: a folder ends in "/", a module may become a folder.
DOORS = {
    "streamlit": ("app.py", "pages/", "kpi/ui/"),
    "starlette": ("app.py", "kpi/web/"),
    "duckdb": ("kpi/store/duckdb",),
    "openpyxl": ("kpi/readers/",),
    "python_calamine": ("kpi/readers/",),
    "xlsxwriter": ("kpi/reports/",),
    "docx": ("kpi/reports/",),
    "pptx": ("kpi/reports/",),
    "typst": ("kpi/reports/pdf",),
    "plotly": ("kpi/view/charts",),
    "pandas": ("kpi/view/",),
    "babel": ("kpi/i18n",),
    "gettext": ("kpi/i18n",),
}
# What DuckDB understands and PostgreSQL does not, besides division and rounding.
NOT_IN_SQL = (
    r"/|\bround\s*\(|\bqualify\b|\b(max|min|arg_max|arg_min)_by\b|\bpivot\b|group\s+by\s+all"
)
# A bare "f" writes a Decimal out in full and rounds nothing.
ROUNDING_FORMAT = re.compile(r"[,_]|\.\d+|[eEgG%]$")
OLD_FORMAT = re.compile(r"%[-+ 0#]*\d*\.\d+[fFeEgG]|\{\w*:[^{}\s:;]*(\.\d+[fFeEgG%]|,d?)\}")
# A word of the catalogue that is also a word of the code, with the reason why it is no coupling.
COMMON_WORDS: dict[str, str] = {
    "facebook": "a platform that the exports of one tool are about, and an answer which of two",
    "instagram": "the other",
    "linkedin": "a platform whose tool's figures are never another platform's",
}
# Each language writes a date from the parts it wants: a month by number or by name.
DATE_PATTERNS = ("date", "period.")
# Modules that change the form of a number and never its value, with the reason.
EXACT = {
    "kpi/store/decimals.py": "drops the zeros of the column's scale, under a check of the exponent"
}


# 1. Imports point one way


@pytest.mark.parametrize("module", ["kpi", "kpi.compare", "kpi.pipeline", "kpi.cli"])
def test_import_loads_no_user_interface(module: str) -> None:
    """The command line answers in a second only because it never loads the page framework."""
    place = ROOT.joinpath(*module.split("."))
    if not (place.with_suffix(".py").exists() or (place / "__init__.py").exists()):
        pytest.skip(f"{module} does not exist yet")
    code = f"import sys, {module}; sys.exit(', '.join({{'streamlit'}} & set(sys.modules)) or 0)"
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr


# 2. One door per library


def test_one_door_per_library() -> None:
    wrong = [
        f"{place} imports {name}"
        for path in product()
        for place, node in nodes(path)
        for name in imported(node)
        if (doors := DOORS.get(name.split(".")[0]))
        and not any(
            named(path).startswith(
                door if door.endswith(("/", ".py")) else (f"{door}.py", f"{door}/")
            )
            for door in doors
        )
    ]
    assert not wrong


# 3. A page is a script


ARITHMETIC = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.FloorDiv, ast.Mod, ast.Pow)
NOT_ON_A_PAGE = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda, ast.JoinedStr)


@pytest.mark.parametrize("path", sorted(ROOT.glob("pages/*.py")), ids=named)
def test_a_page_is_a_table_of_contents(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 60
    wrong = [
        f"{place} {type(node).__name__}"
        for place, node in nodes(path)
        if isinstance(node, NOT_ON_A_PAGE)
        or (isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, ARITHMETIC))
        or called(node) == "format"
    ]
    # Words belong to the message catalogue and SQL to the store; both have spaces in them.
    wrong += [f"{place} {text!r}" for place, text in literals(path) if re.search(r"\s", text)]
    assert not wrong


# 4. Views do not divide, one module rounds


@pytest.mark.parametrize("path", sorted((ROOT / "kpi/sql").glob("*.sql")), ids=named)
def test_sql_neither_divides_nor_rounds(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    bare = re.sub(r"--[^\n]*|/\*.*?\*/", "", text, flags=re.DOTALL)
    assert not re.findall(NOT_IN_SQL, bare, re.IGNORECASE)
    assert text.startswith("-- "), "opens by saying what it is"


def rounds(node: ast.AST) -> bool:
    if isinstance(node, ast.FormattedValue) and isinstance(node.format_spec, ast.JoinedStr):
        parts = [p.value for p in node.format_spec.values if isinstance(p, ast.Constant)]
        return bool(ROUNDING_FORMAT.search("".join(map(str, parts))))
    if called(node) == "format" and isinstance(node, ast.Call) and len(node.args) == 2:
        spec = node.args[1]
        return not isinstance(spec, ast.Constant) or bool(ROUNDING_FORMAT.search(str(spec.value)))
    return called(node) == "round"


def test_nobody_but_i18n_rounds() -> None:
    others = [
        path for path in product() if not named(path).startswith(("kpi/i18n.py", "kpi/i18n/"))
    ]
    wrong = [
        place
        for path in others
        for place, node in nodes(path)
        if rounds(node) or (called(node) == "quantize" and named(path) not in EXACT)
    ]
    wrong += [
        f"{place} {text!r}"
        for path in others
        for place, text in literals(path)
        if OLD_FORMAT.search(text)
    ]
    assert not wrong


# 7. Every finding and every sentence in every language


@pytest.mark.parametrize("path", LANGUAGES, ids=named)
def test_each_language_is_complete(path: Path) -> None:
    ours = messages(path)
    assert {"fi", "en"} <= {other.parts[-3] for other in LANGUAGES}
    assert sorted(key for key, forms in ours.items() if not all(f.strip() for f in forms)) == []
    text = path.read_text(encoding="utf-8")
    assert "#, fuzzy" not in text and "#~" not in text
    ids = Counter(re.findall(r'^msgid "(.+)"', text, re.MULTILINE))
    assert [key for key, times in ids.items() if times > 1] == []
    for other in LANGUAGES:
        theirs = messages(other)
        assert set(theirs) - set(ours) == set(), f"in {named(other)}, not here"
        differing = {
            key
            for key in ours.keys() & theirs.keys()
            if placeholders(ours[key]) != placeholders(theirs[key])
            and not key.startswith(DATE_PATTERNS)
        }
        assert differing == set(), f"placeholders differ from {named(other)}"


def test_each_finding_has_a_sentence_and_advice() -> None:
    known = messages(LANGUAGES[0]) if LANGUAGES else {}
    missing = {
        f"{place} {kind}.{code}"
        for place, code, _ in findings()
        for kind in ("finding", "advice")
        if f"{kind}.{code}" not in known
    }
    assert sorted(missing) == []


def test_each_finding_brings_the_facts_of_its_sentence() -> None:
    """A sentence that lacks a fact would stop the program just when it has to explain itself."""
    wrong = []
    for place, code, call in findings():
        given = {"cell", *(one.arg for one in call.keywords)}
        if None in given or called(call) not in {"error", "warning"}:
            continue
        for path in LANGUAGES:
            known = messages(path)
            spoken = [*known.get(f"finding.{code}", []), *known.get(f"advice.{code}", [])]
            lacking = placeholders(spoken) - given
            wrong += [f"{place} {code} lacks {sorted(lacking)}"] if lacking else []
    assert not wrong


@pytest.mark.skipif(not (ROOT / "README.md").exists(), reason="no README yet")
def test_each_finding_is_explained_in_the_readme() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert sorted({code for _, code, _ in findings() if f"`{code}`" not in text}) == []


# 9. Small modules that say what they are


def test_modules_are_small_and_introduce_themselves() -> None:
    others = [path for folder in ("bench", "tools") for path in (ROOT / folder).rglob("*.py")]
    for path in product() + others:
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 300, named(path)
        assert ast.get_docstring(tree(path)), f"{named(path)} has no docstring"
        assert path.name not in {"utils.py", "helpers.py", "misc.py"}, named(path)


def test_what_bandit_is_told_to_pass_over_has_its_reason_beside_it() -> None:
    reason = re.compile(r"# nosec B\d{3}( B\d{3})* # \w.{8,}")
    for path in (*product(), *(ROOT / "tools").glob("*.py")):
        for line in path.read_text(encoding="utf-8").splitlines():
            assert "nosec" not in line or reason.search(line), f"{named(path)} {line.strip()}"


# 10. Tests mock no module of ours


def test_tests_replace_nothing_of_ours() -> None:
    wrong = []
    for path in (ROOT / "tests").rglob("*.py"):
        ours = {
            (alias.asname or alias.name).split(".")[0]
            for _, node in nodes(path)
            if isinstance(node, ast.Import | ast.ImportFrom)
            for alias in node.names
            if (getattr(node, "module", None) or alias.name).split(".")[0] == "kpi"
        }
        for place, node in nodes(path):
            if any("mock" in name.split(".") for name in imported(node)):
                wrong.append(f"{place} imports a mock")
            if called(node) == "setattr" and isinstance(node, ast.Call) and node.args:
                target = ast.unparse(node.args[0]).strip("'\"").split(".")[0]
                wrong += [f"{place} replaces {target}"] if target in {"kpi", *ours} else []
    assert not wrong


# Any organisation: the catalogue is data


def test_nothing_names_an_area_or_an_indicator() -> None:
    """Adding an indicator or an area is one entry in a file, so no code may know one."""
    ids: set[str] = set()
    names: set[str] = set()
    for table in ("area", "indicator"):
        for key, entry in catalogue().get(table, {}).items():
            ids.add(key)
            if entry.get("computed"):
                continue  # what the service computes, it has words of its own for
            names |= spoken_names(entry)
    whole = (ids | names) - set(COMMON_WORDS)
    within = [re.escape(word) for word in whole if "_" in word or " " in word]
    inside = re.compile(rf"\b({'|'.join(within)})\b") if within else None
    said = [item for path in product() for item in literals(path)]
    said += [
        (f"{named(po)} {key}", f)
        for po in LANGUAGES
        for key, forms in messages(po).items()
        for f in forms
    ]
    wrong = [
        f"{place} {text!r}"
        for place, text in said
        if text.casefold() in whole or (inside and inside.search(text.casefold()))
    ]
    assert not wrong


def test_nothing_names_the_organisation() -> None:
    """Proper nouns bend in Finnish, so their first letters are looked for, in comments too."""
    organisation = catalogue().get("organisation", {})
    fields = organisation.get("name")
    spoken = " ".join(map(str, fields.values())) if isinstance(fields, dict) else str(fields or "")
    stems = {w[:6].casefold() for w in re.findall(r"[A-ZÅÄÖ][\w-]{5,}", spoken)}
    places = [*ROOT.glob("app.py"), *ROOT.glob("pages/*"), *(ROOT / "kpi").rglob("*")]
    wrong = [
        f"{named(path)} {stem}"
        for path in places
        if path.is_file() and path.suffix != ".pyc"
        for stem in stems
        if stem in path.read_text(encoding="utf-8", errors="ignore").casefold()
    ]
    assert not wrong
