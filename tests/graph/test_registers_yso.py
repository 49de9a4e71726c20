"""YSO and its places are read from what Finto publishes, and from files with names only."""

import gzip
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Triple

from graph.errors import RegisterError
from graph.registers.document import Document, checked
from graph.registers.entry import Entry, Name
from graph.registers.readable import Reading
from graph.registers.yso import read_concepts, read_places
from ontology.registers import yso, yso_slug
from ontology.terms import Owl, Skos

PREFIXES = """
@prefix yso: <http://www.yso.fi/onto/yso/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix meta: <http://www.yso.fi/onto/yso-meta/> .
"""
CAT = 'yso:p5 a skos:Concept ; skos:prefLabel "kissat"@fi, "cats"@en .'
TOWN = 'yso:p94099 a skos:Concept ; skos:prefLabel "Mallila"@fi .'


def turtle(*statements: str) -> list[Document]:
    return [Document("made.ttl", (PREFIXES + "\n".join(statements)).encode())]


def only(reading: Reading) -> Entry:
    [entry] = reading.entries
    return entry


def test_names_alone_are_told_apart_by_their_numbers() -> None:
    documents = turtle(CAT, TOWN)
    assert only(read_concepts(documents)).iri == yso("p5").value
    assert only(read_places(documents)).iri == yso("p94099").value
    assert only(read_places(documents)).kind == "place"


def test_a_concept_scheme_says_more_than_a_number() -> None:
    documents = turtle(
        CAT, "yso:p5 skos:inScheme <http://www.yso.fi/onto/yso/places> .", TOWN,
        "yso:p94099 skos:inScheme yso: .",
    )  # fmt: skip
    assert only(read_places(documents)).iri == yso("p5").value
    assert only(read_concepts(documents)).iri == yso("p94099").value


def test_names_come_with_their_languages_and_the_preferred_first() -> None:
    more = 'yso:p5 skos:altLabel "kotikissat"@fi ; skos:hiddenLabel "kissa"@fi .'
    assert only(read_concepts(turtle(CAT, more))).names == (
        Name("cats", "en"),
        Name("kissat", "fi"),
        Name("kotikissat", "fi", preferred=False),
        Name("kissa", "fi", preferred=False),
    )


def test_structure_and_matches_are_kept_where_the_source_has_them() -> None:
    more = (
        "yso:p5 a meta:Individual ; skos:broader yso:p4 ; skos:related yso:p6 ;"
        " skos:closeMatch <http://www.wikidata.org/entity/Q146> ; meta:secret yso:p9 ."
    )
    reading = read_concepts(turtle(CAT, more))
    entry = only(reading)
    assert (entry.broader, entry.related) == ((yso("p4").value,), (yso("p6").value,))
    assert entry.types == ("Individual",)
    match = NamedNode("http://www.wikidata.org/entity/Q146")
    triples = list(reading.triples)
    assert Triple(yso("p5"), Skos.closeMatch, match) in triples
    assert not any("secret" in triple.predicate.value for triple in triples)


def test_the_graph_has_no_blank_nodes() -> None:
    reading = read_concepts(turtle(CAT, 'yso:p5 skos:definition [ skos:note "x" ], "y"@fi .'))
    notes = [triple.object for triple in reading.triples if triple.predicate == Skos.definition]
    assert notes == [Literal("y", language="fi")]


def test_a_deprecated_concept_is_told_and_not_linked_to() -> None:
    old = 'yso:p7 a skos:Concept ; skos:prefLabel "vanha"@fi ; owl:deprecated true .'
    reading = read_concepts(turtle(CAT, old))
    assert only(reading).iri == yso("p5").value
    assert any(triple.predicate == Owl.deprecated for triple in reading.triples)


def test_the_version_is_that_of_the_scheme_or_the_last_change() -> None:
    change = 'yso:p5 dct:modified "2020-02-02" .'
    assert read_concepts(turtle(CAT)).version == ""
    assert read_concepts(turtle(CAT, change)).version == "2020-02-02"
    scheme = 'yso: a skos:ConceptScheme ; owl:versionInfo "2024.1" .'
    assert read_concepts(turtle(CAT, change, scheme)).version == "2024.1"


def test_a_group_of_concepts_is_none() -> None:
    group = 'yso:p9 a skos:Collection ; skos:prefLabel "ryhmä"@fi .'
    assert only(read_concepts(turtle(CAT, group))).iri == yso("p5").value


def test_the_order_of_statements_does_not_matter() -> None:
    one, other = read_concepts(turtle(CAT, TOWN)), read_concepts(turtle(TOWN, CAT))
    assert (one.entries, list(one.triples)) == (other.entries, list(other.triples))


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"<a> <b", "made.ttl: neither Turtle, N-Triples nor RDF/XML"),
        (b'{"a": 1}', "neither Turtle"),
        (b"\x00\x01\x02", "neither Turtle"),
        (b"<?xml version='1.0'?><other/>", "holds no concepts of YSO|neither Turtle"),
        ((PREFIXES + TOWN).encode(), "made.ttl: holds no concepts of YSO with a name; fetch"),
    ],
)
def test_what_holds_no_concepts_is_refused(content: bytes, says: str) -> None:
    with pytest.raises(RegisterError, match=says) as caught:
        read_concepts([Document("made.ttl", content)])
    assert "\n" not in str(caught.value)


def test_only_concepts_and_places_have_slugs() -> None:
    assert yso_slug("http://www.yso.fi/onto/yso/p94320") == "p94320"
    assert (
        yso_slug("http://www.yso.fi/onto/yso/")
        == yso_slug("http://www.yso.fi/onto/allars/Y1")
        == ""
    )


@pytest.fixture(scope="module")
def release(shared: Path) -> Document:
    path = shared / "registries/yso/yso_ysoplaces_cicero_labels.nt.gz"
    return checked(path.name, path.read_bytes())


@pytest.mark.slow
def test_the_release_of_2019_is_read_whole(release: Document) -> None:
    concepts, places = read_concepts([release]), read_places([release])
    assert len(concepts.entries) + len(places.entries) == 35_999
    assert len(list(concepts.triples)) + len(list(places.triples)) == 140_014
    by_iri = {entry.iri: entry for entry in places.entries}
    assert Name("Oulu", "fi") in by_iri[yso("p94320").value].names
    assert all(len(entry.names) >= 1 for entry in concepts.entries)


def test_a_release_that_was_cut_is_refused(shared: Path) -> None:
    path = shared / "registries/yso/yso_ysoplaces_cicero_labels.nt.gz"
    with pytest.raises(RegisterError, match="cannot be unpacked"):
        checked(path.name, path.read_bytes()[:100_000])
    assert checked("x", gzip.compress(b"whole")).content == b"whole"


def test_the_extract_keeps_its_structure(shared: Path) -> None:
    path = shared / "registries/yso/yso-extract-with-structure.ttl"
    reading = read_concepts([checked(path.name, path.read_bytes())])
    assert len(reading.entries) == 270
    assert reading.version.startswith("2023-")
    assert sum(bool(entry.broader) for entry in reading.entries) == 267
    matches = [triple for triple in reading.triples if triple.predicate == Skos.closeMatch]
    assert len(matches) > 200
