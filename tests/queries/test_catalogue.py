"""The questions behind the catalogue: how much of what there is, and what it leads to."""

from graph.store import EmbeddedStore, construct
from tests.queries.conftest import Ask

YSO = "p94320"


def test_the_place_of_the_city_is_the_one_that_a_link_gives(ask: Ask) -> None:
    assert ask("city_places") == [(YSO,)]


def test_published_links_are_counted_by_register_and_relation(ask: Ask) -> None:
    assert ("yso-places", "location", 1) in ask("links_by_register")


def test_every_statement_is_counted_under_its_property(ask: Ask, graph: EmbeddedStore) -> None:
    counted = sum(int(str(triples)) for _, triples in ask("triples_by_property"))
    whole = construct(graph, "CONSTRUCT { ?a ?b ?c } WHERE { ?a ?b ?c }")
    assert counted == len(list(whole))


def test_what_the_register_describes_is_counted_by_class(ask: Ask) -> None:
    counted = {str(name): count for name, count in ask("entities_by_class")}
    assert counted["ontology#Project"] == 3
    assert counted["Person"] == 3
    assert not any("Concept" in name for name in counted)
