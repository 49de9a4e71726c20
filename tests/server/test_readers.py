"""A server of a copy, as its clients and its monitor see it."""

import json
from pathlib import Path
from threading import Thread, get_native_id
from types import SimpleNamespace

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from graph.generations.directory import CURRENT, DataDirectory
from server.app import create_app
from server.settings import read_settings
from server.taking import take_up
from tests.graph.made_copies import Publisher, Reader
from tests.waiting import PATIENCE

COPY = "This server serves a copy of the data, in which nothing may be written."


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Publisher:
    return Publisher(tmp_path_factory.mktemp("publisher"))


@pytest.fixture
def reader(tmp_path: Path, made: Publisher) -> Reader:
    """A reader to whom the pointer was copied, and no generation."""
    reader = Reader(tmp_path, made)
    reader.copy(Path(CURRENT))
    reader.look()
    return reader


@pytest.fixture
def client(reader: Reader) -> FlaskClient:
    return create_app(read_settings({"data": str(reader.folder)}, {})).test_client()


def current(made: Publisher) -> str:
    return made.directory.current_id()


def told(answer: TestResponse) -> dict[str, str]:
    """What the JSON of an *answer* says."""
    said: dict[str, str] = json.loads(answer.data)
    return said


def figures(client: FlaskClient) -> dict[str, float]:
    """The figures without labels that Prometheus is told."""
    lines = client.get("/metrics").text.splitlines()
    pairs = (line.split() for line in lines if line[0] != "#" and "{" not in line)
    return {name: float(value) for name, value in pairs}


def take(reader: Reader, made: Publisher) -> None:
    reader.copy_all(current(made))
    assert reader.look() == current(made)


def test_a_reader_without_a_whole_generation_says_what_it_waits_for(
    client: FlaskClient, made: Publisher
) -> None:
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert "nothing of what is copied here is whole yet" in told(answer)["detail"]
    assert told(answer)["waiting"] == f"generation {current(made)}: it is not here yet"
    assert client.get("/en/projects").status_code == 503
    assert client.get("/healthz/live").status_code == 200


def test_a_reader_serves_what_it_took_up_without_a_restart(
    client: FlaskClient, reader: Reader, made: Publisher
) -> None:
    take(reader, made)
    assert told(client.get("/healthz")) == {"status": "ready", "generation": current(made)}
    assert current(made) in client.get("/en/projects/kokeilu-p0").text


def test_a_reader_that_serves_says_what_it_waits_for(
    client: FlaskClient, reader: Reader, made: Publisher
) -> None:
    take(reader, made)
    (reader.folder / CURRENT).write_text("20301231T000000.000Z-00000000\n")
    reader.look()
    said = told(client.get("/healthz"))
    assert said["generation"] == current(made)
    assert said["waiting"] == "generation 20301231T000000.000Z-00000000: it is not here yet"


def test_the_metrics_tell_how_long_and_for_how_much_a_reader_waits(
    client: FlaskClient, reader: Reader, made: Publisher
) -> None:
    files = made.files(current(made))
    reader.copy(*(path for path in files if path.name not in {"CURRENT", "redirects.json"}))
    reader.look()
    assert figures(client)["salkku_waiting_seconds"] > 0
    assert figures(client)["salkku_waiting_files"] == 2
    take(reader, made)
    assert figures(client)["salkku_waiting_seconds"] == 0
    assert figures(client)["salkku_waiting_files"] == 0


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/update"),
        ("POST", "/update/cancel"),
        ("PUT", "/gsp?default"),
        ("POST", "/gsp?default"),
        ("DELETE", "/gsp?default"),
        ("POST", "/pages"),
        ("GET", "/en/links"),
        ("POST", "/en/links"),
    ],
)
def test_a_reader_refuses_writes_in_words(
    client: FlaskClient, reader: Reader, made: Publisher, method: str, path: str
) -> None:
    take(reader, made)
    answer = client.open(path, method=method, data=b"x", headers={"Authorization": "Bearer abc"})
    assert answer.status_code == 403
    assert told(answer)["detail"].startswith(COPY)


def test_a_reader_tells_of_no_way_to_write(
    client: FlaskClient, reader: Reader, made: Publisher
) -> None:
    take(reader, made)
    paths = client.get("/api").get_json()["paths"]
    assert "/update" not in paths
    assert {*paths["/gsp"]} == {"get"}
    assert not any("security" in one for methods in paths.values() for one in methods.values())
    assert not client.application.config["TAKES_WRITES"]
    described = client.get("/sparql", headers={"Accept": "text/turtle"}).text
    assert "/update" not in described
    assert "Graph Store HTTP Protocol; for reading only" in described


def test_a_reader_answers_who_reads_a_graph(
    client: FlaskClient, reader: Reader, made: Publisher
) -> None:
    take(reader, made)
    assert (
        client.get("/gsp?default", headers={"Accept": "application/n-triples"}).status_code == 200
    )


def test_forms_of_one_reader_are_known_to_the_other(
    reader: Reader, made: Publisher, tmp_path: Path
) -> None:
    other = Reader(tmp_path, made, "other")
    one, two = (DataDirectory.open(each.folder).settings for each in (reader, other))
    assert one.secret == two.secret != made.directory.settings.secret


def test_what_is_copied_is_taken_up_by_a_thread_of_the_server(
    reader: Reader, made: Publisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[Thread] = []

    class Once(Thread):
        """A thread that ends: at the first pause."""

        def start(self) -> None:
            begun.append(self)
            super().start()

        def run(self) -> None:
            with pytest.raises(EOFError):
                super().run()

    def end(_: float) -> None:
        raise EOFError

    threads = SimpleNamespace(Thread=Once, get_native_id=get_native_id)
    monkeypatch.setattr("server.taking.threading", threads)
    monkeypatch.setattr("server.taking.time", SimpleNamespace(sleep=end))
    reader.copy_all(current(made))
    take_up(DataDirectory.open(reader.folder))
    (thread,) = begun
    thread.join(PATIENCE)
    assert DataDirectory.open(reader.folder).current_id() == current(made)
