"""The headings of an abstract: known ones by their words, unknown ones by how the page prints them.

A heading stands alone on its line, or before a colon with the text behind it. A page keeps one
style, so a short line that is printed as the page's known headings are is a heading as well.
"""

import re
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from itertools import takewhile
from typing import Final, NamedTuple

from graph.extract.heading_words import ADVERB, MOST_WORDS, kind_of, without_money
from graph.extract.lines import Line
from graph.extract.marks import PACKAGE, count_up, is_marked, named, rank_of
from graph.extract.money import read_amount

INLINE: Final = re.compile(r"(?:^|(?<=[.!?])\s)(?P<heading>[^\W\d_a-zåäö][^:.!?]{2,59}):\s*(?=\S)")
AMOUNT: Final = re.compile(r"\d[\d\s.,]*\s?(?:€|e\b|eur|teur|t€|k€|milj|%)", re.IGNORECASE)
ADDRESS: Final = re.compile(r"https?:|www\.|@|\(at\)", re.IGNORECASE)
CLAUSE: Final = re.compile(r"\b(?:on|ovat|oli|olivat|voi|is|are)\b", re.IGNORECASE)
NUMBERS: Final = (re.compile(r"(\d{1,2})[.)]\s"), re.compile(r"([IVX]{1,4})[.):]?\s"))
"""How numbered headings begin, in digits and in Roman numerals: each counts on its own."""

COLUMN: Final = re.compile(
    r"rahoittaja(?:t|taho|tahot)?|rahoitus(?:lähde|lähteet|muoto|osuus)|(?:kustannus|meno)laji"
    r"|(?:osa)?toteuttaja|partneri|kumppani|osapuoli|organisaatio|toimija",
    re.IGNORECASE,
)
"""Words that head a table's first column, if a year, a sum or a unit of money stands beside."""
BESIDE: Final = re.compile(
    r"\d|v\.|vuosi|euro|[tkm]?€|osuus|yht|\S*(?:rahoitus|budjetti|kustannukset)$", re.IGNORECASE
)
YEAR: Final = re.compile(r"(?:19|20)\d\d")

QUESTIONS: Final = {
    "objectives": re.compile(r"tavoi|pyri|tähdä", re.IGNORECASE),
    "results": re.compile(r"tulo[sk]|aikaan|hyöty|muuttu", re.IGNORECASE),
}
"""What a question that heads a section asks for."""

MAIN: Final = ("objectives", "results", "money", "content")
"""What a heading is about that is known even amid other lines."""
LONGEST: Final = 80
"""The longest heading, in characters; longer lines are text."""
SHORT_FACT: Final = 60
"""A sum or a time shorter than this behind its heading is one fact, no section."""


class Heading(NamedTuple):
    """A heading: its index among the lines, its words without colon, what it is about.

    *rest* is the text that stands behind it on its line.
    """

    at: int
    text: str
    kind: str
    rest: str = ""


class _Style(NamedTuple):
    """How a page prints a heading: with a colon or not, before a blank line or not."""

    colon: bool
    blank_after: bool


def find_headings(lines: Sequence[Line], cells: frozenset[int]) -> list[Heading]:
    """The headings among the *lines* of an abstract; *cells* numbers those of its tables."""
    every = [heading for at in range(len(lines)) for heading in _known(lines, at, cells)]
    known = _without_pairs(lines, _without_facts(_without_items(every)))
    styles = {_style(lines, heading.at) for heading in known if not heading.rest}
    unknown = _unknown(lines, known, styles or {_Style(colon=True, blank_after=False)}, cells)
    return sorted([*known, *unknown])


def _without_items(known: list[Heading]) -> list[Heading]:
    """*known* without numbered ones, unless they count up from one: else they are items."""
    for number in NUMBERS:
        ranks = [rank_of(found[1]) for head in known if (found := number.match(head.text))]
        if not count_up(ranks):
            known = [heading for heading in known if not number.match(heading.text)]
    return known


def _without_facts(known: list[Heading]) -> list[Heading]:
    """*known* without sums on one line, on a page whose headings stand on their own."""
    if all(heading.rest for heading in known):
        return known
    return [head for head in known if head.kind != "money" or not AMOUNT.search(head.rest)]


def _without_pairs(lines: Sequence[Line], known: list[Heading]) -> list[Heading]:
    """*known* without words repeated below the items they tell of: ``Tavoite 1: ...``, ``Tulos:``.

    Once below a list they head the next section.
    """
    labels = (head for head in known if head.rest or named(lines[head.at].text))
    paired = [head for head in labels if _below_item(lines, head.at)]
    counts = Counter(head.text for head in paired)
    return [head for head in known if head not in paired or counts[head.text] == 1]


def _below_item(lines: Sequence[Line], at: int) -> bool:
    """Whether an item that its name marks, or a package, begins the paragraph of index *at*."""
    above = (lines[before].text for before in range(at - 1, -1, -1))
    return any(_begins_item(text) for text in takewhile(bool, above))


def _begins_item(text: str) -> bool:
    mark = named(text)
    return bool(mark and mark.rank) or PACKAGE.match(text) is not None


def _known(lines: Sequence[Line], at: int, cells: frozenset[int]) -> Iterator[Heading]:
    """The headings of known words at the index *at*: one alone, or those before their texts."""
    text = lines[at].text
    if not text or not (text[0].isupper() or text[0].isdigit()) or PACKAGE.match(text):
        return
    kind = kind_of(text.removesuffix(":")) if len(text) <= LONGEST else ""
    if not kind:
        yield from _inline(at, text)
    elif _stands_alone(lines, at, kind, cells):
        yield Heading(at, _words(text), kind)


