"""A generation at an engine, behind the same port as the embedded store."""

from collections.abc import Collection
from typing import Final

from pyoxigraph import BlankNode, NamedNode, Quad, Store, Triple

from graph.engines import answers
from graph.engines.client import Engine
from graph.engines.dialect import Standard
from graph.engines.dialects import dialect_of, gathering_of
from graph.engines.naming import Catalogue, catalogue_query, read_catalogue
from graph.engines.place import Place
from graph.engines.rewriting import AT, Rewritten, rewrite
from graph.engines.texts import text as text_of
from graph.sparql.code_points import with_letters
from graph.sparql.federation import keep_home
from graph.sparql.misreading import refuse_unreadable
from graph.store import (
    Answer,
    Dataset,
    EmbeddedStore,
    Graph,
    GraphStore,
    Table,
    construct,
    translated,
)
from ontology.iris import EngineGraphs

NAME: Final = "the engine that holds the graph"
"""What errors call it: readers need not know where it is."""

STANDARD: Final = Standard()


def ask_catalogue(engine: Engine, graphs: EngineGraphs) -> tuple[Catalogue, str]:
    """What the catalogue of *engine* says, and what the engine calls itself.

    Raises QueryError or StoreError.
    """
    text, dataset = catalogue_query(graphs)
    body = engine.query(text, STANDARD.graphs, dataset)
    return read_catalogue(graphs, answers.graph(body, STANDARD, NAME)), body.server


def open_store(
    engine: Engine, place: Place, base: str, allowed: Collection[str] = ()
) -> GraphStore:
    """The graph at a *place* of *engine*, asked in the way that this kind of engine needs.

    What else is told is as for an EngineStore.
    """
    gathering = gathering_of(
        place.server, engine, place.generation, name=NAME, allowed=allowed, base=base
    )
    return gathering or EngineStore(engine, place, base, allowed)


class EngineStore:
    """The graph of one generation at an *engine*.

    A query reaches other endpoints only when they are *allowed*, and it is the engine that asks
    them. Relative IRIs in a query are below the IRI *base*.
    """

    def __init__(
        self,
        engine: Engine,
        place: Place,
        base: str,
        allowed: Collection[str] = (),
    ) -> None:
        self._engine = engine
        self._generation = place.generation
        self._dialect = dialect_of(place.server)
        self._base = base
        self._allowed = allowed

    def query(self, text: str, dataset: Dataset | None = None) -> Answer:
        """Return the answer of any query, over *dataset* if one is given.

        Raises QueryError for a query that cannot be read or answered, or that would go out to
        another endpoint; StoreError when the engine cannot be reached, takes too long, fails, or
        answers with what is no answer.
        """
        text = with_letters(text)
        with translated(NAME, text):
            keep_home(text, self._allowed)
            refuse_unreadable(text)
        asked = rewrite(text, self._generation, self._base, dataset)
        if asked.form == "DESCRIBE":
            return self._described(asked)
        return self._answer(asked)

    def _answer(self, asked: Rewritten) -> Answer:
        is_graph = asked.form == "CONSTRUCT"
        accept = self._dialect.graphs if is_graph else self._dialect.results
        body = self._engine.query(self._dialect.query(asked.text), accept, asked.dataset)
        if is_graph:
            return answers.graph(body, self._dialect, NAME)
        if asked.form == "ASK":
            return answers.truth(body, NAME)
        return answers.table(body, asked.added, self._dialect, NAME, takes_all=asked.takes_all)

    def _described(self, asked: Rewritten) -> Graph:
        """All that is said of what is described, as the embedded store says it.

        What DESCRIBE gives is left to each engine (SPARQL 1.1 Query, section 16.4): so it is asked
        which nodes are meant, and what is said of those. Blank nodes are described where what has
        a name leads to them, for they cannot be asked about.
        """
        nodes = dict.fromkeys(asked.described)
        if asked.text:
            found = self._answer(asked._replace(form="SELECT"))
            rows = found if isinstance(found, Table) else ()
            nodes |= dict.fromkeys(term for row in rows for term in row)
        subjects = " ".join(str(node) for node in nodes if isinstance(node, NamedNode))
        if not subjects:
            return Graph((), NAME)
        said = self._said_of(subjects, asked.dataset, "describe.rq")
        if any(isinstance(triple.object, BlankNode) for triple in said):
            said = self._said_of(subjects, asked.dataset, "describe_and_blank.rq")
        here = Store()
        here.extend(Quad(*triple) for triple in said)
        return construct(EmbeddedStore(here, NAME), text_of("describe_here.rq", subjects=subjects))

    def _said_of(self, subjects: str, dataset: Dataset, name: str) -> list[Triple]:
        """What the text of that *name* finds of *subjects*."""
        text = text_of(name, subjects=subjects)
        found = self._answer(Rewritten(text, dataset, "CONSTRUCT", AT, takes_all=False))
        return list(found) if isinstance(found, Graph) else []
