"""``python -m bench browse``: pages of lists and completions, asked of a served register."""

from collections.abc import Sequence
from contextlib import closing
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from math import ceil
from time import perf_counter
from typing import Final, NamedTuple

import msgspec
from rich.console import Console
from rich.table import Table

from bench.browse.readers import Workload, register, workloads
from bench.build import Task, built_once
from bench.sparql.ground import Ground
from bench.sparql.services import Peer, salkku, started
from graph.generations.directory import DataDirectory

SERVER: Final = Peer("Salkku", salkku(cache=0))
PATIENCE: Final = 60
"""Seconds after which an answer is no more waited for."""
WARM: Final = 5
"""So many addresses of a kind are asked before it is measured."""


class Plan(NamedTuple):
    """What to build and serve by *task*, and how many addresses of each kind to ask."""

    task: Task
    requests: int
    cores: int


class Asked(NamedTuple):
    """What was measured of one workload; the times are milliseconds."""

    workload: str
    requests: int
    failed: int
    p50: float
    p95: float
    p99: float
    most: float
    goal: float


class Outcome(NamedTuple):
    """What was measured of a register of so many projects."""

    projects: int
    asked: list[Asked]


def run(plan: Plan) -> Outcome:
    """Build and serve a register of generated pages, and ask it what readers ask.

    Raises CommandFailed when it cannot be built or served.
    """
    built_once(plan.task)
    generation = DataDirectory.open(plan.task.data).generation()
    held = register(generation.open_index(), generation.manifest.day)
    with started(SERVER, Ground(plan.task.folder, plan.cores)) as service:
        asked = [
            ask(service.port, workload)
            for workload in workloads(held, plan.task.seed, plan.requests + WARM)
        ]
    return Outcome(plan.task.pages, asked)


def ask(port: int, workload: Workload, warm: int = WARM) -> Asked:
    """Ask every address of *workload*, one after another, as one browser does.

    The first *warm* of them are not measured.
    """
    with closing(HTTPConnection("127.0.0.1", port, timeout=PATIENCE)) as connection:
        for address in workload.addresses[:warm]:
            answer(connection, address)
        measured = [answer(connection, address) for address in workload.addresses[warm:]]
    times = sorted(milliseconds for milliseconds, _ in measured)
    failed = sum(status != HTTPStatus.OK for _, status in measured)
    p50, p95, p99 = (share(times, part) for part in (0.5, 0.95, 0.99))
    return Asked(workload.name, len(times), failed, p50, p95, p99, share(times, 1), workload.goal)


def answer(connection: HTTPConnection, address: str) -> tuple[float, int]:
    """The milliseconds until the whole answer from *address* was there, and its status.

    The status is 0 when no whole answer came, or none within PATIENCE.
    """
    began, status = perf_counter(), 0
    try:
        connection.request("GET", address, headers={"Accept-Encoding": "br, gzip"})
        response = connection.getresponse()
        response.read()
        status = response.status
    except (OSError, HTTPException):
        connection.close()
    return (perf_counter() - began) * 1000, status


def share(times: Sequence[float], part: float) -> float:
    """The least of the sorted *times* that so great a *part* of them does not exceed."""
    return times[max(ceil(len(times) * part) - 1, 0)] if times else 0.0


def show(outcome: Outcome, console: Console) -> None:
    """Print the table of times."""
    table = Table(title=f"Browsing {outcome.projects:,} projects, milliseconds")
    for name in ("asked for", "requests", "failed", "p50", "p95", "p99", "most", "goal p95"):
        table.add_column(name, justify="left" if name == "asked for" else "right")
    for asked in outcome.asked:
        times = (asked.p50, asked.p95, asked.p99, asked.most, asked.goal)
        numbers = str(asked.requests), str(asked.failed)
        table.add_row(asked.workload, *numbers, *(f"{time:.1f}" for time in times))
    console.print(table)


def as_json(outcome: Outcome) -> bytes:
    """The outcome as JSON."""
    return msgspec.json.encode(outcome)
