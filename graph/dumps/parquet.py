"""A table as Parquet: each column of one type, the same in every generation.

It is made of the same table as CSV, so both say the same. Money and shares are decimals of four
places; what is empty is null.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from arro3.core import Array, DataType, Field, RecordBatch, RecordBatchReader, Schema
from arro3.io import read_csv, write_parquet

from graph.errors import Inexpressible
from graph.generations.durable import writing
from graph.questions.types import ColumnType

ROWS: Final = 50_000
"""How many rows are turned at a time."""

COMPRESSION: Final = "zstd(3)"


def write(
    source: Path, columns: Sequence[str], types: Mapping[str, ColumnType], path: Path
) -> None:
    """Write the table in the CSV *source* to *path*, its *columns* of the *types* that are known.

    Raises Inexpressible naming the column when a value is not of its type, DataDirectoryError.
    """
    texts = Schema([Field(name, DataType.utf8()) for name in columns])
    schema = Schema([Field(name, _datatype(types.get(name))) for name in columns])
    with writing(path):
        pieces = read_csv(source, texts, has_header=True, batch_size=ROWS)
        batches = list(_typed(pieces, schema))
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


def _typed(pieces: RecordBatchReader, schema: Schema) -> Iterator[RecordBatch]:
    for piece in pieces:
        columns = [_cast(piece.column(name), schema.field(name)) for name in schema.names]
        yield RecordBatch.from_arrays(columns, schema=schema)


def _cast(texts: Array, field: Field) -> Array:
    """The values of one column, read as what they are."""
    values = texts.cast(field.type)
    if values.null_count != texts.null_count:
        raise Inexpressible(f"{field.name} holds something else than {field.type}; take CSV")
    return values
