"""What personal data looks like: the headings above it and the marks in the values themselves.

Refuses to take "Nimi" or "Name" for a person's on its own word: in these files it is a
municipality's or an indicator's name far more often, so what stands below has to look like people.
Refuses to guess from a value what only its heading can tell.
"""

from __future__ import annotations

import re
from enum import StrEnum

from kpi.readers import people
from kpi.readers.cells import Raw
from kpi.readers.numbers import NO_FIGURE, Number, fold, read_number


class Sort(StrEnum):
    """What sort of personal data stands in a column or a cell."""

    NAME = "name"
    PERSON = "person"  # a name under a heading that may be of anything: "Nimi", "Asiakas"
    ADDRESS = "address"  # of e-mail
    PHONE = "phone"
    CODE = "code"  # a personal identity code
    ID = "id"  # of a user, a client, a device, or what else tells one person from another
    LINK = "link"  # an address of a page with a click's own id


_HEADINGS: dict[Sort, str] = {
    Sort.NAME: """
        etunimi, etunimet, sukunimi, kutsumanimi, koko nimi, henkilön nimi, asiakkaan nimi,
        tilaajan nimi, vastaanottajan nimi, vastaajan nimi, osallistujan nimi, yhteyshenkilön nimi,
        vastuuhenkilön nimi, yhteyshenkilö, vastuuhenkilö, laatija, laatinut, ilmoittaja,
        kirjoittaja, julkaissut, kirjaaja, tallentaja, täyttäjä, päivittäjä, käsittelijä,
        muokkaaja, viimeksi muokannut, kirjasi, laati, syötti, tallensi, tarkasti, hyväksyi,
        syöttäjä, tarkastaja, hyväksyjä, lähettäjä, sender, sender name, sent by, from name,
        prepared by, checked by, approved by, modified by, last modified by, updated by, entered by,
        submitted by, etu- ja sukunimi, tekijän nimi, käyttäjänimi, first name, last name,
        given name, family name, middle name, surname, full name, person name, contact name,
        customer name,
        subscriber name, recipient name, participant name, respondent name, contact person,
        responsible person, posted by, published by, created by, author, author name, username,
        user name, account username, screen name, förnamn, efternamn, kontaktperson,
        from name, sender name, lähettäjän nimi, luonut, luoja, kommentoija, kommentoijan nimi,
        commenter, commenter name,
        publicado por, publicada por, publié par, gepostet von, apellidos, apellido
    """,
    Sort.ADDRESS: """
        sähköposti, sähköpostiosoite, s-posti, e-mail, email, mail, email address, e-mail address,
        mail address, contact email, recipient email, user email, subscriber email, recipient,
        from email, from address, sender email, sender address, reply to, reply to email,
        lähettäjän sähköposti, lähettäjän osoite, vastausosoite,
        vastaanottaja, subscriber, tilaaja, e-post, e-postadress, correo electrónico
    """,
    Sort.PHONE: """
        puhelin, puhelinnumero, puh, puhnro, gsm, gsm numero, matkapuhelin, kännykkä, phone,
        phone number, mobile, mobile number, mobile phone, cell phone, telephone, telephone number,
        tel, telefon, telefonnummer, mobiltelefon, sms phone number
    """,
    Sort.CODE: """
        henkilötunnus, hetu, sotu, sosiaaliturvatunnus, syntymäaika, henkilönumero,
        personal identity code, personal id, personal id code, social security number, ssn,
        date of birth, birth date, birthdate, birthday, personbeteckning, personnummer
    """,
    Sort.ID: """
        käyttäjätunnus, käyttäjän tunnus, käyttäjä-id, käyttäjän id, asiakastunnus, asiakas-id,
        asiakasnumero, kävijätunnus, kävijän tunnus, kävijän id, laitetunnus, jäsennumero,
        user id, effective user id, client id, customer id, visitor id, member id, subscriber id,
        contact id, recipient id, device id, app instance id, employee id, cookie id, profile id,
        advertising id, ip, ip address, ip-osoite, visit ip, visitor ip, optin ip, confirm ip,
        signup ip, kotiosoite, home address, leid, euid, fbclid, gclid, msclkid, användar-id
    """,
}
# What may be a person's or anything's; the cells below tell.
_OF_ANYTHING = """
    nimi, name, namn, nimet, names, kuka, who, henkilö, henkilöt, person, persons, asiakas,
    asiakkaat, asiakasnimi, customer, customers, client, clients, kund, osallistuja, osallistujat,
    participant, participants, deltagare, attendee, attendees, hakija, hakijat, applicant,
    ilmoittautunut, ilmoittautuja, vastaaja, vastaajat, respondent, jäsen, jäsenet, member, members,
    medlem, työntekijä, työntekijät, employee, employees, vapaaehtoinen, vapaaehtoiset, volunteer,
    opiskelija, opiskelijat, oppilas, oppilaat, student, students, kävijä, vieras, guest, contact,
    contacts, yhteystieto, yrittäjä, yrittäjät, entrepreneur, omistaja, owner, tekijä, ohjaaja,
    opettaja, teacher, neuvoja, neuvojat, yritysneuvoja, yritysneuvojat, asiantuntija, kouluttaja,
    advisor, adviser, vastuuhlö, yhteyshlö, käyttäjä, user, tilaaja, tilaajat, vastaanottaja,
    vastaanottajat, subscriber, subscribers, recipient, recipients, lähettäjä, lähettäjät,
    sender, from, avsändare
"""
# Of those, what is said of people and of nothing else.
_OF_PEOPLE = """
    henkilö, henkilöt, person, persons, osallistuja, osallistujat, participant, participants,
    deltagare, attendee, attendees, hakija, hakijat, applicant, ilmoittautunut, ilmoittautuja,
    vastaaja, vastaajat, respondent, työntekijä, työntekijät, employee, employees, vapaaehtoinen,
    vapaaehtoiset, volunteer, opiskelija, opiskelijat, oppilas, oppilaat, student, students,
    ohjaaja, opettaja, teacher, neuvoja, neuvojat, yritysneuvoja, yritysneuvojat, asiantuntija,
    kouluttaja, vastuuhlö, yhteyshlö
"""
_ONLY_LETTERS = re.compile(r"[\W_]+")
# Whose it is, and several in one column: "Yhteyshenkilön puhelin", "Nimi ja sähköposti".
_WHOSE = re.compile(
    r"^(?:yhteyshenkilön|vastuuhenkilön|asiakkaan|tilaajan|vastaanottajan|vastaajan|osallistujan"
    r"|henkilön|työ|koti|contact|customer|subscriber|recipient|respondent|participant|user|work)"
)
_SEVERAL = re.compile(r"[,;/&+]|\sja\s|\sand\s|\soch\s", re.IGNORECASE)
# What a heading begins with, by which most other texts are passed over.
_TOLD_BY = 3
_BRACKETED = re.compile(r"\s*[(\[][^)\]]*[)\]]\s*$")
_LONGEST_HEADING = 40


