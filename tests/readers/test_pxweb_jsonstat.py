"""JSON-stat: figures dense and sparse, marks beside them, and files that are not what they say."""

from __future__ import annotations

import json
from typing import Any

import pytest

from kpi.readers import Reading, pxweb
from tests.readers import statistics
from tests.readers.statistics import Dim, Value, loosely, months, table
from tests.readers.told import codes, figures, labels, reading

PLAIN = json.loads(statistics.jsonstat(table()))


def told(whole: Any, **how: Any) -> Reading:  # noqa: ANN401
    text = whole if isinstance(whole, str) else json.dumps(whole, **how)
    return reading(pxweb, loosely(text))


def with_(**changes: Any) -> dict[str, Any]:  # noqa: ANN401
    return {**json.loads(json.dumps(PLAIN)), **changes}


def damaged(whole: Any) -> str:  # noqa: ANN401
    made = told(whole)
    ((code, _, found),) = codes(made.findings)
    assert (code, made.series) == ("statistics-damaged", ())
    return found


def test_a_file_that_breaks_off_is_refused_wherever_that_is() -> None:
    text = statistics.jsonstat(table())
    start = text.index('"value"') + len('"value"')
    for length in range(start, len(text)):
        assert damaged(text[:length]) == " ".join(text[:length][-40:].split())


def test_sparse_figures_and_those_that_are_none() -> None:
    made = told(with_(value={"0": 120, "2": 131.50, "3": None, "11": "6.1"}))
    assert figures(made, "Kaukola / Työttömät (lkm)") == {"2024-M12": "120", "2025-M02": "131.5"}
    assert figures(made, "Kaukola / Osuus (%)") == {"2024-M12": "None"}
    assert figures(made, "Lähelä / Osuus (%)") == {"2025-M02": "6.1"}
    assert labels(made) == [
        "Kaukola / Työttömät (lkm)",
        "Kaukola / Osuus (%)",
        "Lähelä / Osuus (%)",
    ]


def test_figures_are_exact_to_the_last_digit() -> None:
    text = statistics.jsonstat(table()).replace("[120, 118", "[0.30000000000000004, 5.10")
    assert list(figures(told(text), "Kaukola / Työttömät (lkm)").values()) == [
        "0.30000000000000004",
        "5.10",
        "131",
    ]


@pytest.mark.parametrize("value", ["1e3", "true", '"x"', "NaN", "-", "1 2"])
def test_what_is_no_plain_number_refuses_the_file(value: str) -> None:
    text = statistics.jsonstat(table()).replace("[120,", f"[{value},")
    made = told(text)
    assert {one.code for one in made.findings} <= {"not-a-number", "statistics-damaged"}
    assert made.findings


def test_marks_beside_figures_are_named() -> None:
    for status in ({"0": "p", "2": "", "7": "x"}, ["p", None, "", "", "", "", "", "x", "", ""]):
        made = told(with_(status=status))
        assert codes(made.findings)[0][::2] == ("preliminary-figures", "2024M12 p, 2025M01 x")
    assert told(with_(status="a")).findings == ()


def test_index_as_a_list_or_none_and_labels_left_out() -> None:
    whole = with_()
    for one in whole["dimension"].values():
        one["category"]["index"] = list(one["category"]["index"])
    assert labels(told(whole)) == labels(told(PLAIN))
    only = table(dims=[Dim("Alue", (Value("Kaukola", "KU236"),), "region"), months()])
    single = json.loads(statistics.jsonstat(only._replace(figures=["1", "2", "3"])))
    del single["dimension"]["alue"]["category"]["index"]
    del single["dimension"]["kuukausi"]["category"]["label"]
    assert figures(told(single), "Kaukola")["2025-M02"] == "3"


def test_time_by_its_codes_where_its_words_are_none() -> None:
    whole = with_()
    whole["dimension"]["kuukausi"]["category"]["label"] = {
        "2024M12": "edellinen", "2025M01": "nykyinen", "2025M02": "helmikuu",
    }  # fmt: skip
    assert list(figures(told(whole), "Kaukola / Osuus (%)")) == ["2024-M12", "2025-M01", "2025-M02"]


