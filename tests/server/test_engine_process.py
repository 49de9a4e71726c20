"""``salkku serve`` before ``oxigraph serve``: two processes, asked by strangers."""

import json
import os
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest
from click.testing import CliRunner

from bench.engines import free_port
from graph.engines import naming
from graph.engines.client import Engine
from graph.engines.place import Access
from graph.generations.directory import DataDirectory
from server.command import salkku
from tests.graph.made_engines import bring, counted, oxigraph
from tests.waiting import PATIENCE, wait_until

pytestmark = pytest.mark.slow

SALKKU = str(Path(sys.executable).with_name("salkku"))
PASSWORD = "nobody-may-see-this"  # noqa: S105 - of nobody
SECONDS = 10
"""How long an engine is waited for that does not answer."""

SOON = 15
"""Within so many seconds a query has ended that may take two, also on a busy machine."""

HTML = {"Accept": "text/html"}
CSV = {"Accept": "text/csv"}


def get(port: int, path: str, headers: Mapping[str, str] = HTML) -> tuple[int, str]:
    """The status and the text of an answer, which names one host whatever the port."""
    told = {**headers, "Host": "salkku.example"}
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers=told)
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310 - our own
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


def rows(port: int, query: str) -> tuple[int, str]:
    return get(port, f"/sparql?{urllib.parse.urlencode({'query': query})}", CSV)


def said(text: str) -> list[str]:
    """The lines of *text* in one order: JSON-LD has them in that of the hashes of a process."""
    return sorted(line.strip(" ,") for line in text.splitlines())


def until(port: int, status: int) -> None:
    """Wait until the server is ready, or is not."""

    def has_come() -> bool:
        try:
            return get(port, "/healthz/ready")[0] == status
        except OSError:
            return False

    wait_until(has_come, f"the server at {port} says {status}", 2 * PATIENCE)


@contextmanager
def serving(data: Path, settings: Mapping[str, str], status: int = 200) -> Iterator[int]:
    """``salkku serve`` with these settings in its environment; its port."""
    port = free_port()
    command = [SALKKU, "serve", "--data", str(data), "--port", str(port), "--workers", "1"]
    environment = {**os.environ, **settings}
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            until(port, status)
            yield port
        finally:
            process.terminate()


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory, sample_data: Path) -> Path:
    """The data directory of the sample, without its store."""
    copy = tmp_path_factory.mktemp("copied") / "data"
    shutil.copytree(sample_data, copy, ignore=shutil.ignore_patterns("store"))
    return copy


def publish(data: Path, access: Access) -> None:
    generation = DataDirectory.open(data).generation()
    quads = list(generation.open_store())
    graphs = generation.iris.graphs_elsewhere()
    there = naming.named_there(graphs, generation.id, generation.manifest.hash, counted(quads))
    bring(Engine(access), quads, there, generation.iris.base)


def test_pages_rows_and_data_are_those_of_the_embedded_server(
    tmp_path: Path, sample_data: Path, copied: Path
) -> None:
    with oxigraph(tmp_path / "engine") as access:
        publish(sample_data, access)
        settings = {"SALKKU_STORE": access.query, "SALKKU_STORE_PASSWORD": PASSWORD}
        with serving(sample_data, {}) as here, serving(copied, settings) as there:
            names = json.loads(get(here, "/queries/projects.json")[1])["results"]["bindings"]
            slug = names[0]["project"]["value"].rpartition("/")[2]
            for path in ("/fi/", f"/fi/projects/{slug}", "/sv/organisations", "/projects.csv"):
                assert get(here, path) == get(there, path)
            for path in ("/queries/projects.csv", "/queries/funding_by_year.csv?page=1"):
                mine, theirs = get(here, path), get(there, path)
                assert (mine[0], said(mine[1])) == (theirs[0], said(theirs[1]))
            for accept in ("text/turtle", "application/ld+json", "text/html"):
                path, headers = f"/id/project/{slug}", {"Accept": accept}
                mine, theirs = get(here, path, headers), get(there, path, headers)
                assert (mine[0], said(mine[1])) == (theirs[0], said(theirs[1]))
            asked = "SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p ORDER BY ?p"
            assert rows(here, asked) == rows(there, asked)
            assert rows(here, "SELECT * {") == rows(there, "SELECT * {")


