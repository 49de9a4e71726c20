"""How somebody is reached: phones and e-mail addresses, printed in full or as a pattern."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final, NamedTuple

import phonenumbers

AT: Final = (
    r"\s?(?:@|\(\s?(?:at|ät|a|@|miukumauku)\s?\)|\[\s?(?:at|ät|a|@)\s?\]|\{\s?at\s?\}|<\s?at\s?>"
    r"|_at_|\sat\s)\s?"
)
DOT: Final = r"(?:\.|\s?[(\[](?:dot|piste)[)\]]\s?)"
DOMAIN: Final = rf"(?P<domain>[\w-]+(?:{DOT}[a-z0-9-]+)+|[A-Z0-9-]+(?:\.[A-Z0-9-]+)+)"
EMAIL: Final = re.compile(rf"(?<![\w.+-])(?P<local>[\w+'-]+(?:{DOT}[\w+'-]+){{0,5}}){AT}{DOMAIN}")
GIVEN: Final = r"etu-?\s?nimi|firstname|first\.?name|given\.?name|förnamn"
SURNAME: Final = r"suku-?\s?nimi|lastname|last\.?name|surname|efternamn"
PATTERN: Final = re.compile(
    rf"(?<!\w)(?P<first>{GIVEN}|{SURNAME})\s?(?P<stop>[._-]?)\s?(?P<second>{SURNAME}|{GIVEN})"
    rf"{AT}{DOMAIN}",
    re.IGNORECASE,
)
NAME: Final = ("nimi", "name", "namn")
"""A pattern has one of these words; looking for them first is faster."""
IS_SURNAME: Final = re.compile(SURNAME, re.IGNORECASE)
WRITTEN_DOT: Final = re.compile(DOT)
TAIL: Final = re.compile(r"\.[A-Za-z]{2,24}$")
DIGITS: Final = re.compile(r"(?:\d\D{0,3}){6}")
FAX: Final = re.compile(r"\b(?:fax|faksi|telefax|telekopio)\.?\s?:?\s?$", re.IGNORECASE)
BUSINESS_ID: Final = re.compile(r"(?<!\d)\d{7}-\d(?!\d)")
LOCAL_NUMBER: Final = re.compile(
    r"\b(?:p|puh|puhelin|gsm|tel)\b\.?\s?:?\s?\d[\d\s-]{4,}\d", re.IGNORECASE
)

LETTERS: Final = str.maketrans(
    {"ø": "o", "æ": "ae", "ß": "ss", "ł": "l", "đ": "d", "ð": "d", "þ": "th"}
)


class Reach(NamedTuple):
    """A way to reach somebody: where in the text it stands, of which kind, and what it is.

    *kind* is phone (*value* in E.164), email (a bare address), pattern (an address with
    ``{given}`` and ``{surname}`` for the names), or none: a fax number, a business identity, a
    number without its area code; then *value* says which.
    """

    start: int
    end: int
    kind: str
    value: str


def find_reach(text: str, country: str) -> list[Reach]:
    """The phones, addresses and patterns in *text*, in order; *country* tells national numbers."""
    found = [*_patterns(text)]
    found += [*_emails(_masked(text, found))]
    found += [*_business_ids(_masked(text, found))]
    found += [*_phones(_masked(text, found), country)]
    found += [*_local_numbers(_masked(text, found))]
    return sorted(found)


def derived(pattern: str, given: str, surname: str) -> str:
    """The address that *pattern* gives somebody of these names."""
    return pattern.replace("{given}", ascii_name(given)).replace("{surname}", ascii_name(surname))


def ascii_name(name: str) -> str:
    """*name* as it stands in an address: lower case, without accents, blanks and apostrophes."""
    folded = unicodedata.normalize("NFKD", name.casefold().translate(LETTERS))
    return re.sub(r"[^a-z0-9-]", "", folded)


def _masked(text: str, found: list[Reach]) -> str:
    """*text* with what was found blanked out."""
    for reach in found:
        text = text[: reach.start] + " " * (reach.end - reach.start) + text[reach.end :]
    return text


def _patterns(text: str) -> Iterator[Reach]:
    lowered = text.lower()
    if not any(word in lowered for word in NAME):
        return
    for match in PATTERN.finditer(text):
        parts = [
            "{surname}" if IS_SURNAME.fullmatch(match[name]) else "{given}"
            for name in ("first", "second")
        ]
        if domain := _domain(match):
            value = f"{match['stop'].join(parts)}@{domain}"
            yield Reach(match.start(), match.end(), "pattern", value)


def _emails(text: str) -> Iterator[Reach]:
    for match in EMAIL.finditer(text):
        if domain := _domain(match):
            local = WRITTEN_DOT.sub(".", match["local"])
            yield Reach(match.start(), match.end(), "email", f"{local}@{domain}")


def _domain(match: re.Match[str]) -> str:
    """The domain of an address, empty if it does not end like one."""
    domain = WRITTEN_DOT.sub(".", match["domain"]).casefold()
    return domain if TAIL.search(domain) else ""


def _phones(text: str, country: str) -> Iterator[Reach]:
    if not DIGITS.search(text):
        return
    end = 0
    for match in phonenumbers.PhoneNumberMatcher(text, country):
        value = phonenumbers.format_number(match.number, phonenumbers.PhoneNumberFormat.E164)
        fax = FAX.search(text[max(end, match.start - 20) : match.start])
        end = match.end
        yield Reach(match.start, end, "none" if fax else "phone", "fax" if fax else value)


def _business_ids(text: str) -> Iterator[Reach]:
    for match in BUSINESS_ID.finditer(text):
        yield Reach(match.start(), match.end(), "none", "business identity")


def _local_numbers(text: str) -> Iterator[Reach]:
    for match in LOCAL_NUMBER.finditer(text):
        yield Reach(match.start(), match.end(), "none", "local number")
