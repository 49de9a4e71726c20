"""Servers that work beside a test, in a thread of its own process."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from http.server import HTTPServer
from threading import Thread
from wsgiref.types import WSGIApplication

from werkzeug.serving import make_server

POLL = 0.01
"""Seconds after which a server notices at the latest that it is to end."""


@contextmanager
def at_work(server: HTTPServer) -> Iterator[str]:
    """The address of *server* for as long as it is needed, without a slash at its end."""
    thread = Thread(target=server.serve_forever, args=(POLL,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def served(application: WSGIApplication) -> AbstractContextManager[str]:
    """The address at which *application* is served, on a free port."""
    return at_work(make_server("127.0.0.1", 0, application, threaded=True))
