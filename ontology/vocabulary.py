"""The vocabulary as documents, as triples and as plain records for a readable page."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any, Final

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from ontology.iris import CONCEPTS
from ontology.terms import PREFIXES, Rdf, Rdfs, Schema, Skos

VERSION: Final = "0.2.0"
"""The version of the vocabulary, its ``owl:versionInfo``."""

PUBLISHED: Final = ("salkku", "concepts", "alignment")
"""The documents that describe the graph's words, and so belong in the graph."""

Texts = Mapping[str, str]
"""A text in several languages, by language tag."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A class, property or datatype; *kind* is Class, ObjectProperty, DatatypeProperty, Datatype.

    *domain*, *range* and *broader* (superclasses or superproperties) are IRIs; *alike* holds the
    IRIs of similar terms elsewhere, by the local name of the SKOS mapping.
    """

    iri: str
    name: str
    kind: str
    labels: Texts
    definitions: Texts
    domain: tuple[str, ...] = ()
    range: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()
    alike: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """A concept: its IRI, its word, its names and what it means.

    *other_names* are such as abbreviations, each once, whatever their language.
    """

    iri: str
    word: str
    labels: Texts
    other_names: tuple[str, ...]
    definitions: Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    """A concept scheme: its IRI, its name such as ``phase``, and its concepts in order."""

    iri: str
    name: str
    labels: Texts
    concepts: tuple[Concept, ...]


def turtle(document: str) -> bytes:
    """Return *document* as Turtle: one of ``salkku``, ``concepts``, ``alignment``, ``shapes``."""
    return resources.files("ontology").joinpath(f"{document}.ttl").read_bytes()


def context() -> dict[str, Any]:
    """Return the JSON-LD context document, with its one key ``@context``."""
    text = resources.files("ontology").joinpath("context.jsonld").read_text("utf-8")
    document: dict[str, Any] = json.loads(text)
    return document


def triples() -> list[Triple]:
    """Return every triple of the published documents, each once, without a blank node."""
    return list(dict.fromkeys(_parse(*PUBLISHED)))


def terms() -> tuple[Term, ...]:
    """Return Salkku's own classes, properties and datatypes in the order of ``salkku.ttl``."""
    about = _describe(_parse("salkku", "alignment"))
    return tuple(
        _term(node, about[node]) for node in about if node.value.startswith(PREFIXES["sk"])
    )


def schemes() -> tuple[Scheme, ...]:
    """Return the concept schemes, each with its concepts, in the order of ``concepts.ttl``."""
    about = _describe(_parse("concepts"))
    return tuple(
        _scheme(node, about) for node in about if Skos.ConceptScheme in about[node][Rdf.type]
    )


_Description = dict[NamedNode, list[Any]]


def _parse(*documents: str) -> Iterator[Triple]:
    for document in documents:
        for quad in parse(turtle(document), format=RdfFormat.TURTLE):
            yield quad.triple


def _describe(statements: Iterator[Triple]) -> dict[NamedNode, _Description]:
    about: dict[NamedNode, _Description] = {}
    for subject, predicate, value in statements:
        if isinstance(subject, NamedNode):
            about.setdefault(subject, {}).setdefault(predicate, []).append(value)
    return about


def _term(node: NamedNode, description: _Description) -> Term:
    return Term(
        iri=node.value,
        name=node.value.removeprefix(PREFIXES["sk"]),
        kind=_kind(description),
        labels=_texts(description, Rdfs.label),
        definitions=_texts(description, Skos.definition),
        domain=_iris(description, Rdfs.domain, Schema.domainIncludes),
        range=_iris(description, Rdfs.range),
        broader=_iris(description, Rdfs.subClassOf, Rdfs.subPropertyOf),
        alike={
            relation: found
            for relation in ("closeMatch", "broadMatch", "narrowMatch")
            if (found := _iris(description, getattr(Skos, relation)))
        },
    )


def _kind(description: _Description) -> str:
    kinds: list[NamedNode] = description[Rdf.type]
    return kinds[0].value.rpartition("#")[2]


def _scheme(node: NamedNode, about: Mapping[NamedNode, _Description]) -> Scheme:
    return Scheme(
        iri=node.value,
        name=node.value.removeprefix(CONCEPTS),
        labels=_texts(about[node], Skos.prefLabel),
        concepts=tuple(
            _concept(concept, about[concept]) for concept in about[node][Skos.hasTopConcept]
        ),
    )


def _concept(node: NamedNode, description: _Description) -> Concept:
    return Concept(
        iri=node.value,
        word=description[Skos.notation][0].value,
        labels=_texts(description, Skos.prefLabel),
        other_names=tuple(dict.fromkeys(v.value for v in description.get(Skos.altLabel, []))),
        definitions=_texts(description, Skos.definition),
    )


def _texts(description: _Description, predicate: NamedNode) -> Texts:
    values: list[Literal] = description.get(predicate, [])
    return {str(value.language): value.value for value in values}


def _iris(description: _Description, *predicates: NamedNode) -> tuple[str, ...]:
    return tuple(
        value.value for predicate in predicates for value in description.get(predicate, [])
    )
