"""The answers for people who match a table: where a thing is told of, and small previews of it."""

from http import HTTPStatus

from flask import Response, make_response, redirect, render_template, request, url_for
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response as AnyResponse

from graph.errors import UnknownEntity
from graph.search.found import Named
from server.addresses import CONCEPTS
from server.http.security import EMBEDDABLE
from server.reconcile.describing import called, description, lines
from server.reconcile.properties import PROPERTIES, property_name
from server.reconcile.service import as_json
from server.reconcile.things import Things, thing_of
from server.reconcile.types import type_of, type_told
from server.snapshot import current


def view() -> AnyResponse:
    """Send who follows the id of a thing to its page, or to the register that tells of it."""
    things = Things(current())
    return redirect(_place(things, _asked(things)), HTTPStatus.SEE_OTHER)


def preview() -> Response:
    """A small page about a thing, for a frame of another site."""
    things = Things(current())
    named = _asked(things)
    shown = render_template(
        "reconcile/preview.html",
        name=called(things, named),
        description=description(things, thing_of(named)),
        lines=lines(things, thing_of(named)),
        whole=_place(things, named),
    )
    answer = make_response(shown)
    answer.headers["Content-Security-Policy"] = EMBEDDABLE
    return answer


def flyout_entity() -> Response:
    """A few words about a thing, as a piece of HTML."""
    things = Things(current())
    named = _asked(things)
    return _flyout(called(things, named), description(things, thing_of(named)))


def flyout_property() -> Response:
    """The name of a property, as a piece of HTML."""
    if _id() not in PROPERTIES:
        raise UnknownEntity(f"{_id()}: there is no such property")
    return _flyout(property_name(_id()))


def flyout_type() -> Response:
    """The name of a type, as a piece of HTML."""
    kind = type_of(_id())
    if kind is None:
        raise UnknownEntity(f"{_id()}: there is no such type")
    return _flyout(type_told(kind)["name"])


def _flyout(name: str, description: str = "") -> Response:
    html = render_template("reconcile/flyout.html", name=name, description=description)
    return as_json({"id": _id(), "html": html})


def _id() -> str:
    """The id that is asked about. Raises BadRequest when there is none."""
    said = request.args.get("id", "").strip()
    if not said:
        raise BadRequest("Say what is asked about, with the parameter id.")
    return said


def _asked(things: Things) -> Named:
    """The thing that is asked about, as it is known now. Raises UnknownEntity."""
    thing = things.thing_by_id(_id())
    named = things.named(thing) if thing else None
    if named is None:
        raise UnknownEntity(f"{_id()}: there is no such thing here")
    return named


def _place(things: Things, named: Named) -> str:
    """Where a thing is told of: here, or where its register tells of it."""
    if named.kind in CONCEPTS and current().index.entity(named.kind, named.slug) is None:
        return things.iri(thing_of(named))
    return url_for(f"pages.{named.kind}", slug=named.slug)
