"""Places for what slow clients hold up, shared fairly among them."""

import threading
from collections import Counter


class Places:
    """So many places, of which no client has more than are free.

    However many one client would have, there is room for others.
    """

    def __init__(self, number: int) -> None:
        self._free = number
        self._of: Counter[str] = Counter()
        self._lock = threading.Lock()

    def take(self, client: str) -> bool:
        """Take a place for *client*; whether there was one."""
        with self._lock:
            if self._of[client] >= self._free:
                return False
            self._free -= 1
            self._of[client] += 1
            return True

    def give(self, client: str) -> None:
        """Give a place of *client* back."""
        with self._lock:
            self._free += 1
            self._of[client] -= 1
            self._of += Counter()  # forgets the clients that have none
