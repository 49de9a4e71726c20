"""What is asked of links and of the registers to which they lead."""

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from pyoxigraph import Literal, Quad, RdfFormat, Store

from graph.links.link import Link, Proposal
from graph.links.quads import given_by_links, register_graph
from graph.questions.library import Library
from graph.store import EmbeddedStore, select
from ontology.iris import Iris
from ontology.registers import yso
from ontology.terms import Skos
from tests.queries.conftest import Ask, short

PENDING = Link(
    kind="project",
    slug="puisto",
    proposal=Proposal(
        register="yso",
        relation="spatial",
        target=yso("p2").value,
        score=0.7,
        method="label",
        evidence=("text: Oulussa",),
    ),
    decision="pending",
    time=datetime(2026, 1, 14, tzinfo=UTC),
)
COLUMNS = {
    "links": "entity, entity_name, register, target, relation, score, method, evidence, decision,"
    " target_name, link",
    "registers": "register, name, source, version, licence, read, entries, triples, graph",
}


@pytest.fixture(scope="module")
def ask(library: Library) -> Ask:
    """Ask a named question of links that are published, and of one that waits."""
    store, iris = Store(), Iris()
    store.load(path=Path(__file__).with_name("links.ttl"), format=RdfFormat.TURTLE)
    store.extend(given_by_links([PENDING], iris).quads())
    content = register_graph("yso", iris)
    for name, language in (("puistot", "fi"), ("parks", "en")):
        label = Literal(name, language=language)
        store.add(Quad(yso("p1"), Skos.prefLabel, label, content))
    graph = EmbeddedStore(store)

    def answer(name: str, **values: str) -> list[tuple[object, ...]]:
        rows = select(graph, library[name].bind(values))
        return [tuple(short(term) for term in row) for row in rows]

    return answer  # type: ignore[return-value]  # rows of what they hold


@pytest.mark.parametrize("name", COLUMNS)
def test_a_question_about_links_has_the_columns_of_the_public_interface(
    name: str, library: Library
) -> None:
    assert library[name].columns == tuple(COLUMNS[name].split(", "))


def test_links_tell_what_is_published_and_what_waits(ask: Ask) -> None:
    puisto = ("puisto", "Puisto", "yso")
    evidence = "name: Puisto; text: puistot"
    published, waiting, kept = ask("links")
    assert (*published[:7], *published[8:]) == (
        *(*puisto, "p1", "subject", Decimal("0.95"), "label"),
        *("automatic", "puistot", "a"),
    )
    assert sorted(str(published[7]).split("; ")) == evidence.split("; ")
    assert waiting == (
        *(*puisto, "p2", "spatial", Decimal("0.7"), "label", "text: Oulussa"),
        *("pending", None, PENDING.key.id),
    )
    assert kept == (
        *(*puisto, "p9", "subject", Decimal("0.5"), "label", ""),
        *("accepted", None, "kept"),
    )


@pytest.mark.parametrize(
    ("values", "number"),
    [
        ({"entity": "http://localhost:8000/id/project/puisto"}, 3),
        ({"entity": "http://localhost:8000/id/project/silta"}, 0),
        ({"register": "http://localhost:8000/id/register/yso"}, 3),
        ({"decision": "pending"}, 1),
        ({"decision": "accepted"}, 1),
        ({"decision": "rejected"}, 0),
    ],
)
def test_links_are_chosen(ask: Ask, values: dict[str, str], number: int) -> None:
    assert len(ask("links", **values)) == number


def test_links_are_named_in_the_language_asked_for(ask: Ask) -> None:
    (row, *_) = ask("links", lang="en")
    assert (row[1], row[9]) == ("Park", "parks")


def test_registers_say_what_they_are_and_as_of_when(ask: Ask) -> None:
    (row,) = ask("registers")
    assert row == (
        *("yso", "Sanasto", "sanasto.nt", "7", ""),
        *(datetime(2026, 1, 13, 3, tzinfo=UTC), 1, 2, "yso"),
    )
