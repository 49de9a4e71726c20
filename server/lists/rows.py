"""What was found, told by named questions about just these entities, in their order."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from pyoxigraph import QuerySolution

from graph.search.document import Kind
from graph.values import plain
from server.addresses import MANY, iri_of
from server.data.rows import Row
from server.snapshot import Snapshot

PIECE: Final = 500
"""About how many entities one question is asked: what is found may be more than fits in memory."""


def entity_rows(snapshot: Snapshot, kind: Kind, slugs: Sequence[str], language: str) -> list[Row]:
    """Return the row of each entity of a *kind* in the question that lists it, in their order."""
    found = rows_of(snapshot, MANY[kind], kind, slugs, language)
    return [rows[0] for rows in found.values()]


def rows_of(
    snapshot: Snapshot, question: str, kind: Kind, slugs: Sequence[str], language: str
) -> Mapping[str, list[Row]]:
    """Return the rows of a named *question* about each of some entities, by their IRIs.

    They stand in the order of the *slugs*; who has no row is not there.
    """
    iris = iris_of(snapshot, kind, slugs)
    groups: dict[str, list[Row]] = {iri: [] for iri in iris}
    if iris:
        for row in snapshot.rows(question, **{kind: iris}, lang=language):
            groups[row[kind]].append(row)
    return {iri: rows for iri, rows in groups.items() if rows}


def solutions_of(
    snapshot: Snapshot, question: str, kind: Kind, slugs: Sequence[str], language: str
) -> Iterator[QuerySolution]:
    """The same rows as terms, one after the other, piece by piece."""
    for start in range(0, len(slugs), PIECE):
        iris = iris_of(snapshot, kind, slugs[start : start + PIECE])
        groups: dict[str, list[QuerySolution]] = defaultdict(list)
        for solution in snapshot.table(question, **{kind: iris}, lang=language):
            groups[str(plain(solution[kind]))].append(solution)
        for iri in iris:
            yield from groups[iri]


def iris_of(snapshot: Snapshot, kind: Kind, slugs: Iterable[str]) -> list[str]:
    """The IRIs of the entities of a *kind* with those *slugs*; what is no slug has none."""
    return [iri for slug in slugs for iri in _iri(snapshot, kind, slug)]


def _iri(snapshot: Snapshot, kind: Kind, slug: str) -> Iterator[str]:
    try:
        yield iri_of(snapshot.generation.iris, kind, slug)
    except ValueError:  # letters in an address that no IRI may hold
        return


class Label(NamedTuple):
    """What a thing is called, the language of that if marked, and what it is a unit of."""

    text: str
    language: str = ""
    whole: str = ""


class Names:
    """The names of entities in one language, asked for all at once."""

    def __init__(
        self, snapshot: Snapshot, wanted: Iterable[tuple[Kind, str]], language: str
    ) -> None:
        self._iris = {pair: iri for pair in wanted for iri in _iri(snapshot, *pair)}
        self._rows = snapshot.names(self._iris.values(), language)

    def of(self, kind: Kind, slug: str) -> Label | None:
        """The name of an entity; None for one that is not known."""
        row = self._rows.get(self._iris.get((kind, slug), ""))
        if row is None:
            return None
        above = dict.fromkeys((row["unit_of_name"], row["top_name"]))
        return Label(row["name"], row.get("name_lang", ""), ", ".join(filter(None, above)))
