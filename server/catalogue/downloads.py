"""Files on their way to who downloads them: whole or in part, as they are or compressed.

They are read piece by piece while they are sent, so only so many are sent at a time: each holds a
thread, of those that are there for downloads (``DOWNLOADS`` in the start of the server).
"""

import base64
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from typing import Any, Final

from flask import Response, request, send_file

from graph.dumps.dumps import Dumps
from graph.dumps.kept import COMPRESSIONS, KeptFile
from server.catalogue.files import format_of
from server.endpoint.encodings import IDENTITY, encoding_of
from server.endpoint.places import Places
from server.evaluation import Busy
from server.http.mounting import IN_PIECES

DOWNLOADS: Final = 16
"""How many files one process sends at a time."""

SECONDS_TO_RETURN: Final = 10


class Sending:
    """The pieces of a file on its way; *done* is called once, whatever becomes of them."""

    def __init__(self, pieces: Iterable[Any], done: Callable[[], None]) -> None:
        self._pieces = pieces
        self._done: Callable[[], None] | None = done

    def __iter__(self) -> Iterator[Any]:
        try:
            yield from self._pieces
        finally:
            self.close()

    def close(self) -> None:
        """Let go of the file and of its place."""
        done, self._done = self._done, None
        if done is not None:
            getattr(self._pieces, "close", bool)()
            done()

    __del__ = close


class Downloads:
    """Lets at most so many files be on their way at a time."""

    def __init__(self, places: int = DOWNLOADS) -> None:
        self._places = Places(places)

    def send(self, dumps: Dumps, file: KeptFile) -> Response:
        """Return the *file* as the request at hand wants it: encoded, a range of it, or unchanged.

        Raises Busy when too many are on their way.
        """
        client = request.remote_addr or ""
        if not self._places.take(client):
            raise Busy("too many files are on their way; come back soon", SECONDS_TO_RETURN)
        with ExitStack() as held:
            held.callback(self._places.give, client)
            answer = _answer(dumps, file, encoding(file))
            answer.response = Sending(answer.response, held.pop_all().close)
        request.environ[IN_PIECES] = True
        return answer


def encoding(file: KeptFile) -> str:
    """In which of the encodings in which the *file* is kept the client at hand wants it."""
    wanted = encoding_of(request.headers.get("Accept-Encoding", ""))
    return wanted if wanted in file.compressed else IDENTITY


def _answer(dumps: Dumps, file: KeptFile, encoding: str) -> Response:
    """The file, or that part of it, or that it is unchanged (RFC 9110, sections 13 and 14)."""
    answer = send_file(
        dumps.path(f"{file.name}{COMPRESSIONS.get(encoding, '')}").absolute(),
        mimetype=format_of(file.name).media_type,
        as_attachment=True,
        download_name=f"{dumps.generation.id}-{file.name}",
        etag=f"{file.sha256}-{encoding}",
        last_modified=dumps.generation.time,
    )
    if encoding == IDENTITY:
        digest = base64.b64encode(bytes.fromhex(file.sha256)).decode()
        answer.headers["Repr-Digest"] = f"sha-256=:{digest}:"  # RFC 9530
    else:
        answer.headers["Content-Encoding"] = encoding
    answer.vary.add("Accept-Encoding")
    del answer.headers["Expires"]
    answer.headers["Cache-Control"] = "public, no-cache, no-transform"
    return answer
