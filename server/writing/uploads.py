"""``/pages``: project pages sent by who keeps the register, read and published at once."""

from collections.abc import Iterator
from typing import Final

import msgspec
from flask import Blueprint, Response, request
from werkzeug.exceptions import BadRequest, UnprocessableEntity, UnsupportedMediaType

from graph.writes.tokens import Scope, Tokens
from server.writing.authority import bearer
from server.writing.jobs import PagesJob, Upload
from server.writing.replies import told_as
from server.writing.writer import Writer

MULTIPART: Final = "multipart/form-data"
PAGES: Final = frozenset({"text/plain", "text/html", "application/xhtml+xml"})


def add_uploads(blueprint: Blueprint, writer: Writer, tokens: Tokens) -> None:
    """Let *blueprint* answer ``/pages``."""

    @blueprint.post("/pages")
    def pages() -> Response:
        by = bearer(tokens, Scope.PAGES).id
        built = writer.build(PagesJob(by=by, uploads=tuple(uploads())))
        if not (built.read or built.unchanged):
            raise UnprocessableEntity("; ".join(built.refused))
        told = {name: msgspec.to_builtins(getattr(built, name)) for name in built.__struct_fields__}
        return told_as(told, built.generation)


def uploads() -> Iterator[Upload]:
    """Yield the pages that the request at hand carries: files of a form, or one as its body.

    The parameter ``name`` names the file of the latter. Raises BadRequest, UnsupportedMediaType.
    """
    if request.mimetype == MULTIPART:
        yield from _files()
    elif request.mimetype in PAGES:
        name = request.args.get("name", "")
        if not name:
            raise BadRequest("Name the page's file: /pages?name=FILE.")
        yield Upload(name, request.get_data())
    else:
        kinds = ", ".join(sorted(PAGES))
        raise UnsupportedMediaType(f"Send pages as files of a {MULTIPART}, or one as: {kinds}.")


def _files() -> Iterator[Upload]:
    files = [file for _, file in request.files.items(multi=True)]
    if not files:
        raise BadRequest("The form has no file.")
    for file in files:
        yield Upload(file.filename or "", file.read())
