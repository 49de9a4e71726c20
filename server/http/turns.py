"""Requests that take a moment, one after the other in each process.

Only one thread of a process runs Python at a time. Several that answer at once take it from each
other at every call to the system, and whoever asks must wake up again and again: that takes more
than the work itself. So they wait in line before they begin, and each is done in one go.
"""

import threading
import time
from collections.abc import Callable, Collection, Iterable
from typing import Any, Final

from server.http.mounting import Environ, WsgiApplication
from server.observing.requests import told

SOON: Final = 0.01
"""How many seconds a request waits for the one before it, which takes long if it takes longer."""


class InTurn:
    """The application *inner*, which answers GET at the addresses *paths* in turn.

    A request waits for the one before it as long as is still *soon*, in seconds. What has a body
    has no turn: it may take as long as its client likes.
    """

    def __init__(self, inner: WsgiApplication, paths: Collection[str], soon: float = SOON) -> None:
        self._inner = inner
        self._paths = paths
        self._soon = soon
        self._turn = threading.Lock()
        self._late = 0.0

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer a request (PEP 3333)."""
        if environ["REQUEST_METHOD"] != "GET" or environ["PATH_INFO"] not in self._paths:
            return self._inner(environ, start_response)
        told(environ).began = time.perf_counter()
        turn = self._turn_come()
        try:
            return self._inner(environ, start_response)
        finally:
            turn.release()

    def _turn_come(self) -> threading.Lock:
        """The turn of this request, taken; whoever keeps one for long is left behind with it."""
        while not (turn := self._turn).acquire(timeout=self._soon):
            if self._turn is turn and time.monotonic() > self._late:
                self._turn = threading.Lock()
        self._late = time.monotonic() + self._soon
        return turn
