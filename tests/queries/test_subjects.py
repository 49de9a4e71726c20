"""Subjects, places and links as questions tell them: worked out by hand on a small graph."""

import pytest
from pyoxigraph import RdfFormat, Store

from graph.questions.library import Library
from graph.store import EmbeddedStore, construct, select
from graph.values import plain
from tests.queries.conftest import Rows, short

GRAPH = """
@base <http://localhost:8000/id/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix decision: <https://w3id.org/salkku/decision/> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix schema: <http://schema.org/> .
@prefix sk: <https://w3id.org/salkku/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix yso: <http://www.yso.fi/onto/yso/> .

<project/a> a sk:Project ; dcterms:title "A"@fi ; dcterms:subject yso:p1, yso:p2 ;
  dcterms:spatial yso:p9 ; schema:startDate "2015-01-01"^^xsd:date .
<project/b> a sk:Project ; dcterms:title "B"@fi ; dcterms:subject yso:p1 .
<link/one> a sk:Link ; rdf:subject <project/a> ; rdf:predicate dcterms:subject ;
  rdf:object yso:p1 ; sk:linkedRegister <register/yso> ; sk:score 0.9 ; sk:method "label" ;
  sk:decision decision:automatic ; sk:evidence "name: a", "text: b" ;
  sk:conflict <project/a/finding/yso-1> ;
  prov:generatedAtTime "2026-11-20T08:00:00Z"^^xsd:dateTime .
<project/a/finding/yso-1> a sk:Finding ; sk:what "end date" ; sk:pageSays "2016" ;
  sk:registerSays "2017" .

GRAPH <http://localhost:8000/graph/links> {
  <link/two> a sk:Link ; rdf:subject <project/b> ; rdf:predicate dcterms:subject ;
    rdf:object yso:p3 ; sk:linkedRegister <register/yso> ; sk:score 0.6 ; sk:method "label" ;
    sk:decision decision:pending ; sk:evidence "text: c" ;
    prov:generatedAtTime "2026-11-20T08:00:00Z"^^xsd:dateTime .
}
GRAPH <http://localhost:8000/graph/register/yso> {
  yso:p1 skos:prefLabel "kirjastot"@fi, "bibliotek"@sv, "libraries"@en ; skos:altLabel "kirjat"@fi ;
    skos:broader yso:p4 .
  yso:p2 skos:prefLabel "nuoret"@fi ; skos:broader yso:p1 .
  yso:p3 skos:prefLabel "lainat"@fi .
  yso:p4 skos:prefLabel "laitokset"@fi .
}
GRAPH <http://localhost:8000/graph/register/yso-places> {
  yso:p9 skos:prefLabel "Oulu"@fi, "Uleåborg"@sv .
}
GRAPH <http://localhost:8000/graph/of-somebody> {
  yso:p1 skos:prefLabel "väärä nimi"@fi .
}
"""
YSO = "http://www.yso.fi/onto/yso/"


@pytest.fixture(scope="module")
def store() -> EmbeddedStore:
    made = Store()
    made.load(GRAPH.encode(), format=RdfFormat.TRIG)
    return EmbeddedStore(made)


def rows(store: EmbeddedStore, library: Library, name: str, **values: str) -> Rows:
    asked = library[name].bind(values)
    return [tuple(short(term) for term in row) for row in select(store, asked)]


def test_a_subject_has_the_names_of_its_register_and_a_number_of_projects(
    store: EmbeddedStore, library: Library
) -> None:
    assert rows(store, library, "subjects", lang="sv") == [
        ("p1", "bibliotek", "kirjastot", "bibliotek", "libraries", 2),
        ("p2", "nuoret", "nuoret", None, None, 1),
    ]


def test_the_subjects_of_one_project_are_asked_for(store: EmbeddedStore, library: Library) -> None:
    found = rows(store, library, "subjects", project="b")
    assert [row[0] for row in found] == ["p1"]


def test_a_place_is_no_subject(store: EmbeddedStore, library: Library) -> None:
    found = rows(store, library, "places", lang="en")
    assert found == [("p9", "Oulu", "Oulu", "Uleåborg", None, 1)]


def test_all_names_of_a_concept_are_told_by_language(
    store: EmbeddedStore, library: Library
) -> None:
    assert rows(store, library, "concept_names", concept=f"{YSO}p1") == [
        ("p1", "libraries", "en", True),
        ("p1", "kirjastot", "fi", True),
        ("p1", "kirjat", "fi", False),
        ("p1", "bibliotek", "sv", True),
    ]


def test_concepts_near_to_one_say_how_they_are_and_whether_projects_have_them(
    store: EmbeddedStore, library: Library
) -> None:
    assert rows(store, library, "related_concepts", concept=f"{YSO}p1") == [
        ("p1", "core#broader", "p4", "laitokset", False),
        ("p1", "core#narrower", "p2", "nuoret", True),
    ]


def test_the_projects_of_a_concept_are_told_with_their_times(
    store: EmbeddedStore, library: Library
) -> None:
    found = rows(store, library, "concept_projects", concept=f"{YSO}p2")
    assert [row[:4] for row in found] == [("p2", "subject", "a", "A")]
    assert str(found[0][4]) == "2015-01-01"


def test_a_concept_is_described_by_its_register_and_by_who_has_it(
    store: EmbeddedStore, library: Library
) -> None:
    triples = construct(store, library["concept"].bind({"concept": f"{YSO}p2"}))
    told = {(short(t.subject), short(t.predicate), short(t.object)) for t in triples}
    assert told == {
        ("p2", "core#prefLabel", "nuoret"),
        ("p2", "core#broader", "p1"),
        ("a", "subject", "p2"),
    }


def test_a_subject_is_named_beside_entities(store: EmbeddedStore, library: Library) -> None:
    told = construct(store, library["names"].bind({"entity": f"{YSO}p1"}))
    assert "libraries" in {plain(triple.object) for triple in told}


def test_links_are_told_one_by_one_whether_published_or_not(
    store: EmbeddedStore, library: Library
) -> None:
    found = [row[:8] for row in rows(store, library, "link_details")]
    assert [(row[0], row[1], row[7]) for row in found] == [
        ("one", "a", "automatic"),
        ("two", "b", "pending"),
    ]
    waiting = rows(store, library, "link_details", decision="pending")
    assert [row[0] for row in waiting] == ["two"]


def test_each_piece_of_evidence_is_a_row(store: EmbeddedStore, library: Library) -> None:
    assert rows(store, library, "link_evidence") == [
        ("one", "name: a"),
        ("one", "text: b"),
        ("two", "text: c"),
    ]


def test_a_conflict_tells_what_page_and_register_say(
    store: EmbeddedStore, library: Library
) -> None:
    found = rows(store, library, "link_conflicts")
    assert found == [("one", "yso-1", "end date", "2016", "2017")]
