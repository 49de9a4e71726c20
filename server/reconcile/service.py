"""The answers for programs: the manifest, queries, extensions, proposals and completions."""

from collections.abc import Callable
from time import thread_time
from typing import Final

import msgspec
from flask import Response, g, request
from werkzeug.exceptions import BadRequest

from graph.search.document import Kind
from server.endpoint.budget import Budget
from server.reconcile.asked import read_batch, read_extension
from server.reconcile.extending import extended, proposed
from server.reconcile.manifest import manifest
from server.reconcile.matching import Matching
from server.reconcile.suggesting import entities, properties, read_count, types
from server.reconcile.things import Things
from server.reconcile.types import type_of
from server.snapshot import current

QUERIES: Final = "queries"
EXTEND: Final = "extend"


def service(budget: Budget) -> Callable[[], Response]:
    """Return the view of the service itself; clients pay for their queries from *budget*."""

    def view() -> Response:
        client = request.remote_addr or ""
        budget.let_in(client)
        began = thread_time()
        try:
            return answer()
        finally:
            budget.charge(client, thread_time() - began)

    return view


def answer() -> Response:
    """The answer to queries, or to what a table is to be extended with; else the manifest.

    Raises BadRequest for what cannot be understood, RequestEntityTooLarge for too much at once.
    """
    said, things = request.values, Things(current())
    if QUERIES in said and EXTEND in said:
        raise BadRequest("Send either queries or extend, not both at once.")
    if QUERIES in said:
        return as_json(Matching(things, g.language).match(read_batch(said[QUERIES])))
    if EXTEND in said:
        return as_json(extended(things, read_extension(said[EXTEND]), g.language))
    if request.method == "POST":
        raise BadRequest(
            "Send a form (application/x-www-form-urlencoded) with the element queries, a batch of"
            " queries in JSON, or with the element extend."
        )
    return as_json(manifest(things))


def propose() -> Response:
    """The properties that things of the parameter ``type`` may have."""
    said, limit = request.args.get("type", ""), request.args.get("limit", "")
    kind, most = type_of(said), read_count("limit", limit) if limit else None
    known = proposed(kind, most) if kind or not said else []
    told: dict[str, object] = {"type": said, "properties": known}
    return as_json(told if most is None else {**told, "limit": most})


def suggest_entity() -> Response:
    """The entities that complete the parameter ``prefix``, of the ``type`` if one is chosen."""
    things = Things(current())
    kind = type_of(request.args.get("type", ""))
    kinds: tuple[Kind, ...] = (kind,) if kind in things.kinds else things.kinds
    return as_json({"result": entities(things, prefix(), kinds, skipped())})


def suggest_property() -> Response:
    """The properties that complete the parameter ``prefix``."""
    return as_json({"result": properties(prefix(), skipped())})


def suggest_type() -> Response:
    """The types that complete the parameter ``prefix``."""
    return as_json({"result": types(Things(current()), prefix(), skipped())})


def prefix() -> str:
    """What is typed."""
    return request.args.get("prefix", "").strip()


def skipped() -> int:
    """How many completions are to be skipped. Raises BadRequest."""
    return read_count("cursor", request.args.get("cursor", ""))


def as_json(told: object) -> Response:
    """What is *told*, as JSON."""
    return Response(msgspec.json.encode(told), content_type="application/json")
