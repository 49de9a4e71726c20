"""Named questions as pages ask them: of the snapshot and in the language of the request."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from flask import g

from graph.questions.question import Said
from server.data.entities import find
from server.data.rows import Row
from server.snapshot import current


def ask(name: str, **values: Said) -> list[Row]:
    """Return the answer of a named question about *values*."""
    return current().rows(name, lang=g.language, **values)


def entity(kind: str, slug: str) -> Row:
    """Return the row of an entity in the list of its kind, as ``server.entities.find`` does."""
    return find(current(), kind, slug, g.language)


def grouped(name: str, column: str) -> Mapping[str, list[Row]]:
    """Return the whole answer of a named question as the rows of each value of *column*."""
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in ask_whole(name):
        groups[row[column]].append(row)
    return groups


def ask_whole(name: str) -> Sequence[Row]:
    """Return the whole answer of a named question, which the snapshot keeps at hand."""
    return current().whole(name, g.language)
