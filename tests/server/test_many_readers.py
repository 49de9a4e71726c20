"""One publishes, two readers serve copies behind nginx, and one of them is killed meanwhile."""

import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median
from typing import Any, Final, NamedTuple, Self

import pytest
import requests
from SPARQLWrapper import JSON, SPARQLWrapper

from bench.engines import free_port
from graph.build import building
from tests.debian import debian_program
from tests.graph.made_copies import Publisher, linked
from tests.server.pages_of_docs import DOCS, commands, put_in
from tests.server.test_serve import health
from tests.waiting import PATIENCE, wait_until

pytestmark = pytest.mark.slow

PUBLICATIONS: Final = 50
KILLED, STARTED = 20, 26
"""At which publication one reader is killed, and at which it is started again."""

CLIENTS: Final = 3
PAUSE: Final = 0.01
"""How many seconds a client takes to read an answer, so that somebody else gets a turn."""

LAG: Final = 20.0
"""After how many seconds a small publication is served at the latest, on a machine that is busy."""

SLUG: Final = "kokeilu-p0"
TITLE: Final = f"""
SELECT ?title WHERE {{
  <http://localhost:8000/id/project/{SLUG}> <http://purl.org/dc/terms/title> ?title }}
"""
GENERATION: Final = re.compile(r"\d{8}T\d{6}\.\d{3}Z-[0-9a-f]{8}")
NAME: Final = re.compile(r"Kierros \d+")


class Seen(NamedTuple):
    """What an answer said: all ids of generations in it, and all names of the project."""

    what: str
    ids: frozenset[str]
    names: frozenset[str]


