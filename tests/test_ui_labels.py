"""A text in a widget's label is that text, to Markdown and to what the framework adds to it."""

from __future__ import annotations

import ast
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from kpi.ui.labels import JOINER, label
from tests.payloads import MARKDOWN, PAYLOADS
from tests.source import called, named, nodes, product

READ = MarkdownIt("commonmark").enable(["strikethrough", "table"])
# What the framework goes through the finished text for, in the words of its own front end.
SOUGHT = (
    r"(https?://|www(?=\.))[-.\w]+",
    r"(?:^|(?<=[\s\W_]))[-.\w+]+@[-\w]+(?:\.[-\w]+)+",
    r":[\w+-][\w_+-]*:",
    r":[a-zA-Z]",
    r"(^|\s)(<->|->|<-|--|>=|<=|~=)(\s|$)",
)
TAKES_A_LABEL = frozenset(
    {"selectbox", "text_input", "text_area", "multiselect", "expander", "button", "spinner"}
    | {"download_button", "form_submit_button", "file_uploader", "checkbox", "radio", "toast"}
    | {"markdown", "caption", "write", "header", "subheader", "title", "metric", "error", "info"}
    | {"warning", "success", "number_input", "date_input", "toggle", "slider", "tabs", "popover"}
)
MARKED = st.text(st.sampled_from("ab1 .:-<>=*_`~[]()!#$&;@/\\|+\n\t{}"), max_size=24)


def shown(text: str) -> str:
    """Read a label as Markdown; nothing but letters may be in it."""
    tokens = READ.parse(label(text))
    assert [one.type for one in tokens] in ([], ["paragraph_open", "inline", "paragraph_close"])
    inside = [it for one in tokens for it in one.children or ()]
    assert {one.type for one in inside} <= {"text"}, label(text)
    return "".join(one.content for one in inside)


def bare(text: str) -> str:
    """Give a text on one line, as any label is."""
    return re.sub("[\t\n\r ]+", " ", text).strip(" ")


@example("a@b.fi")
@given(MARKED | st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"])))
def test_any_text_is_shown_letter_for_letter(text: str) -> None:
    said = shown(text)
    assert said.replace(JOINER, "").strip() == bare(text).replace(JOINER, "").strip()
    for sought in SOUGHT:
        assert not re.search(sought, said, re.IGNORECASE), sought


@pytest.mark.parametrize("text", PAYLOADS)
def test_no_payload_is_markup(text: str) -> None:
    assert shown(text).replace(JOINER, "") == bare(text).replace(JOINER, "")


@pytest.mark.parametrize(
    "text", ["Mitä mittaria ”Katselut” tarkoittaa?", "page_views (csv!A1)", "R&D, 5 % – 6/2025"]
)
def test_an_ordinary_text_has_no_mark_that_is_read_aloud(text: str) -> None:
    assert label(text) == text
    assert any(label(one) != one for one in MARKDOWN)


def test_every_label_goes_through_it() -> None:
    """Widgets read Markdown; what is placed in their labels comes from one of two functions."""
    wrong = [
        f"{place} {ast.unparse(node.args[0])[:60]}"
        for path in product()
        if named(path).startswith(("kpi/ui/", "pages/"))
        for place, node in nodes(path)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and ast.unparse(node.func.value) == "st"
        and node.func.attr in TAKES_A_LABEL
        and node.args
        and called(node.args[0]) != "label"
    ]
    assert wrong == []
