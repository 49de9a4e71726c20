"""Bodies that break off on the way, sent to ``salkku serve``: nothing of them is written."""

import shutil
import socket
import struct
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from bench.engines import free_port
from graph.generations.directory import DataDirectory
from graph.writes.tokens import Scope
from tests.server.test_serve import serving
from tests.server.test_writing import bearing

pytestmark = pytest.mark.slow

FACT = b"<n:a> <n:b> <n:c> ."
CHUNK = b"%x\r\n%b\r\n" % (len(FACT), FACT)
KINDS = {
    "PUT /gsp?graph=n:g": "text/turtle",
    "POST /gsp?graph=n:g": "text/turtle",
    "POST /gsp": "text/turtle",
    "POST /update": "application/sparql-update",
    "POST /pages?name=a.txt": "text/plain",
    "POST /sparql": "application/sparql-query",
    "POST /sparql/cancel": "application/x-www-form-urlencoded",
}
"""What takes a body, and of what kind."""


@pytest.fixture(scope="module")
def folder(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(data, tmp_path_factory.mktemp("broken") / "data"))


@pytest.fixture(scope="module")
def port(folder: Path) -> Iterator[int]:
    port = free_port()
    with serving(folder, port):
        yield port


@pytest.fixture(scope="module")
def token(folder: Path) -> str:
    return bearing(folder, Scope.UPDATE, Scope.PAGES)["Authorization"]


def head(line: str, token: str, length: str, kind: str = "text/turtle") -> bytes:
    lines = [
        f"{line} HTTP/1.1",
        "Host: localhost",
        f"Authorization: {token}",
        f"Content-Type: {kind}",
        length,
    ]
    return "\r\n".join([*lines, "", ""]).encode()


def answered(port: int, *sent: bytes, ends: bool = False) -> str:
    """The first line of the answer to a client that sends these pieces, and may end its side."""
    with socket.create_connection(("127.0.0.1", port), 10) as connection:
        with suppress(OSError):  # it was refused before all was sent
            for piece in sent:
                connection.sendall(piece)
            if ends:
                connection.shutdown(socket.SHUT_WR)
        return connection.recv(4096).decode().partition("\r\n")[0]


@pytest.mark.parametrize("line", KINDS)
@pytest.mark.parametrize(("rest", "ends"), [(b"", True), (b"zz\r\n", False), (b"0\r\n\r\n", False)])
def test_a_body_in_chunks_is_refused_whether_it_breaks_off_or_not(
    port: int, folder: Path, token: str, line: str, rest: bytes, *, ends: bool
) -> None:
    before = DataDirectory.open(folder).current_id()
    chunked = head(line, token, "Transfer-Encoding: chunked", KINDS[line])
    assert answered(port, chunked, CHUNK, rest, ends=ends).startswith("HTTP/1.1 411 ")
    assert DataDirectory.open(folder).current_id() == before


@pytest.mark.parametrize("line", KINDS)
def test_a_body_shorter_than_its_length_is_refused(
    port: int, folder: Path, token: str, line: str
) -> None:
    before = DataDirectory.open(folder).current_id()
    announced = head(line, token, f"Content-Length: {len(FACT) + 1}", KINDS[line])
    assert answered(port, announced, FACT, ends=True).startswith("HTTP/1.1 400 ")
    assert DataDirectory.open(folder).current_id() == before


@pytest.mark.parametrize(
    ("graph", "length"), [("n:one", "Transfer-Encoding: chunked"), ("n:two", "Content-Length: 100")]
)
def test_of_a_client_that_is_gone_nothing_is_written(
    port: int, token: str, graph: str, length: str
) -> None:
    with socket.create_connection(("127.0.0.1", port), 10) as connection:
        reset_at_end = struct.pack("ii", 1, 0)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, reset_at_end)
        connection.sendall(head(f"PUT /gsp?graph={graph}", token, length) + CHUNK)
    # A graph that was not there is made (201); had the broken one been written, this were 200.
    whole = head(f"PUT /gsp?graph={graph}", token, "Content-Length: 0")
    assert answered(port, whole).startswith("HTTP/1.1 201 ")
