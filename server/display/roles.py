"""The roles of organisations in projects, in the order in which people are told of them."""

from collections.abc import Iterable, Iterator

from graph.search.schema import ROLES
from server.data.rows import Row
from server.display.labels import word


def by_role(rows: Iterable[Row]) -> Iterator[tuple[str, list[Row]]]:
    """Return each role that has rows, as its concept, with its *rows*."""
    listed = list(rows)
    for role in ROLES:
        chosen = [row for row in listed if word(row["role"]) == role]
        if chosen:
            yield chosen[0]["role"], chosen
