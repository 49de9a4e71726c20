"""The SPARQL endpoint: queries of one's own, with their limits."""

from collections.abc import Iterator
from typing import Any, Final

from server.api.answers import ASKING, Answers, answered, contents, leading, problems, timed
from server.api.basis import Basis
from server.api.fields import format_parameter
from server.api.operation import Body, Operation, Parameter
from server.api.schemas import JSON_LD, TEXT, closed, named, several
from server.display.texts import gettext
from server.endpoint.application import CANCEL, ROUTE
from server.endpoint.protocol import DIRECT, FORM
from server.http.formats import ANY_JSON, GRAPHS, RESULTS

SECTION = "sparql"
EXAMPLE: Final = "findings_by_kind"
"""The named question whose SPARQL is the example of a query."""

BY_BODY: Final = (*ASKING, 403, 408, 411, 413, 415)
"""What may go wrong with a query that comes in a body."""


def operations(basis: Basis) -> Iterator[Operation]:
    """Asking by address and by body, and cancelling."""
    query = basis.library[EXAMPLE].bind({})
    yield Operation(
        id="sparql",
        path=ROUTE,
        section=SECTION,
        summary=gettext("The answer of a SPARQL query in the address"),
        about=limits(basis),
        parameters=(*_query(query), *_protocol()),
        answers={**_answers(), **_to_the_page(), **problems(*ASKING, 403)},
    )
    yield Operation(
        id="sparql_by_body",
        method="post",
        path=ROUTE,
        section=SECTION,
        summary=gettext("The answer of a SPARQL query in the body"),
        about=gettext("For queries of any length. The method QUERY means the same."),
        parameters=tuple(_protocol()),
        body=Body(content={DIRECT: TEXT, FORM: _form()}, example=query),
        answers={**_answers(), **problems(*BY_BODY)},
    )
    yield cancelling()


def cancelling() -> Operation:
    """Stopping a query."""
    return Operation(
        id="sparql_cancel",
        method="post",
        path=CANCEL,
        section=SECTION,
        summary=gettext("Stop a query that is running"),
        body=Body(content={FORM: closed({"id": _ID})}, example="id=a-name-of-mine"),
        answers={
            "204": {"description": gettext("It was stopped.")},
            **problems(400, 404, 405, 408, 411, 413, 415, 503),
        },
    )


def limits(basis: Basis) -> str:
    """The limits of queries, in words."""
    settings = basis.settings
    return gettext(
        "A query may run %(seconds)s seconds and take %(memory)s MiB; an answer may have %(rows)s"
        " rows or triples and %(size)s MiB, and says in its headers when it was cut. A client has"
        " %(budget)s seconds of queries a minute. Without a query the answer is the description of"
        " the service.",
        seconds=settings.query_seconds,
        memory=settings.query_memory,
        rows=settings.query_rows,
        size=settings.query_size,
        budget=settings.query_budget or "∞",
    )


def _answers() -> Answers:
    content: dict[str, Any] = {
        **contents(RESULTS, named("AnyTable")),
        **contents(GRAPHS, JSON_LD),
        ANY_JSON.media_type: {"schema": JSON_LD},
    }
    return answered(content, headers=timed())


def _to_the_page() -> Answers:
    return leading(303, gettext("People are led to the query page."))


def _query(example: str) -> Iterator[Parameter]:
    yield Parameter(
        name="query",
        about=gettext("SPARQL 1.1: SELECT, ASK, CONSTRUCT or DESCRIBE."),
        schema=TEXT,
        example=example,
    )


_ID: Final = {"type": "string", "pattern": "^[A-Za-z0-9-]{8,64}$"}


def _protocol() -> Iterator[Parameter]:
    """The parameters of the protocol, and those beside it."""
    yield Parameter(
        name="default-graph-uri", about=gettext("A graph to be asked."), schema=several(TEXT)
    )
    yield Parameter(
        name="named-graph-uri",
        about=gettext("A graph that the query may name."),
        schema=several(TEXT),
    )
    yield format_parameter(_format_names())
    yield Parameter(
        name="timeout",
        about=gettext("How many seconds the client waits at most."),
        schema={"type": "number", "exclusiveMinimum": 0, "maximum": 100_000},
    )
    yield Parameter(
        name="id", about=gettext("A name for the query, by which it can be stopped."), schema=_ID
    )


def _format_names() -> list[str]:
    return list(dict.fromkeys(format_.name for format_ in (*RESULTS, *GRAPHS)))


def _form() -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {"query": TEXT, "format": {"type": "string", "enum": _format_names()}},
        "required": ["query"],
    }
