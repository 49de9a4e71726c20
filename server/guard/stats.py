"""What the guards of a worker did: counted, for whoever measures."""

import threading
from collections import Counter


class Stats:
    """Counts of queries, of their seconds, and of those that were stopped, by cause."""

    def __init__(self) -> None:
        self.queries = 0
        self.seconds = 0.0
        self.slow = 0
        self.busy = 0
        self.stopped: Counter[str] = Counter()
        self._counting = threading.Lock()

    def count(self, seconds: float) -> None:
        """Count a query, whatever became of it in so many *seconds*."""
        with self._counting:
            self.queries += 1
            self.seconds += seconds

    def turn_slow(self) -> None:
        """Count a query that turned slow."""
        with self._counting:
            self.slow += 1

    def send_away(self) -> None:
        """Count a query that nobody was free for."""
        with self._counting:
            self.busy += 1

    def stop(self, cause: str) -> None:
        """Count a query that was stopped because of *cause*."""
        with self._counting:
            self.stopped[cause] += 1
