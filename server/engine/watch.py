"""What an engine holds, looked up every second by a thread of its own.

So no request ever waits for the look, and when an engine is down, it is this thread that finds out
first, and that finds it back.
"""

import threading
import time
import weakref
from collections.abc import Callable
from typing import Final

import msgspec

from graph.engines.client import Engine
from graph.engines.naming import Catalogue
from graph.engines.place import Access
from graph.engines.store import NAME, ask_catalogue
from graph.errors import QueryError, StoreError
from ontology.iris import EngineGraphs

PAUSE: Final = 1.0
"""How many seconds pass between two looks."""

AT_LEAST: Final = 0.1
"""How many seconds pass at least, however many requests doubt that the engine is well."""

LOOK_SECONDS: Final = 5.0
"""How long a look may take: the catalogue is a few lines."""

FIRST_LOOK: Final = 2.0
"""How long a request waits for the first look, just after the start."""


class Look(msgspec.Struct, frozen=True, kw_only=True):
    """What was seen last: a *catalogue*, whenever it was, and the *error* of the look, if any.

    *server* is what the engine calls itself.
    """

    catalogue: Catalogue | None = None
    server: str = ""
    error: str = ""


class Watch:
    """Looks at the *graphs* that an engine holds; *failed* is told of each look that fails."""

    def __init__(self, access: Access, graphs: EngineGraphs, failed: Callable[[], None]) -> None:
        seconds = min(LOOK_SECONDS, access.seconds)
        self._engine = Engine(msgspec.structs.replace(access, seconds=seconds), NAME)
        self._graphs = graphs
        self._failed = failed
        self._last: Look | None = None
        self._looked = threading.Condition()
        self._early = threading.Event()

    def start(self) -> None:
        """Begin to look, until nobody holds this any more."""
        threading.Thread(
            target=_look_always,
            args=(weakref.ref(self), self._early),
            name="engine watch",
            daemon=True,
        ).start()

    def last(self) -> Look:
        """What was seen last. Just after the start it may take a moment.

        Raises StoreError when nothing was seen yet.
        """
        with self._looked:
            if not self._looked.wait_for(lambda: self._last is not None, FIRST_LOOK):
                raise StoreError(f"{NAME}: has not answered yet")
            return self._last or Look()

    def look_early(self) -> None:
        """Look at once: there is a reason to doubt that the engine is well."""
        self._early.set()

    def look(self) -> None:
        """Look once."""
        seen = self._seen()
        with self._looked:
            self._last = seen
            self._looked.notify_all()

    def _seen(self) -> Look:
        before = self._last or Look()
        try:
            catalogue, server = ask_catalogue(self._engine, self._graphs)
        except (QueryError, StoreError) as error:
            self._failed()
            return msgspec.structs.replace(before, error=str(error))
        return Look(catalogue=catalogue, server=server)


def _look_always(found: "weakref.ref[Watch]", early: threading.Event) -> None:
    """Look every second, and early when that is wanted, as long as there is a Watch."""
    while (watch := found()) is not None:
        watch.look()
        del watch  # so that this thread keeps nobody alive while it waits
        early.wait(PAUSE)
        early.clear()
        time.sleep(AT_LEAST)
