"""The page of the interface for people: what there is, and a form to try each operation."""

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from urllib.parse import urljoin

import msgspec
from flask import g, render_template, request

from graph.errors import UnknownEntity
from server.api.answers import kept_problems
from server.api.document import Interface
from server.api.operation import Operation
from server.api.schemas import COMPONENTS
from server.api.sections import headings
from server.api.trying import SENT, address_of, command, fields, is_whole
from server.snapshot import current


def api_page(interface: Interface) -> Callable[[], str]:
    """Return the view that lists the operations of *interface*."""

    def api() -> str:
        told = interface.operations(current(), g.language)
        return render_template("api.html", sections=by_section(told), headings=headings())

    return api


def by_section(told: Sequence[Operation]) -> list[tuple[str, list[Operation]]]:
    """The operations of each section."""
    groups = groupby(told, key=attrgetter("section"))
    return [(section, list(operations)) for section, operations in groups]


def operation_page(interface: Interface) -> Callable[[str], str]:
    """Return the view of one operation of *interface*, with a form to try it."""

    def api_operation(operation: str) -> str:
        known = {one.id: one for one in interface.operations(current(), g.language)}
        if operation not in known:
            raise UnknownEntity(f"{operation}: there is no such operation; /api lists all")
        chosen = known[operation]
        address = address_of(chosen, request.args)
        return render_template(
            "api_operation.html",
            operation=chosen,
            heading=headings()[chosen.section],
            fields=list(fields(chosen, request.args)),
            address=address,
            can_be_asked=chosen.method == "get" and is_whole(chosen, request.args),
            command=command(chosen, urljoin(request.host_url, address)),
            sent=SENT in request.args,
            answers=answers_told(chosen),
            as_json=as_json,
        )

    return api_operation


def answers_told(operation: Operation) -> Mapping[str, Mapping[str, object]]:
    """The answers of *operation* by status, each with what it refers to in its place."""
    kept = kept_problems()
    return {
        status: kept[answer["$ref"].rpartition("/")[2]] if "$ref" in answer else answer
        for status, answer in operation.answers.items()
    }


def as_json(schema: Mapping[str, object]) -> str:
    """A *schema* as text to read; one that the document keeps under a name as it stands there."""
    name = str(schema.get("$ref", "")).rpartition("/")[2]
    whole = COMPONENTS.get(name, schema)
    return msgspec.json.format(msgspec.json.encode(whole), indent=2).decode()
