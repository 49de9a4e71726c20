"""What is on its way to an engine or away from it: named before, forgotten after.

A graph of its own there, beside the catalogue, names it:

    <default>  dcat:version  "id"
    <default>  void:triples  7         how many named graphs it has

So what a killed process left is found again, and nobody has to search a large engine for it.
"""

from typing import Final

from pyoxigraph import Literal, QueryResultsFormat, QuerySolutions, parse_query_results

from graph.engines.client import Engine
from graph.engines.naming import drop
from graph.engines.texts import text
from graph.store import Dataset
from ontology.iris import EngineGraphs

RESULTS: Final = "application/sparql-results+json"


def begin(engine: Engine, graphs: EngineGraphs, generation: str, named: int) -> None:
    """Note that *generation*, with so many *named* graphs, is on its way. Raises StoreError."""
    engine.update(_text("begin.ru", graphs, generation, named))


def end(engine: Engine, graphs: EngineGraphs, generation: str, named: int) -> None:
    """Note that *generation* is there whole, or not at all. Raises StoreError."""
    engine.update(_text("end.ru", graphs, generation, named))


def _text(name: str, graphs: EngineGraphs, generation: str, named: int) -> str:
    terms = {"default": graphs.default(generation), "id": Literal(generation)}
    return text(name, begun=graphs.begun(), named=Literal(named), **terms)


def begun(engine: Engine, graphs: EngineGraphs) -> dict[str, int]:
    """The generations that are on their way, each with the number of its named graphs."""
    place = Dataset((graphs.begun().value,), ())
    body = engine.query(text("begun.rq"), RESULTS, place)
    rows = parse_query_results(body.content, QueryResultsFormat.JSON)
    if not isinstance(rows, QuerySolutions):
        return {}
    return {row["id"].value: int(row["named"].value) for row in rows}


def clear(engine: Engine, graphs: EngineGraphs, generation: str, named: int) -> None:
    """Drop the graphs of *generation*, which nobody reads. Raises StoreError."""
    for number in range(1, named + 1):
        engine.update(drop(graphs.named(generation, number).value))
    engine.update(drop(graphs.default(generation).value))
    end(engine, graphs, generation, named)
