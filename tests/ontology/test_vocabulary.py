"""The vocabulary says in three languages what each word means, and the example keeps to it."""

from collections import Counter
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, parse
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS, SKOS

from ontology.iris import concept
from ontology.terms import PREFIXES
from ontology.vocabulary import (
    VERSION,
    Concept,
    Scheme,
    Term,
    schemes,
    terms,
    triples,
    turtle,
)

LANGUAGES = {"fi", "sv", "en"}
ONTOLOGY = rdflib.URIRef("https://w3id.org/salkku/ontology")
EXAMPLE = Path(__file__).with_name("example.ttl")
ANYTHING = f"{PREFIXES['rdfs']}Resource"
"""The range of a property that leads to what others describe."""

SUPERCLASSES = {
    f"{PREFIXES['org']}FormalOrganization": f"{PREFIXES['org']}Organization",
    f"{PREFIXES['org']}OrganizationalUnit": f"{PREFIXES['org']}Organization",
}


@pytest.fixture(scope="module")
def vocabulary() -> rdflib.Graph:
    return rdflib.Graph().parse(data=turtle("salkku"), format="turtle")


@pytest.fixture(scope="module")
def example() -> rdflib.Graph:
    """The example with the concepts that it names."""
    return rdflib.Graph().parse(EXAMPLE).parse(data=turtle("concepts"), format="turtle")


def names(term: Term) -> str:
    return term.name


@pytest.mark.parametrize("term", terms(), ids=names)
def test_a_term_has_one_label_and_one_definition_in_each_language(
    term: Term, vocabulary: rdflib.Graph
) -> None:
    for predicate in (RDFS.label, SKOS.definition):
        values = list(vocabulary.objects(rdflib.URIRef(term.iri), predicate))
        assert Counter(v.language for v in values if isinstance(v, rdflib.Literal)) == Counter(
            LANGUAGES
        )
    assert term.labels.keys() == term.definitions.keys() == LANGUAGES


@pytest.mark.parametrize("term", terms(), ids=names)
def test_a_definition_is_a_sentence(term: Term) -> None:
    for definition in term.definitions.values():
        assert definition[0].isupper()
        assert definition.endswith(".")


@pytest.mark.parametrize("term", terms(), ids=names)
def test_a_term_says_where_it_is_defined(term: Term, vocabulary: rdflib.Graph) -> None:
    assert vocabulary.value(rdflib.URIRef(term.iri), RDFS.isDefinedBy) == ONTOLOGY


@pytest.mark.parametrize("term", [t for t in terms() if t.kind.endswith("Property")], ids=names)
def test_a_property_says_which_classes_have_it_and_what_it_leads_to(term: Term) -> None:
    assert term.domain
    assert term.range


@pytest.mark.parametrize("term", [t for t in terms() if t.kind == "DatatypeProperty"], ids=names)
def test_a_datatype_property_leads_to_a_datatype(term: Term) -> None:
    assert all(iri.startswith((PREFIXES["xsd"], PREFIXES["rdf"])) for iri in term.range)


def test_own_terms_named_by_other_terms_are_described() -> None:
    described = {term.iri for term in terms()}
    named = {iri for term in terms() for iri in (*term.domain, *term.range, *term.broader)}
    assert {iri for iri in named if iri.startswith(PREFIXES["sk"])} <= described


def test_the_ontology_has_title_licence_and_the_version_that_programs_are_told(
    vocabulary: rdflib.Graph,
) -> None:
    titles = vocabulary.objects(ONTOLOGY, DCTERMS.title)
    assert {t.language for t in titles if isinstance(t, rdflib.Literal)} == LANGUAGES
    assert vocabulary.value(ONTOLOGY, DCTERMS.license)
    assert str(vocabulary.value(ONTOLOGY, OWL.versionInfo)) == VERSION


def test_nothing_published_is_a_blank_node() -> None:
    found = [t for t in triples() if isinstance(t.subject, BlankNode)]
    assert found + [t for t in triples() if isinstance(t.object, BlankNode)] == []


def test_every_triple_is_given_once_and_rdflib_reads_as_many() -> None:
    graph = rdflib.Graph()
    for document in ("salkku", "concepts", "alignment"):
        graph.parse(data=turtle(document), format="turtle")
    assert len(triples()) == len(set(triples())) == len(graph)


def test_terms_come_in_the_order_of_the_document() -> None:
    assert [term.name for term in terms()][:2] == ["Project", "WithdrawnProject"]
    kinds = {"Class", "ObjectProperty", "DatatypeProperty", "Datatype"}
    assert {term.kind for term in terms()} == kinds


