"""The constants of the code and the terms of the Turtle are the same, in both directions."""

import pytest
from pyoxigraph import NamedNode, RdfFormat, parse

from ontology import terms
from ontology.terms import PREFIXES, Namespace, Owl, Rdf, Rdfs, Sh, Sk
from ontology.vocabulary import turtle


def constants(namespace: type[Namespace]) -> set[str]:
    return {getattr(namespace, name).value for name in namespace.__annotations__}


def subjects(kind: NamedNode) -> set[str]:
    return {
        quad.subject.value
        for quad in parse(turtle("salkku"), format=RdfFormat.TURTLE)
        if quad.predicate == Rdf.type and quad.object == kind
        if isinstance(quad.subject, NamedNode)
    }


def test_every_term_of_the_vocabulary_is_a_constant_and_every_constant_a_term() -> None:
    described = subjects(Owl.Class) | subjects(Owl.ObjectProperty) | subjects(Owl.DatatypeProperty)
    assert constants(Sk) == described | subjects(Rdfs.Datatype)


def test_classes_begin_with_a_capital_and_properties_do_not() -> None:
    capitals = {iri for iri in constants(Sk) if iri.removeprefix(PREFIXES["sk"])[0].isupper()}
    assert capitals == subjects(Owl.Class)


def test_a_term_is_spelled_as_its_attribute() -> None:
    assert Sk.sourceAsPrinted == NamedNode("https://w3id.org/salkku/ontology#sourceAsPrinted")
    assert Rdf.type == NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    assert Rdfs.range == NamedNode("http://www.w3.org/2000/01/rdf-schema#range")


def test_a_term_that_is_a_word_of_python_loses_its_underscore() -> None:
    assert Sh.in_ == NamedNode("http://www.w3.org/ns/shacl#in")


def test_schema_org_is_spelled_with_http() -> None:
    assert terms.Schema.startDate.value == "http://schema.org/startDate"


@pytest.mark.parametrize("document", ["salkku", "concepts", "alignment", "shapes"])
def test_a_prefix_means_the_same_in_every_document(document: str) -> None:
    written = parse(turtle(document), format=RdfFormat.TURTLE)
    list(written)
    shared = written.prefixes.keys() & PREFIXES.keys()
    assert shared
    assert {prefix: written.prefixes[prefix] for prefix in shared} == {
        prefix: PREFIXES[prefix] for prefix in shared
    }