def _key(text: str) -> str:
    """Give what is compared: "E-mail address", "email_address" and "emailAddress" are one."""
    return _ONLY_LETTERS.sub("", text).casefold()


_SORTS = {
    _key(phrase): sort for sort, said in _HEADINGS.items() for phrase in fold(said).split(",")
}
_ASKED = """
    yhteyshenkilö, vastuuhenkilö, laatija, laatinut, ilmoittaja, kirjoittaja, julkaissut,
    kontaktperson, contact person, contact name, responsible person, created by,
    published by, author
"""
_QUESTIONS = frozenset(map(_key, _ASKED.split(",")))
_PERHAPS = frozenset(map(_key, fold(_OF_ANYTHING).split(",")))
_CERTAIN = frozenset(map(_key, fold(_OF_PEOPLE).split(",")))
_STARTS = frozenset(one[:3] for one in _PERHAPS)
_ANY_NAME = frozenset(map(_key, ("nimi", "name", "namn", "titteli", "title", "rooli", "role")))
_HEADS = frozenset(
    one[:_TOLD_BY] for one in (*_SORTS, *_ANY_NAME, *re.findall(r"[^\W\d_]+", _WHOSE.pattern[4:-1]))
)
_TOTAL = re.compile(r"(yht|summa|kaikki|total|sum\b|grand total|keskiarvo|ka\b|average|mean)", re.I)

