"""Linked data: what an IRI leads to, the data of each entity, and the lists as files.

``/id/...`` answers 303 See Other: to the page for people, to the data for programs. The
vocabulary is answered at its own address.
"""

from http import HTTPStatus
from typing import Any, Final

from flask import Blueprint, Response, redirect, request, url_for
from werkzeug.exceptions import NotAcceptable, NotFound
from werkzeug.wrappers import Response as AnyResponse

from ontology import vocabulary
from server.addresses import CONCEPTS, KINDS, data_address, page_address
from server.data.described import DESCRIBED, described
from server.data.entities import find
from server.data.entity_data import entity_data, graph_data
from server.data.identifiers import SCHEMES, resolve
from server.http.formats import ENTITY, VOCABULARY, Format, Writer_co, accepted, named
from server.lists.blueprint import table_as_file
from server.lists.files import FILES
from server.lists.selection import CHOICES
from server.snapshot import current

HTML: Final[Format[Any]] = Format("HTML", ("html",), ("text/html", "application/xhtml+xml"), None)


def make_blueprint() -> Blueprint:
    """Return the blueprint ``data``."""
    data = Blueprint("data", __name__)
    entities, tables = ", ".join(KINDS), ", ".join(CHOICES)
    data.add_url_rule("/id/register", "identity_of_register", identity_of_register)
    data.add_url_rule("/register.<extension>", "register", register)
    data.add_url_rule("/id/<kind>/<path:slug>", "identity", identity)
    for scheme in SCHEMES:
        place, given = f"/id/{scheme}/<path:identifier>", {"scheme": scheme}
        data.add_url_rule(place, "identifier", resolve, defaults=given)
    data.add_url_rule(f"/<any({entities}):many>/<slug>.<extension>", "entity", entity)
    data.add_url_rule(f"/<any({tables}):many>.<extension>", "table", table)
    data.add_url_rule("/ontology", "vocabulary", whole_vocabulary)
    data.add_url_rule("/ontology.<extension>", "ontology", whole_vocabulary)
    return data


def identity(kind: str, slug: str) -> AnyResponse:
    """Send whoever asks for the IRI of an entity, or of a part of it, to what is known of it."""
    if kind in DESCRIBED:
        return described(kind, slug, for_people=wanted((*VOCABULARY, HTML)) is HTML)
    if kind in CONCEPTS:
        return see_other(url_for("reconcile.view", id=f"{kind}/{slug}"))
    row = find(current(), kind, slug.partition("/")[0])
    return lead_to(row[kind])


def identity_of_register() -> AnyResponse:
    """Send whoever asks for the register's IRI to what is known of it."""
    return lead_to(current().generation.iris.register().value)


def lead_to(iri: str) -> AnyResponse:
    """Send people to the page about *iri*, programs to its data in the format they accept."""
    iris, wish = current().generation.iris, wanted((*ENTITY, HTML))
    return see_other(
        page_address(iris, iri) if wish is HTML else data_address(iris, iri, wish.name)
    )


def entity(many: str, slug: str, extension: str) -> Response:
    """The data of one entity in the format that the address names."""
    chosen, kind = of_extension(extension, ENTITY), KINDS[many]
    row = find(current(), kind, slug)
    return file(entity_data(current(), kind, row, chosen), chosen)


def register(extension: str) -> Response:
    """The data of the register itself in the format that the address names."""
    chosen, generation = of_extension(extension, ENTITY), current().generation
    row = {"register": generation.iris.register().value}
    return file(entity_data(current(), "register", row, chosen), chosen)


def table(many: str, extension: str) -> Response:
    """A list as a file in the format that the address names."""
    return table_as_file(many, of_extension(extension, FILES))


def whole_vocabulary(extension: str = "") -> AnyResponse:
    """The vocabulary in the format that the address names, else in that which is accepted."""
    chosen = of_extension(extension, VOCABULARY) if extension else wanted((*VOCABULARY, HTML))
    if chosen is HTML:
        return see_other(url_for("pages.ontology"))
    return file(graph_data(vocabulary.triples(), chosen), chosen)


def see_other(address: str) -> AnyResponse:
    """A 303 to *address*, which depends on what the client accepts."""
    answer = redirect(address, HTTPStatus.SEE_OTHER)
    answer.vary.update(("Accept", "Accept-Language"))
    return answer


def file(body: bytes, format_: Format[object]) -> Response:
    """The *body* as a file of that format."""
    return Response(body, content_type=format_.content_type)


def of_extension(name: str, formats: tuple[Format[Writer_co], ...]) -> Format[Writer_co]:
    """Return the format of that short name; raises NotFound when there is none."""
    chosen = named(name, formats)
    if chosen is None:
        known = ", ".join(f.name for f in formats)
        raise NotFound(f"There is no such file here; it is there as: {known}.")
    return chosen


def wanted(formats: tuple[Format[Writer_co], ...]) -> Format[Writer_co]:
    """Return the format that the request at hand asks for: by ``?format=``, else by ``Accept``.

    Raises NotAcceptable naming the formats that there are.
    """
    name = request.args.get("format")
    chosen = named(name, formats) if name else accepted(request.headers.get("Accept", ""), formats)
    if chosen is None:
        known = ", ".join(f"{f.name} ({f.media_type})" for f in formats)
        raise NotAcceptable(f"There is no such format here; there are: {known}.")
    return chosen
