"""What a write changed is known from its text alone, and that is all that it changed."""

import time
from collections.abc import Collection
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, NamedNode, Quad, RdfFormat, Store, parse

from graph.writes import delta as delta_of
from graph.writes.performing import Performer
from graph.writes.scope import EVERYTHING, scope
from graph.writes.write import Update

NOW = datetime(2026, 11, 22, tzinfo=UTC)
PREFIX = "PREFIX : <http://example.fi/> "
HERE = NamedNode("http://example.fi/a")
DATA = b"""
PREFIX : <http://example.fi/>
:a :b :c , "01"^^<http://www.w3.org/2001/XMLSchema#integer> , "x"@fi . :d :b _:x . _:x :e "y" .
GRAPH :g { :a :b :c . :d :b "{ } # not :a" . _:z :b :c } GRAPH :h { :a :f :g }
"""
UPDATES = [
    "INSERT DATA { :a :b 01 , 1.0 , 'new' ; a :T . }",
    "INSERT DATA { :a :b [ :c ( 1 2 [] ) ] . GRAPH :g { :n :m :o } . :p :q :r GRAPH :h { } }",
    "DELETE DATA { :a :b 1 GRAPH :g { :d :b '{ } # not :a' } }",
    "DELETE { ?s :b ?o } INSERT { ?o :was ?s ; :has '# } {' } WHERE { ?s :b ?o FILTER(?o<3||?o>1)}",
    "DELETE { GRAPH ?g { ?s ?p ?o } } WHERE { GRAPH ?g { ?s ?p ?o } FILTER(?p = :b) }",
    "WITH :g DELETE { ?s :b ?o } INSERT { ?s :b 1 . GRAPH :h { ?s :b [] } } WHERE { ?s :b ?o }",
    "WITH :g DELETE { ?s ?p ?o } WHERE { ?s ?p ?o } ; DELETE WHERE { :a :b ?o }",
    "INSERT { ?s :copy _:n . _:n :of ?o } USING :g USING NAMED :h WHERE { ?s :b ?o }",
    "# DELETE { ?s ?p ?o }\nDELETE WHERE { :a :b ?o . GRAPH :g { :d :b ?q } }",
    "CLEAR DEFAULT ; CREATE GRAPH :n ; COPY :g TO :n ; MOVE SILENT :h TO DEFAULT",
    "ADD :g TO :h ; CLEAR GRAPH :g",
    "DROP NAMED",
    "CLEAR ALL",
    "DROP SILENT GRAPH :none",
    "BASE <http://example.fi/> INSERT DATA { <a> <b> <#c> } ; DELETE DATA { <a> <b> <c> }",
    "PREFIX x: <x:> INSERT DATA { x:a x:b x:c } ; PREFIX x: <x:> DELETE DATA { x:a x:b x:c }",
    "INSERT DATA { :a :c 1 } ; PREFIX y: <http://example.fi/> DELETE DATA { y:a y:b y:c }",
    "INSERT { :a :long '''x } { \\''' y''' ; :b \"\"\"\"quoted\" } \"\"\" } WHERE { }",
    "INSERT { ?s :b ?o } WHERE { { SELECT ?s (COUNT(*) AS ?o) WHERE { ?s ?p ?q } GROUP BY ?s } }",
    "DELETE { ?s :b ?o } WHERE { ?s :b ?o OPTIONAL { ?o :e ?y } MINUS { ?s :b 'WHERE {' } }",
    "INSERT DATA { <http://example.fi/insert> :delete :where ; :b :where.x , :x%20y , :x\\-y }",
    "insert data { :A :b true } ; delete where { :d :b ?x . ?x :e ?y }",
    "INSERT { ?r :of <<( :a :b :c )>> } WHERE { ?r :b ?o }",
    "INSERT { ?s :b ?o } WHERE { ?s :b ?o } ;",
]


def store_of(folder: Path) -> Store:
    store = Store(str(folder))
    store.extend(parse(DATA, format=RdfFormat.TRIG))
    return store


