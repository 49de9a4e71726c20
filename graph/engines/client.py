"""The border to an engine: SPARQL 1.1 Protocol and Graph Store Protocol over HTTP.

What the library of HTTP raises becomes a QueryError or a StoreError here, and names the engine by
its address, never by what opens it.
"""

import textwrap
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Final
from urllib.parse import urlsplit

import msgspec
import requests
from requests.auth import HTTPBasicAuth, HTTPDigestAuth
from urllib3 import Timeout
from urllib3.exceptions import HTTPError

from graph.engines.place import Access
from graph.engines.sockets import BoundedAdapter
from graph.errors import QueryError, StoreError
from graph.store import Dataset

CONNECTIONS: Final = 40
"""How many connections are kept for requests to come."""

LONGEST_WORDS: Final = 500
LONG: Final = 3600.0
"""How many seconds the engine has when all of a graph goes there or comes back."""

PIECE: Final = 1 << 20
BOUNDS: Final = frozenset({"content-length", "transfer-encoding"})
"""The headers one of which says where an answer ends (RFC 9112, section 6.3)."""

AGENT: Final = "Salkku"
BAD_REQUEST: Final = 400
UNAUTHORIZED: Final = 401
REFUSED: Final = frozenset({401, 403})
"""The statuses of an engine that wants another user (RFC 9110, section 15.5)."""


class Body(msgspec.Struct, frozen=True):
    """A whole answer: its *content*, its media type without parameters, and who says it is.

    *server* is what the engine calls itself, if it does. One that is not *bounded* may have been
    cut off: its length was not told, nor its end.
    """

    content: bytes
    media_type: str
    server: str = ""
    bounded: bool = True


class _Credentials(HTTPDigestAuth):
    """A user and a password, told at once, or by digest as soon as the engine asks for that."""

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request = super().__call__(request)
        if "Authorization" not in request.headers:
            user, password = str(self.username).encode(), str(self.password).encode()
            request = HTTPBasicAuth(user, password)(request)
        return request

    def handle_401(self, r: requests.Response, **kwargs: Any) -> requests.Response:
        """Return the answer to what *r* refuses, said by digest.

        Virtuoso asks for a digest only those who told nothing.
        """
        if r.status_code == UNAUTHORIZED and "WWW-Authenticate" not in r.headers:
            r = _asked_without_authorization(r, **kwargs)
        answer: requests.Response = super().handle_401(r, **kwargs)
        return answer


def _asked_without_authorization(answer: requests.Response, **kwargs: Any) -> requests.Response:
    """What comes when the request that brought *answer* is made again and tells nothing."""
    request = answer.request.copy()
    del request.headers["Authorization"]
    answer.close()
    again: requests.Response = answer.connection.send(request, **kwargs)
    again.history.append(answer)
    return again


class _Token(requests.auth.AuthBase):
    """A bearer token (RFC 6750)."""

    def __init__(self, token: str) -> None:
        self._token = token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = f"Bearer {self._token}"
        return request


