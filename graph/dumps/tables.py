"""The answers of named questions as files: whole, and about everything."""

from collections.abc import Iterator
from pathlib import Path
from types import MappingProxyType
from typing import Final

from pyoxigraph import QueryResultsFormat

from graph.dumps import parquet
from graph.generations.durable import writing
from graph.generations.generation import Generation
from graph.questions.library import Library
from graph.questions.question import Question
from graph.questions.types import load_types
from graph.store import EmbeddedStore, Table, select


def published(library: Library) -> Iterator[Question]:
    """The questions whose whole answers are published, in the order of their names."""
    return (question for question in library.values() if question.table)


def write_csv(generation: Generation, question: Question, path: Path) -> None:
    """Write the answer of *question* to *path* as SPARQL 1.1 Query Results CSV.

    Raises QueryError, StoreError and DataDirectoryError.
    """
    with writing(path), path.open("wb") as output:
        _answer(generation, question).write(output, QueryResultsFormat.CSV)


def write_parquet(generation: Generation, question: Question, path: Path) -> None:
    """Write the same as Parquet. Raises as well Inexpressible, as ``parquet.write`` does."""
    parquet.write(_answer(generation, question), load_types(), path)


WRITERS: Final = MappingProxyType({"csv": write_csv, "parquet": write_parquet})
"""What writes a table, by the ending of its file."""


def _answer(generation: Generation, question: Question) -> Table:
    store = EmbeddedStore(generation.open_store(), generation.id, base=generation.iris.base)
    return select(store, question.bind({}, generation.iris))
