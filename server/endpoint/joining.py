"""Equal queries that are asked at once: one of them is answered, and all get its answer."""

import threading
from collections.abc import Callable
from concurrent.futures import Future

from graph.errors import SalkkuError
from server.endpoint.reply import Reply
from server.evaluation import Busy, NoAcceptableFormat, QueryStopped


class Joining:
    """Lets those who ask for the same wait for the first of them."""

    def __init__(self) -> None:
        self._making: dict[str, Future[Reply | None]] = {}
        self._changing = threading.Lock()

    def made(self, tag: str, make: Callable[[], Reply]) -> Reply:
        """Return the reply known by *tag*: what *make* makes, or made for another at this moment.

        Raises what *make* raises, also for the other. Where that was for a reason of his own, or
        what he got is in a file and can be read but once, everybody makes his own.
        """
        mine: Future[Reply | None] = Future()
        with self._changing:
            first = self._making.setdefault(tag, mine)
        try:
            return self._made(tag, make) if first is mine else first.result() or make()
        finally:
            del first, mine  # an error in them holds this frame, which would hold them

    def _made(self, tag: str, make: Callable[[], Reply]) -> Reply:
        """Make the reply known by *tag*, and tell those who wait for it."""
        outcome: Reply | Exception | None = None
        try:
            reply = make()
            outcome = reply if isinstance(reply.body, bytes) else None
        except (SalkkuError, QueryStopped, Busy, NoAcceptableFormat) as error:
            outcome = error
            raise
        finally:
            self._tell(tag, outcome)
            del outcome  # as above
        return reply

    def _tell(self, tag: str, outcome: Reply | Exception | None) -> None:
        """Tell those who wait; who asks from now on is the first again."""
        with self._changing:
            awaited = self._making.pop(tag)
        if isinstance(outcome, Exception):
            awaited.set_exception(outcome)
        else:
            awaited.set_result(outcome)
