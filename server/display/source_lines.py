"""A source page line by line, with what was understood from each line beside it."""

from typing import NamedTuple

from graph.extract.explain import Explained, explain
from graph.records import PageRecord
from server.display.texts import gettext


class Line(NamedTuple):
    """A line of a page: *state* is ``read``, ``unread``, or empty as the line is.

    *facts* are the names and the values of what was understood from it.
    """

    number: int
    text: str
    state: str
    facts: tuple[tuple[str, str], ...]


def source_lines(record: PageRecord) -> list[Line]:
    """Return the lines of the *record*'s page, each with its facts in the reader's language."""
    names = _names()
    return [_line(line, names) for line in explain(record)]


def _line(line: Explained, names: dict[str, str]) -> Line:
    """The *line* with those facts that have a name on the page: others stand elsewhere on it."""
    facts = ((names[fact.kind], fact.words) for fact in line.understood if fact.kind in names)
    state = "unread" if line.unread else "read"
    return Line(line.number, line.text, state if line.text.strip() else "", tuple(facts))


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
        "contact": gettext("Contact"),
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
