"""How many seconds of queries a client may spend: a token bucket for each address.

What counts is the measured time of queries, not how many there are, nor what asks them. A bucket
holds the seconds of one minute and is filled again within a minute; a query is let in while
anything is left, and what it took is taken out afterwards. So whoever asks one query after the
other is never turned away, and whoever asks many heavy ones at once has to wait.

The buckets stand in a piece of memory that all processes share, for a client's connections are
spread over them. It is of one size, whoever comes: an address has the bucket to which its hash
leads, and two may now and then share one. Nothing is locked: when two processes write at the same
moment, one charge is lost.
"""

import hmac
import ipaddress
import math
import mmap
import os
import secrets
import struct
import time
import weakref
from collections.abc import Callable
from functools import lru_cache
from multiprocessing.reduction import DupFd
from typing import Any, Final

from werkzeug.exceptions import TooManyRequests

from graph.errors import QueryError
from server.evaluation import Answer, QueryStopped

BUCKETS: Final = 65_536
BUCKET: Final = struct.Struct("dd")
"""The seconds that were spent, and when that was reckoned (in seconds of the clock)."""

MINUTE: Final = 60.0
NETWORK: Final = 64
"""A client of IPv6 is known by so many bits: the rest it chooses itself."""


class Buckets:
    """The memory of all buckets. It can be handed to a process that is being started."""

    def __init__(self) -> None:
        file = os.memfd_create("salkku-budgets")
        os.truncate(file, BUCKETS * BUCKET.size)
        self._open(file, secrets.token_bytes(16))

    def __getstate__(self) -> tuple[Any, bytes]:
        return DupFd(self._file), self._secret

    def __setstate__(self, state: tuple[Any, bytes]) -> None:
        self._open(state[0].detach(), state[1])

    def _open(self, file: int, secret: bytes) -> None:
        self._file, self._secret = file, secret
        self._memory = mmap.mmap(file, BUCKETS * BUCKET.size)
        weakref.finalize(self, os.close, file)

    def place(self, client: str) -> int:
        """Where the bucket of the address *client* is; the address itself is kept nowhere."""
        digest = hmac.digest(self._secret, network_of(client).encode(), "sha256")
        return int.from_bytes(digest[:4]) % BUCKETS * BUCKET.size

    def read(self, place: int) -> tuple[float, float]:
        """The seconds that were spent from the bucket at *place*, and when that was reckoned."""
        spent, reckoned = BUCKET.unpack_from(self._memory, place)
        return spent, reckoned

    def write(self, place: int, spent: float, reckoned: float) -> None:
        """Note both in the bucket at *place*."""
        BUCKET.pack_into(self._memory, place, spent, reckoned)


@lru_cache(maxsize=4096)
def network_of(client: str) -> str:
    """The network by which the address *client* is known; whatever is no address, as it stands."""
    try:
        address = ipaddress.ip_address(client)
    except ValueError:
        return client
    if address.version == 4:  # noqa: PLR2004 - the version of the protocol
        return client
    return str(ipaddress.ip_network((int(address), NETWORK), strict=False))


class Budget:
    """So many *seconds* of queries a minute for each client; 0 is no limit."""

    def __init__(
        self,
        seconds: float,
        buckets: Buckets | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._seconds = seconds
        self._buckets = buckets or Buckets()
        self._clock = clock

    def spend(self, client: str, ask: Callable[[], Answer]) -> Answer:
        """Return what *ask* answers, for which *client* pays.

        Raises TooManyRequests when the client has nothing left, and whatever *ask* raises.
        """
        self.let_in(client)
        began = time.perf_counter()
        try:
            answer = ask()
        except (QueryError, QueryStopped):
            self.charge(client, time.perf_counter() - began)
            raise
        self.charge(client, answer.seconds)
        return answer

    def let_in(self, client: str) -> None:
        """Raise TooManyRequests when the *client* has nothing left."""
        seconds = self.wait(client)
        if seconds:
            raise TooManyRequests(
                f"You have spent the {self._seconds:g} seconds of queries that there are for one"
                f" client in a minute; come back in {seconds} seconds.",
                retry_after=seconds,
            )

    def wait(self, client: str) -> int:
        """How many seconds the *client* has to wait before it may ask; 0 when it may at once."""
        if not self._seconds:
            return 0
        over = self._spent(self._buckets.place(client)) - self._seconds
        return 0 if over < 0 else math.floor(over * MINUTE / self._seconds) + 1

    def charge(self, client: str, seconds: float) -> None:
        """Take the *seconds* of a query out of the bucket of *client*.

        At most the seconds of another minute can be owed, so that nobody waits for longer.
        """
        if not self._seconds:
            return
        place = self._buckets.place(client)
        spent = min(self._spent(place) + seconds, 2 * self._seconds)
        self._buckets.write(place, spent, self._clock())

    def _spent(self, place: int) -> float:
        spent, reckoned = self._buckets.read(place)
        regained = max(0.0, self._clock() - reckoned) * self._seconds / MINUTE
        return max(0.0, spent - regained)
