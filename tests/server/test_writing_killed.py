"""Eight write and sixty read, and processes of the server are killed in the middle of it.

Whatever is written is a pair, which is there or is not. What was acknowledged stays; what was not
may be there or not, but whole. Each writer has slots of its own: where it writes, and what may
stand there.
"""

import json
import random
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from itertools import count
from pathlib import Path
from subprocess import Popen
from urllib.parse import quote

import psutil
import pytest

from bench.engines import free_port
from graph.build.building import build
from graph.build.options import BuildOptions
from graph.generations.directory import DataDirectory
from graph.generations.journal import Journal
from graph.quads.content import content_of_digest
from graph.register import Register
from graph.writes.delta import content_of
from graph.writes.tokens import Scope, Tokens
from tests.graph.made_pages import Made, put_many
from tests.server.test_serve import serving, wait_until_ready
from tests.waiting import PATIENCE

WRITERS, READERS = 8, 60
SECONDS_TO_LOAD = PATIENCE
"""A process that has only begun to load, on a machine as busy as this, ends when it has loaded."""
VICTIMS = ("main", "worker", "writer") * 6 + ("worker", "writer")
TURTLE, UPDATE = "text/turtle", "application/sparql-update"
PAIRS = """SELECT ?s ?g ?v { { ?s <n:half> ?v } UNION { GRAPH ?g { ?s <n:half> ?v } } }"""
HALVES = f"SELECT ?s {{ {{ {PAIRS} }} }} GROUP BY ?s HAVING (COUNT(?v) != 2)"
TITLES = """PREFIX dcterms: <http://purl.org/dc/terms/> PREFIX sk: <https://w3id.org/salkku/ontology#>
SELECT ?title { ?p a sk:Project ; dcterms:title ?title ; sk:phase ?phase }"""

pytestmark = pytest.mark.slow


@dataclass
class Slots:
    """What may stand where: nothing, or the number of a pair."""

    may: dict[str, set[int | None]] = field(default_factory=dict)

    def attempt(self, slot: str, value: int | None) -> None:
        self.may.setdefault(slot, {None}).add(value)

    def acknowledge(self, slot: str, value: int | None) -> None:
        self.may[slot] = {value}

    def acknowledged(self) -> int:
        return sum(1 for may in self.may.values() if len(may) == 1)


@dataclass
class Round:
    """One server at work: its address, a token, and what happens at it."""

    port: int
    token: str
    slots: Slots
    heard: threading.Event = field(default_factory=threading.Event)
    over: threading.Event = field(default_factory=threading.Event)
    halves: list[bytes] = field(default_factory=list)
    statuses: set[int] = field(default_factory=set)
    read: threading.Event = field(default_factory=threading.Event)

    def ask(self, method: str, path: str, kind: str = "", body: str = "") -> tuple[int, bytes]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        headers = {"Authorization": f"Bearer {self.token}"} | (
            {"Content-Type": kind} if kind else {}
        )
        try:
            connection.request(method, path, body.encode() or None, headers)
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def rows(self, query: str) -> list[dict[str, dict[str, str]]]:
        status, body = self.ask("GET", f"/sparql?format=json&query={quote(query)}")
        assert status == 200, body
        found: list[dict[str, dict[str, str]]] = json.loads(body)["results"]["bindings"]
        return found


NUMBERS = count(1)


def pair(number: int) -> str:
    return f"<n:{number}> <n:half> 'one' , 'two' ."


def update(turn: Round, _: int) -> bool:
    number = next(NUMBERS)
    text = f"INSERT DATA {{ {pair(number)} }}"
    return write(turn, f"n:{number}", number, ("POST", "/update", UPDATE), text)


def put(turn: Round, writer: int) -> bool:
    number, graph = next(NUMBERS), f"g:{writer}"
    return write(turn, graph, number, ("PUT", f"/gsp?graph={graph}", TURTLE), pair(number))


def post_and_delete(turn: Round, _: int) -> bool:
    number = next(NUMBERS)
    graph = f"g:new{number}"
    path = f"/gsp?graph={graph}"
    made = write(turn, graph, number, ("POST", path, TURTLE), pair(number))
    return made and write(turn, graph, None, ("DELETE", path, ""))


def upload(turn: Round, _: int) -> bool:
    number = next(NUMBERS)
    name, path = f"Kesken {number}", f"/pages?name=kesken{number}.txt"
    return write(turn, name, number, ("POST", path, "text/plain"), Made(name=name).text())


KINDS: tuple[Callable[[Round, int], bool], ...] = (
    update, update, update, put, put, post_and_delete, post_and_delete, upload,
)  # fmt: skip


