"""Findings are data, and exceptions only stop the work."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest

from kpi.errors import (
    CatalogueInvalid,
    Finding,
    KpiError,
    NotPermitted,
    PeriodUnreadable,
    Severity,
    StoreUnavailable,
    WorkbookRejected,
    WrongUsage,
    error,
    warning,
)


def test_a_finding_says_what_where_and_what_was_found() -> None:
    one = error("not-a-number", "Luvut!F2", found="seitsemän")
    assert (one.code, one.severity, one.cell) == ("not-a-number", Severity.ERROR, "Luvut!F2")
    assert one.found == "seitsemän"
    assert warning("rounded").severity is Severity.WARNING
    assert (warning("rounded").cell, warning("rounded").found) == ("", "")
    assert Finding("x", Severity.QUESTION, choices=("a", "b")).choices == ("a", "b")


def test_a_finding_does_not_change() -> None:
    one = error("x", found="y")
    with pytest.raises(FrozenInstanceError):
        one.code = "z"  # type: ignore[misc]
    with pytest.raises(TypeError):
        one.facts["found"] = "z"  # type: ignore[index]
    assert Finding("x", Severity.ERROR).facts == {}


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (CatalogueInvalid, 1),
        (WorkbookRejected, 1),
        (WrongUsage, 2),
        (StoreUnavailable, 3),
        (NotPermitted, 4),
    ],
)
def test_each_kind_has_its_exit_code(kind: type[KpiError], code: int) -> None:
    one, two = error("a", "S!A1"), error("b")
    assert kind.exit_code == code
    assert kind(one).findings == (one,)
    assert kind(x for x in (one, two)).findings == (one, two)
    assert str(kind([one, two])) == "a S!A1, b"


def test_a_period_keeps_what_was_typed() -> None:
    refused = PeriodUnreadable("kevät")
    assert (refused.text, refused.findings[0].found) == ("kevät", "kevät")
    assert isinstance(refused, WrongUsage)
