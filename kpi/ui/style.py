"""The look: one style sheet of our own, sent once a run.

Refuses other hosts: no font, picture or sheet comes from anywhere else.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import streamlit as st

from kpi.ui.markup import quoted

SHEET = Path(__file__).with_name("style.css")


@lru_cache(maxsize=1)
def _sheet() -> str:
    return SHEET.read_text(encoding="utf-8")


def apply(name: str = "", menu: str = "") -> None:
    """Send the style sheet; it takes no room on the page.

    Args:
        name: whose figures these are, written in the header, which the framework offers no place
            for.
        menu: the word beside the sign that opens the navigation on a phone.
    """
    words = f":root {{ --kpi-name: {quoted(name)}; --kpi-menu: {quoted(menu)}; }}"
    st.html(f"<style>{_sheet()}\n{words}</style>")
