"""A table as Parquet: each column of one type, the same in every generation.

Money and shares are decimals of four places, exactly; what is not known is null.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Final

from arro3.core import Array, DataType, Field, RecordBatch, RecordBatchReader, Schema
from arro3.io import write_parquet
from pyoxigraph import Literal, NamedNode, QuerySolution

from graph.errors import Inexpressible
from graph.generations.durable import writing
from graph.questions.types import ColumnType
from graph.store import Table

ROWS: Final = 50_000
"""How many rows are turned at a time; they become one group of the file."""

COMPRESSION: Final = "zstd(3)"


def write(table: Table, types: Mapping[str, ColumnType], path: Path) -> None:
    """Write the rows of *table* to *path*, its columns of the *types* that are known.

    Raises Inexpressible naming the column when a value is not of its type, QueryError, StoreError
    and DataDirectoryError.
    """
    schema = Schema([Field(name, _datatype(types.get(name))) for name in table.columns])
    batches = list(_batches(table, schema))
    with writing(path):
        reader = RecordBatchReader.from_batches(schema, batches)
        write_parquet(reader, path, compression=COMPRESSION)


def _datatype(kind: ColumnType | None) -> DataType:
    match kind:
        case "boolean":
            return DataType.bool()
        case "date":
            return DataType.date32()
        case "datetime":
            return DataType.timestamp("us", tz="UTC")
        case "decimal":
            return DataType.decimal128(20, 4)
        case "integer":
            return DataType.int64()
        case None:
            return DataType.utf8()


def _batches(table: Table, schema: Schema) -> Iterator[RecordBatch]:
    rows = iter(table)
    while piece := list(islice(rows, ROWS)):
        columns = [_column(piece, schema.field(name)) for name in table.columns]
        yield RecordBatch.from_arrays(columns, schema=schema)


def _column(rows: Sequence[QuerySolution], field: Field) -> Array:
    """The values of one column: texts, read as what they are."""
    texts = Array([_text(row[field.name]) for row in rows], type=DataType.utf8())
    values = texts.cast(field.type)
    if values.null_count != texts.null_count:
        raise Inexpressible(f"{field.name} holds something else than {field.type}; take CSV")
    return values


def _text(term: object) -> str | None:
    if term is None:
        return None
    return term.value if isinstance(term, NamedNode | Literal) else str(term)
