"""The headings of an abstract: known ones by their words, unknown ones by how the page prints them.

A heading stands alone on its line, or before a colon with the text behind it. A known heading is
made of known words only: a noun, and what may qualify it. A page keeps one style, so a short line
that is printed as the page's known headings are is a heading as well.
"""

import re
from collections.abc import Container, Sequence
from typing import Final, NamedTuple

from graph.extract.lines import Line
from graph.extract.marks import PACKAGE, readings

NOUNS: Final = {
    "objectives": "tavoit päämäär tarkoitus visio missio objectiv goal purpose",
    "results": "tulos tulok tuotos tuotok vaikutu vaikutta hyöty hyödyt aikaansaan"
    " result outcome output impact",
    "money": "rahoitu rahoitta kustann budjet talousarvio kulut funding financ budget cost",
    "schedule": "aikataul kesto toteutusaika toteuttamisaika hankeaika projektiaika ajankohta"
    " schedule duration timetable",
    "content": "sisältö sisällö toimenpi content activit",
    "other": "tausta lähtökoh lähtötilan johdanto tarve tarpee perustel nykytila yleistä kuvaus"
    " tiivistelmä yhteenveto esittely toimet toimint toiminn toteutu toteutta menetelm"
    " keinot tehtävät työvaihe vaiheet paketit hankkeet projektit kokonaisuud teemat"
    " painopist toimintamalli toimintatav kohteet pilotit osa-alue kohderyhm hyödynsaaj"
    " asiakkaat asiakasryhm alue(?:et)?$ toiminta-?alue organis hallin johtaminen henkilöstö"
    " resurssi ohjausryhm projektiryhm hankeryhm työryhm vastuut yhteisty kumppan osapuol"
    " toteuttaj toimijat osallistuj partneri työnjako viestin tiedot seuranta arvioin"
    " raportoin riski jatko jatku juurrut levit vakiinnut hyödyntämi lisätie innovatiiv"
    " uutuusarvo strategi tasa-arvo kestävyys liittym liittyminen background introduction"
    " summary description action method implementation measures packages group partners"
    " organi beneficiar communication evaluation monitoring dissemination sustainab",
}
"""What a known heading is about, each kind with the stems of its nouns."""

QUALIFIER: Final = re.compile(
    r"(?:hankke|projekti|osahankk|ohjelma|selvity|esiselvity|pilot|kokeilu|toiminnan|työn|eu\b"
    r"|keskei|tärkei|odotett|odotet|olev|arvioi|välittöm|pitkän|lyhyen|aikavälin|yleis|suunnit"
    r"|mu[iu](?:t|hin|den)?\b|saavutet|mahdolli|lopulli|kehittämis|päätavoit|(?:pää|kokonais)-?$"
    r"|(?:ja|sekä|eli|the|of|and|expected|project|main|target|work|key|general|specific)$"
    r"|\w{3,}(?:nen|set|vat|vät|tut|tyt|dut|dyt)$)"
)
"""What may stand beside such a noun: whose, which, and words like *ja*."""

COMPOUND: Final = (
    r"(?:(?:eu|kokonais|pää|osa|väli|loppu|lähtö|kehittämis|oppimis|laatu|hanke|projekti|toiminta"
    r"|työ|osahanke|rahoitus|kustannus|talous|asiakas|toimenpide|tulos|vaikutus|kohde)-?)?"
)
"""What such a noun may be compounded with."""

BODY: Final = re.compile(
    r"(?:virasto|keskus|kaupunki|kunta|liitto|yhtymä|opisto|ministeriö|laitos|rahasto|säätiö)$"
)
"""How the names of public bodies end, that begin like nouns of headings."""

NOUN: Final = re.compile(
    COMPOUND
    + "(?:"
    + "|".join(rf"(?P<{kind}>{'|'.join(stems.split())})" for kind, stems in NOUNS.items())
    + ")"
)
WORD: Final = re.compile(r"[^\W\d_][^\s/,&:()]*")
NUMBERING: Final = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*[.)]?|[IVX]{1,4}[.)])\s+(?=[^\W\d_])")
ASIDE: Final = re.compile(r"\s*\([^()]*\)\s*$")
INLINE: Final = re.compile(r"(?P<heading>[^:.!?]{3,60}):\s*(?P<rest>\S.*)$")
AMOUNT: Final = re.compile(r"\d[\d\s.,]*\s?(?:€|e\b|eur|teur|t€|k€|milj|%)", re.IGNORECASE)
SENTENCE: Final = re.compile(r"[\d.!?;:%€]")
ADDRESS: Final = re.compile(r"https?:|www\.|@|\(at\)", re.IGNORECASE)
ADVERB: Final = re.compile(
    r"(?:ss[aä]|(?<!tau)st[aä]|ll[aä]|lt[aä]|lle|ksi|n[aä]|aan|ään|mme|een)$"
)
CLAUSE: Final = re.compile(r"\b(?:on|ovat|oli|olivat|voi|is|are)\b", re.IGNORECASE)

