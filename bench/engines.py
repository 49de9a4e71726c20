"""Engines that hold a graph instead of the embedded store, started as their own commands do.

Each has its files in a folder of its own, listens on free ports, and is ended with what starts it.
"""

import secrets
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from string import Template
from typing import Final, NamedTuple

import psutil

from bench.ground import program
from bench.processes import CommandFailed, end

SECONDS_TO_START: Final = 120
PAUSE: Final = 0.05
PORTS: Final = range(20_000, 32_000)
"""Below those that the kernel gives to whoever wants any: nobody takes one meanwhile."""

USER: Final = "dba"
"""The user of a new Virtuoso, and the password."""

ROWS: Final = 10_000
"""After so many rows Debian's configuration of Virtuoso cuts an answer."""

CONFIGURATION: Final = Template("""\
[Database]
DatabaseFile = $folder/virtuoso.db
ErrorLogFile = $folder/virtuoso.log
LockFile = $folder/virtuoso.lck
TransactionFile = $folder/virtuoso.trx
xa_persistent_file = $folder/virtuoso.pxa
FileExtend = 200
[TempDatabase]
DatabaseFile = $folder/virtuoso-temp.db
TransactionFile = $folder/virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:$sql
DirsAllowed = $allowed
NumberOfBuffers = $buffers
MaxDirtyBuffers = $dirty
MaxQueryMem = 2G
ThreadsPerQuery = $cores
[HTTPServer]
ServerPort = 127.0.0.1:$http
ServerRoot = $folder
ServerThreads = 16
MaxClientConnections = 64
[SPARQL]
ResultSetMaxRows = $rows
MaxQueryCostEstimationTime = $cost
MaxQueryExecutionTime = $seconds
""")


class Virtuoso(NamedTuple):
    """How a Virtuoso runs: in *folder*, asked by SQL and by HTTP at these ports.

    It may read files in *allowed*, holds *buffers* pages of 8 KiB, and answers a query with
    *cores*, in at most *rows*; one that would *cost* more seconds than that it refuses, and one
    that takes so many *seconds* it ends; 0: never.
    """

    folder: Path
    http: int
    sql: int
    allowed: Path
    buffers: int = 40_000
    cores: int = 1
    rows: int = ROWS
    cost: int = 400
    seconds: int = 60

    def command(self, executable: str = "virtuoso-t") -> tuple[str, ...]:
        """The command that runs it, with a configuration that is written now."""
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / "virtuoso.lck").unlink(missing_ok=True)
        known = {**self._asdict(), "dirty": self.buffers * 3 // 4}
        (self.folder / "virtuoso.ini").write_text(CONFIGURATION.substitute(known), "utf-8")
        return executable, "+configfile", str(self.folder / "virtuoso.ini"), "+foreground"


def free_port() -> int:
    """A port at which nobody listens."""
    while True:
        port = secrets.choice(PORTS)
        with suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return port


def wait_for(port: int, process: "psutil.Popen | subprocess.Popen[bytes]") -> None:
    """Return when *process* listens at *port*. Raises CommandFailed when it does not."""
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(PAUSE)
        else:
            return
    raise CommandFailed(f"nobody answers at port {port}")


class Running(NamedTuple):
    """An engine that runs: its *name*, where it answers queries, who may write, its process."""

    name: str
    query: str
    user: str
    process: psutil.Process

    @property
    def options(self) -> tuple[str, ...]:
        """What ``salkku publish`` is told to bring a generation there."""
        return "--to", self.query, *(("--user", self.user) if self.user else ())


@contextmanager
def virtuoso(folder: Path, executable: str = "virtuoso-t") -> Iterator[Running]:
    """A Virtuoso with the limits of Debian's configuration, which ends with the block."""
    allowed = folder / "loads"
    allowed.mkdir(parents=True, exist_ok=True)
    engine = Virtuoso(folder / "virtuoso", free_port(), free_port(), allowed)
    with _started(engine.command(executable), engine.http) as process:
        yield Running("Virtuoso", f"http://127.0.0.1:{engine.http}/sparql", USER, process)


@contextmanager
def oxigraph(folder: Path) -> Iterator[Running]:
    """An Oxigraph server, which ends with the block."""
    port = free_port()
    place = "--location", str(folder / "oxigraph"), "--bind", f"127.0.0.1:{port}"
    with _started((program("oxigraph"), "serve", *place), port) as process:
        yield Running("Oxigraph", f"http://127.0.0.1:{port}/query", "", process)


@contextmanager
def _started(command: tuple[str, ...], port: int) -> Iterator[psutil.Process]:
    process = psutil.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(port, process)
        yield process
    finally:
        end(process)
