"""The list of the named questions, and the page of one: its form, its answer, ways to take it."""

import shlex
from collections.abc import Callable, Iterator, Sequence
from http import HTTPStatus
from typing import Any, Final

from flask import g, render_template, request, url_for

from graph.errors import QueryError, QueryRefused, SalkkuError, StoreError
from graph.questions.header import Chart
from graph.questions.headings import heading
from graph.questions.question import BadValue, Question
from server.addresses import with_parameters
from server.display.languages import LOCALES
from server.lists.paging import page_of
from server.questions.answers import Answered, unpacked
from server.questions.asked import Asked, Unasked, Unknown, question_named
from server.questions.charts import Drawing, drawings
from server.questions.data import FORMATS
from server.questions.desk import Desk
from server.questions.fields import fields
from server.questions.refusals import refusal_told
from server.questions.snippets import snippets
from server.questions.table import Column, Writing, columns_for_people
from server.snapshot import current

TOPICS: Final = (
    "funding",
    "organisations",
    "projects",
    "people",
    "documents",
    "quality",
    "data",
)

ROWS: Final = 50
"""How many rows stand on a page."""


def questions() -> str:
    """The list of the questions by topic."""
    return render_template("questions.html", topics=list(topics()))


def topics() -> Iterator[tuple[str, Sequence[Question]]]:
    """The questions that give tables, by topic: what most ask first, new topics last."""
    tables = [question for question in current().library.values() if question.columns]
    new = {question.topic for question in tables}.difference(TOPICS)
    for topic in (*TOPICS, *sorted(new)):
        yield topic, tuple(question for question in tables if question.topic == topic)


def question_page(desk: Desk) -> Callable[[str], tuple[str, HTTPStatus]]:
    """Return the view of the page of a question, whose answer *desk* hands out."""

    def question(question: str) -> tuple[str, HTTPStatus]:
        chosen = question_named(current().library, question)
        refusal, answer = answer_or_refusal(desk, chosen)
        away = elsewhere(chosen, refusal)
        is_asked = not isinstance(refusal, Unasked)
        page = render_template(
            "question.html",
            question=chosen,
            fields=list(fields(current(), desk.schemes, chosen, request.args, g.language)),
            refusal=refusal,
            away=away,
            is_asked=is_asked,
            command=command(chosen),
            told=refusal_told(refusal, g.language) if isinstance(refusal, BadValue) else "",
            near=refusal.near if isinstance(refusal, Unknown) else (),
            heading_of=lambda column: heading(desk.headings, column, g.language),
            **answer,
        )
        is_wrong = refusal and is_asked and not away
        return page, HTTPStatus.BAD_REQUEST if is_wrong else HTTPStatus.OK

    return question


def answer_or_refusal(desk: Desk, chosen: Question) -> tuple[SalkkuError | None, dict[str, Any]]:
    """What the page shows of the answer to *chosen*, asked as the request says, or why nothing.

    Raises StoreError when the store fails that is here.
    """
    try:
        asked = desk.read(current(), chosen, request.args, g.language)
        return None, answer_shown(desk, asked)
    except (QueryError, StoreError) as error:
        if isinstance(error, StoreError) and not chosen.services:
            raise
        return error, {}


def elsewhere(question: Question, refusal: SalkkuError | None) -> str:
    """Why another endpoint told nothing: ``forbidden`` here, or ``silent``; empty if not so."""
    if not question.services:
        return ""
    if isinstance(refusal, QueryRefused):
        return "forbidden"
    return "silent" if isinstance(refusal, StoreError) else ""


def command(question: Question) -> str:
    """How a keeper allows what *question* asks beside our own endpoint."""
    return shlex.join(["salkku", "serve", "--services", " ".join(question.services)])


def answer_shown(desk: Desk, asked: Asked) -> dict[str, Any]:
    """What the template shows of an answer: a page of its rows, charts, files, programs.

    Raises what the evaluator raises.
    """
    number = request.args.get("page", 1, int)
    answered = desk.to_show(current(), asked, max(number, 1) * ROWS + 1)
    writing = Writing(desk.labels, LOCALES[g.language])
    columns = columns_for_people(answered.columns)
    page = page_of(answered.rows, number, ROWS, more=answered.beyond is None)
    name = asked.question.name
    csv = file_address(asked, "csv", external=True)
    return {
        "columns": columns,
        "rows": list(writing.rows(columns, unpacked(page.items))),
        "page": page,
        "truncation": answered.truncation,
        "drawings": drawn(asked.question.chart, columns, answered),
        "writing": writing,
        "files": [(f.name, file_address(asked, f.name)) for f in FORMATS],
        "query": asked.query,
        "snippets": snippets(name, csv, url_for("endpoint.sparql", _external=True), asked.query),
    }


def drawn(
    chart: Chart | None, columns: Sequence[Column], answered: Answered
) -> tuple[Drawing, ...]:
    """What the *chart* of a question draws; nothing of one row, or of a beginning alone."""
    if chart is None or answered.beyond != 0 or len(answered.rows) <= 1:
        return ()
    return drawings(chart, columns, answered.terms())


def file_address(asked: Asked, extension: str, *, external: bool = False) -> str:
    """The address of the whole answer as a file."""
    name = asked.question.name
    place = url_for("questions.data", name=name, extension=extension, _external=external)
    return with_parameters(place, asked.values)