class Load:
    """Clients that ask at *address* without a pause, until they are told to end."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.seen: list[Seen] = []
        self.failed: list[str] = []
        self._over = threading.Event()
        self._threads = [threading.Thread(target=self._run) for _ in range(CLIENTS)]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join()

    def _run(self) -> None:
        asks = (self.page, self.data, self.query, self.posted_query)
        with requests.Session() as session:
            while not self._over.is_set():
                for ask in asks:
                    time.sleep(PAUSE)
                    try:
                        self.seen.append(ask(session))
                    except (OSError, ValueError) as error:
                        self.failed.append(f"{ask.__name__}: {error!r}")

    def page(self, session: requests.Session) -> Seen:
        return self._got("page", session, f"/en/projects/{SLUG}")

    def data(self, session: requests.Session) -> Seen:
        return self._got("data", session, f"/projects/{SLUG}.json")

    def _got(self, what: str, session: requests.Session, path: str) -> Seen:
        answer = session.get(f"{self.address}{path}", timeout=PATIENCE)
        answer.raise_for_status()
        ids, names = GENERATION.findall(answer.text), NAME.findall(answer.text)
        return Seen(what, frozenset(ids), frozenset(names))

    def query(self, session: requests.Session) -> Seen:
        del session
        wrapper = SPARQLWrapper(f"{self.address}/sparql")
        wrapper.setQuery(TITLE)
        wrapper.setReturnFormat(JSON)
        answer = wrapper.query().response
        return _told("query", answer.headers["Salkku-Generation"], json.load(answer))

    def posted_query(self, session: requests.Session) -> Seen:
        accept = {"Accept": "application/sparql-results+json"}
        answer = session.post(
            f"{self.address}/sparql", {"query": TITLE}, headers=accept, timeout=PATIENCE
        )
        answer.raise_for_status()
        return _told("posted query", answer.headers["Salkku-Generation"], answer.json())


def _told(what: str, generation: str, results: Any) -> Seen:
    names = frozenset(row["title"]["value"] for row in results["results"]["bindings"])
    return Seen(what, frozenset({generation}), names)


class Reader:
    """A reader in a *folder* of its own, and when it served each generation first."""

    def __init__(self, folder: Path, copying: str) -> None:
        self.folder, self.port = folder, free_port()
        self.first_seen: dict[str, float] = {}
        self.copied: dict[str, float] = {}
        self._copying = copying
        self._process: subprocess.Popen[bytes] | None = None
        folder.mkdir()

    def copy(self, generation: str) -> None:
        """Bring what is published here, by the command of the document."""
        subprocess.run(["sh", "-c", self._copying], check=True)
        self.copied[generation] = time.monotonic()

    def start(self) -> None:
        command = [str(Path(sys.executable).with_name("salkku")), "serve"]
        where = ["--data", str(self.folder), "--port", str(self.port), "--workers", "1"]
        settings = ["--proxies", "1", "--query-budget", "0", "--dumps-up-to", "0"]
        with (self.folder.parent / f"{self.folder.name}.log").open("ab") as log:
            self._process = subprocess.Popen(
                [*command, *where, *settings], stdout=log, stderr=log, start_new_session=True
            )

    def kill(self) -> None:
        """End all of its processes at once, without a word."""
        assert self._process is not None
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def note(self) -> None:
        """Note what is served now, and when that was seen first."""
        try:
            served = health(self.port)["generation"]
        except (OSError, KeyError):
            return
        self.first_seen.setdefault(served, time.monotonic())

    def lags(self) -> list[float]:
        """For each generation that was copied, the seconds until it or a newer one was served."""
        found = []
        for generation, copied in self.copied.items():
            seen = [time_ for name, time_ in self.first_seen.items() if name >= generation]
            found += [min(seen) - copied] if seen else []
        return found


@contextmanager
def running(reader: Reader) -> Iterator[Reader]:
    reader.start()
    try:
        yield reader
    finally:
        reader.kill()


@contextmanager
def nginx(place: Path, readers: list[Reader]) -> Iterator[str]:
    """The address of nginx before *readers*, with the file of the document."""
    program, port = debian_program("nginx", "nginx-light"), free_port()
    names = {f"reader{n}.example.fi:8000": f"127.0.0.1:{r.port}" for n, r in enumerate(readers, 1)}
    site = (DOCS / "operations" / "nginx.conf").read_text("utf-8")
    (place / "site").write_text(put_in(site, {**names, "listen 80;": f"listen 127.0.0.1:{port};"}))
    (place / "nginx.conf").write_text(
        f"daemon off; worker_processes 1; pid {place}/nginx.pid; error_log {place}/error.log;"
        f"events {{}} http {{ access_log off; include {place}/site; }}"
    )
    command = [program, "-e", f"{place}/error.log", "-p", str(place), "-c", f"{place}/nginx.conf"]
    with subprocess.Popen(command) as process:
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def wait_for(generation: str, readers: list[Reader]) -> None:
    def is_seen() -> bool:
        for reader in readers:
            reader.note()
        return all(generation in reader.first_seen for reader in readers)

    wait_until(is_seen, f"{generation} is served everywhere", 2 * PATIENCE)


@contextmanager
def watched(readers: list[Reader]) -> Iterator[None]:
    """Note all the while what the *readers* serve."""
    over = threading.Event()

    def watch() -> None:
        while not over.wait(0.1):
            for reader in readers:
                reader.note()

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def publish_often(publisher: Publisher, readers: list[Reader]) -> dict[str, str]:
    """Publish and copy, again and again; return the name of the project by generation."""
    names = {}
    for turn in range(PUBLICATIONS):
        name = f"Kierros {turn}"
        generation = publisher.publish(name)
        names[generation] = name
        copying = [threading.Thread(target=r.copy, args=(generation,)) for r in readers]
        for thread in copying:
            thread.start()
        for thread in copying:
            thread.join()
        if turn == KILLED:
            readers[1].kill()
        elif turn == STARTED:
            readers[1].start()
    return names


def made_readers(place: Path, publisher: Publisher) -> list[Reader]:
    debian_program("rsync", "rsync")
    (command,) = commands("operations.md", "## Many readers")[:1]
    readers = []
    for number in (1, 2):
        folder = place / f"reader{number}"
        there = {"reader1.example.fi:/var/lib/salkku/": f"{folder}/"}
        here = {"/var/lib/salkku/": f"{publisher.folder}/"}
        readers.append(Reader(folder, put_in(put_in(command, there), here)))
    return readers


def test_fifty_publications_under_load_fail_nobody_and_mix_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(building, "PATCHABLE", 0)
    publisher = Publisher(tmp_path, pages=3)
    start = publisher.publish("Kierros 0")
    readers = made_readers(tmp_path, publisher)
    for reader in readers:
        reader.copy(start)
    with ExitStack() as held:
        for reader in readers:
            held.enter_context(running(reader))
        address = held.enter_context(nginx(tmp_path, readers))
        wait_for(start, readers)
        with watched(readers), Load(address) as load:
            names = publish_often(publisher, readers)
            wait_for(publisher.directory.current_id(), readers)
    names[start] = "Kierros 0"
    lags = sorted(lag for reader in readers[:1] for lag in reader.lags())
    with capsys.disabled():
        sys.stdout.write(
            f"\n{len(load.seen)} answers of {len({i for s in load.seen for i in s.ids})}"
            f" generations; lag {median(lags):.2f} s (median), {lags[-1]:.2f} s (longest)\n"
        )
    assert load.failed == []
    assert {seen.what for seen in load.seen} == {"page", "data", "query", "posted query"}
    assert [seen for seen in load.seen if len(seen.ids) != 1] == []
    assert [seen for seen in load.seen if seen.names != {names[min(seen.ids)]}] == []
    assert lags[-1] < LAG
    shared = linked(*(readers[0].folder / "generations" / name for name in sorted(names)[-2:]))
    assert len(shared) > 10, "what generations share, copies of them share as well"
