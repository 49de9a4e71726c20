"""One deadline for a whole answer, whatever the pace at which it comes.

The timeout of a socket is for each read from it, so an engine that sends a byte now and then is
waited for without end. Here, what a connection is told to wait counts from then on for all reads
together.
"""

import io
import socket
import ssl
import time
from typing import Any, Final, cast

from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

SHORTEST: Final = 0.001
"""For how many seconds a read may wait at least: none at all means for ever, or not at all."""


class _Reading(io.RawIOBase):
    """What comes through the *socket*, until the moment at which it may be read no more."""

    def __init__(self, bounded: "BoundedSocket") -> None:
        self._bounded = bounded
        self._file = bounded.whole.makefile("rb", buffering=0)

    def readable(self) -> bool:
        """It can be read."""
        return True

    def readinto(self, buffer: Any) -> int | None:
        """Read what is there, or wait for it until the deadline. Raises TimeoutError."""
        self._bounded.wait_for_what_is_left()
        return cast("io.RawIOBase", self._file).readinto(buffer)

    def close(self) -> None:
        """Let go of the socket."""
        self._file.close()
        super().close()


class BoundedSocket:
    """A socket whose reads all end at one moment: so long after it was told a timeout."""

    def __init__(self, whole: socket.socket) -> None:
        self.whole = whole
        self._until: float | None = None

    def __getattr__(self, name: str) -> Any:
        return getattr(self.whole, name)

    def settimeout(self, seconds: float | None) -> None:
        """Let all that is read from now on come within so many *seconds*."""
        self._until = None if seconds is None else time.monotonic() + seconds
        self.whole.settimeout(seconds)

    def wait_for_what_is_left(self) -> None:
        """Let the next read wait until the deadline. Raises TimeoutError when it has passed."""
        if self._until is None:
            return
        left = self._until - time.monotonic()
        if left <= 0:
            raise TimeoutError("timed out")
        self.whole.settimeout(max(left, SHORTEST))

    def makefile(self, mode: str) -> io.BufferedReader:
        """What can be read from it, as a file; *mode* is always that of reading bytes."""
        del mode
        return io.BufferedReader(_Reading(self))


class _Connection(HTTPConnection):
    """A connection with one deadline for an answer."""

    def connect(self) -> None:
        """Connect."""
        super().connect()
        self.sock = cast("socket.socket", BoundedSocket(self.sock))


class _SecureConnection(HTTPSConnection):
    """The same over TLS."""

    def connect(self) -> None:
        """Connect."""
        super().connect()
        self.sock = cast("socket.socket", BoundedSocket(self.sock))


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Connection


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _SecureConnection


class BoundedAdapter(HTTPAdapter):
    """Keeps connections for requests to come; each answer has one deadline as a whole."""

    def init_poolmanager(self, *args: Any, **more: Any) -> None:
        """Let the pools be made of such connections, which trust whom the system trusts as well."""
        super().init_poolmanager(*args, ssl_context=ssl.create_default_context(), **more)
        self.poolmanager.pool_classes_by_scheme = {"http": _Pool, "https": _SecurePool}
