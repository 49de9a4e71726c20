"""What phones, addresses and names look like in print, and how they are made unreadable."""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable
from typing import Final

from phonenumbers import COUNTRY_CODE_TO_REGION_CODE

MASK: Final = "[…]"
"""What stands in the place of withheld words."""

Mask = Callable[[str], str]
"""Text in, the same text out with what is withheld masked; line breaks stay where they are."""

GAP: Final = r"\s{0,3}[-\u2010-\u2014\u2212_./()]?\s{0,3}"
"""What may stand between two digits of a phone number."""

AT: Final = (
    r"(?:\s*(?:[@\uff20]|&#64;)\s*|\s*[(\[{<]\s*(?:at|ät|a|@|miukumauku)\s*[)\]}>]\s*"
    r"|\s+(?:at|ät)\s+)"
)
DOT: Final = r"(?:\.|\s*[(\[]\s*(?:dot|piste|\.)\s*[)\]]\s*)"
DOMAIN: Final = rf"[\w-]+(?:{DOT}[\w-]+)+"
ADDRESS: Final = re.compile(
    rf"(?<![\w.+-])(?:[\w.+-]++{AT}{DOMAIN}|[\w.+-]+?[-_*/][aä]t[-_*/]{DOMAIN})", re.IGNORECASE
)
HAS_AT: Final = re.compile(
    r"[@\uff20]|&#64;|[(\[{<]\s*(?:[aä]t?\s*[)\]}>]|miuku)|\s[aä]t\s|[-_*/][aä]t[-_*/]",
    re.IGNORECASE,
)
"""What every printed address has; looking for it first is much faster."""

RUN: Final = re.compile(rf"\d\)?(?:{GAP}\d){{4,}}")
"""Digits that could be a phone number, or several numbers in a row."""

COUNTRY_CODES: Final = frozenset(map(str, COUNTRY_CODE_TO_REGION_CODE))

NO_DIGIT: Final = re.compile(r"\D+")

CALENDAR: Final = r"\d{1,2}\.\d{1,2}\.|\d{1,2}[./]\d{4}\b|\d{1,2}[.:]\d{2}(?!\d)|\d{7}-\d\b"
"""How days, months, times of day and business identities begin: digits that are no phone."""

PHONE: Final = re.compile(
    rf"(?<![\d,])(?<!\d\.)(?<!\d[^\S\n])(?!{CALENDAR})0\d\)?(?:{GAP}\d){{4,14}}(?!\d)"
)
"""Digits that begin as phone numbers do: with a nought and another digit."""

NUMBER: Final = re.compile(rf"\d\)?(?:{GAP}\d){{4,14}}")
"""Digits that are said to be a phone number."""

ANNOUNCED: Final = re.compile(
    r"(?:\+|\b(?:p|puh|puhelin|puhelinnumero|gsm|tel|telefon|matkapuh\w*|mob\w*|fax|faksi|vaihde"
    r"|tlf|tfn)\b[.:\s(]*)$",
    re.IGNORECASE,
)
"""What says that the digits behind it are a phone number."""

WITHIN: Final = 24
"""How many characters before digits may announce a phone number."""

COUNTRY: Final = re.compile(rf"(?:(?:\+|00){GAP}(?:\d{GAP}){{1,3}})?(?:\(?0\)?{GAP})?$")
"""What may stand before the digits of a subscriber: the country's code, the nought, or both."""

STEM_LEAVES: Final = 3
"""How many letters at a surname's end another case may change: Meikäläinen, Meikäläisen."""


def blacked(found: re.Match[str]) -> str:
    """The mask for what was *found*, once a line."""
    return "\n".join(MASK for _ in found[0].split("\n"))


