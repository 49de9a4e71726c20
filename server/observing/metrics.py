"""The figures behind ``/metrics``, in the Prometheus exposition format.

All worker processes write theirs into files of one folder, from which any of them answers for all.
Without such a folder a process speaks for itself.
"""

import time
from collections.abc import Iterator
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from graph.generations.manifest import Manifest

CONTENT_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"
QUERY_SECONDS: Final = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0)


class Metrics:
    """The figures of one process; *folder* is where those of all processes meet."""

    def __init__(self, folder: str | None = None) -> None:
        self._folder = folder
        self._registry = CollectorRegistry()
        self.requests = Counter(
            "salkku_requests",
            "Requests answered.",
            ("route", "method", "status"),
            registry=self._registry,
        )
        self.request_seconds = Histogram(
            "salkku_request_seconds",
            "Seconds from a request to the head of its answer.",
            ("route",),
            buckets=QUERY_SECONDS,
            registry=self._registry,
        )
        self.query_seconds = Histogram(
            "salkku_query_seconds",
            "Seconds that a public query ran.",
            buckets=QUERY_SECONDS,
            registry=self._registry,
        )
        self.stopped = Counter(
            "salkku_queries_stopped",
            "Public queries that were stopped, by the limit they passed or what else ended them.",
            ("cause",),
            registry=self._registry,
        )
        self.cached = Counter(
            "salkku_result_cache",
            "Answers to public queries, by whether they were at hand.",
            ("outcome",),
            registry=self._registry,
        )

    def exposition(self, manifest: Manifest | None) -> bytes:
        """Return the figures of all processes, and the age of the generation of *manifest*."""
        registry = self._registry
        if self._folder:
            registry = CollectorRegistry()
            MultiProcessCollector(registry, path=self._folder)  # type: ignore[no-untyped-call]  # the library leaves it untyped
        shown = generate_latest(registry)
        if manifest is None:
            return shown
        own = CollectorRegistry()
        own.register(GenerationAge(manifest))
        return shown + generate_latest(own)


class GenerationAge(Collector):
    """How old the generation is that is served, at the moment of asking."""

    def __init__(self, manifest: Manifest) -> None:
        self._manifest = manifest

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Yield the one figure, in seconds."""
        age = time.time() - self._manifest.time.timestamp()
        yield GaugeMetricFamily(
            "salkku_generation_age_seconds",
            "Seconds since the generation that is served was made.",
            value=age,
        )
