"""The application: wiring, and nothing else."""

import gc
import sys
from datetime import timedelta
from pathlib import Path
from typing import Final

from flask import Blueprint, Flask, g, request
from werkzeug.middleware.proxy_fix import ProxyFix

from graph.generations.directory import DataDirectory
from graph.questions.library import load_library
from graph.writes.tokens import Tokens
from server import errors, pages, site
from server.api import blueprint as api
from server.api.document import Interface
from server.catalogue import blueprint as catalogue
from server.catalogue.desk import FileDesk
from server.catalogue.filing import Filing, FilingApart, FilingHere
from server.citations import blueprint as citations
from server.data import blueprint as data
from server.discovery import heads, sitemap, unasked
from server.endpoint.application import CANCEL, ROUTE, Endpoint
from server.endpoint.budget import Buckets, Budget
from server.endpoint.remembering import Remembering
from server.endpoint.result_cache import ResultCache
from server.endpoint.shelf import Shelf
from server.endpoint.together import Together
from server.engine import pages as kept_answers
from server.evaluation import Evaluator, InProcess
from server.guard.guard import Guard
from server.guard.limits import Limits
from server.http import caching, compression, security
from server.http.charging import Charging, charge_for_lists
from server.http.mounting import Mounted, in_one_piece
from server.http.turns import InTurn
from server.lists import blueprint as lists
from server.lists import wiring
from server.network.blueprint import make_blueprint as make_network
from server.observing import health
from server.observing.metrics import Metrics
from server.observing.queries import ObservedEvaluator
from server.observing.requests import observe
from server.questions.data import make_blueprint as make_questions
from server.questions.desk import Desk
from server.reconcile.blueprint import make_blueprint as make_reconcile
from server.review.blueprint import make_blueprint as make_review
from server.settings import MEBI, Settings, metrics_folder
from server.snapshot import Served
from server.warming import warm_up
from server.writing import blueprint as writing
from server.writing.elsewhere import AT_ENGINE, COPY, refuse_writes
from server.writing.intake import Intake
from server.writing.writer import Writer

TIDYING: Final = 50_000
"""After so many new objects a process looks for circles of dead ones; pages make few of them."""

SERVED: Final = "served"
"""By that name an application knows what it serves, among its extensions."""

WITHOUT_DATA: Final = frozenset(
    {
        "static",
        "healthz",
        "live",
        "metrics_of_all",
        "favicon",
        "robots",
        "writing.pages",
        "writing.read_graph",
    }
)
"""The endpoints that answer also while nothing is published."""


def create_worker(settings: Settings, together: Together) -> Flask:
    """Return the application as each process of the server has it, with a guard of its own.

    It is called while the process loads, by the thread that lives as long as the process: so do
    the guards. All processes have *together* what is in it.
    """
    guard, metrics = Guard(Limits.of(settings)), Metrics(metrics_folder())
    guard.start()
    up_to = 0 if settings.store else settings.dumps_up_to
    filing = FilingApart(Path(settings.data), up_to=up_to)
    filing.start()
    app = create_app(settings, ObservedEvaluator(guard, metrics), together, metrics, filing)
    warm_up(app, app.extensions[SERVED])
    observe(app, metrics, sys.stdout.buffer, with_queries=settings.log_queries)
    app.wsgi_app = InTurn(app.wsgi_app, {ROUTE})  # type: ignore[method-assign]  # Flask's own way to wrap it
    gc.freeze()  # what is loaded by now stays: to look it all through takes as long as ten pages
    gc.set_threshold(TIDYING)  # a page of many rows took half of its time for that
    return app


