"""A request to ``/sparql``, from its method to its reply."""

import re
from collections.abc import Iterable
from functools import partial
from http import HTTPStatus
from typing import Final

from werkzeug.exceptions import (
    BadRequest,
    HTTPException,
    MethodNotAllowed,
    NotFound,
)

from graph.errors import SalkkuError
from server.addresses import with_parameters
from server.display.languages import language_of
from server.endpoint import problems
from server.endpoint.bodies import Bodies
from server.endpoint.budget import Budget
from server.endpoint.description import description, format_of, reply_with
from server.endpoint.joining import Joining
from server.endpoint.large import LARGEST, LargeBodies, in_memory
from server.endpoint.protocol import (
    Parameters,
    format_in,
    id_of,
    is_query,
    parameters_of,
    parameters_of_body,
    prefers_pages,
    public_query,
)
from server.endpoint.repeatable import is_repeatable, tag_of
from server.endpoint.reply import (
    METHODS,
    Environ,
    Headers,
    Reply,
    StartResponse,
    begin,
    close,
    preflight,
    see_other,
)
from server.endpoint.shelf import Shelf, unshelved
from server.evaluation import (
    Answer,
    Busy,
    Evaluator,
    NoAcceptableFormat,
    PublicQuery,
    QueryStopped,
    Truncation,
)
from server.observing.requests import told
from server.settings import MEBI, Settings
from server.snapshot import Served, Snapshot

ROUTE: Final = "/sparql"
CANCEL: Final = "/sparql/cancel"
WHOLE: Final = "salkku.whole"
"""What stands in the environment of a request that nothing but a whole answer is good for."""

BY_ADDRESS: Final = frozenset({"GET", "HEAD"})
BY_BODY: Final = frozenset({"POST", "QUERY"})
HOST: Final = re.compile(r"[A-Za-z0-9._-]+(?::\d+)?|\[[0-9A-Fa-f:.]+\](?::\d+)?", re.ASCII)


