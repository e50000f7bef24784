"""The one script of ours: its dictionary fits the installed front end, and it stays small."""

from __future__ import annotations

import gzip
import json
import re

from kpi.web.framework import Framework
from kpi.web.routes import _STATIC

SCRIPT = (_STATIC / "ui.js").read_text(encoding="utf-8")


def words() -> dict[str, str]:
    found = re.search(r"const WORDS = (\{.*?\n  \});", SCRIPT, re.DOTALL)
    assert found
    pairs: list[tuple[str, str]] = json.loads(found[1], object_pairs_hook=list)
    assert len({key for key, _ in pairs}) == len(pairs), "a key stands there twice"
    return dict(pairs)


def test_every_key_still_stands_in_the_front_end() -> None:
    """An upgrade that words something anew must not bring English back in silence."""
    folder = Framework().root / "static" / "js"
    text = "".join(path.read_text(encoding="utf-8") for path in folder.glob("*.js"))
    gone = [
        key for key in words() if not all(part in text for part in key.split("{}") if part.strip())
    ]
    assert gone == []


def test_translations_are_whole() -> None:
    for key, said in words().items():
        assert said.strip()
        assert said.count("{}") <= key.count("{}")
        assert said != key


def test_the_script_is_small_and_asks_nobody() -> None:
    assert len(gzip.compress(SCRIPT.encode(), 9)) < 3_500
    assert not re.findall(r"https?://(?!nobody\.invalid)", SCRIPT)
    assert "eval" not in SCRIPT
    assert "innerHTML" not in SCRIPT
