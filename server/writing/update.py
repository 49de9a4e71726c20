"""``/update``: the update operation of the SPARQL 1.1 Protocol (section 2.2)."""

from http import HTTPStatus

from flask import Blueprint, Response, request
from werkzeug.exceptions import NotFound, UnsupportedMediaType

from graph.errors import QueryError
from graph.orders import Order
from graph.writes.tokens import Scope
from graph.writes.write import Update
from server.endpoint.problems import place_of
from server.endpoint.protocol import (
    FORM,
    UPDATE,
    Parameters,
    graph_iris,
    id_of,
    parameters_of,
    text_of,
    the_one,
)
from server.errors import problem, status_of
from server.writing.intake import CHARSETS, Intake
from server.writing.replies import written
from server.writing.writer import Writer


def add_update(blueprint: Blueprint, writer: Writer, intake: Intake) -> None:
    """Let *blueprint* answer ``/update``, and ``/update/cancel`` for who knows an update's ``id``.

    The answer is JSON: ``generation``, the id of the one that holds the update; ``write``, its
    number; ``inserted`` and ``removed``, how many quads changed. An update that cannot be read is
    a problem with ``line``, ``column`` and ``pointer``.
    """

    @blueprint.post("/update")
    def update() -> Response:
        token = intake.admit(Scope.UPDATE)
        asked, known_as = read_update()
        try:
            return written(writer.write(Order(what=asked, by=token.id), known_as))
        except QueryError as error:
            return problem(status_of(error), str(error), **place_of(error, asked.text))

    @blueprint.post("/update/cancel")
    def cancel() -> Response:
        intake.admit(Scope.UPDATE)
        known_as = id_of(parameters_of(request.get_data().decode("latin-1")))
        if known_as and writer.cancel(known_as):
            return Response(status=HTTPStatus.NO_CONTENT)
        raise NotFound("No update of that id is being made.")


def read_update() -> tuple[Update, str]:
    """Return the update that the request at hand holds, and its id, if it has one.

    Raises BadRequest or UnsupportedMediaType.
    """
    parameters, text = _parameters_and_text()
    update = Update(
        text=text,
        using_default=graph_iris(parameters, "using-graph-uri"),
        using_named=graph_iris(parameters, "using-named-graph-uri"),
        base=request.base_url,
    )
    return update, id_of(parameters)


def _parameters_and_text() -> tuple[Parameters, str]:
    if request.mimetype_params.get("charset", "utf-8").lower() not in CHARSETS:
        raise UnsupportedMediaType("An update is UTF-8; send it so, and name no other charset.")
    if request.mimetype == UPDATE:
        parameters = parameters_of(request.environ.get("QUERY_STRING", ""))
        return parameters, text_of(request.get_data(), "update")
    if request.mimetype == FORM:
        form = parameters_of(request.get_data().decode("latin-1"))
        return form, the_one(form, "update")
    raise UnsupportedMediaType(f"Send the update as {FORM} or as {UPDATE}.")
