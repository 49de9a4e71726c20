"""A row of a named question's answer as plain Python values, by the name of its column."""

from collections.abc import Mapping
from typing import Any

Row = Mapping[str, Any]
"""Column to value: text, IRI as text, bool, int, Decimal, date; None is unknown or withheld."""
