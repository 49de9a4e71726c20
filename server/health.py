"""``/healthz``: whether this process answers, and with which generation."""

from http import HTTPStatus

from flask import Flask, Response, jsonify

from graph.errors import SalkkuError
from server.errors import problem
from server.snapshot import Served


def install(app: Flask, served: Served) -> None:
    """Let *app* answer ``/healthz``: 200 with the generation, 503 while there is none."""

    @app.get("/healthz")
    def healthz() -> Response:
        try:
            answer = jsonify(status="ready", generation=served.now().id)
        except SalkkuError as error:
            answer = problem(HTTPStatus.SERVICE_UNAVAILABLE, str(error))
        answer.headers["Cache-Control"] = "no-store"
        return answer
