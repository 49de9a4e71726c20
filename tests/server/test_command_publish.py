"""``salkku publish``, as a user calls it."""

import os
import random
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

import pytest

from bench import engines
from bench.engines import Running
from bench.ground import program
from graph.build.building import build
from graph.build.options import BuildOptions
from graph.engines.client import Engine
from graph.engines.naming import Catalogue
from graph.engines.place import Access
from graph.engines.publishing.begun import begun
from graph.engines.publishing.checking import count_there
from graph.engines.store import ask_catalogue
from graph.generations.directory import DataDirectory
from graph.register import load_register
from graph.sample import __file__ as sample_file
from ontology.iris import Iris
from tests.debian import debian_program

GRAPHS = Iris().graphs_elsewhere()
PAGES = Path(sample_file).parent / "pages"
KILLS = 5


def built(folder: Path, pages: int) -> str:
    """Build so many pages of the sample in *folder*; return the id of the generation."""
    sources = tuple(sorted(PAGES.iterdir())[:pages])
    build(folder, BuildOptions(sources=sources, register=load_register("sample"), check=False))
    return DataDirectory.open(folder).current_id()


@pytest.fixture(scope="module", params=["Oxigraph", "Virtuoso"])
def engine(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp(request.param)
    if request.param == "Virtuoso":
        executable = debian_program("virtuoso-t", "virtuoso-opensource")
        with engines.virtuoso(folder, executable) as running:
            yield running
    else:
        with engines.oxigraph(folder) as running:
            yield running


def command(data: Path, engine: Running, *more: str) -> list[str]:
    return [program("salkku"), "publish", "--data", str(data), *engine.options, *more]


def environment() -> dict[str, str]:
    return {**os.environ, "SALKKU_STORE_PASSWORD": engines.USER}


def publish(data: Path, engine: Running, *more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(data, engine, *more),
        capture_output=True,
        text=True,
        check=False,
        env=environment(),
    )


def client(engine: Running) -> Engine:
    return Engine(Access(query=engine.query))


def catalogue(engine: Running) -> Catalogue:
    return ask_catalogue(client(engine), GRAPHS)[0]


def refuse_half(engine: Running) -> str:
    """The id of the current generation, which is there whole; empty when there is none."""
    known = catalogue(engine)
    assert not known.generations or known.current
    if known.current:
        current = known.generations[known.current]
        for graph, triples in current.triples.items():
            assert count_there(client(engine), graph) == triples
    return known.current


@contextmanager
def reader(engine: Running) -> Iterator[list[str]]:
    """Who looks at the current generation again and again, and finds it whole each time."""
    seen: list[str] = []
    failed: list[BaseException] = []
    enough = Event()

    def look() -> None:
        while not enough.is_set():
            try:
                seen.append(refuse_half(engine))
            except AssertionError as error:
                failed.append(error)

    thread = Thread(target=look)
    thread.start()
    try:
        yield seen
    finally:
        enough.set()
        thread.join()
    assert not failed


@pytest.mark.slow
def test_a_generation_killed_on_its_way_is_never_seen_and_swept_by_the_next(
    engine: Running, tmp_path: Path
) -> None:
    first = built(tmp_path, 3)
    begin = time.monotonic()
    assert publish(tmp_path, engine).returncode == 0
    took = time.monotonic() - begin
    draw = random.Random(engine.name)  # noqa: S311 - moments, and no secret
    killed = 0
    with reader(engine) as seen:
        for pages in range(4, 4 + KILLS):
            built(tmp_path, pages)
            killed += kill_at(tmp_path, engine, took * draw.uniform(0.2, 0.9))
        last = publish(tmp_path, engine)
    assert killed
    assert last.returncode == 0, last.stderr
    current = DataDirectory.open(tmp_path).current_id()
    assert refuse_half(engine) == current
    assert {seen[0], seen[-1]} <= {first, *DataDirectory.open(tmp_path).ids()}
    assert begun(client(engine), GRAPHS) == {}


def kill_at(data: Path, engine: Running, seconds: float) -> bool:
    """Publish, and kill that after so many *seconds*; return whether it had not ended yet."""
    with subprocess.Popen(
        command(data, engine),
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        time.sleep(seconds)
        is_alive = process.poll() is None
        process.send_signal(signal.SIGKILL)
    return is_alive


@pytest.mark.slow
def test_the_newest_generations_stay_and_the_others_go(engine: Running, tmp_path: Path) -> None:
    ids = []
    for pages in (2, 3, 4):
        ids.append(built(tmp_path, pages))
        done = publish(tmp_path, engine)
        assert f"Published generation {ids[-1]}" in done.stdout
    known = catalogue(engine)
    assert sorted(known.generations) == ids[1:]
    assert known.current == ids[-1]
    assert count_there(client(engine), GRAPHS.default(ids[0]).value) == 0
    assert "Nothing changed" in publish(tmp_path, engine).stdout
    assert "Published" in publish(tmp_path, engine, "--generation", ids[1]).stdout
    assert catalogue(engine).current == ids[1]
