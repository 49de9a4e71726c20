"""The alignment names terms that exist, and what follows from it is true of projects and money."""

from pathlib import Path

import pytest
import rdflib
from rdflib.namespace import FOAF, ORG, OWL, RDF, RDFS, SKOS

from ontology.vocabulary import turtle

EURIO = rdflib.Namespace("http://data.europa.eu/s66#")
FRAPO = rdflib.Namespace("http://purl.org/cerif/frapo/")
SCHEMA = rdflib.Namespace("http://schema.org/")
SK = rdflib.Namespace("https://w3id.org/salkku/ontology#")
MAPPINGS = {SKOS.closeMatch, SKOS.broadMatch, SKOS.narrowMatch}
FOLLOWING = {RDFS.subClassOf, RDFS.subPropertyOf}
EXAMPLE = Path(__file__).with_name("example.ttl")

Statement = tuple[rdflib.term.Node, rdflib.term.Node, rdflib.term.Node]

# What ORG, FOAF and schema.org say of agents; their documents are not at hand.
AGENTS: list[Statement] = [
    (ORG.FormalOrganization, RDFS.subClassOf, ORG.Organization),
    (ORG.OrganizationalUnit, RDFS.subClassOf, ORG.Organization),
    (ORG.Organization, RDFS.subClassOf, FOAF.Organization),
    (FOAF.Organization, RDFS.subClassOf, FOAF.Agent),
    (FOAF.Person, RDFS.subClassOf, FOAF.Agent),
    (SCHEMA.Project, RDFS.subClassOf, SCHEMA.Organization),
]
ORGANISATIONS = {ORG.Organization, FOAF.Organization, SCHEMA.Organization, EURIO.Organisation}
GRANTS = {EURIO.Grant, FRAPO.Grant, FRAPO.Funding}


@pytest.fixture(scope="module")
def alignment() -> rdflib.Graph:
    return rdflib.Graph().parse(data=turtle("alignment"), format="turtle")


@pytest.fixture(scope="module")
def vocabularies(shared: Path) -> rdflib.Graph:
    graph = rdflib.Graph()
    for name in ("EURIO.ttl", "frapo.ttl"):
        graph.parse(shared / "vocabularies" / name)
    return graph


@pytest.fixture(scope="module")
def statements(alignment: rdflib.Graph, vocabularies: rdflib.Graph) -> list[Statement]:
    """The example, the ontology, the alignment and the axioms of the others, in one list."""
    graph = rdflib.Graph().parse(EXAMPLE)
    graph.parse(data=turtle("salkku"), format="turtle")
    return [*graph, *alignment, *vocabularies, *AGENTS]


def closure(statements: list[Statement]) -> rdflib.Graph:
    """What follows by RDFS (rules 2, 3, 5, 7, 9, 11) and by owl:inverseOf."""
    graph = rdflib.Graph()
    fresh = set(statements)
    while fresh:
        for statement in fresh:
            graph.add(statement)
        fresh = {new for old in fresh for new in consequences(old, graph)}
        fresh -= set(graph)
    return graph


def consequences(statement: Statement, graph: rdflib.Graph) -> set[Statement]:
    subject, predicate, value = statement
    found: set[Statement] = set()
    if predicate in {RDFS.subClassOf, RDFS.subPropertyOf}:
        found |= {(subject, predicate, above) for above in graph.objects(value, predicate)}
        found |= {(below, predicate, value) for below in graph.subjects(predicate, subject)}
    if predicate == RDFS.subClassOf:
        found |= {(node, RDF.type, value) for node in graph.subjects(RDF.type, subject)}
    if predicate == RDFS.subPropertyOf:
        found |= {(s, value, o) for s, o in graph.subject_objects(subject)}
    if predicate == RDF.type:
        found |= {(subject, RDF.type, above) for above in graph.objects(value, RDFS.subClassOf)}
    found |= {(subject, RDF.type, class_) for class_ in graph.objects(predicate, RDFS.domain)}
    if not isinstance(value, rdflib.Literal):
        found |= {(value, RDF.type, class_) for class_ in graph.objects(predicate, RDFS.range)}
        found |= {(value, p, subject) for p in graph.objects(predicate, OWL.inverseOf)}
        found |= {(value, p, subject) for p in graph.subjects(OWL.inverseOf, predicate)}
    found |= {(subject, p, value) for p in graph.objects(predicate, RDFS.subPropertyOf)}
    return found


