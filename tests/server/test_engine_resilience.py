"""The engine slow, down, restarted, answering nonsense or cut off: nobody waits for ever."""

import shutil
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pyoxigraph import Store
from werkzeug.test import TestResponse

from graph.build.building import build
from graph.build.options import BuildOptions
from graph.engines import naming
from graph.engines.naming import Generation
from graph.generations.directory import DataDirectory
from server.app import create_app
from server.settings import read_settings
from tests.graph.made_engines import counted, moved
from tests.graph.made_pages import Made, put
from tests.graph.stand_in_engine import StandIn, stand_in
from tests.waiting import takes_less_than, wait_until

pytestmark = pytest.mark.slow

SECONDS = 2
"""The time limit of the engine in these tests."""

SOON = 10
"""Within so many seconds every request is answered; no mood of the engine ends so soon."""

HTML = {"Accept": "text/html"}
PAGE = "/en/projects/hanke-1"
ANOTHER = "/en/projects/hanke-2"
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
MOODS = (
    *("slow", "dripping", "dripping_at_the_head", "nonsense", "lying"),
    *("cut_off", "hanging_up", "failing", "elsewhere"),
)


def put_pages(folder: Path, number: int) -> None:
    """Write that *number* of pages into *folder*."""
    for turn in range(1, number + 1):
        put(folder, f"p{turn}", Made(name=f"Hanke {turn}"))


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory with a few projects."""
    folder = tmp_path_factory.mktemp("house")
    put_pages(folder / "pages", 4)
    build(folder / "data", BuildOptions(sources=(folder / "pages",), now=NOW))
    return folder / "data"


def bring(engine: StandIn, data: Path, id_: str = "") -> Generation:
    """Bring the current generation of *data* to *engine* and make it current there."""
    generation = DataDirectory.open(data).generation(id_ or None)
    quads = list(generation.open_store())
    graphs = generation.iris.graphs_elsewhere()
    there = naming.named_there(graphs, generation.id, generation.manifest.hash, counted(quads))
    engine.engine.store.extend(moved(quads, there))
    engine.engine.update(naming.enter(graphs, there))
    engine.engine.update(naming.switch(graphs, there))
    return there


def application(data: Path, engine: StandIn) -> Flask:
    """The application that serves *data* with the graph at *engine*."""
    address = engine.access.query
    given = {"data": str(data), "store": address, "store_seconds": str(SECONDS)}
    return create_app(
        read_settings(environment={f"SALKKU_{k.upper()}": v for k, v in given.items()})
    )


class Stage:
    """An engine that holds what *data* holds, and a client of the server before it."""

    def __init__(self, engine: StandIn, data: Path) -> None:
        self.engine = engine
        self.generation = bring(engine, data)
        self.app = application(data, engine)
        self.client = self.app.test_client()

    def asked(self, address: str, **headers: str) -> TestResponse:
        """The answer to *address*, which comes soon."""
        begun = time.monotonic()
        answer = self.client.get(address, headers={**HTML, **headers})
        assert time.monotonic() - begun < SOON
        return answer

    def is_ready(self) -> bool:
        return self.client.get("/healthz/ready").status_code == 200

    def errors(self) -> float:
        lines = self.client.get("/metrics").get_data(as_text=True).splitlines()
        found = [line for line in lines if line.startswith("salkku_engine_errors_total")]
        return float(found[0].split()[1])


@pytest.fixture
def stage(house: Path) -> Iterator[Stage]:
    with stand_in(Store()) as engine:
        yield Stage(engine, house)


@pytest.mark.parametrize("mood", MOODS)
def test_whatever_the_engine_does_a_kept_page_comes_and_another_is_503_until_it_is_well(
    stage: Stage, mood: str
) -> None:
    kept = stage.asked(PAGE)
    assert kept.status_code == 200
    stage.engine.be(mood)
    assert stage.asked(ANOTHER).status_code == 503
    wait_until(lambda: not stage.is_ready(), "the engine is found missing")
    assert stage.asked(PAGE).get_data() == kept.get_data()
    assert stage.asked(PAGE, **{"If-None-Match": kept.headers["ETag"]}).status_code == 304
    assert stage.errors() >= 1
    stage.engine.be("well")
    wait_until(stage.is_ready, "the engine is found back")
    assert stage.asked(ANOTHER).status_code == 200


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fi", "Aineisto ei ole juuri nyt saatavilla"),
        ("sv", "Datamängden är inte tillgänglig just nu"),
        ("en", "The data are not available right now"),
    ],
)
def test_the_503_is_in_words_of_the_language_of_the_reader(
    stage: Stage, language: str, words: str
) -> None:
    stage.asked("/en/about")
    stage.engine.be("failing")
    answer = stage.asked(f"/{language}/projects/hanke-1")
    assert answer.status_code == 503
    text = answer.get_data(as_text=True)
    assert words in text
    assert f'lang="{language}"' in text
    assert "127.0.0.1" not in text
    assert answer.headers["Retry-After"] == "5"


def test_a_program_is_told_what_is_the_matter_and_not_where_the_engine_is(stage: Stage) -> None:
    stage.asked("/en/about")
    stage.engine.be("failing")
    answer = stage.client.post("/sparql", data={"query": "ASK { ?s ?p 'x' }"})
    assert answer.status_code == 503
    assert answer.get_json()["detail"].startswith("the engine that holds the graph: failed with")
    assert "127.0.0.1" not in answer.get_data(as_text=True)


def test_an_engine_that_is_down_is_not_waited_for(stage: Stage) -> None:
    stage.asked(PAGE)
    stage.engine.be("slow")
    wait_until(lambda: not stage.is_ready(), "the engine is found missing")

    def ask_again_and_again() -> None:
        for _ in range(20):
            assert stage.asked(ANOTHER).status_code == 503

    assert takes_less_than(SECONDS, ask_again_and_again)


def test_an_engine_that_hangs_does_not_take_all_threads(stage: Stage) -> None:
    kept = stage.asked(PAGE)
    stage.engine.be("slow")
    with ThreadPoolExecutor(40) as pool:
        asked = [
            pool.submit(stage.app.test_client().get, f"/en/projects/hanke-2?n={n}", headers=HTML)
            for n in range(40)
        ]
        begun = time.monotonic()
        assert stage.asked(PAGE).get_data() == kept.get_data()
        assert time.monotonic() - begun < SECONDS
        statuses = {each.result(SOON).status_code for each in asked}
    assert statuses == {503}
    stage.engine.be("well")
    wait_until(stage.is_ready, "the engine is found back")
    assert stage.asked(ANOTHER).status_code == 200


def test_an_engine_that_is_restarted_is_found_back(house: Path) -> None:
    with ExitStack() as stack:
        engine = stack.enter_context(stand_in(Store()))
        stage = Stage(engine, house)
        assert stage.asked(PAGE).status_code == 200
        engine.go_down()
        assert stage.asked(ANOTHER).status_code == 503
        wait_until(lambda: not stage.is_ready(), "the engine is found missing")
        stack.enter_context(stand_in(engine.engine.store, engine.server_port))
        wait_until(stage.is_ready, "the engine is found back")
        assert stage.asked(ANOTHER).status_code == 200


def test_a_server_that_starts_before_its_engine_serves_when_the_engine_comes(house: Path) -> None:
    with stand_in(Store()) as engine:
        engine.be("failing")
        stage = Stage(engine, house)
        assert stage.asked(PAGE).status_code == 503
        engine.be("well")
        wait_until(stage.is_ready, "the engine is found back")
        assert stage.asked(PAGE).status_code == 200


def test_an_engine_without_any_generation_is_told(house: Path) -> None:
    with stand_in(Store()) as engine:
        stage = Stage(engine, house)
        engine.engine.store.clear()
        wait_until(lambda: not stage.is_ready(), "the engine is found missing")
        told = stage.client.get("/healthz/ready").get_json()["detail"]
        assert "the engine holds no generation; salkku publish brings one there" in told


def status_of(client: FlaskClient) -> int:
    """What the server of *client* says about itself."""
    return client.get("/healthz/ready").status_code


@pytest.fixture
def two(tmp_path: Path) -> tuple[Path, str, str]:
    """A data directory with two generations, and their ids."""
    put_pages(tmp_path / "pages", 2)
    first = build(tmp_path / "data", BuildOptions(sources=(tmp_path / "pages",), now=NOW))
    put_pages(tmp_path / "pages", 3)
    later = NOW.replace(hour=13)
    second = build(tmp_path / "data", BuildOptions(sources=(tmp_path / "pages",), now=later))
    return tmp_path / "data", first.generation, second.generation


def copy_of_the_older(two: tuple[Path, str, str], tmp_path: Path) -> Path:
    """A copy of the data directory in which the second generation has not come yet."""
    data, old, new = two
    copy = tmp_path / "copy"
    shutil.copytree(data, copy, ignore=shutil.ignore_patterns(new))
    (copy / "current").write_text(old)
    return copy


def test_an_index_and_a_graph_that_do_not_belong_together_are_refused(
    two: tuple[Path, str, str], tmp_path: Path
) -> None:
    data, old, new = two
    copy = copy_of_the_older(two, tmp_path)
    with stand_in(Store()) as engine:
        bring(engine, data)
        client = application(copy, engine).test_client()
        assert client.get("/en/", headers=HTML).status_code == 503
        told = client.get("/healthz/ready").get_json()["detail"]
        assert new in told
        assert old in told
        assert "salkku publish" in told
        shutil.copytree(data / "generations" / new, copy / "generations" / new)
        wait_until(lambda: status_of(client) == 200, "the new generation is served")
        assert client.get("/healthz/ready").get_json()["generation"] == new


def test_the_generation_that_is_served_goes_on_while_the_engine_holds_it(
    two: tuple[Path, str, str], tmp_path: Path
) -> None:
    data, old, new = two
    copy = copy_of_the_older(two, tmp_path)
    with stand_in(Store()) as engine:
        first = bring(engine, data, old)
        client = application(copy, engine).test_client()
        assert client.get("/healthz/ready").get_json()["generation"] == old
        bring(engine, data, new)
        time.sleep(1.5)
        assert client.get("/healthz/ready").get_json()["generation"] == old
        graphs = DataDirectory.open(data).generation().iris.graphs_elsewhere()
        engine.engine.update(naming.leave(graphs, first))
        wait_until(lambda: status_of(client) == 503, "the generation is missed")


def test_a_generation_of_the_same_id_with_other_content_is_refused(house: Path) -> None:
    with stand_in(Store()) as engine:
        generation = DataDirectory.open(house).generation()
        graphs = generation.iris.graphs_elsewhere()
        there = naming.named_there(graphs, generation.id, "another hash", {"": 1})
        engine.engine.update(naming.enter(graphs, there))
        engine.engine.update(naming.switch(graphs, there))
        answer = application(house, engine).test_client().get("/healthz/ready")
        assert answer.status_code == 503
        assert "are not the same" in answer.get_json()["detail"]
