"""What the columns of published tables hold: one list for all questions, ``queries/types.toml``."""

from collections.abc import Mapping
from importlib import resources
from typing import Literal

import msgspec

ColumnType = Literal["boolean", "date", "datetime", "decimal", "integer"]


def load_types() -> Mapping[str, ColumnType]:
    """Return the types by the names of columns; a column without one holds text."""
    text = resources.files("queries").joinpath("types.toml").read_bytes()
    return msgspec.toml.decode(text, type=dict[str, ColumnType])
