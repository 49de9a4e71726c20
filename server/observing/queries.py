"""Public queries, timed and counted, whoever answers them."""

import time

from server.evaluation import Answer, Evaluator, PublicQuery, QueryStopped
from server.observing.metrics import Metrics
from server.snapshot import Snapshot


class ObservedEvaluator:
    """The evaluator *inner*, with its seconds and its stops counted in *metrics*."""

    def __init__(self, inner: Evaluator, metrics: Metrics) -> None:
        self._inner = inner
        self._metrics = metrics

    def answer(self, snapshot: Snapshot, query: PublicQuery) -> Answer:
        """Return the whole answer to *query*, asked of *snapshot*, and raise as the inner does."""
        started = time.perf_counter()
        try:
            return self._inner.answer(snapshot, query)
        except QueryStopped as stop:
            self._metrics.stopped.labels(stop.cause).inc()
            raise
        finally:
            self._metrics.query_seconds.observe(time.perf_counter() - started)

    def cancel(self, query: str) -> bool:
        """Stop the query of that id; whether there was one."""
        return self._inner.cancel(query)