MAIN: Final = ("objectives", "results", "money", "content")
"""What a heading is about that is known even amid other lines."""

COLUMN: Final = re.compile(
    r"rahoittaja(?:t|taho|tahot)?|rahoitus(?:lähde|lähteet|muoto|osuus)|(?:kustannus|meno)laji",
    re.IGNORECASE,
)
"""Words that head a table's first column, if a year, a sum or a unit of money stands beside."""
BESIDE: Final = re.compile(r"\d|v\.|vuosi|euro|€|osuus|yht", re.IGNORECASE)

LONGEST: Final = 80
"""The longest heading, in characters; longer lines are text."""
MOST_WORDS: Final = 9
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
    known = [heading for at in range(len(lines)) if (heading := _known(lines, at, cells))]
    known = _without_facts(known)
    styles = {_style(lines, heading.at) for heading in known if not heading.rest}
    unknown = _unknown(lines, known, styles or {_Style(colon=True, blank_after=False)}, cells)
    return sorted([*known, *unknown])


def _without_facts(known: list[Heading]) -> list[Heading]:
    """*known* without sums on one line, on a page whose headings stand on their own."""
    if all(heading.rest for heading in known):
        return known
    return [head for head in known if head.kind != "money" or not AMOUNT.search(head.rest)]


def kind_of(text: str) -> str:
    """What a heading of these words is about; empty if they are not all known."""
    bare = ASIDE.sub("", NUMBERING.sub("", text)).casefold()
    words = WORD.findall(bare)
    if not words or len(words) > MOST_WORDS or SENTENCE.search(bare):
        return ""
    if ADVERB.search(words[-1]) or BODY.search(words[-1]):
        return ""
    kinds = []
    for word in words:
        noun = NOUN.match(word)
        if noun is None and not QUALIFIER.match(word):
            return ""
        kinds.append(noun.lastgroup if noun else None)
    return next((kind for kind in (*NOUNS,) if kind in kinds), "")


def _known(lines: Sequence[Line], at: int, cells: frozenset[int]) -> Heading | None:
    """The heading of known words at the index *at*, alone or before its text."""
    text = lines[at].text
    if not text or not (text[0].isupper() or text[0].isdigit()) or PACKAGE.match(text):
        return None
    if len(text) <= LONGEST and (kind := kind_of(text.removesuffix(":"))):
        return _alone(lines, at, kind, cells)
    return _inline(at, text)


def _alone(lines: Sequence[Line], at: int, kind: str, cells: frozenset[int]) -> Heading | None:
    """The heading that fills its line; a table's cell or head and a line amid text are none."""
    text = lines[at].text
    before = _filled_before(lines, at)
    if lines[at].number in cells and before.number in cells:
        return None
    if kind == "money" and (
        kind_of(_words(before.text)) == kind or _heads_column(lines, at, cells)
    ):
        return None
    firm = text.endswith(":") or _blank(lines, at - 1) or (" " not in text and kind in MAIN)
    return Heading(at, _words(text), kind) if firm else None


def _heads_column(lines: Sequence[Line], at: int, cells: frozenset[int]) -> bool:
    """Whether the line at index *at* heads the first column of a table."""
    after = _filled_after(lines, at)
    if after == len(lines) or not COLUMN.fullmatch(lines[at].text):
        return False
    return lines[after].number in cells or bool(BESIDE.match(lines[after].text))


def _inline(at: int, text: str) -> Heading | None:
    match = INLINE.match(text)
    kind = kind_of(match["heading"]) if match else ""
    if match is None or not kind or _fact(kind, match["rest"]):
        return None
    return Heading(at, match["heading"].strip(), kind, match["rest"])


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
        alone = _blank(lines, at - 1) and _style(lines, at) in styles
        if alone and _title_like(line.text) and _heads_text(lines, at, heads):
            found.append(Heading(at, _words(line.text), "other"))
    return found


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
    return words[-1][-1].isalpha() and not readings(text) and not PACKAGE.match(text)


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
