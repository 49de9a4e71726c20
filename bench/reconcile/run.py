"""``python -m bench reconcile``: batches of 1 000 queries, asked of a served register."""

import json
from collections.abc import Mapping
from contextlib import closing
from http import HTTPStatus
from http.client import HTTPConnection
from statistics import median
from time import perf_counter
from typing import Any, Final, NamedTuple
from urllib.parse import urlencode

import msgspec
from rich.console import Console
from rich.table import Table

from bench.browse.run import SERVER
from bench.build import Task, built_once
from bench.reconcile.batches import SIZE, Batch, batches
from bench.sparql.ground import Ground
from bench.sparql.services import started
from graph.generations.directory import DataDirectory

PATIENCE: Final = 300
FORM: Final = {"Content-Type": "application/x-www-form-urlencoded"}


class Plan(NamedTuple):
    """What to build and serve by *task*, on how many *cores*, and how often each batch is asked."""

    task: Task
    turns: int
    cores: int


class Asked(NamedTuple):
    """What was measured of one batch: the median and the longest of its *seconds*, what came."""

    batch: str
    seconds: float
    longest: float
    found: int
    matched: int


class Outcome(NamedTuple):
    """What was measured of a register of so many projects."""

    projects: int
    asked: list[Asked]


def run(plan: Plan) -> Outcome:
    """Build and serve a register of generated pages, and have batches matched with it.

    Raises CommandFailed when it cannot be built or served.
    """
    built_once(plan.task)
    generation = DataDirectory.open(plan.task.data).generation()
    made = [*batches(generation.open_index(), generation.manifest.day, plan.task.seed)]
    with started(SERVER, Ground(plan.task.folder, plan.cores)) as service:
        asked = [ask(service.port, batch, plan.turns) for batch in made]
    return Outcome(plan.task.pages, asked)


def ask(port: int, batch: Batch, turns: int) -> Asked:
    """Have *batch* matched so often; the first time, when little is at hand yet, counts too."""
    queries = {str(number): query for number, query in enumerate(batch.queries)}
    body = urlencode({"queries": json.dumps(queries)})
    told = [_answer(port, batch.path, body) for _ in range(turns)]
    results = [each["result"] for each in told[0][1].values()]
    times = [seconds for seconds, _ in told]
    return Asked(
        batch.name,
        median(times),
        max(times),
        found=sum(bool(result) for result in results),
        matched=sum(any(each["match"] for each in result) for result in results),
    )


def _answer(port: int, path: str, body: str) -> tuple[float, Mapping[str, Any]]:
    with closing(HTTPConnection("127.0.0.1", port, timeout=PATIENCE)) as connection:
        began = perf_counter()
        connection.request("POST", path, body, FORM)
        response = connection.getresponse()
        answer = response.read()
        seconds = perf_counter() - began
    if response.status != HTTPStatus.OK:
        raise ValueError(f"{path}: {response.status}: {answer[:200]!r}")
    return seconds, json.loads(answer)


def show(outcome: Outcome, console: Console) -> None:
    """Print the table of times."""
    table = Table(title=f"Batches of {SIZE:,} matched with {outcome.projects:,} projects")
    for name in ("batch", "seconds", "longest", "found", "matched"):
        table.add_column(name, justify="left" if name == "batch" else "right")
    for asked in outcome.asked:
        times = f"{asked.seconds:.2f}", f"{asked.longest:.2f}"
        table.add_row(asked.batch, *times, f"{asked.found:,}", f"{asked.matched:,}")
    console.print(table)


def as_json(outcome: Outcome) -> bytes:
    """The outcome as JSON."""
    return msgspec.json.encode(outcome)
