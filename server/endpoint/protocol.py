"""Which query a request holds: SPARQL 1.1 Protocol, section 2.1.

The parameters beside those of the standard: ``format`` (or ``output``) names a format and goes
before ``Accept``; ``timeout`` says how many seconds the client waits at most; ``id`` is chosen by
the client, which may cancel the query by it.
"""

import re
from binascii import a2b_qp
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final
from urllib.parse import unquote

from pyoxigraph import NamedNode
from werkzeug.exceptions import BadRequest, NotAcceptable, UnsupportedMediaType
from werkzeug.http import parse_options_header

from server.evaluation import PublicQuery
from server.http.formats import GRAPHS, RESULTS, GraphFormat, ResultsFormat, accepted, named
from server.http.negotiation import choose

Parameters = Mapping[str, Sequence[str]]

FORM: Final = "application/x-www-form-urlencoded"
DIRECT: Final = "application/sparql-query"
UPDATE: Final = "application/sparql-update"
HTML: Final = "text/html"
MACHINES: Final = (*(f.media_type for f in RESULTS), *(f.media_type for f in GRAPHS))

MOST_PARAMETERS: Final = 1000
"""How many parameters a request may have; each graph of a dataset is one."""

NO_BYTE: Final = re.compile(r"%(?![0-9A-Fa-f]{2})|[^!-~ ]", re.ASCII)
"""What is no byte although it begins like one, and what has a meaning in quoted-printable."""

SECONDS: Final = re.compile(r"\d{1,9}(?:\.\d{1,9})?", re.ASCII)
ID: Final = re.compile(r"[A-Za-z0-9-]{8,64}", re.ASCII)

NO_UPDATES: Final = "this address answers queries only; send updates to /update, with a token"


def parameters_of(encoded: str) -> Parameters:
    """Return the parameters in *encoded*, a query string or a form; all values of each name.

    Raises BadRequest when they are too many or not UTF-8.
    """
    if encoded.count("&") >= MOST_PARAMETERS:
        raise BadRequest(f"There are more than {MOST_PARAMETERS} parameters.")
    found: dict[str, list[str]] = {}
    try:
        text = encoded if encoded.isascii() else encoded.encode("latin-1").decode("utf-8")
        for field in filter(None, text.replace("+", " ").split("&")):
            name, _, value = field.partition("=")
            found.setdefault(decoded(name), []).append(decoded(value))
    except UnicodeError as error:
        raise BadRequest(
            "The parameters are not UTF-8: encode them so, then by percent."
        ) from error
    return found


def decoded(text: str) -> str:
    """Return *text* with its bytes that are written by percent (RFC 3986, section 2.1).

    Quoted-printable is the same with another sign, and what decodes that is many times as fast as
    what decodes this. Raises UnicodeError when it is not UTF-8.
    """
    if "%" not in text:
        return text
    if NO_BYTE.search(text):
        return unquote(text, errors="strict")
    return a2b_qp(text.replace("=", "%3D").replace("%", "=")).decode("utf-8")


def parameters_of_body(content_type: str, body: bytes, others: Parameters) -> Parameters:
    """Return the parameters of a request with a *body*, joined with the *others* in its address.

    Raises UnsupportedMediaType or BadRequest.
    """
    media_type, options = parse_options_header(content_type)
    if options.get("charset", "utf-8").lower() not in {"utf-8", "utf8", "us-ascii"}:
        raise UnsupportedMediaType("A query is UTF-8; send it so, and name no other charset.")
    if media_type == DIRECT:
        return _joined(others, {"query": [text_of(body)]})
    if media_type == FORM:
        return _joined(others, parameters_of(body.decode("latin-1")))
    if media_type == UPDATE:
        raise UnsupportedMediaType(f"This is an update, and {NO_UPDATES}.")
    raise UnsupportedMediaType(f"Send the query as {FORM} or as {DIRECT}.")


