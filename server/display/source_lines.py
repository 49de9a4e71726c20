"""A source page line by line, with what was understood from each line beside it."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import NamedTuple

from graph.extract.explain import Explained, Fact, explain
from graph.privacy.masks import MASK
from graph.records import Finding, PageRecord
from server.display.findings import finding
from server.display.prose import squeezed
from server.display.source_facts import fact_in_words
from server.display.texts import gettext


class LineFact(NamedTuple):
    """What was understood: its *name*, its *value*, and its *part* below the project, if any.

    The value is empty where the line says it in the same words.
    """

    name: str
    value: str
    part: str


class Line(NamedTuple):
    """A line of a page: *state* is ``read``, ``unread``, or empty as the line is.

    *facts* are what was understood from it, *findings* the parts and the sentences of what a
    reader should know of it. *masked*: something on it is withheld.
    """

    number: int
    text: str
    state: str
    facts: tuple[LineFact, ...]
    findings: tuple[tuple[str, str], ...]
    masked: bool


def source_lines(record: PageRecord) -> list[Line]:
    """Return the lines of the *record*'s page, each with its facts in the reader's language."""
    names, told = _names(), _findings(record)
    return [
        Line(
            line.number,
            line.text,
            _state(line),
            # Those facts that have a name on the page: others stand elsewhere on it.
            tuple(
                LineFact(names[fact.kind], _value(fact, record, line.text), fact.part)
                for fact in line.understood
                if fact.kind in names
            ),
            told.get(line.number, ()),
            MASK in line.text,
        )
        for line in explain(record)
    ]


def _state(line: Explained) -> str:
    return ("unread" if line.unread else "read") if line.text.strip() else ""


def _value(fact: Fact, record: PageRecord, text: str) -> str:
    """What the *fact* is, unless it stands in the *text* of the line as it is."""
    value = fact_in_words(fact, record)
    return "" if squeezed(value) in squeezed(text) else value


def _findings(record: PageRecord) -> Mapping[int, tuple[tuple[str, str], ...]]:
    """The findings of each line: their parts below the project, and sentences for people."""
    found: dict[int, tuple[tuple[str, str], ...]] = defaultdict(tuple)
    for number, one in enumerate(record.findings, 1):
        found[one.line] += ((f"finding/{number}", _told(one)),)
    return found


def _told(one: Finding) -> str:
    """A finding of a record in the words of one in the graph."""
    columns = ("kind", "what", "source_as_printed", "printed", "computed", "message")
    return finding({column: getattr(one, column) for column in columns})


def counted(lines: list[Line]) -> Mapping[str, int]:
    """How many *lines* were read, were not, and have something withheld."""
    tests: Mapping[str, Callable[[Line], bool]] = {
        "read": lambda line: line.state == "read",
        "unread": lambda line: line.state == "unread",
        "masked": lambda line: line.masked,
    }
    return {name: sum(map(test, lines)) for name, test in tests.items()}


def _names() -> dict[str, str]:
    """The kinds of facts in the reader's language."""
    return {
        "name": gettext("Name"),
        "type": gettext("Type"),
        "portfolio": gettext("Portfolio"),
        "phase": gettext("Phase"),
        "start": gettext("First day"),
        "end": gettext("Last day"),
        "logos": gettext("Logos"),
        "funder": gettext("Funder"),
        "implementer": gettext("Implementer"),
        "partner": gettext("Partner"),
        "inferred": gettext("Inferred"),
        "contact": gettext("Contact"),
        "derived": gettext("Address made from the pattern"),
        "funding": gettext("Money"),
        "total": gettext("Printed total"),
        "amount": gettext("Sum in words"),
        "heading": gettext("Section"),
        "objective": gettext("Objective"),
        "result": gettext("Expected result"),
        "work package": gettext("Work package"),
        "file": gettext("Attachment"),
        "link": gettext("Attachment"),
    }
