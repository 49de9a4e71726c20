"""What the graph says of an entity becomes its documents, however oddly it is said."""

from datetime import date
from typing import Final

import pytest
from pyoxigraph import Store

from graph.quads.statements import text
from graph.search.document import AllocationDocument, EntityDocument
from graph.search.filling.indexing import everything
from graph.search.filling.stored import StoredEntities
from graph.search.filling.told import cents_of, day_of, moment_of
from ontology.iris import Iris

PREFIXES: Final = """
PREFIX sk: <https://w3id.org/salkku/ontology#>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX schema: <http://schema.org/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX phase: <https://w3id.org/salkku/phase/>
PREFIX kind: <https://w3id.org/salkku/organisation-kind/>
PREFIX p: <http://localhost:8000/id/project/>
PREFIX o: <http://localhost:8000/id/organisation/>
PREFIX a: <http://localhost:8000/id/project/koe/funding/>
"""
CITY: Final = "o:kaupunki a org:FormalOrganization ; org:classification kind:municipality ."
UNIT: Final = """o:koulu a org:OrganizationalUnit ; org:classification kind:unit ;
    org:unitOf o:kaupunki ; skos:prefLabel 'Koulu'@fi , 'Skola'@sv ; skos:altLabel 'KK'@fi ."""


def told(turtle: str) -> StoredEntities:
    """The entities of a store that holds what *turtle* says."""
    store = Store()
    store.update(f"{PREFIXES} INSERT DATA {{ {turtle} }}")
    return StoredEntities(store, Iris(), "fi")


def project(turtle: str) -> EntityDocument:
    """The document of the project ``koe``."""
    found = told(f"p:koe a sk:Project ; dcterms:title 'Koe'@fi . {turtle}").project("koe")
    assert found
    return found.project


def allocations(turtle: str) -> tuple[AllocationDocument, ...]:
    """The money of the project ``koe``."""
    found = told(f"p:koe a sk:Project . {turtle}").project("koe")
    assert found
    return found.allocations


def test_a_unit_counts_as_the_legal_entity_it_belongs_to() -> None:
    facets = project(f"p:koe sk:implementer o:koulu . {CITY} {UNIT}").facets
    assert facets.implementers == ("koulu",)
    assert facets.organisation_kinds == ("municipality",)
    assert facets.municipalities == ("kaupunki",)


def test_a_project_is_found_by_all_names_of_who_takes_part() -> None:
    assert {"Koulu", "Skola", "KK"} <= {*project(f"p:koe sk:partner o:koulu . {UNIT}").texts}


def test_two_that_belong_to_each_other_end_nothing() -> None:
    circle = "o:b a org:OrganizationalUnit ; org:unitOf o:koulu . o:koulu org:unitOf o:b ."
    assert project(f"p:koe sk:funder o:b . {UNIT} {circle}").facets.funders == ("b",)


def test_an_item_that_stands_in_a_section_is_told_once() -> None:
    found = project("""p:koe sk:section _:s ; sk:objective _:i , _:j .
        _:s sk:text 'Ensin kokeillaan uutta.\\nSitten levätään.' .
        _:i sk:text 'Sitten levätään.' . _:j sk:text 'Sitten' .""")
    assert found.texts == ("Ensin kokeillaan uutta. Sitten levätään.",)


def test_part_of_a_word_is_a_text_of_its_own() -> None:
    found = project(
        "p:koe sk:section _:s ; sk:typeAsPrinted 'koe' . _:s sk:text 'Se on kokeilu.' ."
    )
    assert found.texts == ("Se on kokeilu.", "koe")


def test_the_name_in_the_language_of_the_pages_leads() -> None:
    assert project("p:koe dcterms:title 'A trial'@en , ''@fi .").names == ("Koe", "A trial")


def test_what_has_no_name_goes_by_its_slug() -> None:
    found = told("p:nimi a sk:Project .").project("nimi")
    assert found
    assert found.project.names == ("nimi",)


def test_contacts_are_no_words_of_a_project() -> None:
    found = project("""p:koe sk:contact _:c . _:c sk:titleAsPrinted 'Johtaja' ;
        sk:roleAsPrinted 'yhteyshenkilö' ; sk:person <http://localhost:8000/id/person/m> .""")
    assert found.texts == ()


def test_money_is_told_in_cents_and_summed_in_euros() -> None:
    turtle = """p:koe sk:funding a:2 , a:1 , a:3 . a:3 sk:sourceAsPrinted 'ei summaa' .
        a:1 sk:amount 100.5 ; sk:currency 'EUR' ; sk:organisation o:koulu ;
            schema:startDate '2020-05-01' ; schema:endDate '2021-01-31' .
        a:2 sk:amount 7 ; sk:currency 'SEK' ."""
    first, second = allocations(turtle)
    assert (first.number, first.cents, first.source) == (1, 10050, "koulu")
    assert (first.year, first.multi_year) == (2020, True)
    assert (second.number, second.cents, second.currency, second.year) == (2, 700, "SEK", 0)
    assert project(turtle).amount == 10050


def test_without_money_none_is_known() -> None:
    assert project("").amount is None


@pytest.mark.parametrize("said", ["", "NaN", "INF", "1e400", "paljon", "99999999999999999"])
def test_what_is_no_sum_of_money_is_none(said: str) -> None:
    assert cents_of(text(said)) is None


@pytest.mark.parametrize("said", ["", "2020-99-99", "-0044-03-15", "12020-01-01", "eilen"])
def test_what_is_no_day_is_none(said: str) -> None:
    assert day_of(text(said)) is None
    assert moment_of(text(said)) is None


def test_a_day_may_have_a_time_zone() -> None:
    assert day_of(text("2026-11-22+02:00")) == date(2026, 11, 22)


def test_what_is_named_otherwise_is_no_entity() -> None:
    found = told("<http://example.fi/p> a sk:Project . o:koe a sk:Project . p:a a sk:Project .")
    assert list(everything(found)) == [("project", "a")]
    assert found.project("koe") is None
