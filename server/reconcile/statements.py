"""What the graph says of many things at once: one question for a whole batch."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, Final

from pyoxigraph import Literal, NamedNode

from graph.register import LANGUAGES
from ontology.terms import Dcterms, Foaf, Skos
from server.snapshot import Snapshot

Term = Any
"""A value of a statement: an IRI, a literal, a blank node or a triple."""

Said = Mapping[str, Mapping[NamedNode, list[Term]]]
"""The values by the IRI of the thing, and by the property."""

PREFERRED: Final = (Dcterms.title, Foaf.name, Skos.prefLabel)
NAMES: Final = (*PREFERRED, Skos.altLabel)
"""The properties by which things have names."""

NAMED_BY: Final = (
    (("project",), Dcterms.title),
    (("organisation", "portfolio", "subject", "place"), Skos.prefLabel),
)
"""The kinds that have names in several languages, and the property of these."""

SPOKEN: Final = (*LANGUAGES, "")

PIECE: Final = 2000
"""So many things one question is asked about."""

NOTHING: Final[Mapping[NamedNode, list[Term]]] = {}


def said_of(snapshot: Snapshot, iris: Iterable[str], properties: Collection[NamedNode]) -> Said:
    """Return what is said of each of *iris* with any of *properties*."""
    said: dict[str, dict[NamedNode, list[Term]]] = defaultdict(lambda: defaultdict(list))
    asked = [iri for iri in dict.fromkeys(iris) if iri]
    names = [each.value for each in properties]
    for start in range(0, len(asked) if names else 0, PIECE):
        piece = asked[start : start + PIECE]
        for row in snapshot.table("statements", entity=piece, property=names):
            said[row["entity"].value][row["property"]].append(row["value"])
    return said


def named_in(said: Said) -> set[str]:
    """The IRIs of all that is named as a value."""
    terms = (term for told in said.values() for each in told.values() for term in each)
    return {term.value for term in terms if isinstance(term, NamedNode)}


def names_of(said: Said, iri: str) -> Iterator[str]:
    """Yield all names of the thing with that *iri*."""
    told = said.get(iri, NOTHING)
    yield from (term.value for each in NAMES for term in told.get(each, ()))


def names_in(said: Said, iri: str, language: str) -> list[str]:
    """The preferred names of a thing that are in just that *language*."""
    told = said.get(iri, NOTHING)
    names = (term for each in PREFERRED for term in told.get(each, ()))
    return sorted(
        term.value for term in names if isinstance(term, Literal) and term.language == language
    )


def name_in(said: Said, iri: str, language: str) -> str:
    """The preferred name of a thing in *language*, else in another one; nothing if it has none."""
    told = said.get(iri, NOTHING)
    names = [term for each in PREFERRED for term in told.get(each, ()) if isinstance(term, Literal)]
    wishes = (language, *SPOKEN)

    def rank(name: Literal) -> tuple[int, str]:
        own = name.language or ""
        return (wishes.index(own) if own in wishes else len(wishes)), name.value

    return min(names, key=rank).value if names else ""
