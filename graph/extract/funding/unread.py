"""Text about money from which no money was understood: a finding each, for nothing is lost."""

import re
from collections.abc import Iterable, Iterator, Sequence

from graph.extract.funding import words
from graph.extract.funding.passages import SHARE, is_money
from graph.extract.funding.statements import Statement
from graph.extract.lines import Line
from graph.extract.money import find_amounts
from graph.records import Finding

_LONGEST_QUOTE = 80
_LONGEST_ROW = 60
_STOP = re.compile(r"(?<=[%)\w])[.!?]\s+(?=[A-ZÅÄÖ])|;\s|,\s(?=jo(?:sta|ista)\s)")
_ASIDE = re.compile(r"\(([^()]*)\)")
_GRANTED = re.compile(r"\bmyön\w+", re.IGNORECASE)
_PART = re.compile(r"jo(?:sta|ista)\s")
_IN_WORDS = re.compile(
    r"(?<!\d)(?<!\d\s)\b[a-zåäö]*(?:tuhatta|tuhannen|sataa|miljoonaa?|miljoonan)\s(?:euro|€)",
    re.IGNORECASE,
)
"""An amount whose number is a word: ``puoli miljoonaa euroa``."""
FRACTION = re.compile(
    r"\b(?:maksaa|maksavat|rahoittaa|rahoittavat|kattaa|kattavat)\s"
    r"(?:puolet|(?:kolma|neljä|viide)nneksen|(?:kolmas|neljäs|viides)osan)\b",
    re.IGNORECASE,
)
"""A share that is a word: ``kaupunki maksaa puolet``."""
_BEHIND_UNIT = re.compile(r"(?:€|eur\w*)\)?:\s[^:]*\b\d", re.IGNORECASE)
"""A number behind the unit in which it is told: ``(k€): ESR 50``."""


def unread(
    lines: Iterable[Line], statements: Sequence[Statement], about_money: frozenset[int]
) -> Iterator[Finding]:
    """The findings about *lines* (those of no table) that speak of money not understood.

    *about_money* numbers the lines that stand under a heading about money.
    """
    read = {one.line for one in statements if one.kind}
    missed = {one.line for one in statements if not one.kind}
    ranged = {one.line for one in statements if one.ranged}
    for line in lines:
        told = line.number in missed or (line.number not in read and _tells_money(line.text))
        if line.number in ranged or (told and _is_about(line, about_money)):
            yield _finding(line, "amount not understood")
        elif _tells_shares(line.text, fewest=2 if line.number in read else 1) and _is_about(
            line, about_money
        ):
            yield _finding(line, "shares without amounts")


def _tells_money(text: str) -> bool:
    """Whether *text* tells money in words, or after a unit of thousands: ``(k€): ESR 50``."""
    if "€" not in text and "eur" not in text:
        return False
    scaled = words.scale(text) != 1 and _BEHIND_UNIT.search(text)
    return bool(scaled or _IN_WORDS.search(text))


def _is_about(line: Line, about_money: frozenset[int]) -> bool:
    about = line.number in about_money or words.is_about_money(line.text)
    return about or _GRANTED.search(line.text) is not None


def _tells_shares(text: str, fewest: int) -> bool:
    """Whether a sentence of *text* divides money by *fewest* percents or more, and by them alone.

    One alone stands in a short line of its own.
    """
    if "%" not in text and "prosent" not in text and not FRACTION.search(text):
        return False
    return any(_is_of_shares(one, fewest) for one in (*_STOP.split(text), *_ASIDE.findall(text)))


def _is_of_shares(sentence: str, fewest: int) -> bool:
    """Whether *sentence* has *fewest* shares, or one in words or of a part, and no sum."""
    if any(is_money(sentence, one, bare=True) for one in find_amounts(sentence)):
        return False
    if FRACTION.search(sentence):
        return True
    shares = len(SHARE.findall(sentence))
    if shares == 1 and len(sentence) > _LONGEST_ROW:
        return False
    if _PART.match(sentence):
        return shares > 0 and words.is_about_money(sentence)
    return shares >= fewest


def _finding(line: Line, what: str) -> Finding:
    quote = line.text if len(line.text) <= _LONGEST_QUOTE else f"{line.text[:_LONGEST_QUOTE]}…"
    return Finding(kind="unread", what=what, message=f"{what}: '{quote}'", line=line.number)