def shape(quads: Collection[Quad]) -> dict[str, int]:
    """The *quads* as text with one label for all blank nodes, counted."""
    found: dict[str, int] = {}
    for quad in quads:
        ends = ("_" if isinstance(t, BlankNode) else str(t) for t in (quad.subject, quad.object))
        text = " ".join((*ends, str(quad.predicate), str(quad.graph_name)))
        found[text] = found.get(text, 0) + 1
    return found


def check(store: Store, text: str, folder: Path) -> None:
    """Make the update, and compare what is said of it with all that is different."""
    before = set(store)
    changed = Performer(store, folder / "scratch").perform(Update(text=text), "5eed", NOW)
    after = set(store)
    assert shape(changed.removed) == shape(before - after)
    assert shape(changed.added) == shape(after - before)
    changed.undo(store)
    assert set(store) == before
    assert not (folder / "scratch").exists()


@pytest.mark.parametrize("text", UPDATES)
@pytest.mark.parametrize("kept_in_memory", [50_000, 2])
def test_the_difference_is_exact(
    text: str, kept_in_memory: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delta_of, "KEPT_IN_MEMORY", kept_in_memory)
    check(store_of(tmp_path / "store"), PREFIX + text, tmp_path)


@pytest.mark.parametrize(
    "text",
    [
        "INSERT DATA { :a :b :c }",
        "DELETE WHERE { :a ?p 1 }",
        "WITH :a INSERT { ?s :p ?o } WHERE {}",
    ],
)
def test_a_small_update_is_looked_for_where_it_can_be(text: str) -> None:
    (pattern,) = scope(PREFIX + text)
    assert pattern != EVERYTHING
    assert HERE in pattern


@pytest.mark.parametrize("text", ["", "}", "INSERT DATA {", "WHAT { :a :b :c }", "INSERT :a :b :c"])
def test_what_cannot_be_read_is_looked_for_everywhere_or_changes_nothing(text: str) -> None:
    assert scope(PREFIX + text) in (frozenset({EVERYTHING}), frozenset())


ROUND = " . ".join(f"_:n{turn} :next _:n{(turn + 1) % 12}" for turn in range(12))
EACH = " . ".join(f"_:n{one} :k _:n{two}" for one in range(5) for two in range(5) if one != two)


@pytest.mark.parametrize(
    "triples",
    [
        ":a :l ( 1 2 ( 3 [] ) [ :k ( ) ] ) , [] , []",
        ROUND,
        EACH,
        f"{ROUND} . _:n3 :k 1",
        "[] :p _:s",
    ],
)
def test_blank_nodes_get_the_same_labels_whenever_they_are_made(
    triples: str, tmp_path: Path
) -> None:
    update = Update(text=f"{PREFIX} INSERT DATA {{ {triples} }}")
    made = [
        Performer(Store(), tmp_path / "scratch").perform(update, "5eed", NOW).added
        for _ in range(5)
    ]
    assert len(set(made)) == 1
    assert made[0] != Performer(Store(), tmp_path / "scratch").perform(update, "beef", NOW).added


def test_a_long_list_is_no_long_work(tmp_path: Path) -> None:
    members = " ".join("1" for _ in range(3000))
    update = Update(text=f"{PREFIX} INSERT DATA {{ :a :l ( {members} ) }}")
    begun = time.process_time()
    assert len(Performer(Store(), tmp_path / "scratch").perform(update, "5eed", NOW).added) == 6001
    assert time.process_time() - begun < 10


def test_a_blank_node_of_an_older_write_keeps_its_label(tmp_path: Path) -> None:
    performer = Performer(Store(), tmp_path / "scratch")
    (first,) = performer.perform(Update(text=f"{PREFIX} INSERT DATA {{ [] :p 1 }}"), "a", NOW).added
    later = Update(text=f"{PREFIX} INSERT {{ ?n :q [] }} WHERE {{ ?n :p 1 }}")
    (second,) = performer.perform(later, "b", NOW).added
    assert second.subject == first.subject
    assert second.object != first.subject
