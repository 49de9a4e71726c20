"""A line of contacts as what it says, piece by piece: people, titles, bodies, how to reach them."""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from graph.extract.contacts.people import Person, find_people
from graph.extract.contacts.reach import Reach, find_reach
from graph.extract.contacts.roles import FILLER, Title, read_titles
from graph.extract.lines import Line
from graph.extract.marks import BULLET

TOKEN: Final = re.compile(
    r"(?P<mark>[,;:()\[\]|•·●▪*<>!?]|(?<!\S)[-–—/&](?!\S)|/(?=[A-ZÅÄÖ]))"
    r"|(?P<word>(?:[^\s,;:()\[\]|•·●▪*<>!?/]|/(?![A-ZÅÄÖ]))+)"
)
LIST_NUMBER: Final = re.compile(r"^\d{1,2}[.)]\s+")
QUOTES: Final = '"”“„«»'
SHORT_FORM: Final = re.compile(
    r"(?:[A-ZÅÄÖ]|[A-Z]-[A-Z]|v[sat]|ma|p|puh|gsm|tel|fax|mob|matkap|sähk|s-posti|e|ins|dipl|tri"
    r"|fil|yht|dos|prof|toht|apul|ent|os|mm|esim|kv|hlö|ao|n|klo|sij|nro|Ph|M)\.",
    re.IGNORECASE,
)
"""Short forms whose stop ends no sentence, and initials."""

REACH_WORD: Final = re.compile(
    r"(?:p|puh|puhelin(?:numero)?|gsm|tel|telephone|phone|mob|mobiili|mobile|matkap|matkapuhelin"
    r"|kännykkä|vaihde|suora|fax|faksi|sähkö(?:inen)?-?posti(?:t|osoite|osoitteet)?|s-?posti"
    r"|nimi|tehtävä(?:nimike)?|nimike|titteli|rooli|organisaatio|name|title|role"
    r"|e-?mail|sähk|e|muotoa|muodossa|osoite|osoitteet|yhteystiedot?|tiedustelut|työ|koti|nro"
    r"|https?\S*|www\.\S+)\.?",
    re.IGNORECASE,
)
"""Words that say what a number, an address or what stands behind them is."""


POSTAL: Final = re.compile(
    r"(?:PL\s?\d|P\.?O\.? Box|\d{5}\b|\d"
    r"|(?:\S+\s){0,2}\S*(?:katu|tie|kuja|polku|väylä|aukio|kaari|ranta)\s\d).*",
    re.IGNORECASE,
)
"""An address of post: of no use here, and no organisation."""

MAY_BE_TITLE: Final = re.compile(
    r"(?!.*(?:kaupunki|kunta|liitto|[sl]t[aä]|ss[aä]|ll[aä]|lle)$)[^\W\d_][a-zåäö-]{3,}"
)
"""A word that may say what somebody is though its ending is not known: *agrologi*."""


class Words(NamedTuple):
    """Words that are neither a name nor a title: of an organisation, or of nothing known."""

    text: str


class Stop(NamedTuple):
    """The end of a sentence, of a *line*, or of a *group* of lines."""

    line: bool = False
    group: bool = False


class Piece(NamedTuple):
    """One thing said: what, on which line, and whether a colon follows it.

    *aside*: it stands in brackets in which nobody is named.
    """

    said: Person | Title | Words | Reach | Stop
    line: int
    colon: bool = False
    aside: bool = False


def read_pieces(lines: Sequence[Line], country: str) -> list[Piece]:
    """What *lines* say, in order; *country* tells how national phone numbers are read."""
    pieces: list[Piece] = []
    for line in lines:
        said = _line_pieces(line, country) if line.text else []
        pieces += [*said, Piece(Stop(line=True, group=not line.text), line.number)]
    return pieces


def _line_pieces(line: Line, country: str) -> list[Piece]:
    bullet = BULLET.match(line.text)
    text = bullet["text"] if bullet else LIST_NUMBER.sub("", line.text, count=1)
    pieces: list[Piece] = []
    begin = 0
    for reach in find_reach(text, country):
        pieces += _phrases(text[begin : reach.start], line.number)
        pieces.append(Piece(reach, line.number))
        begin = reach.end
    return _joined([*pieces, *_phrases(text[begin:], line.number)])


def _phrases(text: str, line: int) -> Iterator[Piece]:
    """The pieces of a stretch of words: phrases, and the stops between sentences."""
    words: list[str] = []
    mark = ""
    for token in TOKEN.finditer(text):
        word = (token["word"] or "").strip(QUOTES)
        ended = word.endswith(".") and not SHORT_FORM.fullmatch(word)
        if word:
            words.append(word.rstrip(".") if ended else word)
        if token["mark"] or ended:
            aside = (mark, token["mark"]) == ("(", ")")
            yield from _phrase(words, line, colon=token["mark"] == ":", aside=aside)
            words, mark = [], token["mark"]
        if ended or token["mark"] in ("!", "?"):
            yield Piece(Stop(), line)
    yield from _phrase(words, line, colon=False)


def _phrase(words: Sequence[str], line: int, *, colon: bool, aside: bool = False) -> list[Piece]:
    """The people, titles and other words of one phrase; a colon follows the last of them."""
    found, rest = find_people(words)
    said: list[Person | Title | Words] = []
    for before, person in found:
        said += [*_guessed(list(_beside(before))), person]
    said += _beside(rest)
    last = len(said) - 1
    inside = aside and not found
    return [
        Piece(part, line, colon=colon and at == last, aside=inside) for at, part in enumerate(said)
    ]


def _beside(words: Sequence[str]) -> Iterator[Title | Words]:
    """The titles and the other words that stand beside a name."""
    titles = read_titles(words)
    for title in titles:
        yield from _other(title.before)
        yield title
    yield from _other(titles[-1].after if titles else words)


def _guessed(beside: list[Title | Words]) -> list[Title | Words]:
    """*beside*, the words before a name, where a single unknown word may be a title."""
    last = beside[-1] if beside else None
    if isinstance(last, Words) and MAY_BE_TITLE.fullmatch(last.text):
        return [*beside[:-1], Title(last.text, plural=False, guessed=True)]
    return beside


def _other(words: Sequence[str]) -> Iterator[Words]:
    """*words* without those at their edges that say nothing of an organisation."""
    first, end = 0, len(words)
    while first < end and _says_nothing(words[first]):
        first += 1
    while end > first and _says_nothing(words[end - 1]):
        end -= 1
    text = " ".join(words[first:end])
    if text and not POSTAL.match(text):
        yield Words(text)


def _says_nothing(word: str) -> bool:
    return bool(
        FILLER.fullmatch(word) or REACH_WORD.fullmatch(word) or not any(map(str.isalnum, word))
    )


def _joined(pieces: Sequence[Piece]) -> list[Piece]:
    """*pieces*, with words that follow one another as one: the steps of a chain of units."""
    joined: list[Piece] = []
    for piece in pieces:
        last = joined[-1] if joined else None
        if (
            last
            and not last.colon
            and isinstance(last.said, Words)
            and isinstance(piece.said, Words)
        ):
            words = Words(f"{last.said.text}, {piece.said.text}")
            joined[-1] = piece._replace(said=words)
        else:
            joined.append(piece)
    return joined
