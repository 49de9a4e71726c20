"""How triples are sent: all graphs in one request where an engine takes that, else in pieces."""

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import Final

import msgspec
from pyoxigraph import Store

from graph.engines.client import Engine
from graph.engines.dialects import keeps
from graph.engines.publishing.statements import Progress, Tally, lines, pieces, with_graph

N_TRIPLES: Final = "application/n-triples"
N_QUADS: Final = "application/n-quads"
WHOLE: Final = ("Oxigraph",)
"""What the engines call themselves that take a whole dataset at the address for graphs."""

BULK: Final = "no_transaction"
"""What tells Oxigraph to use its bulk loader."""

STEP: Final = 10_000
"""After how many lines the progress is told."""

LOADING: Final = "sending triples"


class Counter:
    """Tells *progress* how many of *whole* triples were sent."""

    def __init__(self, progress: Progress, whole: int) -> None:
        self._progress = progress
        self._whole = whole
        self._sent = 0

    def __call__(self, more: int) -> None:
        """Count so many *more*."""
        self._sent += more
        self._progress(LOADING, self._sent, self._whole)


def load(
    engine: Engine, server: str, store: Store, names: Mapping[str, str], count: Counter
) -> dict[str, Tally]:
    """Send each graph of *store* to the graph that *names* gives it there; return what was sent.

    The graphs there are empty, or not there yet. Raises StoreError.
    """
    tallies = {graph: Tally(partial(keeps, server)) for graph in names}
    if server.startswith(WHOLE):
        _bulk(engine).load(_dataset(store, names, tallies, count), N_QUADS)
    else:
        for graph, there in names.items():
            for piece in _counted(
                pieces(lines(store, graph, tallies[graph])), tallies[graph], count
            ):
                engine.put(there, piece, N_TRIPLES)
    return tallies


def _bulk(engine: Engine) -> Engine:
    """The same engine where it takes much: outside of any transaction, in memory that is bounded.

    What would be there of a load that breaks off is swept, and nobody reads it.
    """
    access = engine.access
    return Engine(msgspec.structs.replace(access, graphs=f"{access.graphs}?{BULK}"))


def _dataset(
    store: Store, names: Mapping[str, str], tallies: Mapping[str, Tally], count: Counter
) -> Iterator[bytes]:
    """All graphs as N-Quads, piece by piece of one body."""
    for graph, there in names.items():
        waiting = []
        for line in with_graph(store, graph, there, tallies[graph]):
            waiting.append(line)
            if len(waiting) == STEP:
                yield "".join(waiting).encode()
                count(len(waiting))
                waiting = []
        if waiting:
            yield "".join(waiting).encode()
            count(len(waiting))


def _counted(found: Iterable[bytes], tally: Tally, count: Counter) -> Iterator[bytes]:
    """Yield the pieces *found*; when the next one is wanted, the last one was sent."""
    sent = 0
    for piece in found:
        triples = tally.triples
        yield piece
        count(triples - sent)
        sent = triples
