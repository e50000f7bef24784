"""One page of the service in the framework's own test harness, read as its reader would.

Refuses to look into the pages' variables: only what is sent to the screen counts.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).resolve().parents[2]
MAIN = ROOT / "kpi" / "ui" / "main.py"
HEADINGS = {f"h{level}" for level in range(1, 7)}


@dataclass
class Read(HTMLParser):
    """What stands in markup: headings with their level, addresses, text, notices by kind."""

    headings: list[tuple[int, str]] = field(default_factory=list)
    hrefs: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    notices: list[tuple[str, str]] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    _open: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {key: value or "" for key, value in attrs}
        self.tags.append(tag)
        self._open.append(tag)
        if tag in HEADINGS:
            self.headings.append((int(tag[1]), ""))
        if "href" in given:
            self.hrefs.append(given["href"])
        kinds = [one for one in given.get("class", "").split() if one.startswith("kpi-notice-")]
        if kinds:
            self.notices.append((kinds[0].removeprefix("kpi-notice-"), ""))
            self._open[-1] = "notice"

    def handle_endtag(self, tag: str) -> None:
        if self._open:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        self.words.append(data)
        if "notice" in self._open:
            kind, text = self.notices[-1]
            self.notices[-1] = (kind, text + data)
        elif HEADINGS & set(self._open):
            level, text = self.headings[-1]
            self.headings[-1] = (level, text + data)

    @property
    def text(self) -> str:
        """All text, one space between the pieces."""
        return " ".join(" ".join(self.words).split(" "))


def started(path: str = "", **asked: str) -> AppTest:
    """Open a page by its address, e.g. ``started("mittari", mittari="headcount", kieli="en")``."""
    at = AppTest.from_file(str(MAIN), default_timeout=60)
    for key, value in asked.items():
        at.query_params[key] = value
    at.run()
    if path:
        # The harness goes to scripts; areas share one, so the address is looked up.
        at._page_hash = addresses(at)[path]
        for key, value in asked.items():
            at.query_params[key] = value
        at.run()
    assert not at.exception
    return at


def addresses(at: AppTest) -> dict[str, str]:
    """Give the framework's key of each page by its address."""
    return {str(one["url_pathname"]): key for key, one in at._registered_pages.items()}


def read(at: AppTest) -> Read:
    """Read everything that the page placed as markup, in order."""
    found = Read()
    for one in at.main:
        if one.type == "html":
            found.feed(one.proto.body)
    return found
