"""Our validator finds what pySHACL finds: on a good graph, and on one broken in every way."""

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pyshacl
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse, serialize

from graph.errors import SettingsError
from graph.links.quads import PREDICATES
from graph.shapes import Shapes, compile_shapes
from graph.shapes.validation import Description, Term, describe
from ontology.terms import Dcterms, Foaf, Org, Rdf, Schema, Sh, Sk, Skos, Void, Xsd
from ontology.vocabulary import triples as vocabulary_triples
from ontology.vocabulary import turtle

EXAMPLE = Path(__file__).parents[1] / "ontology" / "example.ttl"
BASE = "http://localhost:8000/id/"

Result = tuple[Term | None, Term | None, Term | None, Term | None, Term | None]
"""Focus, path, value, component, severity."""

STRANGERS: tuple[Term, ...] = (
    NamedNode("http://example.org/nobody"),
    NamedNode("https://w3id.org/salkku/phase/unheard-of"),
    NamedNode("tel:0400"),
    NamedNode("mailto:nobody"),
    NamedNode(f"{BASE}person/maija-meikalainen"),
    NamedNode(f"{BASE}organisation/esimerkkila"),
    NamedNode(f"{BASE}organisation/esimerkkila-tekniset-palvelut"),
    NamedNode(f"{BASE}portfolio/elinvoima"),
    Literal(""),
    Literal("muuta"),
    Literal("muuta", language="fi"),
    Literal("", language="sv"),
    Literal("0", datatype=Xsd.integer),
    Literal("-1", datatype=Xsd.integer),
    Literal("3000", datatype=Xsd.integer),
    Literal("yksi", datatype=Xsd.integer),
    Literal("-0.5", datatype=Xsd.decimal),
    Literal("100.5", datatype=Xsd.decimal),
    Literal("paljon", datatype=Xsd.decimal),
    Literal("true", datatype=Xsd.boolean),
    Literal("1999-12-31", datatype=Xsd.date),
    Literal("2999-01-01", datatype=Xsd.date),
    Literal("2011-02-29", datatype=Xsd.date),
    Literal("eilen", datatype=Xsd.date),
    Literal("2026-01-01T00:00:00", datatype=Xsd.dateTime),
    Literal("", datatype=Xsd.anyURI),
    Literal("https://www.example.fi/", datatype=Xsd.anyURI),
)
"""What a value is replaced with."""


SECOND: tuple[Term, ...] = (
    NamedNode("http://example.org/nobody"),
    Literal("muuta"),
    Literal("muuta", language="fi"),
    Literal("more", language="en"),
)
"""What stands beside a good value."""

WORD = Literal("muuta")

DAYS = {Literal(day, datatype=Xsd.date) for day in ("1999-12-31", "2999-01-01")}
NUMBERS = {Literal(number, datatype=Xsd.integer) for number in ("0", "-1", "3000")}
DECIMALS = {Literal(number, datatype=Xsd.decimal) for number in ("-0.5", "100.5")}
ORDERED: dict[NamedNode, set[Literal]] = {
    Schema.startDate: DAYS,
    Schema.endDate: DAYS,
    Sk.startYear: NUMBERS,
    Sk.endYear: NUMBERS,
    Sk.line: NUMBERS,
    Sk.position: NUMBERS,
    Sk.sharePercent: DECIMALS,
    Sk.score: DECIMALS,
    Void.triples: NUMBERS,
    Void.entities: NUMBERS,
}


@cache
def shapes() -> Shapes:
    return compile_shapes(turtle("shapes"))


@cache
def reference() -> rdflib.Graph:
    return rdflib.Graph().parse(data=turtle("shapes"), format="turtle")


@cache
def example() -> tuple[Triple, ...]:
    return tuple(quad.triple for quad in parse(path=EXAMPLE, format=RdfFormat.TURTLE))


def ours(triples: Iterable[Triple], validator: Shapes) -> set[Result]:
    return {
        (_nameless(v.focus), v.path, _nameless(v.value), v.component, v.severity)
        for v in validator.violations(triples)
    }


def theirs(triples: Iterable[Triple], shapes_graph: rdflib.Graph) -> set[Result]:
    data = rdflib.Graph()
    data.parse(data=serialize(triples, format=RdfFormat.N_TRIPLES), format="nt")
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes_graph)
    sh = rdflib.SH
    return {
        (
            _ox(report.value(result, sh.focusNode)),
            _ox(report.value(result, sh.resultPath)),
            _ox(report.value(result, sh.value)),
            _ox(report.value(result, sh.sourceConstraintComponent)),
            _ox(report.value(result, sh.resultSeverity)),
        )
        for result in report.subjects(rdflib.RDF.type, sh.ValidationResult)
    }


def _nameless(term: Term | None) -> Term | None:
    """A blank node's name is another one in each library."""
    return BlankNode("b") if isinstance(term, BlankNode) else term


