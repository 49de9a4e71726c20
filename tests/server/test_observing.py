import json
from collections.abc import Iterable
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import Client

from graph.generations.directory import DataDirectory
from graph.generations.settings import DirectorySettings
from graph.questions.library import load_library
from graph.register import Register
from server.app import create_app
from server.evaluation import Answer, PublicQuery, QueryStopped
from server.observing.metrics import Metrics
from server.observing.queries import ObservedEvaluator
from server.observing.requests import Environ, Observed, StartResponse, told
from server.settings import read_settings
from server.snapshot import Snapshot


@pytest.fixture
def snapshot(data: Path) -> Snapshot:
    return Snapshot(DataDirectory.open(data).generation(), load_library())


def answering(route: str, asked: str = "", cache: str = "") -> Any:
    def application(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        said = told(environ)
        said.route, said.asked, said.cache = route, asked, cache
        start_response("200 OK", [("Content-Length", "2")])
        return [b"ok"]

    return application


def line_of(application: Any, address: str, **options: Any) -> dict[str, Any]:
    log = BytesIO()
    Client(Observed(application, Metrics(), log, **options)).get(address)
    line: dict[str, Any] = json.loads(log.getvalue())
    return line


def test_a_request_is_one_line_with_route_path_status_and_bytes() -> None:
    line = line_of(answering("/<language>/projects/"), "/fi/projects/")
    assert line["route"] == "/<language>/projects/"
    assert (line["path"], line["status"], line["bytes"]) == ("/fi/projects/", 200, 2)
    assert line["milliseconds"] >= 0


def test_a_log_that_cannot_be_written_hinders_no_answer() -> None:
    with Path("/dev/full").open("wb") as log:
        client = Client(Observed(answering("/"), Metrics(), log))
        assert [client.get("/").text for _ in range(3)] == ["ok"] * 3
        with suppress(OSError):
            log.close()


def test_the_path_of_a_person_is_not_kept() -> None:
    line = line_of(answering("/<language>/people/<slug>"), "/fi/people/maija-meikalainen")
    assert "meikalainen" not in json.dumps(line)


def test_the_iri_of_a_person_is_not_kept() -> None:
    line = line_of(answering("/id/<kind>/<slug>"), "/id/person/maija-meikalainen")
    assert "meikalainen" not in json.dumps(line)


def test_a_path_that_no_route_knows_is_not_kept() -> None:
    line = line_of(answering("unknown"), "/maija.meikalainen")
    assert "meikalainen" not in json.dumps(line)


def test_a_query_is_kept_as_a_hash_that_nobody_else_can_make() -> None:
    log = BytesIO()
    client = Client(Observed(answering("/sparql", asked="ASK {}"), Metrics(), log))
    client.get("/sparql?query=ASK%20{}")
    client.get("/sparql?query=ASK%20{}")
    one, same = (json.loads(line)["asked"] for line in log.getvalue().splitlines())
    other = line_of(answering("/sparql", asked="ASK {}"), "/sparql?query=ASK%20{}")["asked"]
    assert one == same != other
    assert "ASK" not in one


def test_the_path_of_what_is_not_there_is_not_kept() -> None:
    def missing(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        told(environ).route = "/<language>/projects/<slug>"
        start_response("404 Not Found", [])
        return []

    line = line_of(missing, "/fi/projects/maija-meikalainen")
    assert "meikalainen" not in json.dumps(line)


def test_a_query_is_kept_whole_when_the_setting_says_so() -> None:
    line = line_of(answering("/sparql", asked="ASK {}"), "/sparql", with_queries=True)
    assert line["asked"] == "ASK {}"


def test_words_in_an_address_are_kept_as_a_hash() -> None:
    line = line_of(answering("/<language>/projects/"), "/fi/projects/?q=Meikalainen")
    assert "Meikalainen" not in json.dumps(line)
    assert line["asked"]


def test_no_address_of_a_client_is_kept() -> None:
    log = BytesIO()
    client = Client(Observed(answering("/"), Metrics(), log))
    client.get("/", environ_base={"REMOTE_ADDR": "192.0.2.7"}, headers={"User-Agent": "Reader"})
    assert b"192.0.2.7" not in log.getvalue()
    assert b"Reader" not in log.getvalue()


def test_requests_are_counted_by_route_method_and_status() -> None:
    metrics = Metrics()
    client = Client(Observed(answering("/x"), metrics, None))
    client.get("/x")
    client.get("/x")
    text = metrics.exposition(None).decode()
    assert 'salkku_requests_total{method="GET",route="/x",status="200"} 2.0' in text


def test_an_invented_method_makes_no_figure_of_its_own() -> None:
    metrics = Metrics()
    Client(Observed(answering("/x"), metrics, None)).open("/x", method="FROBNICATE")
    assert "FROBNICATE" not in metrics.exposition(None).decode()


def test_hits_and_misses_of_the_cache_are_counted() -> None:
    metrics = Metrics()
    Client(Observed(answering("/sparql", cache="hit"), metrics, None)).get("/sparql")
    assert 'salkku_result_cache_total{outcome="hit"} 1.0' in metrics.exposition(None).decode()


def test_a_request_whose_answer_fails_is_not_swallowed() -> None:
    def failing(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        raise RuntimeError(f"no answer to {environ['PATH_INFO']} for {start_response}")

    with pytest.raises(RuntimeError, match="no answer"):
        Client(Observed(failing, Metrics(), None)).get("/")


class Stopping:
    def answer(self, snapshot: Snapshot, query: PublicQuery) -> Answer:
        raise QueryStopped("time", f"{query.text} on {snapshot.id} ran too long")

    def cancel(self, query: str) -> bool:
        raise AssertionError(query)


def test_a_stopped_query_is_counted_by_its_cause(snapshot: Snapshot) -> None:
    metrics = Metrics()
    with pytest.raises(QueryStopped):
        ObservedEvaluator(Stopping(), metrics).answer(snapshot, PublicQuery(text="ASK {}"))
    text = metrics.exposition(None).decode()
    assert 'salkku_queries_stopped_total{cause="time"} 1.0' in text
    assert "salkku_query_seconds_count 1.0" in text


def test_the_age_of_the_generation_is_told(snapshot: Snapshot) -> None:
    text = Metrics().exposition(snapshot.generation.manifest).decode()
    assert "salkku_generation_age_seconds " in text


def test_the_metrics_are_served_to_prometheus(client: FlaskClient) -> None:
    answer = client.get("/metrics")
    assert answer.content_type.startswith("text/plain; version=0.0.4")
    assert "salkku_generation_age_seconds " in answer.get_data(as_text=True)


def test_a_process_is_live_and_ready_apart(client: FlaskClient) -> None:
    assert client.get("/healthz/live").get_json() == {"status": "live"}
    assert client.get("/healthz/ready").get_json()["status"] == "ready"


def test_a_process_without_a_generation_is_live_and_not_ready(
    tmp_path: Path, oulu: Register
) -> None:
    DataDirectory.create(tmp_path / "data", DirectorySettings(register=oulu))
    client = create_app(read_settings({"data": str(tmp_path / "data")}, {})).test_client()
    assert client.get("/healthz/live").status_code == 200
    assert client.get("/healthz/ready").status_code == 503
    assert client.get("/metrics").status_code == 200
