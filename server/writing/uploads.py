"""``/pages``: project pages sent by who keeps the register, read and published at once."""

from collections.abc import Iterator
from typing import Final

import msgspec
from flask import Blueprint, Response, request
from werkzeug.exceptions import BadRequest, UnprocessableEntity, UnsupportedMediaType

from graph.writes.tokens import Scope
from server.writing.intake import Intake
from server.writing.jobs import PagesJob, Upload
from server.writing.replies import told_as
from server.writing.writer import Writer

MULTIPART: Final = "multipart/form-data"
PAGES: Final = frozenset({"text/plain", "text/html", "application/xhtml+xml"})
ZIP: Final = "application/zip"


def add_uploads(blueprint: Blueprint, writer: Writer, intake: Intake) -> None:
    """Let *blueprint* answer ``/pages``.

    The answer is JSON: the fields of ``graph.orders.Built``. It is 422 when no page was read and
    none was known already, with the reasons.
    """

    @blueprint.post("/pages")
    def pages() -> Response:
        by = intake.admit(Scope.PAGES).id
        built = writer.build(PagesJob(by=by, uploads=tuple(uploads())))
        if built.is_refused:
            raise UnprocessableEntity("; ".join(built.refused))
        told = {name: msgspec.to_builtins(getattr(built, name)) for name in built.__struct_fields__}
        return told_as(told, built.generation)


def uploads() -> Iterator[Upload]:
    """Yield what the request at hand carries: the files of a form, or a page or a zip archive.

    The parameter ``name`` names the file of a page that is the body. Raises BadRequest,
    UnsupportedMediaType.
    """
    if request.mimetype == MULTIPART:
        yield from _files()
    elif request.mimetype == ZIP:
        yield Upload("pages.zip", request.get_data())
    elif request.mimetype in PAGES:
        name = request.args.get("name", "")
        if not name:
            raise BadRequest("Name the page's file: /pages?name=FILE.")
        yield Upload(name, request.get_data())
    else:
        kinds = ", ".join(sorted({*PAGES, ZIP}))
        raise UnsupportedMediaType(f"Send pages as files of a {MULTIPART}, or one as: {kinds}.")


def _files() -> Iterator[Upload]:
    files = [file for _, file in request.files.items(multi=True)]
    if not files:
        raise BadRequest("The form has no file.")
    for file in files:
        yield Upload(file.filename or "", file.read())
