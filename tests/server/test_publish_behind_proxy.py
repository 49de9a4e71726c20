"""``salkku publish`` with a token: to an engine behind nginx, and to another Salkku."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from string import Template
from typing import Final

import pytest

from bench import engines
from bench.engines import free_port, wait_for
from bench.ground import program
from graph.build.building import build
from graph.build.options import BuildOptions
from graph.writes.tokens import Scope, Tokens
from server.app import create_app
from server.settings import read_settings
from tests.debian import debian_program
from tests.graph.made_pages import Made, put
from tests.server.test_serve import serving

pytestmark = pytest.mark.slow

TOKEN: Final = "opens-the-engine-and-nothing-else"  # noqa: S105 - of nobody
CONFIGURATION: Final = Template("""\
daemon off; worker_processes 1; pid $folder/nginx.pid; error_log $folder/error.log;
events { }
http {
  access_log off; client_body_temp_path $folder/body; proxy_temp_path $folder/proxy;
  server {
    listen 127.0.0.1:$port;
    client_max_body_size 0;
    location / {
      if ($$http_authorization != "Bearer $token") { return 401; }
      proxy_pass http://127.0.0.1:$behind; proxy_http_version 1.1;
      proxy_request_buffering off; proxy_read_timeout 600s; $more
    }
  }
}
""")
TOLD: Final = "proxy_pass_header Server;"
"""What lets nginx say who answers behind it."""


@contextmanager
def nginx(folder: Path, behind: int, more: str) -> Iterator[str]:
    """The address of nginx before the port *behind*, which only the token opens."""
    executable, port = debian_program("nginx", "nginx-light"), free_port()
    said = {"folder": folder, "port": port, "behind": behind, "token": TOKEN, "more": more}
    (folder / "nginx.conf").write_text(CONFIGURATION.substitute(said), "utf-8")
    options = ["-e", f"{folder}/error.log", "-p", str(folder), "-c", f"{folder}/nginx.conf"]
    with subprocess.Popen([executable, *options]) as process:
        try:
            wait_for(port, process)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def publish(data: Path, token: str, *options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [program("salkku"), "publish", "--data", str(data), "--token", *options],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "SALKKU_STORE_TOKEN": token},
    )


def rows(data: Path, query: str, token: str, graph: str = "") -> tuple[int, str]:
    """What the server of *data* answers about projects, with the graph at the engine *query*."""
    given = {"data": str(data), "store": query, "store_token": token, "store_graph": graph}
    environment = {f"SALKKU_{name.upper()}": value for name, value in given.items()}
    client = create_app(read_settings({}, environment)).test_client()
    answer = client.get("/queries/project_funding.csv")
    return answer.status_code, answer.get_data(as_text=True)


def rows_here(data: Path) -> tuple[int, str]:
    return rows(data, "", "")


@pytest.mark.parametrize("more", [TOLD, ""])
def test_an_engine_behind_a_proxy_is_opened_by_a_token(
    more: str, tmp_path: Path, sample_data: Path
) -> None:
    with engines.oxigraph(tmp_path) as engine:
        behind = int(engine.query.rpartition(":")[2].partition("/")[0])
        with nginx(tmp_path, behind, more) as address:
            named = ("--update", f"{address}/update", "--graph-store", f"{address}/store")
            options = ("--to", f"{address}/query", *(() if more else named))
            refused = publish(sample_data, "another", *options)
            assert refused.returncode == 1
            assert "refuses the user, or wants one" in refused.stderr
            done = publish(sample_data, TOKEN, *options)
            assert "counts and content agree" in done.stdout, done.stderr
            assert TOKEN not in done.stdout + done.stderr
            assert rows(sample_data, f"{address}/query", TOKEN) == rows_here(sample_data)
            assert rows(sample_data, f"{address}/query", "another")[0] == 503


def test_another_salkku_takes_a_generation(tmp_path: Path, sample_data: Path) -> None:
    put(tmp_path / "pages", "p1", Made(name="Hanke 1"))
    build(tmp_path / "data", BuildOptions(sources=(tmp_path / "pages",)))
    _, token = Tokens(tmp_path / "data").make("publisher", (Scope.UPDATE,))
    port, prefix = free_port(), "http://published.example/"
    with serving(tmp_path / "data", port):
        there = f"http://127.0.0.1:{port}"
        named = ("--update", f"{there}/update", "--graph-store", f"{there}/gsp")
        done = publish(sample_data, token, "--to", f"{there}/sparql", *named, "--graph", prefix)
        assert "counts and content agree" in done.stdout, done.stderr
        assert rows(sample_data, f"{there}/sparql", "", prefix) == rows_here(sample_data)
