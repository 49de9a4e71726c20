"""The catalogue of generations: what is said there is read as it was, and half of it is nothing."""

import pytest
from pyoxigraph import Quad, RdfFormat, Store, parse

from graph.engines import naming
from graph.engines.naming import Catalogue, Generation, read_catalogue
from graph.engines.place import Place
from graph.engines.store import ask_catalogue
from ontology.iris import Iris
from tests.graph.made_engines import BASE, GRAPHS, LocalEngine

COUNTS = {"": 7, f"{BASE}graph/b": 2, f"{BASE}graph/a": 3}
ONE = naming.named_there(GRAPHS, "one", "hash of one", COUNTS)
TWO = naming.named_there(GRAPHS, "two", "hash of two", {"": 1})


@pytest.fixture
def engine() -> LocalEngine:
    return LocalEngine(Store())


def catalogue(engine: LocalEngine) -> Catalogue:
    return ask_catalogue(engine, GRAPHS)[0]


def entered(engine: LocalEngine, *generations: Generation) -> None:
    for generation in generations:
        engine.update(naming.enter(GRAPHS, generation))
        engine.update(naming.switch(GRAPHS, generation))


def test_named_graphs_are_counted_in_the_order_of_their_iris() -> None:
    assert ONE.named == {
        f"{BASE}graph/a": f"{BASE}graph/generation/one/1",
        f"{BASE}graph/b": f"{BASE}graph/generation/one/2",
    }
    assert ONE.triples[f"{BASE}graph/generation/one/1"] == 3
    assert ONE.triples[ONE.default] == 7


def test_another_prefix_begins_all_names() -> None:
    graphs = Iris(BASE).graphs_elsewhere("urn:salkku:")
    there = naming.named_there(graphs, "one", "", COUNTS)
    assert there.graphs == (
        *("urn:salkku:generation/one", "urn:salkku:generation/one/1"),
        "urn:salkku:generation/one/2",
    )
    assert graphs.catalogue().value == "urn:salkku:published"


def test_a_generation_that_was_entered_is_read_as_it_was(engine: LocalEngine) -> None:
    entered(engine, ONE)
    assert catalogue(engine) == Catalogue(generations={"one": ONE}, current="one")


def test_what_was_read_can_be_told_to_another_process(engine: LocalEngine) -> None:
    entered(engine, ONE)
    place = Place(access=engine.access, generation=catalogue(engine).generations["one"])
    assert Place.decoded(place.encoded()) == place


def test_the_last_switch_says_which_is_current(engine: LocalEngine) -> None:
    entered(engine, ONE, TWO)
    assert catalogue(engine).current == "two"
    engine.update(naming.switch(GRAPHS, ONE))
    assert catalogue(engine).current == "one"
    assert set(catalogue(engine).generations) == {"one", "two"}


def test_a_generation_that_left_is_not_there(engine: LocalEngine) -> None:
    entered(engine, ONE, TWO)
    engine.update(naming.leave(GRAPHS, ONE))
    assert catalogue(engine) == Catalogue(generations={"two": TWO}, current="two")


def test_nothing_is_current_of_an_engine_that_holds_nothing(engine: LocalEngine) -> None:
    assert catalogue(engine) == Catalogue(generations={})


@pytest.mark.parametrize("lacking", ["dcat#version", "terms/identifier"])
def test_a_generation_of_which_not_all_is_said_is_not_there(
    engine: LocalEngine, lacking: str
) -> None:
    entered(engine, ONE)
    said = [quad.triple for quad in engine.store if not quad.predicate.value.endswith(lacking)]
    assert read_catalogue(GRAPHS, said) == Catalogue(generations={})


def test_what_others_say_in_the_catalogue_does_no_harm(engine: LocalEngine) -> None:
    entered(engine, ONE)
    for quad in parse(b'<x:s> <x:p> "o" . _:b <x:p> _:c .', RdfFormat.TURTLE):
        there = quad.subject, quad.predicate, quad.object
        engine.store.add(Quad(*there, GRAPHS.catalogue()))
    assert catalogue(engine).generations == {"one": ONE}


def test_a_dropped_graph_is_gone(engine: LocalEngine) -> None:
    entered(engine, ONE)
    engine.update(naming.drop(GRAPHS.catalogue().value))
    engine.update(naming.drop(GRAPHS.catalogue().value))
    assert len(engine.store) == 0
