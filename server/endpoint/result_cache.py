"""Answers kept for the next who asks, by their ETags, while their generation is served.

Each process keeps its own: a look-up costs less than asking another process would, and what all
ask for is soon in each.
"""

import threading
from collections import OrderedDict
from typing import Final

from server.endpoint.reply import Reply

OVERHEAD: Final = 1024
"""The bytes that an answer takes beside its body, about."""

SHARE: Final = 4
"""The part of the cache that one answer may fill is one of so many."""


class ResultCache:
    """At most *size* bytes of replies, those that were asked for last; 0 keeps none."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._generation = ""
        self._replies: OrderedDict[str, Reply] = OrderedDict()
        self._kept = 0
        self._lock = threading.Lock()

    def get(self, generation: str, key: str) -> Reply | None:
        """Return the reply of that key, or None; what another *generation* gave is dropped."""
        with self._lock:
            self._serve(generation)
            reply = self._replies.get(key)
            if reply is not None:
                self._replies.move_to_end(key)
            return reply

    def put(self, generation: str, key: str, reply: Reply) -> None:
        """Keep *reply* under *key*, unless it is large or its generation is past."""
        if _cost(reply) * SHARE > self._size or not isinstance(reply.body, bytes):
            return
        with self._lock:
            if generation != self._generation:
                return
            self._take(key)
            self._replies[key] = reply
            self._kept += _cost(reply)
            while self._kept > self._size:
                self._take(next(iter(self._replies)))

    def _serve(self, generation: str) -> None:
        if generation != self._generation:
            self._replies.clear()
            self._generation, self._kept = generation, 0

    def _take(self, key: str) -> None:
        reply = self._replies.pop(key, None)
        self._kept -= 0 if reply is None else _cost(reply)


def _cost(reply: Reply) -> int:
    return len(reply.body) + OVERHEAD