def without_contact_details(numbers: Collection[str]) -> Mask:
    """Return the mask of whatever looks like an address or a phone, and of known *numbers*.

    The *numbers* are in E.164, and masked in whatever shape they are printed.
    """
    subscribers = tuple(map(subscriber, numbers))

    def digits(run: re.Match[str]) -> str:
        return PHONE.sub(blacked, _without(_unannounced(run), subscribers))

    def mask(text: str) -> str:
        if HAS_AT.search(text):
            text = ADDRESS.sub(blacked, text)
        return RUN.sub(digits, text).replace(f"+{MASK}", MASK)

    return mask


def without_numbers(numbers: Collection[str]) -> Mask:
    """Return the mask of those *numbers* alone, which are in E.164."""
    subscribers = tuple(map(subscriber, numbers))
    return lambda text: RUN.sub(lambda run: _without(run[0], subscribers), text)


def without_addresses(addresses: Collection[str]) -> Mask:
    """Return the mask of those *addresses* alone, which are bare."""
    known = {address.casefold() for address in addresses}
    return lambda text: ADDRESS.sub(
        lambda found: blacked(found) if plain_address(found[0]) in known else found[0], text
    )


def plain_address(printed: str) -> str:
    """The bare address that is meant by a *printed* one: ``nimi (at) example.fi``."""
    with_at = re.sub(AT, "@", printed, count=1, flags=re.IGNORECASE)
    return re.sub(DOT, ".", with_at, flags=re.IGNORECASE).casefold()


def without_digits(text: str) -> str:
    """The *text* of a contact without any run of digits that could be a phone, or an address."""
    return RUN.sub(blacked, ADDRESS.sub(blacked, text))


def subscriber(number: str) -> str:
    """The digits of a *number* in E.164 without the country's code."""
    digits = number.removeprefix("+")
    codes = (length for length in (1, 2, 3) if digits[:length] in COUNTRY_CODES)
    return digits[next(codes, 0) :]


def _unannounced(run: re.Match[str]) -> str:
    """The *run* of digits, masked where it begins if it is said to be a phone number."""
    start = run.start()
    if ANNOUNCED.search(run.string[max(start - WITHIN, 0) : start]):
        return NUMBER.sub(blacked, run[0], count=1)
    return run[0]


def _without(run: str, subscribers: Iterable[str]) -> str:
    """The *run* of digits and gaps with each of the *subscribers* in it masked."""
    for digits in subscribers:
        at = NO_DIGIT.sub("", run).find(digits)
        if at >= 0:
            places = [place for place, character in enumerate(run) if character.isdigit()]
            before, behind = run[: places[at]], run[places[at + len(digits) - 1] + 1 :]
            run = f"{COUNTRY.sub('', before)}{MASK}{behind}"
    return run


def without_names(names: Iterable[str]) -> Mask:
    """Return the mask of the *names* of people, in any case, order or spelling without dots."""
    patterns = [pattern for name in names if (pattern := name_pattern(name))]
    if not patterns:
        return str
    anyone = re.compile("|".join(patterns), re.IGNORECASE)
    return lambda text: anyone.sub(blacked, text)


def name_pattern(name: str) -> str:
    """The pattern of a printed person's *name*; empty for an empty name."""
    spellings = dict.fromkeys((name, folded(name)))
    return "|".join(filter(None, map(_spelling_pattern, spellings)))


def folded(text: str) -> str:
    """The *text* with the letters that an e-mail address would have: ä becomes a."""
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()


def _spelling_pattern(name: str) -> str:
    *first, last = name.split() or [""]
    if not first:
        return rf"\b{re.escape(last)}\b" if last else ""
    between = r"[\s._-]+"
    before = between.join(map(re.escape, first))
    surname = rf"{re.escape(_stem(last))}[\w:]*"
    initial = rf"{re.escape(first[0][0])}\.\s*{surname}"
    return rf"\b(?:{before}{between}{surname}|{surname},?\s+{before}|{initial})"


def _stem(surname: str) -> str:
    """The letters of a *surname* that stay in every case."""
    return surname[: max(len(surname) - STEM_LEAVES, 2)]
