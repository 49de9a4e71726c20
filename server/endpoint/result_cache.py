"""Answers kept for the next who asks, by their ETags, while their generation is served.

Each process keeps what it was asked for last; replies it looks for as well among those that all
processes keep together.
"""

import threading
from collections import OrderedDict
from typing import Final

from server.endpoint.reply import Reply
from server.endpoint.shared_replies import SharedReplies
from server.evaluation import Answer

Kept = Reply | Answer
"""What is kept: a reply for a program, an answer for a page."""

OVERHEAD: Final = 1024
"""The bytes that an answer takes beside its body, about."""

SHARE: Final = 4
"""The part of the cache that one answer may fill is one of so many."""


class ResultCache:
    """At most *size* bytes of replies and answers, those that were asked for last; 0 keeps none.

    Behind it stand the replies that are *shared* with other processes, if any are.
    """

    def __init__(self, size: int, shared: SharedReplies | None = None) -> None:
        self._size = size
        self._shared = shared
        self._generation = ""
        self._replies: OrderedDict[str, Kept] = OrderedDict()
        self._kept = 0
        self._lock = threading.Lock()

    def get(self, generation: str, key: str) -> Kept | None:
        """Return what has that key, or None; what another *generation* gave is dropped."""
        if not self._size:
            return None
        with self._lock:
            self._serve(generation)
            kept = self._replies.get(key)
            if kept is not None:
                self._replies.move_to_end(key)
                return kept
        return self._from_others(generation, key)

    def put(self, generation: str, key: str, kept: Kept) -> None:
        """Keep it under *key*, unless it is large or its generation is past."""
        self._keep(generation, key, kept)
        if self._shared and isinstance(kept, Reply):
            self._shared.put(generation, key, kept)

    def _from_others(self, generation: str, key: str) -> Reply | None:
        reply = self._shared.get(key) if self._shared else None
        if reply is not None:
            self._keep(generation, key, reply)
        return reply

    def _keep(self, generation: str, key: str, kept: Kept) -> None:
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
            if self._shared:
                self._shared.serve(generation)

    def _take(self, key: str) -> None:
        reply = self._replies.pop(key, None)
        self._kept -= 0 if reply is None else _cost(reply)


def _cost(kept: Kept) -> int:
    return len(kept.body) + OVERHEAD
