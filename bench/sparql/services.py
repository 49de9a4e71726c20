"""The servers that are measured: each is started on the same triples and ended again.

Peers run as their own commands start them: Oxigraph from its package, rdflib-endpoint by
``uv tool run``, Virtuoso where Debian's package is installed.
"""

import shutil
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType
from typing import IO, Final, NamedTuple
from urllib.parse import urlencode

import psutil

from bench.engines import free_port
from bench.ground import program
from bench.processes import CommandFailed, end
from bench.sparql.ground import Ground
from bench.sparql.virtuoso import GRAPH, virtuoso
from bench.sparql.workloads import text_of

RDFLIB_ENDPOINT: Final = "rdflib-endpoint[cli]==0.6.3"
MOST_FOR_RDFLIB: Final = 2_000_000
"""rdflib keeps its triples in memory, more than a kilobyte each, and reads them at every start."""
SECONDS_TO_START: Final = 900
WORDS: Final = 1_000
"""So much of what a server wrote last is told when it does not come."""
PAUSE: Final = 0.05
"""Seconds between two questions whether a server is there."""
SECONDS_FOR_ALL: Final = 300
"""How long Salkku lets a query run here: as long as its peers, which have no limit."""
NOTHING: Final[Mapping[str, str]] = MappingProxyType({})

Command = tuple[str, ...]


class Peer(NamedTuple):
    """A kind of server: its *name*, the command that serves a ground at a port, and what it needs.

    *parameters* go with every query; *serves* says whether it can serve so many triples here.
    """

    name: str
    command: Callable[[Ground, int], Command]
    path: str = "/sparql"
    parameters: Mapping[str, str] = NOTHING
    serves: Callable[[int], bool] = bool


class Service(NamedTuple):
    """A server that runs: its *peer*, its port, its process, the *seconds* until it answered."""

    peer: Peer
    port: int
    process: psutil.Process
    seconds: float = 0.0

    def address(self, query: str) -> str:
        """The path and the parameters that ask *query*."""
        return f"{self.peer.path}?{urlencode({'query': query, **self.peer.parameters})}"

    @property
    def root(self) -> str:
        """What stands before the path."""
        return f"http://127.0.0.1:{self.port}"


def salkku(cache: int) -> Callable[[Ground, int], Command]:
    """Salkku's own command, with *cache* MiB for results and no budget for a client."""

    def command(ground: Ground, port: int) -> Command:
        serve = program("salkku"), "serve", "--data", str(ground.data), "--port", str(port)
        limits = "--query-seconds", str(SECONDS_FOR_ALL), "--query-budget", "0"
        alone = "--workers", str(ground.cores), "--dumps-up-to", "0"
        return *serve, *alone, *limits, "--result-cache", str(cache)

    return command


def oxigraph(ground: Ground, port: int) -> Command:
    """Oxigraph's own server on the same quads."""
    store = ground.folder / "oxigraph"
    if not store.exists():
        ground.run(program("oxigraph"), "load", "--location", str(store), "--file", ground.quads)
    address = "--bind", f"127.0.0.1:{port}"
    return program("oxigraph"), "serve-read-only", "--location", str(store), *address


def rdflib_endpoint(ground: Ground, port: int) -> Command:
    """The default graph in memory, by rdflib."""
    tool = program("uv"), "tool", "run", "--quiet", "--from", RDFLIB_ENDPOINT, "rdflib-endpoint"
    return *tool, "serve", "--host", "127.0.0.1", "--port", str(port), ground.triples


PEERS: Final = (
    Peer("Salkku", salkku(cache=0)),
    Peer("Salkku, cached", salkku(cache=64)),
    Peer("Oxigraph", oxigraph, path="/query"),
    Peer("rdflib-endpoint", rdflib_endpoint, path="/", serves=MOST_FOR_RDFLIB.__ge__),
    Peer(
        "Virtuoso",
        virtuoso,
        parameters={"default-graph-uri": GRAPH},
        serves=lambda _: shutil.which("virtuoso-t") is not None,
    ),
)


@contextmanager
def started(peer: Peer, ground: Ground) -> Iterator[Service]:
    """Start a server of *peer*, wait until it answers, and end it with all its children.

    Raises CommandFailed when it does not answer.
    """
    port = free_port()
    command = peer.command(ground, port)
    with tempfile.TemporaryFile("w+") as output:
        process = psutil.Popen(command, stdout=subprocess.DEVNULL, stderr=output)
        try:
            service = Service(peer, port, process)
            yield service._replace(seconds=wait(service, output))
        finally:
            end(process)


def wait(service: Service, output: IO[str]) -> float:
    """Return the seconds after which *service*, just started, gave its first answer.

    Raises CommandFailed with the end of its *output* when it ends or takes too long.
    """
    address = service.root + service.address(text_of("anything"))
    began = time.monotonic()
    while service.process.poll() is None and time.monotonic() < began + SECONDS_TO_START:
        try:
            urllib.request.urlopen(address, timeout=10).close()  # noqa: S310 - our own address
        except (urllib.error.URLError, OSError):
            time.sleep(PAUSE)
        else:
            return time.monotonic() - began
    output.seek(0)
    said = output.read()[-WORDS:]
    raise CommandFailed(f"{service.peer.name} does not answer at {service.root}: {said}")
