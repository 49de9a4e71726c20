"""The words of the graph that the editor of the query page offers: terms and concepts."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from graph.register import Language
from ontology.terms import Dcterms, Foaf, Org, Prov, Rdf, Rdfs, Schema, Skos, Vcard
from ontology.vocabulary import Texts, schemes, terms

BORROWED: Final = (Org, Foaf, Vcard, Dcterms, Skos, Prov, Schema, Rdf, Rdfs)
"""The namespaces of the terms that the graph takes from elsewhere."""


class Word(NamedTuple):
    """A term or concept; *kind* is ``class``, ``property`` or ``concept``."""

    iri: str
    kind: str
    label: str
    definition: str


@lru_cache
def query_words(language: Language) -> tuple[Word, ...]:
    """Return every word, with label and definition in *language*; own terms come first."""
    return (*_own(language), *_borrowed(), *_concepts(language))


def _own(language: Language) -> Iterator[Word]:
    for term in terms():
        kind = "class" if term.kind == "Class" else "property"
        yield Word(term.iri, kind, *_told(language, term.labels, term.definitions))


def _borrowed() -> Iterator[Word]:
    for namespace in BORROWED:
        for name in namespace.__annotations__:
            kind = "class" if name[0].isupper() else "property"
            yield Word(getattr(namespace, name).value, kind, "", "")


def _concepts(language: Language) -> Iterator[Word]:
    for scheme in schemes():
        for concept in scheme.concepts:
            told = _told(language, concept.labels, concept.definitions)
            yield Word(concept.iri, "concept", *told)


def _told(language: Language, *texts: Texts) -> Iterator[str]:
    return (text.get(language) or text.get("en", "") for text in texts)
