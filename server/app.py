"""The application: wiring, and nothing else."""

from datetime import timedelta
from pathlib import Path
from typing import Final

from flask import Flask, g, request

from graph.generations.directory import DataDirectory
from graph.questions.library import load_library
from server import caching, data, endpoint, errors, health, pages, security, site, unasked
from server.evaluation import InProcess
from server.settings import Settings
from server.snapshot import Served

WITHOUT_DATA: Final = frozenset({"static", "healthz", "favicon", "robots"})
"""The endpoints that answer also while nothing is published."""


def create_app(settings: Settings) -> Flask:
    """Return the application that serves the data directory of *settings*.

    Raises DataDirectoryError when there is none. It may hold nothing yet: then every page is a
    503 until a build publishes the first generation.
    """
    app = Flask("server")
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = timedelta(days=365)
    served = Served(DataDirectory.open(Path(settings.data)), load_library())

    security.install(app)
    errors.install(app)
    site.install(app)
    health.install(app, served)
    unasked.install(app)

    @app.before_request
    def choose_snapshot() -> None:
        if request.endpoint not in WITHOUT_DATA:
            g.snapshot = served.now()

    caching.install(app)
    evaluator = InProcess()
    app.register_blueprint(pages.make_blueprint(evaluator, settings.rows_shown))
    app.register_blueprint(data.make_blueprint())
    app.register_blueprint(endpoint.make_blueprint(evaluator))
    return app
