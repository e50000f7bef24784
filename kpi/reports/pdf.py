"""The report as a tagged PDF/UA-1, set by typst from a template beside this module.

Refuses words and figures that the report does not have, texts read as markup (they are handed over
as data), fonts of the machine, and a file that two runs would make differently.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import asdict
from functools import cache, partial
from pathlib import Path
from typing import Any

import typst
from fontpkg_source_sans_3 import ROOT as FONT

from kpi.texts import isolated
from kpi.view.report_parts import Report, Slide, SlideChart

_TEMPLATE = Path(__file__).with_name("report.typ")
# What the template reads. The data sheet, the definitions and the notes belong to other files.
_FIELDS = (
    "code", "title", "organisation", "period_name", "dates", "version", "standing", "banner",
    "columns", "formula", "coverage_line", "checks", "checks_title", "footer", "headings",
)  # fmt: skip
_PARTS = ("cards", "completion", "coverage")
# PDF/UA allows no letter without a picture; typst names each one that no font has.
_NO_PICTURE = re.compile(r'the text `"(.+?)"` could not be displayed')
_WRITTEN_OUT = re.compile(r"\\u\{([0-9a-f]+)\}|\\(.)")
_SHORT = {"t": "\t", "r": "\r", "n": "\n", "0": "\0"}
_INSTEAD = "\ufffd"


def pdf(report: Report) -> bytes:
    """Set the report on A4 landscape.

    Args:
        report: ready texts. A letter that no font has (an emoji) is shown as U+FFFD, since the
            standard takes no letter without a picture; every other text stays letter for letter.
            One that turns its neighbours is closed in: several stand on one line of the paper.

    Returns:
        A PDF/UA-1 file; the same report gives the same bytes.

    Raises:
        typst.TypstError: the template does not fit the report. That is our defect.
    """
    told = _each_text(_told(report), isolated)
    while True:
        try:
            return _set(told, report)
        except typst.TypstError as refused:
            lacking = tuple(_without_picture(refused.diagnostic))
            if not lacking:
                raise
            told = _each_text(told, partial(_replaced, lacking))


def _set(told: dict[str, Any], report: Report) -> bytes:
    return typst.compile(
        _TEMPLATE,
        root=_TEMPLATE.parent,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"report": json.dumps(told)},
        pdf_standards="ua-1",
        timestamp=report.made_at.replace(microsecond=0),
    )


@cache
def _fonts() -> typst.Fonts:
    """Give the letters of the font's package and of typst itself, none of the machine's."""
    return typst.Fonts(include_system_fonts=False, font_paths=[FONT / "files"])


def _told(report: Report) -> dict[str, Any]:
    """Give what the template reads, in shapes that JSON has."""
    told: dict[str, Any] = {one: getattr(report, one) for one in _FIELDS}
    told |= {one: asdict(getattr(report, one)) for one in _PARTS}
    told["areas"] = [asdict(one) for one in report.areas]
    told["funding"] = [asdict(one) for one in report.funding]
    told["messages"] = [_message(report, one, one.chart) for one in report.slides if one.chart]
    return told


def _message(report: Report, slide: Slide, chart: SlideChart) -> dict[str, Any]:
    """Give one message with its bars; a length is a part of the longest bar, never a figure."""
    longest = max([*chart.values, *chart.second], default=0) or 1
    shares = [max(float(one / longest), 0) for one in chart.values]
    labels = zip(chart.categories, chart.labels, shares, strict=True)
    level = float(chart.second[0] / longest) if chart.second_label else None
    return {
        "title": slide.title,
        # The formula is told where the completion is counted.
        "lines": [one for one in slide.lines if one != report.formula],
        "name": chart.name,
        "alt": chart.alt,
        "bars": [{"label": name, "value": value, "share": s} for name, value, s in labels],
        "level": {"share": level, "name": chart.second_name, "value": chart.second_label},
    }


def _without_picture(diagnostic: str) -> Iterator[str]:
    for quoted in dict.fromkeys(_NO_PICTURE.findall(diagnostic)):
        yield _WRITTEN_OUT.sub(
            lambda found: chr(int(found[1], 16)) if found[1] else _SHORT.get(found[2], found[2]),
            quoted,
        )


def _replaced(lacking: tuple[str, ...], text: str) -> str:
    for one in lacking:
        text = text.replace(one, _INSTEAD)
    return text


def _each_text(value: Any, change: Callable[[str], str]) -> Any:  # noqa: ANN401
    """Change every text within lists and dictionaries; keys stay."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {key: _each_text(one, change) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_each_text(one, change) for one in value]
    return value
