"""The query page: SPARQL written by a person, and the answer as a table."""

from collections.abc import Callable
from http import HTTPStatus

from flask import g, render_template, request

from graph.errors import QueryError, UnknownEntity
from server.answer_table import Shown, shown
from server.errors import status_of
from server.evaluation import Evaluator, PublicQuery
from server.formats import RESULTS, TURTLE
from server.site import page_address
from server.snapshot import current


def query_page(evaluator: Evaluator, rows_shown: int) -> Callable[[], tuple[str, HTTPStatus]]:
    """Return the view of the query page, whose queries *evaluator* answers."""

    def query() -> tuple[str, HTTPStatus]:
        text, answer, error, status = written(), None, "", HTTPStatus.OK
        if request.args.get("query"):
            try:
                answer = answered(evaluator, text, rows_shown)
            except QueryError as problem:
                error, status = str(problem), status_of(problem)
        page = render_template(
            "query.html", query=text, answer=answer, error=error, questions=questions()
        )
        return page, status

    return query


def answered(evaluator: Evaluator, text: str, rows_shown: int) -> Shown:
    """Return the answer to the query *text* as the page shows it."""
    query = PublicQuery(text=text, results=RESULTS[0], graph=TURTLE)
    return shown(evaluator.answer(current(), query), rows_shown, page_address)


def written() -> str:
    """The query in the address, or the named question in it about its parameters."""
    if "query" in request.args:
        return request.args["query"]
    library, name = current().library, request.args.get("question", "projects")
    if name not in library:
        raise UnknownEntity(f"{name}: there is no such question")
    known = {parameter.name for parameter in library[name].parameters}
    said = {"lang": g.language, **request.args}
    values = {name: words for name, words in said.items() if name in known}
    return library[name].bind(values, current().generation.iris)


def questions() -> list[tuple[str, str]]:
    """The names of the named questions that give tables, and what each is about."""
    return [
        (name, question.summary[g.language])
        for name, question in current().library.items()
        if question.columns
    ]
