"""What stands beside Flask: applications of their own, each at its address."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

Environ = dict[str, Any]
WsgiApplication = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]

IN_PIECES: Final = "salkku.in_pieces"
"""What an application notes in the environ when its body is a large file."""


class Mounted:
    """At each address in *mounts* its application, everywhere else the *rest*."""

    def __init__(self, rest: WsgiApplication, mounts: Mapping[str, WsgiApplication]) -> None:
        self._rest = rest
        self._mounts = mounts

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer a request (PEP 3333)."""
        application = self._mounts.get(environ["PATH_INFO"], self._rest)
        return application(environ, start_response)


def in_one_piece(application: WsgiApplication) -> WsgiApplication:
    """Return *application* with each body handed over whole.

    The server sends such a body without a thread of ours, however slowly the client reads; and what
    fails while it is made is an error, and never half an answer. A file is handed over as it is.
    """

    def whole(environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        body = application(environ, start_response)
        if environ.get(IN_PIECES):
            return body
        try:
            return [b"".join(body)]
        finally:
            if hasattr(body, "close"):
                body.close()

    return whole
