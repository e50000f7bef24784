"""The words of headings that are no figure's name: totals, changes, targets, last year, notes.

Refuses to judge by a part of a word: "tavoite" is a target and "tavoitetut" are people reached.
"""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache

from kpi.readers.table.spellings import stamp_of


class Role(Enum):
    """What a heading makes of the figures under it."""

    PLAIN = "plain"
    TOTAL = "total"  # sums, means and other sums-up of the figures beside
    RUNNING = "running"  # sums since the beginning of the year
    CHANGE = "change"
    TARGET = "target"  # targets, budgets, forecasts: nothing that has happened
    ESTIMATE = "estimate"  # "arvio": a forecast, or what came true and was counted roughly
    EARLIER = "earlier"  # the figure of a year or a period before
    WINDOW = "window"  # the last 30 days
    REMARK = "remark"  # words, whatever stands there
    UNIT = "unit"


def _words(*alternatives: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(alternatives)})(?!\w)")


_TOTAL = _words(
    r"yhteensä", r"yht\.?", r"summa", r"kokonaissumma", r"loppusumma", r"välisumma", r"totals?",
    r"grand total", r"sum", r"subtotal", r"keskiarvo", r"ka\.?", r"keskim\.?", r"keskimäärin",
    r"mediaani", r"average", r"avg\.?", r"mean", r"median", r"minimi", r"maksimi", r"min\.?",
    r"max\.?", r"koko vuosi", r"vuosi yhteensä", r"whole year", r"full year", r"summarivi",
    r"kk-keskiarvo", r"kaikki yhteensä", r"koko vuoden", r"vuosisumma", r"k\.a\.?", r"totalt",
)  # fmt: skip
_RUNNING = _words(
    r"kumulatiivinen", r"kumulatiivisesti", r"kumulat\.?", r"kumul\.?", r"kum\.?", r"kertymä",
    r"kertynyt", r"ytd", r"year to date", r"vuoden alusta", r"alkuvuosi yhteensä", r"cumulative",
    r"running total", r"juokseva summa",
)  # fmt: skip
_CHANGE = _words(
    r"muutos", r"muutosprosentti", r"muutos-%", r"%-muutos", r"kasvu", r"kasvu-%",
    r"kasvuprosentti", r"change", r"poikkeama", r"tot\.?-?%",
    r"(?:toteuma|toteutuma|toteutumis|käyttö)-?%", r"toteutumis(?:aste|prosentti)", r"erotus",
    r"ero", r"difference", r"diff\.?", r"trendi", r"kehitys",
    r"sijoitus", r"sija", r"sijaluku", r"ranking", r"rank",
)  # fmt: skip
_SIGNS = re.compile(r"\+ ?/ ?[-−–]|±|[Δ∆]")
_TARGET = _words(
    r"\w*tavoite", r"tavoitteet", r"tavoitearvo", r"tavoitetaso", r"tav\.?", r"\w*budjetti",
    r"budj\.?", r"\w*talousarvio(?:esitys|ehdotus|kehys|muutos)?", r"\w*ennuste", r"enn\.?",
    r"(?:talous|käyttö)?suunnitelma", r"suunniteltu", r"suunn\.?", r"suun\.",
    # The audience that is aimed at, and the actions of a plan, are counted like others.
    r"targets?(?! (?:audiences?|groups?)(?!\w))", r"goals?", r"budget", r"forecast",
    r"plan(?! actions?(?!\w))", r"planned",
    # What municipalities shorten: the budget and its changes, the plan, the forecast of accounts.
    r"ta", r"tae", r"mta", r"lta", r"tpe", r"tavoitetila", r"ennakoitu",
    # Alone or before a year, for they are also a newspaper's name, a frame's and a picture's.
    r"(?:(?<!.)(?:ts|kehys|raami)(?!.)|(?:ts|kehys|raami)(?= (?:19|20|21)[0-9]{2}))",
)  # fmt: skip
_ESTIMATE = _words(r"arvio", r"arviot", r"arvioitu", r"arvioidut", r"estimate[sd]?")
_EARLIER = _words(
    r"edellinen(?: vuosi| kausi| kuukausi| kk| jakso)?", r"edellis\w*", r"edell\.?",
    r"edelli(?:sen|seen|sestä)", r"ed\.? ?(?:v|vuosi|vuoden|vuodesta|kausi|kk|tp)\.?", r"edv\.?",
    r"viime (?:vuosi|vuoden|vuonna|vuodesta|kausi|kuukausi|kk)", r"vertailu", r"vertailuluku",
    r"vertailuvuosi", r"vertailukausi", r"vertailuarvo", r"vertailutieto", r"vrt\.?",
    r"previous(?: year| period| month)?", r"last year", r"prior year", r"year ago",
    r"vuotta aiemmin", r"vuosi sitten", r"aiempi", r"aiemmin", r"vuosi aiemmin",
)  # fmt: skip
_WINDOW = re.compile(
    r"(?<!\w)(?:viimei\w+|last|latest|past|rolling|trailing|liukuva\w*|menneet)(?!\w)"
    r"|(?<!\w)[0-9]+[ -]?(?:days?|pv|pvä|päivää|päivän|vrk|d|vko|viikkoa|weeks?|kk|kuukautta"
    r"|months?)"
    r"(?:\.|:n)?(?: value| arvo)?$"
    r"|(?<!\w)[0-9]+ ?(?:kk|kuukauden):?n? (?:summa|liukuma|yhteensä)(?!\w)"
)
_REMARK = re.compile(
    r"(?:huom|huomio|huomiot|huomioita|huomioitavaa|huomautus|huomautukset|kommentti|kommentit"
    r"|lisätieto|lisätiedot|lisätietoja|lähde|lähteet|tietolähde|vastuuhenkilö|vastuu"
    r"|vastuutaho|omistaja|päivittäjä|selite|selitys|kuvaus|muuta|viite|linkki|notes?|remarks?"
    r"|comments?|source|tila|status|(?:pvm |viimeksi |tieto )?päivitetty|tarkistettu|kirjattu"
    r"|päivitys(?:pvm|päivä)?|(?:last )?updated)[.:!]?"
)
_UNIT_HEAD = re.compile(r"(?:mitta)?yksikkö|yks\.?|units?")
TIME_WORDS = re.compile(
    r"(?:kk|kuukausi|kuukaudet|kuu|month|months|vuosi|vuodet|v|year|years|år|kausi|jakso|ajankohta"
    r"|ajanjakso|aika|pvm|pv|päivä|päivämäärä|date|period|neljännes|vuosineljännes|kvartaali"
    r"|quarter|viikko|vko|week|vuosi ja kuukausi|vuosi/kk|kk/vuosi|raportointikausi|puolivuosi)"
    r"[.:]?"
)
"""Heads of the column or row in which the periods stand; never a figure's name."""
MONTH_WORDS = re.compile(r"(?:kk|kuukausi|kuukaudet)[.:]?")
"""Those of them under which "Elo" and "Kesä" are months even alone."""
WEEK_WORDS = re.compile(r"(?:viikko|vko|vk|week|viikon alku|week starting|week of)[.:]?")
"""Heads of a column in which a day stands for its week."""
_OF_NAMES = re.compile(
    r"(?:mittari|mittarit|indikaattori|indikaattorit|tunnusluku|tunnusluvut|muuttuja|nimike|nimi"
    r"|riviotsikot|sarakeotsikot|rivitunnisteet|saraketunnisteet|row labels|column labels"
    r"|otsikko|kohde|kohteet|asia|toiminto|indicator|metric|measure|name|item)[.:]?"
)
_OF_NUMBERS = re.compile(r"#|(?:n:o|nro|no|nr|numero|rivi|id)\.?:?")
_OF_VALUES = re.compile(
    r"(?:arvo|arvot|luku|luvut|määrä|määrät|lukumäärä|lkm|value|values|count|number|amount)[.:]?"
)
_UNITS = (
    r"kpl|hlö|hlöä|henk|henkilöä|henkeä|krt|kertaa|€|eur|euroa?|e|t€|t eur|teur|m€|meur|milj\. ?€"
    r"|1 ?000 ?€|1 ?000 euroa|tuhatta euroa|tuhatta|1 ?000|milj\.?|miljoonaa euroa|%|prosenttia"
    r"|‰|h|tuntia|min|km|kg|tn|kwh|mwh|gwh|m2|m²|m3|m³|htv|pv|pcs|persons|käyntiä|kävijää|lainaa"
)
_UNIT = re.compile(rf"[(\[](?P<a>{_UNITS})\.?[)\]]|[,/] ?(?P<b>{_UNITS})\.?$|^(?P<c>{_UNITS})\.?$")
# "EU-osuus (80 %)" is money.
_SHARE = re.compile(r"(?:^|(?<![0-9])\s|[(,-])%(?:$|[\s),-])")
_LONE_SHARE = re.compile(r"%|%-osuus|osuus(?:[ ,-]*\(?%\)?)?|prosenttia|share")
_NOTE = re.compile(
    r"\*|†|‡|[¹²³⁴⁵]|[0-9]\) ?\D|\([0-9]\)|(?:huom|huomio|huomautus|lähde|lähteet|tietolähde|source"
    r"|note|notes|päivitetty|tulostettu|laadittu|laatija|laatinut|tiedot|luvut|sisältää|ei sisällä"
    r"|ks|katso|yhteyshenkilö|lisätieto|lisätietoja|lisätiedot|versio|puhelin|puh|sähköposti"
    r"|kirjannut|tarkistettu|tarkastettu|tilanne|updated|printed|version|haettu|poimittu)(?!\w)"
)
OTHER_YEAR = _words(
    r"päivitetty", r"tilanne", r"tulostettu", r"haettu", r"poimittu", r"tarkistettu", r"laadittu",
    r"perustettu", r"avattu", r"vuodesta", r"alkaen", r"since", r"founded", r"updated",
    r"vertailu\w*", r"verrattuna", r"perusvuosi", r"lähtötaso", r"kokous", r"pöytäkirja", r"liite",
)  # fmt: skip
"""Words in a title that make its year another than that of the figures: "perustettu 1998"."""
_FILLING = re.compile(
    r"ja|sekä|kaikki|kaikkien|koko|vuosi|vuoden|vuodesta|vuoteen|edelliseen|verrattuna|kpl|eur|euro"
    r"|euroa|kk|kuukausi|prosentti|prosenttia|prosentteina|yhteensä|from|vs|of|the|year|earlier"
    r"|period|kuukaudessa|kuussa|per|lukumäärä|määrä|kuukaudet|alkuvuosi|hlö|käyntiä|all|luvut"
    r"|taso|arvo"
)
ACTUAL = re.compile(r"toteuma|tot\.?|toteutunut|toteutuma|toteutumat|tp|tilinpäätös|actual")
"""Words beside a period that say that its figures have come true."""
_GLUED = re.compile(
    r"(?<!\w)(?P<w>tp|tot|toteuma|ta|tae|mta|lta|ts|tpe)(?=(?:19|20|21)[0-9]{2}(?!\w))", re.I
)
_TOKEN = re.compile(r"[^\W\d_]+")
# The order matters: "Kumulatiivinen tavoite" is a target, "Muutos ed. vuodesta" a change.
_ROLES = (
    (Role.TARGET, _TARGET),
    (Role.CHANGE, _CHANGE),
    (Role.CHANGE, _SIGNS),
    (Role.RUNNING, _RUNNING),
    (Role.EARLIER, _EARLIER),
    (Role.WINDOW, _WINDOW),
    (Role.ESTIMATE, _ESTIMATE),
    (Role.TOTAL, _TOTAL),
)
PLANS = frozenset({Role.TARGET, Role.ESTIMATE})
"""What may not have come true."""
_ANYWAY = frozenset({Role.TARGET, Role.RUNNING, Role.EARLIER, Role.WINDOW})


