"""The query page: SPARQL written by a person, and the answer as a table and as a chart.

All of it is made here and works as a plain form; a script puts an editor in the place of the text
field and asks for this very page to show an answer.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from http import HTTPStatus
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from flask import Response, g, jsonify, render_template, request, url_for
from werkzeug.exceptions import TooManyRequests

from graph.errors import QueryError, UnknownEntity
from graph.questions.question import Question
from graph.sparql.misreading import pointed
from ontology.terms import PREFIXES
from server.display.answer_chart import chart_of
from server.display.answer_table import Shown, shown
from server.errors import STOPPED, status_of
from server.evaluation import Busy, Evaluator, PublicQuery, QueryStopped
from server.http.formats import RESULTS, TURTLE
from server.pages.query_words import query_words
from server.questions.asked import NAMED, query_of
from server.site import page_address
from server.snapshot import current


class Refusal(NamedTuple):
    """Why there is no answer.

    When a place in the query is wrong, *line* and *column* tell it, from 1, and *pointer* shows it.
    """

    message: str
    status: HTTPStatus
    line: int = 0
    column: int = 0
    pointer: str = ""


def query_page(evaluator: Evaluator, rows_shown: int) -> Callable[[], tuple[str, HTTPStatus]]:
    """Return the view of the query page, whose queries *evaluator* answers."""

    def query() -> tuple[str, HTTPStatus]:
        text, answer, refusal = written(), None, None
        if request.args.get("query"):
            try:
                answer = answered(evaluator, text, rows_shown)
            except (QueryError, QueryStopped, Busy, TooManyRequests) as problem:
                refusal = refused(problem, text)
        page = render_template(
            "query.html",
            query=text,
            answer=answer,
            refusal=refusal,
            chart=chart_of(answer, request.args) if answer else None,
            chart_wish=chart_wish(),
            topics=topics(),
        )
        return page, refusal.status if refusal else HTTPStatus.OK

    return query


def answered(evaluator: Evaluator, text: str, rows_shown: int) -> Shown:
    """Return the answer to the query *text* as the page shows it."""
    query = PublicQuery(text=text, results=RESULTS[0], graph=TURTLE, id=request.args.get("id", ""))
    return shown(evaluator.answer(current(), query), rows_shown, page_address)


def refused(problem: QueryError | QueryStopped | Busy | TooManyRequests, query: str) -> Refusal:
    """Return what was wrong with *query* as the page tells it."""
    if isinstance(problem, QueryError):
        status, line, column = status_of(problem), problem.line, problem.column
        if line is None or column is None:
            return Refusal(str(problem), status)
        return Refusal(str(problem), status, line, column, pointed(query, line, column))
    if isinstance(problem, TooManyRequests):
        return Refusal(problem.description or "", HTTPStatus.TOO_MANY_REQUESTS)
    cause = problem.cause if isinstance(problem, QueryStopped) else ""
    return Refusal(str(problem), STOPPED.get(cause, HTTPStatus.SERVICE_UNAVAILABLE))


def written() -> str:
    """The query in the address, or the named question in it about its parameters."""
    if "query" in request.args:
        return request.args["query"]
    question = asked_question()
    known = {parameter.name for parameter in question.parameters}
    said = {"lang": g.language, **request.args}
    values = {name: words for name, words in said.items() if name in known}
    return query_of(current(), question, values)


def asked_question() -> Question:
    """The named question in the address, by default the projects."""
    library, name = current().library, request.args.get("question", "projects")
    if name not in library:
        raise UnknownEntity(f"{name}: there is no such question")
    return library[name]


def chart_wish() -> Mapping[str, str]:
    """The parts of a chart that the address names, or the header of its question."""
    said = {
        part: request.args[part] for part in ("kind", "x", "y", "series") if request.args.get(part)
    }
    if "query" in request.args:
        return said
    chart = asked_question().chart
    return said or (
        {} if chart is None else {name: getattr(chart, name) for name in chart.__struct_fields__}
    )


def topics() -> Iterator[tuple[str, Sequence[Question]]]:
    """The named questions that give tables, by topic."""
    tables = [question for question in current().library.values() if question.columns]
    by_topic = attrgetter("topic")
    for topic, questions in groupby(sorted(tables, key=by_topic), key=by_topic):
        yield topic, tuple(questions)


def words() -> Response:
    """What completes a query in the editor: prefixes, terms, and where entities are sought."""
    terms = [word._asdict() for word in query_words(g.language)]
    return jsonify(prefixes=dict(PREFIXES), terms=terms, entities=list(entity_sources()))


def entity_sources() -> Iterator[Mapping[str, str]]:
    """For each kind of entities, where names are sought and what their IRIs begin with."""
    base = current().generation.iris.base
    for kind in sorted(NAMED):
        address = url_for("questions.suggestions", kind=kind, lang=g.language)
        yield {"address": address, "iri": f"{base}id/{kind}/"}
