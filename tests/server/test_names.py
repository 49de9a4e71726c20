"""What things are called on pages: in the language of the reader, units with whose they are."""

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from graph.questions.library import load_library
from graph.store import EmbeddedStore, construct
from ontology.iris import Iris
from ontology.terms import Dcterms, Foaf, Org, Skos
from server.data.names import named
from server.data.rows import Row

IRIS = Iris("http://example.org/")
CITY, OFFICE, YOUNG = (
    IRIS.entity("organisation", slug) for slug in ("city", "city-office", "city-office-young")
)
BRIDGE, PERSON = IRIS.entity("project", "bridge"), IRIS.entity("person", "maija")
SUBJECT, UNUSED = (NamedNode(f"http://www.yso.fi/onto/yso/p{number}") for number in (1, 2))
YSO = IRIS.graph("register/yso")


@pytest.fixture(scope="module")
def store() -> EmbeddedStore:
    known = Store()
    known.extend(
        [
            Quad(CITY, Skos.prefLabel, Literal("Kaupunki", language="fi")),
            Quad(CITY, Skos.prefLabel, Literal("Staden", language="sv")),
            Quad(OFFICE, Skos.prefLabel, Literal("Virasto", language="fi")),
            Quad(OFFICE, Org.subOrganizationOf, CITY),
            Quad(OFFICE, Org.unitOf, CITY),
            Quad(YOUNG, Skos.prefLabel, Literal("Nuoret", language="fi")),
            Quad(YOUNG, Skos.prefLabel, Literal("Unga", language="sv")),
            Quad(YOUNG, Org.subOrganizationOf, OFFICE),
            Quad(YOUNG, Org.unitOf, CITY),
            Quad(BRIDGE, Dcterms.title, Literal("Silta", language="fi")),
            Quad(PERSON, Foaf.name, Literal("Maija Meikäläinen")),
            Quad(BRIDGE, Dcterms.subject, SUBJECT),
            Quad(UNUSED, Skos.prefLabel, Literal("tunnelit", language="fi"), YSO),
            Quad(SUBJECT, Skos.prefLabel, Literal("broar", language="sv"), YSO),
            Quad(SUBJECT, Skos.prefLabel, Literal("sillat", language="fi"), YSO),
        ]
    )
    return EmbeddedStore(known)


def names(store: EmbeddedStore, language: str, *things: NamedNode) -> dict[str, Row]:
    iris = [thing.value for thing in things]
    triples = construct(store, load_library()["names"].bind({"entity": iris}))
    return dict(named(triples, iris, language))


def test_a_name_is_in_the_language_of_the_reader_or_in_the_next_there_is(
    store: EmbeddedStore,
) -> None:
    told = names(store, "sv", CITY, OFFICE, BRIDGE, PERSON, SUBJECT)
    assert [(row["name"], row.get("name_lang")) for row in told.values()] == [
        ("Staden", "sv"),
        ("Virasto", "fi"),
        ("Silta", "fi"),
        ("Maija Meikäläinen", None),
        ("broar", "sv"),
    ]


def test_a_unit_is_named_with_what_it_belongs_to(store: EmbeddedStore) -> None:
    (row,) = names(store, "sv", YOUNG).values()
    assert (row["name"], row["unit_of"], row["top"]) == ("Unga", OFFICE.value, CITY.value)
    assert (row["unit_of_name"], row["unit_of_name_lang"]) == ("Virasto", "fi")
    assert (row["top_name"], row["top_name_lang"]) == ("Staden", "sv")


def test_what_stands_by_itself_belongs_to_nothing(store: EmbeddedStore) -> None:
    (row,) = names(store, "fi", CITY).values()
    assert (row["unit_of"], row["unit_of_name"], row["top_name"]) == (None, None, None)


def test_what_has_no_name_has_no_row(store: EmbeddedStore) -> None:
    assert names(store, "fi", IRIS.entity("organisation", "nobody")) == {}


def test_a_concept_that_no_project_has_is_not_named(store: EmbeddedStore) -> None:
    assert names(store, "fi", UNUSED) == {}


def test_only_what_was_asked_for_is_looked_up(store: EmbeddedStore) -> None:
    triples = construct(store, load_library()["names"].bind({"entity": CITY.value}))
    assert {triple.subject for triple in triples} == {CITY}