def _ox(term: rdflib.term.Node | None) -> Term | None:
    if term is None:
        return None
    if isinstance(term, rdflib.BNode):
        return BlankNode("b")
    if isinstance(term, rdflib.URIRef):
        return NamedNode(str(term))
    assert isinstance(term, rdflib.Literal)
    if term.language:
        return Literal(str(term), language=term.language)
    return Literal(str(term), datatype=NamedNode(str(term.datatype or rdflib.XSD.string)))


@cache
def broken_copies() -> tuple[Triple, ...]:
    """Every property of every class broken in many ways, each in a copy of its node of its own."""
    copies: list[Triple] = []
    seen: set[tuple[Term, NamedNode]] = set()
    for node, description in describe(example()).items():
        (class_,) = description[Rdf.type]
        for predicate in description.keys() - {Rdf.type}:
            if (class_, predicate) not in seen:
                seen.add((class_, predicate))
                copies += copies_with_broken(predicate, node, description)
        nameless = BlankNode()
        copies += [Triple(nameless, p, v) for p, values in description.items() for v in values]
    return tuple(copies)


def copies_with_broken(
    predicate: NamedNode, node: Term, description: Description
) -> Iterator[Triple]:
    """The property dropped, its value replaced by a stranger, or a stranger put beside it."""
    rest = [(p, v) for p, values in description.items() if p != predicate for v in values]
    kept = [(predicate, value) for value in description[predicate]]
    instead = [[(predicate, stranger)] for stranger in strangers(predicate)]
    beside = [[*kept, (predicate, stranger)] for stranger in SECOND]
    for number, broken in enumerate([[], *instead, *beside]):
        name = predicate.value.rpartition("#")[2].rpartition("/")[2]
        copy = NamedNode(f"{str(node)[1:-1]}/broken/{name}/{number}")
        yield from (Triple(copy, p, v) for p, v in [*rest, *broken])


def strangers(predicate: NamedNode) -> list[Term]:
    """What may stand as a value of *predicate* so that pySHACL can judge it.

    Where an order is asked for, pySHACL follows rdflib, which puts values of different kinds in
    an order of its own or fails; SHACL says that they cannot be compared, which is tested apart.
    """
    kind = ORDERED.get(predicate)
    return [s for s in STRANGERS if kind is None or s in kind or s == WORD]


def test_a_good_graph_has_no_violation() -> None:
    assert shapes().violations(example()) == []
    assert theirs(example(), reference()) == set()


def test_the_vocabulary_has_no_violation() -> None:
    assert shapes().violations(vocabulary_triples()) == []


def test_every_broken_node_breaks_what_pyshacl_says_it_breaks() -> None:
    graph = [*example(), *broken_copies()]
    found = ours(graph, shapes())
    assert found == theirs(graph, reference())


def test_every_constraint_of_every_shape_is_broken_by_some_node() -> None:
    graph = [*example(), *broken_copies()]
    types = describe(graph)
    broken = {
        (class_, v.path, v.component)
        for v in shapes().violations(graph)
        for class_ in types[v.focus][Rdf.type]
    }
    asked = {
        (class_, part.path, constraint.component)
        for class_, parts in shapes().by_class.items()
        for part in parts
        for constraint in part.constraints
    }
    assert asked == broken


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_a_graph_broken_at_random_breaks_what_pyshacl_says_it_breaks(data: st.DataObject) -> None:
    dropped = data.draw(st.sets(st.integers(0, len(example()) - 1), max_size=8))
    kept = [triple for number, triple in enumerate(example()) if number not in dropped]
    nodes = st.sampled_from(sorted({t.subject for t in kept}, key=str))
    predicates = st.sampled_from(sorted({t.predicate for t in kept} - {Rdf.type}, key=str))
    statements = predicates.flatmap(
        lambda predicate: st.builds(
            Triple, nodes, st.just(predicate), st.sampled_from(strangers(predicate))
        )
    )
    added = data.draw(st.lists(statements, max_size=8))
    assert ours(kept + added, shapes()) == theirs(kept + added, reference())


def test_a_missing_value_names_its_node_its_path_and_its_message() -> None:
    (violation,) = shapes().violations(
        [Triple(NamedNode(f"{BASE}person/x"), Rdf.type, Foaf.Person)]
    )
    assert violation.focus == NamedNode(f"{BASE}person/x")
    assert violation.path == Foaf.name
    assert violation.value is None
    assert violation.component == Sh.MinCountConstraintComponent
    assert violation.message == "A person has exactly one name."
    assert violation.severity == Sh.Violation


