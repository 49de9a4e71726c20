"""Amounts of money as people print them: ``50 722``, ``150.000 €``, ``n. 1,2 milj. euroa``."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import Literal, NamedTuple

from graph.extract.lines import plain

EURO = "EUR"

Use = Literal["sum", "rate", "range"]
"""How an amount is meant: money as such, a price for each of something, one end of a range."""


class Amount(NamedTuple):
    """Money in *currency*.

    *marked*: the currency is printed. *approximate*: hedged (``noin``). *step*: what the last
    printed digit of a shortened number is worth (``1,2 milj.``: 100 000), 0 if not shortened.
    """

    value: Decimal
    currency: str = EURO
    approximate: bool = False
    marked: bool = False
    step: Decimal = Decimal(0)


class Found(NamedTuple):
    """An amount in a text, from *start* up to *end*."""

    start: int
    end: int
    amount: Amount
    use: Use


NUMBER = r"\d{1,3}(?:[ .'’]\d{3}){1,4}(?!\d)(?:[.,]\d{1,2}(?!\d))?|\d{1,12}(?:[.,]\d{1,3}(?!\d))?"
"""A number with or without thousands set apart, with or without decimals."""

_EUROS = r"€|(?-i:e)(?![\w-])|eur(?:o(?:a|n|lla|sta|on|ksi|t|ja|jen|ina|issa|s)?)?\b"
_OTHERS = r"sek\b|kr\b|kruunua?\b|nok\b|usd\b|gbp\b|markkaa\b|mk\b|\$|£"
# A date is matched first, so that its parts are never taken for numbers.
_AMOUNT = re.compile(
    rf"""
    \d{{1,2}}\.\d{{1,2}}\.(?:\d{{4}}|\d\d(?!\d))?
    | (?<![^\W_])(?P<number>{NUMBER})(?!\d)
      (?!\s?(?:%|prosent|pros\b|pros\.))
      (?P<whole>,\s?[-–—]+|:-|\.-)?
      (?:\s?(?:(?P<billion>mrd\.?|miljardi\w*)
             | (?P<million>milj(?:oon\w*|\.|\b)|million(?:s|er)?\b|m(?=\s?(?:€|e\b|eur)))
             | (?P<thousand>tuhat(?:ta)?\b|tuhannen\b|tuh\.|[tk](?=\s?(?:€|e\b|eur)))))?
      (?:\s?(?P<currency>{_EUROS}|{_OTHERS}))?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_HEDGE = (
    r"(?:~|≈|\b(?:n\.?|noin|arviolta|arvio|arv\.|ca\.?|lähes|likimain|suunnilleen|yli|alle"
    r"|vajaa[nt]?|runsa\w+|reilu[nt]?|enintään|korkeintaan|max\.?|vähintään|keskimäärin))\s?"
)
_CURRENCY_FIRST = r"(?:€|\b(?:eur|sek|nok|usd|gbp)\b|\$|£)\s?"
_BEFORE = re.compile(
    rf"(?P<hedge>{_HEDGE})+(?P<currency>{_CURRENCY_FIRST})?$|(?P<bare>{_CURRENCY_FIRST})$",
    re.IGNORECASE,
)
_LONGEST_BEFORE = 20
_EACH = re.compile(
    r"\s?(?:(?:/\s?|per\s)(?:h|t|tunti|pv|päivä|vrk|vko|viikko|kk|kuukausi|kpl|kerta|hlö|henkilö"
    r"|asukas|as|osallistuja|asiakas|oppilas|opiskelija|lapsi|m2|km)\b\.?"
    r"|(?:kappaleelta|hengeltä|tunnissa|tunnilta|päivässä|päivältä|viikossa|kuukaudessa|kuussa"
    r"|kerralta|osallistujalta)\b)",
    re.IGNORECASE,
)
_PRICE = re.compile(r"(?:[áà@×]|\d\s?[x*])\s?$")
_DASHES = "-‐‑‒–—−"
_DASH = f"[{_DASHES}]"
_DOTS = r"(?:\.{2,3}|…)"
_OR = r"\s(?:tai|eller|or)\s"
# A short number before a blank and a dash may belong to a name: ``Kaste 2 - 100 000 €``.
_RANGE_BEFORE = re.compile(
    rf"(?:\d{{3}}\s?(?:{_EUROS})?\s?(?:{_DASH}|{_DOTS})\s?|\d{_DASH}"
    rf"|(?:^|[:(]\s?|\b(?-i:[a-zåäö]+)\.?\s)\d{{1,3}}(?:,\d+)?\s{_DASH}\s?"
    rf"|\d\s?(?:{_EUROS})?{_OR})$",
    re.IGNORECASE,
)
_JOINS = (*_DASHES, "…", "..", " tai", " eller", " or")
_RANGE_AFTER = re.compile(
    rf"(?:\s?{_DASH}\s?|\s?{_DOTS}\s?|{_OR})(?:noin\s|n\.\s?)?(?!(?:19|20)\d\d\b)\d",
    re.IGNORECASE,
)
_YEAR_BEFORE = re.compile(rf"\b(?:19|20)\d\d\s?(?:{_DASH}|{_DOTS})\s?$")
_IN_WORDS = re.compile(
    rf"(?:{NUMBER})\s?(?:€|euron)?\sja\s(?:{NUMBER})\s?(?:€(?::n)?|euron)\svälillä"
    rf"|(?:{NUMBER})\seurosta\s(?:{NUMBER})\seuroon",
    re.IGNORECASE,
)
"""Between which two amounts money is, told without a dash."""

