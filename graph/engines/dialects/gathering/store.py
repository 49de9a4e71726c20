"""The store that gathers: a query is answered here, from triples that an engine sent."""

from collections.abc import Collection
from typing import Final

from graph.engines.dialects.gathering.cursor import Unread
from graph.engines.dialects.gathering.part import Part, Source
from graph.engines.dialects.gathering.patterns import Group, InGraph, Pattern
from graph.engines.dialects.gathering.reading import Asked, read
from graph.engines.dialects.gathering.walking import Walk
from graph.sparql.misreading import objection
from graph.store import Answer, Dataset, EmbeddedStore

ANYTHING: Final = Pattern("subject", "property", "value")
EVERYTHING: Final = Group((ANYTHING, InGraph("graph", Group((ANYTHING,)))))
"""What a query asks for whose patterns are not understood."""


class GatheringStore:
    """A graph whose triples are fetched from *source* when a query needs them, and then kept.

    *named* are its named graphs. What is kept does not change, for a generation never does; when
    it has grown large, it is let go of.
    """

    def __init__(
        self,
        source: Source,
        named: Collection[str],
        name: str,
        allowed: Collection[str] = (),
        base: str = "",
    ) -> None:
        self._source = source
        self._named = tuple(named)
        self._name = name
        self._allowed = allowed
        self._base = base
        self._part = Part(source, self._named)

    def query(self, text: str, dataset: Dataset | None = None) -> Answer:
        """Return the answer of any query, over *dataset* if one is given.

        Raises QueryError for a query that cannot be read or answered, or would need too much;
        StoreError when the engine fails.
        """
        part = self._part
        if part.is_large:
            part = self._part = Part(self._source, self._named)
        if not objection(text):
            self._gather(part, text, dataset)
        store = EmbeddedStore(part.store, self._name, self._allowed, self._base)
        return store.query(text, dataset)

    def _gather(self, part: Part, text: str, dataset: Dataset | None) -> None:
        """Let all that the query *text*, which can be read, can match be in *part*."""
        try:
            asked = read(text, self._base)
        except Unread:
            asked = Asked(EVERYTHING, None)
        seen = dataset or asked.dataset or Dataset(("",), self._named)
        default, named = (
            tuple(graph for graph in graphs if not graph or graph in self._named) for graphs in seen
        )
        Walk(part, default, named).through(asked.group)