def _stands_alone(lines: Sequence[Line], at: int, kind: str, cells: frozenset[int]) -> bool:
    """Whether the heading fills its line, and is no cell or head of a table, nor amid text."""
    text = lines[at].text
    before = _filled_before(lines, at)
    if _begins_row(lines, at, cells) or _heads_column(lines, at, cells):
        return False
    if kind == "money" and kind_of(_words(before.text)) == kind:
        return False
    if text.endswith(":") or _blank(lines, at - 1):
        return True
    return kind in MAIN and (" " not in text or _ends_text(lines[at - 1].text))


def _ends_text(text: str) -> bool:
    """Whether *text* ends a sentence, or is an item of a list: what stands below begins anew."""
    return text.endswith((".", "!", "?")) or is_marked(text)


def _begins_row(lines: Sequence[Line], at: int, cells: frozenset[int]) -> bool:
    """Whether the line at index *at* is the name of a row: a cell before one with a sum."""
    after = _filled_after(lines, at)
    if after == len(lines) or lines[at].number not in cells or lines[after].number not in cells:
        return False
    return bool(read_amount(lines[after].text)) and not YEAR.fullmatch(lines[after].text)


def _heads_column(lines: Sequence[Line], at: int, cells: frozenset[int]) -> bool:
    """Whether the line at index *at* heads the first column of a table, or the one beside it."""
    after = _filled_after(lines, at)
    if COLUMN.fullmatch(_filled_before(lines, at).text) and BESIDE.match(lines[at].text):
        return True
    bare = without_money(lines[at].text.casefold()).rstrip(" |;/")
    if after == len(lines) or not COLUMN.fullmatch(bare):
        return False
    return lines[after].number in cells or bool(BESIDE.match(lines[after].text))


def _inline(at: int, text: str) -> Iterator[Heading]:
    """The headings before a colon with their texts: one at the start of *text*, others within."""
    found = INLINE.finditer(text) if ":" in text else ()
    marks = [mark for mark in found if kind_of(mark["heading"])]
    if not marks or marks[0].start() > 0:
        return
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    for mark, end in zip(marks, ends, strict=True):
        kind, rest = kind_of(mark["heading"]), text[mark.end() : end].strip()
        if not _fact(kind, rest):
            yield Heading(at, mark["heading"].strip(), kind, rest)


def _fact(kind: str, rest: str) -> bool:
    """Whether *rest* is but a sum, a time or an address: one fact, that heads no section."""
    if kind == "money":
        return len(rest) < SHORT_FACT and bool(AMOUNT.search(rest))
    return len(rest) < SHORT_FACT and (kind == "schedule" or bool(ADDRESS.search(rest)))


def _unknown(
    lines: Sequence[Line], known: Sequence[Heading], styles: set[_Style], cells: frozenset[int]
) -> list[Heading]:
    """The lines printed as the page's headings are; in what is said of money there are none."""
    found = []
    heads = {heading.at: heading for heading in known}
    kind = ""
    for at, line in enumerate(lines):
        kind = heads[at].kind if at in heads else kind
        if at in heads or kind == "money" or line.number in cells:
            continue
        asks = line.text.endswith("?") and len(line.text) < SHORT_FACT
        alone = _blank(lines, at - 1) and (asks or _style(lines, at) in styles)
        if alone and _title_like(line.text) and _heads_text(lines, at, heads):
            found.append(Heading(at, _words(line.text), _asked(line.text) if asks else "other"))
    return found


def _asked(question: str) -> str:
    """What a *question* that stands as a heading asks for."""
    return next((kind for kind, shape in QUESTIONS.items() if shape.search(question)), "other")


def _heads_text(lines: Sequence[Line], at: int, heads: Container[int]) -> bool:
    """Whether text follows the line at index *at*: not a heading, nor another short line."""
    below = _filled_after(lines, at)
    return below < len(lines) and below not in heads and not _title_like(lines[below].text)


def _title_like(text: str) -> bool:
    """Whether *text* is short, begins like a title, and is neither clause, item nor package."""
    words = text.removesuffix(":").split()
    if not words or len(text) > LONGEST or len(words) > MOST_WORDS or not text[0].isupper():
        return False
    if text[-1] in ".,;!" or ADVERB.search(words[-1]) or CLAUSE.search(text):
        return False
    last = words[-1].removesuffix("?")[-1:]
    marked = is_marked(text) or named(text) or PACKAGE.match(text)
    return last.isalpha() and not marked


def _style(lines: Sequence[Line], at: int) -> _Style:
    return _Style(lines[at].text.endswith(":"), _blank(lines, at + 1))


def _blank(lines: Sequence[Line], at: int) -> bool:
    return not 0 <= at < len(lines) or not lines[at].text


def _filled_before(lines: Sequence[Line], at: int) -> Line:
    above = (lines[before] for before in range(at - 1, -1, -1))
    return next((line for line in above if line.text), Line(0, ""))


def _filled_after(lines: Sequence[Line], at: int) -> int:
    """The index of the next line that holds something; the number of lines if there is none."""
    below = range(at + 1, len(lines))
    return next((after for after in below if lines[after].text), len(lines))


def _words(text: str) -> str:
    return text.removesuffix(":").rstrip()
