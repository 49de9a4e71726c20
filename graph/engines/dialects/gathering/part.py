"""The part of a generation that is here, and which look-ups it answers."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import Final, NamedTuple

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Store

from graph.errors import QueryRefused
from ontology.terms import Xsd

Term = NamedNode | BlankNode | Literal
Terms = Collection[Term] | None
"""What may stand somewhere; None: anything."""

MOST: Final = 3_000_000
"""How many triples may be gathered for one query; each takes some 200 bytes."""

KEPT: Final = 1_000_000
"""With more triples than these it is let go of before the next query."""

AT_ONCE: Final = 100
"""How many terms one look-up names."""


class LookUp(NamedTuple):
    """The triples of a *graph*, called as in our own store, with such terms; None: any."""

    graph: str
    subjects: Terms = None
    properties: Terms = None
    values: Terms = None


class Found(NamedTuple):
    """A triple that was found."""

    subject: NamedNode | BlankNode
    property: NamedNode
    value: Term


Source = Callable[[LookUp], Iterable[Found]]
"""What fetches the triples of a look-up; it may raise QueryError and StoreError."""


def can_be_looked_up(term: Term) -> bool:
    """Whether a *term* means the same there and here: numbers and dates may be kept otherwise."""
    plain = isinstance(term, Literal) and term.datatype == Xsd.string
    return isinstance(term, NamedNode | BlankNode) or plain


class Part:
    """Triples of a generation with the named graphs *named*, fetched from *source* when needed.

    It may be used by several threads: what is fetched twice is there once.
    """

    def __init__(self, source: Source, named: Iterable[str]) -> None:
        self.store = Store()
        self._source = source
        self._answered: set[tuple[str, Term | None, Term | None, Term | None]] = set()
        for graph in named:
            self.store.add_graph(NamedNode(graph))

    @property
    def is_large(self) -> bool:
        """Whether it had better begin anew before the next query."""
        return len(self.store) > KEPT

    def need(self, wanted: LookUp) -> None:
        """Let all triples that match *wanted* be here.

        Raises QueryRefused when they are too many, and what the source raises.
        """
        graph, subjects, properties, values = wanted
        if self._is_answered(graph, properties):
            return
        if subjects is not None:
            self._describe(graph, subjects)
        elif values is not None:
            for verb in properties or (None,):
                self._refer(graph, verb, values)
        elif properties is not None:
            for verb in properties:
                self._fetch(LookUp(graph, properties=[verb]), [(graph, None, verb, None)])
        else:
            self._fetch(LookUp(graph), [(graph, None, None, None)])

    def matches(self, wanted: LookUp) -> Iterator[Quad]:
        """The triples that match *wanted*, of those that are here."""
        properties, values = wanted.properties, wanted.values
        for quad in self._candidates(wanted):
            right = properties is None or quad.predicate in properties
            if right and (values is None or quad.object in values):
                yield quad

    def _candidates(self, wanted: LookUp) -> Iterator[Quad]:
        """The triples here with one of the subjects *wanted*, else of the values, else any."""
        graph, subjects, properties, values = wanted
        at = NamedNode(graph) if graph else DefaultGraph()
        only = _only(properties)
        if subjects is not None:
            for subject in subjects:
                if not isinstance(subject, Literal):
                    yield from self.store.quads_for_pattern(subject, only, None, at)
        elif values is not None:
            for value in values:
                yield from self.store.quads_for_pattern(None, only, value, at)
        else:
            yield from self.store.quads_for_pattern(None, only, None, at)

    def _is_answered(self, graph: str, properties: Terms) -> bool:
        if (graph, None, None, None) in self._answered:
            return True
        if properties is None:
            return False
        return all((graph, None, verb, None) in self._answered for verb in properties)

    def _describe(self, graph: str, subjects: Iterable[Term]) -> None:
        """Fetch all that is said of *subjects*, and of the blank nodes that this leads to."""
        while subjects:
            new = [s for s in subjects if (graph, s, None, None) not in self._answered]
            asked = [s for s in new if not isinstance(s, Literal)]
            subjects = []
            for piece in _pieces(asked):
                keys = [(graph, subject, None, None) for subject in piece]
                found = self._fetch(LookUp(graph, subjects=piece), keys)
                subjects += (quad.object for quad in found if isinstance(quad.object, BlankNode))

    def _refer(self, graph: str, verb: Term | None, values: Iterable[Term]) -> None:
        new = [value for value in values if (graph, None, verb, value) not in self._answered]
        properties = None if verb is None else [verb]
        for piece in _pieces(new):
            keys = [(graph, None, verb, value) for value in piece]
            self._fetch(LookUp(graph, properties=properties, values=piece), keys)

    def _fetch(
        self,
        wanted: LookUp,
        keys: Iterable[tuple[str, Term | None, Term | None, Term | None]],
    ) -> list[Quad]:
        if self._is_answered(wanted.graph, wanted.properties):
            return []
        at = NamedNode(wanted.graph) if wanted.graph else DefaultGraph()
        room = MOST - len(self.store)
        found = [Quad(*triple, at) for triple in islice(self._source(wanted), room + 1)]
        if len(found) > room:
            raise QueryRefused(
                "the engine that holds the graph is asked for triples only, and this query needs"
                f" more than {MOST:,} of them: ask about less at a time, by naming what it is about"
            )
        self.store.extend(found)
        self._answered.update(keys)
        return found


def _only(properties: Terms) -> NamedNode | None:
    """The one property of *properties*, if there is but one."""
    if properties is None or len(properties) != 1:
        return None
    (verb,) = properties
    return verb if isinstance(verb, NamedNode) else None


def _pieces(terms: Sequence[Term]) -> Iterator[Sequence[Term]]:
    for begin in range(0, len(terms), AT_ONCE):
        yield terms[begin : begin + AT_ONCE]
