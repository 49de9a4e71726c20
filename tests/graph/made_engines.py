"""Engines for tests: one in this process, without HTTP, and the real ``oxigraph serve``."""

import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from pyoxigraph import (
    DefaultGraph,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Store,
    Triple,
    serialize,
)

from bench.engines import free_port
from graph.engines import naming
from graph.engines.client import Body, Engine
from graph.engines.naming import Generation
from graph.engines.place import Access, Place
from graph.engines.store import EngineStore, ask_catalogue
from graph.errors import StoreError
from graph.store import Answer, Dataset, Graph, Table
from ontology.iris import Iris
from tests.waiting import wait_until

BASE = "http://test.example/"
GRAPHS = Iris(BASE).graphs_elsewhere()


def iri_of(quad: Quad) -> str:
    """The IRI of the graph of *quad*; '' for the default graph."""
    return "" if isinstance(quad.graph_name, DefaultGraph) else quad.graph_name.value


def counted(quads: Iterable[Quad]) -> dict[str, int]:
    """How many triples each graph has, by its IRI; the default graph is ''."""
    counts = Counter(iri_of(quad) for quad in quads)
    return {"": 0, **counts}


def generation_of(quads: list[Quad], id_: str = "one", base: str = BASE) -> Generation:
    """What a generation of *quads* is called at an engine."""
    return naming.named_there(Iris(base).graphs_elsewhere(), id_, f"hash of {id_}", counted(quads))


def moved(quads: Iterable[Quad], generation: Generation) -> Iterator[Quad]:
    """The *quads* in the graphs in which they lie at an engine."""
    for quad in quads:
        there = generation.named.get(iri_of(quad), generation.default)
        yield Quad(quad.subject, quad.predicate, quad.object, NamedNode(there))


class LocalEngine(Engine):
    """An engine whose graphs are in a *store* of this process."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.access = Access(query="http://127.0.0.1/")
        self.asked: list[str] = []

    def query(self, text: str, accept: str, dataset: Dataset | None = None) -> Body:
        self.asked.append(text)
        seen = dataset or Dataset((), ())
        answer = self.store.query(
            text,
            default_graph=[NamedNode(iri) for iri in seen.default],
            named_graphs=[NamedNode(iri) for iri in seen.named],
        )
        if isinstance(answer, QuerySolutions | QueryBoolean):
            content = answer.serialize(format=QueryResultsFormat.JSON)
        else:
            content = serialize(answer, format=RdfFormat.N_TRIPLES)
        assert content is not None
        return Body(content, accept, "Test/1")

    def update(self, text: str) -> None:
        self.store.update(text)


def local(quads: list[Quad], foreign: Iterable[Quad] = ()) -> EngineStore:
    """A generation of *quads* at an engine that holds *foreign* ones as well."""
    generation = generation_of(quads)
    engine = LocalEngine(Store())
    engine.store.extend([*moved(quads, generation), *foreign])
    return EngineStore(engine, Place(access=engine.access, generation=generation), BASE)


def told(answer: Answer) -> object:
    """All that *answer* says, to be compared: rows as often as they come, whatever their order."""
    if isinstance(answer, Table):
        return answer.columns, Counter(tuple(map(str, row)) for row in answer)
    if isinstance(answer, Graph):
        return {str(triple) for triple in answer}
    return bool(answer)


@contextmanager
def oxigraph(folder: Path, port: int = 0) -> Iterator[Access]:
    """``oxigraph serve`` on its own data in *folder*, ready to be asked."""
    port = port or free_port()
    program = str(Path(sys.executable).with_name("oxigraph"))
    command = [program, "serve", "--location", str(folder), "--bind", f"127.0.0.1:{port}"]
    root = f"http://127.0.0.1:{port}"
    access = Access(
        query=f"{root}/query", update=f"{root}/update", graphs=f"{root}/store", seconds=20
    )
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        try:
            wait_for(Engine(access), process)
            yield access
        finally:
            process.terminate()


def wait_for(engine: Engine, process: subprocess.Popen[bytes]) -> None:
    """Wait until *engine* answers, as long as its *process* lives."""

    def answers() -> bool:
        assert process.poll() is None, "the engine has ended"
        try:
            ask_catalogue(engine, GRAPHS)
        except StoreError:
            return False
        return True

    wait_until(answers, "the engine answers")


def bring(engine: Engine, quads: list[Quad], generation: Generation, base: str = BASE) -> None:
    """Bring a *generation* of *quads* to *engine* and make it the current one."""
    graphs = Iris(base).graphs_elsewhere()
    by_graph: dict[str, list[Triple]] = {}
    for quad in moved(quads, generation):
        by_graph.setdefault(iri_of(quad), []).append(quad.triple)
    for graph, triples in by_graph.items():
        content = serialize(triples, format=RdfFormat.N_TRIPLES)
        assert content is not None
        engine.put(graph, content, RdfFormat.N_TRIPLES.media_type, fresh=True)
    engine.update(naming.enter(graphs, generation))
    engine.update(naming.switch(graphs, generation))
