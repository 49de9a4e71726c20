"""Whatever is sent to bring the endpoint down: it says what is wrong, stops what is too much, and
serves the next, and in the end nothing of it is left.
"""

import json
import re
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from pathlib import Path
from urllib.parse import quote

import psutil
import pytest

from bench.engines import free_port
from tests.server import breakers
from tests.server.test_lifecycle import guards, runs, workers
from tests.server.test_serve import wait_until_ready
from tests.waiting import PATIENCE, wait_until

SECONDS = 2
"""How long a query may run here."""

SOON = SECONDS + 10
"""How long an answer may take on a busy machine: the limit, and reading ten megabytes."""

LIMITS = {"seconds": SECONDS, "memory": 400, "rows": 10_000, "size": 8, "budget": 0}

pytestmark = pytest.mark.slow


class Served:
    """A server at work, and the file of its log."""

    def __init__(self, process: "subprocess.Popen[bytes]", port: int, log: Path) -> None:
        self.process = process
        self.port = port
        self.log = log

    def ask(self, query: str, accept: str = "*/*", seconds: float = PATIENCE) -> tuple[int, bytes]:
        """The status and the body of the answer to a *query* that is posted."""
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/sparql",
            query.encode("utf-8", "surrogatepass"),
            {"Content-Type": "application/sparql-query", "Accept": accept},
        )
        try:
            with urllib.request.urlopen(request, timeout=seconds) as answer:  # noqa: S310 - ours
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read()

    def send(self, request: bytes) -> tuple[int, bytes]:
        """The status and the bytes of what comes back; 0 when nothing does."""
        said = b""
        with socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE) as connection:
            with suppress(ConnectionError):
                connection.sendall(request)
            with suppress(ConnectionError):
                while piece := connection.recv(1 << 16):
                    said += piece
        return (int(said.split()[1]) if said.startswith(b"HTTP/") else 0), said

    def look_up(self) -> None:
        """Expect a small answer soon: others are served."""
        began = time.monotonic()
        address = f"http://127.0.0.1:{self.port}/sparql?query=ASK%20%7B%7D"
        with urllib.request.urlopen(address, timeout=PATIENCE) as answer:
            assert answer.status == 200
        assert time.monotonic() - began < SOON

    def processes(self) -> list[psutil.Process]:
        """All processes that it started and that run."""
        found = psutil.Process(self.process.pid).children(recursive=True)
        return [each for each in found if runs(each)]

    def is_at_rest(self) -> bool:
        """Whether all its guards stand, and none of them works."""
        mine = workers(self.process.pid)
        return (
            len(mine) == 2
            and all(len(each.children()) > 4 for each in mine)
            and not any(map(is_busy, guards(self.process.pid)))
        )


def is_busy(process: psutil.Process) -> bool:
    try:
        return bool(process.cpu_percent(0.2) > 50)
    except psutil.NoSuchProcess:  # it has just ended
        return False


@pytest.fixture(scope="module")
def served(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    log, port = tmp_path_factory.mktemp("log") / "log", free_port()
    limits = [f"--query-{name}={value}" for name, value in LIMITS.items()]
    where = ["--data", str(data), "--port", str(port), "--workers", "2"]
    command = [str(Path(sys.executable).with_name("salkku")), "serve", *where, *limits]
    with log.open("wb") as output, subprocess.Popen(command, stdout=output) as process:
        server, everybody = Served(process, port, log), []
        try:
            wait_until_ready(port)
            yield server
            everybody = server.processes()
        finally:
            process.terminate()
        process.wait(PATIENCE)
        _, left = psutil.wait_procs(everybody, timeout=PATIENCE)
        assert left == []


@pytest.fixture
def server(served: Served) -> Iterator[Served]:
    """The server, which still serves afterwards."""
    yield served
    served.look_up()


def expect(answer: tuple[int, bytes], statuses: frozenset[int]) -> None:
    status, body = answer
    assert status in statuses, body[:500]
    if status >= 400:
        told = json.loads(body)
        assert told["status"] == status
        assert len(told["detail"]) > 10


def in_time(ask: Callable[[], tuple[int, bytes]], statuses: frozenset[int]) -> None:
    began = time.monotonic()
    expect(ask(), statuses)
    assert time.monotonic() - began < SOON


@pytest.mark.parametrize("case", breakers.NESTED)
def test_what_is_nested_deeply_is_answered_or_refused(case: str, server: Served) -> None:
    query, statuses = breakers.NESTED[case]
    in_time(lambda: server.ask(query), statuses)


@pytest.mark.parametrize("case", breakers.EXPLODING)
def test_what_never_ends_is_ended(case: str, server: Served) -> None:
    query, statuses = breakers.EXPLODING[case]
    in_time(lambda: server.ask(query), statuses)


@pytest.mark.parametrize("case", breakers.LARGE)
def test_what_is_large_is_answered_or_refused(case: str, server: Served) -> None:
    make, statuses = breakers.LARGE[case]
    in_time(lambda: server.ask(make()), statuses)


@pytest.mark.parametrize("case", breakers.DAMAGED)
def test_what_is_no_query_is_told(case: str, server: Served) -> None:
    query, statuses = breakers.DAMAGED[case]
    in_time(lambda: server.ask(query), statuses)


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.05)
        yield listening