_SCALES = {
    "billion": Decimal(1_000_000_000),
    "million": Decimal(1_000_000),
    "thousand": Decimal(1000),
}
_NO_STEP = Decimal(0)
_THOUSANDS = 3
_MARKS = " .,'’"
_NO_MARKS = str.maketrans("", "", _MARKS)
_CURRENCIES = {
    "€": EURO,
    "e": EURO,
    "$": "USD",
    "£": "GBP",
    "kr": "SEK",
    "kruunu": "SEK",
    "kruunua": "SEK",
    "mk": "FIM",
    "markkaa": "FIM",
}


@lru_cache(maxsize=4096)
def find_amounts(text: str) -> tuple[Found, ...]:
    """Every number in *text* that could be money, in order; percents and dates are none.

    *text* has plain blanks. Where no currency is printed the amount is not marked: whether such a
    number is money depends on what stands around it.
    """
    return tuple(_amounts(text))


@lru_cache(maxsize=4096)
def read_amount(text: str) -> Amount | None:
    """The amount that is all of *text*, or None: an empty cell, a share, words, two numbers."""
    cell = plain(text).rstrip("*")
    if cell.startswith("(") and cell.endswith(")"):
        cell = cell[1:-1]
    found = next(_amounts(cell), None)
    whole = found and found.use == "sum" and (found.start, found.end) == (0, len(cell))
    return found.amount if found and whole else None


def is_range(text: str) -> bool:
    """Whether *text* says between which two amounts money is, and nothing else."""
    found = find_amounts(text)
    whole = len(found) > 1 and (found[0].start, found[-1].end) == (0, len(text))
    return whole and all(one.use == "range" for one in found)


def _amounts(text: str) -> Iterator[Found]:
    ranges = _ranges_in_words(text)
    for match in _AMOUNT.finditer(text):
        digits = match["number"]
        if digits and not _leading_zero(digits):
            found = _found(text, match)
            ranged = ranges and any(start <= found.start < end for start, end in ranges)
            yield found._replace(use="range") if ranged else found


def _ranges_in_words(text: str) -> list[tuple[int, int]]:
    """Where *text* says between which amounts money is, from start to end."""
    if not ("välillä" in text or "euroon" in text):
        return []
    return [match.span() for match in _IN_WORDS.finditer(text)]


def _leading_zero(digits: str) -> bool:
    """Whether *digits* begin like a phone number or a code; ``0`` and ``0,36`` do not."""
    return len(digits) > 1 and digits[0] == "0" and digits[1].isdigit()


def _found(text: str, match: re.Match[str]) -> Found:
    left = text[max(0, match.start() - _LONGEST_BEFORE) : match.start()]
    before = _BEFORE.search(left) if left else None
    if before is None:
        return Found(match.start(), match.end(), _amount(match), _use(text, left, match.end()))
    currency = before["currency"] or before["bare"]
    amount = _amount(match, currency, hedged=before["hedge"] is not None)
    start = match.start() - len(before[0])
    return Found(start, match.end(), amount, _use(text, left[: before.start()], match.end()))


def _amount(match: re.Match[str], before: str | None = None, *, hedged: bool = False) -> Amount:
    scale = _scale(match)
    value, places = _decimal(match["number"], scaled=scale is not None)
    currency = match["currency"] or before
    return Amount(
        value=shortest(value * scale) if scale else shortest(value) if places else value,
        currency=_currency(currency),
        approximate=hedged,
        marked=bool(currency or match["whole"]),
        step=shortest(scale.scaleb(-places)) if scale else _NO_STEP,
    )


def _scale(match: re.Match[str]) -> Decimal | None:
    """What a word behind the number multiplies it with, if there is one."""
    return next((scale for name, scale in _SCALES.items() if match[name]), None)


def _currency(printed: str | None) -> str:
    word = (printed or EURO).strip().lower()
    return EURO if word.startswith("eur") else _CURRENCIES.get(word, word.upper())


def shortest(value: Decimal) -> Decimal:
    """*value* without decimals where they are zeros only: one spelling for one sum."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value


def _decimal(digits: str, *, scaled: bool) -> tuple[Decimal, int]:
    """The number printed as *digits*, and how many decimals it has.

    Three digits after a point or comma are thousands (``150.000``), unless the number is *scaled*
    by a word (``1,250 milj.``).
    """
    if digits.isdigit():
        return Decimal(digits), 0
    head, mark, tail = _parted(digits)
    decimals = scaled and mark in ".," and head.isdigit()
    if len(tail) == _THOUSANDS and not decimals:
        head, tail = head + tail, ""
    whole = head.translate(_NO_MARKS)
    return Decimal(f"{whole}.{tail}" if tail else whole), len(tail)


def _parted(digits: str) -> tuple[str, str, str]:
    """*digits* before, at and after the last mark in them."""
    at = max(map(digits.rfind, _MARKS))
    return (digits, "", "") if at < 0 else (digits[:at], digits[at], digits[at + 1 :])


def _use(text: str, left: str, end: int) -> Use:
    """How the amount between *left* and *end* is meant."""
    if not left and end == len(text):
        return "sum"
    if _EACH.match(text, end) or _PRICE.search(left):
        return "rate"
    joined = left.rstrip().endswith(_JOINS)
    ranged = joined and _RANGE_BEFORE.search(left) and not _YEAR_BEFORE.search(left)
    return "range" if ranged or _RANGE_AFTER.match(text, end) else "sum"
