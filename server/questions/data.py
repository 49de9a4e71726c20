"""The answers of named questions for programs: ``/queries/<name>.csv``, ``.json``, ``.xlsx``.

Without ``page`` and ``size`` an answer is whole; with one of them it is a page, with ``Link`` to
the others (RFC 8288). The headers tell as those of the endpoint what was cut, and how many rows
there are in all. Of a long answer of which only the beginning was asked for nobody knows that:
then ``Link`` leads on to the next page, and to no last one.
"""

from collections.abc import Iterator
from io import BytesIO
from typing import Any, Final

from flask import Blueprint, Response, jsonify, redirect, request, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as AnyResponse

from server.addresses import with_parameters
from server.data.tables import write_csv, write_xlsx
from server.errors import wants_page
from server.http.formats import CSV, RESULTS_JSON, XLSX, Format, named
from server.questions.answers import Answered
from server.questions.asked import (
    NAMED,
    SUGGESTED,
    Asked,
    entities,
    question_named,
    slug_of,
)
from server.questions.desk import Desk
from server.questions.piece import Piece, read_piece
from server.questions.profiles import PANELS, profile
from server.snapshot import current

FORMATS: Final[tuple[Format[Any], ...]] = (CSV, RESULTS_JSON, XLSX)
"""The formats of an answer."""

EXPOSED: Final = "ETag, Link, Salkku-Kept, Salkku-Limit, Salkku-Total, Salkku-Truncated"
"""What a script of another origin may read (Fetch, section 3.3.3)."""


def make_blueprint(desk: Desk) -> Blueprint:
    """Return the blueprint ``questions``, which answers programs."""
    questions = Blueprint("questions", __name__)

    def data(name: str, extension: str) -> Response:
        return answer_as_file(desk, name, extension)

    def taken_away(many: str, slug: str, extension: str) -> Response:
        return profile(desk, many, slug, extension)

    whole = ", ".join(PANELS)
    questions.add_url_rule("/queries/<name>.<extension>", "data", data)
    questions.add_url_rule(
        f"/<any({whole}):many>/<slug>/profile.<extension>", "profile", taken_away
    )
    questions.add_url_rule("/queries/<name>", "question", lead_to_question)
    questions.add_url_rule("/queries/suggestions/<kind>", "suggestions", suggestions)
    return questions


def answer_as_file(desk: Desk, name: str, extension: str) -> Response:
    """The answer of a question, or a page of it, in the format that the address names."""
    question = question_named(current().library, name)
    chosen = named(extension, FORMATS)
    if chosen is None:
        raise NotFound(f"An answer is there as: {', '.join(f.name for f in FORMATS)}.")
    asked = desk.read(current(), question, request.args)
    piece = read_piece(request.args)
    answered = desk.answer(current(), asked, piece.enough)
    response = Response(written(answered, chosen, piece), content_type=chosen.content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{chosen.name}"'
    response.headers["Access-Control-Expose-Headers"] = EXPOSED
    response.headers.extend(told_of(answered))
    if question.services:
        response.headers["Cache-Control"] = "no-store"  # others may say something else now
    links = ", ".join(links_of(asked, piece, answered, chosen.name))
    if links:
        response.headers["Link"] = links
    return response


def written(answered: Answered, chosen: Format[Any], piece: Piece) -> bytes:
    """Return a *piece* of an answer in the format *chosen*."""
    if chosen is RESULTS_JSON:
        return answered.json(piece.rows)
    output = BytesIO()
    write = write_csv if chosen is CSV else write_xlsx
    write(answered.columns, answered.values(piece.rows), output)
    return output.getvalue()


def told_of(answered: Answered) -> Iterator[tuple[str, str]]:
    """The headers that tell how long the whole is, and what was cut of it."""
    cut = answered.truncation
    yield "Salkku-Truncated", "false" if cut is None else "true"
    if answered.total is not None:
        yield "Salkku-Total", str(answered.total)
    if cut is not None:
        yield "Salkku-Kept", str(cut.kept)
        yield "Salkku-Limit", str(cut.limit)


def links_of(asked: Asked, piece: Piece, answered: Answered, extension: str) -> Iterator[str]:
    """The members of ``Link``: the other pages of an answer."""
    place = url_for("questions.data", name=asked.question.name, extension=extension)
    ends = answered.beyond is not None
    rows = len(answered.rows) + (answered.beyond or 0)
    for relation, other in piece.others(rows, ends=ends):
        parameters = {**asked.values, "page": other.number, "size": other.size}
        yield f'<{with_parameters(place, parameters)}>; rel="{relation}"'


def lead_to_question(name: str) -> AnyResponse:
    """Send people to the page of a question, programs to its answer as JSON."""
    question_named(current().library, name)
    place = (
        url_for("pages.question", question=name)
        if wants_page()
        else url_for("questions.data", name=name, extension=RESULTS_JSON.name)
    )
    answer = redirect(with_parameters(place, request.args))
    answer.vary.update(("Accept", "Accept-Language"))
    return answer


def suggestions(kind: str) -> Response:
    """The entities of a *kind* whose names hold the words of ``q``, for a field that completes."""
    if kind not in NAMED:
        raise NotFound(f"There are suggestions for: {', '.join(sorted(NAMED))}.")
    words, language = request.args.get("q", ""), request.args.get("lang", "")
    found = entities(current(), kind, words, language)[:SUGGESTED] if words.strip() else []
    return jsonify([{"value": slug_of(row[kind]), "label": row["name"]} for row in found])
