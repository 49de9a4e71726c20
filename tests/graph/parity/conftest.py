"""Two graphs, each embedded and at two real engines."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

import pytest

from bench import engines
from bench.engines import Running
from bench.generator.length import BRIEF
from bench.ground import write_pages
from graph.build.building import build
from graph.build.options import BuildOptions
from graph.engines.client import Engine
from graph.engines.place import Access, Place
from graph.engines.publishing.publishing import publish
from graph.engines.store import ask_catalogue, open_store
from graph.generations.directory import DataDirectory
from graph.generations.generation import Generation
from graph.register import load_register
from graph.sample.registers import load_sample_registers
from graph.store import EmbeddedStore, GraphStore
from tests.debian import debian_program
from tests.graph.parity.asking import Known

SECONDS = 600
"""How long an engine may take over an answer here: machines of tests are busy."""

PAGES, FULL_PAGES = 10_000, 1_000
"""How many projects are generated, and of how many of them a page tells all that one can."""

SEED = 7


class Graphs(NamedTuple):
    """The same graph embedded, and at an engine; what is *known* of the embedded answers."""

    generation: Generation
    embedded: GraphStore
    there: GraphStore
    known: Known


def built(folder: Path, sources: Path) -> Generation:
    """The generation of the pages in *sources*, in a data directory of its own."""
    load_sample_registers(folder)
    build(folder, BuildOptions(sources=(sources,), register=load_register("sample"), check=False))
    return DataDirectory.open(folder).generation()


def access_of(engine: Running) -> Access:
    password = engines.USER if engine.user else ""
    return Access(query=engine.query, user=engine.user, password=password, seconds=SECONDS)


def both(generation: Generation, engine: Running, name: str, known: Known) -> Graphs:
    """The graph of *generation* embedded and at *engine*, where its graphs have that *name*."""
    access = access_of(engine)
    prefix = f"{generation.iris.base}graph/{name}/"
    publish(generation, access, prefix)
    client = Engine(access)
    catalogue, server = ask_catalogue(client, generation.iris.graphs_elsewhere(prefix))
    there = catalogue.generations[catalogue.current]
    place = Place(access=access, generation=there, server=server)
    base = generation.iris.base
    embedded = EmbeddedStore(generation.open_store(), base=base)
    return Graphs(generation, embedded, open_store(client, place, base), known)


@pytest.fixture(scope="session", params=["Oxigraph", "Virtuoso"])
def engine(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp(request.param)
    with ExitStack() as stack:
        if request.param == "Virtuoso":
            program = debian_program("virtuoso-t", "virtuoso-opensource")
            yield stack.enter_context(engines.virtuoso(folder, program))
        else:
            yield stack.enter_context(engines.oxigraph(folder))


@pytest.fixture(scope="session")
def sample_generation(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Generation:
    return built(tmp_path_factory.mktemp("sample"), root / "graph" / "sample" / "pages")


@pytest.fixture(scope="session")
def generated_generation(tmp_path_factory: pytest.TempPathFactory) -> Generation:
    pages = tmp_path_factory.mktemp("pages")
    write_pages(pages, SEED, PAGES, BRIEF)
    write_pages(pages, SEED, FULL_PAGES)
    return built(tmp_path_factory.mktemp("generated"), pages)


@pytest.fixture(scope="session")
def known() -> defaultdict[str, Known]:
    """What is known of embedded answers, by the name of the graph: one engine after the other."""
    return defaultdict(dict)


@pytest.fixture(scope="session")
def sample(
    sample_generation: Generation, engine: Running, known: defaultdict[str, Known]
) -> Graphs:
    return both(sample_generation, engine, "sample", known["sample"])


@pytest.fixture(scope="session")
def generated(
    generated_generation: Generation, engine: Running, known: defaultdict[str, Known]
) -> Graphs:
    return both(generated_generation, engine, "generated", known["generated"])
