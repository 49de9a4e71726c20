"""A SPARQL 1.1 endpoint somewhere else, asked by SPARQLWrapper.

Its answers are the same terms as those of an embedded graph, so that nobody else needs to know
where the graph is.
"""

import ast
import json
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPException
from typing import Final
from urllib.error import HTTPError
from urllib.parse import urljoin, urlsplit
from urllib.request import Request, urlopen

from pyoxigraph import (
    QueryBoolean,
    QueryResultsFormat,
    RdfFormat,
    parse,
    parse_query_results,
)
from SPARQLWrapper import JSON, POST, TURTLE, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed, SPARQLWrapperException

from graph.errors import QueryError, StoreError
from graph.store import Answer, Dataset, Graph, Table, Truth

SECONDS: Final = 60
GRAPHS: Final = frozenset({"CONSTRUCT", "DESCRIBE"})
AGENT: Final = "Salkku (SPARQLWrapper)"
LONGEST_WORDS: Final = 500


class RemoteStore:
    """The graph behind an *endpoint*, which has so many *seconds* for each answer."""

    def __init__(self, endpoint: str, seconds: int = SECONDS) -> None:
        if urlsplit(endpoint).scheme not in {"http", "https"}:
            raise StoreError(f"{endpoint}: no endpoint; its address begins with http or https")
        self.endpoint = endpoint
        self._seconds = seconds

    def query(self, text: str, dataset: Dataset | None = None) -> Answer:
        """Return the answer of any query, over *dataset* if one is given.

        Where the root of a site does not answer, its ``/sparql`` is asked, and then always.
        Raises QueryError when the endpoint refuses the query, StoreError when it cannot be
        reached, takes too long, fails, or answers with what is no answer.
        """
        try:
            return self._answer(text, dataset)
        except StoreError:
            answer = self._answer_of_site(text, dataset)
            if answer is None:
                raise
            return answer

    def _answer_of_site(self, text: str, dataset: Dataset | None) -> Answer | None:
        """Return the answer of the ``/sparql`` of a site whose root has none; None if it fails."""
        if urlsplit(self.endpoint).path.strip("/"):
            return None
        root, self.endpoint = self.endpoint, urljoin(self.endpoint, "/sparql")
        try:
            return self._answer(text, dataset)
        except StoreError:
            self.endpoint = root
            return None

    def _answer(self, text: str, dataset: Dataset | None) -> Answer:
        client = self._client(text, dataset)
        with self._translated():
            response = client.query().response
            body, media_type = response.read(), response.headers.get_content_type()
        try:
            return self._read(body, media_type, is_graph=client.queryType in GRAPHS)
        except (SyntaxError, ValueError) as error:
            what = f"that is no SPARQL answer: {error}"
            raise StoreError(f"{self.endpoint}: {what}") from error

    def _client(self, text: str, dataset: Dataset | None) -> SPARQLWrapper:
        client = SPARQLWrapper(self.endpoint, agent=AGENT)
        client.setQuery(text)
        client.setMethod(POST)
        client.setOnlyConneg(True)
        client.setTimeout(self._seconds)
        client.setReturnFormat(TURTLE if client.queryType in GRAPHS else JSON)
        for name, graphs in zip(("default", "named"), dataset or (), strict=False):
            for graph in graphs:
                client.addParameter(f"{name}-graph-uri", graph)
        return client

    def _read(self, body: bytes, media_type: str, *, is_graph: bool) -> Answer:
        if is_graph:
            quads = parse(body, RdfFormat.from_media_type(media_type) or RdfFormat.TURTLE)
            return Graph([quad.triple for quad in quads], self.endpoint)
        form = QueryResultsFormat.from_media_type(media_type) or QueryResultsFormat.JSON
        # Read to its end, for what breaks off is no answer; and by no name, for the engine wants
        # an answer to be let go of by its own thread, and an error would keep what has a name.
        parse_query_results(body, form).serialize(format=QueryResultsFormat.TSV)
        answer = parse_query_results(body, form)
        return Truth(answer) if isinstance(answer, QueryBoolean) else Table(answer, self.endpoint)

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except QueryBadFormed as error:
            raise QueryError(f"{self.endpoint}: {_told(error)}") from error
        except (SPARQLWrapperException, HTTPError) as error:
            raise StoreError(f"{self.endpoint}: {_told(error)}") from error
        except (OSError, HTTPException) as error:
            raise _unanswered(self.endpoint, self._seconds, "asked", error) from error


def download(address: str, largest: int, seconds: int = SECONDS) -> bytes:
    """Return what is at an *address*, at most one byte more than *largest*.

    Raises StoreError when it cannot be reached, takes too long, refuses, or breaks off.
    """
    if urlsplit(address).scheme not in {"http", "https"}:
        raise StoreError(f"{address}: no address to fetch from; it begins with http or https")
    request = Request(address, headers={"User-Agent": AGENT})  # noqa: S310 - checked above
    try:
        with urlopen(request, timeout=seconds) as response:  # noqa: S310 - checked above
            content: bytes = response.read(largest + 1)
            cut = response.length
    except HTTPError as error:
        raise StoreError(f"{address}: refused with {error.code} {error.reason}") from error
    except (OSError, HTTPException) as error:
        raise _unanswered(address, seconds, "fetched", error) from error
    if cut and len(content) <= largest:
        raise StoreError(f"{address}: broke off, {cut} bytes are missing")
    return content


def _unanswered(address: str, seconds: int, done: str, error: Exception) -> StoreError:
    """The error that *address* cannot be *done*, or not in so many *seconds*."""
    reason = getattr(error, "reason", error)
    late = isinstance(reason, TimeoutError)
    what = f"no answer in {seconds} s" if late else f"cannot be {done}: {reason}"
    return StoreError(f"{address}: {what}")


def _told(error: SPARQLWrapperException | HTTPError) -> str:
    """What the endpoint says: the detail of a problem description (RFC 9457), or its words."""
    words = _body(error).decode(errors="replace")
    try:
        problem = json.loads(words)
        words = problem.get("detail") or problem["title"]
    except (ValueError, LookupError, AttributeError):
        pass
    return textwrap.shorten(words or str(error), LONGEST_WORDS, placeholder=" ...")


def _body(error: SPARQLWrapperException | HTTPError) -> bytes:
    """The answer that came with *error*; SPARQLWrapper keeps it in its message only."""
    if isinstance(error, HTTPError):
        return error.read()
    kept = str(error).partition("Response:\n")[2]
    body: bytes = ast.literal_eval(kept) if kept else b""
    return body
