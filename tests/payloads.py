"""Fifty texts that would run, ask another host or turn what stands beside them, and a club of them.

Refuses to be harmless: whoever shows one of them as anything but its letters is found out by
``window.__hit``, by a request to ``HOST`` or by the letters that are missing.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from kpi import catalogue, pipeline
from kpi.desk import Desk
from kpi.periods import parse
from kpi.plan import Told, Wording
from kpi.readers.columns import HEADINGS
from kpi.readers.numbers import lettered
from kpi.readers.plan_sheets import ACTION_HEADINGS, IN_WORDS_HEADINGS
from kpi.settings import Settings
from tests.factories import office, sheets_of

HOST = "evil.example"
_JS = "window.__hit=1"
HTML = (
    f"<script>{_JS}</script>",
    f"<img src=x onerror={_JS}>",
    f"<svg onload={_JS}>",
    f'"><script>{_JS}</script>',
    f"'><img src=https://{HOST}/a.png>",
    f"</td></table><iframe src=https://{HOST}/b></iframe>",
    f"<a href=javascript:{_JS}>x</a>",
    f"<a href='https://{HOST}/c'>tästä</a>",
    f"<details open ontoggle={_JS}>",
    f"<style>*{{background:url(https://{HOST}/d)}}</style>",
    f"<link rel=stylesheet href=https://{HOST}/e.css>",
    f"<meta http-equiv=refresh content='0;url=https://{HOST}/f'>",
    f"<body onload={_JS}>",
    f"<input autofocus onfocus={_JS}>",
    f"<b>R&D</b> &amp; &lt;i&gt; &#x3c;script&#x3e;{_JS}&#x3c;/script&#x3e;",
    f"--><script>{_JS}</script><!--",
    f"<math><mi xlink:href='data:x,<script>{_JS}</script>'>",
    f"{{{{constructor.constructor('{_JS}')()}}}} ${{{_JS}}} <%= 7*7 %>",
)
MARKDOWN = (
    f"![kuva](https://{HOST}/g.png)",
    f"[tästä](https://{HOST}/h)",
    f"[x](javascript:{_JS})",
    f"<https://{HOST}/i>",
    f"https://{HOST}/j",
    f"www.{HOST}/k ja mailto:posti",
    f"[viite][1]\n\n[1]: https://{HOST}/l",
    "# Otsikko | a | b | ~~x~~ `koodi`",
    "**lihava** _vino_ *tähti* __alas__",
    ":red[punainen] :material/home: :smile: :streamlit: ::: :help[x]",
    "$\\frac{1}{2}$ $5 ja $6 \\(x\\)",
    "1. luettelo -> <- -- >= ~= \\*",
)
FORMULAS = (
    "=1+1",
    f'=HYPERLINK("https://{HOST}/m","tästä")',
    f'=WEBSERVICE("https://{HOST}/n")',
    "+1+1",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "＝1+1",
    "＠SUM(A1)",
    f'+IMPORTXML("https://{HOST}/o","//a")',
    '-1;=HYPERLINK("x")',
    "{=1+1}",
    "Luvut!A1 viite",
)
TURNING = (
    "\u202eoikealta\u202c ja \u202edoc.exe",
    "\u2067eristetty ilman loppua",
    "loppu\u2069\u2069\u202eilman alkua",
    "עברית 12 (3) العربية",
    "piilo\u200b\u2060viiva\u00ad\u200f!",
)
OTHERS = (
    "_x0041_ {trips.__init__.__globals__} %s%n {0} {",
    "'; drop table statement; --",
    f'" onmouseover={_JS} x="  \' kaksi  väliä',
)
PAYLOADS = (*HTML, *MARKDOWN, *FORMULAS, *TURNING, *OTHERS)
# What a cell may not begin with: such a file is refused, and the refusal shows the text.
REFUSED = tuple(one for one in PAYLOADS if one[0] in "=@＝＠")
TAKEN = tuple(one for one in PAYLOADS if one not in REFUSED)
FILE = f"<img src=x onerror={_JS}>\u202e=1+1;'\".xlsx"
SAFE_FILE = f"<img src=x onerror={_JS}>=1+1;'\".xlsx"
PERIOD = "2025-S1"
NOW = dt.datetime(2026, 1, 15, 12, tzinfo=dt.UTC)
_GOALS = [f"{area}.{number}" for area in (1, 2) for number in range(1, 6)]
_PLACES = 4
_MONEY = ("funds", "funds_state", "funds_city")


def named(field: str, number: int, texts: Sequence[str] = PAYLOADS) -> str:
    """Give a payload that also says which field it stands in: no other text is the same."""
    return f"{texts[number % len(texts)]} {field}{number}."


def _text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)


def _words(field: str, number: int) -> str:
    both = ", ".join(f"{code} = {_text(named(f'{field}-{code}', number))}" for code in ("fi", "en"))
    return f"{{ {both} }}"


def _plain_indicators() -> list[str]:
    return [f"n{number}" for number in range(-(-len(TAKEN) // _PLACES))]


def _catalogue() -> Iterator[str]:
    yield (
        f'[organisation]\nid = "club"\nname = {_words("owner", 1)}\n'
        f'report = {_words("report", 18)}\nperiod = "{PERIOD}"'
    )
    for number, area in enumerate(("first", "second")):
        yield (
            f"[area.{area}]\norder = {number}\nname = {_words('area', 19 + number)}\n"
            f'short_name = {_words("short", 1 + number)}\npath = "{area}"\n'
            f'cards = ["n{number}"]'
        )
    for number, goal in enumerate(_GOALS):
        area = "first" if goal.startswith("1") else "second"
        title = _words("goal", number + 2)
        yield f'[goal."{goal}"]\nservice_area = "{area}"\ntitle = {title}'
    for number in range(len(PAYLOADS)):
        goal = _GOALS[number % len(_GOALS)]
        title = _words("action", number)
        yield f'[action."{goal}.{number}"]\ngoal = "{goal}"\ntitle = {title}'
    yield f'[unit.things]\nform = "count"\none = {_words("one", 6)}\nother = {_words("other", 7)}'
    yield '[unit.EUR]\nform = "money"\nsymbol = "€"'
    for number, name in enumerate(_plain_indicators()):
        places = ", ".join(f'{{ no = "{one}", listed = true }}' for one in _places(number))
        yield _indicator(name, number, "things", f"goals = [{places}]")
    for number, name in enumerate(_MONEY, 20):
        yield _indicator(name, number, "EUR", 'grain = "semester"')
    listed = ", ".join(f'{{ no = "{one}", listed = true }}' for one in _GOALS)
    for number in range(5):
        yield (
            f"[indicator.told{number}]\n"
            f'service_area = "first"\nkind = "qualitative"\nname = {_words("told", 30 + number)}\n'
            f"source = {_words('source', 30 + number)}\nowner = {_words('who', 2)}\n"
            f"goals = [{listed}]"
        )
    yield (
        f'[[relation]]\nid = "sum"\nkind = "sum"\ntotal = "funds"\ntolerance = 1\n'
        f'parts = ["funds_state", "funds_city"]\nlabel = {_words("relation", 3)}'
    )
    yield (
        f'[[relation]]\nid = "same"\nkind = "equal"\nindicators = ["n0", "n1"]\n'
        f"label = {_words('relation', 4)}"
    )
    yield '[[overview.card]]\nindicator = "n2"'
    yield (
        '[[overview.message]]\nkind = "shares"\nrelation = "sum"\nlead = "funds_state"\n'
        f"heading = {{ fi = {_text('{share} ' + HTML[1])}, en = {_text('{share} ' + HTML[1])} }}"
    )


def _places(number: int) -> list[str]:
    return [_GOALS[(number * _PLACES + at) % len(_GOALS)] for at in range(_PLACES)]


def _indicator(name: str, number: int, unit: str, more: str) -> str:
    area = "first" if number % 2 else "second"
    return (
        f'[indicator.{name}]\nservice_area = "{area}"\nkind = "flow"\nunit_measure = "{unit}"\n'
        f"name = {_words('name', number)}\nsource = {_words('source', number)}\n"
        f"owner = {_words('who', number % 3)}\n{more}"
    )


def desk(folder: Path, clock: Callable[[], dt.datetime] = lambda: NOW) -> Desk:
    """Give the desk of a club whose every name is a payload; nothing is published."""
    place = folder / "catalogue"
    place.mkdir(parents=True)
    (place / "all.toml").write_text("\n\n".join(_catalogue()), encoding="utf-8")
    settings = Settings(data=folder / "data", catalogue=place, sample=False)
    return office(settings, catalogue.load(place), clock)


def _sheet(headings: Sequence[str], rows: Sequence[Sequence[object]]) -> list[Sequence[object]]:
    return [headings, *rows]


def workbook(texts: Sequence[str] = TAKEN, period: str = "1-6/2025", value: int = 17) -> bytes:
    """Write the template's three sheets with a payload in every field that takes a text.

    The sheets' own names are payloads as well.
    """
    fields = ("indicator", "goal", "period", "value", "stands_at", "remark")
    figures = [
        (name, goal, period, value + number, named("at", at, texts), named("remark", at, texts))
        for number, name in enumerate(_plain_indicators())
        for at, goal in enumerate(_places(number), number * _PLACES)
    ]
    money = [
        (name, "", period, amount, named("at", 60 + amount, texts), "")
        for name, amount in zip(_MONEY, (9, 5, 3), strict=True)
    ]
    actions = [
        (
            f"{_GOALS[number % len(_GOALS)]}.{number}", period,
            "siirretty" if number % 2 else "kesken",
            named("until", number, texts) if number % 2 else "",
            named("evidence", number, texts), named("teller", number, texts),
        )
        for number in range(len(PAYLOADS))
    ]  # fmt: skip
    told = [
        (f"told{number % 5}", goal, period, "osittain", named("word", number * 10 + at, texts))
        for number in range(5)
        for at, goal in enumerate(_GOALS)
    ]
    return sheets_of(
        {
            "<img src=x onerror=__hit=1>": _sheet(
                [HEADINGS[one].fi for one in fields], [*figures, *money]
            ),
            "<svg onload=__hit=1>\u202eToimi": _sheet(
                [
                    ACTION_HEADINGS[one].fi
                    for one in ("action", "period", "state", "until", "evidence", "said_by")
                ],
                actions,
            ),
            "=1+1 'Sanoin": _sheet(
                [
                    IN_WORDS_HEADINGS[one].fi
                    for one in ("indicator", "goal", "period", "whole", "text")
                ],
                told,
            ),
        },
        book_options={"strings_to_formulas": False, "strings_to_urls": False},
    )


def refused_workbook() -> bytes:
    """Write rows whose every field holds a text that the door refuses, or that means nothing."""
    fields = ("indicator", "name", "goal", "period", "value", "unit", "status", "remark")
    odd = [
        ("n0", "", "1.1", "2025-S1", 1, "", "", named("remark", number, REFUSED))
        for number in range(len(REFUSED))
    ]
    for number, one in enumerate(PAYLOADS):
        good = ["n0", "", "1.1", "2025-S1", 1, "", "", ""]
        good[number % 7] = one
        odd.append(tuple(good))
    return sheets_of(
        {"Luvut": _sheet([HEADINGS[one].fi for one in fields], odd)},
        book_options={"strings_to_formulas": False, "strings_to_urls": False},
    )


def table() -> bytes:
    """Write a table kept by hand: its headings are nobody's, so each becomes a question."""
    heads = [one for one in PAYLOADS if len(one) <= 60]
    rows = [["Kuukausi", *heads]]
    rows += [[f"{month}/2025", *range(month, month + len(heads))] for month in range(1, 7)]
    return sheets_of(
        {"Taulukko": rows}, book_options={"strings_to_formulas": False, "strings_to_urls": False}
    )


