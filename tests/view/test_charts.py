"""The figures that Plotly is given: ready texts, honest lengths, nothing that needs a pointer."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import plotly
import pytest

from kpi.view.charts import CONFIG, NARROWEST, figure
from kpi.view.ink import ATTENTION, COMPARISON, GROUND
from kpi.view.parts import Axis, Bar, Chart, Mark, Point, Series, Table, Tone

if TYPE_CHECKING:
    from playwright.sync_api import Page

NONE = Table("", (), (), ())
UP = Axis((0.0, 1000.0, 2000.0), ("0", "1\u00a0000", "2\u00a0000"))


def bars(*many: Bar, **more: Any) -> Chart:
    return Chart("bars", "Otsikko", "nimi", NONE, bars=many, **more)


def line(*many: Series, shape: str = "line", **more: Any) -> Chart:
    return Chart(shape, "Otsikko", "nimi", NONE, series=many, axis=UP, **more)


def points(*values: float | None, marks: dict[int, Mark] | None = None) -> tuple[Point, ...]:
    held = marks or {}
    return tuple(
        Point(f"{at + 1}/2025", "" if y is None else f"{y:g}", y, mark=held.get(at, Mark.NONE))
        for at, y in enumerate(values)
    )


def drawn(chart: Chart) -> dict[str, Any]:
    return json.loads(figure(chart).to_json())


def texts(chart: Chart) -> list[str]:
    return [one["text"] for one in drawn(chart)["layout"].get("annotations", ())]


def test_every_text_of_a_bar_is_written_as_it_came() -> None:
    chart = bars(Bar("Ulkopuolinen", "85,1\u00a0%", 0.851, aside="2\u00a0082\u00a0947\u00a0€"))
    assert texts(chart) == ["Ulkopuolinen", "2\u00a0082\u00a0947\u00a0€", "<b>85,1\u00a0%</b>"]


def test_markup_in_a_name_is_shown_not_run() -> None:
    chart = bars(Bar("<b>R&D</b>", "<i>1", 0.5, aside="<a href=x>"), tick_text="")
    assert texts(chart)[0] == "&lt;b&gt;R&amp;D&lt;/b&gt;"
    assert texts(chart)[1] == "&lt;a href=x&gt;"
    assert texts(chart)[2] == "<b>&lt;i&gt;1</b>"
    named = line(Series("<s>", points(1.0, 2.0)), Series("<t>", points(1.0, 2.0)))
    assert all("<s>" not in one and "<t>" not in one for one in texts(named))


def test_a_bar_is_as_long_as_its_fraction_and_starts_at_nought() -> None:
    made = drawn(bars(Bar("a", "59 %", 0.59375, tick=0.5)))
    track, bar = made["data"]
    assert (track["x"], bar["x"]) == ([1.0], [0.59375])
    assert "base" not in bar
    assert made["layout"]["xaxis"]["range"] == [0.0, 1.0]
    assert {shape["x0"] for shape in made["layout"]["shapes"]} == {0.5}


def test_a_sliver_is_seen_and_nothing_is_not() -> None:
    data = drawn(bars(Bar("a", "0,0 %", 0.0001), Bar("b", "0 %", 0.0)))["data"]
    assert data[1]["x"][0] > 0.001
    assert data[3]["x"] == [0.0]


def test_more_than_the_whole_and_less_than_nothing_are_shown_whole() -> None:
    layout = drawn(bars(Bar("a", "130 %", 1.3), Bar("b", "−20 %", -0.2)))["layout"]
    assert layout["xaxis"]["range"] == [-0.2, 1.3]


def test_colour_follows_tone_and_mark() -> None:
    data = drawn(
        bars(
            Bar("a", "1", 0.1, tone=Tone.ATTENTION),
            Bar("b", "1", 0.1, mark=Mark.BASE),
            Bar("c", "1", 0.1, mark=Mark.INVENTED),
            Bar("d", "1", 0.1, mark=Mark.PARTIAL),
        )
    )["data"]
    attention, base, invented, partial = (one["marker"] for one in data[1::2])
    assert attention["color"] == ATTENTION
    assert base["color"] == COMPARISON
    assert invented["pattern"]["shape"] == "/"
    assert (partial["color"], partial["line"]["width"]) == (GROUND, 2)


def test_the_height_follows_the_number_of_bars() -> None:
    one, three = (figure(bars(*[Bar("a", "1", 0.1)] * n)).layout.height for n in (1, 3))
    assert three > 2.5 * one
    assert figure(bars()).layout.height >= 1


def test_a_long_name_is_broken_and_keeps_its_figures() -> None:
    name = "Kehittämis- ja investointirahoitus, saatu yrityksille jakson aikana"
    said = texts(bars(Bar(name, "5 %", 0.05, aside="265 000 € / 1 113 000 €")))
    assert said[0].replace("<br>", " ") == name
    assert said[1] == "265 000 € / 1 113 000 €"


def test_what_the_tick_means_is_said_once() -> None:
    many = [Bar("a", "1", 0.6, tick=0.5), Bar("b", "1", 0.4, tick=0.5)]
    said = texts(bars(*many, tick_text="tahti 50 %"))
    assert [one.replace("<br>", " ") for one in said].count("tahti 50 %") == 1
    assert "tahti 50 %" not in texts(bars(Bar("a", "1", 0.6), tick_text="tahti 50 %"))


@pytest.mark.parametrize(("tick", "side"), [(0.1, "left"), (0.5, "center"), (0.95, "right")])
def test_the_ticks_text_stays_inside(tick: float, side: str) -> None:
    made = drawn(bars(Bar("a", "1", 0.6, tick=tick), tick_text="tahti"))
    assert made["layout"]["annotations"][-1]["xanchor"] == side


def test_a_missing_point_is_a_gap_not_nought() -> None:
    made = drawn(line(Series("a", points(1.0, None, 3.0))))["data"][0]
    assert made["y"] == [1.0, None, 3.0]
    assert made["connectgaps"] is False


def test_special_points_are_hollow_or_square() -> None:
    marks = {0: Mark.BASE, 1: Mark.PARTIAL, 2: Mark.INVENTED}
    marker = drawn(line(Series("a", points(1.0, 2.0, 3.0, 4.0, marks=marks))))["data"][0]["marker"]
    assert marker["symbol"] == ["square", "circle", "circle", "circle"]
    assert marker["color"][1:3] == [GROUND, GROUND]
    assert marker["color"][3] != GROUND


def test_only_the_last_value_of_a_line_is_written() -> None:
    assert texts(line(Series("a", points(1.0, 2.0, 3.0)))) == ["<b>3</b>"]
    both = line(Series("2025", points(1.0, 2.0, None)), Series("2024", points(4.0, 5.0, 6.0), True))
    assert set(texts(both)) == {"<b>2025</b><br><b>2</b>", "<b>2024</b><br><b>6</b>"}


def test_texts_of_two_lines_that_end_together_do_not_touch() -> None:
    both = line(Series("a", points(1.0, 1000.0)), Series("b", points(1.0, 1001.0), True))
    first, second = drawn(both)["layout"]["annotations"]
    assert abs(first.get("yshift", 0) - second.get("yshift", 0)) > 20


def test_a_line_that_ends_early_is_named_where_the_other_line_is_not() -> None:
    above = Series("2024", points(100.0, 100.0, 1500.0, 1500.0, 1500.0), True)
    early = Series("2025", points(100.0, 800.0, None, None, None))
    made = drawn(line(early, above))["layout"]["annotations"]
    named = next(one for one in made if "2025" in one["text"])
    assert named["yanchor"] in {"top", "bottom"}
    low = Series("2024", points(100.0, 100.0, 850.0, 900.0, 900.0), True)
    made = drawn(line(early, low))["layout"]["annotations"]
    assert next(one for one in made if "2025" in one["text"])["yanchor"] == "top"


def test_a_line_without_points_and_axis_is_an_empty_chart() -> None:
    assert texts(Chart("line", "", "", NONE)) == []
    assert texts(Chart("columns", "", "", NONE, series=(Series("a", points(None)),))) == []
    assert texts(Chart("line", "", "", NONE, series=(Series("a", points(1.0)),))) == ["<b>1</b>"]


def test_columns_carry_their_values_where_there_is_room() -> None:
    few = line(Series("a", points(1000.0, None, 2000.0)), shape="columns")
    assert texts(few) == ["<b>1000</b>", "<b>2000</b>"]
    many = line(Series("a", points(*[1000.0] * 12)), shape="columns")
    assert texts(many) == ["<b>1000</b>"]


def test_columns_are_hatched_when_invented() -> None:
    one = Series("a", points(1.0, 2.0, marks={1: Mark.INVENTED}))
    marker = drawn(line(one, shape="columns"))["data"][0]["marker"]
    assert marker["pattern"]["shape"] == ["", "/"]


def test_texts_under_a_long_line_are_few() -> None:
    axis = drawn(line(Series("a", points(*[1.0] * 36))))["layout"]["xaxis"]
    assert len(axis["ticktext"]) <= 6
    assert axis["ticktext"][-1] == "36/2025"
    chosen = Axis((0.0, 12.0), ("2023", "2024"))
    axis = drawn(line(Series("a", points(*[1.0] * 24)), x_axis=chosen))["layout"]["xaxis"]
    assert axis["ticktext"] == ["2023", "2024"]
    assert axis["tickangle"] == 0


@pytest.mark.parametrize("shape", ["line", "columns"])
@pytest.mark.parametrize("many", [2, 6, 7, 12, 36])
def test_a_development_says_where_it_begins_and_ends(many: int, shape: str) -> None:
    made = line(Series("a", points(*[1.0] * many)), shape=shape)
    axis = drawn(made)["layout"]["xaxis"]
    assert (axis["ticktext"][0], axis["ticktext"][-1]) == ("1/2025", f"{many}/2025")
    assert len(axis["ticktext"]) <= 7


def test_half_years_in_english_are_two_texts_at_least() -> None:
    axis = drawn(line(Series("a", half_years("Jul–Dec 2022"))))["layout"]["xaxis"]
    assert axis["ticktext"] == ["Jul–Dec 2022 0", "Jul–Dec 2022 5"]
    axis = drawn(line(Series("a", half_years("Heinä–joulukuu vuonna 2022"))))["layout"]["xaxis"]
    assert len(axis["ticktext"]) == 1, "one that does not fit is not squeezed in"


def half_years(name: str) -> tuple[Point, ...]:
    return tuple(Point(f"{name} {at}", "1500", 1500.0) for at in range(6))


def test_ticks_are_our_texts() -> None:
    made = drawn(line(Series("a", points(1.0, 2.0))))["layout"]["yaxis"]
    assert made["ticktext"] == ["0", "1\u00a0000", "2\u00a0000"]
    assert made["range"] == [0.0, 2000.0]


@pytest.mark.parametrize("chart", [bars(Bar("a", "1", 0.5)), line(Series("a", points(1.0, 2.0)))])
def test_nothing_reacts(chart: Chart) -> None:
    layout = figure(chart).layout
    assert layout.hovermode is False and layout.dragmode is False
    assert layout.xaxis.fixedrange and layout.yaxis.fixedrange
    assert layout.width is None
    assert layout.font.size >= 15
    assert CONFIG["displayModeBar"] is False and CONFIG["displaylogo"] is False


def test_what_is_not_drawn_is_our_defect() -> None:
    with pytest.raises(ValueError, match="no such shape"):
        figure(Chart("pie", "", "", NONE))
    with pytest.raises(ValueError, match="equal length"):
        figure(line(Series("a", points(1.0)), Series("b", points(1.0, 2.0))))


# In a real browser

CLIPPED = """() => [...document.querySelectorAll('.chart')].flatMap(chart => {
  const box = chart.getBoundingClientRect();
  return [...chart.querySelectorAll('text')].filter(text => {
    const at = text.getBoundingClientRect();
    return at.width && (at.left < box.left - 1 || at.right > box.right + 1
      || at.top < box.top - 1 || at.bottom > box.bottom + 1);
  }).map(text => text.textContent);
})"""
OVERLAPPING = """() => [...document.querySelectorAll('.chart')].flatMap(chart => {
  const at = [...chart.querySelectorAll('.annotation text, .xtick text')]
    .map(text => [text.textContent, text.getBoundingClientRect()]).filter(one => one[1].width);
  return at.flatMap(([name, a], i) => at.slice(i + 1).filter(([other, b]) =>
    Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1
    && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 4).map(([other]) => [name, other]));
})"""


def typical() -> list[Chart]:
    wide = "2\u00a0082\u00a0947\u00a0€"
    this, last = points(900.0, 1100.0, 1300.0, *[None] * 9), points(*[1000.0] * 12)
    return [
        bars(
            Bar("Ulkopuolinen rahoitus", "85,1\u00a0%", 0.851, aside=wide),
            Bar("Kehittämis- ja investointirahoitus, saatu", "0,3\u00a0%", 0.003, aside=wide),
            Bar("Näkyvyys · jäljessä tahdista", "36\u00a0%", 0.36, 0.5, Tone.ATTENTION, "17 / 47"),
            tick_text="tahti 50\u00a0%",
        ),
        line(Series("2025", this), Series("2024", last, comparison=True)),
        line(Series("a", points(*[1500.0] * 36))),
        line(Series("a", half_years("Jul–Dec"))),
        line(Series("a", points(1500.0, None, 800.0)), shape="columns"),
    ]


@pytest.mark.parametrize("width", [320, 390, 1920])
def test_nothing_is_clipped_or_covered(open_page: Callable[..., Page], width: int) -> None:
    library = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
    charts = [(figure(one).to_json(), figure(one).layout.height) for one in typical()]
    blocks = "".join(
        f'<div class="chart" id="c{at}" style="height:{height}px"></div>'
        for at, (_, height) in enumerate(charts)
    )
    calls = "".join(
        f"Plotly.newPlot('c{at}', Object.assign({made}, {{config: {json.dumps(dict(CONFIG))}}}));"
        for at, (made, _) in enumerate(charts)
    )
    page = open_page(width=width)
    page.set_content(f'<body style="margin:16px;font-family:Arial">{blocks}</body>')
    page.add_script_tag(path=library)
    page.evaluate(calls)
    page.wait_for_selector(f"#c{len(charts) - 1} text")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert width - 32 >= NARROWEST
    assert page.evaluate(CLIPPED) == []
    assert page.evaluate(OVERLAPPING) == []
