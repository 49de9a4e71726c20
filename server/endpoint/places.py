"""Places and room for what slow clients hold up, shared fairly among them."""

import threading
from collections import Counter


class Places:
    """So many places, or bytes, of which no client has more than are free.

    However much one client would have, there is room for others.
    """

    def __init__(self, number: int) -> None:
        self._free = number
        self._of: Counter[str] = Counter()
        self._lock = threading.Lock()

    def take(self, client: str, number: int = 1) -> bool:
        """Take so many for *client*; whether there were as many."""
        with self._lock:
            if self._of[client] + number > self._free:
                return False
            self._free -= number
            self._of[client] += number
            return True

    def give(self, client: str, number: int = 1) -> None:
        """Give so many of *client* back."""
        with self._lock:
            self._free += number
            self._of[client] -= number
            self._of += Counter()  # forgets the clients that have none


class Room:
    """So many *places* for what has so many *bytes* together, each shared as ``Places`` are."""

    def __init__(self, places: int, bytes_: int) -> None:
        self._places = Places(places)
        self._bytes = Places(bytes_)

    def take(self, client: str, size: int) -> bool:
        """Take a place for *client* and what has *size* bytes; whether there was room for it."""
        if not self._places.take(client):
            return False
        if self._bytes.take(client, size):
            return True
        self._places.give(client)
        return False

    def give(self, client: str, size: int) -> None:
        """Give back what was taken for what has *size* bytes."""
        self._places.give(client)
        self._bytes.give(client, size)