# An address ends in letters ("20@1.50" is a price), and what stands before @ begins a word.
_EMAIL = re.compile(
    r"(?<![\w.%+-])[\w.%+-]{1,200}?(?:@|%40|\s?[(\[](?:at|ät)[)\]]\s?)"
    r"(?:[^\W_](?:[\w-]{0,62})\.){1,8}[^\W\d_]{2,24}(?![^\W_])"
)
_CODE = re.compile(
    r"(?<![^\W_])(\d{6})[-+\u2212\u2013A-FU-Y](\d{3})([0-9A-FHJ-NPR-Y])(?![^\W_])", re.IGNORECASE
)
_CHECK = "0123456789ABCDEFHJKLMNPRSTUVWXY"
_CLICK = re.compile(
    r"([?&;#]|%3F|%26)(?:fbclid|gclid|dclid|gbraid|wbraid|msclkid|ttclid|twclid|yclid|igshid|igsh"
    r"|li_fat_id|mc_eid|mkt_tok|_hsenc|_hsmi|vero_id|epik|rdt_cid|sccid|_ga|_gl)"
    r"(?:=|%3D)[^&#\s\"';,%]+",
    re.IGNORECASE,
)
_HINT = re.compile(
    r"@|%40|[(\[](?:at|ät)[)\]]|clk?id|braid|igsh|_ga|_gl|_hs|mkt_tok|mc_eid|li_fat|vero_id|epik"
    r"|rdt_cid|\d{6}[^\s\d]\d{3}",
    re.IGNORECASE,
)
_A_DIGIT = re.compile(r"\d")
# A number to call in a sentence: "puh. 040 123 4567", "+358 40 1234567".
CALLED = re.compile(
    r"(?<!\w)(?:(?:puh(?:elin)?|p|gsm|tel|matkapuh(?:elin)?|phone)\.?:? ?(?:\+|0)|\+358 ?)"
    r"\d[\d \u00a0()-]{5,14}\d",
    re.IGNORECASE,
)
# Who made it, in one cell: "Laatija: …".
_LABELLED = re.compile(
    r"^\s*([^\W\d_][^:\n]{2,39}?)\s*:\s*([^\n]*[^\W\d_]{2}[^\n]*)$", re.MULTILINE
)
_DATED = re.compile(r"(?:\d{1,2}\.\d{1,2}\.)?(?:19|20|21)\d\d")
_PHONE = re.compile(r"\+?[\d\s().\-\u2013/]+")
_LEAST_PHONE, _MOST_PHONE, _LEAST_TYPED = 6, 15, 7
# What a text is made of where taking a cell out would break more than a cell.
_STRUCTURE = re.compile(r"[{}=]|\"\s*[:;,]|^\s*\"|\"\s*$")
_PIECES = re.compile(r"\s*(?:[;,()|\n]|\s[-\u2013\u2014]\s|\.\s|:\s)\s*")
_YEAR = re.compile(r"(?<!\d)(?:19|20|21)\d\d(?!\d)")


def heading(text: str) -> Sort | None:
    """Say what sort of personal data a heading announces; None for any other heading."""
    if len(text) > _LONGEST_HEADING or text[-1:].isdigit():  # most texts are found out at once
        return None
    start = text[:_TOLD_BY]
    if start.isascii() and start.isalpha() and start.casefold() not in _HEADS:
        return None
    words = _BRACKETED.sub("", fold(text))
    whole = _sort(words)
    if whole is not None:
        return whole
    parts = [_key(part) for part in _SEVERAL.split(words)]
    sorts = [_sort(part) for part in parts if part not in _ANY_NAME]
    return sorts[0] if sorts and len(parts) > 1 and None not in sorts else None


def perhaps(text: str) -> bool:
    """Say whether a heading may be one of people's names: "Nimi", "Nimi / Name", "Asiakas"."""
    if len(text) > _LONGEST_HEADING or text.lstrip()[:3].casefold() not in _STARTS:
        return False
    words = _BRACKETED.sub("", fold(text)).rstrip(":* ")
    return all(_key(part) in _PERHAPS for part in _SEVERAL.split(words))