def parted(text: str) -> str:
    """Part the year from the usual short words that it is glued to: "TP2023"."""
    return _GLUED.sub(r"\g<w> ", text)


@lru_cache(maxsize=8192)
def role_of(text: str) -> Role:
    """Give what a heading says of its figures; ``text`` is folded."""
    plain = parted(text.casefold())
    if _REMARK.fullmatch(plain):
        return Role.REMARK
    if _UNIT_HEAD.fullmatch(plain):
        return Role.UNIT
    return next((role for role, pattern in _ROLES if pattern.search(plain)), Role.PLAIN)


@lru_cache(maxsize=8192)
def names_something(text: str) -> bool:
    """Say whether a heading has words of its own besides those of its role."""
    plain = parted(text.casefold())
    for _, pattern in _ROLES:
        plain = pattern.sub(" ", plain)
    if stamp_of(" ".join(plain.split())) is not None:
        return False
    return any(not _FILLING.fullmatch(word) for word in _TOKEN.findall(plain))


def left_out(text: str, *, of_time: bool) -> Role | None:
    """Give the role for which figures under a heading are not told; None when they are.

    Among the headings of time ("tammi", "helmi", "Menot yhteensä", "%") nothing of a role is told.
    Among names, a total, a change or an estimate with words of its own is a figure's name.
    """
    role = role_of(text)
    if of_time and _LONE_SHARE.fullmatch(text.casefold()):
        return Role.CHANGE
    if role in (Role.PLAIN, Role.UNIT):
        return None
    if role is Role.REMARK or of_time or role in _ANYWAY:
        return role
    return None if names_something(text) else role


