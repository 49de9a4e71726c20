"""The measurement: every workload asked of every service, in turns, by wrk."""

import subprocess
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median
from typing import Final, NamedTuple

import msgspec
from rich.console import Console
from rich.table import Table

from bench.processes import CommandFailed
from bench.sparql.ground import Ground
from bench.sparql.services import PEERS, Peer, Service, started
from bench.sparql.workloads import Workload, text_of, workloads
from graph.store import EmbeddedStore

LOAD: Final = Path(__file__).with_name("load.lua")
CLIENTS: Final = 8
TIMEOUT: Final = 300
"""Seconds after which wrk gives up on an answer."""
SECONDS_OF_RUNAWAYS: Final = 5
"""How long Salkku lets a runaway run; the others have no such limit."""
LOOK_UPS: Final = "look-ups"
NATIVE: Final = "Oxigraph"


class Asked(msgspec.Struct, frozen=True):
    """What wrk measured in one go; *p50*, *p95* and *p99* are milliseconds."""

    requests: int
    seconds: float
    failed: int
    p50: float
    p95: float
    p99: float

    @property
    def rate(self) -> float:
        """Good answers in a second."""
        return max(self.requests - self.failed, 0) / self.seconds if self.seconds else 0.0


class Plan(NamedTuple):
    """How often and how long each service is asked each workload."""

    ground: Ground
    seed: int
    seconds: int
    turns: int


class Outcome(NamedTuple):
    """What was measured: the goes by workload and service, and look-ups beside runaways."""

    triples: int
    goes: Mapping[tuple[str, str], Sequence[Asked]]
    beside_runaways: Mapping[str, Asked]


def run(plan: Plan) -> Outcome:
    """Ask every service every workload. Raises CommandFailed when one does not start."""
    generation = plan.ground.generation()
    triples = generation.manifest.counts.quads
    store = EmbeddedStore(generation.open_store())
    asked = list(workloads(store, generation.iris, plan.seed))
    peers = [peer for peer in PEERS if peer.serves(triples)]
    goes: defaultdict[tuple[str, str], list[Asked]] = defaultdict(list)
    with ExitStack() as stack:
        services = [stack.enter_context(started(peer, plan.ground)) for peer in peers]
        for workload in asked:
            for _ in range(plan.turns):
                for service in services:
                    goes[workload.name, service.peer.name].append(ask(service, workload, plan))
    look_ups = next(workload for workload in asked if workload.name == LOOK_UPS)
    beside = {peer.name: _beside_runaways(peer, look_ups, plan) for peer in peers}
    return Outcome(triples, dict(goes), beside)


def ask(service: Service, workload: Workload, plan: Plan) -> Asked:
    """Ask *service* the queries of *workload* from eight clients, for as long as it is to last."""
    seconds = plan.seconds * workload.times
    return msgspec.json.decode(_wrk(service, workload, plan.ground, seconds), type=Asked)


def _wrk(service: Service, workload: Workload, ground: Ground, seconds: int) -> bytes:
    command = _command(service, workload, ground, seconds)
    done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603 - a fixed command
    if done.returncode:
        raise CommandFailed(f"wrk: {done.stderr.decode()[-2000:]}")
    return done.stdout.splitlines()[-1]


def _command(service: Service, workload: Workload, ground: Ground, seconds: int) -> Sequence[str]:
    """The command that asks; the addresses are written to a file beside the ground."""
    addresses = ground.folder / "addresses.txt"
    addresses.write_text("\n".join(map(service.address, workload.queries)) + "\n", "utf-8")
    pace = "-t1", f"-c{CLIENTS}", f"-d{seconds}s", f"--timeout={TIMEOUT}s"
    given = "--", str(addresses), workload.accept
    return "wrk", *pace, "--latency", "--script", str(LOAD), service.root, *given


def _beside_runaways(peer: Peer, look_ups: Workload, plan: Plan) -> Asked:
    """Look-ups while eight other clients send what never ends; the service is a fresh one."""
    with started(peer, plan.ground) as service, _runaways(service, plan):
        return ask(service, look_ups, plan)


@contextmanager
def _runaways(service: Service, plan: Plan) -> Iterator[None]:
    limit = {"timeout": str(SECONDS_OF_RUNAWAYS)}
    limited = service._replace(
        peer=service.peer._replace(parameters={**service.peer.parameters, **limit})
    )
    runaways = Workload("runaways", [text_of("runaway")])
    command = _command(limited, runaways, plan.ground, plan.seconds + 60)
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as senders:  # noqa: S603 - a fixed command
        time.sleep(1)
        try:
            yield
        finally:
            senders.kill()


def show(outcome: Outcome, console: Console) -> None:
    """Print a table for each workload, and the look-ups beside runaways."""
    services = list(dict.fromkeys(service for _, service in outcome.goes))
    for name in dict.fromkeys(workload for workload, _ in outcome.goes):
        rows = {service: outcome.goes[name, service] for service in services}
        console.print(_table(name, rows))
    alone = {name: [asked] for name, asked in outcome.beside_runaways.items()}
    console.print(_table("look-ups beside eight clients with runaways", alone))


def _table(title: str, rows: Mapping[str, Sequence[Asked]]) -> Table:
    table = Table(title=title, title_justify="left")
    table.add_column("service")
    for heading in ("answers/s", "of Oxigraph", "p50 ms", "p95 ms", "p99 ms", "failed"):
        table.add_column(heading, justify="right")
    native = median(asked.rate for asked in rows[NATIVE])
    for service, goes in rows.items():
        rate = median(asked.rate for asked in goes)
        times = (median(getattr(a, name) for a in goes) for name in ("p50", "p95", "p99"))
        failed = sum(asked.failed for asked in goes)
        ratio = f"{rate / native:.2f}" if native else ""
        figures = (f"{time:,.2f}" for time in times)
        table.add_row(service, f"{rate:,.1f}", ratio, *figures, f"{failed:,}")
    return table


def as_json(outcome: Outcome) -> bytes:
    """The figures as JSON: the goes by workload and service."""
    goes: dict[str, dict[str, Sequence[Asked]]] = {}
    for (workload, service), asked in outcome.goes.items():
        goes.setdefault(workload, {})[service] = asked
    told = {"triples": outcome.triples, "goes": goes, "beside": outcome.beside_runaways}
    return msgspec.json.encode(told)
