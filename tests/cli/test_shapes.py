"""The shapes that no command of today can yet be made to give."""

from __future__ import annotations

from kpi.cli import shapes
from kpi.errors import Finding, Severity
from kpi.i18n import language


def test_a_question_lists_what_may_be_answered() -> None:
    asked = Finding(
        "period-unreadable", Severity.QUESTION, "Luvut!A2", {"found": "kesä"}, ("2024", "2025")
    )
    shape = shapes.finding(asked, language("fi"))
    assert shape["severity"] == "question"
    assert shape["choices"] == ["2024", "2025"]
    assert (shape["cell"], shape["found"]) == ("Luvut!A2", "kesä")
    assert list(shapes.told([asked], language("fi")))[0].startswith("! Kysymys, Luvut!A2: ")