def kinds(graph: rdflib.Graph, nodes: set[rdflib.term.Node]) -> set[rdflib.term.Node]:
    return {kind for node in nodes for kind in graph.objects(node, RDF.type)}


def test_every_aligned_term_of_eurio_and_frapo_exists(
    alignment: rdflib.Graph, vocabularies: rdflib.Graph
) -> None:
    named = {o for p in MAPPINGS | FOLLOWING for o in alignment.objects(None, p)}
    foreign = {iri for iri in named if str(iri).startswith((str(EURIO), str(FRAPO)))}
    assert len(foreign) > 20
    assert {iri for iri in foreign if (iri, RDF.type, None) not in vocabularies} == set()


def test_every_aligned_term_of_ours_exists(alignment: rdflib.Graph) -> None:
    ours = rdflib.Graph().parse(data=turtle("salkku"), format="turtle")
    mapped = {s for p in MAPPINGS | FOLLOWING for s in alignment.subjects(p, None)}
    assert {iri for iri in mapped if (iri, RDF.type, None) not in ours} == set()


def test_the_vocabulary_is_aligned_to_each_of_the_four(alignment: rdflib.Graph) -> None:
    named = [str(o) for p in MAPPINGS for o in alignment.objects(None, p)]
    for namespace in (EURIO, FRAPO, SCHEMA, ORG):
        assert any(iri.startswith(str(namespace)) for iri in named)


def test_exact_matches_stand_between_concepts_only(alignment: rdflib.Graph) -> None:
    concepts = rdflib.Graph().parse(data=turtle("concepts"), format="turtle")
    everything = rdflib.Graph().parse(data=turtle("salkku"), format="turtle") + alignment + concepts
    known = set(concepts.subjects(RDF.type, SKOS.Concept))
    assert set(everything.subjects(SKOS.exactMatch, None)) <= known


def test_no_project_is_an_organisation(statements: list[Statement]) -> None:
    graph = closure(statements)
    projects = set(graph.subjects(RDF.type, SK.Project))
    assert projects
    assert kinds(graph, projects) & (ORGANISATIONS | {FOAF.Agent}) == set()


def test_no_funder_is_a_grant(statements: list[Statement]) -> None:
    graph = closure(statements)
    funders = set(graph.objects(None, SK.funder))
    assert funders
    assert kinds(graph, funders) & GRANTS == set()
    assert ORG.Organization in kinds(graph, funders)


def test_no_money_is_an_agent_and_no_agent_is_money(statements: list[Statement]) -> None:
    graph = closure(statements)
    money = set(graph.subjects(RDF.type, SK.FundingAllocation))
    agents = set(graph.subjects(RDF.type, FOAF.Agent))
    assert money
    assert agents
    assert not money & agents
    assert kinds(graph, agents) & GRANTS == set()


def test_what_should_follow_does_follow(statements: list[Statement]) -> None:
    graph = closure(statements)
    assert set(graph.subjects(RDF.type, SK.Project)) <= set(graph.subjects(RDF.type, FOAF.Project))
    assert set(graph.subject_objects(SK.funder)) <= set(graph.subject_objects(FRAPO.isFundedBy))
    assert set(graph.subject_objects(SK.amount)) <= set(graph.subject_objects(EURIO.value))


def test_the_closure_would_show_a_funder_that_is_a_grant(statements: list[Statement]) -> None:
    graph = closure([*statements, (SK.funder, RDFS.subPropertyOf, EURIO.isFundedBy)])
    assert EURIO.Grant in kinds(graph, set(graph.objects(None, SK.funder)))


def test_the_closure_would_show_a_project_that_is_an_organisation(
    statements: list[Statement],
) -> None:
    graph = closure([*statements, (SK.Project, RDFS.subClassOf, SCHEMA.Project)])
    assert SCHEMA.Organization in kinds(graph, set(graph.subjects(RDF.type, SK.Project)))
