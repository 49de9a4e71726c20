"""Whatever the order of writes and builds: as if all pages came first and all writes then."""

from itertools import count
from pathlib import Path
from typing import Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    DefaultGraph,
    NamedNode,
    Quad,
    RdfFormat,
    Store,
    parse,
)

from graph.build.building import build
from graph.build.options import BuildOptions
from graph.build.transfer import export_archive, import_archive
from graph.errors import UnknownEntity
from graph.generations.directory import DataDirectory
from graph.generations.journal import Journal
from graph.generations.retention import sweep
from graph.privacy.policy import Contacts
from graph.quads.content import content_of_digest
from graph.writes.delta import content_of
from graph.writes.write import DeleteGraph, PostGraph, PutGraph, Update, What
from tests.graph.made_pages import Made as Page
from tests.graph.made_pages import put
from tests.graph.made_writes import NOTES, NOW, PREFIXES, Made

REPHRASE: Final = (
    "DELETE { ?p sk:phaseAsPrinted ?o } INSERT { ?p sk:phaseAsPrinted 'toinen' }"
    " WHERE { ?p sk:phaseAsPrinted ?o }"
)
UPDATES: Final = (
    "INSERT DATA { :a :b 1 , 2 ; :c [ :d 'x' ] }",
    "DELETE DATA { :a :b 2 }",
    "DELETE { ?p sk:phase ?o } INSERT { ?p :was ?o } WHERE { ?p sk:phase ?o }",
    "INSERT { ?p :copy ?t } WHERE { ?p a sk:Project ; dcterms:title ?t }",
    "DELETE WHERE { ?p :copy ?t }",
    "INSERT { GRAPH :g { ?p :note [ :about ?t ] } } WHERE { ?p dcterms:title ?t }",
    REPHRASE,
    "COPY SILENT :g TO :h ; CLEAR SILENT GRAPH :g",
    "WITH :h DELETE { ?s ?p ?o } INSERT { ?s ?p 'seen' } WHERE { ?s ?p ?o }",
    "INSERT { :all :number ?n } WHERE { SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o } }",
    "# nothing to do\n",
)
GRAPHS: Final[tuple[What, ...]] = (
    PutGraph(graph=NOTES, triples=b"_:a <http://example.fi/p> _:b .\n"),
    PostGraph(graph=NOTES, triples=b'<http://example.fi/s> <http://example.fi/p> "01" .\n'),
    PostGraph(triples=b"_:a <http://example.fi/p> <http://example.fi/s> .\n"),
    DeleteGraph(graph="http://example.fi/g"),
)
WRITES: Final = (*(Update(text=PREFIXES + text) for text in UPDATES), *GRAPHS)
PHASES: Final = ("Käynnissä", "Päättynyt", "toinen")

steps = st.lists(
    st.one_of(
        st.sampled_from(WRITES),
        st.tuples(st.sampled_from(["p1", "p2", "p7"]), st.sampled_from(PHASES)),
    ),
    min_size=1,
    max_size=6,
)


def plainly(pages: set[Quad], writes: list[What]) -> Store:
    """The *pages* and then all *writes*, on a plain store that knows nothing of generations."""
    store = Store()
    store.extend(pages)
    for what in writes:
        match what:
            case Update(text=text):
                store.update(text)
            case PutGraph(graph=graph, triples=triples):
                store.clear_graph(named(graph))
                store.extend(given_triples(triples, graph))
            case PostGraph(graph=graph, triples=triples):
                store.extend(given_triples(triples, graph))
            case DeleteGraph(graph=graph):
                store.clear_graph(named(graph))
    return store


def named(graph: str | None) -> NamedNode | DefaultGraph:
    return NamedNode(graph) if graph else DefaultGraph()


def given_triples(triples: bytes, graph: str | None) -> list[Quad]:
    found = parse(triples, format=RdfFormat.N_TRIPLES, rename_blank_nodes=True)
    return [Quad(q.subject, q.predicate, q.object, named(graph)) for q in found]


def canonical(quads: set[Quad]) -> set[Quad]:
    """The *quads* with labels that do not matter, so that two sets can be compared."""
    dataset = Dataset(quads)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return {*dataset}


def with_blank_nodes(quads: set[Quad]) -> set[Quad]:
    return {q for q in quads if isinstance(q.subject, BlankNode) or isinstance(q.object, BlankNode)}


def without_findings_of_writes(quads: set[Quad]) -> set[Quad]:
    return {q for q in quads if "/finding/write-" not in f"{q.subject}{q.object}"}


def taken(made: Made, what: What) -> bool:
    """Make the write, if it is one that can be made now."""
    try:
        made.write(what)
    except UnknownEntity:
        return False
    return True


names = count()


@pytest.mark.slow
@settings(max_examples=25, deadline=None, suppress_health_check=[*HealthCheck])
@given(steps)
def test_it_is_as_if_all_pages_came_first(
    tmp_path_factory: pytest.TempPathFactory, taken_steps: list[What | tuple[str, str]]
) -> None:
    made = Made(tmp_path_factory.mktemp(f"made{next(names)}"))
    writes: list[What] = []
    for step in taken_steps:
        if isinstance(step, tuple):
            key, phase = step
            put(made.pages, key, Page(name=f"Kokeilu {key}", phase=phase))
            made.build()
        elif taken(made, step):
            writes.append(step)
    generation = made.directory.generation()
    wanted = {*plainly({*generation.open_pages()}, writes)}
    found = without_findings_of_writes({*generation.open_store()})
    assert found - with_blank_nodes(found) == wanted - with_blank_nodes(wanted)
    assert canonical(with_blank_nodes(found)) == canonical(with_blank_nodes(wanted))
    manifest = generation.manifest
    content = content_of({*generation.open_store()})
    assert content == content_of_digest(manifest.counts.quads, manifest.hash)


def test_a_build_from_nothing_with_the_same_writes_is_the_same(tmp_path: Path) -> None:
    made = Made(tmp_path)
    for what in WRITES:
        taken(made, what)
    before = made.quads()
    made.build(contacts=Contacts.NONE)
    made.build(contacts=Contacts.FULL, now=NOW)
    assert {q for q in made.quads() if "Time" not in str(q)} == {
        q for q in before if "Time" not in str(q)
    }


def test_an_archive_carries_the_writes(tmp_path: Path) -> None:
    made = Made(tmp_path)
    for what in (*WRITES, PutGraph(graph="http://example.fi/empty", triples=b"")):
        taken(made, what)
    export_archive(made.directory, made.directory.generation(), tmp_path / "all.zip")
    manifest = import_archive(tmp_path / "all.zip", tmp_path / "other")
    other = DataDirectory.open(tmp_path / "other")
    assert manifest == made.manifest
    assert {*other.generation().open_store()} == made.quads()
    assert {*other.generation().open_store().named_graphs()} == {*made.store().named_graphs()}
    assert Journal(other.path).writes(manifest.head) == Journal(made.folder).writes(manifest.head)
    put(made.pages, "p1", Page(name="Kokeilu p1", phase="Päättynyt"))
    made.build()
    build(other.path, BuildOptions(sources=(made.pages,), now=made.clock))
    assert {*other.generation().open_store()} == made.quads()


def test_writes_that_no_generation_has_are_swept(tmp_path: Path) -> None:
    made = Made(tmp_path)
    made.write(WRITES[0])
    made.directory.switch(made.directory.manifests()[0].id)
    stray = Journal(made.folder).append(made.manifest.head, b"never published")
    sweep(made.directory)
    assert not (Journal(made.folder).folder / stray.hash).exists()
    assert len([*Journal(made.folder).folder.iterdir()]) == 1