def _joined(one: Parameters, other: Parameters) -> Parameters:
    return {name: [*one.get(name, ()), *other.get(name, ())] for name in (*one, *other)}


def text_of(body: bytes, what: str = "query") -> str:
    """Return the *body* that holds *what*. Raises BadRequest when it is not UTF-8."""
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadRequest(
            f"The {what} is not UTF-8: {error.reason} at byte {error.start}."
        ) from error


def is_query(parameters: Parameters) -> bool:
    """Whether *parameters* hold a query; raises BadRequest when they hold an update."""
    if "update" in parameters:
        raise BadRequest(f"The parameter update is there, and {NO_UPDATES}.")
    return "query" in parameters


def public_query(parameters: Parameters, accept: str) -> PublicQuery:
    """Return the query in *parameters*, for a client whose header *accept* says what it takes.

    Raises BadRequest when there is not one, or when a parameter makes no sense, and NotAcceptable
    when there is no such format.
    """
    results, graph = _formats(format_in(parameters), accept)
    return PublicQuery(
        text=the_one(parameters, "query"),
        default_graphs=graph_iris(parameters, "default-graph-uri"),
        named_graphs=graph_iris(parameters, "named-graph-uri"),
        results=results,
        graph=graph,
        seconds=_seconds(_only(parameters, "timeout")),
        id=id_of(parameters),
    )


def graph_iris(parameters: Parameters, name: str) -> tuple[str, ...]:
    """Return the IRIs of graphs under *name*. Raises BadRequest when one is no absolute IRI."""
    return tuple(absolute_iri(words, name) for words in parameters.get(name, ()))


def absolute_iri(words: str, name: str) -> str:
    """Return *words*, an absolute IRI. Raises BadRequest, which tells the parameter *name*."""
    try:
        return NamedNode(words).value
    except ValueError as error:
        raise BadRequest(f"{name}: {words[:200]!r} is no absolute IRI: {error}.") from error


def the_one(parameters: Parameters, name: str) -> str:
    """Return the parameter *name*. Raises BadRequest when it is not there once."""
    texts = parameters.get(name, ())
    if len(texts) != 1:
        raise BadRequest(
            f"The parameter {name} must be there once, and is there {len(texts)} times."
        )
    return texts[0]


def _only(parameters: Parameters, name: str) -> str:
    values = parameters.get(name, ("",))
    if len(values) > 1:
        raise BadRequest(f"The parameter {name} may be there once, and is there more often.")
    return values[0]


def format_in(parameters: Parameters) -> str:
    """The name of the format that the client asks for, or nothing."""
    return _only(parameters, "format") or _only(parameters, "output")


def _seconds(text: str) -> float | None:
    if not text:
        return None
    if not SECONDS.fullmatch(text) or float(text) == 0:
        raise BadRequest(
            f"The timeout {text[:40]!r} makes no sense: it is a number of seconds over 0, as 2.5."
        )
    return float(text)


def id_of(parameters: Parameters) -> str:
    """The id that a client gave its query, or nothing. Raises BadRequest when it is none."""
    text = _only(parameters, "id")
    if text and not ID.fullmatch(text):
        raise BadRequest("The id of a query is 8 to 64 letters, digits and hyphens.")
    return text


@lru_cache(maxsize=256)
def _formats(name: str, accept: str) -> tuple[ResultsFormat | None, GraphFormat | None]:
    if name:
        wish = named(name, RESULTS), named(name, GRAPHS)
    else:
        wish = accepted(accept, RESULTS), accepted(accept, GRAPHS)
    if wish == (None, None):
        known = ", ".join(f"{f.name} ({f.media_type})" for f in (*RESULTS, *GRAPHS))
        raise NotAcceptable(f"There is no such format here; there are: {known}.")
    return wish


@lru_cache(maxsize=256)
def prefers_pages(accept: str) -> bool:
    """Whether *accept* is that of a browser, which shows pages and likes them best."""
    return choose(accept, (*MACHINES, HTML)) == HTML
