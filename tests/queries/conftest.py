"""The register written by hand, and how to ask it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, RdfFormat, Store

from graph.questions.library import Library, load_library
from graph.store import EmbeddedStore, select
from graph.values import Plain, plain

Rows = list[tuple[Plain | None, ...]]
Ask = Callable[..., Rows]

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def library() -> Library:
    return load_library()


@pytest.fixture(scope="session")
def graph() -> EmbeddedStore:
    store = Store()
    store.load(path=HERE / "register.ttl", format=RdfFormat.TURTLE)
    store.load(
        path=HERE / "withdrawn.ttl",
        format=RdfFormat.TURTLE,
        to_graph=NamedNode("http://localhost:8000/graph/withdrawn"),
    )
    store.load(
        path=HERE / "provenance.ttl",
        format=RdfFormat.TURTLE,
        to_graph=NamedNode("http://localhost:8000/graph/provenance"),
    )
    for register in ("yso", "yso-places"):
        store.load(
            path=HERE / "concepts.ttl",
            format=RdfFormat.TURTLE,
            to_graph=NamedNode(f"http://localhost:8000/graph/register/{register}"),
        )
    return EmbeddedStore(store)


@pytest.fixture(scope="session")
def ask(library: Library, graph: EmbeddedStore) -> Ask:
    """Ask a named question; IRIs come back as their last part, as one reads them."""

    def answer(name: str, **values: str) -> Rows:
        rows = select(graph, library[name].bind(values))
        return [tuple(short(term) for term in row) for row in rows]

    return answer


def short(term: object) -> Plain | None:
    return term.value.rpartition("/")[2] if isinstance(term, NamedNode) else plain(term)
