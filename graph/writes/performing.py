"""One write made on a store that nobody reads yet, and what it changed there."""

import shutil
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from msgspec.structs import replace
from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, RdfFormat, Store, parse

from graph.errors import QueryError, StoreError, UnknownEntity, one_line
from graph.sparql.code_points import with_letters
from graph.sparql.misreading import misread_update, unreadable
from graph.writes.blank_nodes import made, relabelled, renamed
from graph.writes.delta import Before, Delta
from graph.writes.scope import Pattern, scope
from graph.writes.settling import inventions, keep_home, settled, unread
from graph.writes.write import DeleteGraph, PostGraph, PutGraph, Update, What

GraphName = NamedNode | DefaultGraph


class Performer:
    """Makes writes on *store*, one after another; *scratch* is a folder for what is in between."""

    def __init__(self, store: Store, scratch: Path) -> None:
        self.store = store
        self.scratch = scratch

    def perform(self, what: What, seed: str, time: datetime) -> Delta:
        """Make one write, and return what changed; new blank nodes are named after *seed*.

        Raises QueryError for an update that cannot be read or evaluated, QueryRefused for one that
        would go out to the network; the store is as before then.
        """
        match what:
            case Update():
                return self._update(what, seed, time)
            case PutGraph(graph=graph, triples=triples):
                return self._put(graph_name(graph), triples, seed)
            case PostGraph(graph=graph, triples=triples):
                return self._post(graph_name(graph), triples, seed)
            case DeleteGraph(graph=graph):
                return self._delete(graph_name(graph))

    def close(self) -> None:
        """Let go of the store."""
        del self.store

    def _update(self, update: Update, seed: str, time: datetime) -> Delta:
        update = replace(update, text=with_letters(update.text))
        text = settled(update, time)
        keep_home(text, update.base)

        def act() -> None:
            self.store.update(
                text, base_iri=update.base or None, custom_functions=dict(inventions(seed))
            )

        with told(update):
            delta = self._changed(scope(text, update.base), act)
        return relabelled(self.store, delta, seed)

    def _put(self, graph: GraphName, triples: bytes, seed: str) -> Delta:
        quads = [*payload(triples, graph, seed)]

        def act() -> None:
            self.store.clear_graph(graph)
            self._fill(graph, quads)

        return self._changed({(None, None, None, graph)}, act)

    def _post(self, graph: GraphName, triples: bytes, seed: str) -> Delta:
        quads = _as_kept(payload(triples, graph, seed))
        added = frozenset(quad for quad in quads if quad not in self.store)
        self._fill(graph, added)
        return Delta(added=added)

    def _fill(self, graph: GraphName, quads: Collection[Quad]) -> None:
        if isinstance(graph, NamedNode):
            self.store.add_graph(graph)
        self.store.extend(quads)

    def _delete(self, graph: GraphName) -> Delta:
        def act() -> None:
            self.store.remove_graph(graph)

        return self._changed({(None, None, None, graph)}, act)

    def _changed(self, patterns: Collection[Pattern], act: Callable[[], None]) -> Delta:
        try:
            before = Before(self.store, patterns, self.scratch)
            act()
            return before.changes()
        finally:
            shutil.rmtree(self.scratch, ignore_errors=True)


@contextmanager
def told(update: Update) -> Iterator[None]:
    """Let what the engine says against *update* leave as an error of ours."""
    try:
        yield
    except SyntaxError as error:
        found = misread_update(update.text, unread(update.text, update.base))
        raise unreadable("update", found, error) from error
    except (RuntimeError, ValueError) as error:
        raise QueryError(f"the update cannot be made: {one_line(error)}") from error
    except OSError as error:
        raise StoreError(f"the store: {one_line(error)}") from error


def graph_name(iri: str | None) -> GraphName:
    """The graph of that IRI, or the default graph.

    Raises QueryError when it is no IRI.
    """
    try:
        return DefaultGraph() if iri is None else NamedNode(iri)
    except ValueError as error:
        raise QueryError(f"{iri!r} names no graph: {error}") from error


def payload(triples: bytes, graph: GraphName, seed: str) -> Iterator[Quad]:
    """Yield the N-Triples as quads of *graph*, their blank nodes named after *seed*.

    Raises QueryError when they cannot be read.
    """
    labels: dict[BlankNode, BlankNode] = {}

    def name(node: BlankNode) -> BlankNode:
        return labels.setdefault(node, made(seed, len(labels)))

    try:
        for quad in renamed(parse(triples, format=RdfFormat.N_TRIPLES), name):
            yield Quad(quad.subject, quad.predicate, quad.object, graph)
    except SyntaxError as error:
        raise QueryError(f"the triples cannot be read: {one_line(error)}") from error


def _as_kept(quads: Iterator[Quad]) -> Store:
    """The *quads*, each once, as a store gives them: it spells some literals its own way."""
    store = Store()
    store.extend(quads)
    return store


def has_graph(store: Store, graph: str | None) -> bool:
    """Whether there is such a graph in *store*, be it an empty one; the default graph always is."""
    name = graph_name(graph)
    return isinstance(name, DefaultGraph) or store.contains_named_graph(name)


def refuse_missing(store: Store, what: What) -> None:
    """Raise UnknownEntity when *what* deletes a graph that *store* does not have."""
    if isinstance(what, DeleteGraph) and not has_graph(store, what.graph):
        raise UnknownEntity(f"there is no graph {what.graph} to delete")