def write(
    turn: Round,
    slot: str,
    value: int | None,
    request: tuple[str, str, str],
    body: str = "",
) -> bool:
    """Whether that was acknowledged. Who was not heard is silent until the next round."""
    turn.slots.attempt(slot, value)
    try:
        status, answer = turn.ask(*request, body)
    except (OSError, HTTPException):
        return False
    assert status in {200, 201, 503}, answer
    if status == 503:
        return False
    turn.slots.acknowledge(slot, value)
    turn.heard.set()
    return True


def keep_writing(turn: Round, writer: int) -> None:
    while not turn.over.is_set() and KINDS[writer](turn, writer):
        pass


def keep_reading(turn: Round, reader: int) -> None:
    path = f"/sparql?format=csv&query={quote(HALVES)}" if reader % 3 else "/fi/projects"
    while not turn.over.wait(0.1):
        try:
            status, body = turn.ask("GET", path)
        except (OSError, HTTPException):
            continue
        turn.read.set()
        turn.statuses.add(status)
        if reader % 3 and status == 200 and body.split() != [b"s"]:
            turn.halves.append(body)


@contextmanager
def at_work(turn: Round) -> Iterator[None]:
    """Let all write and read meanwhile."""
    threads = [threading.Thread(target=keep_writing, args=(turn, n)) for n in range(WRITERS)]
    threads += [threading.Thread(target=keep_reading, args=(turn, n)) for n in range(READERS)]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        turn.over.set()
        for thread in threads:
            thread.join()


def victims(server: psutil.Process, kind: str) -> list[psutil.Process]:
    if kind == "main":
        return [server]
    mark = {"worker": "spawn_main", "writer": "server.writing"}[kind]
    return [each for each in server.children(recursive=True) if mark in command_of(each)][:1]


def command_of(process: psutil.Process) -> str:
    with suppress(psutil.NoSuchProcess):
        return " ".join(process.cmdline())
    return ""


def one_round(server: "Popen[str]", turn: Round, kind: str, seconds: float) -> None:
    """Kill a process of that *kind* while all are at work."""
    main = psutil.Process(server.pid)
    with at_work(turn):
        assert turn.heard.wait(PATIENCE)
        assert turn.read.wait(PATIENCE)
        time.sleep(seconds)
        killed = victims(main, kind)
        family = [each for one in killed for each in (one, *one.children(recursive=True))]
        for process in killed:
            process.send_signal(signal.SIGKILL)
        if kind == "main":
            server.wait()
        _, left = psutil.wait_procs(family, timeout=SECONDS_TO_LOAD)
        assert [each for each in left if command_of(each)] == []
    assert turn.halves == []
    assert turn.statuses <= {200, 503}


def expect_all(turn: Round) -> None:
    """All that was acknowledged stands, and whatever stands was written, and is whole."""
    found: dict[str, list[int]] = {}
    for row in turn.rows(PAIRS):
        number = int(row["s"]["value"].removeprefix("n:"))
        found.setdefault(row.get("g", row["s"])["value"], []).append(number)
    for row in turn.rows(TITLES):
        name = row["title"]["value"]
        found.setdefault(name, []).extend([int(name.split()[1].strip("p"))] * 2)
    for slot, may in turn.slots.may.items():
        numbers = found.get(slot, [])
        assert len(numbers) in {0, 2}
        assert len(set(numbers)) <= 1
        is_there = numbers[0] if numbers else None
        assert is_there in may, slot
        turn.slots.acknowledge(slot, is_there)


def expect_whole(folder: Path) -> None:
    """The store opens, is what its manifest says, and its writes are all in the journal."""
    generation = DataDirectory.open(folder).generation()
    manifest = generation.manifest
    content = content_of(generation.open_store())
    assert content == content_of_digest(manifest.counts.quads, manifest.hash)
    number = manifest.writes.number if manifest.writes else 0
    assert len(Journal(folder).writes(manifest.head)) == number
    generation.close()


def test_whoever_is_killed_no_write_is_lost_or_half_made(
    tmp_path: Path, oulu: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SALKKU_QUERY_BUDGET", "0")
    monkeypatch.setenv("SALKKU_THREADS", "32")
    put_many(tmp_path / "pages", 3)
    folder, slots = tmp_path / "data", Slots()
    build(folder, BuildOptions(sources=(tmp_path / "pages",), register=oulu))
    _, token = Tokens(folder).make("all writers", [Scope.ADMIN])
    chance = random.Random(3)  # noqa: S311 - moments, no secrets
    with ExitStack() as servers:
        port = free_port()
        server = servers.enter_context(serving(folder, port))
        for kind in VICTIMS:
            one_round(server, Round(port, token, slots), kind, chance.uniform(0, 0.5))
            if kind == "main":
                expect_whole(folder)
                port = free_port()
                server = servers.enter_context(serving(folder, port))
            wait_until_ready(port)
            expect_all(Round(port, token, slots))
    assert slots.acknowledged() > len(VICTIMS)
