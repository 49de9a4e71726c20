"""Writing: updates, graphs and pages; each needs a token."""

from collections.abc import Iterator
from typing import Any, Final

from graph.writes.tokens import Scope
from server.api.answers import (
    JSON,
    WRITING,
    Answers,
    answered,
    contents,
    generation_header,
    problems,
    timed,
)
from server.api.basis import Basis
from server.api.fields import format_parameter
from server.api.operation import Body, Operation, Parameter, Schema
from server.api.schemas import BINARY, JSON_LD, TEXT, closed, named, several
from server.display.texts import gettext
from server.endpoint.description import GRAPH_STORE
from server.endpoint.description import UPDATE as UPDATE_ROUTE
from server.endpoint.protocol import FORM, UPDATE
from server.http.formats import VOCABULARY
from server.writing.uploads import MULTIPART, PAGES, ZIP

SECTION = "writing"
READING_GRAPH: Final = (400, 403, 404, 406, 429, 503, 504)
PLACED: Final = f"{GRAPH_STORE}/{{place}}"
METHODS: Final = ("put", "post", "delete")


def operations(basis: Basis) -> Iterator[Operation]:
    """Updates, the Graph Store Protocol, uploads."""
    yield update(basis)
    yield cancelling()
    for path in (GRAPH_STORE, PLACED):
        yield reading(path, basis)
        for method in METHODS:
            yield graph_write(method, path, basis)
    yield upload(basis)


def update(basis: Basis) -> Operation:
    """A SPARQL update."""
    seconds = basis.settings.write_seconds
    return Operation(
        id="update",
        method="post",
        path=UPDATE_ROUTE,
        section=SECTION,
        summary=gettext("Change the graph by a SPARQL update"),
        about=gettext(
            "Publishes a generation, or nothing at all. It may take %(seconds)s seconds.",
            seconds=seconds,
        ),
        parameters=tuple(_dataset()),
        body=Body(content={UPDATE: TEXT, FORM: _form()}, example="CLEAR SILENT GRAPH <example>"),
        scope=Scope.UPDATE,
        answers={**written(), **problems(*WRITING)},
    )


def cancelling() -> Operation:
    """Stopping an update."""
    return Operation(
        id="update_cancel",
        method="post",
        path=f"{UPDATE_ROUTE}/cancel",
        section=SECTION,
        summary=gettext("Stop an update that is being made"),
        body=Body(content={FORM: closed({"id": TEXT})}, example="id=a-name-of-mine"),
        scope=Scope.UPDATE,
        answers={
            "204": {"description": gettext("It was stopped.")},
            **problems(*WRITING, 404),
        },
    )


def written(status: str = "200") -> Answers:
    """The answer to a write that was published."""
    about = gettext("The generation that was published, and what changed in it.")
    return {status: _published(about, "Written")}


def _published(about: str, schema: str) -> dict[str, Any]:
    """An answer that names the generation that was published, with JSON of that *schema*."""
    return {
        "description": about,
        "headers": {"Salkku-Generation": generation_header()},
        "content": {JSON: {"schema": named(schema)}},
    }


def _dataset() -> Iterator[Parameter]:
    for name in ("using-graph-uri", "using-named-graph-uri"):
        about = gettext("A graph that the conditions of the update are about.")
        yield Parameter(name=name, about=about, schema=several(TEXT))
    yield Parameter(
        name="id", about=gettext("A name for the update, by which it can be stopped."), schema=TEXT
    )


def _form() -> Schema:
    return {"type": "object", "properties": {"update": TEXT}, "required": ["update"]}


def _graph_named(path: str, example: str) -> Iterator[Parameter]:
    """How an address names a graph, such as the *example*: by its place, or by a parameter."""
    if path == PLACED:
        yield Parameter(
            name="place",
            where="path",
            about=gettext("Where the graph stands below this address."),
            schema={"type": "string", "pattern": "^[a-z0-9-]+$"},
        )
        return
    about = gettext("The IRI of the graph.")
    yield Parameter(name="graph", about=about, schema=TEXT, example=example)
    yield Parameter(
        name="default",
        about=gettext("Names the default graph; it needs no value."),
        schema=TEXT,
    )


def reading(path: str, basis: Basis) -> Operation:
    """Getting a graph, which needs no token."""
    wanted = format_parameter(format_.name for format_ in VOCABULARY)
    return Operation(
        id=f"gsp_get{_suffix(path)}",
        path=path,
        section=SECTION,
        summary=gettext("Get a graph"),
        about=gettext("It comes whole, or not at all."),
        parameters=(*_graph_named(path, basis.examples["graph"]), wanted),
        answers={
            **answered(contents(VOCABULARY, JSON_LD), headers=timed()),
            **problems(*READING_GRAPH),
        },
    )


def _suffix(path: str) -> str:
    return "_placed" if path == PLACED else ""


def graph_write(method: str, path: str, basis: Basis) -> Operation:
    """Putting, adding to or deleting a graph."""
    summaries = {
        "put": gettext("Put a graph in the place of another"),
        "post": gettext("Add to a graph"),
        "delete": gettext("Delete a graph"),
    }
    made = {} if method == "delete" else written("201")
    return Operation(
        id=f"gsp_{method}{_suffix(path)}",
        method=method,
        path=path,
        section=SECTION,
        summary=summaries[method],
        parameters=tuple(_graph_named(path, basis.examples["new graph"])),
        body=None if method == "delete" else _graph(),
        scope=Scope.UPDATE,
        answers={**written(), **made, **problems(*WRITING, 404)},
    )


def _graph() -> Body:
    content: dict[str, Any] = {format_.media_type: TEXT for format_ in VOCABULARY}
    return Body(content=content, example="<#one> <#says> 1 .")


def upload(basis: Basis) -> Operation:
    """Sending pages of projects."""
    name = Parameter(
        name="name",
        about=gettext("The name of the file, when the page is the body itself."),
        schema=TEXT,
        example="page.txt",
    )
    files: dict[str, Any] = {"type": "object", "additionalProperties": {"type": "string"}}
    content = {**dict.fromkeys(sorted(PAGES, reverse=True), TEXT), ZIP: BINARY, MULTIPART: files}
    return Operation(
        id="pages",
        method="post",
        path="/pages",
        section=SECTION,
        summary=gettext("Send pages of projects, to be read and published"),
        about=gettext("At most %(size)s MiB at once.", size=basis.settings.write_size),
        parameters=(name,),
        body=Body(content=content, example="Hankkeen nimi  Esimerkki"),
        scope=Scope.PAGES,
        answers={
            "200": _published(gettext("What was read, and what was not."), "Built"),
            **problems(*WRITING),
        },
    )
