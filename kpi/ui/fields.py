"""Texts that must be given: typed fields that say beside themselves when they are empty.

Refuses to take a blank for a name or a reason.
"""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from kpi.ui import components, markup, session
from kpi.view.parts import Notice


@dataclass(frozen=True)
class Field:
    """A text that must be given: what was typed, and where to say that it is missing."""

    message: str
    text: str
    place: DeltaGenerator


def field(message: str, key: str, value: str = "", *, name: bool = False) -> Field:
    """Place a field under the message's words; a ``name`` is offered by the browser.

    Whoever came in with an account is named by the account, and cannot sign as somebody else.
    """
    own = session.viewer().name if name else ""
    if own:
        value = own
    typed = st.text_input(
        session.label(message),
        value=value,
        max_chars=300,
        key=key,
        autocomplete="name" if name else "off",
        disabled=bool(own),
        width=720,
    )
    typed = own or typed
    return Field(message, typed.strip(), st.container())


def lacking(*fields: Field | None) -> bool:
    """Say beside each empty field that it is missing."""
    empty = [one for one in fields if one is not None and not one.text]
    for one in empty:
        with one.place:
            components.put(
                markup.notice(Notice("error", session.language().text(f"{one.message}-missing")))
            )
    return bool(empty)
