"""What an engine understands or says otherwise than the standard: a hook for each."""

from typing import Final, Protocol

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

Term = NamedNode | BlankNode | Literal | Triple


class Dialect(Protocol):
    """How to speak with one kind of engine."""

    @property
    def name(self) -> str:
        """What the engine is called."""
        ...

    @property
    def results(self) -> str:
        """The media type in which it gives tables and truths best."""
        ...

    @property
    def graphs(self) -> str:
        """The media type in which it gives graphs best."""
        ...

    def query(self, text: str) -> str:
        """The query *text*, which names the graphs as they are called there, as it is asked."""
        ...

    def term(self, term: Term) -> Term:
        """The *term* that it gave, as the embedded store would give it."""
        ...


class Standard:
    """An engine that does as the standard says, and as the embedded store does."""

    name: Final = "SPARQL 1.1"
    results: Final = "application/sparql-results+json"
    graphs: Final = "application/n-triples"

    def query(self, text: str) -> str:
        """The same *text*."""
        return text

    def term(self, term: Term) -> Term:
        """The same *term*."""
        return term
