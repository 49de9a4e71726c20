"""Whether what was sent arrived: each graph is counted there, and the default graph is read back.

What comes back whole is hashed as the manifest is. An engine that cuts what is large is asked for
all that subjects say instead, or some of them. Blank nodes, which are called otherwise there, are
in the counts alone.
"""

from collections.abc import Callable, Iterable, Mapping
from io import BufferedReader, RawIOBase
from itertools import islice
from typing import Any, Final

from pyoxigraph import (
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Store,
    Triple,
    parse,
    parse_query_results,
)

from graph.engines.client import Engine
from graph.engines.dialect import Term
from graph.engines.dialects.gathering.part import AT_ONCE, Found, LookUp, Source
from graph.engines.publishing.statements import Tally, has_blank, line_of
from graph.engines.texts import text
from graph.errors import StoreError
from graph.store import Dataset

RESULTS: Final = "application/sparql-results+json"
N_TRIPLES: Final = "application/n-triples"
FEW: Final = 1_000_000
"""Up to so many triples all are compared, also where that takes a look-up for each hundred."""

SAMPLE: Final = 500
"""Of about so many subjects all that is said is compared, where there are more triples."""


def count_there(engine: Engine, graph: str) -> int:
    """How many triples the *graph* of that IRI has there. Raises StoreError."""
    body = engine.query(text("count.rq"), RESULTS, Dataset((graph,), ()))
    rows = parse_query_results(body.content, QueryResultsFormat.JSON)
    found = [row["triples"] for row in rows] if isinstance(rows, QuerySolutions) else []
    if len(found) != 1 or not isinstance(found[0], Literal):
        raise StoreError(f"{engine.access.query}: does not tell how many triples {graph} has")
    return int(found[0].value)


def refuse_other_counts(
    engine: Engine, tallies: Mapping[str, Tally], names: Mapping[str, str]
) -> None:
    """Raise StoreError unless each graph has as many triples there as were sent."""
    for graph, there in names.items():
        sent, found = tallies[graph].triples, count_there(engine, there)
        if sent != found:
            raise StoreError(
                f"{engine.access.query}: has {found:,} of the {sent:,} triples of"
                f" {graph or 'the default graph'}; nothing was switched, publish again"
            )


def refuse_other_hash(engine: Engine, tally: Tally, graph: str) -> None:
    """Raise StoreError unless the *graph* there has the very triples that *tally* counted."""
    if _hash_there(engine, graph) != tally.digest:
        raise StoreError(
            f"{engine.access.query}: {graph} has as many triples as were sent, and others;"
            " nothing was switched"
        )


def _hash_there(engine: Engine, graph: str) -> str:
    tally = Tally()
    source = BufferedReader(_Pieces(engine.stream(graph, N_TRIPLES)))
    try:
        for quad in parse(source, RdfFormat.N_TRIPLES):
            if not has_blank(quad):
                tally.add(line_of(quad), is_ground=True)
    except (SyntaxError, ValueError) as error:
        raise StoreError(f"{engine.access.graphs}: {graph} cannot be read back: {error}") from error
    return tally.digest


def is_sampled(triples: int) -> bool:
    """Whether of a graph of so many *triples*, that is not read back whole, some are compared."""
    return triples > FEW


def refuse_other_sample(
    engine: Engine, source: Source, store: Store, triples: int, keeps: Callable[[Term], bool]
) -> None:
    """Raise StoreError unless *source* has the same of some subjects as *store*.

    They are all of a default graph that has few *triples*, and spread evenly over a larger one;
    those with a value that the engine does not keep are left out.
    """
    subjects = [
        subject
        for subject in sorted(_some_subjects(store, triples), key=str)
        if all(keeps(quad.object) for quad in _said_of(store, subject))
    ]
    for begin in range(0, len(subjects), AT_ONCE):
        piece = subjects[begin : begin + AT_ONCE]
        found = _ground(_as_embedded(source(LookUp("", subjects=piece))))
        sent = _ground(quad for node in piece for quad in _said_of(store, node))
        if found != sent:
            raise StoreError(
                f"{engine.access.query}: has something else than was sent, such as"
                f" {min(found ^ sent)}; nothing was switched"
            )


def _as_embedded(triples: Iterable[Found]) -> Store:
    """The *triples* as the embedded store writes them, whatever zeros the engine adds to a time."""
    store = Store()
    store.extend(Quad(*triple) for triple in triples)
    return store


def _some_subjects(store: Store, triples: int) -> set[NamedNode]:
    step = triples // SAMPLE if is_sampled(triples) else 1
    quads = store.quads_for_pattern(None, None, None, DefaultGraph())
    subjects = (quad.subject for quad in islice(quads, 0, None, step))
    return {subject for subject in subjects if isinstance(subject, NamedNode)}


def _said_of(store: Store, subject: NamedNode) -> Iterable[Quad]:
    return store.quads_for_pattern(subject, None, None, DefaultGraph())


def _ground(found: Iterable[Quad | Triple]) -> set[str]:
    """The lines of what has no blank node."""
    return {line_of(each) for each in found if not has_blank(each)}


class _Pieces(RawIOBase):
    """Pieces of bytes, read as a file."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces = iter(pieces)
        self._left = b""

    def readable(self) -> bool:
        """It can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill *buffer* with what is there, or comes next."""
        while not self._left:
            piece = next(self._pieces, None)
            if piece is None:
                return 0
            self._left = piece
        length = min(len(buffer), len(self._left))
        buffer[:length], self._left = self._left[:length], self._left[length:]
        return length
