"""The figures behind ``/metrics``, in the Prometheus exposition format.

All worker processes write theirs into files of one folder, from which any of them answers for all.
Without such a folder a process speaks for itself.
"""

import time
from collections.abc import Iterator
from functools import partial
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from graph.generations.manifest import Manifest
from graph.generations.received import Waiting

CONTENT_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"
QUERY_SECONDS: Final = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0)


class Metrics:
    """The figures of one process; *folder* is where those of all processes meet."""

    def __init__(self, folder: str | None = None) -> None:
        self._folder = folder
        self._registry = CollectorRegistry()
        counted = partial(Counter, registry=self._registry)
        timed = partial(Histogram, buckets=QUERY_SECONDS, registry=self._registry)
        self.requests = counted(
            "salkku_requests", "Requests answered.", ("route", "method", "status")
        )
        self.request_seconds = timed(
            "salkku_request_seconds",
            "Seconds from a request to the head of its answer.",
            ("route",),
        )
        self.query_seconds = timed("salkku_query_seconds", "Seconds that a public query ran.")
        self.stopped = counted(
            "salkku_queries_stopped",
            "Public queries that were stopped, by the limit they passed or what else ended them.",
            ("cause",),
        )
        self.cached = counted(
            "salkku_result_cache",
            "Answers to public queries, by whether they were at hand.",
            ("outcome",),
        )
        self.engine_errors = counted(
            "salkku_engine_errors", "What the engine that holds the graph was asked in vain."
        )

    def exposition(self, manifest: Manifest | None, waiting: Waiting | None = None) -> bytes:
        """Return the figures of all processes, and how fresh what is served is.

        That is the age of the generation of *manifest*, and what a reader is *waiting* for.
        """
        registry = self._registry
        if self._folder:
            registry = CollectorRegistry()
            MultiProcessCollector(registry, path=self._folder)  # type: ignore[no-untyped-call]  # the library leaves it untyped
        own = CollectorRegistry()
        own.register(Freshness(manifest, waiting))
        return generate_latest(registry) + generate_latest(own)


class Freshness(Collector):
    """How old the generation is that is served, and the wait for the next, when they are asked."""

    def __init__(self, manifest: Manifest | None, waiting: Waiting | None) -> None:
        self._manifest = manifest
        self._waiting = waiting

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Yield the age, when something is served, and what a reader waits for: 0 for nothing."""
        now, waiting = time.time(), self._waiting
        if self._manifest:
            yield GaugeMetricFamily(
                "salkku_generation_age_seconds",
                "Seconds since the generation that is served was made.",
                value=now - self._manifest.time.timestamp(),
            )
        yield GaugeMetricFamily(
            "salkku_waiting_seconds",
            "Seconds for which a reader has waited for a generation to be whole.",
            value=now - waiting.since.timestamp() if waiting else 0,
        )
        yield GaugeMetricFamily(
            "salkku_waiting_files",
            "Files of that generation that are not here in full, or are damaged.",
            value=(waiting.lacking or 0) if waiting else 0,
        )
