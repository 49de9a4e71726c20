"""Answers kept for the next who asks, by their ETags, while their generation is served.

Each process keeps its own: a look-up costs less than asking another process would, and what all
ask for is soon in each.
"""

import threading
from collections import OrderedDict
from typing import Final

from server.endpoint.reply import Reply
from server.evaluation import Answer

Kept = Reply | Answer
"""What is kept: a reply for a program, an answer for a page."""

OVERHEAD: Final = 1024
"""The bytes that an answer takes beside its body, about."""

SHARE: Final = 4
"""The part of the cache that one answer may fill is one of so many."""


class ResultCache:
    """At most *size* bytes of replies and answers, those that were asked for last; 0 keeps none."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._generation = ""
        self._replies: OrderedDict[str, Kept] = OrderedDict()
        self._kept = 0
        self._lock = threading.Lock()

    def get(self, generation: str, key: str) -> Kept | None:
        """Return what has that key, or None; what another *generation* gave is dropped."""
        with self._lock:
            self._serve(generation)
            reply = self._replies.get(key)
            if reply is not None:
                self._replies.move_to_end(key)
            return reply

    def put(self, generation: str, key: str, kept: Kept) -> None:
        """Keep it under *key*, unless it is large or its generation is past."""
        if _cost(kept) * SHARE > self._size or not isinstance(kept.body, bytes):
            return
        with self._lock:
            if generation != self._generation:
                return
            self._take(key)
            self._replies[key] = kept
            self._kept += _cost(kept)
            while self._kept > self._size:
                self._take(next(iter(self._replies)))

    def _serve(self, generation: str) -> None:
        if generation != self._generation:
            self._replies.clear()
            self._generation, self._kept = generation, 0

    def _take(self, key: str) -> None:
        reply = self._replies.pop(key, None)
        self._kept -= 0 if reply is None else _cost(reply)


def _cost(kept: Kept) -> int:
    return len(kept.body) + OVERHEAD
