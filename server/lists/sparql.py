"""The SPARQL that gives what a filter gives: a named question, bound to what was chosen."""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple
from urllib.parse import quote

from graph.questions.question import Said
from graph.questions.summing import speaks
from ontology.registers import yso
from server.addresses import CONCEPTS, MANY
from server.lists.selection import OrganisationChoice, ProjectChoice, Search
from server.snapshot import Snapshot

QUESTIONS: Final = {
    "list": "chosen_projects",
    "timeline": "chosen_projects",
    "funders": "chosen_funders",
    "implementers": "chosen_implementers",
    "allocations": "chosen_allocations",
}
"""The question behind each view of the projects that were found."""

NAMED: Final = {"amount": "band"}
"""The parameters that a question calls otherwise than an address does."""

UNTOLD: Final = frozenset({"q", "exact", "sort", "running", "role"})
"""The parameters that no question takes as they are."""

FEW: Final = 50
"""Up to so many things that words found are named one by one."""


class QueryShown(NamedTuple):
    """A query for people; *words* tells how it stands to the words that were searched for.

    ``none``: there are none. ``named``: what they found is named in it. ``left``: it leaves them
    out, for too much was found. So it is with the roles of organisations: ``roles`` leaves these
    out.
    """

    text: str
    words: str


def query_shown(
    snapshot: Snapshot, choice: Search, total: int, language: str, view: str = "list"
) -> QueryShown:
    """Return the query that gives the *total* things that *choice* finds, or a *view* of them."""
    untold = untold_by(choice)
    if untold and 0 < total <= FEW:
        slugs = snapshot.index.slugs(choice.wish(), snapshot.generation.manifest.day)
        return QueryShown(query_of(snapshot, choice, slugs, language, view), "named")
    return QueryShown(query_of(snapshot, choice, (), language, view), untold or "none")


def untold_by(choice: Search) -> str:
    """What of *choice* a query can tell only by naming what was found; empty when nothing is."""
    if choice.q:
        return "left"
    return "roles" if isinstance(choice, OrganisationChoice) and choice.role else ""


def query_of(
    snapshot: Snapshot, choice: Search, slugs: Sequence[str], language: str, view: str = "list"
) -> str:
    """Return the query that gives what *choice* finds, or a *view* of it.

    SPARQL knows nothing of inflection: what was found by words is named by its *slugs*; without
    them the query leaves the words out.
    """
    kind = choice.kind_found
    said: Mapping[str, Said] = {kind: called(kind, slugs)} if slugs else filter_of(choice)
    name = QUESTIONS[view] if isinstance(choice, ProjectChoice) else MANY[kind]
    question = snapshot.library[name]
    spoken = {"lang": language} if speaks(question) else {}
    return question.bind({**said, **spoken}, snapshot.generation.iris)


def filter_of(choice: Search) -> Mapping[str, Said]:
    """What *choice* chooses by facets, as the parameters of those questions."""
    said = {
        NAMED.get(name, name): called(name, choice.values(name))
        for name, _ in choice.parameters
        if name not in UNTOLD
    }
    running = isinstance(choice, ProjectChoice) and choice.running
    return {**said, "running": "true"} if running else said


def called(name: str, values: Sequence[str]) -> Sequence[str]:
    """The *values* of a facet as questions know them: a concept of a register by its IRI."""
    return [yso(quote(value)).value for value in values] if name in CONCEPTS else values
