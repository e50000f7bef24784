"""The README's list of codes, written from the messages so that it never says otherwise.

Run as ``python -m tools.readme_codes`` to put it in place. Refuses to touch anything above its
heading.
"""

from __future__ import annotations

from pathlib import Path

from kpi.i18n import messages

README = Path(__file__).resolve().parent.parent / "README.md"
HEADING = "## Koodit ja mitä tehdä\n"
_INTRO = """
Jokaisella huomiolla on koodi, paikka (`taulukko!solu`), se mitä luettiin ja se mitä tehdä. Virhe
hylkää koko tiedoston, huomio vain näytetään. ‹Kulmissa› on se, mitä tiedostossa oli.
"""
_CONFLICTS = """
### Ristiriidat julkaistuissa luvuissa

Näitä ei ratkaista koneella: molemmat luvut näytetään (`python -m kpi conflicts` ja *Tarkista*).
"""


def section() -> str:
    """Write the section: every finding with its sentence and advice, then every contradiction."""
    said = messages("fi")
    findings = [
        f"| `{code}` | {_cell(said[f'finding.{code}'][0])} | {_cell(said[f'advice.{code}'][0])} |"
        for code in _codes(said, "finding.", "advice.")
    ]
    conflicts = [
        f"| `{code}` | {_cell(said[f'conflict.{code}'][0])} |"
        for code in _codes(said, "conflict.", "")
        if "-" in code and "{period}" in said[f"conflict.{code}"][0]
    ]
    return "\n".join(
        [
            HEADING + _INTRO,
            "| koodi | mitä löytyi | mitä tehdä |",
            "|---|---|---|",
            *findings,
            _CONFLICTS,
            "| koodi | mitä löytyi |",
            "|---|---|",
            *conflicts,
            "",
        ]
    )


def _codes(said: dict[str, tuple[str, ...]], start: str, other: str) -> list[str]:
    codes = [name.removeprefix(start) for name in said if name.startswith(start)]
    return sorted(code for code in codes if not other or f"{other}{code}" in said)


def _cell(text: str) -> str:
    """Keep a message inside one cell of a Markdown table."""
    shown = text.replace("{", "‹").replace("}", "›")
    return shown.replace("|", "\\|").replace("\n", " ").replace("<", "&lt;")


def main() -> None:
    """Put the section at the end of the README."""
    above = README.read_text("utf-8").split(HEADING)[0]
    README.write_text(f"{above.rstrip()}\n\n{section()}", "utf-8")


if __name__ == "__main__":
    main()
