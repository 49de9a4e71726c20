"""A printed name taken apart: its bullet, amount and share put aside, its parts in order."""

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from graph.extract.lines import plain

_BULLET = re.compile(r"^(?:[-–—•*·>▪●o]\s+|[•*·>▪●]|\(?\d{1,2}[.)]\s+|[a-zåäö]\)\s+)+")
_SHARE = re.compile(
    r"[,;]?\s*[([]?\s*(?:n\.|noin|à)?\s*(?P<share>\d{1,3}(?:[.,]\d+)?)\s*(?:%|prosenttia\b|pros\.)"
    r"(?:[:-]?n)?(?:\s*-?osuus)?\s*[)\]]?"
)
_NUMBER = r"\d{1,3}(?:[ .']\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?"
_AMOUNT = re.compile(
    rf"[,:;=–-]?\s*[([]?\s*(?:(?:n\.|noin|yht\.|yhteensä|max\.?|enintään)\s*)?(?:"
    rf"(?:{_NUMBER})\s*(?:milj\.?|miljoonaa|tuhatta|[tkM])?\s*(?:€|euroa\b|euron\b|eur\b|e\b)(?:/v\w*)?"
    rf"|(?:€|EUR)\s*(?:{_NUMBER})|\d{{1,3}}(?:[ .]\d{{3}})+(?!\d)|\d{{5,}})\s*[)\]]?",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"\s*[(\[]([^()\[\]]*)(?:[)\]]|$)")
BREAK = re.compile(
    r"\s*[;|>→•]\s*"
    r"|(?<![-\d]),\s*(?=\S)|(?<=\d),\s+"
    r"|\s*/\s*"
    r"|(?<=[a-zåäö]{3})(?<!kaup)\.\s+(?=[A-ZÅÄÖ])"
    r"|\s[-–—]\s(?!(?:ja|tai|sekä|eli|och)\b)"
    r"|:\s+|:$"
)
_EDGES = " \t,;:.-–—/\"'”“»«*"
_FULL = Decimal(100)


class Printed(NamedTuple):
    """A printed name without bullet, amount and share; its *parts*, and those in brackets."""

    text: str
    parts: tuple[str, ...]
    asides: tuple[str, ...]
    share: Decimal | None


def unbulleted(text: str) -> str:
    """*text* without the bullet or number of a list, and without marks at its end."""
    return _BULLET.sub("", plain(text)).rstrip(" ,;")


@lru_cache(maxsize=4096)
def take_apart(printed: str) -> Printed:
    """The parts of *printed* from left to right."""
    text = unbulleted(printed)
    share = _share(text)
    text = _AMOUNT.sub(" ", _SHARE.sub(" ", text) if "%" in text or "pros" in text else text)
    asides = _ASIDE.findall(text)
    main = _ASIDE.sub(" ", text) if asides else text
    return Printed(
        plain(text).strip(_EDGES),
        parts_of(main),
        tuple(part for aside in asides for part in parts_of(aside)),
        share,
    )


def parts_of(text: str) -> tuple[str, ...]:
    """The parts of *text* between commas, slashes, dashes and colons that separate names."""
    pieces = (piece.strip(_EDGES) for piece in BREAK.split(text))
    return tuple(plain(piece) for piece in pieces if piece)


def _share(text: str) -> Decimal | None:
    """The share that *text* tells; none if it tells several, or more than all."""
    shares = [Decimal(match["share"].replace(",", ".")) for match in _SHARE.finditer(text)]
    return shares[0] if len(shares) == 1 and shares[0] <= _FULL else None