BY = f"<img src=x onerror={_JS}> \u202eMaija"
REASON = f"[syy](https://{HOST}/p) =1+1"
WORDING = "\n".join(one.replace("\n", " ") for one in PAYLOADS)
VERSION_NAME = f"<svg onload={_JS}> ![x](https://{HOST}/q)"


def publish(made: Desk) -> None:
    """Publish the workbook, tell the goals' texts, correct a figure, and approve the report."""
    pipeline.publish([(f"kansio\\{FILE}", workbook())], made, by=BY, reason=REASON)
    texts = tuple(Wording(goal, parse(PERIOD), "fi", WORDING) for goal in _GOALS[:2])
    pipeline.edit(Told((), (), texts), made, by=BY)
    pipeline.publish([(FILE, workbook(value=18))], made, by=BY, reason=REASON)
    pipeline.freeze(parse(PERIOD), VERSION_NAME, made, by=BY)


def shown_in(fields: Sequence[str]) -> list[str]:
    """Give every text of the workbook in these fields as it should stand on a page."""
    made = {
        "remark": range(len(_plain_indicators()) * _PLACES),
        "at": range(len(_plain_indicators()) * _PLACES),
        "until": range(1, len(PAYLOADS), 2),
        "evidence": range(len(PAYLOADS)),
        "teller": range(len(PAYLOADS)),
        "word": range(50),
    }
    return [lettered(named(field, number, TAKEN)) for field in fields for number in made[field]]


def names_in(fields: Sequence[str], code: str = "fi") -> list[str]:
    """Give every text of the catalogue in these fields."""
    made = {
        "action": range(len(PAYLOADS)),
        "goal": range(2, 2 + len(_GOALS)),
        "name": range(len(_plain_indicators())),
        "area": (19, 20),
        "owner": (1,),
        "told": range(30, 35),
        "source": range(len(_plain_indicators())),
    }
    return [named(f"{field}-{code}", number) for field in fields for number in made[field]]