def test_a_term_knows_what_is_alike_elsewhere() -> None:
    project = terms()[0]
    assert project.broader == ("http://xmlns.com/foaf/0.1/Project",)
    assert project.alike["closeMatch"] == ("http://schema.org/Project",)


def concepts() -> list[tuple[Scheme, Concept]]:
    return [(scheme, concept) for scheme in schemes() for concept in scheme.concepts]


def test_there_are_seven_schemes_each_named_and_defined_in_three_languages() -> None:
    assert {scheme.name for scheme in schemes()} == {
        "phase",
        "role",
        "amount",
        "instrument",
        "organisation-kind",
        "finding",
        "decision",
    }
    assert all(scheme.labels.keys() == LANGUAGES for scheme in schemes())
    graph = rdflib.Graph().parse(data=turtle("concepts"), format="turtle")
    for scheme in schemes():
        definitions = graph.objects(rdflib.URIRef(scheme.iri), SKOS.definition)
        assert {d.language for d in definitions if isinstance(d, rdflib.Literal)} == LANGUAGES


@pytest.mark.parametrize(("scheme", "word"), concepts(), ids=lambda c: getattr(c, "iri", ""))
def test_a_concept_is_named_and_defined_in_three_languages_and_its_word_ends_its_iri(
    scheme: Scheme, word: Concept
) -> None:
    assert word.labels.keys() == LANGUAGES
    assert word.definitions.keys() == LANGUAGES
    assert word.iri == concept(scheme.name, word.word).value


def test_a_concept_knows_its_abbreviations_once() -> None:
    (instrument,) = [scheme for scheme in schemes() if scheme.name == "instrument"]
    assert instrument.concepts[0].other_names == ("ESR", "ESR+", "ESF", "ESF+")


@pytest.mark.parametrize("scheme", schemes(), ids=lambda scheme: scheme.name)
@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_no_two_concepts_of_a_scheme_share_a_name(scheme: Scheme, language: str) -> None:
    labels = [concept.labels[language] for concept in scheme.concepts]
    assert len(set(labels)) == len(labels)


def test_a_scheme_and_its_concepts_name_each_other() -> None:
    graph = rdflib.Graph().parse(data=turtle("concepts"), format="turtle")
    down = set(graph.subject_objects(SKOS.hasTopConcept))
    assert {(s, c) for c, s in graph.subject_objects(SKOS.topConceptOf)} == down
    assert {(s, c) for c, s in graph.subject_objects(SKOS.inScheme)} == down
    assert {c for _, c in down} == set(graph.subjects(RDF.type, SKOS.Concept))


def test_the_example_uses_every_term_that_is_built(example: rdflib.Graph) -> None:
    literals = [value for value in example.objects() if isinstance(value, rdflib.Literal)]
    used = {
        *map(str, example.predicates()),
        *map(str, example.objects(None, RDF.type)),
        *(str(literal.datatype) for literal in literals),
    }
    assert {term.name for term in terms() if term.iri not in used} == set()


@pytest.mark.parametrize("term", [t for t in terms() if t.kind.endswith("Property")], ids=names)
def test_domain_and_range_hold_in_the_example(term: Term, example: rdflib.Graph) -> None:
    for subject, value in example.subject_objects(rdflib.URIRef(term.iri)):
        assert classes(example, subject) & set(term.domain)
        kinds = {kind_of(value)} if isinstance(value, rdflib.Literal) else classes(example, value)
        assert kinds & set(term.range) or term.range == (ANYTHING,)


def classes(graph: rdflib.Graph, node: rdflib.term.Node) -> set[str]:
    own = {str(kind) for kind in graph.objects(node, RDF.type)}
    return own | {SUPERCLASSES[kind] for kind in own if kind in SUPERCLASSES}


def kind_of(literal: rdflib.Literal) -> str:
    if literal.language:
        return str(RDF.langString)
    return str(literal.datatype or rdflib.XSD.string)


def test_documents_are_found_in_the_package() -> None:
    for document in ("salkku", "concepts", "alignment", "shapes"):
        first = next(iter(parse(turtle(document), format=RdfFormat.TURTLE)))
        assert isinstance(first.subject, NamedNode)
        assert not isinstance(first.object, Literal)


def test_the_names_of_instruments_begin_as_names_do() -> None:
    (instruments,) = [scheme for scheme in schemes() if scheme.name == "instrument"]
    names = [name for concept in instruments.concepts for name in concept.labels.values()]
    assert [name for name in names if not name[0].isupper()] == []