def test_two_dimensions_of_time() -> None:
    years = Dim("Vuosi", (Value("2024", "2024"), Value("2025", "2025")), "time")
    parts = Dim("Kuukausi", (Value("Tammikuu", "1"), Value("Helmikuu", "2")), "time")
    text = statistics.jsonstat(table(dims=[parts, years], figures=["1", "2", "3", "4"]))
    (one,) = told(text).series
    assert {str(it.period): f"{it.value}" for it in one.figures} == {
        "2024-M01": "1",
        "2025-M01": "2",
        "2024-M02": "3",
        "2025-M02": "4",
    }


def test_words_in_the_file_are_not_taken_for_its_parts() -> None:
    whole = with_(label='a "value": [1, 2] "category": x')
    whole["dimension"]["alue"]["category"]["label"]["KU236"] = 'Kaukola "value": [7]'
    made = told(whole, ensure_ascii=False)
    assert made.findings == ()
    assert figures(made, "Lähelä / Osuus (%)")["2025-M02"] == "6.1"
    another = with_(value=PLAIN["value"], extension={"value": [1, 2, 3]})
    assert told(dict(sorted(another.items()))).findings == ()


def test_a_unit_by_its_label_or_none() -> None:
    whole = with_()
    units = whole["dimension"]["tiedot"]["category"]["unit"]
    units["TYO"], units["OSUUS"] = {"label": "henkilöä"}, None
    assert [one.unit for one in told(whole).series[:2]] == ["henkilöä", "%"]


def test_what_counts_is_known_by_its_units_where_no_role_says_it() -> None:
    whole = with_(role={"time": ["kuukausi"]})
    whole["dimension"]["tiedot"]["label"] = "Muuttujat"
    whole["dimension"]["tiedot"]["category"]["unit"]["TYO"] = {"base": "1000 henkilöä"}
    assert labels(told(whole)) == ["Kaukola / Osuus (%)", "Lähelä / Osuus (%)"]


def test_tables_that_are_not_whole() -> None:
    assert damaged(with_(size=[2, 2, 4])) == "size"
    assert damaged(with_(value=[1, 2, 3])) == "3 / 12"
    assert damaged(with_(value={"0": 1, "99": 2})) == "JSON-stat"
    assert damaged(with_(id=["alue", "tiedot", "muu"])) == "JSON-stat"
    assert damaged(with_(dimension=[])) == "JSON-stat"
    text = statistics.jsonstat(table(), value={"0": 1})
    assert damaged(text.replace('{"0": 1}', '{"0": 1, "0": 1}')) == "JSON-stat"
    assert damaged('{"dataset": ' + '{"dimension": ' * 20_000 + '"value"')


def test_other_classes_are_not_read() -> None:
    made = told(
        '{"class": "collection", "dataset_": 1, "dimension": 2, "value": 3, "x": "dataset"}'
    )
    assert codes(made.findings) == [("statistics-form-unknown", "csv!A1", "collection")]


def test_known_by_the_matrix_or_the_label() -> None:
    matrix = with_(label="Työttömät", extension={"px": {"matrix": "001_12xy_2025m02"}})
    assert told(matrix).series[0].concept == "001_12xy ku236 tyo"
    bare = with_(label="Työttömät 2024M12-2025M02", extension=None)
    assert told(bare).series[0].concept == "työttömät ku236 tyo"


@pytest.mark.parametrize(("dimensions", "values"), [(3, 1000), (2000, 2), (2000, 1)])
def test_claims_of_more_than_a_file_can_hold_are_refused(dimensions: int, values: int) -> None:
    """Of sparse figures a small file could claim a thousand million, and a place for each."""
    names = [f"d{number}" for number in range(dimensions)]
    one = {"category": {"index": [str(number) for number in range(values)]}}
    whole = {
        "class": "dataset",
        "id": names,
        "size": [values] * dimensions,
        "dimension": dict.fromkeys(names, one),
        "value": {"0": 1},
    }
    assert codes(told(whole).findings) == [("sheet-too-large", "csv!A1", "JSON-stat")]
