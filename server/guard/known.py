"""Which queries were slow when they were last asked: those start in the slow lane at once."""

import threading
from collections import OrderedDict
from typing import Final

MOST: Final = 1024
"""How many of them are remembered."""


class SlowQueries:
    """Remembers hashes of requests that were slow, the newest ones."""

    def __init__(self) -> None:
        self._known: OrderedDict[int, None] = OrderedDict()
        self._changing = threading.Lock()

    def __contains__(self, request: bytes) -> bool:
        """Whether *request* was slow."""
        return hash(request) in self._known

    def learn(self, request: bytes, *, slow: bool) -> None:
        """Remember whether *request* is *slow*."""
        with self._changing:
            self._known.pop(hash(request), None)
            if slow:
                self._known[hash(request)] = None
                if len(self._known) > MOST:
                    self._known.popitem(last=False)
