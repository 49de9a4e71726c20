"""Slow clients, idle connections: whoever asks something small is served all the same."""

import http.client
import resource
import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

import psutil
import pytest

from bench.engines import free_port
from server.endpoint.bodies import READERS
from server.endpoint.large import IN_MEMORY, SENDERS
from server.settings import MEBI
from tests.server.test_serve import serving
from tests.waiting import PATIENCE

ASK = "/sparql?query=ASK%20%7B%7D"
LARGE = "/sparql?query=SELECT%20*%20%7B%3Fs%20%3Fp%20%3Fo.%20%3Fa%20%3Fb%20%3Fc%7D%20LIMIT%20200000"
MIDDLE = LARGE.replace("200000", "20000")
"""A query whose answer has some megabytes, and stays in memory."""

POST = (
    b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
    b"Content-Length: 6\r\n\r\n"
)
SECONDS = 5.0
"""Far more than a look-up takes, and less than any patience of a server with a slow client."""

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module", autouse=True)
def _without_budget() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SALKKU_QUERY_BUDGET", "0")
        yield


@pytest.fixture(scope="module")
def port(data: Path) -> Iterator[int]:
    port = free_port()
    with serving(data, port):
        yield port


@contextmanager
def connections(
    port: int, number: int, begin: bytes, source: str = "127.0.0.1"
) -> Iterator[list[socket.socket]]:
    """So many connections of a client that sends what it sends, and no more."""
    with ExitStack() as held:
        opened = [
            held.enter_context(socket.create_connection(("127.0.0.1", port), PATIENCE, (source, 0)))
            for _ in range(number)
        ]
        for connection in opened:
            connection.sendall(begin)
        yield opened


def quick(port: int, path: str = ASK) -> float:
    """How long the slowest of some requests takes."""
    took = []
    for _ in range(8):
        began = time.monotonic()
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=PATIENCE) as answer:
            assert answer.status == 200
        took.append(time.monotonic() - began)
    return max(took)


def test_a_thousand_idle_connections_keep_nobody_waiting(port: int) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard < 2500:
        pytest.skip(f"this machine lets a process hold {hard} files only")
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, 2500), hard))
    with connections(port, 1100, b""), connections(port, 100, b"GET /sparql HTTP/1.1\r\n"):
        assert quick(port) < SECONDS
        assert quick(port, "/fi/projects") < SECONDS


def test_who_does_not_say_what_it_wants_is_let_go(port: int) -> None:
    with connections(port, 1, b"GET /sparql HTTP/1.1\r\n") as (connection,):
        connection.settimeout(PATIENCE)
        while connection.recv(4096):
            pass


def test_slow_senders_keep_nobody_waiting_who_looks_up(port: int) -> None:
    with connections(port, 3 * READERS, POST + b"ASK"):
        time.sleep(0.5)
        assert quick(port) < SECONDS
        assert quick(port, "/fi/projects") < SECONDS


def test_slow_senders_of_one_address_leave_room_for_another_to_post(port: int) -> None:
    with connections(port, 6 * READERS, POST + b"ASK", "127.0.0.2"):
        time.sleep(0.5)
        for _ in range(4):
            with connections(port, 1, POST + b"ASK {}") as (connection,):
                assert connection.recv(4096).startswith(b"HTTP/1.1 200 ")


def test_a_slow_sender_is_answered_in_the_end(port: int) -> None:
    with connections(port, 1, POST + b"ASK") as (connection,):
        time.sleep(0.5)
        connection.sendall(b" {}")
        assert connection.recv(4096).startswith(b"HTTP/1.1 200 ")


@pytest.mark.parametrize("path", [LARGE, "/fi/projects"])
def test_slow_readers_keep_nobody_waiting(port: int, path: str) -> None:
    asked = f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode()
    with connections(port, 60, asked):
        time.sleep(1)
        assert quick(port) < SECONDS
        assert quick(port, "/fi/projects") < SECONDS


def test_slow_readers_of_one_address_leave_room_for_the_answers_of_another(data: Path) -> None:
    port = free_port()
    asked = f"GET {MIDDLE} HTTP/1.1\r\nHost: x\r\n\r\n".encode()
    with serving(data, port):
        quick(port, MIDDLE)
        with connections(port, 4 * SENDERS, asked, "127.0.0.2"):
            time.sleep(1)
            quick(port, MIDDLE)


def test_a_large_answer_is_not_copied_for_each_slow_reader(data: Path) -> None:
    port = free_port()
    with serving(data, port) as server:
        quick(port, MIDDLE)
        before = memory(server)
        with connections(port, 200, f"GET {MIDDLE} HTTP/1.1\r\nHost: x\r\n\r\n".encode()):
            time.sleep(2)
            assert memory(server) - before < 200 * MEBI


def memory(server: subprocess.Popen[str]) -> int:
    """The bytes that the workers have."""
    return sum(child.memory_info().rss for child in psutil.Process(server.pid).children())


@contextmanager
def ending_soon(data: Path) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """A server, and the address of a large answer."""
    port = free_port()
    with serving(data, port) as process:
        yield f"http://127.0.0.1:{port}{LARGE}", process


def kill_workers(server: subprocess.Popen[str]) -> None:
    for child in psutil.Process(server.pid).children():
        child.kill()


def test_urllib_fails_on_an_answer_that_breaks_off(data: Path) -> None:
    with ending_soon(data) as (address, server):
        answer = urllib.request.urlopen(address)  # noqa: S310 - the server is our own
        with closing(answer):
            assert int(answer.headers["Content-Length"]) > IN_MEMORY
            answer.read(1000)
            kill_workers(server)
            with pytest.raises((http.client.IncompleteRead, ConnectionError)):
                answer.read()


def test_curl_fails_on_an_answer_that_breaks_off(data: Path, tmp_path: Path) -> None:
    if shutil.which("curl") is None:
        pytest.skip("curl is not there")
    with ending_soon(data) as (address, server):
        part = tmp_path / "part"
        command = ["curl", "-sS", "--limit-rate", "1M", "-o", str(part), address]
        with subprocess.Popen(command, stderr=subprocess.PIPE) as curl:
            while not part.exists():
                assert curl.poll() is None
                time.sleep(0.1)
            kill_workers(server)
            assert curl.wait(timeout=PATIENCE) in {18, 56}
