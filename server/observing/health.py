"""What a monitor asks: ``/healthz`` and ``/metrics``.

A process is live when it answers at all, and ready when it has a generation to answer from.
"""

from http import HTTPStatus

from flask import Flask, Response, jsonify

from graph.errors import SalkkuError
from server.errors import problem
from server.observing.metrics import CONTENT_TYPE, Metrics
from server.snapshot import Served


def install(app: Flask, served: Served, metrics: Metrics) -> None:
    """Let *app* answer a monitor.

    ``/healthz/live`` is 200 while the process runs; ``/healthz`` and ``/healthz/ready`` are 200
    with the generation, 503 while there is none; ``/metrics`` is for Prometheus.
    """

    @app.get("/healthz/live")
    def live() -> Response:
        return fresh(jsonify(status="live"))

    @app.get("/healthz")
    @app.get("/healthz/ready")
    def healthz() -> Response:
        try:
            answer = jsonify(status="ready", generation=served.now().id)
        except SalkkuError as error:
            answer = problem(HTTPStatus.SERVICE_UNAVAILABLE, str(error))
        return fresh(answer)

    @app.get("/metrics")
    def metrics_of_all() -> Response:
        try:
            manifest = served.now().generation.manifest
        except SalkkuError:
            manifest = None
        return fresh(Response(metrics.exposition(manifest), content_type=CONTENT_TYPE))


def fresh(answer: Response) -> Response:
    """Return *answer*, to be kept by nobody."""
    answer.headers["Cache-Control"] = "no-store"
    return answer
