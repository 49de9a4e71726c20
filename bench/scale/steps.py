"""The steps of one size, each of which gives figures: write, build, replace, serve, browse, ask."""

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from types import MappingProxyType
from typing import Final, NamedTuple

from bench.browse.readers import Workload, register, workloads
from bench.browse.run import SERVER, WARM, Asked, ask
from bench.build import Task
from bench.ground import building, replace_page, write_pages
from bench.processes import Measured, disk, measure, memory
from bench.scale.figures import MEGABYTE, Figure
from bench.scale.readers import GOALS, readers
from bench.sparql import run as wrk
from bench.sparql.ground import Ground
from bench.sparql.services import started
from bench.sparql.workloads import Workload as Queries
from bench.sparql.workloads import workloads as queries
from graph.generations.directory import DataDirectory
from graph.generations.generation import Generation
from graph.store import EmbeddedStore

REPLACED: Final = 5
"""So many pages are replaced, one after another."""

ENDPOINT: Final = ("look-ups", "star joins", "organisation's projects", "a project's graph")
ONCE: Final = frozenset({"first pages of lists", "questions about everything"})
"""What is asked without warming up: nobody may be the one who waits."""


class Site(NamedTuple):
    """One size: the pages and the data directory of *task*, its server's *cores*, what is asked.

    Browsers ask so many *requests* of each kind, the endpoint's clients for so many *seconds*.
    """

    task: Task
    cores: int
    requests: int
    seconds: int

    @property
    def ground(self) -> Ground:
        """What is served."""
        return Ground(self.task.folder, self.cores)

    def generation(self) -> Generation:
        """What was published last, open."""
        return DataDirectory.open(self.task.data).generation()


Step = Callable[[Site], Iterator[Figure]]
"""Yields figures. Raises CommandFailed."""


def write(site: Site) -> Iterator[Figure]:
    """Write the pages."""
    write_pages(site.task.sources, site.task.seed, site.task.pages, site.task.length)
    yield Figure("pages on the disk", "MB", disk(site.task.sources) / MEGABYTE)


def build(site: Site) -> Iterator[Figure]:
    """Build everything from nothing, with validation and the index."""
    task = site.task
    shutil.rmtree(task.data, ignore_errors=True)
    took = measure(building(task.sources, task.data))
    with closing(site.generation()) as generation:
        quads = generation.manifest.counts.quads
    yield Figure("triples", "millions", quads / 1e6)
    yield Figure("build", "s", took.seconds, 1800)
    yield Figure("build, peak memory", "MB", took.peak / MEGABYTE, 6000)
    yield Figure("triples a second", "thousands", quads / took.seconds / 1e3)
    yield Figure("data directory", "MB", disk(task.data) / MEGABYTE)


def replace(site: Site) -> Iterator[Figure]:
    """Replace one page and publish it, some times, and tell the median and the longest."""
    took = sorted(_replaced(site.task, number) for number in range(REPLACED))
    yield Figure("one page replaced and published", "s", took[REPLACED // 2].seconds, 2)
    yield Figure("one page replaced, longest", "s", took[-1].seconds)
    yield Figure("one page replaced, peak memory", "MB", max(t.peak for t in took) / MEGABYTE)


def _replaced(task: Task, number: int) -> Measured:
    changed = replace_page(task.sources, task.seed + 1, number, task.length)
    return measure(building(changed, task.data))


def browse(site: Site) -> Iterator[Figure]:
    """Start the server and ask it what readers ask, one after another."""
    with closing(site.generation()) as generation:
        asked = [*_browsed(site, generation)]
    with started(SERVER, site.ground) as service:
        yield Figure("server ready", "s", service.seconds, 2)
        for workload in asked:
            warm = 0 if workload.name in ONCE else WARM
            yield from _percentiles(ask(service.port, workload, warm))
        yield Figure("server, memory", "MB", memory(service.process) / MEGABYTE)


def _browsed(site: Site, generation: Generation) -> Iterator[Workload]:
    seed, count = site.task.seed, site.requests + WARM
    yield from readers(generation, seed, count)
    held = register(generation.open_index(), generation.manifest.day)
    yield from workloads(held, seed, count)


def _percentiles(asked: Asked) -> Iterator[Figure]:
    name = asked.workload
    yield Figure(f"{name}, p50", "ms", asked.p50)
    yield Figure(f"{name}, p95", "ms", asked.p95, GOALS.get(name))
    yield Figure(f"{name}, p99", "ms", asked.p99)
    if asked.failed:
        yield Figure(f"{name}, failed", f"of {asked.requests}", asked.failed)


def endpoint(site: Site) -> Iterator[Figure]:
    """Ask the endpoint from eight clients at once."""
    asked = _queries(site)
    plan = wrk.Plan(site.ground, site.task.seed, site.seconds, turns=1)
    with started(SERVER, site.ground) as service:
        for workload in asked:
            go = wrk.ask(service, workload, plan)
            name = f"/sparql, {workload.name}"
            yield Figure(f"{name}, answers", "a second", go.rate)
            for part in ("p50", "p95", "p99"):
                yield Figure(f"{name}, {part}", "ms", getattr(go, part))
            if go.failed:
                yield Figure(f"{name}, failed", f"of {go.requests}", go.failed)


def _queries(site: Site) -> Sequence[Queries]:
    with closing(site.generation()) as generation:
        store = EmbeddedStore(generation.open_store())
        drawn = queries(store, generation.iris, site.task.seed)
        return [workload for workload in drawn if workload.name in ENDPOINT]


STEPS: Final[Mapping[str, Step]] = MappingProxyType(
    {
        "write": write,
        "build": build,
        "replace": replace,
        "browse": browse,
        "endpoint": endpoint,
    }
)
"""The steps in their order: each needs those before it."""
