"""The short values of a page: its type, its portfolio with its years, its phase."""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from graph.extract.lines import Line
from graph.records import Finding, Phase, Portfolio, Printed

PHASES: Final = (
    ("cancelled", r"hylä|keskeyt|peru|raue|ei toteu|ei rahoit|kielte|cancel|reject"),
    ("ended", r"loppu(?:raport|selvity|tility|maksatu)"),
    ("planned", r"ei (?:ole )?(?:vielä )?(?:alkanut|aloitettu|käynnis)"),
    (
        "planned",
        r"suunnit|valmiste|valmistau|käynnistym|käynnistyy|alka(?:massa|a\b)|(?:hanke)?idea",
    ),
    ("planned", r"hake|\w*hakemu|hau(?:ssa|ttavana)|haett|vireillä|käsittely|odott"),
    ("planned", r"rahoituspäätö|hyväksyt"),
    ("planned", r"planned|preparation"),
    ("ended", r"päätty(?!m)|pääte|valmi(?:s\b|stu)|loppu|lopet|toteutunu|toteutettu|suljettu"),
    ("ended", r"ended|complete|finished|closed"),
    ("running", r"käynni|meneill|jatku|toteutuks|toteutus|toteutet|aktiiv|alkanu|aloitet"),
    ("running", r"päättym|running|on-?going|in progress|active"),
)
"""How the words of a phase begin, by concept; the first that fits is meant."""

PHASE_SHAPES: Final = tuple(
    (concept, re.compile(rf"\b(?:{stems})", re.IGNORECASE)) for concept, stems in PHASES
)
ASIDE: Final = re.compile(r"\([^()]*\)?")
"""What stands in brackets behind a phase: more about it, such as what is applied for."""
YEARS: Final = re.compile(
    r"[\s,]*\(?(?:\b(?:(?:ohjelma|rahoitus)?kausi|vuodet|vuosina|vv?\.)\s?)?"
    r"\b(?P<first>(?:19|20)\d{2})"
    r"(?:\s?(?P<dash>[-–—])\s?(?P<last>(?:19|20)?\d{2})?(?!\d))?\)?\s*$"
)
YEARS_FIRST: Final = re.compile(
    r"(?P<first>(?:19|20)\d{2})\s?(?P<dash>[-–—])\s?(?P<last>(?:19|20)\d{2})\s+(?=\S)"
)


class ReadPhase(NamedTuple):
    """The phase that a page prints, and the finding that its words are not known."""

    phase: Phase | None = None
    finding: Finding | None = None


def read_printed(lines: Sequence[Line]) -> Printed | None:
    """All *lines* as one printed text, at the first one's line; None if there is none."""
    if not lines:
        return None
    return Printed(" ".join(line.text for line in lines), lines[0].number)


def read_portfolio(line: Line) -> Portfolio:
    """The portfolio that *line* prints: its name, and its years at the end or the beginning."""
    match = YEARS.search(line.text) or YEARS_FIRST.match(line.text)
    name = line.text[: match.start()] + line.text[match.end() :] if match else ""
    if match is None or not name:
        return Portfolio(as_printed=line.text, name=line.text, line=line.number)
    first = int(match["first"])
    return Portfolio(
        as_printed=line.text,
        name=name,
        line=line.number,
        start_year=first,
        end_year=_end_year(first, match["dash"], match["last"]),
    )


def _end_year(first: int, dash: str | None, last: str | None) -> int | None:
    """The last year: the first where no range is printed, none where it is open."""
    if not dash:
        return first
    if not last:
        return None
    return int(str(first)[: 4 - len(last)] + last)


def read_phase(line: Line) -> ReadPhase:
    """The phase that *line* prints; words that nothing is known of are *other*, and a finding."""
    if not line.text:
        return ReadPhase()
    texts = (ASIDE.sub("", line.text), line.text)
    known = (c for text in texts for c, shape in PHASE_SHAPES if shape.search(text))
    concept = next(known, "other")
    phase = Phase(concept=concept, as_printed=line.text, line=line.number)
    return ReadPhase(phase, None if concept != "other" else _unknown(line))


def _unknown(line: Line) -> Finding:
    message = f"the phase '{line.text[:60]}' is none that is known"
    return Finding(kind="other", what="unknown phase", message=message, line=line.number)
