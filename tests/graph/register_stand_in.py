"""Who serves registers for the tests: files for download and a graph by SPARQL, on a free port."""

import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple
from urllib.parse import parse_qs

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, QueryTriples, RdfFormat, Store

from tests.serving import at_work


class Served(NamedTuple):
    """An answer to be given: its body and status, and how many announced bytes are missing."""

    body: bytes
    status: int = 200
    missing: int = 0


@contextmanager
def serving(files: Mapping[str, Served], store: Store | None = None) -> Iterator[str]:
    """Serve *files* by path, and *store* at ``/sparql``; the address of the root, without a slash.

    A path that is not served is answered with 404.
    """

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.answer(files.get(self.path, Served(b"nothing here", 404)))

        def do_POST(self) -> None:
            form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            assert store is not None
            self.answer(Served(answer_of(store, form)), "text/turtle")

        def answer(self, served: Served, media_type: str = "application/octet-stream") -> None:
            self.send_response(served.status)
            self.send_header("Content-Type", media_type)
            self.send_header("Content-Length", str(len(served.body) + served.missing))
            self.end_headers()
            self.wfile.write(served.body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as its parent
            """Say nothing."""

    with at_work(ThreadingHTTPServer(("127.0.0.1", 0), Handler)) as address:
        yield address


def answer_of(store: Store, form: Mapping[str, list[str]]) -> bytes:
    """What *store* answers to a posted CONSTRUCT, over the graphs that the form names."""
    graphs: list[NamedNode | BlankNode | DefaultGraph] = [
        NamedNode(graph) for graph in form.get("default-graph-uri", [])
    ]
    answer = store.query(form["query"][0], default_graph=graphs)
    assert isinstance(answer, QueryTriples)
    body = io.BytesIO()
    answer.serialize(body, RdfFormat.TURTLE)
    return body.getvalue()