def with_listener(query: str, listener: socket.socket) -> str:
    port = str(listener.getsockname()[1])
    return query.replace("OUT", f"<http://127.0.0.1:{port}/>").replace("PORT", port)


@pytest.mark.parametrize("case", breakers.GOING_OUT)
def test_there_is_no_way_out(case: str, server: Served, listener: socket.socket) -> None:
    query = with_listener(breakers.GOING_OUT[case], listener)
    expect(server.ask(query), breakers.FORBIDDEN)
    with pytest.raises(TimeoutError):
        listener.accept()


@pytest.mark.parametrize("case", breakers.NAMING)
def test_what_is_named_is_not_asked(case: str, server: Served, listener: socket.socket) -> None:
    query = with_listener(breakers.NAMING[case], listener)
    status, body = server.ask(query)
    assert status == 200
    assert b"root:" not in body
    with pytest.raises(TimeoutError):
        listener.accept()


@pytest.mark.parametrize("case", breakers.RAW)
def test_whatever_bytes_are_sent_the_answer_is_in_words(case: str, server: Served) -> None:
    request, statuses = breakers.RAW[case]
    status, said = server.send(request)
    assert status in statuses, said[:500]


def test_what_stands_behind_a_body_is_no_second_request_of_it(server: Served) -> None:
    hidden = b"POST /sparql HTTP/1.1\r\nHost: x\r\n"
    status, said = server.send(breakers.post(b"ASK {}" + hidden, length=b"6"))
    assert status == 200
    assert said.count(b"HTTP/1.1 200") == 1


def test_requests_in_one_go_are_answered_in_their_order(server: Served) -> None:
    asked = [f"SELECT ('no. {n}.' AS ?n) {{}}" for n in range(50)]
    lines = [f"GET /sparql?format=csv&query={quote(q)} HTTP/1.1\r\nHost: x\r\n" for q in asked]
    lines[-1] += "Connection: close\r\n"
    _, said = server.send("\r\n".join((*lines, "")).encode())
    assert [int(number) for number in re.findall(rb"no[.] (\d+)[.]", said)] == [*range(50)]


def test_a_head_letter_by_letter_and_a_body_that_never_comes_keep_nobody_waiting(
    server: Served,
) -> None:
    begun = breakers.BEGIN + b"Content-Length: 6\r\n\r\nASK"
    with ExitStack() as held:
        for number in range(1000):
            connection = socket.create_connection(("127.0.0.1", server.port), PATIENCE)
            held.enter_context(connection)
            connection.sendall(begun if number % 10 == 0 else b"GET /spar"[: number % 9])
        for _ in range(3):
            server.look_up()
        address = f"http://127.0.0.1:{server.port}/fi/"
        with urllib.request.urlopen(address, timeout=PATIENCE) as page:
            assert page.status == 200


def test_who_leaves_in_the_middle_leaves_nothing_behind(server: Served) -> None:
    runaway = quote(breakers.EXPLODING["cross product"][0])
    for _ in range(30):
        with socket.create_connection(("127.0.0.1", server.port), PATIENCE) as connection:
            connection.sendall(breakers.get(f"query={runaway}&timeout=0.5".encode()))
    server.look_up()


def test_a_storm_of_runaways_keeps_nobody_waiting(server: Served) -> None:
    queries = [query for query, statuses in breakers.EXPLODING.values() if 200 not in statuses]
    over = threading.Event()

    def rage(number: int) -> set[int]:
        found = set()
        while not over.is_set():
            found.add(server.ask(f"{queries[number % len(queries)]} # {number}")[0])
        return found

    with ThreadPoolExecutor(60) as storm:
        raging = [storm.submit(rage, number) for number in range(60)]
        time.sleep(1)
        try:
            for _ in range(20):
                server.look_up()
        finally:
            over.set()
        assert set.union(*(one.result() for one in raging)) <= {400, 503, 504}


def test_a_storm_of_look_ups_is_answered(server: Served) -> None:
    wait_until(server.is_at_rest, "the guards that the runaways ended are replaced")
    with ThreadPoolExecutor(100) as storm:
        asked = storm.map(server.ask, [f"ASK {{ ?s ?p {n} }}" for n in range(2000)])
        statuses = Counter(status for status, _ in asked)
    assert statuses.keys() <= {200} | breakers.STOPPED
    assert statuses[200] > 1000


def test_a_storm_of_cancels_stops_nobody_else(server: Served) -> None:
    form = b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 11\r\n\r\n"
    request = b"POST /sparql/cancel HTTP/1.1\r\n" + breakers.HEADERS + form + b"id=nobodys1"
    with ThreadPoolExecutor(20) as storm:
        assert {status for status, _ in storm.map(server.send, [request] * 200)} == {404}


def test_after_all_that_nothing_was_an_error_of_ours_and_all_guards_stand(server: Served) -> None:
    lines = [json.loads(line) for line in server.log.read_text().splitlines()]
    assert [line for line in lines if line["status"] == 500] == []
    wait_until(server.is_at_rest, "all guards stand, and no query runs on for nobody")