def test_dates_that_run_backwards_are_a_warning() -> None:
    project = NamedNode(f"{BASE}project/puistokatu")
    kept = [t for t in example() if (t.subject, t.predicate) != (project, Schema.endDate)]
    early = Triple(project, Schema.endDate, Literal("2009-12-31", datatype=Xsd.date))
    (violation,) = shapes().violations([*kept, early])
    assert violation.component == Sh.LessThanOrEqualsConstraintComponent
    assert violation.value == Literal("2010-01-01", datatype=Xsd.date)
    assert violation.severity == Sh.Warning


def test_the_type_of_a_node_described_elsewhere_can_be_known() -> None:
    unit = NamedNode(f"{BASE}organisation/esimerkkila-tekniset-palvelut")
    alone = [triple for triple in example() if triple.subject == unit]
    known = {
        NamedNode(f"{BASE}organisation/{name}"): {Org.FormalOrganization}
        for name in ("esimerkkila", "uusi-esimerkkila")
    }
    assert {v.path for v in shapes().violations(alone)} == {
        Org.subOrganizationOf,
        Org.unitOf,
        Dcterms.isReplacedBy,
    }
    assert shapes().violations(alone, known) == []


def test_a_triple_that_stands_in_two_graphs_counts_once() -> None:
    assert shapes().violations([*example(), *example()]) == []


def test_a_node_of_no_targeted_class_is_left_alone() -> None:
    triple = Triple(NamedNode("http://example.org/x"), Sk.line, Literal("no number"))
    assert shapes().violations([triple]) == []