def of_people(text: str) -> bool:
    """Say whether a heading is of people and of nothing else: "Osallistujat", not "Nimi"."""
    return _key(_BRACKETED.sub("", fold(text))) in _CERTAIN


def _sort(words: str) -> Sort | None:
    key = _key(words)
    return _SORTS.get(key) or _SORTS.get(_WHOSE.sub("", key))


def is_question(text: str) -> bool:
    """Say whether a heading of names is also what a form asks for: who made it, whom to ask."""
    return _key(fold(text)) in _QUESTIONS


def is_label(text: str) -> bool:
    """Say whether a text is a heading of persons, or the label of a total, and nobody's data."""
    folded = fold(text)
    return heading(text) is not None or _key(folded) in _ANY_NAME or bool(_TOTAL.match(folded))


def value(text: str) -> Sort | None:
    """Say what a text has in it that is personal whatever its heading says; None for nothing."""
    if not is_telling(text):
        return None
    if _EMAIL.search(text):
        return Sort.ADDRESS
    if _CLICK.search(text):
        return Sort.LINK
    if any(map(_is_code, _CODE.finditer(text))):
        return Sort.CODE
    if CALLED.search(text):
        return Sort.PHONE
    return Sort.NAME if _unnamed(text) != text else None


def is_telling(text: str) -> bool:
    """Say whether a text, or many joined to one, is worth a closer look. Quick."""
    hints = (_HINT.search, CALLED.search, _LABELLED.search, people.may_name)
    return any(found(text) for found in hints)


def _is_code(found: re.Match[str]) -> bool:
    """Check a personal identity code: a day of a month, and the check character by 31."""
    date, number, check = found[1], found[2], found[3].upper()
    day, month = int(date[:2]), int(date[2:4])
    return 1 <= day <= 31 and 1 <= month <= 12 and _CHECK[int(date + number) % len(_CHECK)] == check


def rest(text: str) -> str:
    """Give what may stay of a text that has something personal in it; mostly nothing.

    A page's address loses the click's id only. Of a title or a note the piece that tells the year
    stays, since figures hang on it. Where the text is code, the personal part alone is cut out.
    """
    left = cut(text)
    sort = value(text)
    if sort is Sort.LINK or _STRUCTURE.search(left):
        return left
    if sort in {Sort.NAME, Sort.PHONE}:
        return " ".join(_unnamed(CALLED.sub("", left)).split()).strip(" ,;/-\u2013\u2014")
    pieces = [one for one in _PIECES.split(text) if _YEAR.search(one) and value(one) is None]
    return " \u2013 ".join(pieces)


def _unnamed(text: str) -> str:
    """Cut names out of a text: who made it, and a given name beside a surname among other words."""
    return people.without_names(_LABELLED.sub(_of_whom, text))


def _of_whom(found: re.Match[str]) -> str:
    if heading(found[1]) is not Sort.NAME:
        return found[0]
    return " ".join([f"{found[1]}:", *_DATED.findall(found[2])])


def cut(text: str) -> str:
    """Cut addresses, personal identity codes and clicks' ids out of a text, and nothing else."""
    left = _CLICK.sub(r"\1", _EMAIL.sub("", text))
    return _CODE.sub(lambda found: "" if _is_code(found) else found[0], left)


def is_number(raw: Raw) -> bool:
    """Say whether a cell is a number, or says that there is none."""
    if isinstance(raw, str) and not _A_DIGIT.search(raw):
        return fold(raw).casefold() in NO_FIGURE
    return isinstance(read_number(raw), Number | None)


def is_phone(raw: Raw) -> bool:
    """Say whether a cell under a heading of phones is a phone number, typed or as text.

    A count of calls is shorter. A spreadsheet drops the zero that a number begins with.
    """
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        digits = str(int(raw)) if raw % 1 == 0 else ""
        return _LEAST_TYPED <= len(digits) <= _MOST_PHONE
    if not isinstance(raw, str):
        return False
    text = fold(raw)
    digits = re.sub(r"\D", "", text)
    least = _LEAST_PHONE if text[:1] in {"+", "0", "("} else _LEAST_TYPED
    return least <= len(digits) <= _MOST_PHONE and bool(_PHONE.fullmatch(text))
