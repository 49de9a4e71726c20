"""Funders and implementers: from the lines of a list to who took part."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from graph.extract.lines import Line
from graph.extract.marks import MISSING
from graph.names.book import NameBook, Named
from graph.records import Finding, Participation

_CONTINUES = re.compile(r"(?:[-–—/&+(]| ja| sekä| och)$")
_CONTINUED = re.compile(r"(?:ja|sekä|och|[/&+)–—])\s")
_MAKES_PARTNERS = frozenset({"implementer"})


class Participants(NamedTuple):
    """Those named in one list, and what a register keeper should look at there."""

    participations: tuple[Participation, ...]
    findings: tuple[Finding, ...]


def read_participants(
    role: str, lines: Sequence[Line], names: NameBook, day: date | None
) -> Participants:
    """Who took part as *role*, in the order of *lines*, and a finding for each that is nobody.

    *day* tells which of equal names was in use. A line may hold several names, a name several
    lines; below a heading such as ``Yhteistyökumppanit:`` implementers are partners.
    """
    participations = tuple(_participations(role, _unwrapped(lines, names, day), names, day))
    nobody = (
        one for one in participations if not (one.organisation or one.instrument or one.programme)
    )
    return Participants(participations, tuple(map(_finding, nobody)))


def _participations(
    role: str, lines: Sequence[Line], names: NameBook, day: date | None
) -> Iterator[Participation]:
    """Each name in *lines* with its role."""
    below = role
    for line in lines:
        if names.is_heading(line.text):
            below = _role(role, line.text, names)
            continue
        own = _role(below, line.text, names)
        yield from (_participation(own, line, named) for named in names.named_in(line.text, day))


def _role(role: str, text: str, names: NameBook) -> str:
    """The role of whoever *text* names: a partner's if it says so."""
    return "partner" if role in _MAKES_PARTNERS and names.says_partner(text) else role


def _participation(role: str, line: Line, named: Named) -> Participation:
    """The participation of one *named* on *line*."""
    return Participation(
        role=role,
        as_printed=named.as_printed,
        line=line.number,
        organisation=named.meaning.organisation,
        programme=named.meaning.programme,
        instrument=named.meaning.instrument,
        inferred=named.meaning.inferred,
    )


def _finding(nobody: Participation) -> Finding:
    """What to say of a participant that is no organisation."""
    return Finding(
        kind="participant",
        what="no organisation",
        message=f"'{nobody.as_printed}' names no organisation: it stays a description",
        line=nobody.line,
    )


def _unwrapped(lines: Sequence[Line], names: NameBook, day: date | None) -> list[Line]:
    """The *lines* that name somebody, with names put together that run over several."""
    whole: list[Line] = []
    for line in lines:
        if MISSING.fullmatch(line.text):
            continue
        if whole and _runs_on(whole[-1].text, line.text, names, day):
            whole[-1] = Line(whole[-1].number, _together(whole[-1].text, line.text))
        else:
            whole.append(line)
    return whole


def _runs_on(text: str, after: str, names: NameBook, day: date | None) -> bool:
    """Whether the name in *text* goes on in the line *after* it."""
    if _CONTINUES.search(text) or _CONTINUED.match(after) or text.count("(") > text.count(")"):
        return True
    if text.endswith(","):
        return after[:1].islower()
    return names.is_known(f"{text} {after}", day) and not names.is_known(after, day)


def _together(text: str, after: str) -> str:
    """*text* and the line *after* it, without a blank where a hyphen divides a word."""
    divided = text.endswith("-") and not _CONTINUED.match(after)
    return f"{text}{after}" if divided else f"{text} {after}"
