"""The SPARQL that gives what a filter gives: a named question, bound to what was chosen."""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple
from urllib.parse import quote

from graph.questions.question import Said
from ontology.registers import yso
from server.addresses import CONCEPTS
from server.lists.selection import ProjectChoice
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

FEW: Final = 50
"""Up to so many projects that words found are named one by one."""


class QueryShown(NamedTuple):
    """A query for people; *words* tells how it stands to the words that were searched for.

    ``none``: there are none. ``named``: what they found is named in it. ``left``: it leaves them
    out, for too much was found.
    """

    text: str
    words: str


def query_shown(
    snapshot: Snapshot, choice: ProjectChoice, view: str, total: int, language: str
) -> QueryShown:
    """Return the query that gives the *view* of the *total* projects that *choice* finds."""
    if not choice.q:
        return QueryShown(query_of(snapshot, choice, view, (), language), "none")
    if not 0 < total <= FEW:
        return QueryShown(query_of(snapshot, choice, view, (), language), "left")
    slugs = snapshot.index.slugs(choice.wish(), snapshot.generation.manifest.day)
    return QueryShown(query_of(snapshot, choice, view, slugs, language), "named")


def query_of(
    snapshot: Snapshot, choice: ProjectChoice, view: str, slugs: Sequence[str], language: str
) -> str:
    """Return the query that gives the *view* of what *choice* finds.

    SPARQL knows nothing of inflection: what was found by words is named by its *slugs*; without
    them the query leaves the words out.
    """
    said: Mapping[str, Said] = {"project": slugs} if slugs else filter_of(choice)
    question = snapshot.library[QUESTIONS[view]]
    return question.bind({**said, "lang": language}, snapshot.generation.iris)


def filter_of(choice: ProjectChoice) -> Mapping[str, Said]:
    """What *choice* chooses by facets, as the parameters of those questions."""
    said = {
        NAMED.get(name, name): values_of(choice, name)
        for name, _ in choice.parameters
        if name not in {"q", "exact", "sort", "running"}
    }
    return {**said, "running": "true"} if choice.running else said


def values_of(choice: ProjectChoice, name: str) -> tuple[str, ...]:
    """What *choice* has in a facet; a concept of a register is called by its IRI."""
    values = choice.values(name)
    return tuple(yso(quote(value)).value for value in values) if name in CONCEPTS else values
