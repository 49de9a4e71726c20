"""The header of a question's file: TOML in lines that begin with ``#+``."""

import re
from collections.abc import Mapping, Sequence
from typing import Final, Literal

import msgspec

from graph.register import Language
from graph.values import ParameterType

MARK: Final = "#+"
NOT_TOML: Final = re.compile(r"(?P<what>.*) \(at line (?P<line>\d+), column \d+\)", re.DOTALL)
BAD_FIELD: Final = re.compile(r"(?P<what>.*?)(?: - at `\$(?P<path>.*)`)?", re.DOTALL)
STEP: Final = re.compile(r"\.(?P<table>\w+)\[(?P<turn>\d+)\]|\.(?P<key>\w+)")


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The same words in each language: ``words["sv"]``."""

    fi: str
    sv: str
    en: str

    def __getitem__(self, language: Language) -> str:
        words: str = getattr(self, language)
        return words


class Parameter(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a question can be asked about; *scheme* is the concept scheme of a concept.

    *gathered_by* names the question whose one column gives the values when none is said. Asked
    about what *widens* it, a question has also rows that its answer about everything lacks. What is
    said *beside* another parameter says nothing without it.
    """

    name: str
    type: ParameterType
    label: Words
    scheme: str = ""
    gathered_by: str = ""
    widens: bool = False
    beside: str = ""


ListedType = Literal["project", "organisation", "person"]
"""The things by which answers are listed: the index knows the order of their slugs."""

Wished = Literal[
    "portfolios",
    "phases",
    "running",
    "years",
    "funders",
    "implementers",
    "partners",
    "participants",
    "instruments",
    "organisation_kinds",
    "municipalities",
    "subjects",
    "places",
    "amounts",
    "kinds_of",
]
"""What of a ``Wish`` the value of a parameter can be."""


class Chart(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How an answer is drawn: the columns of its axes, and the one that tells series apart."""

    kind: Literal["bar", "line"]
    x: str
    y: str
    series: str = ""


class Listing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """That the rows of an answer come thing by thing, in an *order* that the index knows.

    That is the order of slugs, of the amount, the greatest first, or of the second in which pages
    were read anew, the last first. *by* is the parameter, and the column, of those things. The
    values of parameters choose among them by what a ``Wish`` asks of the index, named here: those
    of *chosen* may be given, those of *within* must be; and the words of *always* are asked of it
    each time. A wish must leave out nothing that has rows. The parameters *among_rows* choose among
    the rows of each thing, which the question does itself: most things should have some. Asked
    about everything, the rows come by *each* of the things which that parameter names, and what is
    said of one comes as if it had been asked about.
    """

    by: ListedType
    order: Literal["slug", "amount", "reading"] = "slug"
    within: Mapping[str, Wished] = {}
    chosen: Mapping[str, Wished] = {}
    among_rows: tuple[str, ...] = ()
    always: Mapping[Wished, tuple[str, ...]] = {}
    each: ListedType | Literal[""] = ""


class Counting(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """That the rows of an answer count projects, by who takes part in them beside somebody.

    *of* is the parameter, and the column, of that organisation, *by* the column of the others, and
    *number* that of the projects: the index has counted them. The others stand by their number of
    projects, and then by their slugs.
    """

    of: str
    by: str
    number: str


class Header(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the header says; of a *table*, the whole answer is published as a file.

    Of one that sums over projects or entities, the whole answer is stored with each generation.
    One with a *listing* can be answered from its beginning on, one with a *counting* by the index.
    What *needs* something is asked about a value of one of those parameters at least.
    """

    topic: str
    summary: Words
    table: bool = False
    sums_over: Literal["", "project", "entity"] = ""
    parameters: tuple[Parameter, ...] = ()
    needs: tuple[str, ...] = ()
    chart: Chart | None = None
    listing: Listing | None = None
    counting: Counting | None = None


class BrokenHeader(ValueError):
    """A header that cannot be used; *line* counts from 1."""

    def __init__(self, line: int, what: str) -> None:
        super().__init__(what)
        self.line = line


def read_header(text: str) -> Header:
    """Return the header of the question in *text*. Raises BrokenHeader."""
    lines = header_lines(text)
    try:
        return msgspec.toml.decode("\n".join(lines), type=Header)
    except msgspec.ValidationError as error:
        what, path = _parts(BAD_FIELD, str(error))
        raise BrokenHeader(line_of(path, lines), what) from error
    except msgspec.DecodeError as error:
        what, line = _parts(NOT_TOML, str(error))
        raise BrokenHeader(int(line or 1), f"not TOML: {what}") from error


def _parts(form: re.Pattern[str], message: str) -> tuple[str, str]:
    parts = form.fullmatch(message)
    return (parts[1], parts[2] or "") if parts else (message, "")


def header_lines(text: str) -> list[str]:
    """The lines of the header, without their marks."""
    lines = text.splitlines()
    ends = (number for number, line in enumerate(lines) if not line.startswith(MARK))
    return [line.removeprefix(MARK) for line in lines[: next(ends, None)]]


def without_header(text: str) -> str:
    """The SPARQL alone."""
    return "\n".join(text.splitlines()[len(header_lines(text)) :]).lstrip("\n")


def line_of(path: str, lines: Sequence[str]) -> int:
    """The line (from 1) of the field at *path* (``.parameters[1].type``), or what is nearest."""
    place = 0
    for step in STEP.finditer(path):
        table, key = step["table"], step["key"]
        begins = re.compile(rf" *(\[\[{table}\]\])" if table else rf" *(\[{key}\]|{key} *=)")
        found = [i for i, line in enumerate(lines) if i >= place and begins.match(line)]
        turn = int(step["turn"] or 0)
        place = found[turn] if turn < len(found) else place
    return place + 1
