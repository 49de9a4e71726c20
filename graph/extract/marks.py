"""The marks that begin an item of a list, and those that begin a work package."""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

MISSING: Final = re.compile(
    r"[\W_]*(?:ei (?:vielä )?(?:tiedossa|tietoa|määritelty|nimetty)|puuttuu)?[\W_]*", re.IGNORECASE
)
"""A value that says that there is none: nothing, a dash, *ei tiedossa*."""

BULLET: Final = re.compile(
    r"(?P<sign>[-–—•·*▪▫◦‣●○■□►▶➢➤→✓✔+>»›\uf0b7\uf0a7]|o(?=\s))(?:\s+|(?<!\+)(?=[^\W\d_]))(?P<text>\S.*)$"
)
COUNTER: Final = re.compile(
    r"(?P<label>\(?(?P<sign>\d{1,2}|[ivxIVX]{1,4}|[a-zåäöA-ZÅÄÖ])\s?(?P<stop>\.?\)|\.))"
    r"(?:\s+|(?<=\))(?=[^\W\d_])|(?<=\d\.)(?=[A-ZÅÄÖ]))(?P<text>\S.*)$"
)
BARE: Final = re.compile(
    r"(?P<label>(?P<sign>\d{1,2}|[IVX]{1,4})(?:\s?[-–—:])?)\s+(?P<text>[A-ZÅÄÖ].*)$"
)
"""A number without a stop: it marks an item only where such numbers count up."""
NAMED: Final = re.compile(
    r"(?P<label>(?:osa|pää|väli)?(?:tavoite|tulos|tuotos)\s?(?P<rank>\d{1,2})\s?(?:[.:)]|\s[-–](?=\s)))"
    r"\s*(?P<text>\S.*)$",
    re.IGNORECASE,
)
NAME: Final = re.compile(
    r"(?P<label>(?:(?:odotettu|odotetut|keskeinen)\s)?(?:osa|pää|väli)?-?"
    r"(?:(?P<word>tavoite|tulos|tuotos)(?:\s?(?P<rank>\d{1,2}))?"
    r"\s?(?:[.:)]|\s[-–](?=\s)|(?=\s(?-i:[A-ZÅÄÖ]))|$)"
    r"|(?P<words>tavoitteet|tulokset|tuotokset):(?=\s)))\s*(?P<text>.*)$",
    re.IGNORECASE,
)
"""An objective or a result that its name marks, with a number or without, on its line or below."""
NAMES: Final = {"ta": "objectives", "tu": "results"}
NESTED: Final = re.compile(
    r"(?P<label>(?P<above>\d{1,2})\.(?P<rank>\d{1,2})\.?)\s+(?P<text>[A-ZÅÄÖ][a-zåäö].*)$"
)
ROMAN: Final = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
LETTERS: Final = "abcdefghijklmnopqrstuvwxyzåäö"
DASHES: Final = "–—"

PACKAGE: Final = re.compile(
    r"(?P<label>(?:"
    r"(?:Työpaketti|Työkokonaisuus|Osahanke|Osaprojekti|Osatoteutus|Work\s?package|Arbetspaket)\s?"
    r"(?P<number>\d{1,2}(?:\.\d{1,2})?|[IVX]{1,4}|[A-H])"
    r"|(?:TP|WP|AP)(?:\s?-?\s?)(?P<short>\d{1,2}|[IVX]{1,4})"
    r"|(?P<ordinal>\d{1,2})\.\s?työpaketti"
    r")(?!\w|/|-\w|(?-i::[a-zåäö]))(?:\s?\([TW]P\s?\d{1,2}\))?(?:\s?[.:)])?)"
    r"\s?(?:[-–—]\s)?\s*(?P<title>.*)$",
    re.IGNORECASE,
)


class Mark(NamedTuple):
    """The mark that a line begins with: as printed, its kind, its rank in a count, the text.

    The kind of a bullet is its sign, and its rank is 0.
    """

    label: str
    kind: str
    rank: int
    text: str


def readings(text: str) -> list[Mark]:
    """What the mark at the start of *text* may be (``i)`` is numeral or letter); else nothing."""
    if bullet := BULLET.match(text):
        sign = bullet["sign"]
        return [Mark(sign, "-" if sign in DASHES else sign, 0, bullet["text"])]
    if named := NAMED.match(text):
        return [Mark(named["label"], "name", int(named["rank"]), named["text"])]
    if nested := NESTED.match(text):
        return [Mark(nested["label"], f"{nested['above']}.", int(nested["rank"]), nested["text"])]
    counter = COUNTER.match(text)
    if counter is None:
        return []
    ranks = _ranks(counter["sign"].casefold())
    return [Mark(counter["label"], kind, rank, counter["text"]) for kind, rank in ranks]


def bare(text: str) -> Mark | None:
    """The mark without a stop that *text* begins with (``II Kuulla käyttäjiä``), if it has one."""
    match = BARE.match(text)
    rank = rank_of(match["sign"]) if match else 0
    return Mark(match["label"], "bare", rank, match["text"]) if match and rank else None


def is_marked(text: str) -> bool:
    """Whether *text* may be an item of a list by the mark that it begins with."""
    return bool(readings(text) or bare(text))


def rank_of(sign: str) -> int:
    """What *sign* counts in digits or Roman numerals (``4``, ``IV``); 0 if it is neither."""
    if sign.isdigit():
        return int(sign)
    numeral = sign.casefold()
    return ROMAN.index(numeral) + 1 if numeral in ROMAN else 0


def count_up(ranks: Sequence[int]) -> bool:
    """Whether *ranks* are at least two, and count from one without a gap."""
    return len(ranks) > 1 and [*ranks] == [*range(1, len(ranks) + 1)]


def named(text: str) -> Mark | None:
    """The objective or result that *text* names (kind ``objectives`` or ``results``), or None."""
    name = NAME.match(text)
    if name is None:
        return None
    kind = NAMES[(name["word"] or name["words"])[:2].casefold()]
    return Mark(name["label"].strip(), kind, int(name["rank"] or 0), name["text"])


def _ranks(sign: str) -> list[tuple[str, int]]:
    """The kinds of count that *sign* may belong to, with its rank there."""
    if sign.isdigit():
        return [("digit", rank_of(sign))]
    ranks = [("letter", LETTERS.index(sign) + 1)] if len(sign) == 1 else []
    return [*ranks, ("roman", rank_of(sign))] if sign in ROMAN else ranks