SMALL = """
@prefix ex: <http://example.org/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


ODD = """
ex:none a ex:C .
ex:number a ex:C ; ex:p 5 ; ex:q 4 , 6.0 .
ex:word a ex:C ; ex:p "viisi" ; ex:q 5 .
ex:iri a ex:C ; ex:p ex:five .
ex:both a ex:C ; ex:p ex:six , 2 , "a"@fi , "b"@fi , "c"@FI .
ex:five a ex:Thing .
ex:six a ex:Other , ex:Thing .
"""


def asking(constraint: str) -> bytes:
    shape = f"ex:S sh:targetClass ex:C ; sh:property [ sh:path ex:p ; {constraint} ] ."
    return f"{SMALL} {shape}".encode()


def saying(text: str) -> list[Triple]:
    return [quad.triple for quad in parse(SMALL + text, format=RdfFormat.TURTLE)]


@pytest.mark.parametrize(
    "constraint",
    [
        "sh:hasValue 5",
        "sh:nodeKind sh:Literal",
        "sh:nodeKind sh:BlankNode",
        "sh:nodeKind sh:BlankNodeOrIRI",
        "sh:nodeKind sh:BlankNodeOrLiteral",
        "sh:nodeKind sh:IRIOrLiteral",
        "sh:or ( [ sh:datatype xsd:integer ; sh:minInclusive 3 ] [ sh:class ex:Thing ] )",
        "sh:in ( 5 'viisi' ex:five )",
        "sh:maxInclusive 4.5",
        "sh:class ex:Thing , ex:Other",
        "sh:uniqueLang true",
        "sh:uniqueLang false",
        "sh:lessThanOrEquals ex:q",
        "sh:minCount 2",
        "sh:maxCount 4",
        "sh:pattern 'i+s'",
        "sh:minLength 5",
    ],
)
def test_a_constraint_finds_what_pyshacl_finds(constraint: str) -> None:
    shapes_graph = rdflib.Graph().parse(data=asking(constraint), format="turtle")
    assert ours(saying(ODD), compile_shapes(asking(constraint))) == theirs(
        saying(ODD), shapes_graph
    )


@pytest.mark.parametrize(
    ("constraint", "statement", "good"),
    [
        ("sh:lessThanOrEquals ex:q", "ex:p 2.5 ; ex:q 3", True),
        ("sh:lessThanOrEquals ex:q", "ex:p 3.5 ; ex:q 3", False),
        ("sh:lessThanOrEquals ex:q", "ex:p 3 ; ex:q '2010-01-01'^^xsd:date", False),
        ("sh:lessThanOrEquals ex:q", "ex:p ex:a ; ex:q ex:b", False),
        ("sh:lessThanOrEquals ex:q", "ex:p _:a ; ex:q 3", False),
        ("sh:lessThanOrEquals ex:q", "ex:p 3 ; ex:q 'kolme'^^xsd:integer", False),
        ("sh:minInclusive '2010-01-01'^^xsd:date", "ex:p '2010-01-01'^^xsd:date", True),
        ("sh:minInclusive '2010-01-01'^^xsd:date", "ex:p '2010-01-02Z'^^xsd:date", False),
        ("sh:minInclusive '2010-01-01'^^xsd:date", "ex:p 3000", False),
        ("sh:datatype xsd:date", "ex:p '2012-02-29'^^xsd:date", True),
        ("sh:datatype xsd:date", "ex:p '2011-02-29'^^xsd:date", False),
        ("sh:datatype xsd:date", "ex:p '20110228'^^xsd:date", False),
        ("sh:datatype xsd:date", "ex:p '-0044-03-15+02:00'^^xsd:date", True),
        ("sh:datatype xsd:dateTime", "ex:p '2026-01-14T24:00:00Z'^^xsd:dateTime", True),
        ("sh:datatype xsd:dateTime", "ex:p '2026-01-14T25:00:00Z'^^xsd:dateTime", False),
        ("sh:datatype xsd:decimal", "ex:p '.5'^^xsd:decimal", True),
        ("sh:datatype xsd:decimal", "ex:p '1E3'^^xsd:decimal", False),
        ("sh:datatype xsd:integer", "ex:p '+07'^^xsd:integer", True),
        ("sh:datatype xsd:integer", "ex:p '1_000'^^xsd:integer", False),
        ("sh:datatype xsd:boolean", "ex:p '0'^^xsd:boolean", True),
        ("sh:datatype xsd:boolean", "ex:p 'TRUE'^^xsd:boolean", False),
    ],
)
def test_where_pyshacl_leaves_the_standard_the_standard_holds(
    constraint: str, statement: str, good: bool
) -> None:
    triples = saying(f"ex:it a ex:C ; {statement} .")
    assert (compile_shapes(asking(constraint)).violations(triples) == []) == good


@pytest.mark.parametrize(
    ("shape", "complaint"),
    [
        ("sh:not [ sh:class ex:D ]", "shacl#not> is not supported"),
        ("sh:property [ sh:path [ sh:inversePath ex:p ] ; sh:minCount 1 ]", "inversePath"),
        ("sh:property [ sh:path ( ex:p ex:q ) ; sh:minCount 1 ]", "only IRIs can be paths"),
        ("sh:property [ sh:path ex:p ; sh:node ex:T ]", "shacl#node> is not supported"),
        ("sh:property [ sh:path ex:p ; sh:property [ sh:path ex:q ] ]", "inside a property shape"),
        ("sh:property [ sh:path ex:p ; sh:or ( [ sh:minCount 1 ] ) ]", "inside sh:or"),
        ("sh:property [ sh:path ex:p ; sh:in 5 ]", "nothing is said of it"),
        ("sh:property [ sh:path ex:p ; sh:in ex:S ]", "a list is needed"),
        ("sh:property [ sh:path ex:p ; sh:minCount 'many' ]", "a whole number is needed"),
        ("sh:property [ sh:path ex:p ; sh:minCount ex:one ]", "a literal is needed"),
        ("sh:property [ sh:path ex:p ; sh:datatype 'text' ]", "an IRI is needed"),
        ("sh:property [ sh:path ex:p ; sh:nodeKind ex:Odd ]", "no kind of node"),
        ("sh:property [ sh:path ex:p ; sh:pattern '(' ]", "no regular expression"),
        ("sh:property ex:unsaid", "nothing is said of it"),
        ("sh:targetClass 'text'", "only IRIs can be paths and classes"),
        ("a rdfs:Class ; sh:property [ sh:path ex:p ; sh:minCount 1 ]", "use sh:targetClass"),
        ("sh:property [", "not Turtle"),
    ],
)
def test_what_the_compiler_does_not_know_it_refuses(shape: str, complaint: str) -> None:
    text = f"{SMALL} ex:S a sh:NodeShape ; sh:targetClass ex:C ; {shape} ."
    with pytest.raises(SettingsError, match=r"^shapes: ") as refusal:
        compile_shapes(text.encode())
    assert complaint in str(refusal.value)


def test_a_shape_without_words_of_its_own_says_what_is_broken() -> None:
    shape = "ex:S sh:targetClass ex:C ; sh:property ex:P . ex:P sh:path ex:p ; sh:minCount 1 ."
    validator = compile_shapes(f"{SMALL} {shape}".encode())
    (violation,) = validator.violations(saying("ex:it a ex:C ."))
    assert violation.message == (
        "a value of <http://example.org/p> breaks the shape <http://example.org/P>"
    )


def test_concepts_of_the_shapes_are_the_concepts_of_the_vocabulary() -> None:
    listed = {t.object for t in parsed("shapes") if t.predicate == Rdf.first}
    concepts = {t.subject for t in parsed("concepts") if t.object == Skos.Concept}
    words = {
        term for term in listed if isinstance(term, NamedNode) and "/shapes#" not in term.value
    }
    assert words - {*PREDICATES.values()} == concepts


def test_a_link_may_say_whatever_links_are_published_as() -> None:
    listed = {t.object for t in parsed("shapes") if t.predicate == Rdf.first}
    assert {*PREDICATES.values()} <= listed


def parsed(document: str) -> list[Triple]:
    return [quad.triple for quad in parse(turtle(document), format=RdfFormat.TURTLE)]
