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
_STOP = re.compile(r"(?<=[%)\w])[.!?]\s+(?=[A-ZÅÄÖ])")


def unread(
    lines: Iterable[Line], statements: Sequence[Statement], about_money: frozenset[int]
) -> Iterator[Finding]:
    """The findings about *lines* (those of no table) that speak of money not understood.

    *about_money* numbers the lines that stand under a heading about money.
    """
    read = {one.line for one in statements if one.kind}
    missed = {one.line for one in statements if not one.kind}
    for line in lines:
        if line.number in missed and _is_about(line, about_money):
            yield _finding(line, "amount not understood")
        elif _tells_shares(line.text, fewest=2 if line.number in read else 1) and _is_about(
            line, about_money
        ):
            yield _finding(line, "shares without amounts")


def _is_about(line: Line, about_money: frozenset[int]) -> bool:
    return line.number in about_money or words.is_about_money(line.text)


def _tells_shares(text: str, fewest: int) -> bool:
    """Whether a sentence of *text* divides money by *fewest* percents or more, and by them alone.

    One alone stands in a short line of its own.
    """
    if "%" not in text and "prosent" not in text:
        return False
    return any(_is_of_shares(sentence, fewest) for sentence in _STOP.split(text))


def _is_of_shares(sentence: str, fewest: int) -> bool:
    shares = len(SHARE.findall(sentence))
    if shares < fewest or (shares == 1 and len(sentence) > _LONGEST_ROW):
        return False
    return not any(is_money(sentence, one, bare=True) for one in find_amounts(sentence))


def _finding(line: Line, what: str) -> Finding:
    quote = line.text if len(line.text) <= _LONGEST_QUOTE else f"{line.text[:_LONGEST_QUOTE]}…"
    return Finding(kind="unread", what=what, message=f"{what}: '{quote}'", line=line.number)
