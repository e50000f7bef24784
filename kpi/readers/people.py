"""Whether words are people's names: "Maija Virtanen", and not "Suomen Kuvalehti".

Refuses to take two capitalised words for a person: one of them has to be a given name that many
have, and none a word that buildings, papers and projects are called by.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from enum import Enum

from kpi.readers.numbers import fold

_COMMON = """
    maria helena johanna anneli kaarina marjatta anna liisa annikki hannele kristiina elina eeva
    tuulikki maarit katariina sofia susanna leena emilia elisabet elisabeth tellervo anne sari
    tuula päivi ritva pirjo pirkko minna irma marja seija raija hanna tiina satu laura jaana
    anja kirsi heidi riitta eila merja mari irja aino sirpa outi eija mervi paula arja ulla
    niina terttu maija marjo eveliina anni heli katja sanna nina teija tarja hilkka jenni kati
    taina kaija virpi marika ida iida emma inka noora saara veera jonna jenna reetta roosa essi
    milla mia piia pia aila aira airi aune vieno sylvi sirkka saimi rauha rauni raili orvokki
    olga nelli mirja mirjami mila lyyli lotta lilja lempi kyllikki kerttu julia iris ilona hilma
    helmi helvi elsa ellen ella eine eevi aleksandra aada venla linnea oona pinja ronja vilma
    viivi senja taimi annika annukka auli birgit camilla carita christina hillevi inkeri janika
    janina juulia kaisa karoliina katri krista leea leila lea maaret maiju maikki margit
    margareta marianne marita marjaana marjut marketta martta matleena meri miia miina milja
    mirka mona monika netta oili pauliina petra pilvi raisa rea reija riikka riina rita saija
    salla salme sara silja sini sinikka siiri sisko sirkku sonja suvi taru tea terhi tiia titta
    tuija tuuli tytti ursula valma vappu veronika vuokko juhani johannes olavi antero tapani
    kalevi tapio matti mikael ilmari petteri pekka antti kalle jari mika juha timo mikko heikki
    jukka kari jorma hannu markku ari seppo pertti pasi marko janne ville sami esa harri petri
    tommi teemu jussi tuomas jaakko erkki raimo veikko risto eero lauri tomi toni tero jarmo
    ilkka vesa tuomo juho arto arttu aleksi aleksanteri eino toivo väinö oskari onni elias eetu
    joni joonas niko niklas otto paavo pauli pentti reijo reino reima rauno rami rasmus roope
    sakari samuel samuli santeri santtu sauli simo sulo taisto taneli tauno teppo topi urho unto
    urpo uuno valtteri veli verneri vilho viljami viljo yrjö aapo aarne aaro aatu ahti aki aku
    allan anton anssi armas arvo asko atte aulis einari elmeri ensio erik erno hans harry
    hermanni iiro iisakki ismo jaska jere jesse jimi joel johan jonne jouko jouni juhana juuso
    jyrki kai kaarlo kauko keijo kimmo kim konsta kristian kristo kullervo kyösti lasse lassi
    lari leevi leo leif luukas manu martti matias mauno mauri max miika miikka miro miska
    nestori niilo nikolas olli oiva olof osmo ossi patrik perttu raine raino rainer rolf sampo
    sebastian severi sten stig taavi tatu teijo terho tom torsti turo tuure uolevi valdemar
    veijo ann-christin carl karl lars nils per sven anders bengt björn göran gunnar gustav håkan
    henrik ingmar jan jens jonas kjell klaus kurt mats magnus mårten oskar ove peter ralf robert
    roger stefan thomas tor ulf viktor åke annette astrid barbro birgitta brita carina cecilia
    ebba elin eva frida gerd greta gun gunilla hedvig ingrid inger karin kerstin kristina lena
    linda lisbeth märta marie mikaela pernilla siv solveig susann sofie therese tove ulrika
    viveca yvonne james john michael william david richard joseph charles daniel matthew anthony
    mark paul steven andrew kenneth george edward brian kevin jason mary patricia jennifer
    elizabeth barbara susan jessica sarah karen nancy lisa margaret sandra ashley kimberly emily
    donna michelle carol amanda melissa deborah stephanie rebecca sharon cynthia kathleen amy
    angela alice jane kate ivan sergei dmitri natalia tatiana irina svetlana elena ahmed mohamed
    muhammad ali fatima hassan ibrahim omar yusuf nguyen jose juan luis carlos ana lucia
