"""``/update``: the update operation of the SPARQL 1.1 Protocol (section 2.2)."""

from collections.abc import Sequence
from typing import Final

from flask import Blueprint, Response, request
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest, UnsupportedMediaType

from graph.orders import Order
from graph.writes.tokens import Scope, Tokens
from graph.writes.write import Update
from server.writing.authority import bearer
from server.writing.replies import written
from server.writing.writer import Writer

FORM: Final = "application/x-www-form-urlencoded"
DIRECT: Final = "application/sparql-update"


def add_update(blueprint: Blueprint, writer: Writer, tokens: Tokens) -> None:
    """Let *blueprint* answer ``/update``."""

    @blueprint.post("/update")
    def update() -> Response:
        token = bearer(tokens, Scope.UPDATE)
        return written(writer.write(Order(what=read_update(), by=token.id)))


def read_update() -> Update:
    """Return the update that the request at hand holds.

    Raises BadRequest or UnsupportedMediaType.
    """
    parameters, text = _parameters_and_text()
    return Update(
        text=text,
        using_default=tuple(parameters.getlist("using-graph-uri")),
        using_named=tuple(parameters.getlist("using-named-graph-uri")),
        base=request.base_url,
    )


def _parameters_and_text() -> tuple[MultiDict[str, str], str]:
    if request.mimetype_params.get("charset", "utf-8").lower() not in {"utf-8", "utf8"}:
        raise UnsupportedMediaType("An update is UTF-8; send it so, and name no other charset.")
    if request.mimetype == DIRECT:
        return request.args, _text(request.get_data())
    if request.mimetype == FORM:
        return request.form, _only(request.form.getlist("update"))
    raise UnsupportedMediaType(f"Send the update as {FORM} or as {DIRECT}.")


def _only(texts: Sequence[str]) -> str:
    if len(texts) != 1:
        raise BadRequest(
            f"The parameter update must be there once, and is there {len(texts)} times."
        )
    return texts[0]


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadRequest(f"The update is not UTF-8: {error}") from error