def create_app(
    settings: Settings,
    evaluator: Evaluator | None = None,
    together: Together | None = None,
    metrics: Metrics | None = None,
    filing: Filing | None = None,
) -> Flask:
    """Return the application that serves the data directory of *settings*.

    Its pages are Flask's; what stands beside them is mounted in ``wsgi_app``. Queries are answered
    by the *evaluator*, and files made by *filing*: by default in this process, without limits.
    Raises DataDirectoryError when there is no data directory. It may hold nothing yet: then every
    page is a 503 until a build publishes the first generation.
    """
    metrics = metrics or Metrics()
    served, evaluator = make_served(settings, metrics, evaluator or InProcess())
    buckets, replies = together or Together(Buckets())
    budget = Budget(settings.query_budget, buckets)
    cache = ResultCache(settings.result_cache * MEBI, replies)
    charging, files = Charging(evaluator, budget), filing or FilingHere(Path(settings.data))
    desk = FileDesk(served.directory, files)
    app = create_pages(settings, served, charging, metrics, cache, files=desk)
    charge_for_lists(app, budget)
    endpoint = Endpoint(settings, served, evaluator, Shelf(cache), budget)
    writer = make_writer(settings)
    app.register_blueprint(make_writing(settings, endpoint, served, writer))
    app.register_blueprint(make_review(served, Tokens(Path(settings.data)), writer))
    app.register_blueprint(make_reconcile(budget))
    if served.directory.is_received:
        refuse_writes(app, COPY)
    if settings.store:
        refuse_writes(app, AT_ENGINE)
        kept_answers.install(app)
    mounts = dict.fromkeys((ROUTE, f"{ROUTE}/", CANCEL), endpoint)
    whole = Mounted(in_one_piece(app.wsgi_app), mounts)
    near = settings.proxies
    app.wsgi_app = ProxyFix(whole, near, near, near, near) if near else whole  # type: ignore[method-assign]  # Flask's own way to wrap it
    return app


def create_pages(
    settings: Settings,
    served: Served,
    evaluator: Evaluator,
    metrics: Metrics,
    cache: ResultCache,
    *,
    files: FileDesk,
) -> Flask:
    """Return the pages and the data, which Flask answers from what is *served*."""
    app = Flask("server")
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = timedelta(days=365)
    app.config["MAX_CONTENT_LENGTH"] = settings.write_size * MEBI
    app.config["MAX_FORM_MEMORY_SIZE"] = settings.write_size * MEBI
    app.config["TAKES_WRITES"] = served.takes_writes
    app.extensions[SERVED] = served
    surround(app, served, metrics)
    desk = Desk(evaluator, settings.result_cache)
    limits = settings.query_rows, settings.query_size
    asked = Remembering(evaluator, cache, limits)
    interface = Interface(settings, desk.headings, takes_writes=served.takes_writes)
    app.register_blueprint(
        pages.make_blueprint(
            asked, settings.rows_shown, desk, served.directory, interface, files=files
        )
    )
    app.register_blueprint(api.make_blueprint(interface))
    app.register_blueprint(catalogue.make_blueprint(files))
    app.register_blueprint(data.make_blueprint())
    app.register_blueprint(citations.make_blueprint())
    app.register_blueprint(lists.make_blueprint())
    app.register_blueprint(sitemap.make_blueprint())
    app.register_blueprint(make_questions(desk))
    app.register_blueprint(make_network(desk.labels))
    app.add_url_rule(ROUTE, "endpoint.sparql", build_only=True)
    app.add_url_rule(CANCEL, "endpoint.cancel", build_only=True)
    return app


def surround(app: Flask, served: Served, metrics: Metrics) -> None:
    """Let *app* do for every request what does not depend on its address."""
    compression.install(app)
    errors.install(app)
    site.install(app)
    wiring.install(app)
    security.install(app)
    health.install(app, served, metrics)
    unasked.install(app)
    heads.install(app)

    @app.before_request
    def choose_snapshot() -> None:
        if request.endpoint not in WITHOUT_DATA:
            g.snapshot = served.now()
            security.speak_of(g.snapshot.generation.iris.base)

    caching.install(app)


def make_served(
    settings: Settings, metrics: Metrics, evaluator: Evaluator
) -> tuple[Served, Evaluator]:
    """Return what is served, and who answers queries: the *evaluator*, if need be with care.

    With an engine in the *settings*, its errors are counted in *metrics*.
    """
    directory, library = DataDirectory.open(Path(settings.data)), load_library()
    if not settings.store:
        return Served(directory, library), evaluator
    from server.engine.served import serve_from_engine  # noqa: PLC0415 - takes long, few need it

    failed = metrics.engine_errors.inc
    return serve_from_engine(settings, directory, library, evaluator, failed)


def make_writer(settings: Settings) -> Writer:
    """Return the writer of this process, at work."""
    writer = Writer(Path(settings.data), settings.write_seconds)
    writer.start()
    return writer


def make_writing(
    settings: Settings, endpoint: Endpoint, served: Served, writer: Writer
) -> Blueprint:
    """Return the routes by which the graph is changed, with the *writer* behind them."""
    intake = Intake(Tokens(Path(settings.data)), settings.write_size)
    return writing.make_blueprint(endpoint, served, writer, intake)
