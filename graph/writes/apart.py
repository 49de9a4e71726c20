"""Writes that stand apart from the pages: they neither see nor touch what a page can give.

Whatever the pages say, such writes come to the same, so a build may carry over what they made.
"""

from typing import Final

from pyoxigraph import NamedNode

from graph.writes.scanning import tokens
from graph.writes.scope import WHOLE, scope
from graph.writes.write import Update, What
from ontology.iris import Iris

SEEING: Final = frozenset({"WHERE", *WHOLE})
"""The words without which an update does not look at the graph: it adds or removes data."""


def sees(update: Update) -> bool:
    """Whether what *update* does may follow from what is in the graph."""
    return any(token.word in SEEING for token in tokens(update.text))


def stands_apart(what: What, iris: Iris) -> bool:
    """Whether a write only gives or removes data in named graphs that are nobody's but its own."""
    if not isinstance(what, Update):
        return what.graph is not None and _is_free(what.graph, iris)
    graphs = (graph for *_, graph in scope(what.text, what.base))
    return not sees(what) and all(
        isinstance(g, NamedNode) and _is_free(g.value, iris) for g in graphs
    )


def _is_free(graph: str, iris: Iris) -> bool:
    """Whether *graph* is none of those in which pages are told."""
    return not graph.startswith(iris.graph("").value)