def is_remark(text: str) -> bool:
    """Say whether a heading is one of remarks: "Huom.", "Lähde"."""
    return role_of(text) is Role.REMARK


def is_time_word(text: str) -> bool:
    """Say whether a heading only says that periods stand under or beside it."""
    return bool(TIME_WORDS.fullmatch(text.casefold()))


def is_row_number(text: str) -> bool:
    """Say whether a word heads the numbers of the rows: "Nro", "#"."""
    return bool(_OF_NUMBERS.fullmatch(text.casefold()))


def is_generic(text: str) -> bool:
    """Say whether a heading names no figure: "Mittari", "Arvo", "Kuukausi"."""
    return is_corner(text) or bool(_OF_VALUES.fullmatch(text.casefold()))


def is_corner(text: str) -> bool:
    """Say whether a word heads names or periods, so that no figures stand beside it."""
    return bool(_OF_NAMES.fullmatch(text.casefold())) or is_time_word(text)


@lru_cache(maxsize=8192)
def unit_of(text: str) -> str:
    """Give the unit that a heading states: "Kävijät (kpl)" is kpl."""
    found = _UNIT.search(text.casefold())
    if found:
        said = found["a"] or found["b"] or found["c"]
        start = found.start("abc"[[found["a"], found["b"], found["c"]].index(said)])
        return text[start : start + len(said)]
    return "%" if _SHARE.search(text) else ""


def is_unit(text: str) -> bool:
    """Say whether a text is a unit and nothing else."""
    return bool(re.fullmatch(rf"[(\[]?(?:{_UNITS})\.?[)\]]?", text.casefold()))


def is_note(text: str) -> bool:
    """Say whether a text under or over a table is a note and no heading."""
    return (
        bool(_NOTE.match(text.casefold()))
        or len(text) > 80
        or (text.endswith((".", "!")) and text.count(" ") > 2)
    )
