"""Which projects are near to another one, and why: worked out by hand on a small graph."""

import pytest
from pyoxigraph import RdfFormat, Store

from graph.questions.library import Library
from graph.store import EmbeddedStore, select
from tests.queries.conftest import short

GRAPH = """
@base <http://localhost:8000/id/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix sk: <https://w3id.org/salkku/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

<register> a sk:Register ; sk:city <organisation/city> .
<organisation/city> skos:prefLabel "Kaupunki"@fi .
<organisation/fund> skos:prefLabel "Säätiö"@fi .
<organisation/rare> skos:prefLabel "Harvinainen"@fi, "Sällsynt"@sv .
<portfolio/common> skos:prefLabel "Yhteinen"@fi .
<project/a> a sk:Project ; dcterms:title "A"@fi ; sk:portfolio <portfolio/common> ;
  sk:implementer <organisation/city>, <organisation/rare> ; sk:funder <organisation/fund> .
<project/b> a sk:Project ; dcterms:title "B"@fi ; sk:portfolio <portfolio/common> ;
  sk:funder <organisation/fund> .
<project/c> a sk:Project ; dcterms:title "C"@fi ; sk:portfolio <portfolio/common> ;
  sk:implementer <organisation/rare> .
<project/d> a sk:Project ; dcterms:title "D"@fi ; sk:implementer <organisation/city> ;
  sk:funder <organisation/fund> .
<project/f> a sk:Project ; dcterms:title "F"@fi ; sk:implementer <organisation/city> .
<project/e> a sk:Project ; dcterms:title "E"@fi ; sk:partner <organisation/rare> .
"""

Reason = tuple[object, object, object]


@pytest.fixture(scope="module")
def store() -> Store:
    made = Store()
    made.load(GRAPH.encode(), format=RdfFormat.TURTLE)
    return made


def related(store: Store, library: Library, project: str, lang: str = "") -> list[Reason]:
    """Each near project with the role or portfolio, and the name, that it shares."""
    asked = library["related_projects"].bind({"project": project, "lang": lang})
    return [
        (
            short(row["related"]),
            short(row["role"] or row["portfolio"]),
            short(row["organisation_name"] or row["portfolio_name"]),
        )
        for row in select(EmbeddedStore(store), asked)
    ]


def test_what_fewer_share_comes_first_and_each_reason_is_told(
    store: Store, library: Library
) -> None:
    assert related(store, library, "a") == [
        ("c", "implementer", "Harvinainen"),
        ("c", "common", "Yhteinen"),
        ("b", "funder", "Säätiö"),
        ("b", "common", "Yhteinen"),
        ("d", "funder", "Säätiö"),
    ]


def test_the_city_makes_no_projects_near(store: Store, library: Library) -> None:
    assert ("a", "implementer", "Kaupunki") not in related(store, library, "d")
    assert related(store, library, "f") == []


def test_what_is_shared_is_named_in_the_language_asked_for(store: Store, library: Library) -> None:
    assert related(store, library, "c", "sv")[0] == ("a", "implementer", "Sällsynt")


def test_a_project_that_shares_nothing_is_near_to_none(store: Store, library: Library) -> None:
    assert related(store, library, "e") == []


def test_what_very_many_share_says_nothing(store: Store, library: Library) -> None:
    crowd = Store()
    crowd.extend(store)
    lines = (
        f"<http://localhost:8000/id/project/x{number}>"
        " <https://w3id.org/salkku/ontology#portfolio>"
        " <http://localhost:8000/id/portfolio/common> ."
        for number in range(501)
    )
    crowd.load("\n".join(lines).encode(), format=RdfFormat.N_TRIPLES)
    assert {near for near, _, _ in related(crowd, library, "b")} == {"a", "d"}
