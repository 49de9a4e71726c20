"""What phone numbers look like in print, and what only looks like one.

Digits are a phone number if they are one of a known contact in whatever shape, if a word says so
before them, or if they begin with a nought and another digit, as no amount does. Days, diary
numbers, business identities, and codes that a letter or a word announces are none.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from typing import Final

from phonenumbers import COUNTRY_CODE_TO_REGION_CODE

from graph.privacy.masks import Finder, Span

SIGNS: Final = r"\-\u2010-\u2015\u2212_./()·•|*~'’"
GAP: Final = rf"(?:[\s{SIGNS}]{{0,5}}|,(?=\d{{3}}))"
"""What may stand between two digits of a phone number."""

ON_A_LINE: Final = rf"(?:[^\S\n]|[{SIGNS}]){{0,5}}"
"""The same where a line does not end."""

RUN: Final = re.compile(rf"\d(?:{GAP}\d){{4,}}")
"""Digits that could be a phone number, or several numbers in a row."""

NO_DIGIT: Final = re.compile(r"\D+")

COUNTRY_CODES: Final = frozenset(map(str, COUNTRY_CODE_TO_REGION_CODE))

DAY: Final = r"(?:0?[1-9]|[12]\d|3[01])"
MONTH: Final = r"(?:0?[1-9]|1[0-2])"
YEAR: Final = r"(?:19|20)\d\d\b"
TIME: Final = r"(?:[01]?\d|2[0-4])[.:][0-5]\d(?!\d|[\s./]\d|-\d{3})"
CALENDAR: Final = (
    rf"(?:{DAY}\.{MONTH}\.|{DAY}[-–/]{MONTH}[-–./]{YEAR}|{MONTH}[./]{YEAR}|{TIME}|{YEAR}"
    r"|\d{7}-\d\b(?![\s./-]\d))"
)
"""How days, months, years, times of day and business identities begin: digits that are no phone."""

DIARY: Final = r"\d{1,6}/(?:\d\d(?:[. ]\d\d){1,4}/)?(?:19|20)\d\d(?!\d|[ -]\d{3})"
"""A diary number: ``0123/05.02.09/2012``, ``070/2012``."""

REST: Final = rf"(?:(?![\s{SIGNS}]+{CALENDAR}){ON_A_LINE}\d){{0,30}}"
"""What follows the digits of one number: on the same line another one, but no day."""

PHONE: Final = re.compile(
    rf"(?P<other>{DIARY})|\(?(?<![\d,])(?<!\d[.\-–])(?<!\d[^\S\n])(?<![A-ZÅÄÖ])(?!\(?{CALENDAR})"
    rf"(?:00\d(?:{GAP}\d){{4,11}}|0\d(?:{GAP}\d){{4,8}}|358\s?\(0\)(?:{GAP}\d){{6,11}}){REST}"
)
"""Digits that begin as phone numbers do: with a nought and another digit, or one in brackets."""

NUMBER: Final = re.compile(rf"\d(?:{GAP}\d){{4,11}}{REST}")
"""Digits that are said to be a phone number."""

ANNOUNCED: Final = re.compile(
    r"(?:\+\s?|\b(?:p|puh|puhelin|puhelinnumero|puhelimitse|gsm|tel|telefon|matkapuh\w*|mob\w*|fax"
    r"|faksi|vaihde|tlf|tfn|soita|whatsapp)\b[.:;=\s(]*)$",
    re.IGNORECASE,
)
"""What says that the digits behind it are a phone number."""

SAYING: Final = re.compile(r"[^\W\d_][.:;=\s(-]{0,4}$|\+\s?$")
"""How words end that say what the digits behind them are; a quick look."""

CODE: Final = re.compile(
    r"(?:koodi|tunnus|tunniste|dnro|diaari|(?:hanke|projekti|diaari|tili|sopimus|viite)numero"
    r"|is[sb]n)\W{0,3}$",
    re.IGNORECASE,
)
"""What says that the digits behind it are something else."""

WITHIN: Final = 24
"""How many characters before digits may announce what they are."""

COUNTRY: Final = re.compile(rf"(?:(?:\+|00){GAP}(?:\d{GAP}){{1,3}})?(?:\(?0\)?{GAP})?$")
"""What may stand before the digits of a subscriber: the country's code, the nought, or both."""


def find_phones(numbers: Collection[str]) -> Finder:
    """Return the finder of whatever looks like a phone, and of known *numbers* in E.164."""
    subscribers = tuple(map(subscriber, numbers))

    def find(text: str) -> Iterator[Span]:
        for run in RUN.finditer(text):
            yield from _known(run, subscribers)
            yield from _likely(run)

    return find


def find_numbers(numbers: Collection[str]) -> Finder:
    """Return the finder of those *numbers* alone, which are in E.164, in whatever shape."""
    subscribers = tuple(map(subscriber, numbers))

    def find(text: str) -> Iterator[Span]:
        for run in RUN.finditer(text) if subscribers else ():
            yield from _known(run, subscribers)

    return find


def find_digits(text: str) -> Iterator[Span]:
    """The runs of digits in a contact's *text* that could be a phone."""
    return (run.span() for run in RUN.finditer(text))


def subscriber(number: str) -> str:
    """The digits of a *number* in E.164 without the country's code."""
    digits = number.removeprefix("+")
    codes = (length for length in (1, 2, 3) if digits[:length] in COUNTRY_CODES)
    return digits[next(codes, 0) :]


def _known(run: re.Match[str], subscribers: Iterable[str]) -> Iterator[Span]:
    """Where the *run* of digits and gaps holds one of the *subscribers*."""
    plain = NO_DIGIT.sub("", run[0])
    for digits in subscribers:
        if digits in plain:
            yield from _places(run, plain, digits)


def _places(run: re.Match[str], plain: str, digits: str) -> Iterator[Span]:
    """Where the *run*, *plain* without gaps, holds those *digits*, with the country's code."""
    places = [place for place, character in enumerate(run[0]) if character.isdigit()]
    at = plain.find(digits)
    while at >= 0:
        start = run.start() + places[at]
        country = COUNTRY.search(run.string, max(start - WITHIN, 0), start)
        end = at + len(digits)
        yield country.start() if country else start, run.start() + places[end - 1] + 1
        at = plain.find(digits, end)


def _likely(run: re.Match[str]) -> Iterator[Span]:
    """Where in the *run* a phone number begins and ends by the look of it."""
    text, start = run.string, run.start()
    before = text[max(start - WITHIN, 0) : start]
    if not SAYING.search(before[-6:]):
        before = ""
    if said := ANNOUNCED.search(before):
        number = NUMBER.match(text, start, run.end())
        begin = start - len(said[0]) if said[0].startswith("+") else start
        start = number.end() if number else start
        yield begin, start
    elif CODE.search(before):
        return
    for phone in PHONE.finditer(text, max(start - 1, run.start() - 1, 0), run.end()):
        if not phone["other"]:
            yield phone.span()