class Endpoint:
    """The WSGI application behind ``/sparql``; its parts are handed in."""

    def __init__(
        self,
        settings: Settings,
        served: Served,
        evaluator: Evaluator,
        shelf: Shelf,
        budget: Budget,
    ) -> None:
        self._settings = settings
        self._served = served
        self._evaluator = evaluator
        self._shelf = shelf
        self._budget = budget
        self._bodies = Bodies()
        self._large = LargeBodies(LARGEST * settings.query_size * MEBI)
        self._joining = Joining()
        self._limits = (settings.query_rows, settings.query_size)

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request (PEP 3333)."""
        told(environ).route = ROUTE
        try:
            reply = whole_if_wanted(environ, self._reply(environ))
            body = self._body(environ, reply)
        except (SalkkuError, HTTPException, Busy, QueryStopped, NoAcceptableFormat) as problem:
            reply = problems.told(problem, told(environ).asked)
            body = self._body(environ, reply)
        begin(reply, start_response)
        return body

    def _body(self, environ: Environ, reply: Reply) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] != "HEAD":
            return self._large.admit(reply.body, environ.get("REMOTE_ADDR", ""))
        close(reply)
        return []

    def _reply(self, environ: Environ) -> Reply:
        method = environ["REQUEST_METHOD"]
        if method == "OPTIONS":
            return preflight()
        if environ["PATH_INFO"] == CANCEL:
            return self._cancel(environ)
        if method in BY_ADDRESS:
            return self._by_address(environ, parameters_of(environ.get("QUERY_STRING", "")))
        if method in BY_BODY:
            return self._by_body(environ, parameters_of(environ.get("QUERY_STRING", "")))
        raise MethodNotAllowed(METHODS, f"{method} means nothing here; ask by GET or POST.")

    def _by_address(self, environ: Environ, parameters: Parameters) -> Reply:
        """The reply to GET: people are sent to the query page, with or without a query."""
        asks, accept = is_query(parameters), environ.get("HTTP_ACCEPT", "")
        if not format_in(parameters) and prefers_pages(accept):
            return see_other(query_page(environ, parameters))
        return (self._answer if asks else self._describe)(environ, parameters)

    def _by_body(self, environ: Environ, parameters: Parameters) -> Reply:
        body = self._bodies.read(environ)
        asked = parameters_of_body(environ.get("CONTENT_TYPE", ""), body, parameters)
        is_query(asked)
        return self._answer(environ, asked)

    def _cancel(self, environ: Environ) -> Reply:
        """The reply to a form that names the id of a query: it is stopped."""
        if environ["REQUEST_METHOD"] != "POST":
            raise MethodNotAllowed(["POST", "OPTIONS"], "A query is cancelled by POST.")
        form = parameters_of(self._bodies.read(environ).decode("latin-1"))
        query = id_of(form)
        if query and self._evaluator.cancel(query):
            return Reply(HTTPStatus.NO_CONTENT)
        raise NotFound("No query of that id is running.")

    def _describe(self, environ: Environ, parameters: Parameters) -> Reply:
        snapshot, address = self._served.now(), address_of(environ)
        chosen = format_of(format_in(parameters), environ.get("HTTP_ACCEPT", ""))
        takes_writes = self._served.takes_writes
        said = f"{address} {self._settings} {takes_writes}"
        tag = tag_of(snapshot.id, PublicQuery(text=said, graph=chosen), ())

        def make() -> Reply:
            described = description(address, snapshot, self._settings, takes_writes=takes_writes)
            return reply_with(described, chosen)

        return self._shelf.reply(environ, snapshot.id, tag, make)

    def _answer(self, environ: Environ, parameters: Parameters) -> Reply:
        snapshot = self._served.now()
        query = public_query(parameters, environ.get("HTTP_ACCEPT", ""))
        told(environ).asked = query.text
        if not is_repeatable(query.text):
            return unshelved(environ, self._evaluated(environ, snapshot, query))
        tag = tag_of(snapshot.id, query, self._limits)

        def make() -> Reply:
            return self._evaluated(environ, snapshot, query)

        made = partial(self._joining.made, tag, make) if self._may_join(query) else make
        return self._shelf.reply(environ, snapshot.id, tag, made)

    def _may_join(self, query: PublicQuery) -> bool:
        """Whether its answer may be one that is kept, and no limit or end is its own."""
        return bool(self._settings.result_cache and not query.id and query.seconds is None)

    def _evaluated(self, environ: Environ, snapshot: Snapshot, query: PublicQuery) -> Reply:
        def ask() -> Answer:
            return self._evaluator.answer(snapshot, query)

        answer = self._budget.spend(environ.get("REMOTE_ADDR", ""), ask)
        return Reply(HTTPStatus.OK, headers_of(answer, snapshot), in_memory(answer))


def headers_of(answer: Answer, snapshot: Snapshot) -> Headers:
    """The headers that say what *answer* is, and whether it is whole."""
    return (
        ("Content-Type", answer.format.content_type),
        ("Salkku-Generation", snapshot.id),
        ("Salkku-Seconds", f"{answer.seconds:.3f}"),
        *cut(answer.truncation),
    )


def whole_if_wanted(environ: Environ, reply: Reply) -> Reply:
    """Return *reply*. Raises QueryStopped when it was cut and *environ* wants it whole."""
    said = dict(reply.headers)
    if WHOLE not in environ or said.get("Salkku-Truncated") != "true":
        return reply
    close(reply)
    raise QueryStopped(
        "size",
        f"the graph has more than {said['Salkku-Limit']} triples, the limit of an answer; half of"
        " one is no copy of it. Its keeper writes all of it to a file with salkku export; a part"
        f" of it is the answer of a CONSTRUCT at {ROUTE}.",
    )


def cut(truncation: Truncation | None) -> Headers:
    """The headers that say what was cut of an answer."""
    if truncation is None:
        return (("Salkku-Truncated", "false"),)
    total = truncation.total
    return (
        ("Salkku-Truncated", "true"),
        ("Salkku-Kept", str(truncation.kept)),
        ("Salkku-Limit", str(truncation.limit)),
        *(() if total is None else (("Salkku-Total", str(total)),)),
    )


def query_page(environ: Environ, parameters: Parameters) -> str:
    """The address of the query page in the reader's language, with what the request holds."""
    language = language_of("", environ.get("HTTP_ACCEPT_LANGUAGE", ""))
    said = {name: values[-1] for name, values in parameters.items()}
    return with_parameters(f"/{language}{ROUTE}", said)


def address_of(environ: Environ) -> str:
    """The address at which the service was asked; raises BadRequest when it is none."""
    host = environ.get("HTTP_HOST") or f"{environ['SERVER_NAME']}:{environ['SERVER_PORT']}"
    if not HOST.fullmatch(host):
        raise BadRequest("The header Host names no host.")
    return f"{environ['wsgi.url_scheme']}://{host}{ROUTE}"
