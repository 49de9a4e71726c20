"""What a monitor asks: ``/healthz`` and ``/metrics``.

A process is live when it answers at all, and ready when it has a generation to answer from.
"""

from http import HTTPStatus

from flask import Flask, Response, jsonify

from graph.errors import SalkkuError
from graph.generations.received import told, waiting_for
from server.errors import problem
from server.observing.metrics import CONTENT_TYPE, Metrics
from server.snapshot import Served


def install(app: Flask, served: Served, metrics: Metrics) -> None:
    """Let *app* answer a monitor.

    ``/healthz/live`` is 200 while the process runs; ``/healthz`` and ``/healthz/ready`` are 200
    with the generation, 503 while there is none, and tell what a reader waits for; ``/metrics`` is
    for Prometheus.
    """

    @app.get("/healthz/live")
    def live() -> Response:
        return fresh(jsonify(status="live"))

    @app.get("/healthz")
    @app.get("/healthz/ready")
    def healthz() -> Response:
        waiting = waiting_for(served.directory.path)
        more = {"waiting": told(waiting)} if waiting else {}
        try:
            answer = jsonify(status="ready", generation=served.ready().id, **more)
        except SalkkuError as error:
            answer = problem(HTTPStatus.SERVICE_UNAVAILABLE, str(error), **more)
        return fresh(answer)

    @app.get("/metrics")
    def metrics_of_all() -> Response:
        try:
            manifest = served.now().generation.manifest
        except SalkkuError:
            manifest = None
        waiting = waiting_for(served.directory.path)
        return fresh(Response(metrics.exposition(manifest, waiting), content_type=CONTENT_TYPE))


def fresh(answer: Response) -> Response:
    """Return *answer*, to be kept by nobody."""
    answer.headers["Cache-Control"] = "no-store"
    return answer