class Engine:
    """An engine, asked through connections that are kept; any number of threads may ask.

    Errors call it by its *name*, or by its addresses.
    """

    def __init__(self, access: Access, name: str = "") -> None:
        for address in (access.query, access.update, access.graphs):
            refuse_address(address)
        self.access = access
        self._name = name
        self._session = requests.Session()
        self._session.trust_env = False  # settings are read in one place, and this is none
        self._session.headers["User-Agent"] = AGENT
        self._session.auth = _auth(access)
        for scheme in ("http:", "https:"):
            self._session.mount(f"{scheme}//", BoundedAdapter(CONNECTIONS, CONNECTIONS))

    def query(self, text: str, accept: str, dataset: Dataset | None = None) -> Body:
        """Return the whole answer to a query over *dataset*, in one of the media types *accept*.

        Raises QueryError when the engine refuses the query; StoreError when it cannot be reached,
        takes too long, fails, or breaks off.
        """
        form = [("query", text)]
        for name, graphs in zip(("default", "named"), dataset or (), strict=False):
            form += [(f"{name}-graph-uri", graph) for graph in graphs]
        return self._sent("POST", self.access.query, data=form, headers={"Accept": accept})

    def update(self, text: str) -> None:
        """Perform an update. Raises QueryError when it is refused, StoreError."""
        self._sent("POST", self.access.update, data=[("update", text)])

    def put(self, graph: str, content: bytes, media_type: str, *, fresh: bool = False) -> None:
        """Add the triples in *content* to the *graph* of that IRI, or to a *fresh* one.

        Raises StoreError.
        """
        method, headers = ("PUT" if fresh else "POST"), {"Content-Type": media_type}
        place = {"graph": graph}
        self._sent(method, self.access.graphs, params=place, data=content, headers=headers)

    def load(self, content: Iterable[bytes], media_type: str) -> None:
        """Add the triples in *content* to the graphs that it names itself.

        It may take long, for it may be all there is. Raises StoreError.
        """
        headers, address = {"Content-Type": media_type}, self.access.graphs
        self._sent("POST", address, LONG, data=content, headers=headers)

    def stream(self, graph: str, accept: str) -> Iterator[bytes]:
        """Yield all of the *graph* of that IRI, piece by piece. Raises StoreError, also midway."""
        address, name = self.access.graphs, self._name or self.access.graphs
        with self._translated(name):
            answer = self._session.get(
                address,
                params={"graph": graph},
                headers={"Accept": accept},
                timeout=(self.access.seconds, LONG),
                allow_redirects=False,
                stream=True,
            )
            with answer:
                if not answer.ok or answer.is_redirect:
                    raise _refusal(name, answer)
                yield from answer.iter_content(PIECE)

    def close(self) -> None:
        """Let go of the connections."""
        self._session.close()

    def _sent(self, method: str, address: str, seconds: float = 0.0, **request: object) -> Body:
        whole = Timeout(total=self.access.seconds)
        timeout = Timeout(connect=self.access.seconds, read=seconds) if seconds else whole
        name = self._name or address
        with self._translated(name):
            answer = self._session.request(
                method,
                address,
                timeout=timeout,  # type: ignore[arg-type]  # taken, though its type does not say so
                allow_redirects=False,
                **request,  # type: ignore[arg-type]  # as the methods above give them
            )
        if not answer.ok or answer.is_redirect:
            raise _refusal(name, answer)
        media_type = answer.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        bounded = any(header in answer.headers for header in BOUNDS)
        return Body(answer.content, media_type, answer.headers.get("Server", ""), bounded)

    @contextmanager
    def _translated(self, name: str) -> Iterator[None]:
        try:
            yield
        except requests.Timeout as error:
            what = f"no answer in {self.access.seconds:g} s"
            raise StoreError(f"{name}: {what}") from error
        except (requests.RequestException, HTTPError, OSError) as error:
            what = self._late(error) or f"cannot be asked: {_reason(error)}"
            raise StoreError(f"{name}: {what}") from error

    def _late(self, error: BaseException) -> str:
        """That it took too long, where that is what lies behind *error*."""
        late = any(isinstance(each, TimeoutError | Timeout) for each in _causes(error))
        return f"no whole answer in {self.access.seconds:g} s" if late else ""


def refuse_address(address: str) -> None:
    """Raise StoreError when *address* is no address of an engine; an empty one is none yet."""
    parts = urlsplit(address)
    if address and parts.scheme not in {"http", "https"}:
        raise StoreError(f"{address}: no engine; its address begins with http or https")
    if parts.username or parts.password:
        raise StoreError(
            f"{parts.hostname}: a user and a password do not belong into the address of an engine;"
            " there are settings for them"
        )


def _auth(access: Access) -> requests.auth.AuthBase | None:
    if access.token:
        return _Token(access.token)
    return _Credentials(access.user, access.password) if access.user else None


def _refusal(name: str, answer: requests.Response) -> QueryError | StoreError:
    """The error that an *answer* tells of."""
    if answer.is_redirect:
        return StoreError(f"{name}: has moved to {answer.headers['Location']}")
    words = textwrap.shorten(_words(answer), LONGEST_WORDS, placeholder=" ...")
    if answer.status_code == BAD_REQUEST:
        return QueryError(f"{name}: {words}")
    if answer.status_code in REFUSED:
        return StoreError(f"{name}: refuses the user, or wants one: {words}")
    return StoreError(f"{name}: failed with {answer.status_code}: {words}")


def _words(answer: requests.Response) -> str:
    """What the engine says: the detail of a problem description (RFC 9457), or its words."""
    try:
        problem = msgspec.json.decode(answer.content, type=dict[str, object])
        return str(problem.get("detail") or problem["title"])
    except (msgspec.MsgspecError, KeyError):
        return answer.content[:LONGEST_WORDS].decode(errors="replace") or answer.reason


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """The *error* and all that it came from, the arguments of errors among them."""
    while error is not None:
        yield error
        yield from (each for each in error.args if isinstance(each, BaseException))
        error = error.__cause__ or error.__context__


def _reason(error: BaseException) -> str:
    """The innermost cause of *error*, in words."""
    *_, last = _causes(error)
    return str(last) or type(last).__name__