"""
_GIVEN = frozenset(_COMMON.split())
# A surname's ending that says something only beside a given name or an initial: places have it.
_SURNAME = re.compile(r"\w{2,}(?:nen|sson|ström|berg|mäki|niemi)")
_NO_SURNAME = re.compile(
    r"\w*(?:talot?|areena|säätiö|seura|keskus|koulu|opisto|kirjasto|museo|halli|katu|puisto|hanke"
    r"|projekti|festivaalit?|messut|lehti|sanomat|päivät?|viikot?|viikko|tapahtumat?|palvelut?"
    r"|klubi|konsertti|kilpailu|juhlat?|kunta|kaupunki|seurakunta|yhdistys|osuuskunta|lukio|pankki"
    r"|kauppa|kahvila|ravintola|hotelli|teatteri|galleria|näyttely|kampanja|verkosto|ryhmä|tiimi)"
    r"|oy|oyj|ry|ab|ky|tmi|rf|ltd|inc|gmbh|group|team|media|news|folk|festival|fest|cup|open|center"
    r"|centre|arena|hall|house|school|park|street|cafe|café|bar|shop|store|studio|project|campaign"
    r"|newsletter|blog|page|app|ads|stories|tour|live|show|gold|city|town|county|island|club"
)
_WORD = re.compile(r"[^\W\d_a-zåäöéüøæ][^\W\d_]+(?:-[^\W\d_]{2,})?|[^\W\d_a-zåäö]\.", re.UNICODE)
# A given name and a surname as they stand among other words, in either order.
_CAPITAL = r"[A-ZÅÄÖÉÜ][a-zåäöéü]+(?:-[A-ZÅÄÖ][a-zåäöéü]+)?"
_ENDED = r"[A-ZÅÄÖ][a-zåäöéü]*(?:nen|sson|ström|berg|mäki|niemi)(?:-[A-ZÅÄÖ][a-zåäöéü]+)?"
_AMONG = re.compile(
    rf"(?<![\w-])(?:((?:{_CAPITAL} ){{1,3}})({_ENDED})|({_ENDED}), ({_CAPITAL}))(?![\w-])"
)
# A given name and the short name of February.
_A_MONTH = "helmi"
_ENDS_SO = re.compile(rf"(?<![\w-]){_ENDED}(?![\w-])")
_PARTICLES = frozenset({"von", "af", "de", "van", "der", "da", "di"})
_LEAST_WORDS, _MOST_WORDS, _LEAST_SURE = 2, 4, 3


class Verdict(Enum):
    """What a column's words are."""

    NAMES = "names"
    SOME = "some"  # a few names among other words
    NONE = "none"


def is_name(text: str) -> bool:
    """Say whether a text is one person's name, given name and surname in either order."""
    words = _words(text)
    if not words:
        return False
    initial = words[0].endswith(".") and _SURNAME.fullmatch(words[-1]) is not None
    return initial or any(one in _GIVEN or one.split("-")[0] in _GIVEN for one in words)


def has_shape(text: str) -> bool:
    """Say whether a text has the shape of a name, known or not."""
    return bool(_words(text))


def _words(text: str) -> list[str]:
    """Give the words of what has the shape of a name; none of anything else."""
    words = [one for one in fold(text).replace(",", " ").split() if one not in _PARTICLES]
    if not _LEAST_WORDS <= len(words) <= _MOST_WORDS or not all(map(_WORD.fullmatch, words)):
        return []
    plain = [one.casefold() for one in words]
    return [] if any(map(_NO_SURNAME.fullmatch, plain)) else plain


def may_name(text: str) -> bool:
    """Say whether a text, or many joined to one, has a word that ends as surnames do. Quick."""
    return _ENDS_SO.search(text) is not None


def without_names(text: str) -> str:
    """Cut people's names out of a text that says something else, too; else it stays as it is.

    A known given name stands beside a surname's ending: "Maija Virtanen kirjasi" loses two words.
    """
    left = _AMONG.sub(_left, text)
    return left if left == text or re.search(r"[^\W\d_]{2}", left) else text


def _left(found: re.Match[str]) -> str:
    before, after = found[1], found[4]
    if after is not None:
        return "" if _is_given(after) else found[0]
    words = before.split()
    first = next((number for number, one in enumerate(words) if _is_given(one)), -1)
    return found[0] if first < 0 else "".join(f"{one} " for one in words[:first])


def _is_given(word: str) -> bool:
    return word.casefold() != _A_MONTH and word.split("-")[0].casefold() in _GIVEN


def verdict(texts: Collection[str], *, certain: bool = False) -> Verdict:
    """Say whether a column's words are names; of one or two, one has to be so beyond doubt.

    Half of them have known names, and most have the shape of one: others come from afar. Given
    names alone are names where hardly anything else is there.

    Args:
        texts: the words of the column.
        certain: the heading is of people and of nothing else, so that the shape is enough.
    """
    given = {one.casefold() for one in texts if fold(one).casefold() in _GIVEN}
    alone = sum(one.casefold() in given for one in texts)
    if len(given) >= _LEAST_SURE and 5 * alone >= 4 * len(texts):
        return Verdict.NAMES
    if certain and texts and all(_words(one) or one.casefold() in given for one in texts):
        return Verdict.NAMES
    names = [one for one in texts if is_name(one)]
    if not names:
        return Verdict.NONE
    shaped = [one for one in texts if _words(one)]
    if 2 * len(names) < len(texts) or 3 * len(shaped) < 2 * len(texts):
        return Verdict.SOME
    sure = len(set(names)) >= _LEAST_SURE or any(map(_has_surname, names))
    return Verdict.NAMES if sure else Verdict.SOME


def _has_surname(name: str) -> bool:
    return any(map(_SURNAME.fullmatch, _words(name)))