def test_a_query_at_an_engine_has_the_limits_of_any_query(
    tmp_path: Path, sample_data: Path, copied: Path
) -> None:
    with oxigraph(tmp_path / "engine") as access:
        publish(sample_data, access)
        limits = {"SALKKU_QUERY_ROWS": "10", "SALKKU_QUERY_SECONDS": "2"}
        with serving(copied, {"SALKKU_STORE": access.query, **limits}) as port:
            assert len(rows(port, "SELECT * { ?s ?p ?o }")[1].splitlines()) == 11
            runaway = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
            begun = time.monotonic()
            assert rows(port, runaway)[0] == 504
            assert time.monotonic() - begun < SOON
            assert rows(port, "ASK {}") == (200, "true")


def test_an_engine_that_is_killed_and_comes_back_is_served_again(
    tmp_path: Path, sample_data: Path, copied: Path
) -> None:
    settings = {"SALKKU_STORE_SECONDS": str(SECONDS)}
    with oxigraph(tmp_path / "engine") as access:
        publish(sample_data, access)
        port_there = int(access.query.rpartition(":")[2].partition("/")[0])
        settings["SALKKU_STORE"] = access.query
    with serving(copied, settings, status=503) as port:
        assert get(port, "/fi/")[0] == 503
        with oxigraph(tmp_path / "engine", port_there):
            until(port, 200)
            kept = get(port, "/fi/projects")
            assert kept[0] == 200
            assert rows(port, "ASK { ?s ?p 1 }")[0] == 200
        until(port, 503)
        assert get(port, "/fi/projects") == kept
        begun = time.monotonic()
        assert rows(port, "ASK { ?s ?p 2 }")[0] == 503
        assert get(port, "/fi/projects?q=uusi&phase=ended")[0] in {200, 503}
        assert time.monotonic() - begun < SECONDS
        with oxigraph(tmp_path / "engine", port_there):
            until(port, 200)
            assert rows(port, "ASK { ?s ?p 2 }")[0] == 200


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"SALKKU_STORE": "engine.example"}, "begins with http or https"),
        ({"SALKKU_STORE": "http://reader:secret@engine.example/"}, "there are settings for them"),
        ({"SALKKU_STORE_GRAPH": "no iri"}, "SALKKU_STORE_GRAPH"),
        ({"SALKKU_STORE_SECONDS": "0"}, "SALKKU_STORE_SECONDS"),
    ],
)
def test_settings_that_name_no_engine_are_told_at_the_start(
    settings: dict[str, str], words: str, copied: Path
) -> None:
    environment = {"SALKKU_STORE": "http://127.0.0.1/", **settings}
    told = CliRunner(env=environment).invoke(
        salkku, ["serve", "--data", str(copied), "--port", str(free_port())]
    )
    assert told.exit_code != 0
    assert words in told.output
    assert "secret" not in told.output


def test_what_opens_the_engine_is_in_no_list_of_processes(
    tmp_path: Path, sample_data: Path, copied: Path
) -> None:
    with oxigraph(tmp_path / "engine") as access:
        publish(sample_data, access)
        secrets = {"SALKKU_STORE_USER": "reader", "SALKKU_STORE_PASSWORD": PASSWORD}
        with serving(copied, {"SALKKU_STORE": access.query, **secrets}) as port:
            assert rows(port, "ASK {}")[0] == 200
            ours = psutil.Process().children(recursive=True)
            told = [" ".join(process.cmdline()) for process in ours if process.is_running()]
            assert any("server.guard" in line for line in told)
            assert not any(PASSWORD in line for line in told)
