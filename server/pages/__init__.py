"""The pages for people: one table of addresses, one module for each kind of page.

All stand below their language, ``/fi/``, ``/sv/`` or ``/en/``, and work without JavaScript.
"""

from collections.abc import Callable
from typing import Any, Final

from flask import Blueprint, g, redirect, request, url_for
from werkzeug.wrappers import Response

from graph.generations.directory import DataDirectory
from server.addresses import with_parameters
from server.api.document import Interface
from server.api.pages import api_page, operation_page
from server.catalogue.desk import FileDesk
from server.evaluation import Evaluator
from server.pages.about import about
from server.pages.accessibility import accessibility
from server.pages.catalogue import catalogue_page, dumps_page
from server.pages.changes import changes_feed, changes_page
from server.pages.concept import place, subject
from server.pages.concepts import places, subjects
from server.pages.embed import embed_network, embed_question, embedding
from server.pages.findings import findings
from server.pages.funding import funding
from server.pages.home import home
from server.pages.network import network_page
from server.pages.ontology import ontology
from server.pages.organisation import organisation
from server.pages.organisations import organisations
from server.pages.people import people
from server.pages.person import person
from server.pages.portfolio import portfolio
from server.pages.portfolios import portfolios
from server.pages.project import project
from server.pages.project_history import history_page
from server.pages.projects import projects
from server.pages.query import query_page, words
from server.pages.questions import question_page, questions
from server.pages.reconciliation import reconciliation
from server.pages.report import report_page
from server.pages.search import search
from server.pages.source import page
from server.questions.desk import Desk

PAGES: Final[dict[str, Callable[..., Any]]] = {
    "/": home,
    "/projects": projects,
    "/projects/<slug>": project,
    "/organisations": organisations,
    "/organisations/<slug>": organisation,
    "/people": people,
    "/people/<slug>": person,
    "/portfolios": portfolios,
    "/portfolios/<slug>": portfolio,
    "/subjects": subjects,
    "/subjects/<slug>": subject,
    "/places": places,
    "/places/<slug>": place,
    "/pages/<slug>": page,
    "/search": search,
    "/findings": findings,
    "/funding": funding,
    "/about": about,
    "/accessibility": accessibility,
    "/ontology": ontology,
    "/queries/": questions,
    "/reconciliation": reconciliation,
    "/embed/": embedding,
}

FRONTS: Final = {
    "/": "home",
    "/projects": "projects",
    "/organisations": "organisations",
    "/people": "people",
    "/portfolios": "portfolios",
    "/subjects": "subjects",
    "/places": "places",
    "/search": "search",
    "/findings": "findings",
    "/funding": "funding",
    "/changes": "changes",
    "/about": "about",
    "/accessibility": "accessibility",
    "/queries/": "questions",
    "/reconciliation": "reconciliation",
    "/network": "network",
    "/embed/": "embedding",
}
"""The addresses without a language, and the page to which each one leads."""


def make_blueprint(
    evaluator: Evaluator,
    rows_shown: int,
    desk: Desk,
    directory: DataDirectory,
    interface: Interface,
    *,
    files: FileDesk,
) -> Blueprint:
    """Return the blueprint ``pages``, which holds every page and the ways to them without language.

    *evaluator* answers the queries of the query page, which shows so many rows of an answer;
    *desk* those of the named questions. *directory* holds the generations that are compared,
    *files* hands out their files; *interface* is what programs are told.
    """
    pages = Blueprint("pages", __name__)
    for address, page_name in FRONTS.items():
        pages.add_url_rule(address, "front", front, defaults={"page_name": page_name})
    asking: dict[str, Callable[..., Any]] = {
        "/sparql": query_page(evaluator, rows_shown),
        "/sparql/words.json": words,
        "/queries/<question>": question_page(desk),
        "/network": network_page(desk.labels),
        "/catalog": catalogue_page(files),
        "/dumps/<generation>": dumps_page(files),
        "/projects/<slug>/history": history_page(directory),
        "/changes": changes_page(directory),
        "/api": api_page(interface),
        "/api/<operation>": operation_page(interface),
        "/changes.atom": changes_feed(directory),
        "/embed/chart/<question>": embed_question(desk, "chart"),
        "/embed/table/<question>": embed_question(desk, "table"),
        "/embed/network": embed_network(desk.labels),
    }
    for address, view in {**PAGES, **asking}.items():
        pages.add_url_rule(f"/<any(fi, sv, en):language>{address}", view.__name__, view)
    report = report_page(directory.settings.secret)
    form = "/<any(fi, sv, en):language>/projects/<slug>/report"
    pages.add_url_rule(form, "report", report, methods=["GET", "POST"])
    pages.url_value_preprocessor(leave_out_language)
    pages.app_url_defaults(stay_in_language)
    return pages


def front(page_name: str) -> Response:
    """Send a reader to a page in their language."""
    answer = redirect(with_parameters(url_for(f"pages.{page_name}"), request.args))
    answer.vary.update(("Accept-Language",))
    return answer


def leave_out_language(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Take the language out of what a view is called with: it stands in ``g`` already."""
    del endpoint
    if values:
        values.pop("language", None)


def stay_in_language(endpoint: str, values: dict[str, Any]) -> None:
    """Let the address of a page, when no language is named, be in that of the request."""
    if endpoint.startswith("pages.") and endpoint != "pages.front":
        values.setdefault("language", g.language)
