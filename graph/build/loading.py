"""Putting quads into a store that nobody reads yet."""

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from typing import Final, Self

from pyoxigraph import NamedNode, RdfFormat, Store, parse

from graph.build.compaction import keep_back, let_go
from graph.errors import DataDirectoryError
from graph.quads.content import Content, measured
from graph.quads.statements import Given

PIECE: Final = 125_000
"""How many quads are loaded at once: twice as many take twice the memory and 4 % less time."""


AT_ONCE: Final = 2
"""How many pieces are loaded beside each other: one keeps a single core busy."""


class Loader:
    """A new store at *path*, loaded in pieces; ``content`` is what it was given so far.

    Pieces are loaded in the background, while the next ones are made; what compacts them waits
    until the last is there.
    """

    def __init__(self, path: Path) -> None:
        self.store = Store(str(path))
        keep_back()
        self.content = Content()
        self._waiting: list[bytes] = []
        self._quads = 0
        self._threads = ThreadPoolExecutor(AT_ONCE)
        self._loading: deque[Future[None]] = deque()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._threads.shutdown(cancel_futures=True)
        let_go()

    def add(self, lines: bytes, content: Content) -> None:
        """Load the N-Quads *lines*, whose content is *content*, now or with those that follow."""
        self._waiting.append(lines)
        self._quads += content.quads
        self.content = self.content.plus(content)
        if self._quads >= PIECE:
            self._load()

    def add_given(self, given: Given) -> None:
        """Load what is *given*, all of which is new to the store."""
        self.add(*measured(given))

    def add_graph(self, path: Path, graph: NamedNode, triples: int) -> None:
        """Load the N-Triples of the file at *path*, that many, into the named *graph*.

        Raises DataDirectoryError when it cannot be read.
        """
        try:
            with path.open("rb") as file:
                while lines := b"".join(islice(file, PIECE)):
                    self._start(_load_triples, lines, graph)
        except OSError as error:
            raise DataDirectoryError(f"{path}: cannot be read: {error.strerror}") from error
        self.content = self.content.plus(Content(triples))

    def settle(self) -> None:
        """Load the rest, and begin to bring everything to the disk: nothing more is added.

        Each piece left files of its own, in all of which every query would have to look: they are
        made one, which takes a second for a million quads and halves the time of many queries. It
        keeps one core busy, and there is something else to do meanwhile.
        """
        self._load()
        while self._loading:
            self._loading.popleft().result()
        let_go()
        self._loading.append(self._threads.submit(_settle, self.store))

    def finish(self) -> Content:
        """Return what the store holds, once everything is on the disk, as ``settle`` brings it."""
        self._loading.popleft().result()
        return self.content

    def _load(self) -> None:
        """Load what is waiting."""
        self._start(_load, b"".join(self._waiting))
        self._waiting, self._quads = [], 0

    def _start(self, load: Callable[..., None], *what: object) -> None:
        """Let *load* go on with *what*; when too much is being loaded already, after some of it."""
        if len(self._loading) == AT_ONCE:
            self._loading.popleft().result()
        self._loading.append(self._threads.submit(load, self.store, *what))


def _settle(store: Store) -> None:
    store.optimize()
    store.flush()


def _load(store: Store, lines: bytes) -> None:
    """Load N-Quads; blank nodes, to which bulk loading gives other labels, take a slower way.

    The lines are those of terms, which were checked when they were made, and are not checked again.
    """
    if b"_:" in lines:
        store.bulk_extend(parse(lines, format=RdfFormat.N_QUADS))
    else:
        store.bulk_load(lines, RdfFormat.N_QUADS, lenient=True)


def _load_triples(store: Store, lines: bytes, graph: NamedNode) -> None:
    """Load N-Triples without blank nodes into a named *graph*."""
    store.bulk_load(lines, RdfFormat.N_TRIPLES, to_graph=graph, lenient=True)
