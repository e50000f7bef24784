"""The template's columns and status words: what its writer prints and its reader looks for.

Refuses to hold sentences; those are messages. These are names in a file, which a reader must know
in every language at once, because nothing in the file says which language it is in.
"""

from __future__ import annotations

from typing import NamedTuple

from kpi.model import ObsStatus

TEMPLATE_VERSION = 1


class Names(NamedTuple):
    """What a column or a mark is called in each language, and what else it may be called."""

    fi: str
    en: str
    others: tuple[str, ...] = ()

    def in_language(self, language: str) -> str:
        """Give the name to print; Finnish where the language is not one of ours."""
        return self.en if language == "en" else self.fi


FIELDS = (
    "indicator",
    "name",
    "goal",
    "period",
    "value",
    "unit",
    "base_value",
    "base_period",
    "status",
    "stands_at",
    "remark",
)
"""What is read from a row, in this order."""

HEADINGS: dict[str, Names] = {
    "indicator": Names("Tunniste", "Identifier", ("id", "mittarin tunniste", "indicator id")),
    "name": Names("Mittari", "Indicator", ("mittarin nimi", "indicator name")),
    "area": Names("Palvelualue", "Service area", ("toiminta-alue",)),
    "goal": Names("Tavoite", "Goal", ("tavoitteen numero", "goal number")),
    "period": Names("Kausi", "Period", ("raportointikausi", "reporting period")),
    "last_value": Names("Edellinen arvo", "Previous value"),
    "last_period": Names("Edellinen kausi", "Previous period"),
    "value": Names("Arvo", "Value"),
    "unit": Names("Yksikkö", "Unit"),
    "base_value": Names("Vertailuarvo", "Comparison value"),
    "base_period": Names("Vertailukausi", "Comparison period"),
    "status": Names("Tila", "Status"),
    "stands_at": Names("Kohta raportissa", "Place in the report"),
    "remark": Names("Huomautus", "Remark", ("huomio", "note")),
    "expected": Names("Odotettu", "Expected"),
}
"""Every column of the template. Those not in FIELDS are printed and not read."""

FIGURES_SHEET = Names("Luvut", "Figures")
GUIDE_SHEET = Names("Ohje", "Guide")
VERSION_MARK = Names("Pohjan versio", "Template version")

STATUSES: dict[ObsStatus, Names] = {
    ObsStatus.NORMAL: Names("toteutunut", "actual"),
    ObsStatus.PROVISIONAL: Names("ennakkotieto", "provisional"),
    ObsStatus.ESTIMATE: Names("arvio", "estimate"),
    ObsStatus.BREAK: Names("laskutapa muuttui", "way of counting changed", ("series break",)),
    ObsStatus.NOT_COLLECTED: Names("lukua ei ole kerätty", "not collected", ("ei kerätty",)),
    ObsStatus.CANNOT_EXIST: Names("lukua ei voi olla", "cannot exist", ("ei voi olla",)),
    ObsStatus.SUPPRESSED: Names("salattu", "withheld", ("suppressed",)),
}
"""The words of the status column; the code itself is read too."""
