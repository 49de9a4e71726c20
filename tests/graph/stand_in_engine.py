"""A stand-in for an engine, over real HTTP, that can be in any mood."""

import select
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

from pyoxigraph import Store

from graph.engines.place import Access
from graph.store import Dataset
from tests.graph.made_engines import LocalEngine

RESULTS = "application/sparql-results+json"
TRIPLES = "application/n-triples"
STEP = 0.02
"""How many seconds a dripping engine waits between two bytes."""

SECONDS = 2
"""How long it is waited for: a busy machine may stand still for one."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: "StandIn"

    def setup(self) -> None:
        super().setup()
        self.server.sockets.add(self.connection)

    def do_POST(self) -> None:
        length = int(self.headers["Content-Length"])
        form = parse_qs(self.rfile.read(length).decode(), keep_blank_values=True)
        self.server.asked.append({key: values[0] for key, values in form.items()})
        self.server.authorizations.append(self.headers.get("Authorization", ""))
        self.server.connections.add(self.client_address)
        getattr(self, f"be_{self.server.mood}")(form)

    def log_message(self, *told: object) -> None:
        """Say nothing."""

    def be_well(self, form: dict[str, list[str]]) -> None:
        self.send(*self.answered(form))

    def answered(self, form: dict[str, list[str]]) -> tuple[bytes, str]:
        if "update" in form:
            self.server.engine.update(form["update"][0])
            return b"", ""
        dataset = Dataset(
            tuple(form.get("default-graph-uri", ())), tuple(form.get("named-graph-uri", ()))
        )
        accept = self.headers["Accept"]
        return self.server.engine.query(form["query"][0], accept, dataset).content, accept

    def be_slow(self, form: dict[str, list[str]]) -> None:
        while not self.server.well_again.wait(STEP):
            if self.is_left():
                self.server.left.append(form["query"][0])
                return
        self.be_well(form)

    def is_left(self) -> bool:
        """Whether who asked has hung up."""
        said, _, _ = select.select([self.connection], [], [], 0)
        try:
            return bool(said) and not self.connection.recv(1, socket.MSG_PEEK)
        except ConnectionError:
            return True

    def be_dripping(self, form: dict[str, list[str]]) -> None:
        self.drip(*self.answered(form))

    def be_dripping_at_the_head(self, form: dict[str, list[str]]) -> None:
        del form
        self.wfile.write(b"HTTP/1.1 200 OK\r\n")
        self.drip_bytes(b"X-Drip: drip\r\n" * 100)

    def be_nonsense(self, form: dict[str, list[str]]) -> None:
        del form
        self.send(b"<html>Welcome to nginx!</html>", "text/html")

    def be_lying(self, form: dict[str, list[str]]) -> None:
        del form
        self.send(b'{"head": {"vars": ["a"]}, "results": 7}', RESULTS)

    def be_another_kind(self, form: dict[str, list[str]]) -> None:
        del form
        self.send(b'{"head": {}, "boolean": true}', RESULTS)

    def be_cut_off(self, form: dict[str, list[str]]) -> None:
        content, media_type = self.answered(form)
        self.begin(media_type, len(content))
        self.wfile.write(content[: len(content) // 2])
        self.close_connection = True

    def be_cut_off_without_a_length(self, form: dict[str, list[str]]) -> None:
        content, media_type = self.answered(form)
        self.begin(media_type, None)
        self.wfile.write(content[: len(content) // 2])
        self.close_connection = True

    def be_hanging_up(self, form: dict[str, list[str]]) -> None:
        del form
        self.close_connection = True

    def be_failing(self, form: dict[str, list[str]]) -> None:
        del form
        self.send(b"Virtuoso 42000 Error", "text/plain", 500)

    def be_strict(self, form: dict[str, list[str]]) -> None:
        del form
        self.send(b'{"detail": "no function x"}', "application/problem+json", 400)

    def be_elsewhere(self, form: dict[str, list[str]]) -> None:
        del form
        self.send_response(302)
        self.send_header("Location", "http://other.example/")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def be_digest(self, form: dict[str, list[str]]) -> None:
        if self.headers.get("Authorization", "").startswith("Digest"):
            self.be_well(form)
            return
        self.send_response(401)
        self.send_header("WWW-Authenticate", 'Digest realm="r", nonce="n", qop="auth"')
        self.send_header("Content-Length", "0")
        self.end_headers()

    def send(self, content: bytes, media_type: str, status: int = 200) -> None:
        self.begin(media_type, len(content), status)
        self.wfile.write(content)

    def begin(self, media_type: str, length: int | None, status: int = 200) -> None:
        self.send_response(status)
        self.send_header("Content-Type", media_type)
        if length is None:
            self.send_header("Connection", "close")
        else:
            self.send_header("Content-Length", str(length))
        self.end_headers()

    def drip(self, content: bytes, media_type: str) -> None:
        self.begin(media_type, len(content))
        self.drip_bytes(content)

    def drip_bytes(self, content: bytes) -> None:
        for place in range(len(content)):
            self.wfile.write(content[place : place + 1])
            time.sleep(STEP)
        self.close_connection = True


class StandIn(ThreadingHTTPServer):
    """An engine on *store*; *mood* is a word, and ``well`` at first."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, store: Store, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.engine = LocalEngine(store)
        self.mood = "well"
        self.well_again = threading.Event()
        self.asked: list[dict[str, str]] = []
        self.left: list[str] = []
        self.authorizations: list[str] = []
        self.connections: set[object] = set()
        self.sockets: set[socket.socket] = set()

    def handle_error(self, *told: object) -> None:
        """Say nothing: who hangs up on it is part of the play."""

    def go_down(self) -> None:
        """Listen no more, and hang up on everybody."""
        self.shutdown()
        self.server_close()
        for each in [*self.sockets]:  # threads that just began add theirs meanwhile
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)

    @property
    def access(self) -> Access:
        address = f"http://127.0.0.1:{self.server_port}/sparql"
        return Access(query=address, update=address, seconds=SECONDS)

    def be(self, mood: str) -> None:
        """Be in that *mood* from now on."""
        self.mood = mood
        if mood == "well":
            self.well_again.set()
        else:
            self.well_again.clear()


@contextmanager
def stand_in(
    store: Store, port: int = 0, secured: ssl.SSLContext | None = None
) -> Iterator[StandIn]:
    """A stand-in that listens, at a free port or at that one; *secured* by TLS if that is given."""
    with StandIn(store, port) as server:
        if secured:
            server.socket = secured.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.be("well")
            server.go_down()
            thread.join()
