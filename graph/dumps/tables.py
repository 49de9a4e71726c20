"""The answers of named questions as files: whole, and about everything."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from pyoxigraph import QueryResultsFormat

from graph.dumps import parquet
from graph.generations.durable import writing
from graph.generations.generation import Generation
from graph.questions.library import Library
from graph.questions.question import Question
from graph.questions.types import load_types
from graph.store import EmbeddedStore, select

CSV: Final = "csv"
PARQUET: Final = "parquet"
ENDINGS: Final = (CSV, PARQUET)


def published(library: Library) -> Iterator[Question]:
    """The questions whose whole answers are published, in the order of their names."""
    return (question for question in library.values() if question.table)


def write_csv(generation: Generation, question: Question, path: Path) -> None:
    """Write the answer of *question* to *path* as SPARQL 1.1 Query Results CSV.

    Raises QueryError, StoreError and DataDirectoryError.
    """
    store = EmbeddedStore(generation.open_store(), generation.id, base=generation.iris.base)
    answer = select(store, question.bind({}, generation.iris))
    with writing(path), path.open("wb") as output:
        answer.write(output, QueryResultsFormat.CSV)


def write_parquet(source: Path, question: Question, path: Path) -> None:
    """Write the answer of *question*, which *source* holds as CSV, to *path* as Parquet.

    Raises Inexpressible and DataDirectoryError.
    """
    parquet.write(source, question.columns, load_types(), path)
