"""A named question, and the query that asks it about something."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import msgspec
from pyoxigraph import Literal, NamedNode

from graph.errors import QueryError
from graph.questions.header import Chart, Counting, Listing, Parameter, Words, without_header
from graph.register import Language
from graph.values import is_slug, to_term
from ontology.iris import Iris

PLACE: Final = re.compile(r"VALUES \?(?:asked_)?(\w+) \{ UNDEF \}")
"""Where the value of a parameter goes."""

SERVICE: Final = re.compile(r"SERVICE (?:SILENT )?<([^>]*)>")
"""Where a question asks another endpoint, which it names by its IRI."""

TITLE_ENDS: Final = re.compile(r"[;:] ")

LANGUAGE: Final = "lang"
"""The parameter of questions for the language of names."""

PAGING: Final = frozenset({"page", "size"})
"""What chooses a piece of an answer in an address."""

TAKEN: Final = PAGING | {"question", "language"}
"""What no parameter may be called: the parts of an address that mean something else."""


Said = str | Sequence[str]
"""What a parameter is given: words, or several that are alternatives."""


class BadValue(QueryError):
    """*words* that are no value of a *parameter*."""

    def __init__(self, message: str, parameter: Parameter, words: str) -> None:
        super().__init__(message)
        self.parameter = parameter
        self.words = words


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """A named question; one without *columns* gives a graph, the others a table.

    The whole answer of one whose *table* is true is published as a file. *sums_over* says over
    what its numbers add up, and nothing when they do not: see ``graph.questions.summing``.
    With a *listing* its rows come in an order that the index knows, with a *counting* it knows all.
    What *needs* something is answered about a value of one of those parameters at least.
    """

    name: str
    topic: str
    summary: Words
    table: bool
    sums_over: str = ""
    parameters: tuple[Parameter, ...]
    needs: tuple[str, ...] = ()
    columns: tuple[str, ...]
    chart: Chart | None
    listing: Listing | None = None
    counting: Counting | None = None
    text: str

    @property
    def query(self) -> str:
        """The SPARQL alone, without the header, about everything."""
        return without_header(self.text)

    @property
    def services(self) -> tuple[str, ...]:
        """The endpoints that it asks beside our own, by their IRIs."""
        return tuple(dict.fromkeys(SERVICE.findall(self.query)))

    def title(self, language: Language) -> str:
        """What the question is called: the summary up to its first semicolon or colon."""
        return TITLE_ENDS.split(self.summary[language], maxsplit=1)[0].rstrip(".")

    def note(self, language: Language) -> str:
        """What the summary says beyond the title, as a sentence; empty when that is all."""
        more = self.summary[language][len(self.title(language)) :].lstrip(".;: ")
        return more[:1].upper() + more[1:]

    def bind(
        self,
        values: Mapping[str, Said],
        iris: Iris | None = None,
        *,
        limit: int | None = None,
        offset: int = 0,
    ) -> str:
        """Return the query that asks about *values*: words, by the names of the parameters.

        Several words for one parameter are alternatives. A value of no words is as good as none.
        A slug means the entity below the base of *iris*. A parameter that is gathered and has no
        value is about nothing. *limit* and *offset* choose a piece of the rows. Raises QueryError
        for a parameter that the question does not have, and BadValue for words that are no value
        of its type.
        """
        terms = {
            name: " ".join(str(self.term(name, words, iris or Iris())) for words in said)
            for name, said in given(values)
        }
        nothing = {each.name: "" for each in self.parameters if each.gathered_by}
        bound = PLACE.sub(lambda place: _filled(place, nothing | terms), self.query)
        return "\n".join((bound, *_piece(limit, offset)))

    def names_by_slug(self, values: Mapping[str, str]) -> bool:
        """Whether one of *values* is a slug, which means something below a base only."""
        return any(
            is_slug(values[parameter.name], parameter.type)
            for parameter in self.parameters
            if values.get(parameter.name, "").strip()
        )

    def term(self, name: str, words: str, iris: Iris) -> NamedNode | Literal:
        """Return what *words* mean as the value of the parameter *name*; raise as ``bind`` does."""
        found = [parameter for parameter in self.parameters if parameter.name == name]
        if not found:
            known = ", ".join(parameter.name for parameter in self.parameters) or "none"
            raise QueryError(f"{self.name} has no parameter {name}; it has: {known}")
        try:
            return to_term(words, found[0].type, iris, found[0].scheme)
        except QueryError as error:
            raise BadValue(f"{self.name}: {name}: {error}", found[0], words) from error


def given(values: Mapping[str, Said]) -> Iterator[tuple[str, list[str]]]:
    """The parameters that are given words, with all of them that are not blank."""
    for name, said in values.items():
        words = [said] if isinstance(said, str) else said
        if told := [each for each in words if each.strip()]:
            yield name, told


def _filled(place: re.Match[str], terms: Mapping[str, str]) -> str:
    term = terms.get(place[1])
    return "" if term is None else place[0].replace("UNDEF", term)


def _piece(limit: int | None, offset: int) -> Iterator[str]:
    if limit is not None:
        yield f"LIMIT {limit:d}"
    if offset:
        yield f"OFFSET {offset:d}"
